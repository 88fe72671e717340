"""A sentence as tokens: the words of the lexicon, figures, years; names of applications put together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from reportlint.model.numbers import chinese_number
from reportlint.parsing.claims.kinds import MARKS, Kind
from reportlint.parsing.claims.lexicon import Lexicon


class Token(NamedTuple):
    """A word, a figure or a mark.

    `kind` is the word's kind in the lexicon, "figure", "year", "quantity" (a number that counts no
    cases: percentages, days, ordinals), "percent", "money" (in 元), or the mark itself. `value` is the
    number. A figure is `bare` without a measure word, `rough` with 余, 多 or the like; some
    `among` what it counts are told of next (14件中…).
    """

    kind: Kind
    start: int
    end: int
    value: int | None = None
    bare: bool = False
    rough: bool = False
    among: bool = False


_MEASURE = (
    r"户次|件次|件|条|宗|起|份|项|次|例|封|笔|桩|(?<=申请\d)个|(?<=申请\d\d)个|(?<=规章\d)部|(?<=规章\d\d)部"
)
_FIGURE = re.compile(
    r"(?P<year>20\d\d)(?:年度|年(?!\d*[前来内]))|(?P<glued>\d{1,3}?)(?=20[12]\d年)"
    r"|(?P<date>\d{1,2}月(?:份|底|末)?(?:\d{1,2}日)?|\d+日)"
    r"|(?P<percent>\d+(?:\.\d+)?)%"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?P<decimals>\.\d+)?(?P<scale>[百千万亿]?)(?P<more>余|多|来)?"
    rf"(?:(?P<money>元)|(?P<measure>{_MEASURE})|(?P<unit>[^\W\d_]))?"
)
_IN_WORDS = re.compile(
    rf"(?P<number>[零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾]{{1,12}})(?P<more>余|多)?(?P<measure>{_MEASURE})(?!事)"
)
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
_ZERO_WORD = re.compile(r"零(?=$|[，；。：、）])")
_UNITS = "个天日月年时秒人户家篇期场部页台套名位处张批万号米亩里幅集届级所岁平组部版轮支只册段"
_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_AFTER_MIDDLE = ("心", "央", "国", "小", "型", "共")
"""What makes another word of 中 behind a figure."""
_AFTER_ORDINAL = "第每逐某"


def tokens(text: str, lexicon: Lexicon) -> list[Token]:
    """The tokens of a sentence in their order; what no word covers is left out."""
    return _with_phrases(list(_scan(text, lexicon)))


def unread(found: Sequence[Token], start: int, end: int) -> int:
    """How many characters between two places no token covers."""
    return (
        end
        - start
        - sum(token.end - token.start for token in found if start <= token.start and token.end <= end)
    )


def _scan(text: str, lexicon: Lexicon) -> Iterator[Token]:
    search, kinds, bound, lengths = lexicon.starts.search, lexicon.kinds, lexicon.bound, lexicon.lengths
    position = 0
    while (match := search(text, position)) is not None:
        position, first = match.start(), match[0]
        token = None
        for length in lengths.get(first, ()):
            word = text[position : position + length]
            if word in bound and _before_figure(text, position, position + length, start=bound[word][1]):
                token = Token(bound[word][0], position, position + length)
                break
            if word in kinds and not (first.isdecimal() and text[position + length :][:1].isdecimal()):
                token = Token(kinds[word], position, position + len(word))
                break
        else:
            token = _other(text, position, first)
        position = token.end if token else position + 1
        if token:
            yield token
        if token and token.among:
            yield Token("filler", token.end, token.end + 1)
            position = token.end + 1


def _before_figure(text: str, start_at: int, end: int, *, start: bool) -> bool:
    """Whether a figure follows right behind, and, where it must, the word begins a clause."""
    begins = start_at == 0 or text[start_at - 1] in MARKS
    return (begins or not start) and bool(text[end : end + 1].isdecimal() or _IN_WORDS.match(text, end))


def _other(text: str, position: int, first: str) -> Token | None:
    """A mark, or a number in digits or in words."""
    if first in MARKS:
        return Token(MARKS[first], position, position + 1)
    return _number(text, position) if first.isdecimal() else _number_in_words(text, position)


def _number(text: str, position: int) -> Token | None:
    match = _FIGURE.match(text, position)
    if match is None:
        return None
    kind, end = str(match.lastgroup), match.end()
    if match["year"]:
        return Token("year", position, end, int(match["year"]))
    if match["glued"]:
        return Token("figure", position, end, int(match["glued"]), bare=True)
    if match["date"]:
        return Token("half" if _is_month(text, match) else "quantity", position, end)
    if match["percent"]:
        return Token("percent", position, end, 100 if float(match["percent"]) == 100 else None)
    if match["unit"]:
        end = match.start("unit")
    value = int(match["number"].replace(",", "")) * _SCALES[match["scale"]]
    if kind == "money" and not match["decimals"]:
        return Token("money", position, end, value, rough=bool(match["more"]))
    if kind == "money" or match["decimals"] or _counts_other(text, position, match):
        return Token("quantity", position, end)
    among = text.startswith("中", end) and text[end + 1 : end + 2] not in _AFTER_MIDDLE
    return Token(
        "figure", position, end, value, bare=not match["measure"], rough=bool(match["more"]), among=among
    )


def _is_month(text: str, match: re.Match[str]) -> bool:
    """Whether a date is a month (7月收到1件), and neither a day nor the end of a stretch of time (1月至12月)."""
    beside = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
    return match["date"].endswith("月") and not set(beside) & set("至到-—–~～、")


def _counts_other(text: str, position: int, match: re.Match[str]) -> bool:
    """Whether the number counts something else than cases: days, people, the third of something."""
    unit = match["unit"]
    if unit and unit in _UNITS and not text.startswith("个申请", match.start("unit")):
        return True
    return position > 0 and (text[position - 1] in _AFTER_ORDINAL or text[position - 1].isascii())


def _number_in_words(text: str, position: int) -> Token | None:
    match = _IN_WORDS.match(text, position)
    if match is None:
        if _ZERO_WORD.match(text, position) and position > 0:
            return Token("figure", position, position + 1, 0)
        return None
    if position > 0 and text[position - 1] in _AFTER_ORDINAL:
        return Token("quantity", position, match.end())
    return Token(
        "figure",
        position,
        match.end(),
        chinese_number(match["number"].translate(_FORMAL)),
        rough=bool(match["more"]),
    )


_NAMES: Mapping[Kind, str] = {"information": "i", "disclose": "o", "apply": "a", "application": "A"}


def _with_phrases(found: list[Token]) -> list[Token]:
    """政府信息 + 公开 + 的 + 申请 make one name; 公开 before 信息 without 申请 is publishing."""
    merged: list[Token] = []
    run: list[Token] = []
    for token in found:
        named = token.kind in _NAMES
        if run and token.start == run[-1].end and (named or _links(token)):
            run.append(token)
            continue
        if run:
            merged += _merge(run)
            run = []
        if named:
            run.append(token)
        else:
            merged.append(token)
    return merged + _merge(run)


def _links(token: Token) -> bool:
    return token.kind == "filler" and token.end - token.start <= 2


def _merge(run: list[Token]) -> list[Token]:
    if len(run) < 2:
        return run
    last = max(index for index, token in enumerate(run) if token.kind in _NAMES)
    names, rest = run[: last + 1], run[last + 1 :]
    letters = "".join(_NAMES.get(token.kind, "-") for token in names)
    kind = _phrase_kind(letters)
    return [Token(kind, names[0].start, names[-1].end), *rest] if kind else run


def _phrase_kind(letters: str) -> Kind | None:
    named = set(letters) - {"-"}
    if "A" in named or ("a" in named and named & {"i", "o"}):
        return "application"
    if named == {"i", "o"}:
        return "disclosure" if letters.index("i") < letters.index("o") else "publication"
    return None
