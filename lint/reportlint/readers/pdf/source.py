"""A PDF file opened with PDFium, and what stands on each of its pages: characters, ruling lines, pictures.

PDFium draws as browsers do; everything is told in points from the top left corner of the page as it is read:
a page whose text lies on its side or upside down is turned first. What annotations and form fields show is
part of the page.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from math import hypot
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from reportlint.model.document import NOWHERE, Place, Unread
from reportlint.readers.pdf import sentences
from reportlint.readers.pdf.drawn import Box, Drawn, Stroke, meets
from reportlint.readers.pdf.lines import Glyph, is_page_text, without_watermarks
from reportlint.readers.pdf.sheets import Page, Sheet, Source

MOST_PAGES = 100
"""A long city report has thirty."""
MOST_GLYPHS = 150_000
"""Characters in the whole file; a long city report has thirty thousand."""

_ASKEW = 0.09
"""Text that runs this much up or down for each step along (5 degrees) is no line; scans are turned by less."""
_SMALLEST, _PAPER, _WHOLE = 0.05, 0.8, 0.5
"""The part of a page that a picture of a table takes at least, one that is the paper, and one that is the page."""
_MOST_FIELDS = 1_000
_NO_TEXT = 2
"""In bytes: the length that PDFium tells of an empty text, its end counted in."""
_INVISIBLE = 0.5
"""In points: a size at which nobody sees a character."""
_STAMP = 40
"""A page with no more characters than this bears a stamp or a page number."""
_MOST_SHAPES = 400
"""Curved shapes of a page without text: more are its characters, drawn."""
_FEW, _MOST_UNKNOWN = 3, 0.1
"""Characters of a page that may lack a code, and the part of them that may have one for private use: bullets do."""

_MOST_TRIED, _LONGEST_HEAD, _STEP = 64 << 20, 1 << 10, 1 << 16
"""Bytes that are unpacked to see whether they can be, that come before a packed part, that are unpacked at once."""
_OTHERWISE = re.compile(rb"/Length[123]\b|/ASCII|/LZW|/RunLength|/Image|/CIDFontType0C|/Type1C|/OpenType")
"""Packed parts that are not looked at: fonts, pictures, and what is packed in other ways too."""

_RADICALS = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | dict(
    zip(
        "⺟⺠⺎⺝⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "母民兀月虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
"""Radicals that many programs write in place of the characters that look the same."""
_WRITTEN = str.maketrans(_RADICALS)
UNKNOWN = "\ufffd"
"""What stands for a character that the file draws without saying which it is."""


def opened(data: bytes) -> Source:
    """What stands in a PDF file. Raises ReadFailure for one that is locked, damaged, too long or too large."""
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        locked = pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise sentences.locked() if locked else sentences.damaged()
    found = Source()
    try:
        count = pdfium.FPDF_GetPageCount(document)
        if count > MOST_PAGES:
            raise sentences.too_many_pages(MOST_PAGES)
        for number in range(1, count + 1):
            found.sheets.append(_sheet(document, number))
            if sum(len(sheet.glyphs) for sheet in found.sheets) > MOST_GLYPHS:
                raise sentences.too_large()
        mended = not pdfium.FPDF_DocumentHasValidCrossReferenceTable(document)
    finally:
        pdfium.FPDF_CloseDocument(document)
    if _is_broken(data) or (mended and not all(sheet.drawn for sheet in found.sheets)):
        found.unread.append(Unread(sentences.partly_damaged(), NOWHERE))
    elif mended:
        found.notes.append(sentences.mended())
    if recognised := [str(sheet.page.number) for sheet in found.sheets if sheet.recognised]:
        found.notes.append(sentences.recognised("、".join(recognised)))
    return found


def _is_broken(data: bytes) -> bool:
    """Whether packed parts of a file do not unpack: then PDFium leaves out, without a word, what it cannot read.

    Fonts and pictures are not looked at; an encrypted file cannot be, nor what comes behind a great amount.
    """
    if b"/Encrypt" in data:
        return False
    room, start = _MOST_TRIED, 0
    while room > 0 and (found := data.find(b"stream", start)) >= 0:
        start = found + len(b"stream")
        head = data[max(found - _LONGEST_HEAD, 0) : found].rpartition(b" obj")[2]
        if (
            head.endswith(b"end")
            or b"/FlateDecode" not in head
            or _OTHERWISE.search(head)
            or data[start : start + 1] not in b"\r\n"
        ):
            continue
        size = _unpacked(data, start + 1 + (data[start : start + 2] == b"\r\n"), room)
        if size is None:
            return True
        room -= size
    return False


def _unpacked(data: bytes, start: int, room: int) -> int | None:
    """How many bytes (up to `room`) the packed ones from `start` on make; None where they are spoilt."""
    inflate, size = zlib.decompressobj(), 0
    try:
        while not inflate.eof and size <= room:
            packed = inflate.unconsumed_tail or data[start : start + _STEP]
            if not packed:
                return None
            start += 0 if inflate.unconsumed_tail else _STEP
            size += len(inflate.decompress(packed, 16 * _STEP))
    except zlib.error:
        return None
    return size


def _sheet(document: Any, number: int) -> Sheet:
    """One page, turned so that most of its text stands upright."""
    unread = []
    if not (handle := pdfium.FPDF_LoadPage(document, number - 1)):
        where = Place(page=number)
        return Sheet(Page(number, (0, 0, 1, 1)), unread=[Unread(sentences.page_damaged(number), where)])
    try:
        rotation = pdfium.FPDFPage_GetRotation(handle)
        if rotation or pdfium.FPDFPage_GetAnnotCount(handle):
            if _are_fields_unseen(handle):
                unread.append(Unread(sentences.fields(number), Place(page=number)))
            pdfium.FPDFPage_Flatten(handle, pdfium.FLAT_NORMALDISPLAY)
            pdfium.FPDFPage_SetRotation(handle, 0)  # PDFium puts characters in order as the page is shown
            handle = _again(document, handle, number)
        page = Page(number, _box(handle))
        drawn, chars = Drawn(handle, page.box), list(_chars(handle))
        counts = Counter(char.quarter for char in chars if char.quarter is not None)
        quarter, most = max(counts.items(), key=lambda entry: entry[1], default=(0, 0))
        if 2 * most <= counts.total():
            quarter = -rotation % 4
        if quarter:
            page = Page(number, page.box, quarter)
            handle = _turned(document, handle, page)
            drawn, chars = Drawn(handle, (0, 0, page.width, page.height)), list(_chars(handle))
        return _filled(Sheet(page, unread=unread), drawn, chars)
    finally:
        pdfium.FPDF_ClosePage(handle)


def _turned(document: Any, handle: Any, page: Page) -> Any:
    """The page with everything on it turned as `page` says."""
    matrix, clip = pdfium.FS_MATRIX(*page.turn()), pdfium.FS_RECTF(0, page.height, page.width, 0)
    pdfium.FPDFPage_TransFormWithClip(handle, matrix, clip)
    for put in (pdfium.FPDFPage_SetMediaBox, pdfium.FPDFPage_SetCropBox):
        put(handle, 0, 0, page.width, page.height)
    return _again(document, handle, page.number)


def _again(document: Any, handle: Any, number: int) -> Any:
    """The page loaded anew, after it was changed."""
    pdfium.FPDF_ClosePage(handle)
    return pdfium.FPDF_LoadPage(document, number - 1)


def _box(handle: Any) -> Box:
    """What is shown of a page: left, bottom, right and top."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(handle, box)
    return box.left, box.bottom, box.right, box.top


def _are_fields_unseen(handle: Any) -> bool:
    """Whether form fields or typed notes of a page hold text and no picture of it."""
    holds = {pdfium.FPDF_ANNOT_WIDGET: b"V", pdfium.FPDF_ANNOT_FREETEXT: b"Contents"}
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(handle), _MOST_FIELDS)):
        if not (annotation := pdfium.FPDFPage_GetAnnot(handle, index)):
            continue
        key = holds.get(pdfium.FPDFAnnot_GetSubtype(annotation))
        drawn = pdfium.FPDFAnnot_GetAP(annotation, pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0)
        told = key and drawn <= _NO_TEXT < pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if told:
            return True
    return False


class _Char(NamedTuple):
    """A character as PDFium has it: its box from the lower left corner, its text object's number and looks."""

    text: str
    box: Box
    size: float
    quarter: int | None
    """By how many quarters it is turned against the clock; None for one set askew."""
    piece: int
    seen: bool


def _chars(handle: Any) -> Iterator[_Char]:
    """The characters of a page in the order of the file, those left out that PDFium adds itself."""
    text = pdfium.FPDFText_LoadPage(handle)
    try:
        count = pdfium.FPDFText_CountChars(text)
        if count > MOST_GLYPHS:
            raise sentences.too_large()
        box, last, piece = pdfium.FS_RECTF(), 0, 0
        size, quarter, seen = 0.0, None, True
        for index in range(count):
            drawing = pdfium.FPDFText_GetTextObject(text, index)
            if not drawing:
                continue
            if (address := ctypes.addressof(drawing.contents)) != last:
                last, piece = address, piece + 1
                size, quarter = _looks(text, index)
                seen = pdfium.FPDFTextObj_GetTextRenderMode(drawing) != pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
            code = pdfium.FPDFText_GetUnicode(text, index)
            if quarter == 0:
                pdfium.FPDFText_GetLooseCharBox(text, index, box)
                corners = box.left, box.bottom, box.right, box.top
            else:
                corners = _ink(text, index)
            yield _Char(_character(text, index, code), corners, size, quarter, piece, seen)
    finally:
        pdfium.FPDFText_ClosePage(text)


def _character(text: Any, index: int, code: int) -> str:
    """The character, or that it is not known. PDFium has U+0002 for a hyphen that ends a line."""
    if code < 32 and chr(code) not in "\t\r\n":
        return "-" if pdfium.FPDFText_IsHyphen(text, index) == 1 else UNKNOWN
    return UNKNOWN if pdfium.FPDFText_HasUnicodeMapError(text, index) == 1 else chr(code).translate(_WRITTEN)


def _looks(text: Any, index: int) -> tuple[float, int | None]:
    """The size of a character in points, and its quarter."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, matrix)
    size = pdfium.FPDFText_GetFontSize(text, index)
    along, up = (matrix.a, matrix.b) if size >= 0 else (-matrix.a, -matrix.b)
    size = abs(size) * hypot(matrix.c, matrix.d)
    if abs(up) <= _ASKEW * abs(along):
        return size, 0 if along >= 0 else 2
    if abs(along) <= _ASKEW * abs(up):
        return size, 1 if up > 0 else 3
    return size, None


def _ink(text: Any, index: int) -> Box:
    """The box around a character's shape."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top)
    return left.value, bottom.value, right.value, top.value


def _filled(sheet: Sheet, drawn: Drawn, chars: Sequence[_Char]) -> Sheet:
    """The sheet with everything that stands on the page."""
    page = sheet.page
    left, _, _, top = drawn.box
    shown = {char.piece for char in chars if meets(char.box, drawn.box)}
    cut = any(char.piece in shown and char.text.strip() and not meets(char.box, drawn.box) for char in chars)
    if cut:
        sheet.unread.append(Unread(sentences.beyond_paper(page.number), Place(page=page.number)))
    chars = [char for char in chars if char.piece in shown and char.size > _INVISIBLE]
    sheet.drawn = bool(chars or drawn.count)
    area = max(page.width * page.height, 1)
    covered = sum(width * height for _, width, height in drawn.pictures) / area
    hidden = [char for char in chars if not char.seen]
    if hidden and covered < _WHOLE:
        chars = [char for char in chars if char.seen]
    sheet.recognised = covered >= _WHOLE and 2 * len(hidden) > len(chars)
    standing = [char for char in chars if char.quarter is not None]
    glyphs = [
        Glyph(
            char.text,
            char.box[0] - left,
            top - char.box[3],
            char.box[2] - left,
            top - char.box[1],
            char.size,
            char.quarter == 0,
            char.piece,
        )
        for char in standing
    ]
    sheet.glyphs = without_watermarks(glyphs)
    written = [glyph.text for glyph in sheet.glyphs if glyph.text.strip()]
    sheet.pictured = len(written) <= _STAMP and (covered > _WHOLE or drawn.curved > _MOST_SHAPES)
    sheet.pictures = [
        top - upper
        for upper, width, height in drawn.pictures
        if (part := width * height / area) > _SMALLEST and not (len(written) > _STAMP and part > _PAPER)
    ]
    sheet.level = [Stroke(top - at, start - left, end - left) for at, start, end in drawn.level]
    sheet.upright = [Stroke(at - left, top - end, top - start) for at, start, end in drawn.upright]
    if is_page_text([char.text for char in chars if char.quarter is None], len(standing)):
        sheet.unread.append(Unread(sentences.askew(page.number), Place(page=page.number)))
    if written.count(UNKNOWN) > _FEW or sum(map(is_unknown, written)) > _MOST_UNKNOWN * len(written):
        sheet.unread.append(Unread(sentences.page_without_meaning(page.number), Place(page=page.number)))
    return sheet


def is_unknown(text: str) -> bool:
    """Whether nobody can tell which character it is: it has no code, or one for private use."""
    return text == UNKNOWN or "\ue000" <= text[:1] <= "\uf8ff"
