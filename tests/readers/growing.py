"""Files of every format that can be made as long as one likes, in every way in which a file can be long."""

from __future__ import annotations

import io
import json
import quopri
import zipfile
from collections.abc import Callable

from reportlint.app.api import parse_bytes
from reportlint.draft import draft_from, html, sample, text
from reportlint.draft.docx import docx
from reportlint.parsing.report_json.writing import write_report
from tests.generator.papers import FIRST_PAGE, objects, shown
from tests.generator.workbooks import workbook
from tests.readers.pdf_bytes import pdf, stream

Make = Callable[[int], bytes]
"""A file in which something stands so many times."""

REPORT = text(draft_from({"sample": "town"}))
LABEL = "一、本年新收政府信息公开申请数量"
_PAGE = html(sample("town"))
_WORD = docx(sample("town"))
_BOOK = workbook(sample("town"))
_JSON = write_report(parse_bytes(REPORT.encode(), name="年报.txt"))
_OBJECTS = objects(sample("town"))
_PERSON = "350125199003071239"


def in_front(piece: str) -> Make:
    """The report below so many times the piece."""
    return lambda count: (piece * count + "\n" + REPORT).encode()


def in_a_label(piece: str) -> Make:
    """The report with so many times the piece behind a label of table 三."""
    return lambda count: REPORT.replace(LABEL, LABEL + piece * count, 1).encode()


def in_a_cell(piece: str) -> Make:
    """The report with so many times the piece in the first cell of table 三."""
    return lambda count: REPORT.replace(f"{LABEL}\t", f"{LABEL}\t{piece * count}", 1).encode()


def in_page(piece: str, *, where: str = "</body>") -> Make:
    """The web page with so many times the piece in it."""
    return lambda count: _PAGE.replace(where, piece * count + where, 1).encode()


def in_word(piece: str, before: str = "", behind: str = "") -> Make:
    """The Word file with so many times the piece at its end."""
    return lambda count: changed(_WORD, "word/document.xml", "<w:sectPr", before + piece * count + behind)


def in_book(piece: str, before: str = "", behind: str = "", *, where: str = "</sheetData>") -> Make:
    """The workbook with so many times the piece in its sheet."""
    return lambda count: changed(_BOOK, "xl/worksheets/sheet1.xml", where, before + piece * count + behind)


def changed(data: bytes, name: str, where: str, put: str) -> bytes:
    """The package with something put before the last `where` of one of its parts."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as package,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in package.namelist():
            content = package.read(part)
            if part == name:
                head, mark, tail = content.decode().rpartition(where)
                content = f"{head}{put}{mark}{tail}".encode()
            target.writestr(part, content)
    return made.getvalue()


def in_pdf(piece: bytes) -> Make:
    """The PDF file with so many times the piece on its last page."""
    last = max(number for number in _OBJECTS if number > FIRST_PAGE)

    def make(count: int) -> bytes:
        content = _OBJECTS[last].partition(b"stream\n")[2].removesuffix(b"\nendstream")
        return pdf({**_OBJECTS, last: stream(content + b"\n" + piece * count)})

    return make


def pages(lines: int) -> Make:
    """A PDF file with so many pages more, of so many lines each."""

    def make(count: int) -> bytes:
        content = stream(
            b"".join(shown("本年度主动公开政府信息若干条。", 60, 780 - 14 * at) for at in range(lines))
        )
        page = b"<</Type/Page/Parent 2 0 R/Contents 4999 0 R>>"
        more = {5000 + number: page for number in range(count)}
        kids = b" ".join(b"%d 0 R" % number for number in (*range(FIRST_PAGE, max(_OBJECTS), 2), *more))
        told = _OBJECTS[2].partition(b"/MediaBox")
        tree = b"<</Type/Pages/Kids[%s]/Count %d/MediaBox%s" % (kids, kids.count(b"R"), told[2])
        return pdf({**_OBJECTS, 2: tree, 4999: content, **more})

    return make


def in_json(key: str, entry: object) -> Make:
    """The parsed report with so many times the entry in one of its lists."""

    def make(count: int) -> bytes:
        data = json.loads(_JSON)
        data[key] = [*data.get(key, []), *[entry] * count]
        return json.dumps(data, ensure_ascii=False).encode()

    return make


def saved(piece: str) -> Make:
    """The web page, saved with its parts (mht)."""
    head = b"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    return lambda count: head + quopri.encodestring(in_page(piece)(count))


def _w(content: str) -> str:
    return f"<w:p><w:r><w:t>{content}</w:t></w:r></w:p>"


_CELL = f"<w:tc>{_w('1')}</w:tc>"
_LOCATION = {"line": 1, "column": 1, "end_line": 1, "end_column": 2, "page": None}
_ASIDE = {"section": 3, "text": f"备注{_PERSON}", "location": _LOCATION}

PATTERNS: dict[str, tuple[str, Make, int]] = {
    "empty lines": (".txt", in_front("\n"), 4_000),
    "lines of spaces": (".txt", in_front("   \n"), 4_000),
    "digits apart": (".txt", in_front("1 "), 4_000),
    "digits in a row": (".txt", in_front("1"), 8_000),
    "telephone numbers": (".txt", in_front("13900000000"), 1_000),
    "bars": (".txt", in_front("|"), 4_000),
    "brackets": (".txt", in_front("（"), 4_000),
    "one long word": (".txt", in_front("云"), 4_000),
    "headings": (".txt", in_front("一、总体情况\n"), 500),
    "sentences": (".txt", in_front("收到政府信息公开申请3件，办结3件。\n"), 150),
    "short rows": (".txt", in_front("甲\t1\t2\n"), 400),
    "wide rows": (".txt", in_front("\t".join("1234567") + "\t" * 200 + "\n"), 240),
    "ligatures in a label": (".txt", in_a_label("\ufdfa"), 1_000),
    "words in a label": (".txt", in_a_label(" 字"), 4_000),
    "digits in a cell": (".txt", in_a_cell("9"), 8_000),
    "words in a cell": (".txt", in_a_cell("字 "), 4_000),
    "Markdown tables": (".md", in_front("| 甲 | 1 |\n| --- | --- |\n"), 500),
    "HTML tables in Markdown": (".md", in_front("<table><tr><td>甲<td>1</table>\n\n"), 200),
    "paragraphs of a page": (".html", in_page("<p>甲。</p>"), 2_000),
    "tags of a page": (".html", in_page("<b>"), 200),
    "links of a page": (".html", in_page("<li><a href=x>甲</a>"), 2_000),
    "rows of a page": (".html", in_page("<tr><td>甲<td>1", where="</table>"), 400),
    "cells of a page": (".html", in_page("<td>1", where="</tr>"), 1_000),
    "hidden parts of a page": (".html", in_page("<p hidden>甲乙丙丁。</p>"), 1_000),
    "persons in a site's frame": (".html", in_page(f"<footer>{_PERSON}</footer>"), 300),
    "digits of a site's frame": (".html", in_page("1 ", where="</footer>"), 8_000),
    "characters told by number": (".html", in_page("&#1;&#x4e00;"), 4_000),
    "a page's attributes": (".html", in_page(" a=1", where=">"), 400),
    "paragraphs of a saved page": (".mht", saved("<p>甲。</p>"), 2_000),
    "paragraphs of a Word file": (".docx", in_word(_w("甲。")), 800),
    "runs of a Word file": (".docx", in_word("<w:r><w:t>甲</w:t></w:r>", "<w:p>", "</w:p>"), 4_000),
    "characters of a Word file": (".docx", in_word("云", "<w:p><w:r><w:t>", "</w:t></w:r></w:p>"), 20_000),
    "rows of a Word file": (".docx", in_word(f"<w:tr>{_CELL * 3}</w:tr>", "<w:tbl>", "</w:tbl>"), 500),
    "cells of a Word file": (".docx", in_word(_CELL, "<w:tbl><w:tr>", "</w:tr></w:tbl>"), 1_000),
    "tables of a Word file": (".docx", in_word(f"<w:tbl><w:tr>{_CELL * 2}</w:tr></w:tbl>"), 200),
    "text that Word does not read": (".docx", in_word(f"<w:other>{_w('甲乙')}</w:other>"), 1_000),
    "persons in a Word file's hidden text": (
        ".docx", in_word(f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{_PERSON}</w:t></w:r></w:p>"), 500,
    ),
    "rows of a workbook": (".xlsx", in_book('<row><c t="inlineStr"><is><t>甲</t></is></c><c><v>1</v></c></row>'), 1_000),
    "cells of a workbook": (".xlsx", in_book("<c><v>1</v></c>", "<row>", "</row>"), 2_000),
    "characters of a workbook": (
        ".xlsx", in_book("云", '<row><c t="inlineStr"><is><t>', "</t></is></c></row>"), 20_000,
    ),
    "hidden columns of a workbook": (
        ".xlsx", in_book('<col min="1" max="16384" hidden="1"/>', "<cols>", "</cols>", where="<sheetData"), 500,
    ),
    "merged cells of a workbook": (
        ".xlsx", in_book('<mergeCell ref="Z90:AA91"/>', "<mergeCells>", "</mergeCells>", where="</worksheet"), 2_000,
    ),
    "lines of a PDF": (".pdf", in_pdf(shown("收到申请3件。", 60, 60)), 300),
    "characters of a PDF": (".pdf", in_pdf(b"BT /F 5 Tf 0 60 Td <4e91> Tj ET\n"), 2_000),
    "rulings of a PDF": (".pdf", in_pdf(b"60 60 400 20 re S\n"), 1_000),
    "shading of a PDF": (".pdf", in_pdf(b"60 60 400 20 re f\n"), 1_000),
    "curves of a PDF": (".pdf", in_pdf(b"60 60 m 70 70 80 80 90 60 c S\n"), 2_000),
    "pages of a PDF": (".pdf", pages(12), 20),
    "asides of a parsed report": (".json", in_json("asides", _ASIDE), 500),
    "a JSON that breaks off": (".json", lambda count: b'{"title": "' + b"\\u4e91" * count, 8_000),
    "brackets of a JSON": (".json", lambda count: b'{"title": ' + b"[" * count, 8_000),
}  # fmt: skip
"""By what a file has much of: the suffix, the way to make it, and how many times the smaller file has it."""
