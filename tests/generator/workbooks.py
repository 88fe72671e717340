"""Drafts as Excel workbooks, the way that filling systems export them."""

from __future__ import annotations

import io
from typing import Any

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
    sheet = book.active
    sheet.title = "年报" if not per_sheet else "封面"
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
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


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
