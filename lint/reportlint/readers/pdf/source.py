"""A PDF file opened with PDFium, and what stands on each of its pages: characters, ruling lines, pictures.

PDFium draws as browsers do; everything is told in points from the top left corner of the page as it is read:
a page whose text lies on its side or upside down is turned first. What annotations and form fields show is
part of the page.
"""

from __future__ import annotations

import ctypes
import re
import zlib
from math import hypot
from typing import Any

import pypdfium2.raw as pdfium

from reportlint.model.document import NOWHERE, Place, Unread
from reportlint.readers.pdf import calls, sentences
from reportlint.readers.pdf.annotations import annotations_of, titles_of
from reportlint.readers.pdf.drawing import Box
from reportlint.readers.pdf.drawn import Drawn
from reportlint.readers.pdf.sheets import (
    MOST_GLYPHS,
    MOST_PAGES,
    UNKNOWN,
    Char,
    Page,
    Sheet,
    Source,
    filled,
    quarter_of,
    usual_quarter,
)
from reportlint.readers.radicals import WRITTEN

_MOST_TRIED, _LONGEST_HEAD, _STEP = 64 << 20, 1 << 10, 1 << 16
"""Bytes that are unpacked to see whether they can be, that come before a packed part, that are unpacked at once."""
_OTHERWISE = re.compile(rb"/Length[123]\b|/ASCII|/LZW|/RunLength|/Image|/CIDFontType0C|/Type1C|/OpenType")
"""Packed parts that are not looked at: fonts, pictures, and what is packed in other ways too."""


def opened(data: bytes) -> Source:
    """What stands in a PDF file. Raises ReadFailure for one that is locked, damaged, too long or too large."""
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        locked = pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise sentences.locked() if locked else sentences.damaged()
    found = Source()
    form = _form_of(document)
    try:
        count = pdfium.FPDF_GetPageCount(document)
        if count > MOST_PAGES:
            raise sentences.too_many_pages(MOST_PAGES)
        for number in range(1, count + 1):
            found.sheets.append(_sheet(document, number, form))
            if sum(len(sheet.glyphs) for sheet in found.sheets) > MOST_GLYPHS:
                raise sentences.too_large()
        if pdfium.FPDF_GetFormType(document) in (pdfium.FORMTYPE_XFA_FULL, pdfium.FORMTYPE_XFA_FOREGROUND):
            found.unread.append(Unread(sentences.forms(), NOWHERE))
        found.beside.extend(("hidden", title) for title in titles_of(document))
        if pdfium.FPDFDoc_GetAttachmentCount(document):
            found.notes.append(sentences.attached())
        mended = not pdfium.FPDF_DocumentHasValidCrossReferenceTable(document)
    finally:
        if form:
            pdfium.FPDFDOC_ExitFormFillEnvironment(form)
        pdfium.FPDF_CloseDocument(document)
    if _is_broken(data) or (mended and not all(sheet.drawn for sheet in found.sheets)):
        found.unread.append(Unread(sentences.partly_damaged(), NOWHERE))
    elif mended:
        found.notes.append(sentences.mended())
    if any(part == "comment" for sheet in found.sheets for part, _ in sheet.beside):
        found.notes.append(sentences.comments())
    if recognised := [str(sheet.page.number) for sheet in found.sheets if sheet.recognised]:
        found.notes.append(sentences.recognised("、".join(recognised)))
    return found


_FORMS = pdfium.FPDF_FORMFILLINFO(version=2)
"""What PDFium asks of a program that shows forms: nothing here."""


def _form_of(document: Any) -> Any:
    """The form in a file; None where it has none."""
    if pdfium.FPDF_GetFormType(document) != pdfium.FORMTYPE_ACRO_FORM:
        return None
    return pdfium.FPDFDOC_InitFormFillEnvironment(document, _FORMS)


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


def _sheet(document: Any, number: int, form: Any) -> Sheet:
    """One page, turned so that most of its text stands upright."""
    sheet = Sheet(Page(number, (0, 0, 1, 1)))
    if not (handle := pdfium.FPDF_LoadPage(document, number - 1)):
        sheet.unread.append(Unread(sentences.page_damaged(number), Place(page=number)))
        return sheet
    try:
        rotation = pdfium.FPDFPage_GetRotation(handle)
        notes = annotations_of(handle, form)
        sheet.beside.extend(
            ("hidden" if note.holds_text else "comment", note.text) for note in notes if note.text
        )
        if any(note.holds_text and not note.drawn for note in notes):
            sheet.unread.append(Unread(sentences.fields(number), Place(page=number)))
        if rotation or any(note.drawn for note in notes):
            pdfium.FPDFPage_Flatten(handle, pdfium.FLAT_NORMALDISPLAY)
            pdfium.FPDFPage_SetRotation(handle, 0)  # PDFium puts characters in order as the page is shown
            handle = _again(document, handle, number)
        page = Page(number, _box(handle))
        drawn, chars = Drawn(handle, page.box), _chars(handle)
        if quarter := usual_quarter(chars, otherwise=-rotation % 4):
            page = Page(number, page.box, quarter)
            handle = _turned(document, handle, page)
            drawn, chars = Drawn(handle, (0, 0, page.width, page.height)), _chars(handle)
        sheet.page = page
        return filled(sheet, drawn, chars)
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


_FIRST_PLAIN = 0x2FE0
"""Behind the radicals: characters from here on stand for themselves."""


def _chars(handle: Any) -> list[Char]:
    """The characters of a page in the order of the file, those left out that PDFium adds itself."""
    text = pdfium.FPDFText_LoadPage(handle)
    object_of, code_of, box_of, lacks_code = (
        calls.text_object,
        calls.code_of,
        calls.loose_box,
        calls.lacks_code,
    )
    found: list[Char] = []
    try:
        count = pdfium.FPDFText_CountChars(text)
        if count > MOST_GLYPHS:
            raise sentences.too_large()
        at, box = calls.address(text), pdfium.FS_RECTF()
        room, last, piece = ctypes.addressof(box), 0, 0
        size, quarter, seen = 0.0, None, True
        for index in range(count):
            drawing = object_of(at, index)
            if not drawing:
                continue
            if drawing != last:
                last, piece = drawing, piece + 1
                size, quarter = _looks(at, index)
                seen = calls.render_mode(drawing) != pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
            code = code_of(at, index)
            if quarter == 0:
                box_of(at, index, room)
                corners = box.left, box.bottom, box.right, box.top
            else:
                corners = _ink(text, index)
            plain = code >= _FIRST_PLAIN and lacks_code(at, index) != 1
            character = chr(code) if plain else _character(text, index, code)
            found.append(Char(character, corners, size, quarter, piece, seen))
    finally:
        pdfium.FPDFText_ClosePage(text)
    return found


def _character(text: Any, index: int, code: int) -> str:
    """The character, or that it is not known. PDFium has U+0002 for a hyphen that ends a line."""
    if code < 32 and chr(code) not in "\t\r\n":
        return "-" if pdfium.FPDFText_IsHyphen(text, index) == 1 else UNKNOWN
    return UNKNOWN if pdfium.FPDFText_HasUnicodeMapError(text, index) == 1 else chr(code).translate(WRITTEN)


_MATRIX = pdfium.FS_MATRIX()
"""Where PDFium puts what it tells: made once, for it is asked for every piece of text."""
_MATRIX_AT = ctypes.addressof(_MATRIX)


def _looks(text: int, index: int) -> tuple[float, int | None]:
    """The size of a character in points, and its quarter."""
    matrix = _MATRIX
    calls.matrix_of(text, index, _MATRIX_AT)
    size = calls.size_of(text, index)
    a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
    along, up = (a, b) if size >= 0 else (-a, -b)
    return abs(size) * hypot(c, d), quarter_of(along, up)


def _ink(text: Any, index: int) -> Box:
    """The box around a character's shape."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top)
    return left.value, bottom.value, right.value, top.value
