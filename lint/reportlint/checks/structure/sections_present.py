"""Kind `sections_present`: every section of the form is there.

A section whose heading is lost and whose table was found counts as present, with a warning.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.checks.shared.section_words import following, official_heading, top
from reportlint.engine.kind import CheckContext, Finding, Kind
from reportlint.model.report import Report
from reportlint.model.wording import Text


def _run(report: Report, context: CheckContext) -> Iterator[Finding]:
    if not any(section.standing != "lost" for section in report.sections):
        yield Finding(top(report), variant="all", absent_from=tuple(range(len(context.form.sections) + 1)))
        return
    for form in context.form.sections:
        section = report.section(form.number)
        if section is None:
            yield _missing(report, context, form.number)
        elif section.standing == "lost":
            values = {"section": official_heading(context.form, form.number)}
            yield Finding(
                section.place,
                values,
                section=form.number,
                severity="warning",
                variant="lost",
                absent_from=(form.number,),
            )


def _missing(report: Report, context: CheckContext, number: int) -> Finding:
    """A missing section, at the heading that follows, or at the last section when none does."""
    after = following(report, number)
    if after is not None:
        title = official_heading(context.form, after.number)
        where = Text(f"应在“{title}”之前", f"it belongs before “{title}”")
        place = after.place
    else:
        last = report.sections[-1]
        title = official_heading(context.form, last.number)
        where = Text(f"应在“{title}”之后", f"it belongs behind “{title}”")
        place = last.place
    values = {"section": official_heading(context.form, number), "where": where}
    return Finding(place, values, section=number, absent_from=(number,))


KIND = Kind(
    name="sections_present",
    run=_run,
    parameters={"type": "object", "additionalProperties": False},
    placeholders=frozenset({"section", "where"}),
    variants=frozenset({"lost", "all"}),
)
