"""Finding a form's rows and columns by their labels, however these are spaced, cut or slightly altered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache

from msgspec import Struct

from reportlint.model.forms import Heading, TableForm, editions, load_form
from reportlint.model.wording import bare

_ENUMERATOR = re.compile(r"^(?:[一二三四五六七八九十]+(?=\D)|\d+)")
_EXPLAINED = re.compile(r"(\s*(?:[（(][^（()）]*[)）])?[^（(]+)[（(].+[)）]\s*", re.DOTALL)
"""A label with an explanation in brackets behind it."""
_ALIKE = 0.72
"""How alike an altered label must be to the official one (0 to 1)."""
_NEARLY = 0.05
"""Two candidates that differ by no more are equally good."""
_LONG = 20
"""A label longer than this may be shortened without counting as altered."""


class Match(Struct, frozen=True):
    """The heading that a text stands for; `altered` when no accepted wording says it that way."""

    heading: Heading
    altered: bool = False


class Labels:
    """The labels of one table of a form."""

    def __init__(self, form: TableForm) -> None:
        self.form = form
        self.rows = _index(form.rows)
        self.columns = _index(column for block in form.blocks for column in block.columns)
        self.groups = _index(form.groups)
        printed = (text for block in form.blocks for text in (block.head, block.stub) if text)
        self.heads = {bare(text) for text in printed}
        self._stems = {_stem(key): heading for key, heading in self.rows.items()}
        self._stems.pop("其他", None)
        self._stems.pop("总计", None)

    def known(self, text: str) -> bool:
        """Whether the text is any label of the table, exactly."""
        key = bare(text)
        return key in self.rows or key in self.columns or key in self.groups or key in self.heads

    def row(self, text: str, *, after: str | None = None) -> Match | None:
        """The row that a text labels exactly, or with another enumerator; `after` is the row before it.

        其他 and 总计 are also the names of columns: as row labels they count only in their place.
        """
        key = bare(text)
        heading = self.rows.get(key)
        if heading is not None:
            return Match(heading)
        if key in ("其他", "总计", "合计"):
            return self._in_place("other_rest" if key == "其他" else "handled_total", after)
        stem = _stem(key)
        if stem != key and stem in self._stems:
            return Match(self._stems[stem], altered=True)
        explained = _EXPLAINED.fullmatch(text)
        heading = self.rows.get(bare(explained[1])) if explained else None
        return Match(heading, altered=True) if heading else None

    def _in_place(self, target: str, after: str | None) -> Match | None:
        index = self.form.row_index
        if after is None or target not in index or not 0 < index[target] - index[after] <= 3:
            return None
        return Match(self.form.rows[index[target]])

    def column(self, text: str) -> Match | None:
        """The column that a text names exactly."""
        heading = self.columns.get(bare(text))
        return None if heading is None else Match(heading)

    def similar_row(self, text: str, *, taken: Iterable[str]) -> Match | None:
        """The row that an altered label most likely means, among the rows not found otherwise."""
        key, gone = bare(text), set(taken)
        left = {
            wording: heading
            for wording, heading in self.rows.items()
            if heading.key not in gone and _numerals_agree(key, wording)
        }
        return _similar(key, left)

    def similar_column(self, text: str, left: Sequence[Heading]) -> Match | None:
        """The column that an altered head most likely means, among those not found otherwise."""
        explained = _EXPLAINED.fullmatch(text)
        heading = self.columns.get(bare(explained[1])) if explained else None
        if heading is not None and heading in left:
            return Match(heading, altered=True)
        return _similar(bare(text), _index(left), alike=0.5)


@cache
def labels_of(edition: str, table: str) -> Labels:
    """The labels of a table in a form."""
    return Labels(load_form(edition).tables[table])


@cache
def all_labels(edition: str) -> frozenset[str]:
    """Every wording of every label of a form, made comparable: such a line is no section heading."""
    found: set[str] = set()
    for table in load_form(edition).tables:
        labels = labels_of(edition, table)
        found |= labels.rows.keys() | labels.columns.keys() | labels.groups.keys() | labels.heads
    return frozenset(found)


def _index(headings: Iterable[Heading]) -> dict[str, Heading]:
    found: dict[str, Heading] = {}
    for heading in headings:
        for wording in heading.wordings:
            found.setdefault(bare(wording), heading)
    return found


def _stem(key: str) -> str:
    """A comparable label without its enumerator."""
    return _ENUMERATOR.sub("", key, count=1)


def _numerals_agree(key: str, wording: str) -> bool:
    """Whether two comparable labels have the same enumerator, as far as both have one."""
    mine, other = _ENUMERATOR.match(key), _ENUMERATOR.match(wording)
    return mine is None or other is None or mine[0] == other[0]


def _similar(key: str, candidates: Mapping[str, Heading], *, alike: float = _ALIKE) -> Match | None:
    """The candidate most like the text, unless two different ones are nearly as good."""
    stem = _stem(key)
    if len(stem) < 3:
        return None
    scored: dict[str, tuple[float, bool, Heading]] = {}
    for wording, heading in candidates.items():
        official = _stem(wording)
        shortened = len(official) > _LONG and len(stem) >= 6 and _within(stem, official)
        cut = len(stem) >= 4 and official.startswith(stem)
        lengths = len(stem) + len(official)
        if not (shortened or cut) and 2 * min(len(stem), len(official)) < (alike - _NEARLY) * lengths:
            continue  # whatever stands there, it is too long, or too short, to be alike
        score = 1.0 if shortened or cut else SequenceMatcher(None, stem, official).ratio()
        if score > scored.get(heading.key, (0.0, False, heading))[0]:
            scored[heading.key] = (score, shortened, heading)
    ranked = sorted(scored.values(), key=lambda item: -item[0])
    if not ranked or ranked[0][0] < alike:
        return None
    if len(ranked) > 1 and ranked[1][0] > ranked[0][0] - _NEARLY:
        return None
    return Match(ranked[0][2], altered=not ranked[0][1])


def _within(text: str, whole: str) -> bool:
    """Whether `text` is `whole` with some characters left out."""
    rest = iter(whole)
    return all(character in rest for character in text)


def rows_told(texts: Iterable[str], table: str) -> int:
    """How many rows of a table stand among the texts, by their labels as the form that has most of them there says."""
    told = {bare(text) for text in texts if text}
    known = [labels_of(edition, table).rows for edition in editions() if table in load_form(edition).tables]
    return max((len({rows[key].key for key in told & rows.keys()}) for rows in known), default=0)
