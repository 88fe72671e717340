"""Cells that hold no figure: blank, a sign for nothing, or lost from a row that is too short."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportlint.checks.tables import row_name, tables_read
from reportlint.engine.kind import Context, Finding, Kind, Outcome
from reportlint.forms import TableForm
from reportlint.report import Blank, CellKey, Number, Placeholder, Report, Table, Unreadable, Value

_ROW_FLAWS = frozenset({"row_too_short", "unplaced_blank"})


def run(report: Report, context: Context) -> Iterator[Outcome]:
    """A finding for each cell not filled, and for each row in which some are but nobody can tell which."""
    for table, form in tables_read(report):
        for row, values in table.values.items():
            yield from _row(table, form, row, values)


def _row(table: Table, form: TableForm, row: str, values: Mapping[str, Value]) -> Iterator[Outcome]:
    for column, value in values.items():
        if isinstance(value, Number):
            continue
        cell = CellKey(table.key, row, column)
        if isinstance(value, Blank):
            yield Finding(value.place, _words(form, row), form.section, cell, table.edition)
        elif isinstance(value, Placeholder):
            yield Finding(
                value.place,
                _words(form, row),
                form.section,
                cell,
                table.edition,
                actual=value.raw.strip(),
                variant="placeholder",
            )
        elif isinstance(value, Unreadable) and value.flaw in _ROW_FLAWS:
            words = _words(form, row)
            yield Finding(value.place, words, form.section, cell, table.edition, variant=value.flaw)
            return


def _words(form: TableForm, row: str) -> dict[str, object]:
    return {"row": row_name(form, row), "count": len(form.block_of(row).columns)}


KIND = Kind(
    "unfilled_cells",
    run,
    {"type": "object", "additionalProperties": False},
    placeholders=frozenset({"row", "count"}),
    variants=frozenset({"placeholder"}) | _ROW_FLAWS,
)
