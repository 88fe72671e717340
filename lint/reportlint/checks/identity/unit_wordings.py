"""Kind `unit_wordings`: words that do not fit the kind of organ that reports.

Parameters: `wordings`, each with `words`, one of which must stand in the text, a regular expression `text`
for what is told (the words themselves where it is left out), and `wrong_for`, a regular expression for the
folded names of the organs that cannot say so; `apart_from`, regular expressions for longer stretches in
which a wording is fine. Titles, quotations and brackets are left out before the text is searched. The
same words in several places are one finding, told at the first of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportlint.checks.shared.parameters import PATTERN
from reportlint.checks.shared.running_text import running_text
from reportlint.checks.shared.sentences import own_words
from reportlint.engine.kind import CheckContext, Elsewhere, Finding, Judgement, Kind, Unchecked
from reportlint.model.document import Paragraph
from reportlint.model.report import Report
from reportlint.model.wording import Text, fold


def _run(report: Report, context: CheckContext) -> Iterator[Judgement]:
    if report.unit is None:
        yield Unchecked(Text("没有认出是哪个单位的报告，没有核对", "the reporting organ is not known"))
        return
    unit, parameters = fold(report.unit), context.parameters
    whole = "\n".join(paragraph.text for _, paragraph in report.prose())
    wrong = [
        entry.get("text") or "|".join(map(re.escape, entry["words"]))
        for entry in parameters["wordings"]
        if any(word in whole for word in entry["words"]) and re.search(entry["wrong_for"], unit)
    ]
    found: dict[str, list[tuple[int | None, Paragraph, int]]] = {}
    for section, paragraph, start, end in _places(report, wrong, parameters["apart_from"]):
        found.setdefault(paragraph.text[start:end], []).append((section, paragraph, start))
    for words, places in found.items():
        (first, *others) = [paragraph.place.part(start, start + len(words)) for _, paragraph, start in places]
        values = {"text": words, "unit": report.unit, "count": len(places)}
        also = tuple(
            Elsewhere(Text(f"这里也写了“{words}”", f"“{words}” once more"), place) for place in others
        )
        yield Finding(first, values, places[0][0], variant="several" if others else "", related=also)


def _places(
    report: Report, wrong: Sequence[str], apart_from: Sequence[str]
) -> Iterator[tuple[int | None, Paragraph, int, int]]:
    patterns = [re.compile(text) for text in wrong]
    for section, paragraph, text in running_text(report, *patterns):
        written = own_words(text)
        found = sorted(match.span() for pattern in patterns for match in pattern.finditer(written))
        fine = re.compile("|".join(apart_from)) if found else None
        spared = [match.span() for match in fine.finditer(written)] if fine else []
        for start, end in found:
            if not any(low <= start and end <= high for low, high in spared):
                yield section, paragraph, start, end


_WORDS = {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}}

KIND = Kind(
    name="unit_wordings",
    run=_run,
    parameters={
        "type": "object",
        "required": ["wordings", "apart_from"],
        "additionalProperties": False,
        "properties": {
            "wordings": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "required": ["words", "wrong_for"],
                    "additionalProperties": False,
                    "properties": {"words": _WORDS, "text": PATTERN, "wrong_for": PATTERN},
                },
            },
            "apart_from": {"type": "array", "minItems": 1, "items": PATTERN},
        },
    },
    placeholders=frozenset({"text", "unit", "count"}),
    variants=frozenset({"several"}),
)
