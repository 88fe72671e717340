"""Sums declared as lists of row or column keys: which cells they take, what these come to, how they are shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportlint.diagnostic import TableCut
from reportlint.forms import Heading, TableForm
from reportlint.report import CellKey, Number, Table, Unreadable

if TYPE_CHECKING:
    from decimal import Decimal

_SHORT = 6
"""Up to so many summands a cut shows them all; of more, those that count."""


@dataclass(frozen=True, slots=True)
class Identity:
    """One sum: the cells of both sides along one row or column (`line`), and the cell it is told at."""

    line: str
    left: tuple[CellKey, ...]
    right: tuple[CellKey, ...]
    anchor: CellKey


def identities(form: TableForm, parameters: Mapping[str, Any]) -> Iterator[Identity]:
    """The sums that the parameters declare (see the kind `sum`), one for each line, in the form's order."""
    along_row, anchor = parameters["along"] == "row", parameters["anchor"]
    lines = parameters.get("lines")
    if lines is None:
        lines = [row.key for row in form.rows]
        if not along_row:
            lines = [column.key for column in form.block_of(anchor).columns]

    def cells(line: str, summands: Sequence[str]) -> tuple[CellKey, ...]:
        if along_row:
            columns = form.block_of(line).columns
            return tuple(CellKey(form.key, line, column) for column in _expanded(summands, columns))
        return tuple(CellKey(form.key, row, line) for row in _expanded(summands, form.rows))

    for line in lines:
        (told_at,) = cells(line, [anchor])
        yield Identity(line, cells(line, parameters["left"]), cells(line, parameters["right"]), told_at)


def _expanded(keys: Sequence[str], headings: Sequence[Heading]) -> Iterator[str]:
    """The keys with a group's key replaced by those of its members; KeyError for one that is neither."""
    for key in keys:
        members = [heading.key for heading in headings if key in (heading.key, heading.group)]
        if not members:
            raise KeyError(key)
        yield from members


def readable(table: Table, cell: CellKey) -> bool:
    """Whether the cell is there and can be summed; blank cells and placeholders can, as 0."""
    value = table.value(cell.row, cell.column)
    return value is not None and not isinstance(value, Unreadable)


def amount(table: Table, cell: CellKey) -> int | Decimal:
    """What the cell adds to a sum."""
    value = table.value(cell.row, cell.column)
    return value.value if isinstance(value, Number) else 0


def total(table: Table, cells: Sequence[CellKey]) -> int | Decimal:
    """What the cells come to."""
    return sum(amount(table, cell) for cell in cells)


def cut(table: Table, form: TableForm, identity: Identity) -> TableCut:
    """The cells summed, as the file has them."""
    anchor = identity.anchor
    cells = [*identity.left, *identity.right]
    if len(cells) > _SHORT and identity.line == anchor.column:
        cells = [cell for cell in cells if cell == anchor or amount(table, cell)]
    raws = tuple(table.values[cell.row][cell.column].raw for cell in cells)
    marked = cells.index(anchor)
    if identity.line == anchor.row:
        columns = tuple(form.column_name(cell.row, cell.column) for cell in cells)
        return TableCut(columns, ((form.row_name(anchor.row), raws),), (0, marked))
    rows = tuple((form.row_name(cell.row), (raw,)) for cell, raw in zip(cells, raws, strict=True))
    return TableCut((form.column_name(anchor.row, anchor.column),), rows, (marked, 0))
