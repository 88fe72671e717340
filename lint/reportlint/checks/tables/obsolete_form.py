"""A report written on a form that no longer holds for its year."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.engine.kind import (
    Context,
    Elsewhere,
    Finding,
    Kind,
    NotApplicable,
    Outcome,
    Unchecked,
    unseen,
)
from reportlint.model.report import Report
from reportlint.model.wording import Text, visible


def run(report: Report, context: Context) -> Iterator[Outcome]:
    """One finding when `heads` or more heads of the old form stand in a report for `from_year` or later."""
    parameters = context.parameters
    if report.year is not None and report.year < parameters["from_year"]:
        yield NotApplicable()
        return
    yield from unseen(report, "labels")
    heads = {label.text: label for table in report.tables.values() for label in table.obsolete_heads}
    if len(heads) < parameters["heads"]:
        return
    if report.year is None:
        yield Unchecked(Text("不知道是哪一年的报告，没有核对表格版本", "the year of the report is not known"))
        return
    first, *others = heads.values()
    table = next(table for table in report.tables.values() if first in table.obsolete_heads)
    yield Finding(
        first.place,
        {
            "year": report.year,
            "heads": [f"“{visible(text)}”" for text in heads],
            "count": len(heads),
        },
        context.form.tables[table.key].section,
        related=tuple(
            Elsewhere(Text(f"旧表的“{label.text}”", f"“{label.text}” of the old form"), label.place)
            for label in others
        ),
    )


KIND = Kind(
    "obsolete_form",
    run,
    {
        "type": "object",
        "additionalProperties": False,
        "required": ["heads", "from_year"],
        "properties": {"heads": {"type": "integer", "minimum": 1}, "from_year": {"type": "integer"}},
    },
    placeholders=frozenset({"year", "heads", "count"}),
)
