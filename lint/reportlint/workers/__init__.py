"""Worker processes: the one place where work is done within bounds, killed with all it started, and done anew.

`Worker` is one process, `Processes` several of them over a stream of items, `once` a process for one call,
`run_program` another program under the same rule. Who has no outcome to give says why in one sentence (`NoOutcome`).

docs/architecture.md says how it works and why no library does it.
"""

from __future__ import annotations

from reportlint.workers.inside import time_left
from reportlint.workers.outside import (
    Bounds,
    NoOutcome,
    TooLong,
    TooMuchMemory,
    Worker,
    WorkerDied,
    once,
    run_program,
)
from reportlint.workers.pool import DIED, TICK, Failure, Pool, Processes, ThisProcess, failure, usable_cores

__all__ = [
    "DIED",
    "TICK",
    "Bounds",
    "Failure",
    "NoOutcome",
    "Pool",
    "Processes",
    "ThisProcess",
    "TooLong",
    "TooMuchMemory",
    "Worker",
    "WorkerDied",
    "failure",
    "once",
    "run_program",
    "time_left",
    "usable_cores",
]
