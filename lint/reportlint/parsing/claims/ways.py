"""The ways of telling (rules/lexicon/ways.yaml): patterns of words around a figure, and what each tells.

A pattern is written in kinds of words, with `#` for the figure and `9` for another figure before it:

    carried_in:  previous undone carry? #

matches 上年未办结…结转3件. `a|b` is one of several kinds, `x?` may be left out, `...` stands for any words that
were read, `~` for words that the lexicon does not know, `*` for any words at all, dates and rates among them. The
year before the report's counts as `previous`, the one after it as `next`. Fillers, and colons, count for nothing. A
pattern begins
where the stretch before the figure begins (at the clause or the figure before) and ends where it ends: what stands
behind its last word is free, unless it ends with `$`. A pattern without `#` tells that there was none, and must fit
the whole clause. The patterns become one regular expression, a character for each kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from msgspec import Struct

from reportlint.data.resources import folder, load_yaml
from reportlint.model.wording import Text
from reportlint.parsing.claims.kinds import KINDS, Kind
from reportlint.parsing.claims.tokens import Token

_CODES: Mapping[Kind, str] = {kind: chr(0x4E00 + number) for number, kind in enumerate(KINDS)}
_DROPPED = frozenset({"filler", "：", "bracket"})
_HERE, _OTHER, _QUANTITY, _UNREAD = "#", "9", "q", "~"
_COUNTS = frozenset({"figure", "money"})
_QUANTITIES = frozenset({"quantity", "percent"})
_YEARS: Mapping[int, Kind] = {-1: "previous", 0: "year", 1: "next"}
"""What a year is by its distance from the report's."""
_ELEMENT = re.compile(r"([a-z_、|]+|[#9~$*]|\.\.\.)(\?)?")


class Way(Struct, frozen=True):
    """A way of telling. `tells` are measures; none for words behind which a figure is no claim.

    `words` are its patterns; a way without any is read by the code, which gives its name to what it tells. `topic`
    is what the text must be about: "applications", "remedies", a kind of the lexicon, "denied" (the clause before
    says that there was none of something), or "any". `sure` is false where the words may mean something else,
    `zero` true where only none is told so. `good` are sentences with what they tell by this way, `bad` such as only
    look like it.
    """

    name: str
    title: Text
    tells: tuple[str, ...]
    words: tuple[str, ...]
    topic: str
    sure: bool
    zero: bool
    good: tuple[tuple[str, Mapping[str, int]], ...]
    bad: tuple[str, ...]

    @property
    def carries(self) -> bool:
        """Whether it tells of applications from another year, or to it."""
        return bool(self.tells) and all(measure.startswith("carried") for measure in self.tells)


class Ways(Struct, frozen=True):
    """All ways by name, and the patterns of those that have some: for figures, and for what there was none of."""

    named: Mapping[str, Way]
    figures: re.Pattern[str]
    zeros: re.Pattern[str]
    order: tuple[Way, ...]
    """The way of each group of the patterns, from the group `w0`."""

    def of_figure(self, clause: Sequence[Token], index: int, start: int, year: int | None) -> Way | None:
        """The way in which the figure at `index` of a clause is told; `start` is where the clause begins, `year` the
        report's.
        """
        return self._found(self.figures.search(spelled(clause, start, index, year=year)))

    def of_none(self, clause: Sequence[Token], start: int, end: int, year: int | None) -> Way | None:
        """The way in which a clause without figures tells that there was none."""
        return self._found(self.zeros.fullmatch(spelled(clause, start, None, end, year=year)))

    def _found(self, match: re.Match[str] | None) -> Way | None:
        return None if match is None or match.lastgroup is None else self.order[int(match.lastgroup[1:])]


class WayError(ValueError):
    """A pattern that cannot be read; the text says which and why."""


@cache
def load_ways() -> Ways:
    """The ways of telling, read once. Raises WayError, and FileNotFoundError when the installation lacks its rules."""
    data: Any = load_yaml((folder("rules") / "lexicon" / "ways.yaml").read_text("utf-8"))
    order = tuple(_way(name, entry) for name, entry in data.items())
    patterns = [(number, words) for number, way in enumerate(order) for words in way.words]
    told = [f"(?P<w{number}>{words})" for number, words in _joined(patterns, with_figure=True)]
    none = [f"(?P<w{number}>{words})" for number, words in _joined(patterns, with_figure=False)]
    return Ways(
        named={way.name: way for way in order},
        figures=re.compile(f"(?:^|(?<=[9q]))(?:{'|'.join(told)})"),
        zeros=re.compile("|".join(none)),
        order=order,
    )


def spelled(
    tokens: Sequence[Token],
    start: int,
    figure: int | None,
    end: int | None = None,
    *,
    year: int | None = None,
) -> str:
    """Words as characters, one for each kind; fillers left out, unread words marked."""
    signs: list[str] = []
    position = start
    for index, token in enumerate(tokens):
        if token.start > position and signs[-1:] != [_UNREAD]:
            signs.append(_UNREAD)
        position = max(position, token.end)
        if index == figure:
            signs.append(_HERE)
        elif token.kind in _COUNTS:
            signs.append(_OTHER)
        elif token.kind in _QUANTITIES:
            signs.append(_QUANTITY)
        elif token.kind not in _DROPPED:
            signs.append(_CODES[_year(token, year) if token.kind == "year" else token.kind])
    if end is not None and end > position:
        signs.append(_UNREAD)
    return "".join(signs)


def _year(token: Token, year: int | None) -> Kind:
    """Whether a year is the report's, or that before or after it."""
    return "year" if year is None or token.value is None else _YEARS.get(token.value - year, "cumulative")


def _way(name: str, entry: Mapping[str, Any]) -> Way:
    return Way(
        name=name,
        title=Text(*entry["title"].split(" | ")),
        tells=tuple(entry.get("tells", "").split()),
        words=tuple(entry.get("words", ())),
        topic=entry.get("topic", "applications"),
        sure=entry.get("sure", True),
        zero=entry.get("zero", False),
        good=tuple((say, told) for say, told in entry["good"].items()),
        bad=tuple(entry["bad"]),
    )


def _joined(patterns: Sequence[tuple[int, str]], *, with_figure: bool) -> Iterator[tuple[int, str]]:
    """The patterns of each way as one alternative of the whole."""
    by_way: dict[int, list[str]] = {}
    for number, words in patterns:
        if ("#" in words) == with_figure:
            by_way.setdefault(number, []).append(words)
    for number, several in by_way.items():
        yield number, "|".join(map(parsed_words, several))


def parsed_words(words: str) -> str:
    """A pattern as a regular expression over the characters of kinds. Raises WayError for what is no pattern."""
    return "".join(_element(element, words) for element in words.split())


def _element(element: str, pattern: str) -> str:
    match = _ELEMENT.fullmatch(element)
    if match is None:
        raise WayError(
            f"“{pattern}”里的“{element}”不是一种词 / {element!r} in {pattern!r} is no kind of word"
        )
    sign = match[1]
    if sign == "...":
        return "[^#9q~]*?"
    if sign == "*":
        return "[^#9]*?"
    if sign in "#9~$":
        return sign + (match[2] or "")
    unknown = [kind for kind in sign.split("|") if kind not in _CODES]
    if unknown:
        raise WayError(
            f"“{pattern}”里没有“{unknown[0]}”这种词 / no kind of word is called {unknown[0]!r} ({pattern!r})"
        )
    return f"[{''.join(_CODES[kind] for kind in KINDS if kind in sign.split('|'))}]{match[2] or ''}"
