"""Cells that hold something, but not one plain figure."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.checks.tables import row_name, tables_read
from reportlint.engine.kind import Context, Finding, Kind, Outcome
from reportlint.forms import TableForm
from reportlint.report import CellKey, Number, Report, Table, Unreadable

_VARIANTS = frozenset({"negative", "decimal", "unit", "two_figures", "row_too_long", "in_words"})


def run(report: Report, context: Context) -> Iterator[Outcome]:
    """A finding for each such cell, and for each row that has more figures than columns."""
    for table, form in tables_read(report):
        for row in table.values:
            yield from _row(table, form, row)


def _row(table: Table, form: TableForm, row: str) -> Iterator[Outcome]:
    for column, value in table.values[row].items():
        if isinstance(value, Unreadable) and value.flaw == "words":
            variant = ""
        elif isinstance(value, Unreadable) and value.flaw in _VARIANTS:
            variant = value.flaw
        elif isinstance(value, Number) and value.in_words:
            variant = "in_words"
        else:
            continue
        yield Finding(
            value.place,
            {"row": row_name(form, row), "count": len(form.block_of(row).columns)},
            form.section,
            CellKey(table.key, row, column),
            table.edition,
            expected=value.value if isinstance(value, Number) else None,
            actual=value.raw.strip(),
            variant=variant,
        )
        if variant == "row_too_long":
            return


KIND = Kind(
    "bad_figures",
    run,
    {"type": "object", "additionalProperties": False},
    placeholders=frozenset({"row", "count"}),
    variants=_VARIANTS,
)
