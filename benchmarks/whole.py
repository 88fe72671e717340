"""What a whole round takes: reports judged and compared, with workbook, page, notices, circular and sums.

    python benchmarks/whole.py [--reports N] [--write]

Invented towns write one text report each, every other one with faults; the command runs as the console script does,
on two processes. `--write` puts the figures into docs/benchmarks.md. Nothing here ever fails on a timing.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "lint"), str(ROOT)]

from audit import megabytes, seconds  # noqa: E402
from notices import YEAR, faulty  # noqa: E402
from pages import put  # noqa: E402
from single import table  # noqa: E402

from reportlint.cli import run  # noqa: E402
from reportlint.draft import text  # noqa: E402
from tests.generator.prose import town, town_name, written  # noqa: E402

_RUN = "import sys; from whole import measured; measured(*sys.argv[1:])"


def main() -> None:
    """Measures, prints a table, and writes it where asked."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--reports", type=int, default=2_000)
    options.add_argument("--write", action="store_true", help="put the figures into docs/")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        write(Path(name, "reports"), chosen.reports)
        took = taken(Path(name))
        made = len(list(Path(name, "notices").glob("*.docx"))) - 1
    figures = table(
        ("what", "measured", "against", "aim"),
        [
            (
                f"{chosen.reports:,} text reports with workbook, page, {made} notices, circular and sums",
                f"**{took['seconds']:.0f} s**",
                f"processor time: {took['cpu main']:.0f} s of the main process, "
                f"{took['cpu workers']:.0f} s of two others",
                "60 s on two cores",
            ),
            ("most memory of the main process", f"**{took['memory']:.0f} MB**", "", "≤ 300 MB"),
        ],
    )
    print(figures)
    if chosen.write:
        put("benchmarks.md", "whole", figures)


def write(folder: Path, reports: int) -> None:
    """A text report of each town, its prose its own; every other one has faults."""
    folder.mkdir()
    for number in range(reports):
        random = Random(number)
        said = text(town(town_name(number), YEAR, written(random), random))
        (folder / f"{number:05}.txt").write_text(faulty(said) if number % 2 else said, encoding="utf-8")


def taken(folder: Path) -> dict[str, float]:
    """What one run of the command took, in a process of its own."""
    command = [sys.executable, "-c", _RUN, str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    done = subprocess.run(
        command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment, check=True
    )
    figures: dict[str, float] = json.loads(done.stderr.splitlines()[-1])
    return figures


def measured(folder: str) -> None:
    """Runs the command here as the console script does, and tells on standard error what it took."""
    import gc

    gc.set_threshold(50_000)
    began = perf_counter()
    wanted = (
        ("--xlsx", "总表.xlsx"),
        ("--html", "总览.html"),
        ("--brief", "通报.docx"),
        ("--totals", "汇总.xlsx"),
    )
    files = [part for option, name in wanted for part in (option, f"{folder}/{name}")]
    code = run(
        ["audit", f"{folder}/reports", "--no-cache", "--jobs", "2", "--notices", f"{folder}/notices", *files]
    )
    if code not in (0, 1):
        raise SystemExit(f"the audit ended with {code}")
    mine, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    told = {"seconds": perf_counter() - began, "memory": megabytes(mine)}
    print(json.dumps({**told, "cpu main": seconds(mine), "cpu workers": seconds(theirs)}), file=sys.stderr)


if __name__ == "__main__":
    main()
