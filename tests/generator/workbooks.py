"""Drafts as workbooks, the way that filling systems export them: .xlsx, and the same as .xls and .ods."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pytest

from reportlint.draft import Draft
from reportlint.draft.drawing import Drawing, grids
from reportlint.draft.text import covered
from tests.generator.shapes import Redraw


def workbook(
    draft: Draft, *, per_sheet: bool = False, bordered: bool = True, redraw: Redraw | None = None
) -> bytes:
    """The draft in one sheet, or with a sheet for each section; figures are numbers, as fractions where a
    system counts so (3.0)."""
    from openpyxl import Workbook

    book: Any = Workbook()
    book.active.title = "年报" if not per_sheet else "封面"
    _fill(book, book.active, draft, per_sheet=per_sheet, bordered=bordered, redraw=redraw)
    return saved(book)


def batch(drafts: Mapping[str, Draft], *, besides: Mapping[str, str] | None = None) -> bytes:
    """A workbook with a sheet for each draft, and others that hold a text each."""
    from openpyxl import Workbook

    book: Any = Workbook()
    book.remove(book.active)
    for name, text in (besides or {}).items():
        book.create_sheet(name)["A1"] = text
    for name, draft in drafts.items():
        _fill(book, book.create_sheet(name), draft)
    return saved(book)


def saved(book: Any) -> bytes:
    """The bytes of a workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(
    book: Any,
    sheet: Any,
    draft: Draft,
    *,
    per_sheet: bool = False,
    bordered: bool = True,
    redraw: Redraw | None = None,
) -> None:
    tables = grids(draft)
    sections = {table.section: key for key, table in draft.form.tables.items() if key in tables}
    row = _texts(sheet, 1, list(draft.title))
    for number in draft.order:
        if per_sheet:
            sheet = book.create_sheet(f"第{number}部分")
            row = 1
        opening = draft.period if number == 1 else ""
        row = _texts(sheet, row, [draft.headings[number], opening, *draft.prose[number].split("\n")])
        if number in sections:
            key = sections[number]
            drawing = redraw(key, tables[key]) if redraw else tables[key]
            row = _table(sheet, row, drawing, bordered=bordered) + 1


def _texts(sheet: Any, row: int, texts: list[str]) -> int:
    for text in texts:
        if text:
            sheet.cell(row, 1, text)
            row += 1
    return row


def _table(sheet: Any, top: int, drawing: Drawing, *, bordered: bool) -> int:
    from openpyxl.styles import Border, Side

    side = Side(style="thin")
    raster = covered(drawing)
    for line, places in enumerate(raster):
        for column, place in enumerate(places):
            if place is None:
                continue
            cell = sheet.cell(top + line, column + 1)
            if bordered:
                cell.border = Border(left=side, right=side, top=side, bottom=side)
            if place[:2] == (line, column):
                cell.value = _value(place[2].text)
    for line, places in enumerate(raster):
        for column, place in enumerate(places):
            if place and place[:2] == (line, column) and place[2].row_span * place[2].column_span > 1:
                _, _, drawn = place
                sheet.merge_cells(
                    start_row=top + line,
                    start_column=column + 1,
                    end_row=top + line + drawn.row_span - 1,
                    end_column=column + drawn.column_span,
                )
    return top + len(raster)


def _value(text: str) -> object:
    if text.isdecimal() and str(int(text)) == text:
        return float(text)
    return text or None


def as_xls(xlsx: bytes) -> bytes:
    """The same workbook as Excel wrote it before 2007. Skips without xlwt."""
    xlwt = pytest.importorskip("xlwt")
    book = xlwt.Workbook(encoding="utf-8")
    looks = {
        (drawn, dated): xlwt.easyxf(
            "borders: left thin, right thin, top thin, bottom thin" if drawn else "",
            num_format_str='yyyy"年"m"月"d"日"' if dated else "General",
        )
        for drawn in (False, True)
        for dated in (False, True)
    }
    for sheet in _sheets(xlsx):
        made = book.add_sheet(sheet.title)
        made.visibility = int(sheet.sheet_state != "visible")
        spans = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
        covered = {place for area in spans.values() for row in area.rows for place in row} - spans.keys()
        for row, column, value, drawn in _cells(sheet):
            look = looks[drawn, isinstance(value, (date, datetime))]
            if area := spans.get((row, column)):
                made.write_merge(row - 1, area.max_row - 1, column - 1, area.max_col - 1, value, look)
            elif (row, column) not in covered:
                made.write(row - 1, column - 1, value, look)
        for number, row in sheet.row_dimensions.items():
            made.row(number - 1).hidden = row.hidden
        for number, column in _hidden(sheet):
            made.col(number - 1).hidden = column
    return saved(book)


def as_ods(xlsx: bytes) -> bytes:
    """The same workbook in OpenDocument."""
    tables = []
    for sheet in _sheets(xlsx):
        spans = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
        covered = {place for area in spans.values() for row in area.rows for place in row} - spans.keys()
        found = {(row, column): (value, drawn) for row, column, value, drawn in _cells(sheet)}
        hidden = dict(_hidden(sheet))
        columns = "".join(
            f"<table:table-column{_UNSEEN if hidden.get(number) else ''}/>"
            for number in range(1, sheet.max_column + 1)
        )
        rows = []
        for row in range(1, sheet.max_row + 1):
            cells = []
            for column in range(1, sheet.max_column + 1):
                value, drawn = found.get((row, column), (None, False))
                area = spans.get((row, column))
                cells.append(_ods_cell(value, drawn, area, covered=(row, column) in covered))
            unseen = _UNSEEN if sheet.row_dimensions[row].hidden else ""
            rows.append(f"<table:table-row{unseen}>{''.join(cells)}</table:table-row>")
        look = "shown" if sheet.sheet_state == "visible" else "hidden"
        named = f'table:name={quoteattr(sheet.title)} table:style-name="{look}"'
        tables.append(f"<table:table {named}>{columns}{''.join(rows)}</table:table>")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", _CONTENT.format(tables="".join(tables)), zipfile.ZIP_DEFLATED)
    return stream.getvalue()


_UNSEEN = ' table:visibility="collapse"'
_NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
                        ("fo", "xsl-fo-compatible"))
)  # fmt: skip
_CONTENT = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content {_NAMESPACES} office:version="1.3"><office:automatic-styles>
<style:style style:name="framed" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000"/>
</style:style><style:style style:name="shown" style:family="table"><style:table-properties table:display="true"/>
</style:style><style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/>
</style:style></office:automatic-styles><office:body><office:spreadsheet>{{tables}}</office:spreadsheet></office:body>
</office:document-content>"""


def _ods_cell(value: Any, drawn: bool, area: Any, *, covered: bool) -> str:
    look = ' table:style-name="framed"' if drawn else ""
    if covered:
        return f"<table:covered-table-cell{look}/>"
    if area is not None:
        height, width = area.max_row - area.min_row + 1, area.max_col - area.min_col + 1
        look += f' table:number-rows-spanned="{height}" table:number-columns-spanned="{width}"'
    if value is None:
        return f"<table:table-cell{look}/>"
    if isinstance(value, bool):
        told = f'boolean" office:boolean-value="{str(value).lower()}'
    elif isinstance(value, (int, float)):
        told = f'float" office:value="{value!r}'
    elif isinstance(value, date):
        told = f'date" office:date-value="{value.isoformat()}'
    else:
        told = "string"
    text = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return f'<table:table-cell{look} office:value-type="{told}">{text}</table:table-cell>'


def _sheets(xlsx: bytes) -> list[Any]:
    from openpyxl import load_workbook

    return list(load_workbook(io.BytesIO(xlsx)).worksheets)


def _cells(sheet: Any) -> Iterator[tuple[int, int, Any, bool]]:
    """The cells of a sheet that hold or show anything: row, column, value, whether they are framed."""
    for cells in sheet.iter_rows():
        for cell in cells:
            drawn = bool(cell.border.top.style or cell.border.left.style)
            if cell.value is not None or drawn:
                yield cell.row, cell.column, cell.value, drawn


def _hidden(sheet: Any) -> Iterator[tuple[int, bool]]:
    from openpyxl.utils import column_index_from_string

    for letters, column in sheet.column_dimensions.items():
        yield column_index_from_string(letters), column.hidden
