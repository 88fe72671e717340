"""A document as one sequence of rows: a paragraph is a row of one cell, a grid gives its rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from reportlint.model.document import Cell, Document, Grid, Paragraph, Picture, Place
from reportlint.model.wording import fold

_PAGE_NUMBER = re.compile(r"-+\d{1,4}-+|第\d{1,4}页(?:[,/]?共\d{1,4}页)?|\d{1,4}/\d{1,4}")
_LONGEST_ROW = 20
"""No row of any form has more cells; a longer one is a whole table on one line."""


class Row(Struct, frozen=True):
    """One row of the flow. `grid` is the index of its block, None for a paragraph.

    `flowing` rows have lost the table's row breaks (a cell on each line, or all on one line).
    """

    cells: tuple[Cell, ...]
    grid: int | None
    flowing: bool
    blanks: Literal["kept", "cut", "lost"]
    width: int
    """The longest row of its grid, in cells."""
    picture: bool = False
    """Whether it is nothing but a picture; its one cell is empty."""

    @property
    def place(self) -> Place:
        """From the first cell to the last."""
        return self.cells[0].place.until(self.cells[-1].place)

    @property
    def text(self) -> str:
        """The texts of the cells that have any, parted by a space."""
        return " ".join(cell.text for cell in self.cells if cell.text)

    def paragraph(self) -> Paragraph:
        """The row as running text."""
        return Paragraph(self.text, next((cell.place for cell in self.cells if cell.text), self.place))

    def spread(self) -> Paragraph:
        """The row as running text, its cells as far apart as on their line: places within it are right."""
        told = [cell for cell in self.cells if cell.text]
        if len(told) < 2 or not _on_one_line(told):
            return self.paragraph()
        text = ""
        for cell in told:
            text = text.ljust((cell.place.column or 1) - (told[0].place.column or 1)) + cell.text
        return Paragraph(text, told[0].place.until(told[-1].place))


def _on_one_line(cells: Sequence[Cell]) -> bool:
    """Whether cells stand behind each other on one line, with a gap between them."""
    places = [cell.place for cell in cells]
    return all(
        here.line == here.end_line == after.line and (here.end_column or 0) < (after.column or 0)
        for here, after in pairwise(places)
    )


def row_of(paragraph: Paragraph) -> Row:
    """A paragraph as a row of one cell."""
    return Row((Cell(paragraph.text, paragraph.place),), None, flowing=False, blanks="kept", width=1)


def rows_of(document: Document) -> list[Row]:
    """All rows in reading order; page numbers are left out."""
    return [row for row in _rows(document) if not is_page_number(row)]


def is_page_number(row: Row) -> bool:
    """Whether the row is nothing but a page number: `- 4 -`, `第4页`."""
    texts = [cell.text for cell in row.cells if cell.text]
    return len(texts) == 1 and _PAGE_NUMBER.fullmatch(fold(texts[0])) is not None


def _rows(document: Document) -> Iterator[Row]:
    for index, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            yield row_of(block)
        elif isinstance(block, Picture):
            yield Row((Cell("", block.place),), None, flowing=False, blanks="kept", width=1, picture=True)
        else:
            yield from _grid_rows(index, block)


def _grid_rows(index: int, grid: Grid) -> Iterator[Row]:
    width = max(map(len, grid.rows), default=0)
    for cells in grid.rows:
        if cells:
            flowing = width == 1 or sum(bool(cell.text) for cell in cells) > _LONGEST_ROW
            yield Row(cells, index, flowing, grid.blanks, width)
