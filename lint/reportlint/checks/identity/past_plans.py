"""Kind `past_plans`: a year that is over, or the report's own, is named as the time of what is still to come.

Parameters: `sections`, where plans stand; `plans`, regular expressions for clauses that plan, in which `<year>` is a
year; `apart_from`, regular expressions for clauses that tell something else (将 for 把, work that is done). Titles,
quotations and brackets are left out of the search.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reportlint.checks.identity.years import YEAR, year_of
from reportlint.checks.shared.parameters import PATTERN, PATTERNS
from reportlint.checks.shared.running_text import running_text
from reportlint.checks.shared.sentences import own_words, sentences
from reportlint.engine.kind import CheckContext, Finding, Judgement, Kind, Unchecked
from reportlint.model.report import Report
from reportlint.model.wording import Text

_SIGN = re.compile(YEAR)


def _run(report: Report, context: CheckContext) -> Iterator[Judgement]:
    parameters = context.parameters
    if report.year is None:
        yield Unchecked(Text("不知道是哪一年的报告，没有核对计划的年份", "the report year is not known"))
        return
    for section, paragraph, text in running_text(report, _SIGN):
        if section not in parameters["sections"]:
            continue
        for start, sentence in sentences(own_words(text)):
            match = _plan(sentence, tuple(parameters["plans"]), tuple(parameters["apart_from"]))
            if match is not None and year_of(match["year"]) <= report.year:
                place = paragraph.place.part(start + match.start("year"), start + match.end("year"))
                values = {"told": str(year_of(match["year"])), "year": str(report.year)}
                yield Finding(place, values, section=section)


def _plan(sentence: str, plans: tuple[str, ...], apart_from: tuple[str, ...]) -> re.Match[str] | None:
    """The first plan in a sentence, with its `year`."""
    if any(_compiled(words).search(sentence) for words in apart_from):
        return None
    return next((match for words in plans if (match := _compiled(words).search(sentence))), None)


@cache
def _compiled(text: str) -> re.Pattern[str]:
    return re.compile(text.replace("<year>", f"(?P<year>{YEAR})"))


KIND = Kind(
    name="past_plans",
    run=_run,
    parameters={
        "type": "object",
        "required": ["sections", "plans", "apart_from"],
        "additionalProperties": False,
        "properties": {
            "sections": {
                "type": "array",
                "minItems": 1,
                "items": {"type": "integer", "minimum": 1, "maximum": 6},
            },
            "plans": {"type": "array", "minItems": 1, "items": {**PATTERN, "pattern": "<year>"}},
            "apart_from": PATTERNS,
        },
    },
    placeholders=frozenset({"told", "year"}),
)
