"""What the rules across reports take: time and memory for many entries of two years.

    python benchmarks/across.py [--entries N] [--write]

Invented towns write two years each (tests/generator), some copy last year's or a sibling's prose; making the
files is not measured. Times are those of one process. `--write` puts the table into docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import os
import pickle
import platform
import sys
import tempfile
from collections import Counter
from pathlib import Path
from random import Random
from time import perf_counter, process_time

from msgspec.structs import replace

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "lint"), str(ROOT)]

from pages import put  # noqa: E402

from reportlint.app.api import parse_bytes  # noqa: E402
from reportlint.audit.packing import pack, unpack_report  # noqa: E402
from reportlint.draft import text  # noqa: E402
from reportlint.engine.across import entry_of, judge_across  # noqa: E402
from reportlint.engine.loading import load_rules  # noqa: E402
from reportlint.model.batch import Batch, BatchEntry, Unit  # noqa: E402
from reportlint.model.report import Report  # noqa: E402
from tests.generator.prose import Prose, copied, town, written  # noqa: E402

COUNTY = "砚陂县人民政府"
COPIES = 20
"""One unit in so many copies last year's prose, and one copies a sibling's."""


def main() -> None:
    """Measures, prints the table and writes it where asked."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--entries", type=int, default=10_000)
    options.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    chosen = options.parse_args()
    before = _resident()
    with tempfile.TemporaryDirectory() as folder:
        measure(chosen, before, made(chosen.entries // 2, Path(folder)))


def measure(chosen: argparse.Namespace, before: float, batch: Batch) -> None:
    """Judges the batch; `before` is the memory that the process held without it."""
    held = (_resident() - before) / 1024
    packed = sum(len(pickle.dumps(entry)) for entry in batch.entries) / len(batch.entries)
    rules = load_rules(select=["X7"])
    start, busy = perf_counter(), process_time()
    verdicts = judge_across(batch, rules)
    seconds, busy = perf_counter() - start, process_time() - busy
    if any("crashed" in verdict.states.values() for verdict in verdicts.values()):
        raise SystemExit("a check broke down")
    codes = Counter(found.code for verdict in verdicts.values() for found in verdict.diagnostics)
    told = ", ".join(f"{code} {count}" for code, count in sorted(codes.items()))
    count = f"{len(batch.entries):,} reports of two years"
    lines = [
        "| what | measured | aim |",
        "|---|---|---|",
        f"| one entry, packed | **{packed / 1024:.1f} KB** | ≤ 5 KB |",
        f"| entries of {count}, held | **{held:.0f} MB** | ≤ 100 MB |",
        f"| the rules across {count} ({told}) | **{seconds:.0f} s**, of one core {busy:.0f} s | < 60 s |",
        f"| most memory of that process | {_peak():.0f} MB | |",
    ]
    table = "\n".join(lines)
    print(table)
    if chosen.write:
        machine = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
        put("benchmarks.md", "across", f"{table}\n\nMeasured with {machine}.")


def made(units: int, folder: Path) -> Batch:
    """A batch of so many units, each with the reports of two years, below one county; kept packed in `folder`."""
    entries: list[BatchEntry] = []
    listed = [Unit(COUNTY)]
    for number in range(units):
        name = _name(number)
        listed.append(Unit(name, "乡镇", COUNTY))
        entries += [_entry(name, year, prose(number, year), folder) for year in (2023, 2024)]

    def reading(entry: BatchEntry) -> Report:
        return unpack_report((folder / entry.digest).read_bytes())

    by_path = sorted(entries, key=lambda entry: entry.path)
    priors = {f"2024/{_name(number)}.txt": f"2023/{_name(number)}.txt" for number in range(units)}
    return Batch(tuple(by_path), reading, tuple(listed), "units.csv", priors)


def prose(number: int, year: int) -> Prose:
    """What a unit writes: one in twenty copies last year's, one its neighbour's of the same year."""
    random = Random(f"{number} {year}")
    if year == 2024 and number % COPIES == 3:
        return copied(prose(number, 2023), random, edits=0.05)
    if year == 2024 and number % COPIES == 7:
        return copied(prose(number - 1, 2024), random, edits=0.05)
    return written(random, stock=0.4)


def _name(number: int) -> str:
    return f"第{number}镇人民政府"


def _entry(name: str, year: int, text_of: Prose, folder: Path) -> BatchEntry:
    draft = town(name, year, text_of, Random(f"{name} {year}"))
    report = parse_bytes(text(draft).encode(), name="年报.txt")
    digest = f"{name}{year}"
    (folder / digest).write_bytes(pack(report))
    entry = entry_of(report, path=f"{year}/{name}.txt", digest=digest)
    return replace(entry, identity=replace(entry.identity, unit=name))


def _resident() -> float:
    """The memory that this process holds now, in KiB."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024


def _peak() -> float:
    """The most memory that this process ever held, in MiB."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
