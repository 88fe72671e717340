"""What workbooks of the other formats (.ods, .xls, .et) hold beside their cells: text boxes, comments, page headers."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from struct import error as broken
from struct import unpack_from
from typing import TYPE_CHECKING, NamedTuple

from reportlint.model.document import NOWHERE, Paragraph, Place, Spot, Unread
from reportlint.model.wording import fold
from reportlint.readers.container import Container
from reportlint.readers.excel.beside import BOX, margin_unread
from reportlint.readers.excel.ods import OFFICE, STYLE, TABLE, TEXT
from reportlint.readers.numbers_beside import Known, stretches

if TYPE_CHECKING:
    from lxml.etree import _Element

_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_AROUND = (
    OFFICE + "annotation",
    STYLE + "header",
    STYLE + "footer",
    TABLE + "table-cell",
    TABLE + "covered-table-cell",
)
_CONTINUE, _OBJECT, _BOX_TEXT = 0x3C, 0x5D, 0x1B6
_MARGINS = {0x14: "header", 0x15: "footer"}
_COMMENT = 0x19
"""The sort of object that a comment's box is."""


class _Said(NamedTuple):
    """A text that stands in no cell, and what holds it (see `Spot.part`)."""

    part: str
    text: str


def beside(data: bytes, lines: Sequence[str]) -> tuple[tuple[Unread, ...], tuple[Paragraph, ...]]:
    """What of it people see and no cell says, told as not read; and the texts with long numbers that no cell has."""
    said = list(_in_ods(data) if data.startswith(b"PK") else _in_xls(data))
    if not said:
        return (), ()
    known, shown = Known(lines), fold("".join(lines))
    numbers = [
        Paragraph(stretch, Place(spot=Spot(part=part)))
        for part, text in said
        if known.has_new(text)
        for stretch in stretches(text)
    ]
    return tuple(_unread(said, shown)), tuple(numbers)


def _unread(said: Sequence[_Said], shown: str) -> Iterator[Unread]:
    if any(part == "drawing" and fold(text) and fold(text) not in shown for part, text in said):
        yield Unread(BOX, NOWHERE)
    for margin in ("header", "footer"):
        words = [margin_unread(margin, text, shown) for part, text in said if part == margin]
        yield from (Unread(told, NOWHERE) for told in dict.fromkeys(filter(None, words)))


def _in_ods(data: bytes) -> Iterator[_Said]:
    container = Container(data)
    for name in ("content.xml", "styles.xml"):
        part = container.tree(name)
        for paragraph in part.iter(TEXT + "p") if part is not None else ():
            if kind := _kind(paragraph):
                yield _Said(kind, "".join(_written(paragraph)))


def _kind(paragraph: _Element) -> str:
    """What holds a paragraph; "" for a cell, which holds hidden ones too."""
    for around in paragraph.iterancestors():
        tag = str(around.tag)
        if tag.startswith(_DRAW):
            return "drawing"
        if tag in _AROUND:
            return {"annotation": "comment", "header": "header", "footer": "footer"}.get(
                tag.rpartition("}")[2], ""
            )
    return ""


def _written(element: _Element) -> Iterator[str]:
    """The text of a paragraph without that of its fields: page numbers, the sheet's name, the date."""
    yield element.text or ""
    for inner in element:
        if inner.tag in (TEXT + "span", TEXT + "a"):
            yield from _written(inner)
        yield inner.tail or ""


def _in_xls(data: bytes) -> Iterator[_Said]:
    """The texts of boxes, comments and page margins in the records of the workbook's stream."""
    from xlrd.compdoc import CompDoc

    stream, at, length = CompDoc(data, logfile=io.StringIO()).locate_named_stream("Workbook")
    if stream is None:
        return
    end, sort = at + length, 0
    try:
        while at + 4 <= end:
            kind, size = unpack_from("<HH", stream, at)
            body = at + 4
            at = body + size
            if kind == _OBJECT and size >= 6:
                (sort,) = unpack_from("<H", stream, body + 4)
            elif kind == _BOX_TEXT and size >= 12:
                (count,) = unpack_from("<H", stream, body + 10)
                yield _Said("comment" if sort == _COMMENT else "drawing", _continued(stream, at, count))
            elif kind in _MARGINS and size > 3:
                (count,) = unpack_from("<H", stream, body)
                yield _Said(_MARGINS[kind], _text(stream[body + 2 : at], count))
    except broken:
        return


def _continued(stream: bytes, at: int, count: int) -> str:
    """The text in the records that go on with one: so many characters, each record saying how they are written."""
    text = ""
    while len(text) < count:
        kind, size = unpack_from("<HH", stream, at)
        if kind != _CONTINUE or size < 2:
            break
        text += _text(stream[at + 4 : at + 4 + size], count - len(text))
        at += 4 + size
    return text


def _text(written: bytes, count: int) -> str:
    """Characters, behind a byte that says whether each takes two bytes."""
    wide = written[0] & 1
    return written[1 : 1 + count * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")
