"""Kind `title_form`: the title has the prescribed form.

Parameters: `forms`, regular expressions one of which the whole folded title must match; `suffixes`,
what a web site hangs behind a title and is taken off first; `model`, the prescribed title with
{unit} and {year}, which the message shows with the report's own unit and year in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.checks.shared.parameters import PATTERNS_OR_NONE
from reportlint.checks.shared.section_words import top
from reportlint.engine.kind import CheckContext, Finding, Kind
from reportlint.model.report import Report
from reportlint.model.wording import Text, fold


def _run(report: Report, context: CheckContext) -> Iterator[Finding]:
    model = _model(report, context.parameters["model"])
    if report.title is None:
        yield Finding(top(report), {"model": model}, variant="absent", absent_from=(0,))
        return
    title = fold(report.title.text)
    for suffix in context.parameters["suffixes"]:
        title = re.sub(f"(?:{suffix})$", "", title)
    if not any(re.fullmatch(form, title) for form in context.parameters["forms"]):
        yield Finding(report.title.place, {"title": report.title.text, "model": model})


def _model(report: Report, model: str) -> Text:
    """The prescribed title for this report; what is not known of it stays a blank to fill."""
    year = str(report.year) if report.year is not None else None
    return Text(
        model.format(unit=report.unit or "〈单位名称〉", year=year or "〈年份〉"),
        model.format(unit=report.unit or "〈unit〉", year=year or "〈year〉"),
    )


KIND = Kind(
    name="title_form",
    run=_run,
    parameters={
        "type": "object",
        "required": ["forms", "suffixes", "model"],
        "additionalProperties": False,
        "properties": {"forms": PATTERNS_OR_NONE, "suffixes": PATTERNS_OR_NONE, "model": {"type": "string"}},
    },
    placeholders=frozenset({"title", "model"}),
    variants=frozenset({"absent"}),
)
