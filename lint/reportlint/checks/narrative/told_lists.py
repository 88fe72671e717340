"""Lists told in a sentence: a total and the figures that are named as its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_FIGURE = re.compile(r"(?<![\d.,第])（?(\d{1,3}(?:,\d{3})+|\d+)）?([件条宗起份项例次期篇场])(?!次|余|多)")
_ANOTHER = re.compile(r"共计?|累计|合计|总计|另|较|比|同比|增|减|年|上年|占")
_COMPARED = re.compile(r"减少|增加|增长|下降|上升|同比|较|比(?!例)")
_OTHER_VERB = re.compile(
    r"[；;].*(?:废止|失效|现行有效|继续有效|结转|办结|答复|收到|受理|新收|复议|诉讼|起诉|发布|推送)"
)
_SO_FAR = re.compile(r"(?<=[类息])累计$")
"""累计 right before the figure of a part (公告类信息累计3861条) opens no other matter."""
_NEXT_SENTENCE = re.compile(r"。(?=\s*其中[，,：:])")
_CARRIED = re.compile(r"结转|转结|顺延")


def with_lists(paragraph: str) -> str:
    """A paragraph whose lists behind 。其中， stand in one sentence with their totals; every character keeps its place."""
    return _NEXT_SENTENCE.sub("，", paragraph)


class Part(NamedTuple):
    """A figure of a list, its place in the sentence, and the words before it."""

    value: int
    start: int
    end: int
    words: str = ""


class Listed(NamedTuple):
    """A total and the figures told as its parts; `complete` when nothing may be missing."""

    total: Part
    parts: tuple[Part, ...]
    complete: bool
    measure: str


def lists(text: str, opening: re.Pattern[str], complete: Sequence[str]) -> Iterator[Listed]:
    """The lists of a sentence. A carry-over before the opening word makes it unclear what is listed."""
    for mark in opening.finditer(text):
        *before, total = [None, *_FIGURE.finditer(text, 0, mark.start())]
        previous = before[-1].end() if before and before[-1] else 0
        if total is None or mark.start() - total.end() > 2 or _unclear(text, previous, total.start()):
            continue
        parts = tuple(_parts(text, mark.end(), total[2]))
        yield Listed(
            Part(_number(total[1]), *total.span(), text[previous : total.start()]),
            parts,
            mark[0] in complete,
            total[2],
        )


def _unclear(text: str, start: int, end: int) -> bool:
    """Whether the figure behind a stretch is no total: carried over, or a difference (同比减少2件)."""
    return bool(_CARRIED.search(text, start, end) or _COMPARED.search(text, start, end))


def _parts(text: str, start: int, measure: str) -> Iterator[Part]:
    """The figures of a list with the words before each.

    A word that opens another matter ends it, and so does a semicolon where commas part the figures.
    """
    begin, aside = start, _in_brackets(text, start)
    told, end = 0, _end_of_brackets(text, start)
    for match in _FIGURE.finditer(text, start, end):
        if any(low < match.start() < high for low, high in aside):
            continue
        words = text[start : match.start()]
        broken_off = told > 1 and "；" in words and "；" not in text[begin:start]
        if (
            match[2] != measure
            or broken_off
            or _ANOTHER.search(_SO_FAR.sub("", words))
            or _OTHER_VERB.search(words)
        ):
            return
        yield Part(_number(match[1]), *match.span(), words)
        start, told = match.end(), told + 1


def _in_brackets(text: str, start: int) -> list[tuple[int, int]]:
    """Where brackets open and close behind `start`: what they hold are parts of a part."""
    opened: list[int] = []
    found = []
    for at in range(start, len(text)):
        if text[at] == "（":
            opened.append(at)
        elif text[at] == "）" and opened:
            found.append((opened.pop(), at))
    return found


def _end_of_brackets(text: str, start: int) -> int:
    """Where the brackets close that a list stands in; the end of the text for one that stands in none."""
    depth = 0
    for at in range(start, len(text)):
        depth += {"（": 1, "）": -1}.get(text[at], 0)
        if depth < 0:
            return at
    return len(text)


def _number(text: str) -> int:
    return int(text.replace(",", ""))
