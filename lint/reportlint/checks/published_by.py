"""Kind `published_by`: the day of publication lies behind the report year and not behind the day set for the unit.

Parameters: `deadlines`, by level of the unit the last day as month-day ("01-31") of the year that
follows the report year. Levels without one have none; a day within the report year is wrong for all.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reportlint.engine.kind import Context, Finding, Kind, NotApplicable, Outcome, Unchecked
from reportlint.report import Report
from reportlint.units import LEVELS, level_of
from reportlint.wording import Text, visible

_DAY = r"^((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|1\d|2[0-8]))$"


def _run(report: Report, context: Context) -> Iterator[Outcome]:
    published, year = report.published, report.year
    if published is None or year is None:
        yield NotApplicable()
        return
    day = published.day
    if day is not None and day.year <= year:
        told = Text(f"{year}年", str(year))
        values = {"unit": report.unit, "told": _words(day), "limit": told}
        yield Finding(published.place, values, severity="error", variant="early", actual=day.isoformat())
        return
    level = level_of(report.unit) if report.unit else "unknown"
    if level == "unknown":
        yield Unchecked(_level_unknown(report.unit))
        return
    limit = context.parameters["deadlines"].get(level)
    if limit is None:
        yield NotApplicable()
    elif day is None:
        yield Unchecked(_NO_DAY)
    elif day > (last := date.fromisoformat(f"{year + 1:04}-{limit}")):
        values = {"unit": report.unit, "told": _words(day), "limit": _words(last)}
        yield Finding(published.place, values, expected=last.isoformat(), actual=day.isoformat())


def _words(day: date) -> Text:
    return Text(f"{day.year}年{day.month}月{day.day}日", f"{day.isoformat()}")


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
    variants=frozenset({"early"}),
)
