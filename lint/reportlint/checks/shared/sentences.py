"""The sentences of running text in the report's own words: what is quoted, named or put in brackets is blotted out."""

from __future__ import annotations

import re
from collections.abc import Iterator

BLOT = "□"
"""Stands for every character of a title in 《》, a quotation or a bracket; positions stay as they were."""

_FOREIGN = re.compile(
    r"《[^《》\n]*》|“[^“”\n]*”|‘[^‘’\n]*’|「[^「」\n]*」|\"[^\"\n]{1,40}\""
    r"|[（(](?![一二三四五六七八九十\d]{1,3}[）)])[^（()）\n]*[）)]"
)
_SENTENCE = re.compile(r"[^。；;！!？?\n]+")


def own_words(text: str) -> str:
    """The text with titles, quotations and brackets blotted out; numbering such as （一） stays."""
    return _FOREIGN.sub(lambda match: BLOT * len(match[0]), text)


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences and parts between semicolons, each with its place in the text; no end marks."""
    for match in _SENTENCE.finditer(text):
        yield match.start(), match[0]
