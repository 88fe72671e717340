"""Sums of cells that must agree: declared as lists of row or column keys for a left and a right side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from reportlint.checks.identities import Identity, amount, cut, identities, readable, total
from reportlint.checks.tables import cell_lost, table_lost
from reportlint.engine.kind import Context, Finding, Kind, NotApplicable, Outcome
from reportlint.forms import TableForm, load_form
from reportlint.report import Number, Report, Table

if TYPE_CHECKING:
    from decimal import Decimal


def run(report: Report, context: Context) -> Iterator[Outcome]:
    """A finding for each line (row or column) whose sides disagree.

    `along` tells which way the sum runs, `left` and `right` what is summed: keys of rows or columns,
    or of their groups. `anchor` is the cell it is told at; `lines` are the rows or columns it is done
    for (all). With the relation `at_most` the left may be less. The line `summary` is told only if it
    is off by something else than the other lines together.
    """
    parameters = context.parameters
    key = parameters["table"]
    table = report.tables.get(key)
    edition = table.edition if table else report.edition
    form = load_form(edition).tables[key]
    if edition not in parameters.get("editions", [edition]):
        yield NotApplicable()
    elif table is None:
        yield table_lost(report, form)
    else:
        yield from _judge(table, form, parameters)


def _judge(table: Table, form: TableForm, parameters: Mapping[str, Any]) -> Iterator[Outcome]:
    at_most = parameters.get("relation") == "at_most"
    broken: list[tuple[Identity, int | Decimal, int | Decimal]] = []
    for identity in identities(form, parameters):
        cells = (*identity.left, *identity.right)
        lost = next((cell for cell in cells if not readable(table, cell)), None)
        if lost is not None:
            yield cell_lost(table, form, lost.row, lost.column)
            continue
        left, right = total(table, identity.left), total(table, identity.right)
        if left > right or (left < right and not at_most):
            broken.append((identity, left, right))
    summary = parameters.get("summary")
    others = [right - left for identity, left, right in broken if identity.line != summary]
    for identity, left, right in broken:
        if identity.line != summary or not others or right - left != sum(others):
            yield _finding(table, form, identity, (left, right))


def _finding(
    table: Table, form: TableForm, identity: Identity, sums: tuple[int | Decimal, int | Decimal]
) -> Finding:
    left, right = sums
    anchor = identity.anchor
    value = table.values[anchor.row][anchor.column]
    actual = value.value if isinstance(value, Number) else None
    change = left - right if anchor in identity.right else right - left
    expected = amount(table, anchor) + change
    cells = (*identity.left, *identity.right)
    unfilled = not all(isinstance(table.value(cell.row, cell.column), Number) for cell in cells)
    return Finding(
        value.place,
        {"left": left, "right": right, "difference": abs(left - right)},
        form.section,
        anchor,
        table.edition,
        expected if expected >= 0 else None,
        actual,
        severity="warning" if unfilled else None,
        variant="anchor_unfilled" if actual is None else "unfilled" if unfilled else "",
        cut=cut(table, form, identity),
    )


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


KIND = Kind(
    "sum",
    run,
    {
        "type": "object",
        "additionalProperties": False,
        "required": ["table", "along", "left", "right", "anchor"],
        "properties": {
            "table": {"type": "string", "format": "table"},
            "editions": {"type": "array", "minItems": 1, "items": {"enum": ["2021", "2019"]}},
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
    },
    placeholders=frozenset({"left", "right", "difference"}),
    variants=frozenset({"anchor_unfilled", "unfilled"}),
)
