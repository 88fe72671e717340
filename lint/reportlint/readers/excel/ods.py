"""The sheets of an OpenDocument workbook (.ods), read from its XML.

No library does it: calamine and pandas' readers know neither spans nor what is hidden, odfpy builds a tree of
objects that takes a hundred times the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from reportlint.readers.container import Container, damaged, locked, too_large, whole
from reportlint.readers.excel.sheet import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_IN_BOOK,
    Sheet,
    SheetCell,
    day_shown,
    number_shown,
)
from reportlint.readers.marks import RAISED

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TABLE, TEXT, STYLE = (_NAMES % name for name in ("office", "table", "text", "style"))
FO = _NAMES % "xsl-fo-compatible"
_BORDERS = tuple(
    FO + name for name in ("border", "border-top", "border-bottom", "border-left", "border-right")
)
_CELLS = (TABLE + "table-cell", TABLE + "covered-table-cell")
_ROW = TABLE + "table-row"
_UNSEEN = ("collapse", "filter")
_PADDING = 100
"""Empty cells or rows repeated more often than this fill up the sheet, framed or not; they are no part of a table."""
_NEVER_SHOWN = frozenset((OFFICE + "annotation", TEXT + "ruby-text", TEXT + "note"))


class _Look(NamedTuple):
    """What a style says: of cells whether they are framed, of sheets whether they are shown, and of text."""

    drawn: bool = False
    hidden: bool = False
    struck: bool = False
    raised: Mapping[int, str] | None = None


_PLAIN = _Look()


def sheets(container: Container) -> Iterator[Sheet]:
    """The visible sheets in their order. Raises ReadFailure for damage, a password, and too many cells."""
    manifest = container.part("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest:
        raise locked()
    root = container.tree("content.xml")
    if root is None:
        raise damaged()
    looks = {**_looks(container.tree("styles.xml")), **_looks(root)}
    left = MOST_IN_BOOK
    for table in root.iterfind(f"{OFFICE}body/{OFFICE}spreadsheet/{TABLE}table"):
        if not looks.get(table.get(TABLE + "style-name", ""), _PLAIN).hidden:
            sheet = _sheet(table, looks, min(left, MOST_CELLS))
            left -= sheet.size
            yield sheet


def _looks(root: _Element | None) -> dict[str, _Look]:
    """The styles by their names, those that come of others with what these say."""
    looks: dict[str, _Look] = {}
    for style in () if root is None else root.iter(STYLE + "style"):
        above = looks.get(style.get(STYLE + "parent-style-name", ""), _PLAIN)
        looks[style.get(STYLE + "name", "")] = _look(style, above)
    return looks


def _look(style: _Element, above: _Look) -> _Look:
    drawn, hidden, struck, raised = above
    for told in style:
        borders = [told.get(name) for name in _BORDERS if told.get(name) is not None]
        drawn = any(border not in ("none", "") for border in borders) if borders else drawn
        hidden = hidden or told.get(TABLE + "display") == "false"
        struck = told.get(STYLE + "text-line-through-style", "none" if not struck else "solid") != "none"
        position = told.get(STYLE + "text-position", "")
        raised = (
            RAISED.get(position.split()[0] + "script") if position.startswith(("super", "sub")) else raised
        )
    return _Look(drawn, hidden, struck, raised)


def _sheet(table: _Element, looks: Mapping[str, _Look], most: int) -> Sheet:
    sheet = Sheet(table.get(TABLE + "name", ""))
    column = 0
    for group in table.iter(TABLE + "table-column"):
        times = _times(group, "columns")
        if group.get(TABLE + "visibility") in _UNSEEN and column < MOST_COLUMNS:
            sheet.hidden_columns.update(range(column + 1, min(column + times, MOST_COLUMNS) + 1))
        column += times
    number, count = 1, 0
    for row in table.iter(_ROW):
        times = _times(row, "rows")
        hidden = row.get(TABLE + "visibility") in _UNSEEN
        cells, spans = _cells(row, number, looks, most)
        empty = not any(cell.text for cell in cells)
        for line in range(0 if hidden or (empty and times > _PADDING) else times):
            count += len(cells)
            if count > most:
                raise too_large()
            sheet.rows[number + line] = [
                cell._replace(row=number + line) for cell in cells if cell.column not in sheet.hidden_columns
            ]
        for left, height, width in spans:
            sheet.merge(number, left, number + height - 1, left + width - 1)
        number += times
    return sheet


def _times(element: _Element, what: str) -> int:
    return whole(element.get(f"{TABLE}number-{what}-repeated")) or 1


def _cells(
    row: _Element, number: int, looks: Mapping[str, _Look], most: int
) -> tuple[list[SheetCell], list[tuple[int, int, int]]]:
    """The cells of a row that hold or show anything, and of those that span others: column, height, width."""
    cells: list[SheetCell] = []
    spans: list[tuple[int, int, int]] = []
    column = 1
    for cell in row.iterchildren(*_CELLS):
        times = _times(cell, "columns")
        drawn = looks.get(cell.get(TABLE + "style-name", ""), _PLAIN).drawn
        text = _shown(cell, looks) if cell.tag == _CELLS[0] else ""
        if text or (drawn and times <= _PADDING):
            if times > most:
                raise too_large()
            cells.extend(SheetCell(number, column + index, text, drawn) for index in range(times))
        height, width = (
            whole(cell.get(f"{TABLE}number-{what}-spanned")) or 1 for what in ("rows", "columns")
        )
        if height * width > 1:
            spans.append((column, height, width))
        column += times
    return cells, spans


def _shown(cell: _Element, looks: Mapping[str, _Look]) -> str:
    """What a cell shows; a formula whose result is not in the file stands for itself."""
    kind = cell.get(OFFICE + "value-type", "")
    if kind in ("float", "percentage", "currency"):
        return number_shown(cell.get(OFFICE + "value", ""), dated=False)
    if kind == "date":
        return _day(cell.get(OFFICE + "date-value", ""))
    if kind == "boolean":
        return cell.get(OFFICE + "boolean-value", "").upper()
    text = "\n".join("".join(_pieces(line, looks)) for line in cell.iterchildren(TEXT + "p")).strip()
    formula = cell.get(TABLE + "formula", "")
    return text or ("=" + formula.partition("=")[2] if formula and not kind else "")


def _day(told: str) -> str:
    try:
        return day_shown(date.fromisoformat(told[:10]))
    except ValueError:
        return told


def _pieces(
    element: _Element, looks: Mapping[str, _Look], raised: Mapping[int, str] | None = None
) -> Iterator[str]:
    """The text of a paragraph and of what is in it: struck text is left out, raised digits are such signs."""
    yield (element.text or "").translate(raised or {})
    for inner in element:
        look = looks.get(inner.get(TEXT + "style-name", ""), _PLAIN)
        if inner.tag == TEXT + "s":
            yield " " * min(whole(inner.get(TEXT + "c")) or 1, _PADDING)
        elif inner.tag in (TEXT + "tab", TEXT + "line-break"):
            yield "\t" if inner.tag == TEXT + "tab" else "\n"
        elif not look.struck and inner.tag not in _NEVER_SHOWN:
            yield from _pieces(inner, looks, look.raised or raised)
        yield (inner.tail or "").translate(raised or {})
