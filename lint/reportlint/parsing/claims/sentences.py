"""A paragraph made ready for reading: width and spaces unified, sentences cut, every character's place kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

_UNIFIED = str.maketrans(
    {0xFF10 + digit: str(digit) for digit in range(10)}
    | {
        ";": "；",
        ":": "：",
        "(": "（",
        ")": "）",
        "[": "（",
        "]": "）",
        "!": "！",
        "?": "？",
        "％": "%",
        "/": "、",
        "．": ".",
        "｡": "。",
    }
)
_COMMA = re.compile(r",(?!\d{3}(?!\d))|(?<!\d),|(?<=\d{4}),")
_LAW = r"《[^》\n]{0,60}(?:条例|办法|规定|通知|意见|方案|格式|指南|细则|要点|目录|规则|法|报告|标准|规范)(?:（[^》]*）)?》"
_DROPPED = re.compile(
    rf"{_LAW}|(?<=\d)\s+(?=\d)|[\s\u00ad\u200b-\u200f\u2060-\u206f\ufeff\"“”‘’'「」『』《》〈〉【】*]+"
)
_NUMBERING = re.compile(
    r"([一二三四五六七八九十]{1,3}、)|(（[一二三四五六七八九十]{1,3}）)|([0-9]{1,2}[.、](?![0-9]))"
    r"|(（[0-9]{1,3}）)|([一二三四五六七八九十]是)"
)
"""One group for each level of numbering, from 一、 down to 一是."""
_SPREAD = re.compile(r"(?:[^\W\d_]\s){8}")
_ENDS = re.compile(r"[。！？\n]")


class Sentence(Struct, frozen=True):
    """A sentence without spaces and quotes.

    `start` and `end` are its place in the paragraph as the file has it, `level` is that of the numbered
    item that it begins (1 for 一、 to 5 for 一是, 0 for none), `closed` tells whether a full stop ends it.
    """

    text: str
    start: int
    end: int
    level: int
    closed: bool
    positions: tuple[int, ...] | None

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The place in the paragraph of the sentence's characters `start` to `end` (end excluded)."""
        if self.positions is None:
            return self.start + start, self.start + end
        return self.positions[start], self.positions[end - 1] + 1


def sentences(paragraph: str) -> Iterator[Sentence]:
    """The sentences of a paragraph, without the numbering in front of them."""
    text, positions = _unified(paragraph)
    start = 0
    while start < len(text):
        stop = _ENDS.search(text, start)
        end = stop.start() if stop else len(text)
        numbered = _NUMBERING.match(text, start)
        begin = numbered.end() if numbered else start
        if begin < end:
            yield _sentence(
                text,
                (begin, end),
                positions,
                level=(numbered.lastindex or 0) if numbered else 0,
                closed=stop is not None,
            )
        start = end + 1


def _sentence(
    text: str, span: tuple[int, int], positions: tuple[int, ...] | None, *, level: int, closed: bool
) -> Sentence:
    begin, end = span
    if positions is None:
        return Sentence(text[begin:end], begin, end, level, closed, None)
    kept = positions[begin:end]
    return Sentence(text[begin:end], kept[0], kept[-1] + 1, level, closed, kept)


def _unified(paragraph: str) -> tuple[str, tuple[int, ...] | None]:
    """The text with one kind of punctuation, and each character's position where any was dropped.

    A space keeps two numbers apart, but not where every character has one behind it.
    """
    text = paragraph.translate(_UNIFIED)
    if "," in text:
        text = _COMMA.sub("，", text)
    if _DROPPED.search(text) is None:
        return text, None
    spread = _SPREAD.search(text) is not None
    parts: list[str] = []
    positions: list[int] = []
    last = 0
    for match in _DROPPED.finditer(text):
        parts.append(text[last : match.start()])
        positions.extend(range(last, match.start()))
        last = match.end()
        if match[0].isspace() and not spread and _between_digits(text, match.start(), last):
            parts.append(" ")
            positions.append(match.start())
    parts.append(text[last:])
    positions.extend(range(last, len(text)))
    return "".join(parts), tuple(positions)


def _between_digits(text: str, start: int, end: int) -> bool:
    return start > 0 and end < len(text) and text[start - 1].isdigit() and text[end].isdigit()
