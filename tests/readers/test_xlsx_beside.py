"""What a workbook shows beside its cells is told; a person's number is found wherever it stands."""

from __future__ import annotations

import io
import zipfile

import pytest

pytest.importorskip("openpyxl", reason="openpyxl is not installed")

from reportlint.app.api import check_bytes
from reportlint.draft import sample
from reportlint.render.words import place
from tests.generator.workbooks import workbook

NUMBER = "350125199003071239"
SAID = f"经办人的身份证号码是{NUMBER}。"
BOOK = workbook(sample("town"))
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_TEXT = f'<c t="inlineStr"><is><t>{SAID}</t></is></c>'


def changed(before: str, put: str, name: str = "", content: str = "") -> bytes:
    """The correct workbook with something before the last such mark of its sheet, and a further part."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as package, zipfile.ZipFile(made, "w") as target:
        for part in package.namelist():
            data = package.read(part)
            if part == "xl/worksheets/sheet1.xml":
                head, mark, tail = data.decode().rpartition(before)
                data = f"{head}{put}{mark}{tail}".encode()
            target.writestr(part, data)
        if name:
            target.writestr(name, content)
    return made.getvalue()


def drawing(text: str) -> str:
    return f'<xdr:wsDr xmlns:xdr="urn:x" xmlns:a="{_A}"><a:p><a:r><a:t>{text}</a:t></a:r></a:p></xdr:wsDr>'


COMMENT = f'<comments xmlns="{_S}"><comment ref="A1"><text><t>{SAID}</t></text></comment></comments>'


@pytest.mark.parametrize(
    ("data", "where"),
    [
        (changed("</sheetData>", f'<row r="90" hidden="1">{_TEXT}</row>'), "不显示的文字"),
        (changed("</worksheet>", "", "xl/comments1.xml", COMMENT), "批注"),
        (changed("</worksheet>", "", "xl/drawings/drawing1.xml", drawing(SAID)), "图表"),
    ],
    ids=["hidden row", "comment", "text box"],
)
def test_a_person_s_number_is_found_beside_the_cells(data: bytes, where: str) -> None:
    found = check_bytes(data, name="年报.xlsx").diagnostics
    assert [(entry.code, place(entry.place, "zh")) for entry in found] == [("W602", f"原文{where}")]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (
            changed("</worksheet>", "", "xl/drawings/drawing1.xml", drawing("本年度无。")),
            "工作表上的文本框里有文字",
        ),
        (
            changed("</worksheet>", "<headerFooter><oddHeader>&amp;C内部资料</oddHeader></headerFooter>"),
            "页眉里有正文没有的文字",
        ),
    ],
    ids=["text box", "header"],
)
def test_what_is_seen_beside_the_cells_is_told(data: bytes, told: str) -> None:
    result = check_bytes(data, name="年报.xlsx")
    assert [(entry.code, entry.reason.zh.partition("，")[0]) for entry in result.not_checked] == [
        ("E901", told)
    ]


@pytest.mark.parametrize("said", ['&amp;C&amp;"宋体"&amp;12第 &amp;P 页', "&amp;R云陂镇人民政府"])
def test_page_numbers_and_what_the_cells_say_are_nothing_to_tell(said: str) -> None:
    footer = f"<headerFooter><oddFooter>{said}</oddFooter></headerFooter>"
    result = check_bytes(changed("</worksheet>", footer), name="年报.xlsx")
    assert (result.diagnostics, result.not_checked) == ((), ())


def test_a_cell_whose_text_is_lost_is_damage() -> None:
    lost = '<row r="90"><c r="A90" t="s"><v>4000</v></c></row>'
    result = check_bytes(changed("</sheetData>", lost), name="年报.xlsx")
    assert result.error is not None
    assert result.error.zh.startswith("文件已损坏，读不出内容")
