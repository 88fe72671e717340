"""Figures with a remark beside them: `22（其中修订16件）`."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.checks.shared.tables import tables_read
from reportlint.engine.kind import CheckContext, Finding, Judgement, Kind
from reportlint.model.report import Number, Report


def run(report: Report, context: CheckContext) -> Iterator[Judgement]:
    """A finding for each figure with a remark; the figure itself is what counts."""
    for table, form in tables_read(report):
        for cell, value in table.cells():
            if isinstance(value, Number) and value.note:
                yield Finding(
                    value.place,
                    {"note": value.note},
                    form.section,
                    cell,
                    table.edition,
                    expected=value.value,
                    actual=value.raw.strip(),
                )


KIND = Kind(
    "annotated_figures",
    run,
    {"type": "object", "additionalProperties": False},
    placeholders=frozenset({"note"}),
)
