"""Kind `told_parts`: the parts of a total told do not exceed it, and a complete list misses nothing.

A list begins behind a figure with one of the words `opening` (其中) or `complete` (分别为) and ends with its
sentence. One part above its total is always wrong; parts are added up only where all belong to one
of the `dimensions` (words by name: channels, kinds of applicants), where the last is one of `rest` (其他), where
three or more come to a little more than the total (`near`, a share of it), or where they are kinds of one thing:
counted by one of the `kinds_by` measure words, and none with a word of `overlapping` (one item stands on several
platforms). Else parts may overlap. The carry-over told or shown may be part of a list of `applications`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from reportlint.checks.narrative.told_lists import Listed, Part, lists, with_lists
from reportlint.checks.shared.parameters import PATTERNS
from reportlint.engine.kind import CheckContext, Elsewhere, Finding, Kind
from reportlint.model.report import Number, Report
from reportlint.model.wording import Text
from reportlint.parsing.claims.sentences import sentences

_FIGURE = re.compile(r"\d{1,9}")


def _run(report: Report, context: CheckContext) -> Iterator[Finding]:
    parameters = context.parameters
    opening = re.compile("(?<![不未])(?:" + "|".join((*parameters["opening"], *parameters["complete"])) + ")")
    for section, paragraph in report.prose():
        if opening.search(paragraph.text) is None:
            continue
        for sentence in sentences(with_lists(paragraph.text)):
            for listed in lists(sentence.text, opening, parameters["complete"]):
                if _of_an_earlier_total(listed, sentence.text):
                    continue
                wrong = _wrong(listed, parameters, _carried(report))
                if wrong is None:
                    continue
                places = (
                    paragraph.place.part(*sentence.place(part.start, part.end))
                    for part in (listed.total, wrong)
                )
                place, second = places
                yield Finding(
                    place,
                    {"total": listed.total.value, "parts": wrong.value},
                    section,
                    expected=wrong.value,
                    actual=listed.total.value,
                    variant="one" if wrong in listed.parts else "",
                    related=(Elsewhere(_words(wrong, listed), second),),
                )


def _of_an_earlier_total(listed: Listed, text: str) -> bool:
    """登记11件；在办1件；其中自然人9件，企业2件: the parts make up a figure before the one right before them."""
    earlier = {int(figure) for figure in _FIGURE.findall(text[: listed.total.start])}
    return sum(part.value for part in listed.parts) in earlier


def _wrong(listed: Listed, parameters: Mapping[str, Any], carried: int) -> Part | None:
    """The part, or all parts together, that do not fit the total."""
    total, parts = listed.total.value, listed.parts
    most = total + carried * _names(listed.total, parameters["applications"])
    over = next((part for part in parts if part.value > most), None)
    if over is not None or len(parts) < 2:
        return over
    *first, added = accumulate(part.value for part in parts)
    if total in first:  # the list was complete before; what follows is another matter
        return None
    alike = any(all(_names(part, words) for part in parts) for words in parameters["dimensions"].values())
    nearly = len(parts) > 2 and added <= total * (1 + parameters["near"])
    kinds = listed.measure in parameters["kinds_by"] and not any(
        _names(part, parameters["overlapping"]) for part in parts
    )
    meant_as_all = alike or nearly or kinds or _names(parts[-1], parameters["rest"])
    if (meant_as_all and added > most) or (alike and listed.complete and added < total):
        return Part(added, parts[0].start, parts[-1].end)
    return None


def _names(part: Part, words: Sequence[str]) -> bool:
    return any(word in part.words for word in words)


def _words(wrong: Part, listed: Listed) -> Text:
    if wrong in listed.parts:
        return Text(f"其中的一项是 {wrong.value}", f"one of them is {wrong.value}")
    return Text(f"这几项加起来是 {wrong.value}", f"these add up to {wrong.value}")


def _carried(report: Report) -> int:
    """The carry-over from last year, told or shown; lists of what was handled may hold it."""
    told = [claim.value for claim in report.claims if claim.measure == "carried_in"]
    table = report.tables.get("applications")
    cell = table.value("carried_in", "total") if table else None
    return max([0, *told, *([int(cell.value)] if isinstance(cell, Number) else [])])


_WORDS: Mapping[str, Any] = {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}}

KIND = Kind(
    name="told_parts",
    run=_run,
    parameters={
        "type": "object",
        "required": [
            "opening",
            "complete",
            "dimensions",
            "rest",
            "near",
            "kinds_by",
            "overlapping",
            "applications",
        ],
        "additionalProperties": False,
        "properties": {
            "opening": PATTERNS,
            "complete": PATTERNS,
            "dimensions": {"type": "object", "additionalProperties": _WORDS},
            "rest": _WORDS,
            "kinds_by": {"type": "array", "items": {"type": "string", "minLength": 1, "maxLength": 1}},
            "overlapping": _WORDS,
            "applications": _WORDS,
            "near": {"type": "number", "minimum": 0, "maximum": 1},
        },
    },
    placeholders=frozenset({"total", "parts"}),
    variants=frozenset({"one"}),
)
