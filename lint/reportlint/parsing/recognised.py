"""How sure the values of a recognised report are: what the reader saw in each cell goes with the cell's value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from msgspec.structs import replace

from reportlint.model.document import Certainty, Document, Place, Recognised, Recognition
from reportlint.model.report import Table

_Where: TypeAlias = tuple[int | None, int | None]


def with_certainty(tables: Mapping[str, Table], document: Document) -> Mapping[str, Table]:
    """The tables with every value that was recognised knowing how sure it is."""
    if document.recognised is None:
        return tables
    seen = {_where(text.place): text.certainty for text in document.recognised.texts}
    return {key: _told(table, seen) for key, table in tables.items()}


def in_prose(tables: Mapping[str, Table], document: Document) -> Recognition | None:
    """What is recognised, without the cells whose values have it, and without what is certain."""
    if document.recognised is None:
        return None
    cells = {_where(value.place) for table in tables.values() for _, value in table.cells()}
    texts = tuple(text for text in document.recognised.texts if _is_doubt(text, cells))
    return replace(document.recognised, texts=texts)


def _is_doubt(text: Recognised, cells: set[_Where]) -> bool:
    return text.certainty.doubtful and _where(text.place) not in cells


def _told(table: Table, seen: Mapping[_Where, Certainty]) -> Table:
    values = {
        row: {
            column: replace(value, certainty=seen.get(_where(value.place)))
            for column, value in columns.items()
        }
        for row, columns in table.values.items()
    }
    return replace(table, values=values)


def _where(place: Place) -> _Where:
    return place.line, place.column
