"""Files that can be made as long as one likes, as tests/readers/growing.py has them: older workbooks, OFD, archives."""

from __future__ import annotations

import io
import re

from reportlint.draft import sample
from tests import archive_files
from tests.generator.workbooks import as_ods, as_xls, saved, workbook
from tests.readers import ofd_files
from tests.readers.growing import REPORT, Make, changed

_BOOK = workbook(sample("town"))
_ODS = as_ods(_BOOK)
_OFD = ofd_files.ofd(sample("town"))
_LAST = max(int(found) for found in re.findall(rb"Pages/Page_(\d+)/", _OFD))


def _in_ods(piece: str, before: str = "", behind: str = "", *, where: str = "</table:table>") -> Make:
    """The workbook with so many times the piece in its last sheet."""
    return lambda count: changed(_ODS, "content.xml", where, before + piece * count + behind)


def _in_xls(*row: str, columns: int = 0) -> Make:
    """The workbook with so many rows more; with `columns` such rows, so many times as wide."""

    def make(count: int) -> bytes:
        from openpyxl import load_workbook

        book = load_workbook(io.BytesIO(_BOOK))
        for _ in range(columns or count):
            book.worksheets[-1].append(row * count if columns else row)
        return as_xls(saved(book))

    return make


def _long_in_xls(count: int) -> bytes:
    """The workbook with so many characters more in one cell."""
    return _in_xls("云" * count)(1)


def _in_ofd(piece: str, before: str = "", behind: str = "") -> Make:
    """The OFD file with so many times the piece on its last page."""
    page = f"Doc_0/Pages/Page_{_LAST}/Content.xml"
    return lambda count: changed(_OFD, page, "</ofd:Layer>", before + piece * count + behind)


def _ofd_pages(count: int) -> bytes:
    """An OFD file with so many pages more."""
    run = ofd_files.Run(30, 40, 5.6, "本年度主动公开政府信息若干条。")
    pages = [*ofd_files.sheets(sample("town")), *[ofd_files.Sheet([run] * 12)] * count]
    return ofd_files.packed(ofd_files.parts(pages, ofd_files.MANNERS[0]))


def _line(text: str, *, x: float = 30, y: float = 250) -> str:
    return ofd_files.text_object(ofd_files.Run(x, y, 5.6, text), ofd_files.MANNERS[0])


def _members(suffix: str, name: str = "表{}.txt", content: bytes = b"\xe7\x94\xb2") -> Make:
    """An archive with the report and so many other files."""

    def make(count: int) -> bytes:
        files = {"年报.txt": REPORT.encode()} | {name.format(number): content for number in range(count)}
        return archive_files.KINDS[suffix](files)

    return make


def _sized(suffix: str) -> Make:
    """An archive with one member that is so many lines longer than the report."""
    return lambda count: archive_files.KINDS[suffix]({"年报.txt": ("公开。\n" * count + REPORT).encode()})


def _namesakes(count: int) -> bytes:
    """A .zip with so many files of one name, which tells nothing of a report."""
    files = {f"{number:05}.txt": b"1" for number in range(count)}
    return re.sub(rb"\d{5}\.txt", b"00000.txt", archive_files.zipped({"年报.txt": REPORT.encode()} | files))


_STROKE = ofd_files.path_object("M 0 0 L 100 0", (30, 200, 100, 1))
_ROW = "<table:table-row>{}</table:table-row>"
_TEXT = '<table:table-cell office:value-type="string"><text:p>甲</text:p></table:table-cell>'

PATTERNS: dict[str, tuple[str, Make, int]] = {
    "rows of an ods": (".ods", _in_ods(_ROW.format(_TEXT * 2)), 1_000),
    "cells of an ods": (".ods", _in_ods(_TEXT, "<table:table-row>", "</table:table-row>"), 2_000),
    "characters of an ods": (".ods", _in_ods("云", *_ROW.format(_TEXT).split("甲")), 20_000),
    "tables of an ods": (".ods", _in_ods(f"<table:table>{_ROW.format(_TEXT)}</table:table>", where="</office:spreadsheet>"), 200),
    "rows of an xls": (".xls", _in_xls("甲", "1"), 1_000),
    "cells of an xls": (".xls", _in_xls("1", columns=40), 50),
    "characters of an xls": (".xls", _long_in_xls, 5_000),
    "lines of an OFD": (".ofd", _in_ofd(_line("收到申请3件。")), 1_000),
    "characters of an OFD": (".ofd", _in_ofd(_line("云")), 4_000),
    "rulings of an OFD": (".ofd", _in_ofd(_STROKE), 2_000),
    "blocks of an OFD": (".ofd", _in_ofd(f"<ofd:PageBlock>{_line('甲')}</ofd:PageBlock>"), 2_000),
    "steps of an OFD's path": (".ofd", _in_ofd(" L 100 0", *_STROKE.split(" L 100 0")), 4_000),
    "pages of an OFD": (".ofd", _ofd_pages, 23),
    "members of a zip": (".zip", _members("zip"), 1_000),
    "members of a tar": (".tar", _members("tar"), 1_000),
    "members of a 7z": (".7z", _members("7z"), 250),
    "folders of a zip": (".zip", _members("zip", "{}/甲/表.txt"), 1_000),
    "pictures in a zip": (".zip", _members("zip", "{}.jpg", b"\xff\xd8\xff\xe0"), 1_000),
    "namesakes in a zip": (".zip", _namesakes, 1_000),
    "archives in a zip": (".zip", _members("zip", "{}.zip", archive_files.zipped({"甲.txt": b"1"})), 300),
    "reports in a zip": (".zip", _members("zip", "镇{}年报.txt", REPORT.encode()), 10),
    "size of a zip's member": (".zip", _sized("zip"), 1_000),
    "size of a tar's member": (".tar", _sized("tar"), 1_000),
    "size of a 7z's member": (".7z", _sized("7z"), 1_000),
}  # fmt: skip
"""By what a file has much of: the suffix, the way to make it, and how many times the smaller file has it."""
