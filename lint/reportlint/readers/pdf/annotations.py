"""The annotations of a page: what they say, and whether the page shows them."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

_MOST = 1_000
_LONGEST = 20_000
"""Bytes of one annotation's text that are looked at."""
_NO_TEXT = 2
"""In bytes: the length that PDFium tells of an empty text, its end counted in."""
_HOLDS = {pdfium.FPDF_ANNOT_WIDGET: b"V", pdfium.FPDF_ANNOT_FREETEXT: b"Contents"}
"""By the kind of those whose text stands on the page: the key that it has there."""
_FILLED_IN = (
    pdfium.FPDF_FORMFIELD_TEXTFIELD,
    pdfium.FPDF_FORMFIELD_COMBOBOX,
    pdfium.FPDF_FORMFIELD_LISTBOX,
)
OURS = "reportlint"
"""Who made the notes that we put into files ourselves."""


class Annotation(NamedTuple):
    """An annotation: its text ("" for none, and for our own), whether that belongs on the page, whether it is drawn."""

    text: str
    holds_text: bool
    drawn: bool


def annotations_of(handle: Any, form: Any = None) -> list[Annotation]:
    """The annotations of a page that is loaded, links left out. `form` is the file's, which knows the values of fields
    that are kept in those which they are parts of.
    """
    found = []
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(handle), _MOST)):
        if annotation := pdfium.FPDFPage_GetAnnot(handle, index):
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            if kind != pdfium.FPDF_ANNOT_LINK:
                found.append(_annotation(annotation, kind, form))
            pdfium.FPDFPage_CloseAnnot(annotation)
    return found


def _annotation(annotation: Any, kind: int, form: Any) -> Annotation:
    text = _string(annotation, _HOLDS.get(kind, b"Contents"))
    if not text and form and kind == pdfium.FPDF_ANNOT_WIDGET:
        text = _inherited(annotation, form)
    drawn = pdfium.FPDFAnnot_GetAP(annotation, pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > _NO_TEXT
    if _string(annotation, b"T") == OURS:
        text = ""
    return Annotation(text, kind in _HOLDS and bool(text), drawn)


def _string(annotation: Any, key: bytes) -> str:
    return _told(lambda room, size: pdfium.FPDFAnnot_GetStringValue(annotation, key, room, size))


def _inherited(annotation: Any, form: Any) -> str:
    """What is filled in, or was chosen, in a field that does not say so itself."""
    if pdfium.FPDFAnnot_GetFormFieldType(form, annotation) not in _FILLED_IN:
        return ""
    return _told(lambda room, size: pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, room, size))


def _told(tell: Callable[[Any, int], int]) -> str:
    """A text that PDFium puts into a room of so many bytes."""
    size = min(tell(None, 0), _LONGEST)
    if size <= _NO_TEXT:
        return ""
    buffer = ctypes.create_string_buffer(size)
    tell(ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")


def titles_of(document: Any) -> list[str]:
    """The titles of a file's bookmarks."""
    found: list[str] = []
    left = [pdfium.FPDFBookmark_GetFirstChild(document, None)]
    while left and len(found) < _MOST:
        if mark := left.pop():
            found.append(_title(mark))
            left.append(pdfium.FPDFBookmark_GetNextSibling(document, mark))
            left.append(pdfium.FPDFBookmark_GetFirstChild(document, mark))
    return found


def _title(mark: Any) -> str:
    size = min(pdfium.FPDFBookmark_GetTitle(mark, None, 0), _LONGEST)
    buffer = ctypes.create_string_buffer(max(size, _NO_TEXT))
    pdfium.FPDFBookmark_GetTitle(mark, buffer, size)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")
