"""How fast and how large: each figure is a ratio to something known, measured in the same run.

    python benchmarks/run.py [--files N] [--write]

`--write` puts the table into docs/benchmarks.md. Nothing here ever fails on a timing.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "lint"))

from jsonschema import Draft202012Validator  # noqa: E402
from pages import put  # noqa: E402

from reportlint import parsing, readers  # noqa: E402
from reportlint.app.api import check_bytes  # noqa: E402
from reportlint.data.resources import folder  # noqa: E402
from reportlint.draft import sample, text  # noqa: E402
from reportlint.parsing.report_json.writing import write_report  # noqa: E402

CACHE = tempfile.mkdtemp(prefix="reportlint-bytecode-")
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": str(ROOT / "lint"),
    "PYTHONUTF8": "1",
    "PYTHONPYCACHEPREFIX": CACHE,
}
ENVIRONMENT.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode

Row = tuple[str, str, str, str]
"""What was measured, the figure, what it is compared with, the aim."""


def main() -> None:
    """Measures everything, prints a table, and writes it where asked."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--files", type=int, default=10_000, help="files in the run that measures memory")
    options.add_argument("--runs", type=int, default=21, help="runs of each whole command")
    options.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    chosen = options.parse_args()
    rows = [*judging(), whole_command(chosen.runs), memory(chosen.files)]
    table = "\n".join(["| what | measured | against | aim |", "|---|---|---|---|", *map(_line, rows)])
    print(table)
    if chosen.write:
        machine = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
        put("benchmarks.md", "figures", f"{table}\n\nMeasured with {machine}.")


def _line(row: Row) -> str:
    return f"| {' | '.join(row)} |"


def judging() -> list[Row]:
    """Reading, parsing and judging in-process, against validating the same report's JSON by its schema."""
    schema = json.loads((folder("schemas") / "report.schema.json").read_text("utf-8"))
    validator = Draft202012Validator(schema)
    rows = []
    for name in ("town", "city"):
        draft = sample(name)
        data = text(draft).encode()
        parsed = write_report(parsing.parse(readers.read(data, name=draft.filename))).encode()
        report = json.loads(parsed)
        validator.validate(report)

        def ours(data: bytes = data) -> object:
            return check_bytes(data, name="年报.txt")

        def theirs(report: object = report) -> object:
            return list(validator.iter_errors(report))

        def ours_as_json(parsed: bytes = parsed) -> object:
            return check_bytes(parsed, name="年报.json")

        mine, as_json, other = medians(ours, ours_as_json, theirs)
        against = f"jsonschema, {other * 1000:.1f} ms"
        for what, taken, aim in (
            (f"read, parse and judge one report ({name})", mine, "≤ 0.12"),
            (f"the same report as parsed JSON ({name})", as_json, "≤ 0.4"),
        ):
            rows.append((what, f"{taken * 1000:.1f} ms = **{taken / other:.2f}**", against, aim))
    return rows


def medians(*calls: Callable[[], object], times: int = 60) -> list[float]:
    """The median seconds of each call, the calls taking turns."""
    for call in calls:
        call()
    seconds: list[list[float]] = [[] for _ in calls]
    for _ in range(times):
        for call, taken in zip(calls, seconds, strict=True):
            start = perf_counter()
            call()
            taken.append(perf_counter() - start)
    return [statistics.median(taken) for taken in seconds]


def whole_command(runs: int) -> Row:
    """The whole run of the command on one file, against a typer program that prints one word."""
    start = "import sys; from reportlint.cli import main; sys.argv[0] = 'reportlint'; main()"
    ours = [sys.executable, "-c", start, str(ROOT / "examples" / "good.txt")]
    theirs = [sys.executable, str(ROOT / "benchmarks" / "one_word.py")]
    mine, other = medians(lambda: _run(ours), lambda: _run(theirs), times=runs)
    measured = f"{mine * 1000:.0f} ms = **{mine / other:.2f}**"
    return ("the whole command on one file", measured, f"a typer program, {other * 1000:.0f} ms", "≤ 1.5")


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, env=ENVIRONMENT, stdout=subprocess.DEVNULL, check=True)


def memory(files: int) -> Row:
    """The peak memory of one run over many files, and how long it takes."""
    with tempfile.TemporaryDirectory() as name:
        for index in range(files):
            draft = sample(("town", "zeros", "city")[index % 3], year=2021 + index % 5)
            Path(name, f"{index:05}.txt").write_text(text(draft), encoding="utf-8")
        start = perf_counter()
        peak = _peak([sys.executable, "-m", "reportlint", "--format", "concise", name])
        seconds = perf_counter() - start
    return (
        f"{files:,} files in one run",
        f"**{peak / 1024:.0f} MB**, {seconds:.0f} s",
        f"{seconds / files * 1000:.1f} ms for each file",
        "< 300 MB",
    )


def _peak(command: Sequence[str]) -> int:
    """The most memory (KiB) that a command's process held, on systems that tell it."""
    if not hasattr(os, "wait4"):
        raise SystemExit("this system does not tell a process's peak memory")
    process = subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"the run over many files gave exit {process.returncode}")
    return usage.ru_maxrss if sys.platform != "darwin" else usage.ru_maxrss // 1024


if __name__ == "__main__":
    main()
