"""Text in the rows of the tables that is no part of them: notes, a small table beside one, remarks in cells.

A row that says something on its own goes back to the prose. What else is neither a label of the form
nor a figure stays with its table and is kept as an aside: nothing that stands in a report is unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from reportlint.model.document import Cell, Paragraph, Place
from reportlint.model.forms import editions
from reportlint.model.numbers import is_figure
from reportlint.model.report import Number, Table
from reportlint.model.wording import bare
from reportlint.parsing.flow import Row
from reportlint.parsing.labels import all_labels

_NOTE = re.compile(r"(?:备注|附注|注释?|说明|填[表报]说明)(?:$|[\s:：])")
_TELLS = re.compile(r"。|[^\W\d]{2}[^。]*\d")
"""A sentence, or words with a figure behind them; labels have figures before their words only."""
_LONGEST_FIGURE = 10
"""Digits of a figure beside the form's own cells; telephone numbers have one more."""
_LONGEST_VALUE = 14
"""Digits of a figure in one of the form's cells."""

Begin: TypeAlias = tuple[int | None, int | None]
"""The line and the column on which something begins."""


def notes(rows: Sequence[Row], taken: Iterable[int], tables: Iterable[Table]) -> set[int]:
    """Of the rows that the tables take, those that are running text.

    Below the last row that has anything of a form, and in a grid that has nothing of it, every row
    with words; elsewhere only notes and sentences, because labels may be broken over rows.
    """
    places = _places(tables)
    candidates = sorted(index for index in taken if not rows[index].flowing)
    last: dict[int | None, int] = {}
    strange = []
    for index in candidates:
        if _is_of_form(rows[index], places):
            last[rows[index].grid] = index
        elif any(cell.text and not is_figure(cell.text) for cell in rows[index].cells):
            strange.append(index)
    return {
        index
        for index in strange
        if _tells(rows[index]) or (rows[index].grid is not None and index > last.get(rows[index].grid, -1))
    }


def asides(
    rows: Sequence[Row], taken: Iterable[int], tables: Iterable[Table]
) -> Iterator[tuple[int, Paragraph]]:
    """The cells in the tables' rows that are neither a label of a form nor a plain figure, with their rows."""
    figures = {
        value.place
        for table in tables
        for _, value in table.cells()
        if isinstance(value, Number) and not value.note
    }
    for index in sorted(taken):
        for cell in rows[index].cells:
            if cell.text and not _is_plain(cell, figures) and not _is_label(cell.text):
                yield index, Paragraph(cell.text, cell.place)


def _places(tables: Iterable[Table]) -> set[Begin]:
    """Where the labels and values begin that the tables were read from: line and column."""
    found: set[Begin] = set()
    for table in tables:
        labels = (*table.rows.values(), *table.columns, *table.unknown_labels, *table.repeated_rows)
        found.update(label.place[:2] for label in labels)
        found.update(value.place[:2] for _, value in table.cells())
    return found


def _is_of_form(row: Row, places: set[Begin]) -> bool:
    return any(cell.place[:2] in places or (cell.text and _is_label(cell.text)) for cell in row.cells)


def _is_label(text: str) -> bool:
    key = bare(text)
    return any(key in all_labels(edition) for edition in editions())


def _tells(row: Row) -> bool:
    """Whether a row says something: a note, a sentence, or words with a figure behind them."""
    texts = [cell.text for cell in row.cells if cell.text and not is_figure(cell.text)]
    return bool(_NOTE.match(texts[0])) or any(map(_TELLS.search, texts))


def _is_plain(cell: Cell, figures: set[Place]) -> bool:
    """Whether a cell holds a figure, or a sign for nothing, and no number of a person."""
    if not is_figure(cell.text):
        return False
    digits = sum(map(str.isdecimal, cell.text))
    noted = re.search(r"[^\W\d]", cell.text) is not None
    longest = _LONGEST_VALUE if cell.place in figures else _LONGEST_FIGURE
    return digits <= longest and not (noted and digits)
