"""Kind `period_span`: the statistical period is the whole report year, 1 January to 31 December.

A period that is told without its first day (截至2024年12月31日) is judged by its last. A date of
which a part is lost is told as incomplete (warning), not as wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reportlint.engine.kind import CheckContext, Finding, Judgement, Kind, NotApplicable
from reportlint.model.report import Period, Report


def _run(report: Report, _: CheckContext) -> Iterator[Judgement]:
    period = report.period
    if period is None:
        yield NotApplicable()
        return
    year = _year(report, period)
    values = {"told": _told(period), "right": f"{year}年1月1日至{year}年12月31日" if year else ""}
    if _wrong(period, year):
        yield Finding(period.place, values, expected=values["right"], actual=values["told"])
    elif _incomplete(period):
        yield Finding(period.place, values, severity="warning", confidence="likely", variant="incomplete")


def _year(report: Report, period: Period) -> int | None:
    """The year by which the period is judged: its own when it names one only, else the report's.

    A period that lies wholly in another year than the title's is another rule's business.
    """
    years = {year for year in (period.start_year, period.end_year) if year is not None}
    return years.pop() if len(years) == 1 else report.year


def _wrong(period: Period, year: int | None) -> bool:
    if year is None:
        return False
    starts_late = period.start is not None and period.start != date(year, 1, 1)
    ends_early = period.end is not None and period.end != date(year, 12, 31)
    return starts_late or ends_early


def _incomplete(period: Period) -> bool:
    start_lost = period.start is None and period.start_year is not None
    return start_lost or period.end is None


def _told(period: Period) -> str:
    if period.start is None or period.end is None:
        return period.text
    return f"{_words(period.start)}至{_words(period.end)}"


def _words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


KIND = Kind(
    name="period_span",
    run=_run,
    parameters={"type": "object", "additionalProperties": False},
    placeholders=frozenset({"told", "right"}),
    variants=frozenset({"incomplete"}),
)
