"""Rows and columns of the form that a table lacks."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.checks.shared.tables import may_stand_on, tables_read
from reportlint.engine.kind import CheckContext, Finding, Judgement, Kind
from reportlint.model.document import Place
from reportlint.model.forms import Block, TableForm
from reportlint.model.report import Report, Table, Unreadable, Value


def run(report: Report, context: CheckContext) -> Iterator[Judgement]:
    """A finding for each row and each column that is missing; one for a whole head that is."""
    for table, form in tables_read(report):
        for row in table.missing_rows:
            values = {"table": form.called, "label": form.row_name(row)}
            hidden = _hidden(report, table, form, row)
            yield Finding(_above(table, form, row), values, form.section, absent_from=hidden)
        for block in form.blocks:
            yield from _missing_columns(report, table, form, block)


def _hidden(report: Report, table: Table, form: TableForm, row: str) -> tuple[int, ...]:
    """The section, where a page that is a picture may hold the row or the heads right above it, recognised or not."""
    seen = report.recognised is not None and any(map(report.recognised.holds, _places(table)))
    return (
        (form.section,)
        if seen or any(may_stand_on(page, table, form, row) for page in report.pictured)
        else ()
    )


def _places(table: Table) -> Iterator[Place]:
    return (label.place for label in table.rows.values())


def _missing_columns(report: Report, table: Table, form: TableForm, block: Block) -> Iterator[Judgement]:
    rows = [row.key for row in block.rows if row.key in table.rows]
    missing = [column for column in block.columns if _lacks(table, block, column.key)]
    if not rows or not missing:
        return
    name = form.called
    hidden = _hidden(report, table, form, rows[0])
    if len(missing) == len(block.columns):
        values = {"table": name, "label": [column.name for column in block.columns]}
        yield Finding(table.rows[rows[0]].place, values, form.section, variant="head", absent_from=hidden)
        return
    for column in missing:
        figures = any(_may_be_there(table.value(row, column.key)) for row in rows)
        values = {"table": name, "label": column.name}
        place = _before(table, block, column.key) or table.rows[rows[0]].place
        variant = "column_head" if figures else "column"
        yield Finding(place, values, form.section, variant=variant, absent_from=hidden)


def _may_be_there(value: Value | None) -> bool:
    """Whether the figure below a lost head may stand there: not where its line has too few."""
    return value is not None and not (isinstance(value, Unreadable) and value.flaw == "row_too_short")


def _lacks(table: Table, block: Block, column: str) -> bool:
    owners = {None, *(row.key for row in block.rows)}
    return any(key == column and row in owners for row, key in table.missing_columns)


def _above(table: Table, form: TableForm, row: str) -> Place:
    """The label of the nearest row above, else of the nearest below, else the table."""
    index = form.row_index
    above = [key for key in table.rows if index[key] < index[row]]
    below = [key for key in table.rows if index[key] > index[row]]
    nearest = above[-1:] or below[:1]
    return table.rows[nearest[0]].place if nearest else table.place


def _before(table: Table, block: Block, column: str) -> Place | None:
    """The head of the nearest column before, or behind; None where another block may have the same."""
    keys = [heading.key for heading in block.columns]
    at = keys.index(column)
    places = {label.key: label.place for label in table.columns if label.key in keys}
    near = [key for key in (*reversed(keys[:at]), *keys[at + 1 :]) if key in places]
    return places[near[0]] if near else None


KIND = Kind(
    "missing_headings",
    run,
    {"type": "object", "additionalProperties": False},
    placeholders=frozenset({"table", "label"}),
    variants=frozenset({"column", "column_head", "head"}),
)
