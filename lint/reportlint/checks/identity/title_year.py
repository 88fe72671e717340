"""Kind `title_year`: the title's year is a year of the statistical period."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.engine.kind import CheckContext, Elsewhere, Finding, Judgement, Kind, NotApplicable
from reportlint.model.document import Paragraph, Place
from reportlint.model.report import Report
from reportlint.model.wording import Text


def _run(report: Report, _: CheckContext) -> Iterator[Judgement]:
    title, period = report.title, report.period
    years = [year for year in (period.start_year, period.end_year) if year] if period else []
    if title is None or period is None or report.title_year is None or not years:
        yield NotApplicable()
    elif report.title_year not in years:
        words = Text("统计期限写在这里", "the period stands here")
        yield Finding(
            _year_place(title, report.title_year),
            {"title_year": report.title_year, "period_year": years[-1]},
            related=(Elsewhere(words, period.place),),
        )


def _year_place(title: Paragraph, year: int) -> Place:
    start = title.text.find(str(year))
    return title.place if start < 0 else title.place.part(start, start + len(str(year)))


KIND = Kind(
    name="title_year",
    run=_run,
    parameters={"type": "object", "additionalProperties": False},
    placeholders=frozenset({"title_year", "period_year"}),
)
