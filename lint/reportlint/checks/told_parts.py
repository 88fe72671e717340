"""Kind `told_parts`: the parts of a total told do not exceed it, and a complete list misses nothing.

A list begins behind a figure with one of the words `opening` (其中) or `complete` (分别为) and ends with its
sentence. One part above its total is always wrong; parts are added up only where all belong to one
of the `dimensions` (words by name: channels, kinds of applicants), for other parts may overlap. The
carry-over told or shown may be part of the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reportlint.document import Paragraph
from reportlint.engine.kind import Context, Elsewhere, Finding, Kind
from reportlint.parsing.claims.sentences import Sentence, sentences
from reportlint.report import Number, Report
from reportlint.wording import Text

_FIGURE = re.compile(r"(?<![\d.,第])(\d{1,3}(?:,\d{3})+|\d+)([件条宗起份项例])(?!次|余|多)")
_ANOTHER = re.compile(r"共计?|累计|合计|总计|另|较|比|同比|增|减|年|上年|占")

_CARRIED = re.compile("结转|转结|顺延")


@dataclass(frozen=True, slots=True)
class _Part:
    value: int
    start: int
    end: int
    words: str


def _run(report: Report, context: Context) -> Iterator[Finding]:
    parameters = context.parameters
    opening = re.compile("|".join((*parameters["opening"], *parameters["complete"])))
    carried: int | None = None
    for section, paragraph in report.prose():
        if opening.search(paragraph.text) is None:
            continue
        if carried is None:
            carried = _carried(report)
        for sentence in sentences(paragraph.text):
            for mark in opening.finditer(sentence.text):
                yield from _judge(sentence, mark, (paragraph, section), parameters, carried)


def _judge(
    sentence: Sentence,
    mark: re.Match[str],
    at: tuple[Paragraph, int | None],
    parameters: Mapping[str, Any],
    carried: int,
) -> Iterator[Finding]:
    totals = list(_FIGURE.finditer(sentence.text, 0, mark.start()))
    if not totals or mark.start() - totals[-1].end() > 2:
        return
    if _CARRIED.search(sentence.text, totals[-2].end() if len(totals) > 1 else 0, totals[-1].start()):
        return
    total, measure = int(totals[-1][1].replace(",", "")), totals[-1][2]
    parts = list(_parts(sentence.text, mark.end(), measure))
    over = next((part for part in parts if part.value > total + carried), None)
    paragraph, section = at
    place = paragraph.place.part(*sentence.place(totals[-1].start(), totals[-1].end()))
    if over is not None:
        second = paragraph.place.part(*sentence.place(over.start, over.end))
        values = {"total": total, "parts": over.value}
        words = Text(f"其中的一项是 {over.value}", f"one of them is {over.value}")
        yield Finding(
            place, values, section, expected=over.value, actual=total, related=(Elsewhere(words, second),)
        )
        return
    added = sum(part.value for part in parts)
    if len(parts) < 2 or not _one_dimension(parts, parameters["dimensions"]):
        return
    complete = mark[0] in parameters["complete"]
    if added > total + carried or (complete and added < total):
        seen = parts[0].start, parts[-1].end
        words = Text(f"这几项加起来是 {added}", f"these add up to {added}")
        second = paragraph.place.part(*sentence.place(*seen))
        values = {"total": total, "parts": added}
        yield Finding(
            place, values, section, expected=added, actual=total, related=(Elsewhere(words, second),)
        )


def _parts(text: str, start: int, measure: str) -> Iterator[_Part]:
    """The figures of a list with the words before each; a word that opens another matter ends it."""
    last = start
    for match in _FIGURE.finditer(text, start):
        words = text[last : match.start()]
        if match[2] != measure or _ANOTHER.search(words):
            return
        yield _Part(int(match[1].replace(",", "")), match.start(), match.end(), words)
        last = match.end()


def _one_dimension(parts: Sequence[_Part], dimensions: Mapping[str, Sequence[str]]) -> bool:
    return any(
        all(any(word in part.words for word in words) for part in parts) for words in dimensions.values()
    )


def _carried(report: Report) -> int:
    """The carry-over from last year, told or shown; lists of what was handled may hold it."""
    told = [claim.value for claim in report.claims if claim.measure == "carried_in"]
    table = report.tables.get("applications")
    cell = table.value("carried_in", "total") if table else None
    return max([0, *told, *([int(cell.value)] if isinstance(cell, Number) else [])])


_WORDS = {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}}

KIND = Kind(
    name="told_parts",
    run=_run,
    parameters={
        "type": "object",
        "required": ["opening", "complete", "dimensions"],
        "additionalProperties": False,
        "properties": {
            "opening": _WORDS,
            "complete": _WORDS,
            "dimensions": {"type": "object", "additionalProperties": _WORDS},
        },
    },
    placeholders=frozenset({"total", "parts"}),
)
