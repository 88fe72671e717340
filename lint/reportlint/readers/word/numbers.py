"""The numerals that Word puts before numbered paragraphs (一、 （一） 1.): they stand in no text of the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct, field

from reportlint.readers.container import whole

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"

_LEVELS = 9
_PART = re.compile(r"%(\d)")
_HAN = "〇一二三四五六七八九"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_LEGAL = str.maketrans("〇一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


class Level(Struct, frozen=True):
    """One level of a list: first number, format, text with %1 to %9, and what stands behind it."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    behind: str = "tab"
    restarts: bool = True
    legal: bool = False
    """All parts in digits, whatever the format of their levels."""


class Numbering(Struct):
    """The lists of a document, and how far each has counted. Paragraphs must be asked for in reading order."""

    lists: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = field(default_factory=dict)
    """By numId: the list they belong to (they count on together), its levels, and where this one starts anew."""
    of_style: dict[str, tuple[str, int]] = field(default_factory=dict)
    """numId and level of the paragraph styles that are numbered."""
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _restarted: set[tuple[str, int]] = field(default_factory=set)

    def numeral(self, properties: _Element | None, style: str | None) -> str:
        """What stands before a paragraph with these properties (w:pPr); "" for one without a number."""
        known = self._number_of(properties, style)
        if known is None or known[0] not in self.lists:
            return ""
        number, level = known
        owner, levels, anew = self.lists[number]
        counts = self._counts.setdefault(owner, [None] * _LEVELS)
        self._restart(number, anew, counts)
        rule = levels.get(level, Level())
        counts[level] = rule.start if counts[level] is None else counts[level] + 1  # type: ignore[operator]
        for deeper in range(level + 1, _LEVELS):
            if levels.get(deeper, Level()).restarts:
                counts[deeper] = None
        return _written(rule, levels, counts)

    def _number_of(self, properties: _Element | None, style: str | None) -> tuple[str, int] | None:
        own = None if properties is None else properties.find(W + "numPr")
        of_style = self.of_style.get(style or "")
        if own is None:
            return of_style
        number, level = own.find(W + "numId"), own.find(W + "ilvl")
        name = number.get(VAL, "") if number is not None else of_style[0] if of_style else ""
        depth = whole(level.get(VAL)) if level is not None else of_style[1] if of_style else 0
        return (name, min(max(depth, 0), _LEVELS - 1)) if name not in ("", "0") else None

    def _restart(self, number: str, anew: dict[int, int], counts: list[int | None]) -> None:
        for level, start in anew.items():
            if (number, level) not in self._restarted:
                self._restarted.add((number, level))
                counts[level] = start - 1


def numbering(root: _Element | None, styles: _Element | None) -> Numbering:
    """The numbering that the parts numbering.xml and styles.xml of a document define."""
    found = Numbering()
    if root is None:
        return found
    abstract = {
        element.get(W + "abstractNumId", ""): element for element in root.iterchildren(W + "abstractNum")
    }
    by_style = {
        (link.get(VAL, ""), key): whole(level.get(W + "ilvl"))
        for key, element in abstract.items()
        for level in element.iterchildren(W + "lvl")
        for link in level.iterchildren(W + "pStyle")
    }
    for number in root.iterchildren(W + "num"):
        owner = next((link.get(VAL, "") for link in number.iterchildren(W + "abstractNumId")), "")
        if owner in abstract:
            levels = dict(_levels(abstract[owner]))
            anew: dict[int, int] = {}
            for override in number.iterchildren(W + "lvlOverride"):
                levels |= dict(_levels(override))
                for start in override.iterchildren(W + "startOverride"):
                    anew[whole(override.get(W + "ilvl"))] = whole(start.get(VAL))
            found.lists[number.get(W + "numId", "")] = owner, levels, anew
    found.of_style.update(_numbered_styles(styles, found, by_style))
    return found


def _levels(parent: _Element) -> Iterator[tuple[int, Level]]:
    for element in parent.iterchildren(W + "lvl"):
        told = {child.tag: child.get(VAL) for child in element if isinstance(child.tag, str)}
        formats = [form.get(VAL) or "decimal" for form in element.iter(W + "numFmt")]
        level = Level(
            start=whole(told.get(W + "start") or "1"),
            format=next((name for name in formats if name != "custom"), "decimal"),
            text=told.get(W + "lvlText") or "",
            behind=told.get(W + "suff") or "tab",
            restarts=told.get(W + "lvlRestart") != "0",
            legal=W + "isLgl" in told and told[W + "isLgl"] not in ("0", "false"),
        )
        depth = whole(element.get(W + "ilvl"))
        if 0 <= depth < _LEVELS:
            yield depth, level


def _numbered_styles(
    styles: _Element | None, found: Numbering, by_style: dict[tuple[str, str], int]
) -> Iterator[tuple[str, tuple[str, int]]]:
    """The paragraph styles that have a number of their own or from the style they are based on."""
    if styles is None:
        return
    known = {style.get(W + "styleId", ""): style for style in styles.iterchildren(W + "style")}
    for name in known:
        ancestor, seen = name, set[str]()
        while ancestor in known and ancestor not in seen:
            seen.add(ancestor)
            number = known[ancestor].find(f"{W}pPr/{W}numPr/{W}numId")
            if number is not None:
                given = number.get(VAL, "")
                level = known[ancestor].find(f"{W}pPr/{W}numPr/{W}ilvl")
                owner = found.lists[given][0] if given in found.lists else ""
                linked = by_style.get((name, owner), by_style.get((ancestor, owner), 0))
                yield name, (given, linked if level is None else whole(level.get(VAL)))
                break
            based = known[ancestor].find(W + "basedOn")
            ancestor = "" if based is None else based.get(VAL, "")


def _written(rule: Level, levels: dict[int, Level], counts: list[int | None]) -> str:
    """The numeral as Word shows it; bullets are no numerals."""
    if rule.format == "bullet":
        return ""

    def part(match: re.Match[str]) -> str:
        depth = int(match[1]) - 1
        level = levels.get(depth, Level())
        count = counts[depth] if 0 <= depth < _LEVELS else None
        return in_format(level.start if count is None else count, "decimal" if rule.legal else level.format)

    text = _PART.sub(part, rule.text)
    apart = rule.behind != "nothing" and text[-1:].isalnum()
    return f"{text} " if apart else text


def in_format(number: int, name: str) -> str:
    """A number as a numbering format of Word writes it; formats that are not known here are digits."""
    form = _FORMATS.get(name)
    return form(number) if form and number > 0 else "" if name == "none" else str(number)


def _counted(number: int) -> str:
    """一, 十, 十一, 二十, 一百〇五."""
    if number >= 10_000:
        return str(number)
    digits = str(number)
    text = ""
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        if digit != "0":
            text += _HAN[int(digit)] + ("", "十", "百", "千")[place]
        elif text[-1:] != "〇":
            text += "〇"
    text = text.rstrip("〇")
    return text[1:] if text.startswith("一十") else text


def _digits(number: int) -> str:
    return "".join(_HAN[int(digit)] for digit in str(number))


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN if number < 4000 else ():
        text += letters * (number // value)
        number %= value
    return text or str(number)


def _letters(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * min((number - 1) // 26 + 1, 30)


def _one_of(characters: str) -> Callable[[int], str]:
    return lambda number: characters[(number - 1) % len(characters)]


def _run_of(first: str, last: int) -> Callable[[int], str]:
    """Characters that follow each other from `first` for 1 to that for `last`."""
    return lambda number: chr(ord(first) + number - 1) if number <= last else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(("chineseCounting", "chineseCountingThousand", "japaneseCounting"), _counted),
    **dict.fromkeys(("taiwaneseCounting", "taiwaneseCountingThousand", "koreanCounting"), _counted),
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), _digits),
    "chineseLegalSimplified": lambda number: _counted(number).translate(_LEGAL),
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in str(number)),
    "decimalFullWidth2": lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in str(number)),
    "decimalEnclosedCircle": _run_of("①", 20),
    "decimalEnclosedCircleChinese": _run_of("①", 20),
    "decimalEnclosedParen": _run_of("⑴", 20),
    "decimalEnclosedFullstop": _run_of("⒈", 20),
    "ideographEnclosedCircle": _run_of("㊀", 10),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "none": lambda number: "",
}
