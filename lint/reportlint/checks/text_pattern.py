"""Kind `text_pattern`: wordings that must not stand in the title or the prose.

Parameters: `patterns`, regular expressions for the wordings, and `apart_from`, regular expressions
for longer stretches in which they are fine. Both are matched against the text as it stands, with
half-width digits and without web addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.checks.running_text import half_width, running_text, without_addresses
from reportlint.engine.kind import Context, Finding, Kind
from reportlint.report import Report


def _run(report: Report, context: Context) -> Iterator[Finding]:
    patterns = re.compile("|".join(context.parameters["patterns"]))
    fine = re.compile("|".join(context.parameters["apart_from"]))
    for section, paragraph in running_text(report):
        text = without_addresses(half_width(paragraph.text))
        for start, end in _matches(text, patterns, fine):
            values = {"text": paragraph.text[start:end]}
            yield Finding(paragraph.place.part(start, end), values, section=section)


def _matches(text: str, patterns: re.Pattern[str], fine: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where a wording stands outside of every stretch in which it is fine."""
    found = [match.span() for match in patterns.finditer(text)]
    if not found:
        return
    spared = [match.span() for match in fine.finditer(text)]
    for start, end in found:
        if not any(low <= start and end <= high for low, high in spared):
            yield start, end


_PATTERNS = {"type": "array", "minItems": 1, "items": {"type": "string", "format": "regex"}}

KIND = Kind(
    name="text_pattern",
    run=_run,
    parameters={
        "type": "object",
        "required": ["patterns", "apart_from"],
        "additionalProperties": False,
        "properties": {"patterns": _PATTERNS, "apart_from": _PATTERNS},
    },
    placeholders=frozenset({"text"}),
)
