"""The sheets of a workbook of Excel before 2007 and of WPS (.xls .et), read by xlrd.

xlrd rather than calamine, which tells neither borders nor hidden rows and columns, and lays out every sheet to its
farthest cell.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import pairwise
from struct import unpack_from
from typing import TYPE_CHECKING, Any

from reportlint.readers.container import damaged, locked, too_large
from reportlint.readers.excel.sheet import (
    MOST_CELLS,
    MOST_IN_BOOK,
    Sheet,
    SheetCell,
    is_date_format,
    number_shown,
)
from reportlint.readers.marks import RAISED

if TYPE_CHECKING:
    from xlrd.book import Book

_SINGLE = frozenset(
    (0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x27E, 0xFD, 0xD6, 0x201, 0x203, 0x204, 0x205, 0x206, 0x406)
)
"""Records of one cell."""
_SEVERAL = {0xBE: 2, 0xBD: 6}
"""Records of several cells of a row, and the bytes that each takes."""
_LOCKED = 0x2F
_DAYS_TO_1904 = 1462
_RAISED = {1: RAISED["superscript"], 2: RAISED["subscript"]}


def sheets(data: bytes) -> Iterator[Sheet]:
    """The visible sheets in their order. Raises ReadFailure for damage, a password, and too many cells."""
    import xlrd
    from xlrd.biffh import XLRDError

    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, on_demand=True, ragged_rows=True, logfile=io.StringIO()
        )
        _count(bytes(book.mem or b""))
        for number in range(book.nsheets):
            found = book.sheet_by_index(number)
            if not found.visibility:
                yield _sheet(book, found)
            book.unload_sheet(number)
    except XLRDError as error:
        raise locked() if "encrypted" in str(error) else damaged() from error
    except (LookupError, ValueError, ArithmeticError, TypeError, AttributeError, AssertionError) as error:
        raise damaged() from error  # whatever xlrd trips over in spoilt records
    except Exception as error:
        if type(error).__module__.startswith(("struct", "xlrd")):
            raise damaged() from error
        raise


def _count(stream: bytes) -> None:
    """Counts the cells before they are read. Raises ReadFailure for more than there may be."""
    position = cells = 0
    while position + 4 <= len(stream):
        kind, length = unpack_from("<HH", stream, position)
        cells += 1 if kind in _SINGLE else length // _SEVERAL[kind] if kind in _SEVERAL else 0
        if cells > MOST_IN_BOOK:
            raise too_large()
        position += 4 + length


def _sheet(book: Book, found: Any) -> Sheet:
    sheet = Sheet(found.name)
    sheet.hidden_columns = {column + 1 for column, info in found.colinfo_map.items() if info.hidden}
    count = 0
    for row in range(found.nrows):
        cells = found.row(row)
        count += len(cells)
        if count > MOST_CELLS:
            raise too_large()
        info = found.rowinfo_map.get(row)
        if info is None or not info.hidden:
            sheet.rows[row + 1] = [
                SheetCell(row + 1, column + 1, _text(book, found, row, column), _drawn(book, cell))
                for column, cell in enumerate(cells)
                if cell.ctype and column + 1 not in sheet.hidden_columns
            ]
    for top, bottom, left, right in found.merged_cells:
        sheet.merge(top + 1, left + 1, bottom, right)
    return sheet


def _drawn(book: Book, cell: Any) -> bool:
    """Whether a cell has a border on any side."""
    border = book.xf_list[cell.xf_index].border
    return any(
        (border.top_line_style, border.bottom_line_style, border.left_line_style, border.right_line_style)
    )


def _text(book: Book, found: Any, row: int, column: int) -> str:
    """What a cell shows."""
    from xlrd import XL_CELL_BOOLEAN, XL_CELL_DATE, XL_CELL_ERROR, XL_CELL_NUMBER, XL_CELL_TEXT
    from xlrd.biffh import error_text_from_code

    cell = found.cell(row, column)
    if cell.ctype == XL_CELL_TEXT:
        runs = found.rich_text_runlist_map.get((row, column))
        return (_runs(book, cell.value, runs) if runs else str(cell.value)).strip()
    if cell.ctype in (XL_CELL_NUMBER, XL_CELL_DATE):
        form = book.format_map[book.xf_list[cell.xf_index].format_key]
        dated = is_date_format(form.format_key, form.format_str)
        return number_shown(repr(cell.value + _DAYS_TO_1904 * (dated and book.datemode)), dated=dated)
    if cell.ctype == XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    return str(error_text_from_code.get(cell.value, "#N/A")) if cell.ctype == XL_CELL_ERROR else ""


def _runs(book: Book, text: str, runs: list[tuple[int, int]]) -> str:
    """A text in several fonts, each from where it begins: struck text is left out, raised digits are such signs."""
    starts = [*runs, (len(text), 0)]
    pieces = [text[: starts[0][0]]]
    for (start, number), (end, _) in pairwise(starts):
        font = book.font_list[number]
        if not font.struck_out:
            pieces.append(text[start:end].translate(_RAISED.get(font.escapement, {})))
    return "".join(pieces)
