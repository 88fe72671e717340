"""The rows and cells of a page's table, with their spans; which of them only lay out text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reportlint.readers.html_words import LONGEST_CELL, cell_text, line_of
from reportlint.readers.prose import holds_prose

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_ROWS, _MOST_COLUMNS = 65_534, 1_000
"""Spans beyond are cut to these, as HTML prescribes; nothing here expands a span."""
_MOST_SPANS = 64
"""Spans from rows above that are followed to number the cells as they are seen."""
_ROW_GROUPS = frozenset({"thead", "tbody", "tfoot", "form", "span", "font", "center", "div", "b", "strong"})
"""Elements between a table and its rows; some pages wrap rows in what does not belong there."""


class TableCell(NamedTuple):
    """A cell: its text, the line of the source it begins on, its spans, its column as seen (from 1)."""

    text: str
    line: int | None
    row_span: int
    column_span: int
    column: int


class Drawn(NamedTuple):
    """A row with its number in the table (from 1)."""

    number: int
    cells: Sequence[TableCell]


@dataclass(frozen=True, slots=True)
class Table:
    """A run of rows of one table; `number` counts the tables that hold more than layout."""

    number: int
    rows: tuple[Drawn, ...]


class Part(NamedTuple):
    """A row's cells, or something `other` that stands between the rows."""

    cells: Sequence[_Element]
    other: _Element | None = None


Spans = list[tuple[int, int, int]]
"""What reaches down into a row: first column, column behind the last (from 0), rows that are left."""


def parts_of(table: _Element) -> Iterator[Part]:
    """The rows of a table in reading order, without those of tables inside it; the foot comes last."""
    feet: list[_Element] = []
    waiting = [iter(table)]
    loose: list[_Element] = []
    while waiting:
        child = next(waiting[-1], None)
        tag = None if child is None else child.tag
        if tag in ("td", "th") and child is not None:
            loose.append(child)
            continue
        if loose:
            yield Part(loose)
            loose = []
        if child is None:
            waiting.pop()
            if not waiting and feet:
                waiting.append(iter(feet.pop(0)))
        elif tag == "tr":
            yield from _row(child)
        elif tag == "tfoot" and len(waiting) == 1 and child.getnext() is not None:
            feet.append(child)
        elif tag in _ROW_GROUPS and next(child.iterdescendants("tr", "table"), None) is not None:
            waiting.append(iter(child))
        elif tag not in ("col", "colgroup"):
            yield Part((), child)


def _row(row: _Element) -> Iterator[Part]:
    cells = [child for child in row if child.tag in ("td", "th")]
    if len(cells) < len(row):
        for child in row:
            if child.tag not in ("td", "th"):
                inner = [cell for cell in child.iterdescendants("td", "th") if _owner(cell) is row]
                cells += inner
                if not inner:
                    yield Part((), child)
    if cells:
        yield Part(cells)


def _owner(cell: _Element) -> _Element | None:
    return next(cell.iterancestors("tr", "table"), None)


def row_of(part: Part, spans: Spans) -> tuple[list[TableCell], Spans]:
    """The cells of a row, and the spans that reach into the row below it."""
    row: list[TableCell] = []
    below: Spans = []
    column = at = 0
    for cell in part.cells:
        while at < len(spans) and spans[at][0] <= column:
            column = max(column, spans[at][1])
            at += 1
        attributes = cell.attrib
        down = _span(attributes.get("rowspan"), _MOST_ROWS) if attributes else 1
        right = _span(attributes.get("colspan"), _MOST_COLUMNS) if attributes else 1
        row.append(TableCell(cell_text(cell), line_of(cell), down, right, column + 1))
        if down > 1:
            below.append((column, column + right, down - 1))
        column += right
    left = [(first, end, rows - 1) for first, end, rows in spans if rows > 1] if part.cells else spans
    if not left:
        return row, below[:_MOST_SPANS]
    return row, sorted(below + left)[:_MOST_SPANS]


def _span(told: str | None, most: int) -> int:
    """A span as a browser takes it: a number at the start of the text, else 1; 0 reaches to the end."""
    if told is None:
        return 1
    digits = re.match(r"\s*\+?(\d+)", told)
    if digits is None:
        return 1
    number = most if len(digits[1]) > 6 else min(int(digits[1]), most)
    return number or 1


def holds_table(part: Part) -> bool:
    """Whether a cell of the row holds a table."""
    return any(next(cell.iterdescendants("table"), None) is not None for cell in part.cells)


def is_layout(row: Sequence[TableCell], *, pictures: bool) -> bool:
    """Whether a row only lays out text: it holds prose, or nothing but `pictures`, where there are any."""
    if pictures and not any(cell.text for cell in row):
        return True
    return any(len(cell.text) > LONGEST_CELL for cell in row) or holds_prose([cell.text for cell in row])
