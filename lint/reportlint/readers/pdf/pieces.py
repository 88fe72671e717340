"""The texts of cells in tables that show no lines: what stands in several lines put together."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from msgspec import Struct

from reportlint.model.numbers import is_figure
from reportlint.readers.pdf.lines import Line, Word, median_of
from reportlint.readers.pdf.tables import NOTED, PADDING, is_full, joined

_TIGHT, _LOOSE = 1.6, 1.8
"""In em: how far lines of one cell are apart at most; rows of figures may stand nearly as close as lines of words."""
_BEGINS = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]|第[一二三四五六七八九十]+")


class Raster(Struct, frozen=True, dict=True):
    """Where the columns of figures stand (start and end in points, in order); labels stand left of them."""

    columns: tuple[tuple[float, float], ...]
    size: float

    @cached_property
    def begin(self) -> float:
        """Where the labels end."""
        return self.columns[0][0] - 0.4 * self.size

    @cached_property
    def edges(self) -> list[float]:
        """Where one column ends and the next begins."""
        return [(left[1] + right[0]) / 2 for left, right in pairwise(self.columns)]

    def column(self, word: Word) -> int | None:
        """The column that a word stands in, None for a label."""
        if word.centre < self.begin:
            return None
        return bisect_right(self.edges, word.centre)

    def pitch(self, column: int) -> float:
        """How wide a column is: as most are in a table of many columns, else as its neighbours tell."""
        apart, usual = self._apart
        if usual is not None:
            return usual
        return min(apart[max(column - 1, 0) : column + 1], default=float("inf"))

    @cached_property
    def _apart(self) -> tuple[list[float], float | None]:
        """From each column to the next; and how far that usually is, in a table of many columns."""
        apart = [(sum(right) - sum(left)) / 2 for left, right in pairwise(self.columns)]
        return apart, median_of(apart) if len(apart) > 3 else None


def raster_of(lines: Sequence[Line]) -> Raster:
    """The columns of a table, by its figures; a column without figures is known by its head."""
    figures = [
        word
        for line in lines
        for word in line.words[not is_figure(line.words[0].text) :]
        if is_figure(word.text)
    ]
    columns: list[tuple[float, float]] = []
    for word in sorted(figures, key=lambda word: word.x0):
        if columns and word.x0 < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], word.x1))
        else:
            columns.append((word.x0, word.x1))
    columns = _without_spanned(columns, lines)
    for line in lines:
        for word in line.words[1:]:
            alone = all(word.x1 < start or word.x0 > end for start, end in columns)
            if alone and word.x0 > columns[0][0]:
                columns = sorted([*columns, (word.x0, word.x1)])
    return Raster(tuple(columns), lines[0].size)


def _without_spanned(
    columns: Sequence[tuple[float, float]], lines: Sequence[Line]
) -> list[tuple[float, float]]:
    """The columns without those that are figures in cells which span two: in the middle between both.

    No line has words in such a column and in one of its neighbours.
    """
    merged: list[tuple[float, float]] = list(columns[:1])
    for index, column in enumerate(columns[1:], start=1):
        left, right = merged[-1], columns[index + 1] if index + 1 < len(columns) else None
        between = right is not None and abs(sum(left) + sum(right) - 2 * sum(column)) < 0.4 * (
            sum(right) - sum(left)
        )
        if right is None or not between or _beside(left, column, lines) or _beside(column, right, lines):
            merged.append(column)
        else:
            merged[-1] = (left[0], column[1])
    return merged


def _beside(first: tuple[float, float], second: tuple[float, float], lines: Sequence[Line]) -> bool:
    """Whether a line has words in both columns."""
    return any(
        all(any(word.x0 < end and word.x1 > start for word in line.words) for start, end in (first, second))
        for line in lines
    )


class Piece(Struct):
    """A cell's text: its words and the lines (by index) that they stand in."""

    words: list[Word]
    lines: list[int]
    text: str
    column: int | None
    """The column of figures that it stands in, None for a label."""
    spans: bool
    """Whether it is wider than its column."""

    @property
    def last(self) -> Word:
        """Its last word."""
        return self.words[-1]


def pieces(lines: Sequence[Line], raster: Raster) -> list[Piece]:
    """The texts of all cells, in order of their first lines."""
    found: list[Piece] = []
    labels = [word for line in lines for word in line.words if raster.column(word) is None]
    figures = [
        any(is_figure(word.text) and raster.column(word) is not None for word in line.words) for line in lines
    ]
    look = _Look(lines, raster, _widest(labels, raster.size), figures)
    for index, line in enumerate(lines):
        carried = look.carries(index, found)
        for word in line.words:
            column = raster.column(word)
            piece = next(_candidates(found, word, column), None)
            if piece and (
                (carried and column is not None) or look.goes_on(piece, word, index, carried=carried)
            ):
                full = column is None or not is_figure(word.text) or look.is_full(piece, column, word.text)
                piece.text = joined(piece.text, word.text, full=full)
                piece.words.append(word)
                piece.lines.append(index)
            else:
                spans = column is not None and word.x1 - word.x0 > raster.pitch(column) - 0.8 * PADDING
                found.append(Piece([word], [index], word.text, column, spans))
    return found


def _candidates(found: Sequence[Piece], word: Word, column: int | None) -> Iterator[Piece]:
    """The texts that a word may go on with, the last one first."""
    for piece in reversed(found):
        if piece.column == column and (column is not None or _overlap(piece.last, word)):
            yield piece


def _overlap(first: Word, second: Word) -> bool:
    """Whether two words stand over each other by half of the shorter one."""
    shared = min(first.x1, second.x1) - max(first.x0, second.x0)
    return shared > 0.5 * min(first.x1 - first.x0, second.x1 - second.x0)


def _widest(words: Sequence[Word], size: float) -> dict[Word, float]:
    """The width of the widest label in the column of each: of those that begin, or have their middle, alike."""
    return {
        word: max(other.x1 - other.x0 for other in words if _aligned(word, other, size))
        for word in set(words)
    }


def _aligned(first: Word, second: Word, size: float) -> bool:
    """Whether two words begin, or have their middle, in the same place."""
    return abs(first.x0 - second.x0) < 0.4 * size or abs(first.centre - second.centre) < 0.7 * size


class _Look(Struct, frozen=True):
    """What is looked at to tell whether a text goes on in the line below."""

    lines: Sequence[Line]
    raster: Raster
    widest: dict[Word, float]
    figures: Sequence[bool]
    """Of each line whether it has a figure in a column of them."""

    def carries(self, index: int, found: Sequence[Piece]) -> bool:
        """Whether the figures of a line are the ends of cells above.

        That is so where each stands below another one, while others there have nothing below them.
        """
        line = self.lines[index]
        figures = [word for word in line.words if self.raster.column(word) is not None]
        labels = [word for word in line.words if self.raster.column(word) is None]
        if not figures or not all(self._ends_label(word, index, found) for word in labels):
            return False
        above = {
            piece.column: piece
            for piece in found
            if piece.column is not None and is_figure(piece.text) and self._right_above(piece, index)
        }
        below = all(is_figure(word.text) and self.raster.column(word) in above for word in figures)
        return below and len(figures) < len(above)

    def _ends_label(self, word: Word, index: int, found: Sequence[Piece]) -> bool:
        """Whether a label above goes on with a word, or the word is left of the label above: in a group's label."""
        beside = [other for other in self.lines[index - 1].words if self.raster.column(other) is None]
        if beside and word.x1 <= beside[-1].x0:
            return True
        pieces = _candidates(found, word, None)
        return any(self.goes_on(piece, word, index, carried=True) for piece in pieces)

    def _right_above(self, piece: Piece, index: int) -> bool:
        """Whether a text ends in the line above, not counting one that is half a line away."""
        last, line = self.lines[piece.lines[-1]], self.lines[index]
        return piece.lines[-1] == index - 1 or (
            piece.lines[-1] == index - 2 and last.page == line.page and line.top - last.top < 1.6 * line.size
        )

    def is_full(self, piece: Piece, column: int, following: str) -> bool:
        """Whether the text that follows had no room in the last line of a cell."""
        over = Line((piece.last,), 0.0, 0.0, self.raster.size)
        return is_full(over, self.raster.pitch(column), following)

    def goes_on(self, piece: Piece, word: Word, index: int, *, carried: bool) -> bool:
        """Whether a text goes on with a word of the line `index`."""
        if not self._below(piece, word, index):
            return False
        if piece.column is None:
            return self._label_goes_on(piece, word, index, carried=carried)
        if NOTED.match(word.text):
            return is_figure(piece.text)
        if is_figure(word.text) or piece.spans:
            return False
        if not piece.text[0].isdigit():
            first, last = piece.lines[0], piece.lines[-1]
            if self._beside_figures(index) and not self._beside_figures(last):
                return False
            if not self._beside_figures(first) and self._heads_beside(first) * 4 < len(self.raster.columns):
                return False
        return self.is_full(piece, piece.column, word.text)

    def _heads_beside(self, index: int) -> int:
        """How many texts stand in columns of figures beside a line; a head over several columns has few."""
        words = (word for at in self._beside(index) for word in self.lines[at].words)
        return sum(self.raster.column(word) is not None for word in words)

    def _label_goes_on(self, piece: Piece, word: Word, index: int, *, carried: bool) -> bool:
        """A label goes on where its line is full, and only one of its lines has the figures."""
        size = self.lines[index].size
        width = piece.last.x1 - piece.last.x0
        told = sum(self.figures[at] for at in piece.lines) + (not carried and self.figures[index])
        full = width > 4.5 * size and width > self.widest[piece.last] - 1.3 * size
        return told < 2 and full and not _BEGINS.match(word.text)

    def _beside(self, index: int) -> list[int]:
        """The line and those half a line away, as where cells are centred."""
        line = self.lines[index]
        return [
            at
            for at in range(max(index - 1, 0), min(index + 2, len(self.lines)))
            if self.lines[at].page == line.page and abs(self.lines[at].middle - line.middle) < 0.8 * line.size
        ]

    def _beside_figures(self, index: int) -> bool:
        return any(self.figures[at] for at in self._beside(index))

    def _below(self, piece: Piece, word: Word, index: int) -> bool:
        """Whether a word stands right below a text and begins, or has its middle, where that does."""
        at = piece.lines[-1]
        last, line = self.lines[at], self.lines[index]
        if at == index or not _aligned(word, piece.last, line.size):
            return False
        if line.page != last.page:
            between = self.lines[at + 1 : index]
            return len(between) < 2 and all(is_figure(line.words[0].text) for line in between)
        figure = piece.column is not None and is_figure(word.text)
        return line.top - last.top < (_TIGHT if figure else _LOOSE) * line.size
