"""The canary in the places of a file that are no text of a report: what readers pass by, and people may not."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.fuzzing.seeds import CANARY, TELLING, Parts
from tests.generator.papers import FIRST_PAGE, shown
from tests.readers.pdf_bytes import stream

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_RUN = f"<w:r><w:t>{TELLING}</w:t></w:r>"
_DRAWN = f'<a:p xmlns:a="{_A}"><a:r><a:t>{TELLING}</a:t></a:r></a:p>'

_MARKUPS = (
    f"<div style='display:none'><p>{TELLING}</p></div>", f"<footer><p>{TELLING}</p></footer>", f"<p hidden>{TELLING}</p>",
    f"<nav><a href=x>{TELLING}</a></nav>", f"<aside>{TELLING}</aside>", f"<select><option>{TELLING}</select>",
    f"<noscript>{TELLING}</noscript>", f"<button>{TELLING}</button>", f"<table><tr><td>{TELLING}</table>",
    "<ul>" + "<li><a href=x>栏目</a>" * 12 + f"</ul><p>{TELLING}</p>", f"<del>{TELLING}</del>",
    f"<p>经办人的身份证号码是{CANARY[:6]}<b>{CANARY[6:14]}</b>{CANARY[14:]}</p>",
)  # fmt: skip
_WORD_MARKS = (
    f"<w:p>{_RUN}</w:p>", f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{TELLING}</w:t></w:r></w:p>",
    f'<w:p><w:del w:id="9"><w:r><w:delText>{TELLING}</w:delText></w:r></w:del></w:p>',
    f"<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>{TELLING}</w:t></w:r></w:p>", f"<w:p><w:p>{_RUN}</w:p></w:p>",
    f"<w:sdt><w:sdtContent><w:p>{_RUN}</w:p></w:sdtContent></w:sdt>", f"<w:tbl><w:tr><w:tc><w:p>{_RUN}</w:p></w:tc></w:tr></w:tbl>",
    f'<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p>{_RUN}</w:p>'
    "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>", f"<w:p><w:r><w:drawing>{_DRAWN}</w:drawing></w:r></w:p>",
)  # fmt: skip
_WORD_PARTS = (
    (
        "word/comments.xml",
        f'<w:comments xmlns:w="{_W}"><w:comment w:id="1"><w:p>{_RUN}</w:p></w:comment></w:comments>',
    ),
    ("word/header9.xml", f'<w:hdr xmlns:w="{_W}"><w:p>{_RUN}</w:p></w:hdr>'),
    ("word/charts/chart1.xml", f'<c:chartSpace xmlns:c="urn:c">{_DRAWN}</c:chartSpace>'),
)
_CELL = f'<c t="inlineStr"><is><t>{TELLING}</t></is></c>'
_SHEET = "xl/worksheets/sheet1.xml"
_BOOK_PARTS = (
    (
        "xl/comments1.xml",
        f'<comments xmlns="{_S}"><comment ref="A1"><text><t>{TELLING}</t></text></comment></comments>',
    ),
    ("xl/drawings/drawing1.xml", f'<xdr:wsDr xmlns:xdr="urn:x">{_DRAWN}</xdr:wsDr>'),
)


def _in_page(parts: Parts, random: Random) -> None:
    page = parts[""].decode("utf-8", "replace")
    places = [found.start() for found in re.finditer(r"<(?=p>|h2|table)|</body>", page)] or [0]
    at = random.choice(places)
    parts[""] = (page[:at] + random.choice(_MARKUPS) + page[at:]).encode("utf-8", "replace")


def _in_word(parts: Parts, random: Random) -> None:
    if random.random() < 0.3:
        name, content = random.choice(_WORD_PARTS)
        parts[name] = content.encode()
        return
    text = parts["word/document.xml"].decode()
    places = [found.start() for found in re.finditer(r"(?<=</w:p>)<w:p>|(?<=</w:tbl>)<w:p>|<w:sectPr", text)]
    at = random.choice(places)
    parts["word/document.xml"] = (text[:at] + random.choice(_WORD_MARKS) + text[at:]).encode()


def _in_book(parts: Parts, random: Random) -> None:
    if random.random() < 0.4:
        name, content = random.choice(_BOOK_PARTS)
        parts[name] = content.encode()
        return
    row = random.choice(('<row r="900">', '<row r="900" hidden="1">', '<row r="2">'))
    put = f"{row}{_CELL}</row></sheetData>".encode()
    parts[_SHEET] = parts[_SHEET].replace(b"</sheetData>", put)


def _in_pdf(parts: Parts, random: Random) -> None:
    numbers = [int(number) for number in parts if int(number) >= FIRST_PAGE]
    page = random.choice([number for number in numbers if (number - FIRST_PAGE) % 2 == 0])
    if random.random() < 0.4:
        words = b"<feff" + TELLING.encode("utf-16-be").hex().encode() + b">"
        kind = random.choice((b"/Text", b"/FreeText", b"/Highlight", b"/Popup", b"/Square"))
        parts[str(page)] = parts[str(page)][:-2] + b"/Annots[900 0 R]>>"
        parts["900"] = b"<</Type/Annot/Subtype%s/Rect[60 60 400 80]/Contents %s>>" % (kind, words)
        return
    how = random.choice((b"", b"3 Tr\n", b"1 g\n", b"0 1 -1 0 0 0 cm\n", b".7 .7 -.7 .7 0 0 cm\n"))
    put = b"q\n%s%sQ\n" % (how, shown(TELLING, *random.choice(((60, 100), (60, -200), (60, 836), (300, 20)))))
    before = parts[str(page + 1)].partition(b"stream\n")[2].removesuffix(b"\nendstream")
    parts[str(page + 1)] = stream(before + b"\n" + put)


HIDE: dict[str, Callable[[Parts, Random], None]] = {
    "html": _in_page,
    "docx": _in_word,
    "xlsx": _in_book,
    "pdf": _in_pdf,
}
"""Of each format that has such places: puts the canary into one of them."""
