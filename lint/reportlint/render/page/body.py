"""The report as it reads, block by block, with the marks at their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias

from msgspec import Struct

from reportlint.model.document import Paragraph, Place
from reportlint.model.forms import NUMERALS, load_form
from reportlint.model.report import Label, Report, Section, Table
from reportlint.render.page.grids import TableView, table_view
from reportlint.render.page.marks import Mark, MarkedPlace, Marks


class MarkedPiece(NamedTuple):
    """A stretch of text, the marks on it, and those of them whose number is shown at its end.

    An empty text with marks is a place where something is missing.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    badges: tuple[Mark, ...] = ()


class ProseBlock(Struct, frozen=True):
    """The title, a heading or a paragraph; `pins` are marks that stand before it."""

    kind: Literal["title", "heading", "paragraph"]
    pieces: tuple[MarkedPiece, ...]
    pins: tuple[Mark, ...] = ()


class TableBlock(Struct, frozen=True):
    """A table."""

    table: TableView
    pins: tuple[Mark, ...] = ()
    kind: Literal["table"] = "table"


class GapBlock(Struct, frozen=True):
    """A statutory table that was not found or could not be read, with the reason as far as it is known."""

    name: str
    reason: str
    kind: Literal["gap"] = "gap"
    pins: tuple[Mark, ...] = ()


PageBlock: TypeAlias = ProseBlock | TableBlock | GapBlock


class _Raw(NamedTuple):
    """A block before its marks are on it."""

    kind: Literal["title", "heading", "paragraph", "table", "gap"]
    place: Place
    text: str
    table: Table | None = None


def blocks_of(report: Report, marks: Marks, *, lang: str) -> tuple[PageBlock, ...]:
    """All blocks in the order of the file; every mark with a place is on one of them."""
    raw = _in_order(list(_raw(report, lang)))
    on_text: dict[int, list[MarkedPlace]] = {}
    before: dict[int, list[Mark]] = {}
    for marked in marks.texts:
        index = _home(raw, marked.place)
        if index is not None:
            on_text.setdefault(index, []).append(marked)
        else:
            before.setdefault(_following(raw, marked.place), []).append(marked.mark)
    blocks: list[PageBlock] = [
        _block(item, on_text.get(index, ()), tuple(before.get(index, ())), marks, lang)
        for index, item in enumerate(raw)
    ]
    left = tuple(before.get(len(raw), ()))
    return (*blocks, ProseBlock("paragraph", (), left)) if left else tuple(blocks)


def _raw(report: Report, lang: str) -> Iterator[_Raw]:
    title = report.title
    if title is not None:
        yield _Raw("title", title.place, title.text)
    for paragraph in report.preamble:
        if title is None or not _within(paragraph.place, title.place):
            yield _Raw("paragraph", paragraph.place, paragraph.text)
    form = load_form(report.edition)
    sections = {table.section: key for key, table in form.tables.items()}
    shown: set[str] = set()
    for section in report.sections:
        if section.standing != "lost":
            yield _heading(section, report)
        for paragraph in section.paragraphs:
            yield _Raw("paragraph", paragraph.place, paragraph.text)
        key = sections.get(section.number)
        if key is not None and key not in shown:
            shown.add(key)
            yield _table(key, report, section, lang)
    for _, note in report.footnotes:
        yield _Raw("paragraph", note.place, note.text)
    for key, table in report.tables.items():
        if key not in shown:
            yield _Raw("table", table.place, "", table)


def _within(inner: Place, outer: Place) -> bool:
    if inner.line is None or outer.line is None:
        return inner == outer
    return outer.line <= inner.line <= (outer.end_line or outer.line)


def _heading(section: Section, report: Report) -> _Raw:
    place = section.place
    text = ""
    if place.line is not None and place.column is not None and place.line <= len(report.lines):
        text = report.lines[place.line - 1][place.column - 1 :]
        text = (
            text[: place.end_column - place.column]
            if place.end_column and place.end_line == place.line
            else text
        )
    numeral = section.numeral or ("" if section.place.line else NUMERALS[section.number])
    return _Raw("heading", place, text.strip() or f"{numeral}、{section.title}".lstrip("、"))


def _table(key: str, report: Report, section: Section, lang: str) -> _Raw:
    table = report.tables.get(key)
    if table is not None:
        return _Raw("table", table.place, "", table)
    reason = next((remark.text.of(lang) for remark in report.unread if remark.subject == key), "")
    name = load_form(report.edition).tables[key].name
    return _Raw("gap", Place(section.place.line), f"{name}\n{reason}")


def _in_order(raw: list[_Raw]) -> list[_Raw]:
    """The blocks by line where all have one; a gap stays behind its heading."""
    if any(item.place.line is None for item in raw):
        return raw
    return sorted(raw, key=lambda item: item.place.line or 0)


def _home(raw: Sequence[_Raw], place: Place) -> int | None:
    """The block that a place lies in."""
    if place.line is None:
        return None
    for index, item in enumerate(raw):
        first = item.place.line
        if item.kind != "gap" and first is not None and first <= place.line <= (item.place.end_line or first):
            return index
    return None


def _following(raw: Sequence[_Raw], place: Place) -> int:
    """The first block after a place that lies in none; the number of blocks where there is none."""
    line = place.line or 0
    return next(
        (index for index, item in enumerate(raw) if item.place.line is not None and item.place.line > line),
        len(raw),
    )


def _block(
    item: _Raw, on_text: Sequence[MarkedPlace], pins: tuple[Mark, ...], marks: Marks, lang: str
) -> PageBlock:
    if item.kind == "gap":
        name, _, reason = item.text.partition("\n")
        return GapBlock(name, reason, pins=pins)
    if item.kind == "table":
        assert item.table is not None
        return TableBlock(_grid(item.table, on_text, marks, lang), pins)
    return ProseBlock(item.kind, tuple(pieces(Paragraph(item.text, item.place), on_text)), pins)


def _grid(table: Table, on_text: Sequence[MarkedPlace], marks: Marks, lang: str) -> TableView:
    """The table with its marks: those on no figure stand on the label in the same line, else on the caption."""
    rows: dict[str, list[Mark]] = {}
    whole: list[Mark] = []
    strange = {
        label.place: label for label in (*table.unknown_labels, *table.repeated_rows, *table.obsolete_heads)
    }
    on_strange: dict[Label, list[Mark]] = {label: [] for label in strange.values()}
    lines = {label.place.line: key for key, label in reversed(list(table.rows.items()))}
    for place, mark in on_text:
        if place in strange:
            on_strange[strange[place]].append(mark)
        elif (key := lines.get(place.line)) is not None and len(table.rows) == len(lines):
            rows.setdefault(key, []).append(mark)
        else:
            whole.append(mark)
    extra = tuple((label.text, tuple(found)) for label, found in on_strange.items())
    return table_view(table, marks.cells, rows=rows, whole=whole, extra=extra, lang=lang)


def pieces(paragraph: Paragraph, marked: Sequence[MarkedPlace]) -> Iterator[MarkedPiece]:
    """The text cut where marks begin and end; a mark whose columns are unknown covers the whole."""
    text = paragraph.text
    spans = [(*_span(paragraph, item.place), item.mark) for item in marked]
    cuts = sorted({0, len(text), *(start for start, _, _ in spans), *(end for _, end, _ in spans)})
    for start, end in zip(cuts, (*cuts[1:], cuts[-1]), strict=True):
        empty = tuple(mark for first, last, mark in spans if first == last == start)
        if empty:
            yield MarkedPiece("", empty, empty)
        if start < end:
            within = [(last, mark) for first, last, mark in spans if first <= start and end <= last]
            badges = tuple(mark for last, mark in within if last == end)
            yield MarkedPiece(text[start:end], tuple(mark for _, mark in within), badges)


def _span(paragraph: Paragraph, place: Place) -> tuple[int, int]:
    """Characters start to end of the paragraph's text that a place means."""
    own, length = paragraph.place, len(paragraph.text)
    one_line = own.line is not None and own.line == own.end_line == place.line == place.end_line
    if not one_line or own.column is None or place.column is None or place.end_column is None:
        return 0, length
    start = min(max(place.column - own.column, 0), length)
    return start, max(min(place.end_column - own.column, length), start)
