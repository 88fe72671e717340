"""A generated county of two years, audited: how many of the planted faults across reports are found, and what else is.

python benchmarks/county.py [--seed N] [--keep DIR]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "lint")]

from reportlint.audit.run import audit  # noqa: E402
from tests.audit.county import County, county, found  # noqa: E402


def main() -> int:
    """Makes the county, audits it and tells the counts; 1 where a planted fault is missed or another is found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--keep", type=Path, help="write the county here and leave it")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return _told(county(chosen.keep or Path(folder), seed=chosen.seed))


def _told(made: County) -> int:
    with audit(made.request()) as done:
        findings = found(done.results())
        unread = {row.path for row in done.rows if row.status == "unreadable"}
    planted = Counter(made.planted)
    codes = sorted({code for _, code, _ in planted | findings})
    print(f"{made.files} files, {len(unread)} of {len(made.unreadable)} unreadable ones told")
    print(f"{'rule':6}{'planted':>9}{'found':>9}{'other':>9}")
    for code in codes:
        hit, other = _sum(planted & findings, code), _sum(findings - planted, code)
        print(f"{code:6}{_sum(planted, code):9}{hit:9}{other:9}")
    hit, other = planted & findings, findings - planted
    print(f"{'all':6}{planted.total():9}{hit.total():9}{other.total():9}")
    return int(findings != planted or unread != made.unreadable.keys())


def _sum(findings: Counter[tuple[str, str, str | None]], code: str) -> int:
    return sum(number for finding, number in findings.items() if finding[1] == code)


if __name__ == "__main__":
    sys.exit(main())
