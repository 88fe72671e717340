"""Kind `problems_told`: the section on problems names problems and measures, at sufficient length.

Parameters: `section`; `least`, the number of characters it should have; `denial`, regular
expressions for a text that says nothing at all (another rule's business); `problems` and `measures`,
regular expressions one of which shows that a problem or a measure is told; `no_problems` and
`no_measures`, wordings that are taken out before looking, because they contain such a word and tell
neither (热点问题, 有待加强). All are matched against the folded text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reportlint.checks.shared.parameters import PATTERNS
from reportlint.checks.shared.section_words import says_nothing
from reportlint.engine.kind import CheckContext, Finding, Judgement, Kind
from reportlint.model.report import Report
from reportlint.model.wording import fold


def _run(report: Report, context: CheckContext) -> Iterator[Judgement]:
    parameters = context.parameters
    section = report.section(parameters["section"])
    if section is None:
        return
    paragraphs = [fold(paragraph.text) for paragraph in section.paragraphs]
    text, length = "。".join(paragraphs), sum(map(len, paragraphs))
    if not length or re.fullmatch("|".join(parameters["denial"]), text):
        yield says_nothing(section, context.form)
        return
    variant = _lacking(text, parameters, length < parameters["least"])
    if variant is not None:
        values = {"length": length, "least": parameters["least"]}
        number = section.number
        yield Finding(section.place, values, number, variant=variant, absent_from=(number,))


def _lacking(text: str, parameters: Mapping[str, Any], short: bool) -> str | None:
    """The variant of the message, "" for the rule's own; None when nothing is lacking."""
    problems = _told(text, parameters["problems"], parameters["no_problems"])
    measures = _told(text, parameters["measures"], parameters["no_measures"])
    if problems and not measures:
        return "no_measures"
    if not problems and (measures or not short):
        return "no_problems"
    return "" if short else None


def _told(text: str, signs: Sequence[str], apart_from: Sequence[str]) -> bool:
    return re.search("|".join(signs), re.sub("|".join(apart_from), "", text)) is not None


_WORDINGS = ("denial", "problems", "no_problems", "measures", "no_measures")

KIND = Kind(
    name="problems_told",
    run=_run,
    parameters={
        "type": "object",
        "required": ["section", "least", *_WORDINGS],
        "additionalProperties": False,
        "properties": {
            "section": {"type": "integer", "minimum": 1, "maximum": 6},
            "least": {"type": "integer", "minimum": 1},
            **dict.fromkeys(_WORDINGS, PATTERNS),
        },
    },
    placeholders=frozenset({"length", "least"}),
    variants=frozenset({"no_measures", "no_problems"}),
)
