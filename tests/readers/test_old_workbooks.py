"""Workbooks in other formats than .xlsx: the same document, whatever is in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl.styles import Border, Side

from reportlint.app.api import check_bytes
from reportlint.draft import sample
from reportlint.model.document import Spot
from reportlint.readers import read
from reportlint.readers.detection import format_of
from reportlint.readers.failure import ReadFailure
from tests.generator.workbooks import as_ods, as_xls, workbook
from tests.readers.test_xlsx import book, framed
from tests.readers.word_files import shown

KEPT = Path(__file__).parent / "workbooks"
"""Written by LibreOffice from the workbooks of the samples."""
WRITERS: Mapping[str, Callable[[bytes], bytes]] = {"xls": as_xls, "ods": as_ods}
FRAME = Border(*[Side(style="thin")] * 4)
TOO_LARGE = "文件解开后大得不像年报，为安全起见没有读；请把报告正文单独存成一个文件再检查"
DAMAGED = "文件已损坏，读不出内容；请用 Word、WPS 或 Excel 打开后另存再检查"
LOCKED = "文件设了打开密码，读不了；请去掉密码另存后再检查"


def values(sheet: Any) -> None:
    kinds = (3.0, 0, 12345678, 1.5, 0.1 + 0.2, -4, "３", " / ", None, True, date(2024, 12, 31), "两\n行")
    framed(sheet, *(("规章", value) for value in kinds))


def merged(sheet: Any) -> None:
    framed(sheet, ("结果", "予以公开", None, 1), (None, "不予公开", "国家秘密", None))
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("B1:C1")


def prose(sheet: Any) -> None:
    sheet.title = "年报"
    sheet["A1"] = "二、主动公开政府信息情况"
    framed(sheet, ("规章", None), ("行政许可", 2), top=2)
    sheet["A6"] = "本年度无变化。\n未收取费用。"


def hidden(sheet: Any) -> None:
    framed(sheet, ("规章", "代码", 1), ("内部编号", 9, 9), ("行政许可", "代码", 2))
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True


def hidden_sheet(made: Any) -> None:
    sheet = made.create_sheet("底稿")
    sheet["A1"] = "旧数"
    sheet.sheet_state = "hidden"
    framed(made.create_sheet("其他需要报告的事项"), ("行政复议", 0))


BOOKS: Mapping[str, bytes] = {
    **{fill.__name__: book(fill) for fill in (values, merged, prose, hidden)},
    "sheets": book(prose, more=hidden_sheet),
    **{
        f"{name}{sheets}": workbook(sample(name), per_sheet=sheets, bordered=not sheets)
        for name in ("town", "city", "zeros", "old")
        for sheets in (False, True)
    },
}


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("name", BOOKS)
def test_a_workbook_is_the_same_in_every_format(name: str, kind: str) -> None:
    expected = read(BOOKS[name], name="年报.xlsx")
    document = read(WRITERS[kind](BOOKS[name]), name="年报.xlsx")
    assert (document.blocks, document.lines) == (expected.blocks, expected.lines)


@pytest.mark.parametrize(("file", "kind"), [("town.xls", "xls"), ("city.ods", "ods")])
@pytest.mark.parametrize("name", ["年报", "年报.et", "年报.xlsx", "年报.docx"])
def test_what_office_programs_write_is_read_whatever_it_is_called(file: str, kind: str, name: str) -> None:
    data = (KEPT / file).read_bytes()
    sized = file.partition(".")[0]
    expected = read(workbook(sample(sized), per_sheet=sized == "city"), name=name)
    document = read(data, name=name)
    assert format_of(data, name=name) == kind
    assert (document.blocks, document.lines) == (expected.blocks, expected.lines)
    result = check_bytes(data, name=name)
    assert (result.status, result.diagnostics) == ("checked", ())


def test_struck_and_raised_text_of_an_old_workbook_is_told() -> None:
    xlwt = pytest.importorskip("xlwt")
    made = xlwt.Workbook()
    sheet = made.add_sheet("年报")
    sheet.write(0, 0, "行政处罚", xlwt.easyxf("borders: left thin"))
    raised, struck = xlwt.easyfont("escapement superscript"), xlwt.easyfont("struck_out true")
    plain = xlwt.easyfont("")
    sheet.write_rich_text(0, 1, (("36", plain), ("1", raised)))
    sheet.write_rich_text(0, 2, (("5", struck), ("6", plain)))
    stream = io.BytesIO()
    made.save(stream)
    document = read(stream.getvalue(), name="年报.xls")
    assert shown(document) == [[["行政处罚", "36¹", "6"]]]
    (grid,) = document.grids()
    assert grid.rows[0][2].place.spot == Spot(sheet="年报", address="C1")


def content_of(table: str, styles: str = "") -> bytes:
    """An OpenDocument workbook with these rows."""
    parts = zipfile.ZipFile(io.BytesIO(as_ods(book(lambda sheet: framed(sheet, ("@", 1))))))
    text = parts.read("content.xml").decode()
    begun, ended = text.index("<table:table-row"), text.index("</table:table>")
    text = text[:begun] + table + text[ended:]
    return ods(text.replace("<office:automatic-styles>", f"<office:automatic-styles>{styles}"))


def ods(content: str, manifest: str = "<m/>") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def test_struck_and_raised_text_of_an_open_document_is_told() -> None:
    styles = (
        '<style:style style:name="s"><style:text-properties style:text-line-through-style="solid"/></style:style>'
        '<style:style style:name="r"><style:text-properties style:text-position="super 58%"/></style:style>'
    )
    rows = (
        '<table:table-row><table:table-cell table:style-name="framed"><text:p>行政<text:s text:c="2"/>处罚</text:p>'
        "<office:annotation><text:p>批注</text:p></office:annotation></table:table-cell><table:table-cell><text:p>36"
        '<text:span text:style-name="r">1</text:span></text:p></table:table-cell><table:table-cell><text:p>'
        '<text:span text:style-name="s">5</text:span>6</text:p></table:table-cell><table:table-cell '
        'table:formula="of:=SUM([.A1])"/></table:table-row>'
    )
    assert shown(read(content_of(rows, styles), name="年报.ods")) == [
        [["行政  处罚", "36¹", "6", "=SUM([.A1])"]]
    ]


def test_what_is_repeated_is_read_as_often_and_padding_is_none() -> None:
    cell = '<table:table-cell table:style-name="framed" {more}>{text}</table:table-cell>'
    two = cell.format(more='table:number-columns-repeated="2"', text="<text:p>0</text:p>")
    padding = cell.format(more='table:number-columns-repeated="16000"', text="")
    rows = (
        f'<table:table-row table:number-rows-repeated="2">{two}{padding}</table:table-row>'
        f'<table:table-row table:number-rows-repeated="1048000">{padding}</table:table-row>'
    )
    assert shown(read(content_of(rows), name="年报.ods")) == [[["0", "0"], ["0", "0"]]]


def failure_of(data: bytes, name: str = "年报.xls") -> str:
    with pytest.raises(ReadFailure) as failure:
        read(data, name=name)
    return failure.value.words.zh


@pytest.mark.parametrize(
    "repeated",
    [
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell><text:p>0</text:p></table:table-cell>'
        "</table:table-row>",
        '<table:table-row><table:table-cell table:number-columns-repeated="999999"><text:p>0</text:p>'
        "</table:table-cell></table:table-row>",
        '<table:table-row><table:table-cell table:number-columns-spanned="9999" table:number-rows-spanned="99999">'
        "<text:p>0</text:p></table:table-cell></table:table-row>",
    ],
)
def test_an_open_document_that_is_far_too_large_is_not_laid_out(repeated: str) -> None:
    assert failure_of(content_of(repeated), "年报.ods") == TOO_LARGE


def test_locked_and_damaged_open_documents_are_told() -> None:
    assert failure_of(ods("x", '<m xmlns="u"><encryption-data/></m>'), "年报.ods") == LOCKED
    assert failure_of(ods("<x"), "年报.ods") == DAMAGED


def test_an_old_workbook_that_is_far_too_large_is_not_read() -> None:
    xlwt = pytest.importorskip("xlwt")
    made = xlwt.Workbook()
    framed_look = xlwt.easyxf("borders: left thin")
    for number in range(2):
        sheet = made.add_sheet(f"表{number}")
        for row in range(800):
            for column in range(80):
                sheet.write(row, column, 1 if number else "", framed_look)
    stream = io.BytesIO()
    made.save(stream)
    assert failure_of(stream.getvalue()) == TOO_LARGE


def test_a_locked_old_workbook_is_told() -> None:
    data = as_xls(BOOKS["prose"])
    begun = data.index(b"\x09\x08\x10\x00") + 20
    assert data[begun : begun + 4] == b"\xe1\x00\x02\x00"
    assert failure_of(data[:begun] + b"\x2f\x00" + data[begun + 2 :]) == LOCKED


@pytest.mark.parametrize("kind", WRITERS)
def test_damage_is_told_wherever_it_is(kind: str) -> None:
    data = WRITERS[kind](BOOKS["town" + "False"])
    for cut in range(520, len(data), len(data) // 60):
        for spoilt in (data[:cut], data[:cut] + b"\xff" * 40 + data[cut + 40 :]):
            try:
                assert read(spoilt, name=f"年报.{kind}").lines
            except ReadFailure as failure:
                assert failure.words.zh in (DAMAGED, TOO_LARGE, LOCKED, "工作簿是空的，没有内容可查")
