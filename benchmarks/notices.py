"""What writing notices takes: seconds, and the most memory of the process that writes them.

    python benchmarks/notices.py [--units N] [--write]

Invented towns write one report each, with faults in it; the command audits them and writes a notice for each.
`--write` puts the figures into docs/benchmarks.md. Nothing here ever fails on a timing.
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
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "lint"), str(ROOT)]

from pages import put  # noqa: E402
from single import draft, table  # noqa: E402

from reportlint.cli import run  # noqa: E402
from reportlint.draft import text  # noqa: E402

_RUN = "import sys; from notices import measured; measured(*sys.argv[1:])"
YEAR = 2024


def main() -> None:
    """Measures, prints a table, and writes it where asked."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--units", type=int, default=770)
    options.add_argument("--write", action="store_true", help="put the figures into docs/")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "reports")
        write(folder, chosen.units)
        without = taken(folder)
        with_them = taken(folder, Path(name, "notices"))
        made = len(list(Path(name, "notices").glob("*.docx")))
    made -= 1  # the index
    if made != chosen.units:
        raise SystemExit(f"{made} notices for {chosen.units} units")
    figures = table(
        ("what", "measured", "against", "aim"),
        [
            (
                f"most memory of the process that audits {made} reports and writes as many notices",
                f"**{with_them['memory']:.0f} MB**",
                f"without notices, {without['memory']:.0f} MB",
                "≤ 300 MB",
            ),
            (
                "the whole command",
                f"{with_them['seconds']:.1f} s",
                f"without notices, {without['seconds']:.1f} s",
                "",
            ),
        ],
    )
    print(figures)
    if chosen.write:
        put("benchmarks.md", "notices", figures)


def write(folder: Path, units: int) -> None:
    """A text report of each town, with two sums that are wrong, a figure too many and a placeholder."""
    folder.mkdir()
    for number in range(units):
        said = text(draft(number, YEAR))
        (folder / f"{number:05}.txt").write_text(faulty(said), encoding="utf-8")


def faulty(said: str) -> str:
    """The report with its numbers of one digit one larger, so that most sums are wrong, and an unfilled blank."""
    lines = said.splitlines()
    rows = [number for number, line in enumerate(lines) if "\t" in line and line[-1].isdigit()]
    for number in rows[::3]:
        head, last = lines[number][:-1], int(lines[number][-1])
        lines[number] = f"{head}{(last + 1) % 10}"
    return "\n".join([*lines, "联系电话：XXXX"])


def taken(folder: Path, notices: Path | None = None) -> dict[str, float]:
    """What one run of the command took, in a process of its own."""
    command = [sys.executable, "-c", _RUN, str(folder), *([str(notices)] if notices else [])]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    done = subprocess.run(
        command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment, check=True
    )
    figures: dict[str, float] = json.loads(done.stderr.splitlines()[-1])
    return figures


def measured(folder: str, notices: str = "") -> None:
    """Runs the command here as the console script does, and tells on standard error what it took."""
    import gc

    gc.set_threshold(50_000)
    began = perf_counter()
    code = run(["audit", folder, "--no-cache", *(["--notices", notices] if notices else [])])
    if code != 1:
        raise SystemExit(f"the audit ended with {code}")
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    memory = used / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    print(json.dumps({"seconds": perf_counter() - began, "memory": memory}), file=sys.stderr)


if __name__ == "__main__":
    main()
