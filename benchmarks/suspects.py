"""How often the wrong cells of table 三 are named with their right values, and how long that takes.

    python benchmarks/suspects.py [--tables N] [--write]

Random tables that satisfy every identity, of both forms and five sizes, are spoilt by every kind of
slip (tests/suspects/slips.py). `--write` puts the figures into docs/accuracy.md, between its
marks for suspects. The same seed gives the same counts.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from random import Random
from time import perf_counter

from msgspec.structs import replace

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "lint")]

from pages import put  # noqa: E402

from reportlint.model.report import CellKey  # noqa: E402
from reportlint.suspects import Suspects, System, find_suspects  # noqa: E402
from reportlint.suspects.phrases import MOST_LISTED  # noqa: E402
from tests.suspects.slips import ONE_CELL, TWO_CELLS, Slip  # noqa: E402
from tests.suspects.tables import SIZES, Figures, consistent_table, system  # noqa: E402

EDITIONS = ("2021", "2019")
TITLE = "## The wrong cell of table 三"
INTRODUCTION = """\
`python benchmarks/suspects.py --write` measures and puts the figures here. Random consistent tables of both
forms, from a township's few figures to eight digits, each spoilt once. What cannot be told apart by the table alone
(see suspects.md) is listed and not named; the prose, which may decide, is left out here."""


def outcome(figures: Figures, slip: Slip, edition: str, rng: Random) -> str | None:
    """What becomes of one slip in one table; None where the table has no place for it."""
    spoilt = slip(figures, system(edition), rng)
    if not spoilt:
        return None
    held = figures | {cell: value or 0 for cell, value in spoilt.items()}
    blanks = {cell for cell, value in spoilt.items() if value is None}
    found = find_suspects(system(edition), held, blanks=blanks)
    truth = {cell: figures[cell] for cell in spoilt}
    return _judged(found, truth)


def _judged(found: Suspects, truth: Figures) -> str:
    proposed = [{change.cell: change.value for change in mending} for mending in found.mendings]
    if found.state == "named":
        return "named" if proposed[0] == truth else "misnamed"
    if truth in proposed[:MOST_LISTED]:
        return "listed"
    return "further down" if truth in proposed else "missed"


def measure(slips: dict[str, Slip], times: int, seed: int) -> dict[str, Counter[str]]:
    """The outcomes of each kind of slip, over both forms and all sizes."""
    rng = Random(seed)
    counts: dict[str, Counter[str]] = {}
    for name, slip in slips.items():
        counts[name] = Counter()
        for edition in EDITIONS:
            for size in SIZES:
                for _ in range(times):
                    result = outcome(consistent_table(edition, size, rng), slip, edition, rng)
                    if result is not None:
                        counts[name][result] += 1
    return counts


def timings(seed: int) -> list[str]:
    """Milliseconds, median and 95th percentile of 300 tables: one and two wrong cells, half the table wrong."""
    kinds: dict[str, Slip] = {
        "one wrong cell": ONE_CELL["digit changed"],
        "two wrong cells": TWO_CELLS["two slips"],
        "half the table wrong": _half,
    }
    rng = Random(seed)
    told = ["| time for a table | median | 95 in 100 below |", "|---|---|---|"]
    for name, slip in kinds.items():
        times = sorted(_milliseconds(slip, rng) for _ in range(300))
        told.append(f"| {name} | {times[len(times) // 2]:.2f} ms | {times[len(times) * 95 // 100]:.2f} ms |")
    return told


def _milliseconds(slip: Slip, rng: Random) -> float:
    figures = consistent_table("2021", rng.choice(SIZES), rng)
    spoilt = slip(figures, system("2021"), rng)
    held = figures | {cell: value or 0 for cell, value in spoilt.items()}
    identities = replace(system("2021"))  # a system of its own, which has nothing worked out yet
    start = perf_counter()
    find_suspects(identities, held)
    return (perf_counter() - start) * 1000


def _half(figures: Figures, system: System, rng: Random) -> dict[CellKey, int | None]:
    return {cell: rng.randint(0, 99) for cell in rng.sample(list(figures), len(figures) // 2)}


def rates(tables: int) -> list[str]:
    """A row for each kind of slip, and one for all of one cell and all of two."""
    told = [
        "| wrong in table 三 | tables | named with the right value"
        f" | among the {MOST_LISTED} listed | wrongly named | neither |",
        "|---|---|---|---|---|---|",
    ]
    for title, slips in (("one cell", ONE_CELL), ("two cells", TWO_CELLS)):
        counts = measure(slips, tables, seed=2024)
        told += [_row(name, count) for name, count in counts.items()]
        told.append(_row(f"**{title}, all kinds**", sum(counts.values(), Counter())))
    return told


def _row(name: str, count: Counter[str]) -> str:
    number = sum(count.values())
    shares = (count["named"], count["listed"], count["misnamed"], count["further down"] + count["missed"])
    return f"| {name} | {number} | {' | '.join(f'{share / number:.1%}' for share in shares)} |"


def measured(tables: int) -> str:
    """The section of docs/accuracy.md, from so many tables for each slip, form and size."""
    return "\n".join([TITLE, "", INTRODUCTION, "", *rates(tables), "", *timings(seed=7)])


def main() -> None:
    """Measures, prints the section and writes it where asked."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--tables", type=int, default=100, help="tables for each slip, form and size")
    options.add_argument("--write", action="store_true", help="put the figures into docs/accuracy.md")
    chosen = options.parse_args()
    section = measured(chosen.tables)
    print(section)
    if chosen.write:
        put("accuracy.md", "suspects", section)


if __name__ == "__main__":
    main()
