"""The documents and articles that a finding cites: those in force for the report, and meant for its kind of unit.

Rules name them by the keys of rules/basis.yaml. A report on one year is published until 31 March of the next
(Regulation, art. 49 para. 2), so what was not in force on that day is no basis for a finding on it. A form says in its
own file which of its documents take the place of another form's (`cites` in rules/formats).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from msgspec import Struct

from reportlint.data.resources import folder, load_yaml
from reportlint.model.forms import load_form
from reportlint.model.units import Level, level_of
from reportlint.model.wording import Text


class _Pattern(NamedTuple):
    zh: re.Pattern[str]
    en: re.Pattern[str]


_ITEM = _Pattern(re.compile(r"(.*第)((?:（.）)+)项"), re.compile(r"(.* )(\(\d+\)(?:, \(\d+\))*)"))
"""An item of an article: what stands before its number, and the number."""


class Basis(Struct, frozen=True):
    """An article or document that may be cited.

    `since` is the day from which it binds; where only the year is known, the last day of it. `before` are the words
    for earlier reports (the law's name alone), `levels` the kinds of unit that it speaks of (empty: all), and
    `always` is True for rules on privacy, which bind whoever has a report on show today, whatever its year.
    """

    words: Text
    since: date
    before: Text | None = None
    levels: tuple[Level, ...] = ()
    always: bool = False


class Citation(NamedTuple):
    """A key of rules/basis.yaml, or other words for the basis of a rule; `levels` are the kinds of unit it is for."""

    basis: str | Text
    levels: tuple[Level, ...] = ()


class Subject(NamedTuple):
    """Whose report of which year, on which form, a finding is about; what is not known is None."""

    unit: str | None
    year: int | None
    edition: str


@cache
def load_bases() -> Mapping[str, Basis]:
    """All bases by their keys, from rules/basis.yaml."""
    documents: Any = load_yaml((folder("rules") / "basis.yaml").read_text("utf-8"))
    return {key: _basis(entry, document) for document in documents for key, entry in document["cite"].items()}


def _basis(entry: Mapping[str, Any], document: Mapping[str, Any]) -> Basis:
    since, before = document.get("since", date.min), document.get("before")
    return Basis(
        Text(entry["zh"], entry["en"]),
        date(since, 12, 31) if isinstance(since, int) else since,
        Text(**before) if before else None,
        tuple(entry.get("levels", ())),
        entry.get("always", False),
    )


def citation(entry: Any) -> Citation:
    """The citation that stands in a rule's `basis` or in the parameters of its check."""
    if isinstance(entry, str):
        return Citation(entry)
    if "cite" in entry:
        return Citation(entry["cite"], tuple(entry["for"]))
    return Citation(Text(**entry))


def cited(citations: Sequence[Citation], subject: Subject) -> tuple[Text, ...]:
    """What of the citations fits the subject, in their order; none twice, and items of one article together."""
    level = level_of(subject.unit) if subject.unit else "unknown"
    return tuple(joined(dict.fromkeys(_fitting(citations, subject, level))))


def joined(words: Iterable[Text]) -> Iterator[Text]:
    """The bases with the items of one article named once: 第五十条第一款第（一）（四）项."""
    articles: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for text in words:
        zh, en = _ITEM.zh.fullmatch(text.zh), _ITEM.en.fullmatch(text.en)
        if zh is None or en is None:
            articles[text.zh, text.en] = []
        else:
            articles.setdefault((zh[1], en[1]), []).append((zh[2], en[2]))
    for (zh_article, en_article), items in articles.items():
        zh_items, en_items = "".join(zh for zh, _ in items), ", ".join(en for _, en in items)
        yield (
            Text(f"{zh_article}{zh_items}项", en_article + en_items)
            if items
            else Text(zh_article, en_article)
        )


def _fitting(citations: Sequence[Citation], subject: Subject, level: Level) -> Iterator[Text]:
    published = date.max if subject.year is None else date(subject.year + 1, 3, 31)
    instead = load_form(subject.edition).cites
    for key, levels in citations:
        if levels and level not in levels:
            continue
        name = instead.get(key, key) if isinstance(key, str) else key
        if isinstance(name, Text):
            yield name
            continue
        basis = load_bases()[name]
        if basis.levels and level not in basis.levels:
            continue
        if basis.always or basis.since <= published:
            yield basis.words
        elif basis.before is not None:
            yield basis.before


def all_words(citations: Sequence[Citation]) -> tuple[Text, ...]:
    """Everything that may be cited, whatever the report: for catalogues of rules."""
    return tuple(load_bases()[key].words if isinstance(key, str) else key for key, _ in citations)
