"""Kind `growth_told`: the change since last year told in the prose is what the two tables come to.

A change told right behind a figure is judged where the figure surely is the `measure` (rules/lexicon/claims.yaml),
one told without a figure where one of the `subjects` (regular expressions) is said to have changed and nothing before
it in its sentence tells of a part (`apart`). `readings` are the rows of `table`, added up in `column`, that the
figure may stand for; those that show it count, and a change that fits one of them is right. `words` tell it, rising,
falling or the same; `tolerance` in points is added to a percentage's own rounding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from reportlint.checks.across.growth_words import (
    Change,
    ToldChange,
    Words,
    bare_changes,
    bare_patterns,
    changes,
    computed,
    fits,
    patterns,
)
from reportlint.checks.across.last_year import Side, both_years
from reportlint.checks.shared.parameters import PATTERN, PATTERNS
from reportlint.checks.shared.running_text import running_text
from reportlint.engine.kind import CheckContext, Elsewhere, Finding, Judgement, Kind, Unchecked
from reportlint.model.document import Paragraph, Place
from reportlint.model.report import Claim, Number, Report
from reportlint.model.wording import Text


class _Reading(NamedTuple):
    """What a figure may stand for: its cells in words, this year's sum and last year's, and where both stand."""

    where: Text
    now: int
    then: int
    places: tuple[Elsewhere, ...]


def _run(report: Report, context: CheckContext) -> Iterator[Judgement]:
    parameters = context.parameters
    sides = both_years(report, context, parameters["table"])
    words = Words(**{kind: tuple(listed) for kind, listed in parameters["words"].items()})
    if not isinstance(sides, tuple):
        yield sides
        return
    subjects, apart = tuple(parameters["subjects"]), parameters["apart"]
    looked_for = (patterns(words)[0], *bare_patterns(words, subjects))
    for section, paragraph, text in running_text(report, *looked_for):
        for change in (*changes(text, words), *bare_changes(text, words, subjects, apart)):
            if not _is_meant(report, paragraph, change, parameters["measure"]):
                continue
            read = [_reading(sides, rows, parameters["column"]) for rows in parameters["readings"]]
            if isinstance(read[0], Unchecked):
                yield read[0]
                continue
            fitting = [one for one in read if isinstance(one, _Reading) and change.figure in (one.now, None)]
            for told in change.told if fitting else ():
                if not any(fits(told, one.now, one.then, parameters["tolerance"]) for one in fitting):
                    yield _finding((section, paragraph), told, fitting[0], sides[1].file)


def _is_meant(report: Report, paragraph: Paragraph, change: Change, measure: str) -> bool:
    """Whether the figure is a sure claim of the measure, and compared with the year before the report's."""
    if change.year is not None and change.year + 1 != report.year:
        return False
    if change.figure is None:
        return True
    place = paragraph.place.part(change.start, change.end)
    claims = (claim for claim in report.claims if (claim.measure, claim.value) == (measure, change.figure))
    return any(claim.sure and _is_at(claim, place, paragraph) for claim in claims)


def _is_at(claim: Claim, place: Place, paragraph: Paragraph) -> bool:
    """Whether a claim is at a place; where parts of lines have no place, whether its sentence has one such figure."""
    if place == paragraph.place:
        return claim.text in paragraph.text and claim.text.count(str(claim.value)) == 1
    return claim.place.line == place.line and claim.place.column == place.column


def _reading(sides: tuple[Side, Side], rows: Sequence[str], column: str) -> _Reading | Unchecked:
    sums, places = [], []
    for side in sides:
        figures = [(row, side.figure(row, column)) for row in rows]
        for row, figure in figures:
            if isinstance(figure, Unchecked):
                return figure
            places.append(side.holding(row, column, figure))
        sums.append(sum(int(figure.value) for _, figure in figures if isinstance(figure, Number)))
    names = [sides[0].name(row, column) for row in rows]
    zh, en = "加上".join(name.zh for name in names), " and ".join(name.en for name in names)
    return _Reading(Text(zh, en), sums[0], sums[1], tuple(places))


def _finding(where: tuple[int | None, Paragraph], told: ToldChange, reading: _Reading, file: Text) -> Finding:
    section, paragraph = where
    values = {
        "phrase": paragraph.text[told.start : told.end],
        "where": reading.where,
        "now": reading.now,
        "before": reading.then,
        "file": file,
        "computed": computed(told, reading.now, reading.then),
    }
    return Finding(paragraph.place.part(told.start, told.end), values, section, related=reading.places)


_WORDS: Any = {"type": "array", "items": {"type": "string", "minLength": 1}}

KIND = Kind(
    "growth_told",
    _run,
    {
        "type": "object",
        "additionalProperties": False,
        "required": ["table", "column", "measure", "subjects", "apart", "readings", "tolerance", "words"],
        "properties": {
            "table": {"type": "string", "format": "table"},
            "column": {"type": "string", "format": "column"},
            "measure": {"type": "string"},
            "subjects": PATTERNS,
            "apart": PATTERN,
            "readings": {
                "type": "array",
                "minItems": 1,
                "items": {"type": "array", "minItems": 1, "items": {"type": "string", "format": "row"}},
            },
            "tolerance": {"type": "number", "minimum": 0},
            "words": {
                "type": "object",
                "additionalProperties": False,
                "required": list(Words._fields),
                "properties": dict.fromkeys(Words._fields, _WORDS),
            },
        },
    },
    placeholders=frozenset({"phrase", "where", "now", "before", "file", "computed"}),
    compares_years=True,
)
