"""Kind `section_length`: sections are no longer than somebody wants them.

Parameter `sections`: the `number` of each, and the `most` characters that its prose may have. What counts is what is
seen: letters, figures and marks, no spaces, no tables.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.checks.shared.section_words import official_heading
from reportlint.engine.kind import CheckContext, Finding, Kind
from reportlint.model.report import Report


def _run(report: Report, context: CheckContext) -> Iterator[Finding]:
    for entry in context.parameters["sections"]:
        section = report.section(entry["number"])
        if section is None:
            continue
        count = sum(len("".join(paragraph.text.split())) for paragraph in section.paragraphs)
        if count > entry["most"]:
            heading = official_heading(context.form, section.number)
            yield Finding(
                section.place,
                {"section": heading, "most": entry["most"]},
                section.number,
                expected=entry["most"],
                actual=count,
            )


KIND = Kind(
    name="section_length",
    run=_run,
    parameters={
        "type": "object",
        "required": ["sections"],
        "additionalProperties": False,
        "properties": {
            "sections": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "required": ["number", "most"],
                    "additionalProperties": False,
                    "properties": {
                        "number": {"type": "integer", "minimum": 1, "maximum": 6},
                        "most": {"type": "integer", "minimum": 1},
                    },
                },
            },
        },
    },
    placeholders=frozenset({"section", "most"}),
)
