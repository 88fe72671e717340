"""A draft as plain text: tables as tab-separated rows, the cells that a span covers left blank."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from reportlint.draft.drawing import Drawing, Drawn, grids
from reportlint.draft.model import Draft

Raster: TypeAlias = "list[list[tuple[int, int, Drawn] | None]]"
"""At each place of a table the row and column that its cell begins in, and the cell."""


def text(draft: Draft, *, write: Callable[[str, Drawing], str] | None = None) -> str:
    """The whole report as plain text, paragraphs parted by blank lines.

    `write` turns a table's key and drawing into its lines, where they are to be other than `tab_table`.
    """
    tables = grids(draft)
    sections = {table.section: key for key, table in draft.form.tables.items() if key in tables}
    parts = ["\n".join(draft.title)]
    for number in draft.order:
        parts.append(draft.headings[number])
        if number == 1:
            parts.append(draft.period)
        parts += draft.prose[number].split("\n")
        if number in sections:
            key = sections[number]
            parts.append(write(key, tables[key]) if write else tab_table(tables[key]))
    return "\n\n".join(part for part in parts if part) + "\n"


def tab_table(drawing: Drawing) -> str:
    """A table as tab-separated lines of equal length."""
    return "\n".join("\t".join(cell.text if cell else "" for cell in row) for row in expanded(drawing))


def expanded(drawing: Drawing) -> list[list[Drawn | None]]:
    """The table's full raster: each cell where it begins, None where a span covers the place."""
    return [
        [place[2] if place and place[:2] == (line, column) else None for column, place in enumerate(row)]
        for line, row in enumerate(covered(drawing))
    ]


def covered(drawing: Drawing) -> Raster:
    """The table's full raster; None stands at the end of a row that is too short."""
    raster: dict[tuple[int, int], tuple[int, int, Drawn]] = {}
    for line, row in enumerate(drawing):
        column = 0
        for cell in row:
            while (line, column) in raster:
                column += 1
            for down in range(cell.row_span):
                for right in range(cell.column_span):
                    raster[line + down, column + right] = (line, column, cell)
            column += cell.column_span
    width = 1 + max(column for _, column in raster)
    return [[raster.get((line, column)) for column in range(width)] for line in range(len(drawing))]
