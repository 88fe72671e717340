"""Kind `text_pattern`: wordings that must not stand in the title or the prose.

Parameters: `patterns`, regular expressions for the wordings, `apart_from`, regular expressions
for longer stretches in which they are fine, and `rewrite`, replacements by which a wording becomes the right one.
The former two are matched against the text as it stands, with half-width digits and without web addresses.
`sign`, where given, is a regular expression without which nothing can be found: it saves the search for patterns
that are slow on a text without them. With `in_tables` they must not stand beside the figures of tables either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from reportlint.checks.shared.parameters import PATTERN, PATTERNS
from reportlint.checks.shared.running_text import running_text
from reportlint.engine.kind import CheckContext, Finding, Kind
from reportlint.model.report import Report


def _run(report: Report, context: CheckContext) -> Iterator[Finding]:
    parameters = context.parameters
    signs = [parameters["sign"]] if "sign" in parameters else parameters["patterns"]
    asides = parameters.get("in_tables", False)
    for section, paragraph, text in running_text(report, *map(re.compile, signs), asides=asides):
        patterns, fine = (list(map(re.compile, parameters[name])) for name in ("patterns", "apart_from"))
        spared = _spans(fine, text)
        for start, end in _spans(patterns, text):
            if not any(low <= start and end <= high for low, high in spared):
                found = paragraph.text[start:end]
                values = {"text": found, "instead": _rewritten(found, parameters.get("rewrite", ()))}
                yield Finding(paragraph.place.part(start, end), values, section=section)


def _rewritten(text: str, steps: Sequence[Mapping[str, str]]) -> str:
    for step in steps:
        text = re.sub(step["pattern"], step["with"], text)
    return text


def _spans(patterns: Sequence[re.Pattern[str]], text: str) -> list[tuple[int, int]]:
    """Where one of the patterns matches, in order; a match inside another one is left out."""
    found = sorted({match.span() for pattern in patterns for match in pattern.finditer(text)})
    return [
        (start, end)
        for start, end in found
        if not any(low <= start and end <= high and (low, high) != (start, end) for low, high in found)
    ]


KIND = Kind(
    name="text_pattern",
    run=_run,
    parameters={
        "type": "object",
        "required": ["patterns", "apart_from"],
        "additionalProperties": False,
        "properties": {
            "patterns": PATTERNS,
            "apart_from": PATTERNS,
            "sign": PATTERN,
            "in_tables": {"type": "boolean"},
            "rewrite": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "required": ["pattern", "with"],
                    "additionalProperties": False,
                    "properties": {"pattern": PATTERN, "with": {"type": "string"}},
                },
            },
        },
    },
    placeholders=frozenset({"text", "instead"}),
)
