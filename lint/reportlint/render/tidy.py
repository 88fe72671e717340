"""Parsed reports as tidy CSV: one row for each cell, for spreadsheets and statistics."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from reportlint.model.as_json import number
from reportlint.model.report import Number, Report

COLUMNS = ("report", "table", "row", "column", "value", "raw", "state")
BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes the file for text in the system's own encoding."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula."""


def render_cells(reports: Iterable[tuple[str, Report]]) -> Iterator[str]:
    """The head, then a piece for each report (path, report); a report without tables has no rows."""
    yield BYTE_ORDER_MARK + _line(COLUMNS)
    for path, report in reports:
        yield "".join(_line(cells) for cells in _cells(path, report))


def _cells(path: str, report: Report) -> Iterator[tuple[object, ...]]:
    for table in report.tables.values():
        for key, value in table.cells():
            figure = number(value.value) if isinstance(value, Number) else None
            yield safe_text(path), *key, figure, safe_text(value.raw), value.state


def safe_text(text: str) -> str:
    """A text that no spreadsheet takes for a formula: what looks like one has an apostrophe before it."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _line(cells: Iterable[object]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow(cells)
    return stream.getvalue()
