"""Kind `published_by`: the day of publication lies behind the report year and not behind the day set for the unit.

A report that is signed before the year ended is told as well; how late it was signed says nothing.

Parameters: `deadlines`, by level of the unit the last day as month-day ("01-31") of the year that
follows the report year. Levels without one have none; a day within the report year is wrong for all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from reportlint.engine.kind import CheckContext, Finding, Judgement, Kind, NotApplicable, Unchecked
from reportlint.model.document import Publication
from reportlint.model.report import Report
from reportlint.model.units import LEVELS, level_of
from reportlint.model.wording import Text, visible
from reportlint.parsing.signature import signature

_DAY = r"^((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|1\d|2[0-8]))$"


def _run(report: Report, context: CheckContext) -> Iterator[Judgement]:
    published, year = report.published, report.year
    signed = _signed_early(report)
    if signed is not None:
        yield signed
    if published is None:
        if signed is None:
            yield NotApplicable()
    elif year is None:
        yield Unchecked(_NO_YEAR)
    elif published.day is not None and published.day.year <= year:
        values = {"unit": report.unit, "told": _words(published.day), "limit": _year(year)}
        actual = published.day.isoformat()
        yield Finding(published.place, values, severity="error", variant="early", actual=actual)
    else:
        yield from _late(report, published, year, context.parameters["deadlines"], alone=signed is None)


def _late(
    report: Report, published: Publication, year: int, deadlines: Mapping[str, str], *, alone: bool
) -> Iterator[Judgement]:
    day, level = published.day, level_of(report.unit) if report.unit else "unknown"
    limit = deadlines.get(level)
    if level == "unknown":
        yield Unchecked(_level_unknown(report.unit))
    elif limit is None:
        if alone:
            yield NotApplicable()
    elif day is None:
        yield Unchecked(_NO_DAY)
    elif day > (last := date.fromisoformat(f"{year + 1:04}-{limit}")):
        values = {"unit": report.unit, "told": _words(day), "limit": _words(last)}
        yield Finding(published.place, values, expected=last.isoformat(), actual=day.isoformat())


def _signed_early(report: Report) -> Finding | None:
    """The signature, where it is older than the last day of the year reported on.

    Where title and period name different years, the earlier one counts: which is wrong is another rule's.
    """
    signed, period = signature(report), report.period
    years = [year for year in (report.year, period.end_year if period else None) if year is not None]
    if signed is None or signed.day is None or not years or signed.day >= date(min(years), 12, 31):
        return None
    values = {"unit": report.unit, "told": _words(signed.day), "limit": _year(min(years))}
    return Finding(signed.day_place, values, signed.section, variant="signed", actual=signed.day.isoformat())


def _year(year: int) -> Text:
    return Text(f"{year}年", str(year))


def _words(day: date) -> Text:
    return Text(f"{day.year}年{day.month}月{day.day}日", f"{day.isoformat()}")


_NO_YEAR = Text(
    "不知道是哪一年的报告，是否按时公布没有核对", "the report year is not known, nor is the last day for it"
)
_NO_DAY = Text("网页上没有找到发布日期，是否按时公布没有核对", "the page does not tell when it was published")


def _level_unknown(unit: str | None) -> Text:
    if unit is None:
        return Text(
            "没有认出单位，是否按时公布没有核对", "the unit is not recognised, so its last day is not known"
        )
    return Text(
        f"从名称看不出“{visible(unit)}”属于哪一级，是否按时公布没有核对",
        f"the name of {visible(unit)} does not tell its level, so its last day is not known",
    )


KIND = Kind(
    name="published_by",
    run=_run,
    parameters={
        "type": "object",
        "additionalProperties": False,
        "required": ["deadlines"],
        "properties": {
            "deadlines": {
                "type": "object",
                "additionalProperties": False,
                "properties": {level: {"type": "string", "pattern": _DAY} for level in LEVELS},
            },
        },
    },
    placeholders=frozenset({"unit", "told", "limit"}),
    variants=frozenset({"early", "signed"}),
)
