"""Four times the text costs about four times the work, whatever the text is made of.

Processor time is compared within one run, the better of three; a scanner that goes over the same text again and again
takes sixteen times as long.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from reportlint.app.api import check_bytes
from reportlint.draft import draft_from, text

REPORT = text(draft_from({"sample": "town"}))
LABEL = "一、本年新收政府信息公开申请数量"
MOST = 8
"""How many times as long four times the text may take."""


def in_front(piece: str) -> Callable[[int], bytes]:
    """The report below so many times the piece."""
    return lambda count: (piece * count + "\n" + REPORT).encode()


def in_a_label(piece: str) -> Callable[[int], bytes]:
    """The report with so many times the piece behind a label of table 三."""
    return lambda count: REPORT.replace(LABEL, LABEL + piece * count, 1).encode()


def in_a_cell(piece: str) -> Callable[[int], bytes]:
    """The report with so many times the piece in the first cell of table 三."""
    return lambda count: REPORT.replace(f"{LABEL}\t", f"{LABEL}\t{piece * count}", 1).encode()


PATTERNS = {
    "empty lines": (in_front("\n"), 4_000),
    "lines of spaces": (in_front("   \n"), 4_000),
    "digits apart": (in_front("1 "), 4_000),
    "digits in a row": (in_front("1"), 8_000),
    "telephone numbers": (in_front("13900000000"), 1_000),
    "bars": (in_front("|"), 4_000),
    "brackets": (in_front("（"), 4_000),
    "one long word": (in_front("云"), 4_000),
    "headings": (in_front("一、总体情况\n"), 500),
    "ligatures in a label": (in_a_label("\ufdfa"), 1_000),
    "words in a label": (in_a_label(" 字"), 4_000),
    "digits in a cell": (in_a_cell("9"), 8_000),
    "words in a cell": (in_a_cell("字 "), 4_000),
}


def seconds(data: bytes) -> float:
    """Processor time that the report takes, the best of three."""
    times = []
    for _ in range(3):
        start = time.process_time()
        check_bytes(data, name="年报.txt")
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize(("make", "count"), PATTERNS.values(), ids=PATTERNS)
def test_four_times_the_text_is_about_four_times_the_work(make: Callable[[int], bytes], count: int) -> None:
    check_bytes(REPORT.encode(), name="年报.txt")  # rules and forms are loaded
    assert seconds(make(4 * count)) <= MOST * seconds(make(count))
