"""Running text: heads, feet and page numbers left out, lines put together to paragraphs over line and page ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import TypeAlias

from msgspec import Struct

from reportlint.model.numbers import is_figure
from reportlint.model.wording import fold
from reportlint.readers.pdf.lines import Line

_ENDS = "。！？：；…”）》.!?:;"
_STOPS = "。！？!?"
_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]{1,3}(?:部分|章|节)"
)
_LATIN = re.compile(r"[!-~]+")

ZONE = 0.13
"""The part of a page's height, above and below, in which heads and feet stand."""
_STEP = 6.0
"""In points: texts whose heights differ by less stand at the same height."""
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"[-·~]+#[-·~]+|第#页(?:[,/;]?\(?共#页\)?)?|#/#|page#(?:of#)?", re.IGNORECASE)

_Mark: TypeAlias = tuple[str, bool, int]
"""What is repeated: the text without its figures, whether it stands above, and how high."""


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
    """Whether two large lines are a title that took more than one: the first is full, or long and in the middle."""
    if line.page != last.page or line.top - last.top > 2 * line.size or line.size < 1.15 * measure.size:
        return False
    middle = measure.left + measure.right
    centred = all(abs(part.x0 + part.x1 - middle) < 2.5 * part.size for part in (last, line))
    long = last.x1 - last.x0 > 0.75 * (measure.right - measure.left)
    longer = last.x1 - last.x0 > line.x1 - line.x0
    return longer and ((centred and long) or not _room_behind(last, line, measure))


def _is_indented(lines: Sequence[Line], measure: Measure) -> bool:
    """Whether the paragraph's first line is indented: the next one's would be as well."""
    return lines[0].x0 - measure.left > 0.8 * lines[0].size


def _room_behind(last: Line, line: Line, measure: Measure) -> bool:
    """Whether what begins the next line would have had room in this one."""
    latin = _LATIN.match(line.text)
    size = last.size
    needed = 0.55 * size * len(latin[0]) if latin else size
    return measure.right - last.x1 > needed + 1.5 * size


def without_furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """The lines of each page without what most pages repeat at the same height, and without page numbers."""
    counts: Counter[_Mark] = Counter()
    for lines, height in zip(pages, heights, strict=True):
        counts.update({mark for line in lines for mark in _marks(line, height)})
    most = max(2, (len(pages) + 1) // 2) if len(pages) > 1 else 1
    repeated = {mark for mark, count in counts.items() if count >= most and (most > 1 or mark[0] == "#")}
    return [
        [line for line in lines if not _is_furniture(line, height, repeated)]
        for lines, height in zip(pages, heights, strict=True)
    ]


def _is_furniture(line: Line, height: float, repeated: set[_Mark]) -> bool:
    marks = _marks(line, height)
    return any(_PAGE_NUMBER.fullmatch(text) or (text, above, at) in repeated for text, above, at in marks)


def _marks(line: Line, height: float) -> list[_Mark]:
    """The marks of a line that stands where heads and feet do; two, for heights that straddle a step."""
    above = line.middle < ZONE * height
    if not above and line.middle < (1 - ZONE) * height:
        return []
    if len(line.words) > 3 or (len(line.words) > 1 and is_figure(line.words[-1].text)):  # a row of a table
        return []
    at = int(line.middle / _STEP)
    text = _DIGITS.sub("#", fold(line.text))
    return [(text, above, at), (text, above, at + 1)]
