"""Row and column labels that differ from the form, and labels that are none of the form's."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.checks.shared.tables import may_go_on, table_name, tables_read
from reportlint.engine.kind import CheckContext, Finding, Judgement, Kind, unseen
from reportlint.model.report import Report


def run(report: Report, context: CheckContext) -> Iterator[Judgement]:
    """A finding for each altered row label, each altered column label, and each label nobody knows."""
    yield from unseen(report, "labels")
    for table, form in tables_read(report):
        values = {"table": table_name(form)}
        for label in table.rows.values():
            if label.altered:
                yield Finding(
                    label.place,
                    values,
                    form.section,
                    expected=label.official,
                    actual=label.text,
                    absent_from=may_go_on(report, label.place, form),
                )
        for label in table.columns:
            if label.altered:
                yield Finding(
                    label.place,
                    values,
                    form.section,
                    expected=label.official,
                    actual=label.text,
                    variant="column",
                )
        for label in table.unknown_labels:
            cut = may_go_on(report, label.place, form)
            yield Finding(
                label.place, values, form.section, actual=label.text, variant="unknown", absent_from=cut
            )


KIND = Kind(
    "altered_labels",
    run,
    {"type": "object", "additionalProperties": False},
    placeholders=frozenset({"table"}),
    variants=frozenset({"column", "unknown"}),
)
