"""Gives the program files that no program would write, and asks whether what must hold still holds.

    python tools/fuzz.py                          # for two minutes, with a new seed, which is printed
    python tools/fuzz.py --minutes 60             # for an hour
    python tools/fuzz.py --seed 1 --minutes 2     # the same cases again: what CI runs
    python tools/fuzz.py --seed 1 --only docx/17  # one case: what it is, and the file it makes

Small correct reports in every format are changed in a few steps (lines, characters, bytes, elements, members of a
package, objects of a PDF file). What must hold (tests/fuzzing/judged.py): nothing breaks down; the same bytes give
the same result; a wrong figure in a report that was silent is found or told; whatever a file shows is read, or told
as not read; a small file takes ten seconds of processor time at most. Each case runs in a worker with bounds, so that
one that kills its process is found too. A case that breaks something is made as small as it goes and laid into
--keep; the exit code is 1.
"""

from __future__ import annotations

import argparse
import secrets
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "lint"), str(ROOT)]

from reportlint.workers import Bounds, NoOutcome, Worker  # noqa: E402
from tests.fuzzing.cases import Case, Outcome, cases, outcome  # noqa: E402
from tests.fuzzing.judged import Fault  # noqa: E402
from tests.fuzzing.seeds import FORMATS  # noqa: E402

BOUNDS = Bounds(seconds=300, processor=120, memory=4 << 30)
"""What one case may take; it judges a file a few times."""


def main() -> int:
    """Runs the cases, prints what was found, and gives the exit code."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--minutes", type=float, default=2, help="how long to go on")
    options.add_argument("--inputs", type=int, help="stop after so many files")
    options.add_argument("--seed", type=int, help="the seed of an earlier run")
    options.add_argument("--formats", nargs="+", choices=FORMATS, default=list(FORMATS))
    options.add_argument("--only", metavar="FORMAT/NUMBER", help="one case of the seed")
    options.add_argument(
        "--keep", type=Path, default=Path("fuzz-found"), help="the folder for what breaks something"
    )
    chosen = options.parse_args()
    seed = secrets.randbelow(1 << 31) if chosen.seed is None else chosen.seed
    print(f"seed {seed}", flush=True)
    if chosen.only:
        format, _, number = chosen.only.partition("/")
        return _one(Case(seed, format, int(number)), chosen.keep)
    run = _Run(chosen.keep)
    until = time.monotonic() + 60 * chosen.minutes
    try:
        for case in cases(seed, chosen.formats):
            if time.monotonic() > until or (chosen.inputs and run.inputs >= chosen.inputs):
                break
            run.take(case)
    except KeyboardInterrupt:
        pass
    finally:
        run.close()
    print(run.summary())
    return int(bool(run.broken))


class _Run:
    """Counts what the cases come to."""

    def __init__(self, keep: Path) -> None:
        self.keep = keep
        self.worker = Worker(BOUNDS)
        self.started = time.monotonic()
        self.cases = self.inputs = self.silent = self.unreadable = 0
        self.broken: Counter[str] = Counter()

    def take(self, case: Case) -> None:
        """Judges one case in the worker."""
        self.cases += 1
        try:
            self.worker.submit(outcome, case)
            found: Outcome = self.worker.outcome()
        except NoOutcome as error:
            found = Outcome(1, 0, 0, (Fault("no exception", f"the process: {error}"),))
        self.inputs += found.inputs
        self.silent += found.silent
        self.unreadable += found.unreadable
        if found.faults:
            _keep(case, found, self.keep)
            self.broken.update(fault.invariant for fault in found.faults)

    def close(self) -> None:
        """Ends the worker."""
        self.worker.kill()

    def summary(self) -> str:
        """What was done and found, in a few words."""
        minutes = (time.monotonic() - self.started) / 60
        told = ", ".join(f"{name} {count}" for name, count in self.broken.items()) or "nothing broken"
        return (
            f"{self.inputs} inputs of {self.cases} cases in {minutes:.1f} minutes: {self.silent} silent, "
            f"{self.unreadable} refused; {told}"
        )


def _one(case: Case, keep: Path) -> int:
    """One case in this process, its file laid down in any case."""
    found = outcome(case)
    _keep(case, found, keep)
    return int(bool(found.faults))


def _keep(case: Case, found: Outcome, folder: Path) -> None:
    """Prints what a case broke and lays its file into the folder."""
    name = f"{case.format}/{case.number}"
    for fault in found.faults:
        print(
            f"{name} of seed {case.seed}, steps {list(found.steps)}: {fault.invariant}: {fault.told}",
            flush=True,
        )
    if found.file:
        folder.mkdir(exist_ok=True)
        (folder / f"{case.seed}-{case.format}-{case.number}{found.suffix}").write_bytes(found.file)


if __name__ == "__main__":
    sys.exit(main())
