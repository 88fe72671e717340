"""Kind `listed_words`: words of the user's own list that stand in the title or the prose.

Parameter `words`: the words as they are written; figures in them match full-width ones, and a word
inside a longer listed word is not told on its own. Without words there is nothing to judge by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.checks.shared.running_text import running_text
from reportlint.engine.kind import CheckContext, Finding, Judgement, Kind, NotApplicable
from reportlint.model.report import Report


def _run(report: Report, context: CheckContext) -> Iterator[Judgement]:
    words = sorted(context.parameters["words"], key=len, reverse=True)
    if not words:
        yield NotApplicable()
        return
    pattern = re.compile("|".join(map(re.escape, words)))
    for section, paragraph, text in running_text(report, pattern):
        for match in pattern.finditer(text):
            values = {"text": paragraph.text[match.start() : match.end()]}
            yield Finding(paragraph.place.part(*match.span()), values, section=section)


KIND = Kind(
    name="listed_words",
    run=_run,
    parameters={
        "type": "object",
        "required": ["words"],
        "additionalProperties": False,
        "properties": {"words": {"type": "array", "items": {"type": "string", "minLength": 1}}},
    },
    placeholders=frozenset({"text"}),
)
