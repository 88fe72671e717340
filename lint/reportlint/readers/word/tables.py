"""The rows and cells of a Word table: merged cells once, where they begin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from reportlint.readers.container import whole
from reportlint.readers.word.numbers import VAL, W
from reportlint.readers.word.text import ALTERNATE, WRAPPERS, chosen, is_on

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROW, _CELL = W + "tr", W + "tc"
_ROW_PROPERTIES, _CELL_PROPERTIES = W + "trPr", W + "tcPr"
_DELETED_ROW, _DELETED_CELL = W + "del", W + "cellDel"
_DOWN, _ACROSS, _SPAN = W + "vMerge", W + "hMerge", W + "gridSpan"


class Begun(Struct):
    """A cell that begins in a row. `column` is its number in the row as it is seen, from 1.

    Cells that reach down from a row above count for it; `row_span` grows while the rows below are read.
    """

    element: _Element
    column: int
    column_span: int
    row_span: int = 1


def rows_of(table: _Element) -> Iterator[tuple[int, list[Begun]]]:
    """The rows of a table, each with its number from 1 and the cells that begin in it.

    Rows that are hidden and what a tracked change deletes are left out. A cell that is said to go on from above
    where none begins is one of its own.
    """
    open_cells: dict[int, Begun] = {}
    number = 0
    for row in _children(table, _ROW):
        properties = row.find(_ROW_PROPERTIES)
        if properties is None or not (
            properties.find(_DELETED_ROW) is not None or is_on(properties, "hidden")
        ):
            number += 1
            begun, open_cells = _cells(row, open_cells)
            yield number, begun


def _cells(row: _Element, above: dict[int, Begun]) -> tuple[list[Begun], dict[int, Begun]]:
    """The cells that begin in a row, and those that may go on in the next, by their column in the grid."""
    begun: list[Begun] = []
    open_cells: dict[int, Begun] = {}
    column = seen = 0
    for element in _children(row, _CELL):
        span, down, across, deleted = _properties(element)
        if deleted:
            continue
        if across == "continue" and begun:
            begun[-1].column_span += span
        elif down == "continue" and column in above:
            seen += 1
            above[column].row_span += 1
            open_cells[column] = above[column]
        else:
            seen += 1
            begun.append(Begun(element, seen, span))
            if down:
                open_cells[column] = begun[-1]
        column += span
    return begun, open_cells


def _properties(cell: _Element) -> tuple[int, str, str, bool]:
    """A cell's span, how it is merged down and across ("", "restart" or "continue"), whether it is deleted."""
    span, down, across, deleted = 1, "", "", False
    properties = cell.find(_CELL_PROPERTIES)
    for child in () if properties is None else properties:
        tag = child.tag
        if tag == _SPAN:
            span = max(whole(child.get(VAL)), 1)
        elif tag == _DOWN:
            down = child.get(VAL) or "continue"
        elif tag == _ACROSS:
            across = child.get(VAL) or "continue"
        elif tag == _DELETED_CELL:
            deleted = True
    return span, down, across, deleted


def _children(parent: _Element, wanted: str) -> Iterator[_Element]:
    """The rows of a table, or the cells of a row, also inside content controls."""
    for child in parent:
        tag = child.tag
        if tag == wanted:
            yield child
        elif tag in WRAPPERS:
            yield from _children(child, wanted)
        elif tag == ALTERNATE and (inner := chosen(child)) is not None:
            yield from _children(inner, wanted)
