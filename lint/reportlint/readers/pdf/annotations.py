"""The annotations of a page: what they say, and whether the page shows them."""

from __future__ import annotations

import ctypes
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

_MOST = 1_000
_LONGEST = 20_000
"""Bytes of one annotation's text that are looked at."""
_NO_TEXT = 2
"""In bytes: the length that PDFium tells of an empty text, its end counted in."""
_HOLDS = {pdfium.FPDF_ANNOT_WIDGET: b"V", pdfium.FPDF_ANNOT_FREETEXT: b"Contents"}
"""By the kind of those whose text stands on the page: the key that it has there."""
OURS = "reportlint"
"""Who made the notes that we put into files ourselves."""


class Annotation(NamedTuple):
    """An annotation: its text ("" for none, and for our own), whether that belongs on the page, whether it is drawn."""

    text: str
    holds_text: bool
    drawn: bool


def annotations_of(handle: Any) -> list[Annotation]:
    """The annotations of a page that is loaded, links left out."""
    found = []
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(handle), _MOST)):
        if annotation := pdfium.FPDFPage_GetAnnot(handle, index):
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            if kind != pdfium.FPDF_ANNOT_LINK:
                found.append(_annotation(annotation, kind))
            pdfium.FPDFPage_CloseAnnot(annotation)
    return found


def _annotation(annotation: Any, kind: int) -> Annotation:
    text = _string(annotation, _HOLDS.get(kind, b"Contents"))
    drawn = pdfium.FPDFAnnot_GetAP(annotation, pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > _NO_TEXT
    if _string(annotation, b"T") == OURS:
        text = ""
    return Annotation(text, kind in _HOLDS and bool(text), drawn)


def _string(annotation: Any, key: bytes) -> str:
    size = min(pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0), _LONGEST)
    if size <= _NO_TEXT:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAnnot_GetStringValue(
        annotation, key, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size
    )
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")
