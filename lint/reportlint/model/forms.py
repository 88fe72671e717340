"""The official forms (rules/formats/*.yaml): sections, tables, rows, columns and how messages name them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct, field

from reportlint.data.resources import folder, load_yaml
from reportlint.model.report import CellKey
from reportlint.model.wording import Text, bare

_ADDED: dict[str, Path] = {}
"""Forms that a user brings, by their editions; a form is a fact, so it stays known in the process."""

Kind = Literal["count", "amount", "signed"]
"""What a cell holds: a number of things, a sum of money (decimals), a difference (may be negative)."""


class Heading(Struct, frozen=True):
    """A row, a column or a group of them, with the wordings that are accepted for it."""

    key: str
    label: str
    variants: tuple[str, ...] = ()
    short: str = ""
    group: str | None = None
    kind: Kind = "count"

    @property
    def name(self) -> str:
        """How messages call it."""
        return self.short or self.label

    @property
    def wordings(self) -> tuple[str, ...]:
        """All accepted wordings, the official one first."""
        return (self.label, *self.variants)


class Block(Struct, frozen=True):
    """Rows under one set of columns; table 二 has four of them.

    `head` and `stub` are what the form prints above the block and above its row labels.
    """

    head: str
    stub: str
    columns: tuple[Heading, ...]
    rows: tuple[Heading, ...]


class TableForm(Struct, frozen=True, dict=True):
    """One table of the form. In the layout `strip` all rows stand side by side on one line (table 四)."""

    key: str
    name: str
    section: int
    layout: Literal["rows", "strip"]
    blocks: tuple[Block, ...]
    groups: tuple[Heading, ...]

    @cached_property
    def rows(self) -> tuple[Heading, ...]:
        """All rows in the form's order."""
        return tuple(row for block in self.blocks for row in block.rows)

    @cached_property
    def row_index(self) -> Mapping[str, int]:
        """The place of each row key among the rows, from 0."""
        return {row.key: index for index, row in enumerate(self.rows)}

    @cached_property
    def _blocks_by_row(self) -> Mapping[str, Block]:
        return {row.key: block for block in self.blocks for row in block.rows}

    @cached_property
    def _headings(self) -> Mapping[str, Heading]:
        return {heading.key: heading for heading in (*self.groups, *self.rows)}

    def block_of(self, row: str) -> Block:
        """The block that a row belongs to. Raises KeyError for a key that is none of the form's."""
        return self._blocks_by_row[row]

    def row_name(self, row: str) -> str:
        """A row as messages call it, with its group: （三）不予公开—3.危及三安全一稳定."""
        heading = self._headings[row]
        if heading.group is None:
            return heading.name
        return f"{self._headings[heading.group].name}—{heading.name}"

    def column_name(self, row: str, column: str) -> str:
        """A column of a row's block as messages call it."""
        return next(heading.name for heading in self.block_of(row).columns if heading.key == column)

    @property
    def called(self) -> Text:
        """The table as messages call it: 第三部分的表."""
        return Text(self.name, f"the table of part {self.section}")

    def row_called(self, row: str) -> Text:
        """A row as messages call it: 第三部分的表，“（七）总计”行."""
        (zh, en), name = self.called, self.row_name(row)
        if self.layout == "strip":
            return Text(f"{zh}“{name}”各列", f"{en}, columns of “{name}”")
        return Text(f"{zh}，“{name}”行", f"{en}, row “{name}”")

    def cell_called(self, row: str, column: str) -> Text:
        """A cell as messages call it: 第三部分的表，“（七）总计”行、“自然人”列.

        A strip has no rows that a person sees: there its cells are columns under a head.
        """
        (zh, en), row_name, name = self.called, self.row_name(row), self.column_name(row, column)
        if self.layout == "strip":
            return Text(f"{zh}，“{row_name}”的“{name}”列", f"{en}, “{row_name}”, column “{name}”")
        return Text(f"{zh}，“{row_name}”行、“{name}”列", f"{en}, row “{row_name}”, column “{name}”")


class SectionForm(Struct, frozen=True):
    """One section: its official title, harmless variants, and word lists that make a title recognisable."""

    number: int
    title: str
    variants: tuple[str, ...]
    hints: tuple[tuple[str, ...], ...]


class Form(Struct, frozen=True, dict=True):
    """One official form. `last_year` is None for the form in force.

    `like` is the edition whose rules hold for this form too (None: none but those that hold for every form);
    `obsolete_heads` are heads that no later form has, `dropped_heads` heads of the form before that this one has not.
    `cites` tells what a finding on a report of this form cites in the place of a basis that speaks of another form:
    keys of rules/basis.yaml, or other words, by keys of rules/basis.yaml.
    """

    edition: str
    document: str
    first_year: int
    last_year: int | None
    sections: tuple[SectionForm, ...]
    tables: Mapping[str, TableForm]
    obsolete_heads: tuple[str, ...] = ()
    dropped_heads: tuple[str, ...] = ()
    like: str | None = None
    cites: Mapping[str, str | Text] = field(default_factory=dict)

    def is_of(self, editions: Collection[str]) -> bool:
        """Whether a rule for these editions holds for this form."""
        return self.edition in editions or self.like in editions

    def covers(self, year: int) -> bool:
        """Whether reports on this year are written on this form."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


NUMERALS = "〇一二三四五六七八九十"


@cache
def editions() -> tuple[str, ...]:
    """The forms known, the newest first: those of rules/formats and those added."""
    return tuple(sorted({*bundled_editions(), *_ADDED}, reverse=True))


@cache
def bundled_editions() -> tuple[str, ...]:
    """The forms of rules/formats, the newest first: the one in force, then the older ones."""
    return tuple(sorted((path.stem for path in (folder("rules") / "formats").glob("*.yaml")), reverse=True))


def add_form(path: Path, edition: str) -> None:
    """Makes the form in a file known under its edition; the file is known to be sound (see `engine.packs`).

    Raises ValueError when another form has the edition.
    """
    known = _path_of(edition)
    if known not in (None, path) and known.read_bytes() != path.read_bytes():
        raise ValueError(known)
    if known is None:
        _ADDED[edition] = path
        editions.cache_clear()


def _path_of(edition: str) -> Path | None:
    if edition in bundled_editions():
        return folder("rules") / "formats" / f"{edition}.yaml"
    return _ADDED.get(edition)


def form_for_year(year: int) -> str:
    """The edition for reports on `year`, the newest that covers it; before the first form there is, that one."""
    known = editions()
    return next((edition for edition in known if load_form(edition).covers(year)), known[-1])


def obsolete_heads(edition: str) -> Mapping[str, str]:
    """Heads of older forms that this form has not, made comparable, each with the edition that had it."""
    return _obsolete_heads(edition, editions())


@cache
def _obsolete_heads(edition: str, known: tuple[str, ...]) -> Mapping[str, str]:
    heads: dict[str, str] = {}
    for newer, older in reversed(list(pairwise(known))):
        if newer <= edition:
            heads |= {bare(head): older for head in load_form(older).obsolete_heads}
            heads |= {bare(head): older for head in load_form(newer).dropped_heads}
    return heads


def cell_name(cell: CellKey, *, edition: str) -> Text:
    """A cell in the clerk's words: 第三部分的表，“（三）不予公开—3.危及三安全一稳定”行、“自然人”列."""
    return load_form(edition).tables[cell.table].cell_called(cell.row, cell.column)


@cache
def load_form(edition: str) -> Form:
    """The form of this edition (see `editions`). Raises KeyError for an edition that is not known."""
    path = _path_of(edition)
    if path is None:
        raise KeyError(edition)
    data: Any = load_yaml(path.read_text("utf-8-sig"))
    return Form(
        edition=data["edition"],
        document=data["document"],
        first_year=data["years"]["first"],
        last_year=data["years"]["last"],
        sections=tuple(_section(item) for item in data["sections"]),
        tables={key: _table(key, item) for key, item in data["tables"].items()},
        obsolete_heads=tuple(data.get("obsolete_heads", ())),
        dropped_heads=tuple(data.get("dropped_heads", ())),
        like=data.get("like"),
        cites={
            key: entry if isinstance(entry, str) else Text(**entry)
            for key, entry in data.get("cites", {}).items()
        },
    )


def _section(item: Mapping[str, Any]) -> SectionForm:
    hints = tuple(tuple(words) for words in item["hints"])
    return SectionForm(item["number"], item["title"], tuple(item["variants"]), hints)


def _table(key: str, item: Mapping[str, Any]) -> TableForm:
    blocks = tuple(
        Block(
            head=block["head"],
            stub=block.get("stub", ""),
            columns=tuple(_heading(column) for column in block["columns"]),
            rows=tuple(_heading(row) for row in block["rows"]),
        )
        for block in item["blocks"]
    )
    groups = tuple(_heading(group) for group in item.get("groups", ()))
    return TableForm(key, item["name"], item["section"], item.get("layout", "rows"), blocks, groups)


def _heading(item: Mapping[str, Any]) -> Heading:
    return Heading(
        key=item["key"],
        label=item["label"],
        variants=tuple(item.get("variants", ())),
        short=item.get("short", ""),
        group=item.get("group"),
        kind=item.get("kind", "count"),
    )
