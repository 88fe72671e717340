"""Statutory tables that a report lacks, or that were found and cannot be read."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.checks.shared.section_words import following, official_title
from reportlint.engine.kind import CheckContext, Finding, Judgement, Kind
from reportlint.model.document import NOWHERE, Place
from reportlint.model.report import Report


def run(report: Report, context: CheckContext) -> Iterator[Judgement]:
    """A finding for each table of `tables` that was not read."""
    for key in context.parameters["tables"]:
        form = context.form.tables[key]
        title = official_title(context.form, form.section)
        values: dict[str, object] = {"table": form.called, "section": title}
        remark = next((remark for remark in report.unread if remark.subject == key), None)
        if remark is not None:
            values["reason"] = remark.text
            yield Finding(remark.place, values, form.section, variant="unreadable")
        elif key not in report.tables:
            place = _anchor(report, form.section)
            yield Finding(place, values, form.section, absent_from=(form.section,))


def _anchor(report: Report, number: int) -> Place:
    """Where a person looks for the table: its section's heading, else the heading that follows."""
    section = report.section(number) or following(report, number)
    return section.place if section else NOWHERE


KIND = Kind(
    "missing_table",
    run,
    {
        "type": "object",
        "additionalProperties": False,
        "required": ["tables"],
        "properties": {
            "tables": {"type": "array", "minItems": 1, "items": {"type": "string", "format": "table"}},
        },
    },
    placeholders=frozenset({"table", "section", "reason"}),
    variants=frozenset({"unreadable"}),
)
