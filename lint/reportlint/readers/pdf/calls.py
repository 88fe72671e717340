"""Functions of PDFium that are asked for every character and every object, with addresses in place of typed pointers.

Of a typed pointer ctypes makes an object with each outcome, and looks at the type of each argument: that takes longer
than most of these functions do.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

_ADDRESS = ctypes.c_void_p


def _plain(function: Any) -> Callable[..., Any]:
    """The function with addresses (whole numbers) where it takes or gives pointers."""
    types = [
        _ADDRESS if hasattr(kind, "contents") else kind for kind in (function.restype, *function.argtypes)
    ]
    found: Callable[..., Any] = ctypes.CFUNCTYPE(*types)(ctypes.cast(function, _ADDRESS).value or 0)
    return found


def address(pointer: Any) -> int:
    """The address that a typed pointer holds."""
    return ctypes.cast(pointer, _ADDRESS).value or 0


text_object = _plain(pdfium.FPDFText_GetTextObject)
code_of = _plain(pdfium.FPDFText_GetUnicode)
lacks_code = _plain(pdfium.FPDFText_HasUnicodeMapError)
loose_box = _plain(pdfium.FPDFText_GetLooseCharBox)
matrix_of = _plain(pdfium.FPDFText_GetMatrix)
size_of = _plain(pdfium.FPDFText_GetFontSize)
render_mode = _plain(pdfium.FPDFTextObj_GetTextRenderMode)
set_render_mode = _plain(pdfium.FPDFTextObj_SetTextRenderMode)

page_object = _plain(pdfium.FPDFPage_GetObject)
form_objects = _plain(pdfium.FPDFFormObj_CountObjects)
form_object = _plain(pdfium.FPDFFormObj_GetObject)
kind_of = _plain(pdfium.FPDFPageObj_GetType)
bounds_of = _plain(pdfium.FPDFPageObj_GetBounds)
transform = _plain(pdfium.FPDFPageObj_Transform)
object_matrix = _plain(pdfium.FPDFPageObj_GetMatrix)

draw_mode = _plain(pdfium.FPDFPath_GetDrawMode)
stroke_width = _plain(pdfium.FPDFPageObj_GetStrokeWidth)
segments = _plain(pdfium.FPDFPath_CountSegments)
segment_at = _plain(pdfium.FPDFPath_GetPathSegment)
segment_kind = _plain(pdfium.FPDFPathSegment_GetType)
segment_point = _plain(pdfium.FPDFPathSegment_GetPoint)
segment_closes = _plain(pdfium.FPDFPathSegment_GetClose)
