"""The rows and cells of a page's table, with their spans; which of them only lay out text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from lxml.etree import _Element
from msgspec import Struct

from reportlint.readers.html.words import LONGEST_CELL, cleaned, mark_breaks, whole_text
from reportlint.readers.prose import holds_prose

MOST_ROWS, MOST_COLUMNS = 65_534, 1_000
"""Spans beyond are cut to these, as HTML prescribes; nothing expands a span."""
_SURELY_PLAIN = 2
"""Characters in which nothing can be broken or wrapped."""
_ROW_GROUPS = frozenset({"thead", "tbody", "tfoot", "form", "span", "font", "center", "div", "b", "strong"})
"""Elements between a table and its rows; some pages wrap rows in what does not belong there."""


class Drawn(NamedTuple):
    """A row: its number in the table (from 1), its cells and their texts."""

    number: int
    cells: Sequence[_Element]
    texts: Sequence[str]


class Table(Struct, frozen=True):
    """A run of rows of one table; `number` counts the tables that hold more than layout."""

    number: int
    rows: tuple[Drawn, ...]


class Part(NamedTuple):
    """A row's cells, or something `other` that stands between the rows."""

    cells: Sequence[_Element]
    other: _Element | None = None


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
    cells = list(row)
    if any(cell.tag != "td" and cell.tag != "th" for cell in cells):
        cells = []
        for child in row:
            inner = [child] if child.tag in ("td", "th") else _cells_inside(child, row)
            cells += inner
            if not inner:
                yield Part((), child)
    if cells:
        yield Part(cells)


def _cells_inside(wrapper: _Element, row: _Element) -> list[_Element]:
    """The cells of a row that something wraps which does not belong there."""
    return [cell for cell in wrapper.iterdescendants("td", "th") if _owner(cell) is row]


def _owner(cell: _Element) -> _Element | None:
    return next(cell.iterancestors("tr", "table"), None)


def texts_of(cells: Sequence[_Element]) -> list[str]:
    """The texts of the cells of a row."""
    texts = []
    for cell in cells:
        text = _innermost(cell)
        if text is None:
            mark_breaks(cell)
            text = whole_text(cell)
        text = text.strip()
        texts.append(text if len(text) <= _SURELY_PLAIN else cleaned(text))
    return texts


def _innermost(cell: _Element) -> str | None:
    """The text of a cell whose elements lie in each other, with text in the innermost only, else None.

    So most cells are written; nothing has to be put together then. Something empty may stand behind the text.
    """
    while count := len(cell):
        if count > 1:
            return None
        inner, text = cell[0], cell.text
        if (tail := inner.tail) and not tail.isspace():
            return None
        if text and not text.isspace():
            return None if len(inner) or (inner.text or "").strip() else text
        cell = inner
    return cell.text or ""


def span(told: str | None, most: int) -> int:
    """A span as a browser takes it: a number at the start of the text, else 1; 0 reaches to the end."""
    if told is None:
        return 1
    digits = re.match(r"\s*\+?(\d+)", told)
    if digits is None:
        return 1
    number = most if len(digits[1]) > 6 else min(int(digits[1]), most)
    return number or most


def holds_table(part: Part) -> bool:
    """Whether a cell of the row holds a table; one of a single cell is none."""
    return any(
        next(islice(table.iterdescendants("td", "th"), 1, None), None) is not None
        for cell in part.cells
        for table in cell.iterdescendants("table")
    )


def is_layout(texts: list[str], *, pictures: bool) -> bool:
    """Whether a row only lays out text: it holds prose, or nothing but `pictures`, where there are any."""
    if pictures and not any(texts):
        return True
    return max(map(len, texts)) > LONGEST_CELL or holds_prose(texts)
