"""Workbook (.xlsx .xls .et .ods) → Document: the sheets in their order, forms and running text as filling systems
export them; or one sheet alone, where each holds a report of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import count

from msgspec import Struct, field
from msgspec.structs import replace

from reportlint.model.document import Cell, Document, Grid, Paragraph, Place, Spot
from reportlint.model.naming import in_sheet
from reportlint.model.wording import Text, fold, visible
from reportlint.readers.container import Container, too_large
from reportlint.readers.excel.sheet import MOST_CELLS, Sheet, SheetCell, column_name
from reportlint.readers.failure import ReadFailure
from reportlint.readers.prose import BETWEEN_CELLS, holds_prose

_NAMELESS = re.compile(r"(?:sheet|工作表)\d*", re.IGNORECASE)


def read(data: bytes, *, name: str) -> Document:
    """The document in the bytes of a workbook, or in the sheet of it that the name tells (`汇总.xlsx#教育局`).

    Raises ReadFailure for damage, and where there is nothing in it.
    """
    found: tuple[Sheet, ...] = sheets_of(data)
    wanted = in_sheet(name)
    if wanted is not None:
        found = tuple(sheet for sheet in found if sheet.name == wanted)
        if not found:
            raise ReadFailure(
                Text("工作簿里没有这张工作表，请核对名字", "the workbook has no such sheet; check its name")
            )
    bordered = any(cell.drawn for sheet in found for row in sheet.rows.values() for cell in row)
    reader = _Reader(bordered)
    for sheet in found:
        reader.add(sheet, named=len(found) > 1)
    if not any(visible(line) for line in reader.lines):
        raise ReadFailure(Text("工作簿是空的，没有内容可查", "the workbook is empty"))
    document = Document(name, tuple(reader.blocks), tuple(reader.lines))
    if wanted is not None:
        return document
    if not _is_xlsx(data):
        from reportlint.readers.excel import boxes

        unread, numbers = boxes.beside(data, reader.lines)
        return replace(document, unread=unread, beside=numbers)
    from reportlint.readers.excel.beside import Beside

    beside = Beside(data, reader.lines)
    return replace(document, unread=tuple(beside.unread()), beside=tuple(beside.numbers()))


@lru_cache(maxsize=1)
def sheets_of(data: bytes) -> tuple[Sheet, ...]:
    """The sheets that are seen, no two of one name; those of the last workbook are kept, for each of them may be read
    on its own. Raises ReadFailure for damage and what is too large.
    """
    if _is_xlsx(data):
        from reportlint.readers.excel import xlsx

        found = list(xlsx.sheets(Container(data)))
    elif data.startswith(b"PK"):
        from reportlint.readers.excel import ods

        found = list(ods.sheets(Container(data)))
    else:
        from reportlint.readers.excel import xls

        found = list(xls.sheets(data))
    names: set[str] = set()
    for sheet in found:
        sheet.name = _unlike(sheet.name.replace("/", "／"), names)  # it is the last part of a path
        names.add(sheet.name)
    return tuple(found)


def _is_xlsx(data: bytes) -> bool:
    if not data.startswith(b"PK"):
        return False
    container = Container(data)
    return container.part("content.xml") is None and container.part("mimetype") is None


def _unlike(name: str, others: set[str]) -> str:
    names = (name if number == 1 else f"{name}（{number}）" for number in count(1))
    return next(candidate for candidate in names if candidate not in others)


class _Reader(Struct):
    """Goes through the sheets row by row.

    A row is running text when it has a single text without any border, where tables have borders, or
    a long text; everything else is a row of a table. An empty row ends a table.
    """

    bordered: bool
    """Whether tables have borders in this workbook."""
    lines: list[str] = field(default_factory=list)
    blocks: list[Paragraph | Grid] = field(default_factory=list)
    _cells: int = 0

    def add(self, sheet: Sheet, *, named: bool) -> None:
        """Takes a sheet; where each table has a sheet of its own its name is its heading (`named`)."""
        if named and not _NAMELESS.fullmatch(sheet.name) and not _says_its_name(sheet):
            self._paragraph(sheet.name, Spot(sheet=sheet.name))
        run: list[int] = []
        for row, cells in sorted(sheet.rows.items()):
            seen = [cell for cell in cells if (row, cell.column) not in sheet.covered]
            filled = [cell for cell in seen if cell.text]
            text = _is_text(filled, bordered=self.bordered)
            if run and (text or row > run[-1] + 1 or not _is_row(seen)):
                self._table(sheet, run)
                run = []
            if text:
                for cell in filled:
                    spot = Spot(sheet=sheet.name, address=_address(cell.row, cell.column))
                    self._paragraph(cell.text, spot)
            elif _is_row(seen):
                run.append(row)
        if run:
            self._table(sheet, run)

    def _paragraph(self, text: str, spot: Spot) -> None:
        for line in text.split("\n"):
            if line.strip():
                self.lines.append(line)
                number = len(self.lines)
                place = Place(number, 1, number, len(line) + 1, None, spot)
                self.blocks.append(Paragraph(line, place))

    def _table(self, sheet: Sheet, run: list[int]) -> None:
        """Makes a grid of rows that follow each other, as wide as the widest of them."""
        columns = [cell.column for row in run for cell in sheet.rows[row] if cell.text or cell.drawn]
        first, last = min(columns), max(columns)
        rows = [row for row in (self._row(sheet, row, first, last) for row in run) if row]
        if rows:
            self.blocks.append(Grid(tuple(rows), rows[0][0].place.until(rows[-1][-1].place)))

    def _row(self, sheet: Sheet, row: int, first: int, last: int) -> tuple[Cell, ...]:
        """The cells that begin in a row; it becomes a line of its own."""
        self._cells += last - first + 1
        if self._cells > MOST_CELLS:
            raise too_large()
        texts = {cell.column: cell.text for cell in sheet.rows[row]}
        line, start, cells = len(self.lines) + 1, 1, []
        for column in _begun(sheet, row, first, last):
            text = texts.get(column, "")
            spot = Spot(sheet=sheet.name, address=_address(row, column))
            place = Place(line, start, line, start + len(text), None, spot)
            cells.append(Cell(text, place, *sheet.spans.get((row, column), (1, 1))))
            start += len(text) + len(BETWEEN_CELLS)
        if cells:
            self.lines.append(BETWEEN_CELLS.join(cell.text for cell in cells))
        return tuple(cells)


def _begun(sheet: Sheet, row: int, first: int, last: int) -> Iterator[int]:
    """The columns in which a cell begins that is seen."""
    for column in range(first, last + 1):
        if (row, column) not in sheet.covered and column not in sheet.hidden_columns:
            yield column


def _is_row(cells: list[SheetCell]) -> bool:
    """Whether a row shows anything: text, or the frames of empty cells."""
    return any(cell.text or cell.drawn for cell in cells)


def _is_text(filled: list[SheetCell], *, bordered: bool) -> bool:
    """Whether a row is running text: prose, or a single text outside of the borders that tables have."""
    if filled and holds_prose([cell.text for cell in filled]):
        return True
    return bordered and len(filled) == 1 and not filled[0].drawn


def _says_its_name(sheet: Sheet) -> bool:
    """Whether the sheet's name is told again among its first cells."""
    name = fold(sheet.name)
    first = [cell.text for _, cells in sorted(sheet.rows.items())[:3] for cell in cells]
    return any(name in fold(text) for text in first)


def _address(row: int, column: int) -> str:
    return f"{column_name(column)}{row}"
