"""Kind `section_titles`: headings carry the official wording.

A harmless variant is worth a remark (info), a title that is not recognised a warning.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.checks.section_words import official_title
from reportlint.engine.kind import Context, Finding, Kind
from reportlint.report import Report
from reportlint.wording import visible


def _run(report: Report, context: Context) -> Iterator[Finding]:
    for section in report.sections:
        values = {"title": visible(section.title), "official": official_title(context.form, section.number)}
        if section.standing == "variant":
            yield Finding(section.place, values, section=section.number, severity="info", variant="variant")
        elif section.standing == "unrecognised":
            yield Finding(section.place, values, section=section.number)


KIND = Kind(
    name="section_titles",
    run=_run,
    parameters={"type": "object", "additionalProperties": False},
    placeholders=frozenset({"title", "official"}),
    variants=frozenset({"variant"}),
)
