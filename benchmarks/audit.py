"""How fast an audit is, what memory it takes, what its cache saves, and what each format costs on one core.

    python benchmarks/audit.py [--files N] [--large N] [--runs N] [--formats] [--write]

Invented towns write two years each (tests/generator). Every audit is a process of its own; those that are compared
take turns, and the fastest of each counts. `--large` measures the memory once more at so many files, which takes
minutes. `--formats` measures instead one report in each format, and what goes over the wire to another machine.
`--write` puts the figures into docs/benchmarks.md, with `--formats` into docs/scale.md. Nothing here ever fails on
a timing.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "lint"), str(ROOT)]

from pages import put  # noqa: E402
from single import YEARS, draft, formats, table  # noqa: E402

from reportlint.audit.request import AuditRequest  # noqa: E402
from reportlint.audit.run import audit  # noqa: E402
from reportlint.draft import text  # noqa: E402
from reportlint.model.wording import Text  # noqa: E402
from reportlint.workers import Processes, usable_cores  # noqa: E402

PROCESSES = 2
Figures = dict[str, float]
"""What one audit took: seconds of the clock by stage, processor seconds and the most memory (MB) by process."""


def main() -> None:
    """Measures what is asked for, prints a table, and writes it where asked."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--files", type=int, default=1_000, help="reports in each audit, an even number")
    options.add_argument("--large", type=int, help="measure memory at so many reports too")
    options.add_argument("--runs", type=int, default=3, help="runs of each audit that is timed")
    options.add_argument("--formats", action="store_true", help="measure the formats instead")
    options.add_argument("--times", type=int, default=30, help="reports judged in each format")
    options.add_argument("--write", action="store_true", help="put the figures into docs/")
    options.add_argument("--one", nargs=3, metavar=("DIR", "JOBS", "CACHE"), help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.one:
        print(json.dumps(one_audit(chosen.one[0], int(chosen.one[1]), chosen.one[2])))
        return
    if chosen.formats:
        page, mark, table = "scale.md", "formats", formats(chosen.times)
    else:
        page, mark, table = "benchmarks.md", "audit", audits(chosen.files, chosen.large, chosen.runs)
    print(table)
    if chosen.write:
        put(page, mark, f"{table}\n\n{_machine()}")


def _machine() -> str:
    load = f"{os.getloadavg()[0]:.1f}"
    system = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    return f"Measured with {system}, {usable_cores()} cores; load at the end {load}, this benchmark included."


def audits(files: int, large: int | None, runs: int) -> str:
    """The table of whole audits."""
    with tempfile.TemporaryDirectory() as name:
        folder, cache = Path(name, "reports"), Path(name, "cache")
        write(folder, files)
        alone, spread = best(folder, runs)
        first, second = (run(folder, jobs=PROCESSES, cache=cache) for _ in range(2))
        rows = [*rates(files, alone, spread), recalled(files, first, second), remembered(files, spread)]
    if large:
        with tempfile.TemporaryDirectory() as name:
            write(Path(name), large)
            rows.append(remembered(large, run(Path(name), jobs=PROCESSES)))
    return table(("what", "measured", "against", "aim"), rows)


def best(folder: Path, runs: int) -> tuple[Figures, Figures]:
    """The fastest audit in one process and that in several, by the stages that are spread; they take turns."""
    taken: dict[int, list[Figures]] = {1: [], PROCESSES: []}
    for _ in range(runs):
        for jobs, list_of in taken.items():
            list_of.append(run(folder, jobs=jobs))
    alone, spread = (min(list_of, key=spread_seconds) for list_of in taken.values())
    return alone, spread


def spread_seconds(figures: Figures) -> float:
    """Seconds of the stages that are spread over processes, the start of the pool counted in."""
    return figures["judging reports"] + figures["comparing years"]


def rates(files: int, alone: Figures, spread: Figures) -> Iterator[tuple[str, ...]]:
    """What several processes give beside one."""
    mine, theirs = (spread_seconds(figures) for figures in (spread, alone))
    yield (
        f"{files:,} text reports of two years judged and compared, {PROCESSES} processes",
        f"{files / mine:.0f} reports/s = **{theirs / mine:.2f}**",
        f"one process, {files / theirs:.0f} reports/s",
        "≥ 1.7",
    )
    yield (
        "the whole audit, rules across reports counted in",
        f"{spread['total']:.1f} s = **{alone['total'] / spread['total']:.2f}**",
        f"one process, {alone['total']:.1f} s",
        "",
    )
    yield ("the start of the pool, counted in above", f"{spread['start'] * 1000:.0f} ms", "", "")
    yield (
        "processor time of the process that spreads the work",
        f"{spread['cpu main']:.1f} s",
        f"its workers', {spread['cpu workers']:.1f} s; one process', {alone['cpu main']:.1f} s",
        "",
    )


def recalled(files: int, first: Figures, second: Figures) -> tuple[str, ...]:
    """What the cache saves."""
    if second["from cache"] != files:
        raise SystemExit(f"{files - second['from cache']:.0f} reports were not in the cache")
    ratio = first["total"] / second["total"]
    return (
        "a second audit of the same reports",
        f"{second['total']:.2f} s = **{ratio:.1f}** times as fast",
        f"the first, {first['total']:.1f} s",
        "≥ 5",
    )


def remembered(files: int, figures: Figures) -> tuple[str, ...]:
    """What memory an audit takes."""
    return (
        f"most memory, {files:,} reports",
        f"**{figures['memory main']:.0f} MB**",
        f"its largest worker, {figures['memory workers']:.0f} MB; {figures['total']:.0f} s in all",
        "≤ 400 MB",
    )


def write(folder: Path, files: int) -> None:
    """Text reports of two years of half as many towns."""
    for year in YEARS:
        Path(folder, str(year)).mkdir(parents=True)
        for number in range(files // len(YEARS)):
            path = Path(folder, str(year), f"{number:05}.txt")
            path.write_text(text(draft(number, year)), encoding="utf-8")


def run(folder: Path, *, jobs: int, cache: Path | None = None) -> Figures:
    """One audit in a process of its own."""
    command = [sys.executable, __file__, "--one", str(folder), str(jobs), str(cache or "")]
    figures: Figures = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    return figures


@dataclass(slots=True)
class Watch:
    """A `Progress` that keeps when each stage began."""

    begun: list[tuple[str, float]] = field(default_factory=list)

    def stage(self, name: Text, total: int) -> None:
        """The next stage begins."""
        self.begun.append((name.en, perf_counter()))

    def advance(self) -> None:
        """Nothing is kept."""

    def tick(self) -> None:
        """Nothing is kept."""

    def close(self) -> None:
        """The last stage is over."""
        self.begun.append(("end", perf_counter()))


def one_audit(folder: str, jobs: int, cache: str) -> Figures:
    """Audits the folder here and tells what that took; the start of a pool is measured with another one, before."""
    start = pool_start(jobs) if jobs > 1 else 0.0
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = resource.getrusage(resource.RUSAGE_SELF)
    watch, began = Watch(), perf_counter()
    request = AuditRequest((folder,), jobs=jobs, cache=Path(cache) if cache else None)
    with audit(request, progress=watch) as done:
        figures = {"total": perf_counter() - began, "from cache": float(done.record.from_cache)}
        if any(row.status != "checked" or row.crashed for row in done.rows):
            raise SystemExit("a report of the benchmark could not be judged")
    for (name, at), (_, until) in zip(watch.begun, watch.begun[1:], strict=False):
        figures[name] = until - at
    mine, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return figures | {
        "start": start,
        "cpu main": seconds(mine) - seconds(used),
        "cpu workers": seconds(theirs) - seconds(before),
        "memory main": megabytes(mine),
        "memory workers": megabytes(theirs),
    }


def pool_start(jobs: int) -> float:
    """Seconds until a pool has given its first outcome and is gone again."""
    began = perf_counter()
    pool = Processes(jobs)
    list(pool.outcomes(os.getpid, [()], tick=lambda: None))
    pool.close()
    return perf_counter() - began


def seconds(usage: resource.struct_rusage) -> float:
    """Processor seconds."""
    return usage.ru_utime + usage.ru_stime


def megabytes(usage: resource.struct_rusage) -> float:
    """The most memory held at once, in MB; of child processes the largest's."""
    return usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


if __name__ == "__main__":
    main()
