"""Kind `mobile_numbers`: mobile telephone numbers in the prose and in tables.

Parameters, regular expressions looked for in the same sentence before the number: `office`, words by
which it is an office's contact (info), and `person`, words by which it is a person's in any case;
`other`, words by which it is no telephone number; and `units`, which follow a figure directly.
Masked numbers never match.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.checks.shared.parameters import PATTERNS
from reportlint.checks.shared.running_text import running_text
from reportlint.engine.kind import CheckContext, Finding, Kind
from reportlint.model.report import Report

_NUMBER = re.compile(
    r"1(?:(?<![\dA-Za-z.].)|(?<=\b861))[3-9]\d(?:\d{8}|-\d{4}-\d{4}| \d{4} \d{4})(?![\dA-Za-z]|\.\d)",
    re.ASCII,
)
_SENTENCE_END = re.compile(r"[。；;！!？?\n]")


def _run(report: Report, context: CheckContext) -> Iterator[Finding]:
    words = {name: re.compile("|".join(context.parameters[name])) for name in _WORD_LISTS}
    for section, paragraph, text in running_text(report, _NUMBER, asides=True):
        for match in _NUMBER.finditer(text):
            before = _SENTENCE_END.split(text[: match.start()])[-1]
            if words["units"].match(text, match.end()) or words["other"].search(before):
                continue
            digits = re.sub(r"\D", "", match[0])
            values = {"number": f"{digits[:3]}****{digits[-4:]}"}
            place = paragraph.place.part(*match.span())
            if words["office"].search(before) and not words["person"].search(before):
                yield Finding(
                    place, values, section=section, severity="info", confidence="possible", variant="office"
                )
            else:
                yield Finding(place, values, section=section)


_WORD_LISTS = ("office", "person", "other", "units")

KIND = Kind(
    name="mobile_numbers",
    run=_run,
    parameters={
        "type": "object",
        "required": [*_WORD_LISTS],
        "additionalProperties": False,
        "properties": dict.fromkeys(_WORD_LISTS, PATTERNS),
    },
    placeholders=frozenset({"number"}),
    variants=frozenset({"office"}),
)
