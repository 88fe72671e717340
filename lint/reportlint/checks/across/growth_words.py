"""Changes since last year as sentences tell them right behind a figure: 22件，比2022年（31件）减少9件，下降29%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from msgspec import Struct

from reportlint.model.wording import Text

_COUNTED = "[件条宗起份项次例]次?"
_BRACKET = "(?:[（(][^（）()]{0,20}[）)])?"
_YEAR = r"(?:(?P<year>20\d\d)年度?|上年度?|上一年度?|去年度?|前一年度?)"
_FIGURE = (
    rf"(?P<figure>\d[\d,]*)\s*{_COUNTED}\s*{_BRACKET}\s*[，,（(]?\s*"
    "(?:(?:申请|受理|新收|收到)?(?:总量|总数|数量|量|数))?"
)
_LEAD = rf"(?:同比{_YEAR}?|(?:较|比|与|和|同|相比|相较于?){_YEAR}{_BRACKET}(?:同期)?(?:相比|比)?)[，,]?\s*"
_SIZE = r"(?:率|幅度?)?(?:了|为|达到?)?\s*(?P<size>\d+(?:\.\d+)?|[一两二三])\s*"
_UNIT = rf"(?P<unit>[%％]|倍|{_COUNTED})(?!以上|以下|左右|[多余有强弱])"
_SIZES = {"一": "1", "两": "2", "二": "2", "三": "3"}


class Words(NamedTuple):
    """The words that tell a change, by its direction."""

    rising: tuple[str, ...]
    falling: tuple[str, ...]
    same: tuple[str, ...]


class ToldChange(Struct, frozen=True):
    """One change told, from `start` to `end` of the text: +29.3 "percent", -9 "count", 0 for as many as before."""

    start: int
    end: int
    size: float
    decimals: int
    unit: Literal["percent", "times", "count", "same"]


class Change(Struct, frozen=True):
    """A figure and what is told behind it of its change since `year` (None where it says last year); `figure` is None
    where the change alone is told (申请数量较上年增长35%).
    """

    figure: int | None
    start: int
    end: int
    year: int | None
    told: tuple[ToldChange, ...]


def changes(text: str, words: Words) -> Iterator[Change]:
    """The changes that a text with half-width digits tells; approximate ones are left out."""
    first, further = patterns(words)
    for match in first.finditer(text):
        told = [_told(match, words, match.start("lead"))]
        while following := further.match(text, told[-1].end):
            told.append(_told(following, words, following.start("word")))
        year = match["year"] or match["year_too"]
        yield Change(
            int(match["figure"].replace(",", "")),
            *match.span("figure"),
            int(year) if year else None,
            tuple(told),
        )


def bare_changes(text: str, words: Words, subjects: Sequence[str], apart: str) -> Iterator[Change]:
    """The changes told of a subject without its figure; none in a sentence that before it tells of a part (`apart`)."""
    for pattern in bare_patterns(words, tuple(subjects)):
        for match in pattern.finditer(text):
            start = max(text.rfind(mark, 0, match.start()) for mark in "。；;！\n") + 1
            if not re.search(apart, text[start : match.start()]):
                told = [_told(match, words, match.start("told"))]
                while following := patterns(words)[1].match(text, told[-1].end):
                    told.append(_told(following, words, following.start("word")))
                year = match["year"] or match["year_too"]
                yield Change(None, *match.span("subject"), int(year) if year else None, tuple(told))


@cache
def bare_patterns(words: Words, subjects: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """What a change of a subject looks like: 申请量较上年增长35%, and 较上年，申请量增长35%."""
    subject = rf"(?P<subject>{'|'.join(subjects)})"
    moving, staying = _any((*words.rising, *words.falling)), _any(words.same)
    moved = rf"(?:(?P<word>{moving}){_SIZE}{_UNIT}|(?P<same>{staying}))"
    lead = _LEAD.replace("<year>", "<year_too>", 1)
    behind = rf"{subject}\s*[，,]?\s*(?P<told>{lead}{moved})"
    before = rf"{lead}{subject}\s*(?P<told>{moved})"
    return re.compile(behind), re.compile(before)


@cache
def patterns(words: Words) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a figure with its change looks like, and a further change told behind it (增加1件，增长50%)."""
    moving, staying = _any((*words.rising, *words.falling)), _any(words.same)
    lead = _LEAD.replace("<year>", "<year_too>", 1)
    first = rf"{_FIGURE}(?P<lead>{lead})(?:(?P<word>{moving}){_SIZE}{_UNIT}|(?P<same>{staying}))"
    return re.compile(first), re.compile(rf"\s*[，,、（(]\s*(?:同比)?(?P<word>{moving}){_SIZE}{_UNIT}")


def _any(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _told(match: re.Match[str], words: Words, start: int) -> ToldChange:
    if match["word"] is None:
        return ToldChange(start, match.end(), 0.0, 0, "same")
    size = _SIZES.get(match["size"], match["size"])
    sign = -1 if match["word"] in words.falling else 1
    unit: Literal["percent", "times", "count"]
    unit = "percent" if match["unit"] in "%％" else "times" if match["unit"] == "倍" else "count"
    return ToldChange(start, match.end(), sign * float(size), len(size.partition(".")[2]), unit)


def fits(told: ToldChange, now: int, then: int, tolerance: float) -> bool:
    """Whether the change told is that from `then` to `now`; a percentage of none counts as right."""
    change = now - then
    if told.unit in ("same", "count"):
        return change == int(told.size)
    if then == 0:
        return True
    scale = 1 if told.unit == "percent" else 100
    allowed: float = tolerance + scale * 0.5 * 10.0**-told.decimals + 1e-9
    return abs(100 * change / then - scale * told.size) <= allowed


def computed(told: ToldChange, now: int, then: int) -> Text:
    """The change from `then` to `now` in words, counted as it was told: 增加1件, 减少33.3%, 持平."""
    change = now - then
    if not change:
        return Text("持平", "no change")
    zh, en = ("增加", "up") if change > 0 else ("减少", "down")
    if told.unit in ("same", "count"):
        return Text(f"{zh}{abs(change)}件", f"{en} {abs(change)}")
    share = f"{100 * abs(change) / then:.{max(told.decimals, 1)}f}%"
    return Text(f"{zh}{share}", f"{en} {share}")
