"""Kind `told_nowhere`: something that belongs in a section is told there, or anywhere in the prose.

Parameters: `section`, where it belongs and where the finding stands; `patterns`, regular expressions
one of which shows that it is told, matched against the folded text; `from`, the first report year of which
it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.checks.shared.parameters import PATTERNS
from reportlint.engine.kind import CheckContext, Finding, Kind, NotApplicable
from reportlint.model.report import Report
from reportlint.model.wording import fold


def _run(report: Report, context: CheckContext) -> Iterator[Finding | NotApplicable]:
    section = report.section(context.parameters["section"])
    if section is None or (
        report.year is not None and report.year < context.parameters.get("from", report.year)
    ):
        yield NotApplicable()
        return
    told = re.compile("|".join(context.parameters["patterns"]))
    if not any(told.search(fold(paragraph.text)) for _, paragraph in report.prose()):
        anywhere = tuple(range(len(context.form.sections) + 1))
        yield Finding(section.place, section=section.number, absent_from=anywhere)


KIND = Kind(
    name="told_nowhere",
    run=_run,
    parameters={
        "type": "object",
        "required": ["section", "patterns"],
        "additionalProperties": False,
        "properties": {
            "section": {"type": "integer", "minimum": 1, "maximum": 6},
            "patterns": PATTERNS,
            "from": {"type": "integer"},
        },
    },
)
