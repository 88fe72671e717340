"""Kind `parts_count`: the report has as many parts as it announces, and lists as many.

Parameters: `signs`, words one of which stands in every such paragraph; and regular expressions for folded
sentences: `announcements` with the groups `number`, `list` (the parts, where they are listed) and `others`
(a 等 behind the list); `one_part`, for names of parts that hold a separator themselves; `joined`, words
between the last two parts. A list that ends with 等 may be short by more than one. Six parts are always right for a
report that follows the form, whether or not all of them were found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.checks.shared.parameters import PATTERNS
from reportlint.checks.shared.sentences import sentences
from reportlint.engine.kind import CheckContext, Finding, Kind
from reportlint.model.forms import Form
from reportlint.model.numbers import chinese_number
from reportlint.model.report import Report
from reportlint.model.wording import fold

_SEPARATOR = re.compile(r"[、,;:]+")
_NUMBERING = re.compile(
    r"(?:^|(?<=[、,;:]))(?:\(?[一二三四五六七八九十\d]{1,2}[)、.]|[一二三四五六七八九十]是)"
)


def _run(report: Report, context: CheckContext) -> Iterator[Finding]:
    words = context.parameters
    for section, paragraph in report.prose():
        if section not in (None, 1):
            break
        if not any(sign in paragraph.text for sign in words["signs"]):
            continue
        for start, sentence in sentences(paragraph.text.replace("；", "，").replace(";", ",")):
            match = _announcement(fold(sentence), words["announcements"])
            if match is None:
                continue
            told, parts = _number(match["number"]), _parts(report)
            listed = _listed(match["list"] or "", words["one_part"], words["joined"])
            place = paragraph.place.part(start, start + len(sentence))
            if listed > 1 and listed != told:
                if not (match["others"] and listed < told - 1):
                    yield Finding(place, {"told": told, "listed": listed}, section)
            elif told not in (parts, len(context.form.sections)):
                values = {"told": told, "listed": parts}
                yield Finding(
                    place, values, section, variant="report", absent_from=_missing(report, context.form)
                )


def _announcement(sentence: str, patterns: list[str]) -> re.Match[str] | None:
    return next((match for pattern in patterns if (match := re.search(pattern, sentence))), None)


def _number(written: str) -> int:
    return int(written) if written.isdecimal() else chinese_number(written) or 0


def _listed(text: str, one_part: list[str], joined: list[str]) -> int:
    """How many parts a list names."""
    for pattern in one_part:
        text = re.sub(pattern, "□", text)
    text = re.sub("|".join(joined), "、", _NUMBERING.sub("、", text))
    return sum(1 for part in _SEPARATOR.split(text) if part)


def _missing(report: Report, form: Form) -> tuple[int, ...]:
    return tuple(section.number for section in form.sections if report.section(section.number) is None)


def _parts(report: Report) -> int:
    """How many parts the report has; a seventh one has no place in the form and stands in the prose."""
    found = len({section.number for section in report.sections})
    return found + any(re.match(r"\s*七\s*[、.．]", paragraph.text) for _, paragraph in report.prose())


_SIGNS = {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}}
_WORD_LISTS = ("announcements", "one_part", "joined")

KIND = Kind(
    name="parts_count",
    run=_run,
    parameters={
        "type": "object",
        "required": ["signs", *_WORD_LISTS],
        "additionalProperties": False,
        "properties": {"signs": _SIGNS, **dict.fromkeys(_WORD_LISTS, PATTERNS)},
    },
    placeholders=frozenset({"told", "listed"}),
    variants=frozenset({"report"}),
)
