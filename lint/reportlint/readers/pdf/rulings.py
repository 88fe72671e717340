"""Tables that show lines: from the straight lines of a page to cells with their spans."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from reportlint.readers.pdf import sentences
from reportlint.readers.pdf.drawing import Stroke
from reportlint.readers.pdf.lines import Glyph

_NEAR = 3.0
"""In points: lines this close are one line, ends this close touch."""
_MOST_CROSSINGS = 1_000_000
"""Pairs of lines that are looked at on one page."""
_MOST_PLACES = 100_000
"""Places in the raster of one table."""


class Box(NamedTuple):
    """A cell: its first row and column in the table's raster, and how many it spans."""

    row: int
    column: int
    row_span: int
    column_span: int


class Frame(Struct, frozen=True):
    """The raster of a table and its cells; `xs` and `ys` are the edges of its columns and rows."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]

    def parted(self, glyphs: Iterable[Glyph]) -> tuple[list[Glyph], list[Glyph]]:
        """The characters that stand within the table, and the others."""
        left, right, top, bottom = 2 * self.xs[0], 2 * self.xs[-1], 2 * self.ys[0], 2 * self.ys[-1]
        inside: list[Glyph] = []
        outside: list[Glyph] = []
        for glyph in glyphs:
            _, x0, y0, x1, y1, *_ = glyph
            within = left <= x0 + x1 < right and top <= y0 + y1 < bottom
            (inside if within else outside).append(glyph)
        return inside, outside

    def shared(self, glyphs: Iterable[Glyph]) -> dict[Box, list[Glyph]]:
        """The characters of each cell."""
        owner = {place: box for box in self.boxes for place in _places(box)}
        found: dict[Box, list[Glyph]] = {box: [] for box in self.boxes}
        for glyph in glyphs:
            _, x0, y0, x1, y1, *_ = glyph
            place = bisect_right(self.ys, (y0 + y1) / 2) - 1, bisect_right(self.xs, (x0 + x1) / 2) - 1
            if place in owner:
                found[owner[place]].append(glyph)
        return found


def frames(upright: Iterable[Stroke], level: Iterable[Stroke]) -> list[Frame]:
    """The tables that the lines of a page draw, from top to bottom.

    Lines around a single cell, or around cells in one column, are decoration. Raises ReadFailure
    where there are too many lines for any table.
    """
    upright, level = _whole(upright), _whole(level)
    if len(upright) * len(level) > _MOST_CROSSINGS:
        raise sentences.too_large()
    found = [frame for group in _groups(upright, level) if (frame := _frame(*group)) is not None]
    return sorted(found, key=lambda frame: frame.ys[0])


def _whole(strokes: Iterable[Stroke]) -> list[Stroke]:
    """The lines with the pieces of each put together; what is no longer than lines are thick is none."""
    beside: list[list[Stroke]] = []
    for stroke in sorted(strokes):
        if beside and stroke.at - beside[-1][-1].at <= _NEAR:
            beside[-1].append(stroke)
        else:
            beside.append([stroke])
    found: list[Stroke] = []
    for pieces in beside:
        at = sum(piece.at for piece in pieces) / len(pieces)
        ends = sorted((piece.start, piece.end) for piece in pieces)
        start, end = ends[0]
        for following, last in ends[1:]:
            if following > end + _NEAR:
                found.append(Stroke(at, start, end))
                start = following
            end = max(end, last)
        found.append(Stroke(at, start, end))
    return [stroke for stroke in found if stroke.end - stroke.start > _NEAR]


def _groups(upright: list[Stroke], level: list[Stroke]) -> Iterator[tuple[list[Stroke], list[Stroke]]]:
    """Lines that touch each other, upright and level."""
    owner = list(range(len(upright) + len(level)))

    def root(index: int) -> int:
        while owner[index] != index:
            owner[index] = owner[owner[index]]
            index = owner[index]
        return index

    for index, line in enumerate(upright):
        first, last = line.start - _NEAR, line.end + _NEAR
        for other, (at, start, end) in enumerate(level, start=len(upright)):
            if first <= at <= last and start - _NEAR <= line.at <= end + _NEAR:
                owner[root(index)] = root(other)
    grouped: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for index, stroke in enumerate([*upright, *level]):
        grouped.setdefault(root(index), ([], []))[index >= len(upright)].append(stroke)
    alone = [stroke for lines, rows in grouped.values() if not rows for stroke in lines]
    for lines, rows in grouped.values():
        if lines and rows:
            first, last = min(stroke.start for stroke in lines), max(stroke.end for stroke in lines)
            yield [*lines, *(stroke for stroke in alone if _ends_at(stroke, first, last))], rows


def _ends_at(line: Stroke, first: float, last: float) -> bool:
    """Whether a line has the height of a table: the far side of a cell that pages cut above and below."""
    return abs(line.start - first) < 2 * _NEAR and abs(line.end - last) < 2 * _NEAR


def _frame(upright: list[Stroke], level: list[Stroke]) -> Frame | None:
    """The table that lines draw which touch each other."""
    xs, ys = _edges(upright, level), _edges(level, upright)
    if len(xs) < 3 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > _MOST_PLACES:
        return None
    right_of = _walls(upright, xs, ys)
    below = _walls(level, ys, xs)
    boxes = tuple(_boxes(right_of, below, (len(ys) - 1, len(xs) - 1)))
    return Frame(tuple(xs), tuple(ys), boxes) if len({box.column for box in boxes}) > 1 else None


def _edges(lines: list[Stroke], crossing: list[Stroke]) -> list[float]:
    """Where columns (or rows) begin and end.

    A side that shows no line, as where a page cuts a table, is where the crossing lines end.
    """
    edges = sorted({line.at for line in lines})
    first, last = min(line.start for line in crossing), max(line.end for line in crossing)
    if first < edges[0] - 2 * _NEAR:
        edges.insert(0, first)
    if last > edges[-1] + 2 * _NEAR:
        edges.append(last)
    return edges


def _walls(lines: list[Stroke], at: list[float], along: list[float]) -> set[tuple[int, int]]:
    """Which stretches of the raster show a line: (index of the line's edge, index of the stretch)."""
    index = {edge: number for number, edge in enumerate(at)}
    return {
        (index[line.at], stretch)
        for line in lines
        for stretch, (start, end) in enumerate(pairwise(along))
        if line.start <= start + _NEAR and line.end >= end - _NEAR
    }


def _boxes(
    right_of: set[tuple[int, int]], below: set[tuple[int, int]], size: tuple[int, int]
) -> Iterator[Box]:
    """The cells: places of the raster without a line between them."""
    rows, columns = size
    taken: set[tuple[int, int]] = set()
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            right = column + 1
            while right < columns and (right, row) not in right_of and (row, right) not in taken:
                right += 1
            bottom = row + 1
            while bottom < rows and not any((bottom, at) in below for at in range(column, right)):
                bottom += 1
            box = Box(row, column, bottom - row, right - column)
            taken.update(_places(box))
            yield box


def _places(box: Box) -> Iterator[tuple[int, int]]:
    return (
        (row, column)
        for row in range(box.row, box.row + box.row_span)
        for column in range(box.column, box.column + box.column_span)
    )
