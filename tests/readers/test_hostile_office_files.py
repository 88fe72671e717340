"""Hostile Word files and workbooks: a sentence and exit 2, within bounds of time and memory."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, repeat
from pathlib import Path

import pytest

from reportlint.readers.container import DENSEST, LARGEST_TEXT
from tests.readers.bounds import checked

SECONDS, MEBIBYTES = 20, 400
"""The bounds, for the whole command on one file."""

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TOO_LARGE = "文件解开后大得不像年报，为安全起见没有读；请把报告正文单独存成一个文件再检查"
DAMAGED = "文件已损坏，读不出内容；请用 Word、WPS 或 Excel 打开后另存再检查"
ENTITIES = (
    "文件里夹带了 XML 实体定义，正常的 Office 文件没有这种内容，为安全起见没有读；请用 Word 打开后另存再检查"
)
LOCKED = "文件设了打开密码，读不了；请去掉密码另存后再检查"


def relations(*links: tuple[str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(links, start=1)
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{namespace}">{entries}</Relationships>'


def pack(path: Path, parts: dict[str, str | Iterable[str]], *, stored: bool = False) -> Path:
    """Writes a container without ever holding a large part in memory."""
    method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in parts.items():
            with archive.open(name, "w", force_zip64=True) as part:
                for piece in (content,) if isinstance(content, str) else content:
                    part.write(piece.encode())
    return path


def word(path: Path, body: Iterable[str], *, head: str = "", stored: bool = False) -> Path:
    opening, closing = f'{head}<w:document xmlns:w="{WORD}"><w:body>', "</w:body></w:document>"
    parts: dict[str, str | Iterable[str]] = {
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": chain([opening], body, [closing]),
    }
    return pack(path, parts, stored=stored)


def workbook(path: Path, rows: Iterable[str], *, tail: str = "") -> Path:
    opening, closing = f'<worksheet xmlns="{SHEET}"><sheetData>', f"</sheetData>{tail}</worksheet>"
    sheet = '<sheet name="a" sheetId="1" r:id="r1"/>'
    parts: dict[str, str | Iterable[str]] = {
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets>{sheet}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml")),
        "xl/worksheets/sheet1.xml": chain([opening], rows, [closing]),
    }
    return pack(path, parts, stored=True)


def entities() -> str:
    lines = [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12)]
    return f'<!DOCTYPE d [<!ENTITY e0 "ha">{"".join(lines)}]>'


CELL, FIGURE = "<w:tc/>", "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>"


def deep(levels: int) -> Iterator[str]:
    yield "<w:tbl><w:tr><w:tc>" * levels
    yield "<w:p/></w:tc></w:tr></w:tbl>" * levels


def rows(cell: str, columns: int, number: int) -> Iterable[str]:
    return chain(["<w:tbl>"], repeat(f"<w:tr>{cell * columns}</w:tr>", number), ["</w:tbl>"])


Hostile = Callable[[Path], Path]

HOSTILE: dict[str, tuple[Hostile, str]] = {
    "bomb": (lambda path: word(path, repeat(" " * (1 << 20), 1000)), TOO_LARGE),
    "large": (lambda path: word(path, repeat("<w:p/>" * 10_000, 600), stored=True), TOO_LARGE),
    "entities": (
        lambda path: word(path, ["<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>"], head=entities()),
        DAMAGED,
    ),
    "external": (
        lambda path: word(
            path,
            ["<w:p><w:r><w:t>&x;</w:t></w:r></w:p>"],
            head='<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        ),
        ENTITIES,
    ),
    "deep": (lambda path: word(path, deep(2_000)), DAMAGED),
    "endless depth": (lambda path: word(path, deep(200_000), stored=True), TOO_LARGE),
    "million cells": (lambda path: word(path, rows(CELL, 1000, 1000), stored=True), TOO_LARGE),
    "many cells": (lambda path: word(path, rows(FIGURE, 100, 1000), stored=True), TOO_LARGE),
    "many paragraphs": (
        lambda path: word(path, repeat("<w:p><w:r><w:t>字</w:t></w:r></w:p>", 100_000), stored=True),
        TOO_LARGE,
    ),
    "many parts": (
        lambda path: pack(path, {"word/document.xml": "x", **{f"x/{n}.xml": "" for n in range(6_000)}}),
        TOO_LARGE,
    ),
    "locked": (lambda path: lock(word(path, ["<w:p/>"])), LOCKED),
    "cut": (lambda path: cut(word(path, ["<w:p/>"])), DAMAGED),
    "workbook: a million cells": (
        lambda path: workbook(path, repeat(f"<row>{'<c/>' * 1000}</row>", 1000)),
        TOO_LARGE,
    ),
    "workbook: everything merged": (
        lambda path: workbook(
            path,
            ['<row r="1"><c r="A1"><v>1</v></c></row>'],
            tail='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        ),
        TOO_LARGE,
    ),
    "workbook: far apart": (
        lambda path: workbook(
            path,
            (
                f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="XFD{n}"><v>1</v></c></row>'
                for n in range(1, 20_000)
            ),
        ),
        TOO_LARGE,
    ),
}


def lock(path: Path) -> Path:
    """The file with the mark of encryption on each part."""
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    path.write_bytes(data)
    return path


def cut(path: Path) -> Path:
    """The file with a part that is not what its directory says."""
    data = path.read_bytes()
    at = data.index(b"word/document.xml") + 20
    path.write_bytes(data[:at] + bytes(30) + data[at + 30 :])
    return path


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_told_within_bounds(name: str, tmp_path: Path) -> None:
    make, sentence = HOSTILE[name]
    path = make(tmp_path / "年报.docx")
    code, told, seconds, mebibytes = checked(path)
    assert told == f"{path}: error E901 {sentence}\n"
    assert code == 2
    assert seconds < SECONDS
    assert mebibytes < MEBIBYTES


def test_huge_spans_and_cyclic_relations_do_no_harm(tmp_path: Path) -> None:
    span = '<w:tcPr><w:gridSpan w:val="99999999999"/></w:tcPr>'
    body = f"<w:tbl><w:tr><w:tc>{span}<w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    path = pack(
        tmp_path / "年报.docx",
        {
            "_rels/.rels": relations(("officeDocument", "word/document.xml")),
            "word/_rels/document.xml.rels": relations(
                ("styles", "document.xml"), ("numbering", "../word/document.xml")
            ),
            "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        },
    )
    code, told, seconds, mebibytes = checked(path)
    assert (code, told.split(" ")[2]) == (2, "E902")
    assert seconds < SECONDS
    assert mebibytes < MEBIBYTES


def test_the_bounds_leave_room_for_the_largest_reports() -> None:
    assert LARGEST_TEXT >= 10 * 2 * (1 << 20)  # a long city report has two mebibytes
    assert DENSEST >= 5 * 30  # tables are packed thirtyfold
