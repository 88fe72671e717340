"""Kind `pictured_tables`: where a table should stand there is a picture, whose figures nobody can check."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.checks.tables import table_name
from reportlint.engine.kind import Context, Finding, Kind, Outcome
from reportlint.report import Report


def _run(report: Report, context: Context) -> Iterator[Outcome]:
    """A finding for each table of the form that was not found while its section has a picture."""
    for form in context.form.tables.values():
        if form.key in report.tables:
            continue
        place = next((place for number, place in report.pictures if number == form.section), None)
        if place is not None:
            yield Finding(place, {"table": table_name(form)}, form.section)


KIND = Kind(
    name="pictured_tables",
    run=_run,
    parameters={"type": "object", "additionalProperties": False},
    placeholders=frozenset({"table"}),
)
