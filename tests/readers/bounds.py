"""What the whole command takes on one file, in a process of its own, so that no other test counts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from time import monotonic

ENGINE = Path(__file__).resolve().parents[2] / "lint"


def checked(path: Path) -> tuple[int, str, float, float]:
    """Exit code, what was said, seconds, and the most mebibytes held (0 where the system does not tell).

    Processes that the command starts and waits for count too.
    """
    start = monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "reportlint", "--format", "concise", str(path)],
        env={**os.environ, "PYTHONPATH": str(ENGINE), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    told = process.stdout.read().decode()
    if not hasattr(os, "wait4"):
        return process.wait(), told, monotonic() - start, 0
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return process.returncode, told, monotonic() - start, usage.ru_maxrss / unit
