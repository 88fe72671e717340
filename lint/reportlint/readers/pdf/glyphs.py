"""Characters as they stand on a page, and the lines they make."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from statistics import median
from typing import Any, NamedTuple

from msgspec import Struct

from reportlint.readers.pdf.turns import Turn

_RADICALS = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | dict(
    zip(
        "⺟⺠⺎⺝⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "母民兀月虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
"""Radicals that many programs write in place of the characters that look the same."""
_WRITTEN = str.maketrans(_RADICALS)

APART = 0.9
"""In em: a gap this wide parts the words of a line, unless all of its gaps are wide."""
_STRETCHED = 2.0
"""In em: no line is stretched so far that its gaps are wider."""


class Glyph(NamedTuple):
    """A character and its box in points from the top left corner of the page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    upright: bool
    """Whether it stands as most characters of its page do."""

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.top + self.bottom) / 2


class Word(NamedTuple):
    """Text without a wide gap, and where it begins and ends in its line."""

    text: str
    x0: float
    x1: float

    @property
    def centre(self) -> float:
        """The middle between its ends."""
        return (self.x0 + self.x1) / 2


class Line(Struct, frozen=True):
    """A line of text on page `page`; `number` is its place among the page's lines and rows (both from 1)."""

    words: tuple[Word, ...]
    top: float
    bottom: float
    size: float
    page: int = 0
    number: int = 0

    @property
    def text(self) -> str:
        """Its words, parted by spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return self.words[-1].x1

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.top + self.bottom) / 2


def glyphs_of(chars: Iterable[dict[str, Any]], turn: Turn) -> list[Glyph]:
    """Characters that are not askew (see `source`), as the file has them in order, on the page as it is turned."""
    found = []
    for char in chars:
        x0, top, x1, bottom = turn.turned((char["x0"], char["top"], char["x1"], char["bottom"]))
        size = bottom - top if turn.quarter % 2 else char["size"]
        upright = char["quarter"] == turn.quarter
        found.append(Glyph(char["text"].translate(_WRITTEN), x0, top, x1, bottom, size, upright))
    return found


def lines_of(glyphs: Iterable[Glyph], page: int = 0) -> list[Line]:
    """The lines that characters make, from top to bottom."""
    ordered = sorted(glyphs, key=attrgetter("middle"))
    found: list[Line] = []
    current: list[Glyph] = []
    height = size = 0.0
    for glyph in ordered:
        if current and glyph.middle - height > 0.5 * max(size, glyph.size):
            found.extend(_line(current, page))
            current = []
        if not current or glyph.size > size:
            height, size = glyph.middle, glyph.size
        current.append(glyph)
    found.extend(_line(current, page))
    return found


def _line(glyphs: list[Glyph], page: int) -> Iterator[Line]:
    """The characters of one line as a line; none where all are blank."""
    seen = _once(sorted((glyph for glyph in glyphs), key=attrgetter("x0")))
    if seen:
        size = median(glyph.size for glyph in seen)
        top, bottom = min(glyph.top for glyph in seen), max(glyph.bottom for glyph in seen)
        yield Line(tuple(_words(seen, size)), top, bottom, size, page)


def _once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The characters that are seen, without those drawn twice to look bold."""
    seen: list[Glyph] = []
    for glyph in glyphs:
        twice = seen and glyph.text == seen[-1].text and glyph.x0 - seen[-1].x0 < 0.3 * (glyph.x1 - glyph.x0)
        if glyph.text.strip() and not twice:
            seen.append(glyph)
    return seen


def _words(glyphs: Sequence[Glyph], size: float) -> Iterator[Word]:
    gaps = [right.x0 - left.x1 for left, right in pairwise(glyphs)]
    usual = sorted(gaps)[len(gaps) // 4] if len(gaps) > 4 else 0.0
    stretched = max(APART, min(3 * usual / size, _STRETCHED)) * size
    start = 0
    for index, gap in enumerate(gaps, start=1):
        if gap <= APART * size:
            continue
        figures = glyphs[index - 1].text.isdigit() or glyphs[index].text.isdigit()
        if figures or gap > stretched:
            yield _word(glyphs[start:index], size, usual)
            start = index
    yield _word(glyphs[start:], size, usual)


def _word(glyphs: Sequence[Glyph], size: float, usual: float) -> Word:
    """A word; between Latin letters and figures a gap is a space."""
    text = glyphs[0].text
    for left, right in pairwise(glyphs):
        latin = left.text[-1].isascii() and right.text[0].isascii()
        least = 0.2 * size if left.text.isdigit() and right.text.isdigit() else max(0.2 * size, 2 * usual)
        if latin and right.x0 - left.x1 > least:
            text += " "
        text += right.text
    return Word(text, glyphs[0].x0, max(glyph.x1 for glyph in glyphs))
