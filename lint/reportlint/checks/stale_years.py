"""Kind `stale_years`: work is told of another year than the report's, as in last year's text left standing.

Parameters: `tellings`, regular expressions `text` for sentences that tell of a year's work, with the
`sections` in which they count (0 is what stands before section 一); in them `<start>` is the start of a
clause behind its numbering, `<year>` another year near the report's with what belongs to it (2022年度，),
`<own>` the reporting unit, by its name or by one of the words `own`. `apart_from` are regular expressions
for sentences in which another year has its place (comparisons), `plans` words of what is yet to come, and
`this_year` words for the report's year: a sentence that also names it, or is followed by one that begins
with it, is silent. So are the years of the statistical period, which other rules compare.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reportlint.checks.running_text import running_text
from reportlint.checks.sentences import own_words, sentences
from reportlint.checks.years import CLAUSE_START, YEAR_TAIL, number_of, written
from reportlint.engine.kind import Context, Finding, Kind, Outcome, Unchecked
from reportlint.report import Report
from reportlint.wording import Text, fold

_REACH = 5
"""Years farther away than this are history, not last year's text."""


def _run(report: Report, context: Context) -> Iterator[Outcome]:
    if report.year is None:
        yield Unchecked(Text("不知道是哪一年的报告，没有核对正文里的年份", "the report year is not known"))
        return
    others = "|".join(map(written, _other_years(report, report.year)))
    another = re.compile(rf"({others})\s*年")
    found = [part for part in running_text(report, another) if another.search(part[2])]
    words = _words(report, report.year, others, context.parameters) if found else None
    for section, paragraph, text in found:
        parts = list(sentences(own_words(text)))
        for (start, sentence), after in zip(parts, [*(part for _, part in parts[1:]), ""], strict=True):
            match = words.stale(sentence, after, section or 0) if words else None
            if match is not None:
                place = paragraph.place.part(start + match.start("told"), start + match.end("told"))
                values = {"told": str(number_of(match["year"])), "year": str(report.year)}
                yield Finding(place, values, section=section)


@dataclass(frozen=True, slots=True)
class _Words:
    """The parameters made ready for one report."""

    year: int
    others: re.Pattern[str]
    tellings: Sequence[tuple[re.Pattern[str], Sequence[int]]]
    apart_from: re.Pattern[str]
    plans: re.Pattern[str]
    goes_on: re.Pattern[str]

    def stale(self, sentence: str, after: str, section: int) -> re.Match[str] | None:
        """The telling of another year's work in the sentence; `after` is the sentence that follows."""
        told = (pattern.search(sentence) for pattern, sections in self.tellings if section in sections)
        match = next((match for match in told if match), None)
        if match is None or self.apart_from.search(sentence):
            return None
        year = number_of(match["year"])
        several = any(number_of(other) != year for other in self.others.findall(sentence))
        planned = year > self.year and self.plans.search(sentence)
        return None if several or planned or self.goes_on.match(after) else match


def _words(report: Report, year: int, others: str, parameters: Mapping[str, Any]) -> _Words:
    unit = fold(report.unit or "")
    names = sorted({unit, unit.replace("人民政府", "政府"), unit.removesuffix("人民政府")} - {""}, key=len)
    own = "|".join((*map(re.escape, reversed(names)), *parameters["own"]))
    stale_year = rf"(?P<told>(?P<year>{others})\s*年){YEAR_TAIL}"
    parts = {"<start>": CLAUSE_START, "<year>": stale_year, "<own>": f"(?:{own})"}
    tellings = []
    for telling in parameters["tellings"]:
        text = telling["text"]
        for name, part in parts.items():
            text = text.replace(name, part)
        tellings.append((re.compile(text), telling["sections"]))
    this_year = "|".join((written(year), *parameters["this_year"]))
    apart = re.compile("|".join((*parameters["apart_from"], this_year)))
    plans = re.compile("|".join(parameters["plans"]))
    goes_on = re.compile(rf"{CLAUSE_START}(?:{this_year})")
    return _Words(year, re.compile(rf"({others})\s*年"), tellings, apart, plans, goes_on)


def _other_years(report: Report, year: int) -> list[int]:
    period = report.period
    own = {year, *((period.start_year, period.end_year) if period else ())}
    return [other for other in range(year - _REACH, year + _REACH + 1) if other not in own]


_PATTERNS = {"type": "array", "minItems": 1, "items": {"type": "string", "format": "regex"}}
_SECTIONS = {"type": "array", "minItems": 1, "items": {"type": "integer", "minimum": 0, "maximum": 6}}
_TELLING = {
    "type": "object",
    "required": ["text", "sections"],
    "additionalProperties": False,
    "properties": {"text": {"type": "string"}, "sections": _SECTIONS},
}
_WORD_LISTS = ("own", "apart_from", "plans", "this_year")

KIND = Kind(
    name="stale_years",
    run=_run,
    parameters={
        "type": "object",
        "required": ["tellings", *_WORD_LISTS],
        "additionalProperties": False,
        "properties": {
            **dict.fromkeys(_WORD_LISTS, _PATTERNS),
            "tellings": {"type": "array", "minItems": 1, "items": _TELLING},
        },
    },
    placeholders=frozenset({"told", "year"}),
)
