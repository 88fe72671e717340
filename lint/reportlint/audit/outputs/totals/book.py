"""The sums as a workbook: the official form filled in, every cell beside the county's report, two years, the units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlint.audit.outputs.totals.sums import CellSum, Totals, main_parts, may_be_office
from reportlint.audit.outputs.wording import word
from reportlint.audit.outputs.workbook.book import Book, CellContent, Column, List
from reportlint.draft.text import covered
from reportlint.model.drawing import Pen
from reportlint.model.forms import load_form
from reportlint.model.report import CellKey
from reportlint.model.wording import Text
from reportlint.render import words

MOST_PARTS = 8
"""Maximum units named beside a cell before “等 N 个单位”."""
_LABEL_WIDTH, _FIGURE_WIDTH = 11.5, 6.6
_FIGURES = tuple(
    CellKey(*cell.split("."))
    for cell in (
        "applications.new_received.total", "applications.carried_in.total", "applications.granted.total",
        "applications.partial.total", "applications.handled_total.total", "applications.carried_out.total",
        "remedies.review.total", "remedies.litigation_direct.total", "remedies.litigation_after_review.total",
        "disclosure.normative_documents.issued", "disclosure.normative_documents.in_force",
        "disclosure.licensing.decisions", "disclosure.penalties.decisions", "disclosure.coercion.decisions",
        "disclosure.fees.amount",
    )
)  # fmt: skip
"""What is set beside last year's; the first ten are small enough for one chart."""
_CHARTED = 10


def totals_book(totals: Totals, *, lang: str = "zh") -> bytes:
    """The bytes of the file; needs XlsxWriter (extra `audit`)."""
    book = Book(lang, small=True)
    _form(book, totals)
    _cells(book, totals)
    _years(book, totals)
    _units(book, totals)
    _notes(book, totals)
    return book.close()


def _form(book: Book, totals: Totals) -> None:
    """汇总表: the three tables as the form draws them, a page each."""
    sheet = book.sheet("totals_form")
    sheet.set_portrait()
    sheet.hide_gridlines(2)
    sheet.set_column(0, 2, _LABEL_WIDTH)
    sheet.set_column(3, 15, _FIGURE_WIDTH)
    sheet.set_row(0, 30)  # spreadsheets do not grow rows of files that they did not write
    sheet.set_row(1, 20)
    county = totals.county.name if totals.county else ""
    book.write(
        sheet,
        (0, 0),
        f"{county}{totals.year}{Text('年度', ' ').of(book.lang)}{_w('title', book.lang)}",
        "title",
    )
    counted = Text(f"共汇总 {len(totals.counted)} 个单位", f"{len(totals.counted)} units summed up").of(
        book.lang
    )
    book.write(sheet, (1, 0), counted, "heading")
    line, breaks = 3, []
    for table in load_form(totals.edition).tables.values():
        drawing = Pen(table, lambda key: str(totals.cells[key].total)).draw()
        if line > 3:
            breaks.append(line)
        book.write(sheet, (line, 0), table.name, "heading")
        line += 1
        raster = covered(drawing)
        for top, row in enumerate(raster):
            for left, place in enumerate(row):
                if place is None or place[:2] != (top, left):
                    continue
                cell = place[2]
                area = (line + top, left, line + top + cell.row_span - 1, left + cell.column_span - 1)
                entry: CellContent = cell.text if cell.key is None else totals.cells[cell.key].total
                book.merge(sheet, area, entry, "label" if cell.key is None else "figure")
            sheet.set_row(line + top, 48 if table.layout == "strip" and top < 3 else 26)
        line += len(raster) + 1
    sheet.set_h_pagebreaks(breaks)


def _w(key: str, lang: str) -> str:
    return word("totals", key, lang)


def _cells(book: Book, totals: Totals) -> None:
    """逐格核对: every cell; those in which the county's report differs are marked."""
    lang = book.lang
    sheet = List(
        book,
        "totals_cells",
        [
            Column(_w("table", lang), 7), Column(_w("row", lang), 34), Column(_w("column", lang), 16),
            *(Column(_w(key, lang), 11, "number") for key in ("sum", "told", "difference", "before", "change")),
            Column(_w("parts", lang), 56), Column(_w("unread", lang), 30),
        ],
    )  # fmt: skip
    form = load_form(totals.edition)
    for key, cell in totals.cells.items():
        table = form.tables[key.table]
        off = bool(cell.difference)
        sheet.add(
            [
                table.name, table.row_name(key.row), table.column_name(key.row, key.column), cell.total, cell.told,
                cell.difference, cell.before, cell.total - cell.before, _parts(cell, lang),
                _names(cell.unread, lang),
            ],
            looks={5: "off"} if off else None,
        )  # fmt: skip
    sheet.finish()


def _parts(cell: CellSum, lang: str) -> str:
    parts = main_parts(cell.parts)
    told = words.LISTED.of(lang).join(f"{name} {amount}" for name, amount in parts[:MOST_PARTS])
    if len(parts) > MOST_PARTS:
        told += Text(f" 等 {len(parts)} 个单位", f" … {len(parts)} units").of(lang)
    return told


def _names(names: Sequence[str], lang: str) -> str:
    told = words.LISTED.of(lang).join(names[:MOST_PARTS])
    if len(names) > MOST_PARTS:
        told += Text(f" 等 {len(names)} 个单位", f" … {len(names)} units").of(lang)
    return told


def _years(book: Book, totals: Totals) -> None:
    """两年对比: the main figures of both years with bars."""
    lang = book.lang
    sheet = book.sheet("totals_years")
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, 3, 14)
    heads = (_w("item", lang), str(totals.year - 1), str(totals.year), _w("change", lang))
    for column, head in enumerate(heads):
        book.write(sheet, (0, column), head, "head")
    form = load_form(totals.edition)
    shown = [key for key in _FIGURES if key in totals.cells]
    for line, key in enumerate(shown, 1):
        cell, table = totals.cells[key], form.tables[key.table]
        name = f"{table.name} {table.row_name(key.row)} {table.column_name(key.row, key.column)}"
        for column, entry in enumerate((name, cell.before, cell.total, cell.total - cell.before)):
            book.write(sheet, (line, column), entry, "number" if column else "text")
    if totals.without_prior:
        number = len(totals.without_prior)
        told = Text(
            f"{number} 个单位没有上年报告，不在上年的数里", f"{number} units are not in last year's figures"
        )
        book.write(sheet, (len(shown) + 2, 0), told.of(lang))
    _chart(book, sheet, min(_CHARTED, len(shown)), below=len(shown) + 4)


def _chart(book: Book, sheet: Any, number: int, *, below: int) -> None:
    chart = book.file.add_chart({"type": "bar"})
    name = sheet.get_name()
    for column, colour in ((1, "#A6B4C4"), (2, "#2F6EB5")):
        chart.add_series(
            {
                "name": [name, 0, column],
                "categories": [name, 1, 0, number, 0],
                "values": [name, 1, column, number, column],
                "fill": {"color": colour},
                "data_labels": {"value": True, "font": {"size": 8}},
            }
        )
    chart.set_y_axis({"reverse": True, "crossing": "max", "num_font": {"size": 9}})
    chart.set_x_axis(
        {"num_format": "0", "min": 0, "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}}
    )
    chart.set_legend({"position": "top"})
    chart.set_title({"name": word("sheets", "totals_years", book.lang), "name_font": {"size": 12}})
    chart.set_size({"width": 780, "height": 90 + 42 * number})
    sheet.insert_chart(below, 0, chart)


def _units(book: Book, totals: Totals) -> None:
    """各单位的数: a row for each unit that was counted, a column for each cell in which any has something."""
    form = load_form(totals.edition)
    used = [key for key, cell in totals.cells.items() if cell.parts]
    heads = []
    for key in used:
        table = form.tables[key.table]
        name = f"{table.name} {table.row_name(key.row)} {table.column_name(key.row, key.column)}"
        heads.append(Column(name, 11, "number"))
    sheet = List(book, "totals_units", [Column(_w("unit", book.lang), 30), *heads])
    told = {key: dict(totals.cells[key].parts) for key in used}
    for name in totals.counted:
        sheet.add([name, *(told[key].get(name, 0) for key in used)])
    if totals.counted:
        sheet.add([_w("sum", book.lang), *(totals.cells[key].total for key in used)])
    sheet.finish()


def _notes(book: Book, totals: Totals) -> None:
    """怎么算的: who was not counted and why, and what to know of the sums."""
    lang = book.lang
    sheet = List(book, "totals_notes", [Column(_w("unit", lang), 34), Column(_w("reason", lang), 90)])
    for told in remarks(totals):
        sheet.add([_w("remarks", lang), told.of(lang)])
    for name, reason in totals.apart:
        sheet.add([name, reason.of(lang)])
    sheet.finish()


def remarks(totals: Totals) -> list[Text]:
    """What to know of the sums, a sentence each."""
    said = [
        Text(
            f"汇总了 {len(totals.counted)} 个单位{totals.year}年度报告里的数，照各单位填的相加，没有改动；"
            "空着的、填“/”的、读不出来的格没有计入，列在“逐格核对”里",
            f"the figures of {len(totals.counted)} units for {totals.year} are added as they were told; "
            "cells without a figure are not counted and listed cell by cell",
        )
    ]
    if totals.county is None:
        said.append(
            Text("没有认出哪一个是县级政府自己的报告，没有对照", "no report of the county itself is known")
        )
    elif not totals.has_own:
        name = totals.county.name
        said.append(Text(f"{name}自己的报告还没有，没有对照", f"{name} has no report of its own yet"))
    else:
        off = sum(bool(cell.difference) for cell in totals.cells.values())
        name = totals.county.name
        said.append(
            Text(f"{name}的报告有 {off} 格和合计不同，供核对，不当作错误", f"{off} cells of {name} differ")
        )
    for office in may_be_office(totals.county, totals.counted):
        said.append(Text(f"{office}的报告是它自己的，计入合计", f"{office} is counted as a unit of its own"))
    if totals.unbalanced:
        names = "、".join(totals.unbalanced)
        said.append(
            Text(f"报告里的数自己对不上，合计也会跟着不平：{names}", f"sums of their own are wrong: {names}")
        )
    return said
