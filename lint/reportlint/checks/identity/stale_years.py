"""Kind `stale_years`: work is told of another year than the report's, as in last year's text left standing.

Parameters: `tellings`, regular expressions for what follows another year in a sentence that tells of its work
(`after`), with the `sections` in which they count (0 is what stands before section 一). The year begins a clause, or
stands behind the reporting unit that does, unless `before` says what precedes it; a date or a range of years is
none. `■` stands for the unit, called by its name or by one of the words `own`. `apart_from` are regular expressions
for sentences in which another year has its place (comparisons), `plans` words of what is yet to come, and
`this_year` words for the report's year: a sentence that also names it, is joined to a part that does by a
semicolon, or is followed by one that begins with it, is silent. So are the years of the statistical period, which
other rules compare. Years far away are history. `too_early` are regular expressions for a report on a `year` that
was made known in the year `told`: in the year itself it cannot have been.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportlint.checks.identity.year_reader import WORD_LISTS, YearReader
from reportlint.checks.identity.years import year_of, years_in
from reportlint.checks.shared.parameters import PATTERN
from reportlint.checks.shared.running_text import running_text
from reportlint.checks.shared.sentences import own_words, sentences
from reportlint.engine.kind import CheckContext, Finding, Judgement, Kind, Unchecked
from reportlint.model.report import Report
from reportlint.model.wording import Text

_REACH = 5


def _run(report: Report, context: CheckContext) -> Iterator[Judgement]:
    if report.year is None:
        yield Unchecked(Text("不知道是哪一年的报告，没有核对正文里的年份", "the report year is not known"))
        return
    yield from _too_early(report, report.year, context.parameters.get("too_early", ()))
    reader: YearReader | None = None
    others = _other_years(report, report.year)
    for section, paragraph, text in running_text(report, _any_of(others)):
        if not any(year in others for year in years_in(text)):
            continue
        reader = reader or YearReader(report, others, context)
        for start, sentence, before, after in _neighbours(reader.with_unit(own_words(text))):
            match = reader.stale(sentence, before=before, after=after, section=section or 0)
            if match is not None:
                place = paragraph.place.part(start + match.start("told"), start + match.end("told"))
                values = {"told": str(year_of(match["told"])), "year": str(report.year)}
                yield Finding(place, values, section=section)


def _too_early(report: Report, year: int, patterns: Sequence[str]) -> Iterator[Finding]:
    for pattern in map(re.compile, patterns):
        for section, paragraph, text in running_text(report, pattern):
            for match in pattern.finditer(own_words(text)):
                if year_of(match["year"]) == year_of(match["told"]) == year:
                    place = paragraph.place.part(*match.span("told"))
                    yield Finding(place, {"told": str(year), "year": str(year)}, section, variant="early")


def _neighbours(text: str) -> Iterator[tuple[int, str, str, str]]:
    """The sentences and parts of sentences with the part before, where a semicolon joins them, and what follows."""
    parts = list(sentences(text))
    for index, (start, sentence) in enumerate(parts):
        joined = index > 0 and text[start - 1] in "；;"
        before = parts[index - 1][1] if joined else ""
        yield start, sentence, before, parts[index + 1][1] if index + 1 < len(parts) else ""


def _other_years(report: Report, year: int) -> frozenset[int]:
    period = report.period
    own = {year, *((period.start_year, period.end_year) if period else ())}
    return frozenset(range(year - _REACH, year + _REACH + 1)) - own


def _any_of(years: frozenset[int]) -> re.Pattern[str]:
    digits = "|".join(f"{year % 100:02d}" for year in sorted(years))
    return re.compile(rf"20(?:{digits})\s*年|二[〇零○]\S\S\s*年")


_PATTERNS = {"type": "array", "minItems": 1, "items": PATTERN}
_SECTIONS = {"type": "array", "minItems": 1, "items": {"type": "integer", "minimum": 0, "maximum": 6}}
_TELLING = {
    "type": "object",
    "required": ["after", "sections"],
    "additionalProperties": False,
    "properties": {"before": PATTERN, "after": PATTERN, "sections": _SECTIONS},
}

KIND = Kind(
    name="stale_years",
    run=_run,
    parameters={
        "type": "object",
        "required": ["tellings", *WORD_LISTS],
        "additionalProperties": False,
        "properties": {
            **dict.fromkeys(WORD_LISTS, _PATTERNS),
            "tellings": {"type": "array", "minItems": 1, "items": _TELLING},
            "too_early": _PATTERNS,
        },
    },
    placeholders=frozenset({"told", "year"}),
    variants=frozenset({"early"}),
)
