"""Sums declared as lists of row or column keys: which cells they take, what these come to, how they are shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from reportlint.engine.kind import SumIdentity
from reportlint.model.diagnostic import TableCut
from reportlint.model.forms import Heading, TableForm, load_form
from reportlint.model.report import CellKey, Number, Table, Unreadable

if TYPE_CHECKING:
    from decimal import Decimal

_SHORT = 6
"""Up to so many summands a cut shows them all; of more, those that count."""


Figures: TypeAlias = "Mapping[CellKey, int | Decimal]"


def figures(table: Table) -> Figures:
    """What each cell adds to a sum: blank cells and placeholders 0. Unreadable cells are left out."""
    return {
        cell: value.value if isinstance(value, Number) else 0
        for cell, value in table.cells()
        if not isinstance(value, Unreadable)
    }


def identities(form: TableForm, edition: str, parameters: Mapping[str, Any]) -> tuple[SumIdentity, ...]:
    """The sums that the parameters declare (see the kind `sum`), one for each line, in the form's order."""
    keys = tuple(parameters["left"]), tuple(parameters["right"]), (parameters["anchor"],)
    lines = parameters.get("lines")
    if lines is None:
        lines = [row.key for row in form.rows]
        if parameters["along"] == "column":
            lines = [column.key for column in form.block_of(parameters["anchor"]).columns]
    return _identities(edition, form.key, parameters["along"] == "row", tuple(lines), keys)


def concerns(form: TableForm, edition: str, parameters: Mapping[str, Any]) -> bool:
    """Whether the form is one of the rule's, and has all rows and columns that its sums need."""
    if not load_form(edition).is_of(parameters.get("editions", (edition,))):
        return False
    try:
        identities(form, edition, parameters)
    except KeyError:
        return False
    return True


@cache
def _identities(
    edition: str, table: str, along_row: bool, lines: tuple[str, ...], summands: tuple[tuple[str, ...], ...]
) -> tuple[SumIdentity, ...]:
    form = load_form(edition).tables[table]
    found = []
    for line in lines:
        across = form.block_of(line).columns if along_row else form.rows
        keys = [list(_expanded(side, across)) for side in summands]
        left, right, (anchor,) = (
            tuple(CellKey(table, line, key) if along_row else CellKey(table, key, line) for key in side)
            for side in keys
        )
        found.append(SumIdentity(line, left, right, anchor))
    return tuple(found)


def _expanded(keys: Sequence[str], headings: Sequence[Heading]) -> Iterator[str]:
    """The keys with a group's key replaced by those of its members; KeyError for one that is neither."""
    for key in keys:
        members = [heading.key for heading in headings if key in (heading.key, heading.group)]
        if not members:
            raise KeyError(key)
        yield from members


def sides(identity: SumIdentity, told: Figures) -> tuple[int | Decimal, int | Decimal]:
    """What the left and the right side come to."""
    return sum(map(told.__getitem__, identity.left)), sum(map(told.__getitem__, identity.right))


def cut(table: Table, form: TableForm, identity: SumIdentity, told: Figures) -> TableCut:
    """The cells summed, as the file has them; of a long column those that hold something."""
    anchor = identity.anchor
    cells = [*identity.left, *identity.right]
    if len(cells) > _SHORT and identity.line == anchor.column:
        cells = [cell for cell in cells if cell == anchor or told[cell]]
    raws = tuple(table.values[cell.row][cell.column].raw for cell in cells)
    marked = cells.index(anchor)
    if identity.line == anchor.row:
        columns = tuple(form.column_name(cell.row, cell.column) for cell in cells)
        return TableCut(columns, ((form.row_name(anchor.row), raws),), (0, marked))
    rows = tuple((form.row_name(cell.row), (raw,)) for cell, raw in zip(cells, raws, strict=True))
    return TableCut((form.column_name(anchor.row, anchor.column),), rows, (marked, 0))


def _keys(what: str) -> dict[str, Any]:
    return {"type": "array", "minItems": 1, "items": {"type": "string", "format": what}}


def _along(line: str, summand: str) -> dict[str, Any]:
    one = {"type": "string", "format": summand}
    properties = {
        "left": _keys(summand),
        "right": _keys(summand),
        "anchor": one,
        "lines": _keys(line),
        "summary": {"type": "string", "format": line},
    }
    return {"properties": properties}


PARAMETERS: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["table", "along", "left", "right", "anchor"],
    "properties": {
        "table": {"type": "string", "format": "table"},
        "editions": {"type": "array", "minItems": 1, "items": {"type": "string", "format": "edition"}},
        "along": {"enum": ["row", "column"]},
        "left": {"type": "array"},
        "right": {"type": "array"},
        "relation": {"enum": ["equal", "at_most"]},
        "lines": {"type": "array"},
        "summary": {"type": "string"},
        "anchor": {"type": "string"},
    },
    "if": {"properties": {"along": {"const": "row"}}},
    "then": _along("rows", "columns"),
    "else": _along("columns", "rows"),
}
"""The schema of the parameters that declare sums."""
