"""What workbooks in other formats than .xlsx show beside their cells is told; a person's number is found there."""

from __future__ import annotations

import io
import zipfile
from struct import pack
from typing import Any

import pytest

pytest.importorskip("openpyxl", reason="openpyxl is not installed")

from reportlint.app.api import check_bytes
from reportlint.draft import sample
from reportlint.render.words import place
from tests.generator.workbooks import as_ods, as_xls, workbook

NUMBER = "350125199003071239"
SAID = f"经办人的身份证号码是{NUMBER}。"
BOX = "工作表上的文本框里有文字，没有读；请把文字写进单元格再检查"
HEADER, FOOTER = "页眉里有正文没有的文字，没有检查", "页脚里有正文没有的文字，没有检查"
BOOK = workbook(sample("town"))
_NAMES = 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
_PAGES = (
    '<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:master-styles><style:master-page>'
    "<style:{where}><text:p>{said}</text:p></style:{where}></style:master-page></office:master-styles>"
    "</office:document-styles>"
)


def ods(said: str, where: str) -> bytes:
    """The correct workbook with a text in a text box, a comment, a page header or footer."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_ods(BOOK))) as package, zipfile.ZipFile(made, "w") as target:
        for name in package.namelist():
            content = package.read(name).decode()
            if name == "content.xml" and where == "box":
                shape = f"<draw:frame {_NAMES}><draw:text-box><text:p>{said}</text:p></draw:text-box></draw:frame>"
                content = content.replace(
                    "</table:table>", f"<table:shapes>{shape}</table:shapes></table:table>", 1
                )
            if name == "content.xml" and where == "comment":
                head, mark, tail = content.rpartition("</table:table-cell>")
                content = f"{head}<office:annotation><text:p>{said}</text:p></office:annotation>{mark}{tail}"
            target.writestr(name, content)
        if where in ("header", "footer"):
            target.writestr("styles.xml", _PAGES.format(where=where, said=said))
    return made.getvalue()


def _record(kind: int, body: bytes) -> bytes:
    return pack("<HH", kind, len(body)) + body


def _in_pieces(said: str) -> bytes:
    """A box's text as Excel writes it: its length, then its characters and its fonts in records that go on with it."""
    pieces = (said[:5], said[5:])
    goes_on = b"".join(_record(0x3C, b"\1" + piece.encode("utf-16-le")) for piece in pieces)
    return (
        _record(0x1B6, pack("<HHHHHHHH", 0, 0, 0, 0, 0, len(said), 16, 0) + b"\0\0")
        + goes_on
        + _record(0x3C, bytes(16))
    )


def xls(said: str, where: str) -> bytes:
    """The same in a workbook of Excel before 2007."""
    compound: Any = pytest.importorskip("xlwt.CompoundDoc")
    from xlrd.compdoc import CompDoc

    stream, at, length = CompDoc(as_xls(BOOK), logfile=io.StringIO()).locate_named_stream("Workbook")
    content = bytes(stream[at : at + length])
    end = content.rindex(_record(0x0A, b""))
    if where in ("box", "comment"):
        sort = 0x19 if where == "comment" else 6
        put = _record(0x5D, pack("<HHHHH", 0x15, 0x12, sort, 1, 0) + bytes(12)) + _in_pieces(said)
    else:
        body = pack("<HB", len(said), 1) + said.encode("utf-16-le")
        put = _record(0x14 if where == "header" else 0x15, body)
    made = io.BytesIO()
    compound.XlsDoc().save(made, content[:end] + put + content[end:])
    return made.getvalue()


WRITERS = {"ods": ods, "xls": xls}


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize(
    ("where", "part", "unread"),
    [
        ("box", "图表", [BOX]),
        ("comment", "批注", []),
        ("header", "页眉", [HEADER]),
        ("footer", "页脚", [FOOTER]),
    ],
)
def test_text_beside_the_cells_is_told_and_looked_at(
    suffix: str, where: str, part: str, unread: list[str]
) -> None:
    result = check_bytes(WRITERS[suffix](SAID, where), name=f"年报.{suffix}")
    assert [(found.code, place(found.place, "zh")) for found in result.diagnostics] == [
        ("W602", f"原文{part}")
    ]
    assert [entry.reason.zh for entry in result.not_checked] == unread


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize(
    ("said", "where"),
    [
        ("二、主动公开政府信息情况", "box"),
        ("第 1 页", "footer"),
        ("Page 1", "footer"),
        ("请核对这一行的数", "comment"),
    ],
)
def test_what_the_cells_say_too_and_page_numbers_are_nothing_to_tell(
    suffix: str, said: str, where: str
) -> None:
    result = check_bytes(WRITERS[suffix](said, where), name=f"年报.{suffix}")
    assert (result.diagnostics, result.not_checked) == ((), ())


def test_fields_of_a_page_header_are_no_text() -> None:
    data = ods(
        "<text:sheet-name>???</text:sheet-name> <text:span>（<text:title>表</text:title>）</text:span>",
        "header",
    )
    assert check_bytes(data, name="年报.ods").not_checked == ()
