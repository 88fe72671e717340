"""Kind `words_by_level`: organs of some levels say something that others need not say.

Parameters: `words`, regular expressions one of which must be found in the prose, and `organs`, each with
a `severity` for the organs of its `levels` whose folded names fit `names` (either may be left out); the
first that fits decides. Other organs need not say it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from reportlint.checks.shared.parameters import PATTERN
from reportlint.engine.kind import CheckContext, Finding, Judgement, Kind, NotApplicable, Unchecked
from reportlint.model.diagnostic import SEVERITIES
from reportlint.model.report import Report
from reportlint.model.units import LEVELS, level_of
from reportlint.model.wording import Text, fold


def _run(report: Report, context: CheckContext) -> Iterator[Judgement]:
    if report.unit is None:
        yield Unchecked(Text("没有认出是哪个单位的报告，没有核对", "the reporting organ is not known"))
        return
    unit = fold(report.unit)
    organ = next((entry for entry in context.parameters["organs"] if _fits(unit, entry)), None)
    if organ is None:
        yield NotApplicable()
        return
    first = report.section(1)
    if first is None:
        return
    pattern = re.compile("|".join(context.parameters["words"]))
    if not any(pattern.search(fold(paragraph.text)) for _, paragraph in report.prose()):
        anywhere = tuple(range(len(context.form.sections) + 1))
        yield Finding(first.place, {"unit": report.unit}, 1, severity=organ["severity"], absent_from=anywhere)


def _fits(unit: str, organ: Mapping[str, Any]) -> bool:
    levels = organ.get("levels")
    return (levels is None or level_of(unit) in levels) and bool(re.search(organ.get("names", ""), unit))


KIND = Kind(
    name="words_by_level",
    run=_run,
    parameters={
        "type": "object",
        "required": ["words", "organs"],
        "additionalProperties": False,
        "properties": {
            "words": {"type": "array", "minItems": 1, "items": PATTERN},
            "organs": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "required": ["severity"],
                    "additionalProperties": False,
                    "properties": {
                        "severity": {"enum": list(SEVERITIES)},
                        "levels": {"type": "array", "items": {"enum": list(LEVELS)}},
                        "names": PATTERN,
                    },
                },
            },
        },
    },
    placeholders=frozenset({"unit"}),
)
