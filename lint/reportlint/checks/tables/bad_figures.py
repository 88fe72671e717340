"""Cells that hold something, but not one plain figure."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.checks.shared.tables import formulas_lost, lines_of, tables_read
from reportlint.engine.kind import CheckContext, Finding, Judgement, Kind
from reportlint.model.report import CellKey, Number, Report, Unreadable, Value

_VARIANTS = frozenset({"negative", "decimal", "unit", "two_figures", "too_long", "row_too_long", "in_words"})


def run(report: Report, context: CheckContext) -> Iterator[Judgement]:
    """A finding for each such cell, and for each line that has more figures than columns."""
    for table, form in tables_read(report):
        if any(isinstance(value, Unreadable) and value.is_formula for _, value in table.cells()):
            yield formulas_lost(form)
        for row, words in lines_of(table, form):
            for column, value in table.values[row].items():
                if isinstance(value, Number) and not value.in_words:
                    continue
                variant = _variant(value)
                if variant is not None:
                    yield Finding(
                        value.place,
                        words,
                        form.section,
                        CellKey(table.key, row, column),
                        table.edition,
                        expected=value.value if isinstance(value, Number) else None,
                        actual=value.raw.strip(),
                        variant=variant,
                    )
                if variant == "row_too_long":
                    break


def _variant(value: Value) -> str | None:
    """The message for what the cell holds; None where another rule speaks."""
    if isinstance(value, Number):
        return "in_words"
    if isinstance(value, Unreadable) and not value.is_formula:
        return "" if value.flaw == "words" else value.flaw if value.flaw in _VARIANTS else None
    return None


KIND = Kind(
    "bad_figures",
    run,
    {"type": "object", "additionalProperties": False},
    placeholders=frozenset({"row", "count"}),
    variants=_VARIANTS,
)
