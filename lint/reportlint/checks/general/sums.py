"""Sums of cells that must agree: declared as lists of row or column keys for a left and a right side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from reportlint.checks.general.identities import (
    PARAMETERS,
    Figures,
    concerns,
    cut,
    figures,
    identities,
    sides,
)
from reportlint.checks.shared.tables import cell_lost, table_lost
from reportlint.engine.kind import (
    CheckContext,
    Finding,
    Judgement,
    Kind,
    NotApplicable,
    SumIdentity,
    Unchecked,
)
from reportlint.model.forms import TableForm, load_form
from reportlint.model.report import Number, Report, Table, Unreadable
from reportlint.model.wording import Text

if TYPE_CHECKING:
    from decimal import Decimal


def run(report: Report, context: CheckContext) -> Iterator[Judgement]:
    """A finding for each line (row or column) whose sides disagree.

    `along` tells which way the sum runs, `left` and `right` what is summed: keys of rows or columns,
    or of their groups. `anchor` is the cell it is told at; `lines` are the rows or columns it is done
    for (all). With the relation `at_most` the left may be less. The line `summary` is implied if it is
    off by just as much as the other lines together.
    """
    parameters = context.parameters
    key = parameters["table"]
    table = report.tables.get(key)
    edition = table.edition if table else report.edition
    form = load_form(edition).tables[key]
    if not concerns(form, edition, parameters):
        yield NotApplicable()
    elif table is None:
        yield table_lost(report, form)
    elif not any(isinstance(value, Number | Unreadable) for _, value in table.cells()):
        yield Unchecked(
            Text(f"{form.name}一个数都没有填，没有核对", f"no figure of {form.called.en} is filled in")
        )
    else:
        yield from _judge(table, form, parameters)


def _judge(table: Table, form: TableForm, parameters: Mapping[str, Any]) -> Iterator[Judgement]:
    at_most = parameters.get("relation") == "at_most"
    told = figures(table)
    broken: list[SumIdentity] = []
    for identity in identities(form, table.edition, parameters):
        lost = next((cell for cell in (*identity.left, *identity.right) if cell not in told), None)
        if lost is not None:
            yield cell_lost(table, form, lost.row, lost.column)
            continue
        left, right = sides(identity, told)
        if left > right or (left < right and not at_most):
            broken.append(identity)
    gaps = {identity.line: _gap(identity, told) for identity in broken}
    own = gaps.pop(parameters.get("summary", ""), None)
    follows = bool(gaps) and own == sum(gaps.values())
    for identity in broken:
        finding = _finding(table, form, identity, told)
        yield replace(finding, implied=True) if follows and identity.line not in gaps else finding


def equal_sums(report: Report, context: CheckContext) -> tuple[SumIdentity, ...]:
    """The sums that must be equal in this report; none where the table was not read."""
    parameters = context.parameters
    table = report.tables.get(parameters["table"])
    if table is None or parameters.get("relation") == "at_most":
        return ()
    form = load_form(table.edition).tables[table.key]
    return identities(form, table.edition, parameters) if concerns(form, table.edition, parameters) else ()


def _gap(identity: SumIdentity, told: Figures) -> int | Decimal:
    left, right = sides(identity, told)
    return right - left


def _finding(table: Table, form: TableForm, identity: SumIdentity, told: Figures) -> Finding:
    left, right = sides(identity, told)
    anchor = identity.anchor
    value = table.values[anchor.row][anchor.column]
    actual = value.value if isinstance(value, Number) else None
    expected = (actual or 0) + (left - right if anchor in identity.right else right - left)
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
        cut=cut(table, form, identity, told),
        severity="warning" if unfilled else None,
        confidence="likely" if unfilled else None,
        variant="anchor_unfilled" if actual is None else "unfilled" if unfilled else "",
    )


KIND = Kind(
    "sum",
    run,
    PARAMETERS,
    placeholders=frozenset({"left", "right", "difference"}),
    variants=frozenset({"anchor_unfilled", "unfilled"}),
    identities=equal_sums,
)
