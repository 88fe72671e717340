"""Reading a figure: what a cell's text says, without repairing it.

Full-width digits and thousands separators are digits; `22（其中修订16件）` is 22 with a remark;
一千二百 is a number written in words. The mark of a footnote is a remark and never a digit: 5² is 5,
and ① alone is no figure. Anything that would need a guess stays unreadable, with the flaw named.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from reportlint.model.document import Place
from reportlint.model.forms import Kind
from reportlint.model.report import Blank, Flaw, Number, Placeholder, Unreadable, Value

MEASURES = "件条宗起份项次例个部篇人页"
"""Measure words that may stand behind a figure."""

LONGEST_FIGURE = 12
"""Digits that a figure has at most; the sums of a whole province have eight."""
_TOO_LONG = re.compile(rf"\d(?:,?\d){{{LONGEST_FIGURE}}}")
_BARE = re.compile(rf"[-+−减增加少\d,.\s]+(?:[{MEASURES}]次?|[万亿]?元)?")
"""A figure alone, of any length, with its sign and its unit."""
_LONGEST_IN_WORDS = 2 * LONGEST_FIGURE
"""Chinese numerals of such a figure: a digit and its place for each."""

_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\x00-\x08\x0e-\x1f\x7f-\x9f]")
_WHOLE = re.compile(r"\d+|\d{1,3}(?:,\d{3})+")
_DECIMAL = re.compile(r"(?:\d+|\d{1,3}(?:,\d{3})+)\.\d+")
_SIGNED = re.compile(r"(\+|-|−|增加?|减少?)(.+)")
_FIGURE = r"\d[\d,]*(?:\.\d+)?"
_WITH_NOTE = re.compile(
    rf"({_FIGURE})\s*[(（]\s*(.*[^\d\s.,].*?)\s*[)）]|({_FIGURE})\s*[,;]?\s*(其中.+|含.+)"
)
_MARK = "[\u00b9\u00b2\u00b3\u2070\u2074-\u2079\u2080-\u2089①-⒇⓪-⓿❶-➓㉑-㉟㊱-㊿]"
"""What marks a footnote: a raised, lowered, circled or bracketed number."""
_MARKED = re.compile(rf"({_FIGURE})\s*[(（\[〔【]?\s*(注?{_MARK}(?:[\s,、]*{_MARK})*)\s*[)）\]〕】]?")
_WITH_UNIT = re.compile(rf"{_FIGURE}\s*(?:[{MEASURES}]|件次|[万亿]?元)|{_FIGURE}\s*[万亿]")
_FIGURES = re.compile(_FIGURE)
_DIGITS_APART = re.compile(r"\d+")
_SEVERAL = re.compile(r"[\d\s,.;、/|~-]+")
_SIGN_FOR_NOTHING = re.compile(r"[-/\\_~*·—–―−]+")
_WORDS_FOR_NOTHING = frozenset(
    [
        "无",
        "暂无",
        "没有",
        "未发生",
        "不涉及",
        "未涉及",
        "不适用",
        "空",
        "缺",
        "NA",
        "N/A",
        "n/a",
        "na",
        "N.A.",
        "无此项",
        "略",
    ]
)

_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "两": 2,
    "○": 0,
}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_CHINESE = re.compile(r"[〇零○一二两三四五六七八九十百千万亿]+")


def read_value(raw: str, place: Place, *, kind: Kind = "count") -> Value:
    """What the text of one cell says; `kind` is what the form expects there."""
    if raw.isascii() and raw.isdigit() and len(raw) <= LONGEST_FIGURE:
        return Number(int(raw), raw, place)
    text = _comparable(_UNSEEN.sub("", raw)).strip()
    if not text:
        return Blank(raw, place)
    if _SIGN_FOR_NOTHING.fullmatch(text) or text.replace(" ", "") in _WORDS_FOR_NOTHING:
        return Placeholder(raw, place)
    if _is_too_long(text):
        return Unreadable(raw, place, "too_long")
    return _plain(text, raw, place, kind) or _adorned(text, raw, place, kind)


@lru_cache(maxsize=4096)
def is_figure(text: str) -> bool:
    """Whether a cell's text stands where a figure does: a number, a sign for nothing, or a damaged number."""
    if text.isascii() and text.isdigit():
        return True
    value = read_value(text, Place())
    if isinstance(value, Unreadable):
        return value.flaw != "words"
    if isinstance(value, Number) and value.in_words:
        return len(text.strip()) > 1  # a single numeral is more often a piece of a label: 三/本/年/度
    return not isinstance(value, Blank)


def chinese_number(text: str) -> int | None:
    """The number that Chinese numerals tell (一千二百, 二〇二四, 两万), or None for anything else.

    More numerals than a figure can have are none.
    """
    if len(text) > _LONGEST_IN_WORDS or not _CHINESE.fullmatch(text):
        return None
    if all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    whole = part = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _TENS:
            part += (digit or 1) * _TENS[character]
            digit = 0
        else:
            whole = (whole + part + digit) * _MYRIADS[character]
            part = digit = 0
    return whole + part + digit


def _is_too_long(text: str) -> bool:
    """Whether the text is a figure, in digits or in words, that is longer than any can be."""
    if len(text) <= LONGEST_FIGURE:
        return False
    if _CHINESE.fullmatch(text):
        return len(text) > _LONGEST_IN_WORDS
    return _BARE.fullmatch(text) is not None and _TOO_LONG.search(text) is not None


def _comparable(text: str) -> str:
    """The text in its usual width; raised, lowered and circled numbers stay what they are: marks."""
    if not any(map(_is_mark, text)):
        return unicodedata.normalize("NFKC", text)
    return "".join(sign if _is_mark(sign) else unicodedata.normalize("NFKC", sign) for sign in text)


def _is_mark(sign: str) -> bool:
    """Whether a character shows a number and is no digit: ², ₂, ①, ⑵, ½."""
    return not sign.isascii() and unicodedata.category(sign) == "No"


def _plain(text: str, raw: str, place: Place, kind: Kind) -> Value | None:
    """A bare figure: digits, with decimals or a sign where the form allows them, or in words."""
    if _WHOLE.fullmatch(text):
        return Number(int(text.replace(",", "")), raw, place)
    if _DECIMAL.fullmatch(text):
        if kind != "amount":
            return Unreadable(raw, place, "decimal")
        from decimal import Decimal  # most reports have no decimals: start-up does without it

        amount = Decimal(text.replace(",", ""))
        return Number(int(amount) if amount == amount.to_integral_value() else amount, raw, place)
    signed = _SIGNED.fullmatch(text)
    if signed and _WHOLE.fullmatch(signed[2].strip()):
        if kind != "signed":
            return Unreadable(raw, place, "negative" if signed[1][0] in "-−减" else "words")
        size = int(signed[2].strip().replace(",", ""))
        return Number(-size if signed[1][0] in "-−减" else size, raw, place)
    in_words = chinese_number(text)
    if in_words is not None and in_words >= 10**LONGEST_FIGURE:
        return Unreadable(raw, place, "too_long")
    return None if in_words is None else Number(in_words, raw, place, in_words=True)


def _adorned(text: str, raw: str, place: Place, kind: Kind) -> Value:
    """A figure with something beside it, several figures, or no figure at all."""
    if _WITH_UNIT.fullmatch(text):
        return Unreadable(raw, place, "unit")
    noted = _WITH_NOTE.fullmatch(text) or _MARKED.fullmatch(text)
    if noted:
        figure, note = (noted[1], noted[2]) if noted[1] else (noted[3], noted[4])
        if note in MEASURES or note in ("万元", "元"):
            return Unreadable(raw, place, "unit")
        if _is_too_long(figure):
            return Unreadable(raw, place, "too_long")
        value = _plain(figure.rstrip(","), raw, place, kind)
        if isinstance(value, Number):
            return Number(value.value, raw, place, note)
    flaw: Flaw = "words"
    if len(_DIGITS_APART.findall(text)) > 1 and _SEVERAL.fullmatch(text):
        flaw = "two_figures"
    elif text[0] in "-−减" and _FIGURES.search(text):
        flaw = "negative"
    return Unreadable(raw, place, flaw)
