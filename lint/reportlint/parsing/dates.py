"""Days as reports write them, as parts of regular expressions: 2024年1月1日, 2024.1.1, 2024/1/1, 二〇二四年一月一日."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from reportlint.model.numbers import chinese_number

GAP = r"\s*"
YEAR = r"(?:\d{4}|二[〇零○][〇零○一二三四五六七八九]{2})"
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


def parts_of_day(year: str, month: str, day: str, *, signs: str = "") -> str:
    """A pattern for a day with its groups called `year`, `month` and `day`; an empty `year` is left out.

    `signs` are those that may stand in the places of 年 and 月; there may be none, only
    a space, two digits each (20240101) or only 日 (202411日), as copying leaves them.
    """
    signs = re.escape(signs)
    after = rf"{GAP}[年{signs}]?{GAP}"
    told = rf"(?P<{year}>{YEAR}){after}" if year else ""
    between = rf"(?:{GAP}[月{signs}]{GAP}|\s+|(?<=\d\d)(?=\d\d)|(?<=\d)(?=\d{{1,2}}[日号]))"
    return rf"{told}(?P<{month}>{_NUMBER}){between}(?P<{day}>{_NUMBER})(?!\d)(?:{GAP}[日号])?"


def number_of(written: str | None) -> int | None:
    """The number that stands in a date in digits or in Chinese numerals; None for nothing."""
    if written is None:
        return None
    return int(written) if written.isdecimal() else chinese_number(written)


def day_of(year: int | None, month: int | None, day: int | None) -> date | None:
    """The day, or None where a part is not told or there is no such day."""
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def seen(text: str) -> tuple[str, Sequence[int]]:
    """The text without characters that are not seen, and where each of its characters stands in `text`."""
    if not _UNSEEN.search(text):
        return text, range(len(text))
    kept = [index for index, character in enumerate(text) if not _UNSEEN.match(character)]
    return "".join(text[index] for index in kept), kept
