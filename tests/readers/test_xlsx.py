"""Workbooks: figures as numbers, merged and hidden cells, sheets, running text, places."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Border, Side

from reportlint.app.api import check_bytes
from reportlint.draft import sample
from reportlint.model.document import Grid, Paragraph, Spot
from reportlint.readers import read
from reportlint.readers.failure import ReadFailure
from tests.generator.workbooks import workbook
from tests.readers.word_files import shown

FRAME = Border(*[Side(style="thin")] * 4)


def book(fill: Callable[[Any], object], *, more: Callable[[Any], object] = lambda book: None) -> bytes:
    """A workbook whose first sheet is filled by `fill`."""
    made = Workbook()
    fill(made.active)
    more(made)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def framed(sheet: Any, *rows: tuple[object, ...], top: int = 1) -> None:
    for row, values in enumerate(rows, start=top):
        for column, value in enumerate(values, start=1):
            sheet.cell(row, column, value).border = FRAME


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3.0, "3"),
        (0, "0"),
        (12345678, "12345678"),
        (1.5, "1.5"),
        (0.1 + 0.2, "0.3"),
        (-4, "-4"),
        ("３", "３"),
        (" / ", "/"),
        (None, ""),
        (True, "TRUE"),
        (date(2024, 12, 31), "2024年12月31日"),
        ("=SUM(A1:A2)", "=SUM(A1:A2)"),
    ],
)
def test_a_cell_is_what_a_person_would_write(value: object, text: str) -> None:
    document = read(book(lambda sheet: framed(sheet, ("规章", value))), name="年报.xlsx")
    assert shown(document) == [[["规章", text]]]


def test_raised_digits_are_marks_and_struck_text_is_gone() -> None:
    raised, struck = InlineFont(vertAlign="superscript"), InlineFont(strike=True)
    marked, mended = CellRichText("36", TextBlock(raised, "1")), CellRichText(TextBlock(struck, "5"), "6")
    document = read(book(lambda sheet: framed(sheet, ("行政处罚", marked, mended))), name="年报.xlsx")
    assert shown(document) == [[["行政处罚", "36¹", "6"]]]


def test_merged_cells_stand_once_and_framed_blanks_are_cells() -> None:
    def fill(sheet: Any) -> None:
        framed(sheet, ("结果", "予以公开", None, 1), (None, "不予公开", "国家秘密", None))
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:C1")

    (grid,) = read(book(fill), name="年报.xlsx").grids()
    assert [[(cell.text, cell.row_span, cell.column_span) for cell in row] for row in grid.rows] == [
        [("结果", 2, 1), ("予以公开", 1, 2), ("1", 1, 1)],
        [("不予公开", 1, 1), ("国家秘密", 1, 1), ("", 1, 1)],
    ]


def test_text_outside_of_frames_is_running_text_and_tells_where_it_stands() -> None:
    def fill(sheet: Any) -> None:
        sheet.title = "年报"
        sheet["A1"] = "二、主动公开政府信息情况"
        framed(sheet, ("规章", None), ("行政许可", 2), top=2)
        sheet["A4"] = "本年度无变化。\n未收取费用。"

    document = read(book(fill), name="年报.xlsx")
    assert shown(document) == [
        "二、主动公开政府信息情况",
        [["规章", ""], ["行政许可", "2"]],
        "本年度无变化。",
        "未收取费用。",
    ]
    heading, grid, prose, _ = document.blocks
    assert isinstance(heading, Paragraph)
    assert isinstance(grid, Grid)
    assert heading.place.spot == Spot(sheet="年报", address="A1")
    assert grid.rows[0][1].place.spot == Spot(sheet="年报", address="B2")
    assert isinstance(prose, Paragraph)
    assert prose.place.spot == Spot(sheet="年报", address="A4")


def test_hidden_rows_columns_and_sheets_are_not_read() -> None:
    def fill(sheet: Any) -> None:
        framed(sheet, ("规章", "代码", 1), ("内部编号", 9, 9), ("行政许可", "代码", 2))
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True

    def hide(made: Any) -> None:
        sheet = made.create_sheet("底稿")
        sheet["A1"] = "旧数"
        sheet.sheet_state = "hidden"

    document = read(book(fill, more=hide), name="年报.xlsx")
    assert shown(document) == [[["规章", "1"]], [["行政许可", "2"]]]


def test_a_sheet_for_each_table_is_headed_by_its_name() -> None:
    def more(made: Any) -> None:
        made.active.title = "主动公开政府信息情况"
        framed(made.create_sheet("Sheet2"), ("行政复议", 0))
        named = made.create_sheet("其他")
        named["A1"] = "六、其他需要报告的事项"

    document = read(book(lambda sheet: framed(sheet, ("规章", 1)), more=more), name="年报.xlsx")
    assert shown(document) == [
        "主动公开政府信息情况",
        [["规章", "1"]],
        [["行政复议", "0"]],
        "六、其他需要报告的事项",
    ]


@pytest.mark.parametrize(
    ("lost", "by"),
    [
        ("xl/_rels/workbook.xml.rels", (rb"<Relationship [^>]*sheet2.xml[^>]*/>", b"")),
        ("xl/_rels/workbook.xml.rels", (b"sheet2.xml", b"sheet9.xml")),
        ("xl/workbook.xml", (b'r:id="rId2"', b'r:id="rId77"')),
        ("xl/workbook.xml", (b' r:id="rId2"', b"")),
    ],
)
def test_a_sheet_that_is_lost_is_damage(lost: str, by: tuple[bytes, bytes]) -> None:
    def more(book: Any) -> None:
        book.create_sheet("表二")["A1"] = "身份证号"

    whole = book(lambda sheet: sheet.append(["总体情况"]), more=more)
    assert read(whole, name="表.xlsx").lines
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            changed = re.sub(by[0], by[1], data) if name == lost else data
            assert name != lost or changed != data
            new.writestr(name, changed)
    with pytest.raises(ReadFailure) as told:
        read(stream.getvalue(), name="表.xlsx")
    assert told.value.words.zh.startswith("文件已损坏，读不出内容")


def test_an_empty_workbook_is_told() -> None:
    with pytest.raises(ReadFailure) as failure:
        read(book(lambda sheet: None), name="年报.xlsx")
    assert failure.value.words.zh == "工作簿是空的，没有内容可查"


def with_formulas(least: int) -> bytes:
    """A correct report whose figures from column `least` on are formulas, as filling systems write them: no results."""
    made = load_workbook(io.BytesIO(workbook(sample("town"))))
    for row in made.active.iter_rows():
        for cell in row:
            if isinstance(cell.value, (int, float)) and cell.column >= least:
                cell.value = f"=0+{int(cell.value)}"
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_formulas_without_results_are_said_once_for_each_table() -> None:
    result = check_bytes(with_formulas(10), name="年报.xlsx")
    assert result.diagnostics == ()
    reasons = [entry.reason.zh for entry in result.not_checked if entry.code == "T204"]
    assert [reason[:9] for reason in reasons] == ["第三部分的表里有公", "第四部分的表里有公"]
    assert (
        reasons[0]
        == "第三部分的表里有公式，文件里没有存下算出的数，这些格没有核对；请用 Excel 或 WPS 打开，保存后再检查"
    )
    assert [entry.reason.zh for entry in result.not_checked if entry.code == "A301"] == reasons[:1]


def test_a_table_of_formulas_alone_is_no_table_that_was_read() -> None:
    result = check_bytes(with_formulas(1), name="年报.xlsx")
    assert {finding.code for finding in result.diagnostics} == {"T201"}
    assert len(result.diagnostics) == 3
    assert "公式" in result.diagnostics[0].message.zh


def test_a_formula_that_gives_no_text_shows_none() -> None:
    def fill(sheet: Any) -> None:
        framed(sheet, ("规章", '=IF(A1="","x","")', 2))

    data = book(fill)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as archive:
        for name in source.namelist():
            part = source.read(name)
            if name.endswith("sheet1.xml"):
                assert b'<c r="B1" s="1"><f>' in part
                part = part.replace(b'<c r="B1" s="1">', b'<c r="B1" s="1" t="str">')
            archive.writestr(name, part)
    assert shown(read(made.getvalue(), name="年报.xlsx")) == [[["规章", "", "2"]]]
