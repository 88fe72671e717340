"""Kind `item_numbering`: the items of a section are numbered one after the other, and no paragraph stands twice.

Parameters: `styles`, each a regular expression with the group `numeral` for what opens an item (（一）, 一是), where
`starts` says whether items open paragraphs only ("paragraph") or any clause ("clause"); `at_least`, the characters
that a paragraph must have to be told when it comes again. Numbering that begins anew is a list of its own, and so is
anything that goes back: only the same numeral twice in a row, or one that was skipped, is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from reportlint.checks.shared.parameters import PATTERN
from reportlint.checks.shared.sentences import own_words
from reportlint.engine.kind import CheckContext, Elsewhere, Finding, Kind
from reportlint.model.document import Paragraph
from reportlint.model.numbers import chinese_number
from reportlint.model.report import Report, Section
from reportlint.model.wording import Text, bare, visible

_CLAUSES = re.compile(r"(?:^|(?<=[。；;，,：:！!]))\s*")
_END = re.compile(r"[。；;！!]")


class _Item(NamedTuple):
    """What opens an item: its number, how it is written, where."""

    number: int
    written: str
    paragraph: Paragraph
    start: int


def _run(report: Report, context: CheckContext) -> Iterator[Finding]:
    seen: dict[str, Paragraph] = {}
    for section in report.sections:
        for style in context.parameters["styles"]:
            yield from _out_of_order(section, tuple(_items(section.paragraphs, style)))
        for paragraph in section.paragraphs:
            yield from _again(section, paragraph, seen, context.parameters["at_least"])


def _items(paragraphs: Sequence[Paragraph], style: Mapping[str, Any]) -> Iterator[_Item]:
    opening = re.compile(style["opens"])
    for paragraph in paragraphs:
        text = own_words(paragraph.text)
        starts = [0] if style["starts"] == "paragraph" else [match.end() for match in _CLAUSES.finditer(text)]
        for start in starts:
            match = opening.match(text, start)
            if match is not None:
                numeral = match["numeral"]
                number = int(numeral) if numeral.isdecimal() else chinese_number(numeral)
                if number:
                    yield _Item(number, match[0].strip(), paragraph, start + match[0].index(match[0].strip()))


def _out_of_order(section: Section, items: Sequence[_Item]) -> Iterator[Finding]:
    follows: tuple[int, ...] = ()
    for last, item in pairwise(items):
        follows = follows or (last.number + 1,)
        in_order = item.number in (1, *follows) or item.number < last.number
        # An item whose number is used twice may be the next one: the numbers behind it may count it, or not.
        follows = (item.number + 1, item.number + 2) if item.number == last.number and not in_order else ()
        if in_order:
            continue
        variant = "repeated" if item.number == last.number else "skipped"
        values = {"last": last.written, "text": item.written}
        place = item.paragraph.place.part(item.start, item.start + len(item.written))
        before = last.paragraph.place.part(last.start, last.start + len(last.written))
        earlier = Elsewhere(Text(f"前一项是“{last.written}”", f"the item before is “{last.written}”"), before)
        yield Finding(place, values, section.number, variant=variant, related=(earlier,))


def _again(
    section: Section, paragraph: Paragraph, seen: dict[str, Paragraph], at_least: int
) -> Iterator[Finding]:
    """The paragraph, where all its sentences stand in the report before; `seen` remembers them."""
    parts = [part for part in map(bare, _END.split(paragraph.text)) if part]
    if sum(map(len, parts)) >= at_least and all(part in seen for part in parts):
        first = seen[max(parts, key=len)]
        there = Elsewhere(Text("这里已经写过", "it stands here already"), first.place)
        yield Finding(
            paragraph.place, {"text": visible(paragraph.text)[:20]}, section.number, related=(there,)
        )
    for part in parts:
        seen.setdefault(part, paragraph)


KIND = Kind(
    name="item_numbering",
    run=_run,
    parameters={
        "type": "object",
        "required": ["styles", "at_least"],
        "additionalProperties": False,
        "properties": {
            "styles": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "required": ["opens", "starts"],
                    "additionalProperties": False,
                    "properties": {
                        "opens": {**PATTERN, "pattern": re.escape("(?P<numeral>")},
                        "starts": {"enum": ["paragraph", "clause"]},
                    },
                },
            },
            "at_least": {"type": "integer", "minimum": 1},
        },
    },
    placeholders=frozenset({"text", "last"}),
    variants=frozenset({"repeated", "skipped"}),
)
