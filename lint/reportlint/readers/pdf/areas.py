"""Where on its page each stretch of a document's lines stands: for marks in the file."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from reportlint.readers.pdf.glyphs import Line

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right and bottom in points, as pdfplumber counts them on its page."""


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

    def part(self, start: int, end: int, text: str) -> Area:
        """The part that holds characters `start` to `end` of the line `text`; of a cell all of it."""
        if self.whole:
            return self
        start, end = max(start, self.start), min(end, self.end)
        total = _width(text[self.start : self.end]) or 1
        step = (self.right - self.left) / total
        left = self.left + step * _width(text[self.start : start])
        return self._replace(start=start, end=end, left=left, right=left + step * _width(text[start:end]))


class Page(NamedTuple):
    """A page's number and height, and the left and top of its corner as pdfplumber counts them."""

    number: int
    height: float
    left: float = 0.0
    top: float = 0.0

    def area(self, start: int, end: int, box: Box, *, whole: bool) -> Area:
        """The area of a box on the page."""
        left, top, right, bottom = box
        above = self.height + self.top
        return Area(
            start, end, self.number, left - self.left, above - bottom, right - self.left, above - top, whole
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
