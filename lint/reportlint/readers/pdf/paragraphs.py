"""Lines of running text put together to paragraphs, over line ends and page ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from msgspec import Struct

from reportlint.readers.pdf.glyphs import Line

_ENDS = "。！？：；…”）》.!?:;"
_STOPS = "。！？!?"
_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]{1,3}(?:部分|章|节)"
)
_LATIN = re.compile(r"[!-~]+")


class Measure(Struct, frozen=True):
    """Where running text begins and ends on the pages, how far its lines stand apart, and its size (in points)."""

    left: float
    right: float
    leading: float
    size: float


def measure_of(lines: Sequence[Line]) -> Measure:
    """The measure of running text that most of the lines keep, in the size that most of it has."""
    sizes: Counter[int] = Counter()
    for line in lines:
        if len(line.words) == 1:
            sizes[round(line.size)] += len(line.text)
    if not sizes:
        return Measure(0.0, 0.0, 0.0, 0.0)
    usual = sizes.most_common(1)[0][0]
    lines = [line for line in lines if len(line.words) == 1 and round(line.size) == usual]
    starts = Counter(round(line.x0 / 2) for line in lines)
    often = [start for start, count in starts.items() if count > 1] or list(starts)
    ends = sorted(line.x1 for line in lines)
    apart = [
        below.top - above.top
        for above, below in pairwise(lines)
        if above.page == below.page and 0 < below.top - above.top < 3 * above.size
    ]
    left = min(often) * 2.0
    return Measure(left, ends[-1 - len(ends) // 50], median(apart) if apart else 0.0, float(usual))


def paragraphs(lines: Iterable[Line], measure: Measure) -> list[list[Line]]:
    """The lines of each paragraph, in order."""
    found: list[list[Line]] = []
    for line in lines:
        if found and not _begins(line, found[-1], measure):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def text_of(lines: Sequence[Line]) -> str:
    """The text of a paragraph."""
    text = lines[0].text
    for line in lines[1:]:
        parted = (
            text[-1].isascii() and text[-1].isalnum() and line.text[0].isascii() and line.text[0].isalnum()
        )
        text += f" {line.text}" if parted else line.text
    return text


def _begins(line: Line, before: Sequence[Line], measure: Measure) -> bool:
    """Whether a line begins a paragraph behind the lines of the one before."""
    last = before[-1]
    if abs(line.size - last.size) > 0.08 * last.size or len(line.words) > 1:
        return True
    if _is_title(last, line, measure):
        return False
    if line.page == last.page and line.top - last.top > 1.25 * max(measure.leading, last.size):
        return True
    if _room_behind(last, line, measure):
        return True
    ended = last.text[-1] in _ENDS
    indented = line.x0 - measure.left > 0.8 * line.size
    if indented and (ended or abs(line.x0 - last.x0) > 0.8 * line.size):
        return True
    if not ended:
        return False
    if _HEADING.match(line.text):
        return True
    return (
        last.text[-1] in _STOPS
        and measure.right - last.x1 > 0.4 * last.size
        and not _is_indented(before, measure)
    )


def _is_title(last: Line, line: Line, measure: Measure) -> bool:
    """Whether two lines are a title that took more than one: large, in the middle, the first one long."""
    middle = measure.left + measure.right
    if line.page != last.page or line.top - last.top > 2 * line.size:
        return False
    centred = all(abs(part.x0 + part.x1 - middle) < 2.5 * part.size for part in (last, line))
    long = last.x1 - last.x0 > 0.75 * (measure.right - measure.left)
    return centred and long and line.size > 1.15 * measure.size and last.x1 - last.x0 > line.x1 - line.x0


def _is_indented(lines: Sequence[Line], measure: Measure) -> bool:
    """Whether the paragraph's first line is indented: the next one's would be as well."""
    return lines[0].x0 - measure.left > 0.8 * lines[0].size


def _room_behind(last: Line, line: Line, measure: Measure) -> bool:
    """Whether what begins the next line would have had room in this one."""
    latin = _LATIN.match(line.text)
    size = last.size
    needed = 0.55 * size * len(latin[0]) if latin else size
    return measure.right - last.x1 > needed + 1.5 * size
