"""Kind `topics_told`: a section tells of all its topics, each under a heading or in an item of its own.

Parameters: `section`; `editions`, the forms that ask for the topics; `topics`, each with its `name`, a
regular expression `heading` for headings and the beginnings of items, and `named` for the prose. A topic
that is nowhere named is told with the rule's severity, one without heading or item as info. They are
matched against the folded text. A section that says next to nothing is another rule's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.checks.shared.parameters import PATTERN
from reportlint.checks.shared.section_words import says_nothing
from reportlint.engine.kind import CheckContext, Finding, Judgement, Kind, NotApplicable
from reportlint.model.report import Report
from reportlint.model.wording import Text, fold

_ITEM = re.compile(
    r"[#>*●•◆■-]*(?:\(?[一二三四五六七八九十\d]{1,2}[).、]|第?[一二三四五六七八九十](?:是|要|方面|,|部分)|首先|其次|再次|最后|此外)"
    r"(?P<item>[^。;]{2,40})"
)
_SUBJECT = re.compile(r"(?P<item>[^,。;:]{2,24}(?:方面|情况|工作|公开|管理|建设|保障|[:]))")
_SENTENCE = re.compile(r"[^。;]+")
_LONGEST_HEADING = 30
_LEAST = 30
"""Fewer characters, the period left out, are no overview at all."""


def _run(report: Report, context: CheckContext) -> Iterator[Judgement]:
    parameters = context.parameters
    if not context.form.is_of(parameters["editions"]):
        yield NotApplicable()
        return
    section = report.section(parameters["section"])
    if section is None:
        return
    paragraphs = [fold(paragraph.text) for paragraph in section.paragraphs]
    text = "\n".join(paragraphs)
    if len(text) - (len(report.period.text) if report.period else 0) < _LEAST:
        yield says_nothing(section, context.form)
        return
    items = "\n".join(_items(paragraphs))
    lacking = [topic for topic in parameters["topics"] if not re.search(topic["heading"], items)]
    named = [topic for topic in lacking if re.search(topic["named"], text)]
    missing = [topic for topic in lacking if topic not in named]
    if missing:
        values = {"topics": _names(missing)}
        yield Finding(section.place, values, section.number, absent_from=(section.number,))
    if named:
        yield Finding(
            section.place,
            {"topics": _names(named)},
            section.number,
            severity="info",
            variant="named",
            absent_from=(section.number,),
        )


def _items(paragraphs: list[str]) -> Iterator[str]:
    """Headings on a line of their own, the beginnings of items, and what a sentence says it is about."""
    for paragraph in paragraphs:
        if len(paragraph) <= _LONGEST_HEADING and "。" not in paragraph:
            yield paragraph
        for sentence in _SENTENCE.finditer(paragraph):
            for pattern in (_ITEM, _SUBJECT):
                match = pattern.match(sentence[0])
                if match is not None:
                    yield match["item"]


def _names(topics: list[dict[str, dict[str, str]]]) -> list[Text]:
    return [Text(**topic["name"]) for topic in topics]


_NAME = {
    "type": "object",
    "required": ["zh", "en"],
    "additionalProperties": False,
    "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
}

KIND = Kind(
    name="topics_told",
    run=_run,
    parameters={
        "type": "object",
        "required": ["section", "editions", "topics"],
        "additionalProperties": False,
        "properties": {
            "section": {"type": "integer", "minimum": 1, "maximum": 6},
            "editions": {"type": "array", "minItems": 1, "items": {"type": "string", "format": "edition"}},
            "topics": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "required": ["name", "heading", "named"],
                    "additionalProperties": False,
                    "properties": {"name": _NAME, "heading": PATTERN, "named": PATTERN},
                },
            },
        },
    },
    placeholders=frozenset({"topics"}),
    variants=frozenset({"named"}),
)
