"""Where on its page each stretch of a document's lines stands: for marks in the file."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reportlint.readers.pdf.glyphs import Line
from reportlint.readers.pdf.turns import Box, Turn


class Area(NamedTuple):
    """Where characters `start` to `end` (from 0, end excluded) of a line of the document stand.

    A box on page `page` (from 1), in points from the lower left corner of the page as it is shown.
    A cell has one for all its text, also where it has none.
    """

    start: int
    end: int
    page: int
    left: float
    bottom: float
    right: float
    top: float
    whole: bool
    """Whether it is a cell, of which no part is marked on its own."""
    quarter: int = 0
    """By how many quarters its text is turned against the clock on the page as it is shown."""

    def part(self, start: int, end: int, text: str) -> Area:
        """The part that holds characters `start` to `end` of the line `text`; of a cell all of it."""
        if self.whole:
            return self
        start, end = max(start, self.start), min(end, self.end)
        total = _width(text[self.start : self.end]) or 1
        first = _width(text[self.start : start]) / total
        part = self._replace(start=start, end=end)
        return part._between(first, first + _width(text[start:end]) / total)

    def _between(self, first: float, last: float) -> Area:
        """The part between two fractions of the way along its text."""
        if self.quarter in (2, 3):
            first, last = 1 - last, 1 - first
        if self.quarter % 2:
            step = self.top - self.bottom
            return self._replace(bottom=self.bottom + step * first, top=self.bottom + step * last)
        step = self.right - self.left
        return self._replace(left=self.left + step * first, right=self.left + step * last)


class Page(NamedTuple):
    """A page's number, and how it was turned to be read."""

    number: int
    turn: Turn

    def area(self, start: int, end: int, box: Box, *, whole: bool) -> Area:
        """The area of a box on the turned page."""
        x0, top, x1, bottom = self.turn.back(box)
        left, _, _, foot = self.turn.page
        return Area(
            start,
            end,
            self.number,
            x0 - left,
            foot - bottom,
            x1 - left,
            foot - top,
            whole,
            self.turn.quarter,
        )


def areas_of(lines: Sequence[Line], text: str, pages: Sequence[Page]) -> Iterator[Area]:
    """The areas of a paragraph's words; `text` is what its lines make."""
    position = 0
    for line in lines:
        for word in line.words:
            position = text.index(word.text, position)
            end = position + len(word.text)
            box = (word.x0, line.top, word.x1, line.bottom)
            yield pages[line.page - 1].area(position, end, box, whole=False)
            position = end


def _width(text: str) -> int:
    """How wide a text is, in halves of a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)
