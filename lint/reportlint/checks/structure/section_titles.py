"""Kind `section_titles`: headings carry the official wording.

A harmless variant has the rule's severity, a title that is not recognised is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportlint.checks.shared.section_words import official_title
from reportlint.engine.kind import CheckContext, Finding, Kind
from reportlint.model.report import Report, Section


def _run(report: Report, context: CheckContext) -> Iterator[Finding]:
    for section in report.sections:
        values = {"title": section.title, "official": official_title(context.form, section.number)}
        if section.standing == "variant":
            yield Finding(section.place, values, section=section.number)
        elif section.standing == "unrecognised":
            yield _unrecognised(section, values)


def _unrecognised(section: Section, values: Mapping[str, object]) -> Finding:
    number = section.number
    return Finding(section.place, values, section=number, severity="warning", variant="unrecognised")


KIND = Kind(
    name="section_titles",
    run=_run,
    parameters={"type": "object", "additionalProperties": False},
    placeholders=frozenset({"title", "official"}),
    variants=frozenset({"unrecognised"}),
)
