"""Four times as much of anything costs about four times the work, in every format.

Processor time is compared within one run, the better of two, that of child processes counted in (a PDF file is read in
one), and without what the same file costs that has one of it. A scanner that goes over the same text again and again
takes sixteen times as long.
"""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("resource", reason="the system does not tell the time of child processes")

import resource

from reportlint.app.api import check_paths
from reportlint.app.archives import forget
from tests.readers import growing, growing_packed
from tests.readers.growing import Make

MOST = 8
"""How many times as long four times as much may take."""
LEAST = 0.01
"""Seconds; what takes less is not measured."""
TIMES = 2


def seconds(data: bytes, path: Path) -> float:
    """Processor time that the file takes, the better of two."""
    path.write_bytes(data)
    times = []
    for _ in range(TIMES):
        start = _used()
        assert list(check_paths([str(path)]))
        forget()
        times.append(_used() - start)
    return min(times)


def _used() -> float:
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return float(sum(used.ru_utime + used.ru_stime for used in both))


CASES = [
    pytest.param(*pattern, id=name, marks=() if pattern[0] == ".txt" else pytest.mark.slow)
    for name, pattern in {**growing.PATTERNS, **growing_packed.PATTERNS}.items()
]
"""Text in the default tier; the other formats take a minute."""


@pytest.mark.parametrize(("suffix", "make", "count"), CASES)
def test_four_times_as_much_is_about_four_times_the_work(
    suffix: str, make: Make, count: int, tmp_path: Path
) -> None:
    path = tmp_path / f"年报{suffix}"
    seconds(make(1), path)  # rules, forms and libraries are loaded
    one, some, more = (seconds(make(times), path) for times in (1, count, 4 * count))
    assert more - one <= MOST * max(some - one, LEAST)
