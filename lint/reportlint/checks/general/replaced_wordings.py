"""Kind `replaced_wordings`: wordings in whose place another one is right.

Parameters: `wordings`, each a regular expression `text` with the wording that is right `instead` (it may take up
groups of the expression, as \\g<word>), a `basis` of its own and, where it once was right, the report year `from`
which it no longer is; `apart_from`, regular expressions for longer stretches in which a wording is fine. They are
matched against the text as it stands, with half-width digits and without web addresses. `sign`, where given, is a
regular expression without which none of the wordings can be found: it saves the search for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from reportlint.checks.shared.parameters import BASIS, PATTERN
from reportlint.checks.shared.running_text import running_text
from reportlint.engine.kind import CheckContext, Finding, Judgement, Kind, Unchecked
from reportlint.model.report import Report
from reportlint.model.wording import Text


def _run(report: Report, context: CheckContext) -> Iterator[Judgement]:
    parameters = context.parameters
    signs = (
        [parameters["sign"]] if "sign" in parameters else [entry["text"] for entry in parameters["wordings"]]
    )
    for section, paragraph, text in running_text(report, *map(re.compile, signs)):
        wordings = [(re.compile(entry["text"]), entry) for entry in parameters["wordings"]]
        fine = re.compile("|".join(parameters["apart_from"]))
        spared = [match.span() for match in fine.finditer(text)]
        for match, wording in _matches(wordings, text):
            start, end = match.span()
            if any(low <= start and end <= high for low, high in spared):
                continue
            if "from" in wording and report.year is None:
                yield _YEAR_UNKNOWN
            elif report.year is None or report.year >= wording.get("from", report.year):
                values = {"text": paragraph.text[start:end], "instead": match.expand(wording["instead"])}
                basis = tuple(wording.get("basis", ()))
                yield Finding(paragraph.place.part(start, end), values, section=section, basis=basis)


_YEAR_UNKNOWN = Unchecked(
    Text(
        "不知道是哪一年的报告，没有核对引用的文件",
        "the report year is not known, so citations are not judged",
    )
)


def _matches(
    wordings: list[tuple[re.Pattern[str], Mapping[str, Any]]], text: str
) -> Iterator[tuple[re.Match[str], Mapping[str, Any]]]:
    """What the wordings match, in order; of matches that overlap the first and longest."""
    found = [(match, wording) for pattern, wording in wordings for match in pattern.finditer(text)]
    last = 0
    for match, wording in sorted(found, key=lambda item: (item[0].start(), -item[0].end())):
        if match.start() >= last:
            yield match, wording
            last = match.end()


KIND = Kind(
    name="replaced_wordings",
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
                    "required": ["text", "instead"],
                    "additionalProperties": False,
                    "properties": {
                        "text": PATTERN,
                        "instead": {"type": "string", "minLength": 1},
                        "from": {"type": "integer"},
                        "basis": BASIS,
                    },
                },
            },
            "apart_from": {"type": "array", "minItems": 1, "items": PATTERN},
            "sign": PATTERN,
        },
    },
    placeholders=frozenset({"text", "instead"}),
)
