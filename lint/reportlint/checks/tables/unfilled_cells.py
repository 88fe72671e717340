"""Cells that hold no figure: blank, a sign for nothing, or lost from a row that is too short."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.checks.shared.tables import lines_of, may_go_on, tables_read
from reportlint.engine.kind import CheckContext, Finding, Judgement, Kind
from reportlint.model.report import CellKey, Number, Placeholder, Report, Unreadable, Value

_LINE_FLAWS = frozenset({"row_too_short", "unplaced_blank"})


def run(report: Report, context: CheckContext) -> Iterator[Judgement]:
    """A finding for each cell not filled, and for each line in which some are but nobody can tell which."""
    for table, form in tables_read(report):
        for row, words in lines_of(table, form):
            for column, value in table.values[row].items():
                if isinstance(value, Number):
                    continue
                variant = _variant(value)
                if variant is not None:
                    yield Finding(
                        value.place,
                        words,
                        form.section,
                        CellKey(table.key, row, column),
                        table.edition,
                        actual=value.raw.strip() if variant == "placeholder" else None,
                        variant=variant,
                        absent_from=may_go_on(report, value.place, form),
                    )
                if variant in _LINE_FLAWS:
                    break


def _variant(value: Value) -> str | None:
    """The message for a cell without a figure; None where another rule speaks."""
    if isinstance(value, Unreadable):
        return value.flaw if value.flaw in _LINE_FLAWS else None
    return "placeholder" if isinstance(value, Placeholder) else ""


KIND = Kind(
    "unfilled_cells",
    run,
    {"type": "object", "additionalProperties": False},
    placeholders=frozenset({"row", "count"}),
    variants=frozenset({"placeholder"}) | _LINE_FLAWS,
)
