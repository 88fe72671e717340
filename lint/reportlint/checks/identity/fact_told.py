"""Kind `fact_told`: the report tells a fact about itself: its statistical period or its year.

Parameter `fact`: "period", looked for at the first section, or "year", looked for in the title.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.checks.shared.section_words import top
from reportlint.engine.kind import CheckContext, Finding, Kind
from reportlint.model.report import Report


def _run(report: Report, context: CheckContext) -> Iterator[Finding]:
    first = report.section(1)
    if context.parameters["fact"] == "year":
        if report.year is None:
            yield Finding(top(report), absent_from=(0, 1))
    elif report.period is None:
        place, section = (first.place, 1) if first else (top(report), None)
        yield Finding(place, section=section, absent_from=(0, 1))


KIND = Kind(
    name="fact_told",
    run=_run,
    parameters={
        "type": "object",
        "required": ["fact"],
        "additionalProperties": False,
        "properties": {"fact": {"enum": ["period", "year"]}},
    },
)
