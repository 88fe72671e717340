"""The pieces of a web page that were kept → blocks of a document, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import cast

from msgspec import Struct, field
from msgspec.structs import replace

from reportlint.model.document import Block, Cell, Grid, Paragraph, Picture, Place, Spot
from reportlint.readers import rows, text
from reportlint.readers.html.pieces import Piece
from reportlint.readers.html.tables import MOST_COLUMNS, MOST_ROWS, Drawn, Table, span
from reportlint.readers.html.words import LAST_LINE
from reportlint.readers.prose import BETWEEN_CELLS

_PARTED = re.compile(r"[\t|｜│┃]|[ \u3000\xa0]{2}")
"""What may part the cells of a table that was pasted as text."""
_MOST_SPANS = 64
"""Spans from rows above that are followed to number the cells as they are seen."""
_APART = len(BETWEEN_CELLS)
_NO_SPOT = Spot()
"""For a row as a whole; its cells have theirs."""

Spans = list[tuple[int, int, int]]
"""What reaches down into a row: first column, column behind the last (from 1), rows that are left."""


class Blocks(Struct):
    """Makes blocks of pieces; every paragraph and every row of a table becomes a line for showing."""

    numbered: bool
    lines: list[str] = field(default_factory=list)
    found: list[Block] = field(default_factory=list)
    _spots: list[Spot] = field(default_factory=list)
    _paragraphs: int = 0
    _tables: dict[int, int] = field(default_factory=dict)
    """The numbers of the article's tables, by their numbers in the page."""
    _waiting: list[rows.Line] = field(default_factory=list)
    """Running text since the last table: it may hold tables that were pasted as text."""

    def build(self, pieces: Iterable[Piece]) -> None:
        """Makes the blocks of these pieces."""
        for piece in pieces:
            line = piece.line if self.numbered else None
            if piece.table is not None:
                self._flush()
                self._grid(piece.table)
            elif piece.picture:
                self._flush()
                self.found.append(Picture(self._placed(piece.text, line), piece.text))
            else:
                self._running(piece.text, self._placed(piece.text, line))
        self._flush()

    def apart(self, told: str, line: int | None) -> Paragraph:
        """A text that stands outside of the article, with a line of its own behind it."""
        return Paragraph(told, self._placed(told, line if self.numbered else None))

    def _running(self, told: str, place: Place) -> None:
        """Takes a paragraph. What is plainly a sentence is one; a short line may be a row of a pasted table."""
        if "。" in told and not _PARTED.search(told):
            self._waiting.append(rows.Line(len(self.lines), told, "prose"))
        else:
            self._waiting.append(rows.classify(len(self.lines), told))

    def _placed(self, shown: str, line: int | None) -> Place:
        """The place of a text that becomes a line of its own; `line` is that of the page's source."""
        self._paragraphs += 1
        spot = Spot(paragraph=self._paragraphs) if line is None else Spot(line=line)
        self.lines.append(shown)
        self._spots.append(spot)
        return Place(len(self.lines), 1, len(self.lines), len(shown) + 1, None, spot)

    def _flush(self) -> None:
        if self._waiting:
            self.found.extend(map(self._spotted, text.blocks(self._waiting)))
            self._waiting = []

    def _spotted(self, block: Paragraph | Grid) -> Paragraph | Grid:
        """A block of running text with the spots of its lines."""
        if isinstance(block, Paragraph):
            return Paragraph(block.text, block.place.spotted(self._spots))
        cells = tuple(tuple(cell._replace(place=self._at(cell.place)) for cell in row) for row in block.rows)
        return replace(block, rows=cells, place=self._at(block.place))

    def _at(self, place: Place) -> Place:
        return place if place.line is None else place._replace(spot=self._spots[place.line - 1])

    def _grid(self, table: Table) -> None:
        number = self._tables.setdefault(table.number, len(self._tables) + 1)
        spans: Spans = []
        grid = []
        for row in table.rows:
            cells, spans = self._row(number, row, spans)
            grid.append(cells)
        self.found.append(Grid(tuple(grid), grid[0][0].place.until(grid[-1][-1].place)))

    def _row(self, number: int, row: Drawn, spans: Spans) -> tuple[tuple[Cell, ...], Spans]:
        """The cells of a row, and the spans that reach into the row below it."""
        new = tuple.__new__  # what the types' own constructors do, in half the time, for hundreds of cells
        known = LAST_LINE if self.numbered else 0
        line, start = len(self.lines) + 1, 1
        column, at, reaching = 1, 0, len(spans)
        below: Spans = []
        cells = []
        for element, told in zip(row.cells, row.texts, strict=True):
            while at < reaching and spans[at][0] <= column:
                column = max(column, spans[at][1])
                at += 1
            source = cast("int", element.sourceline)
            spot = (
                None,
                number,
                row.number,
                column,
                None,
                None,
                source if source < known else None,
                False,
                None,
            )
            end = start + len(told)
            place = new(Place, (line, start, line, end, None, new(Spot, spot), ()))
            start = end + _APART
            rows_told, columns_told = element.get("rowspan"), element.get("colspan")
            if rows_told is None and columns_told is None:
                cells.append(new(Cell, (told, place, 1, 1)))
                column += 1
                continue
            down, right = span(rows_told, MOST_ROWS), span(columns_told, MOST_COLUMNS)
            cells.append(new(Cell, (told, place, down, right)))
            if down > 1:
                below.append((column, column + right, down - 1))
            column += right
        self.lines.append(BETWEEN_CELLS.join(row.texts))
        self._spots.append(_NO_SPOT)
        below += [(first, end, rows - 1) for first, end, rows in spans if rows > 1]
        return tuple(cells), sorted(below)[:_MOST_SPANS]
