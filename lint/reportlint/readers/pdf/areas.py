"""Where on its page each stretch of a document's lines stands: for marks in the file."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reportlint.readers.pdf.lines import Line
from reportlint.readers.pdf.sheets import Page


class Area(NamedTuple):
    """Where characters `start` to `end` (from 0, end excluded) of a line of the document stand.

    A box on page `page` (from 1), in points in the file's own coordinates, whichever way the page is shown.
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
    """By how many quarters its text is turned against the clock in those coordinates."""

    def part(self, start: int, end: int, text: str) -> Area:
        """The part that holds characters `start` to `end` of the line `text`; of a cell all of it."""
        if self.whole:
            return self
        start, end = max(start, self.start), min(end, self.end)
        total = width(text[self.start : self.end]) or 1
        first = width(text[self.start : start]) / total
        part = self._replace(start=start, end=end)
        return part._between(first, first + width(text[start:end]) / total)

    def _between(self, first: float, last: float) -> Area:
        """The part between two fractions of the way along its text."""
        if self.quarter in (2, 3):
            first, last = 1 - last, 1 - first
        if self.quarter % 2:
            step = self.top - self.bottom
            return self._replace(bottom=self.bottom + step * first, top=self.bottom + step * last)
        step = self.right - self.left
        return self._replace(left=self.left + step * first, right=self.left + step * last)


def area(page: Page, start: int, end: int, box: tuple[float, float, float, float], *, whole: bool) -> Area:
    """The area of a box (left, top, right, bottom) of a page as it is read."""
    return Area(start, end, page.shown, *page.back(box), whole, page.quarter)


def areas_of(lines: Sequence[Line], text: str, pages: Sequence[Page]) -> Iterator[Area]:
    """The areas of a paragraph's words; `text` is what its lines make."""
    position = 0
    for line in lines:
        for word in line.words:
            position = text.index(word.text, position)
            end = position + len(word.text)
            box = (word.x0, line.top, word.x1, line.bottom)
            yield area(pages[line.page - 1], position, end, box, whole=False)
            position = end


def width(text: str) -> int:
    """How wide a text is, in halves of a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)
