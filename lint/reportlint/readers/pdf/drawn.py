"""What a page of a PDF file draws besides text, as PDFium tells it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from math import hypot
from typing import Any

import pypdfium2.raw as pdfium

from reportlint.readers.pdf.drawing import THICKEST, Box, Drawing, Matrix, around, joined

_NO_WIDTH = 0.01
"""In points: the width of what has no shape."""
_EDGES = tuple(ctypes.c_float() for _ in range(4))
"""Where PDFium puts what it tells: made once, for it is asked for everything that is drawn."""


class Drawn(Drawing):
    """What a page draws besides text; places from the lower left corner."""

    def __init__(self, handle: Any, box: Box) -> None:
        """Looks at the page `handle`, of which `box` is shown. Raises ReadFailure where it draws without end."""
        super().__init__(box)
        self._walk(handle, pdfium.FPDFPage_CountObjects(handle), pdfium.FPDFPage_GetObject, None)
        self.finished()

    def _walk(self, holder: Any, count: int, item: Any, outer: Matrix | None) -> None:
        """Looks at all objects of a page or of a drawing within it; `outer` is where the drawing stands."""
        for index in range(count):
            self.counted()
            drawing = item(holder, index)
            kind = pdfium.FPDFPageObj_GetType(drawing)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                _reveal(drawing)
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._path(drawing, outer)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self.add_picture(_bounds(drawing, outer))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM:
                inner = joined(_matrix(drawing), outer)
                self._walk(
                    drawing, pdfium.FPDFFormObj_CountObjects(drawing), pdfium.FPDFFormObj_GetObject, inner
                )

    def _path(self, drawing: Any, outer: Matrix | None) -> None:
        """Takes the straight lines of a path: those stroked, and filled bars that are as thin as lines."""
        filled, stroked = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(drawing, filled, stroked)
        count = pdfium.FPDFPath_CountSegments(drawing)
        if not (filled.value or stroked.value) or not count:
            return
        if stroked.value:
            width = ctypes.c_float()
            pdfium.FPDFPageObj_GetStrokeWidth(drawing, width)
            matrix = joined(_matrix(drawing), outer)
            if width.value * hypot(matrix[0], matrix[1]) > THICKEST:
                return
        elif count < 6:  # a rectangle: what counts is how thin it is
            self.add_bar(_bounds(drawing, outer))
            return
        else:
            matrix = joined(_matrix(drawing), outer)
        self.counted(count)
        for points, curved in _strips(drawing, count, matrix):
            self.add_strip(points, curved=curved, stroked=bool(stroked.value))


def _reveal(drawing: Any) -> None:
    """Sees to it that PDFium reads a piece of text of which it knows no shape: it takes what has no width for none.

    So it is with single characters in a font that the file does not hold and the machine has not.
    """
    left, bottom, right, top = _EDGES
    pdfium.FPDFPageObj_GetBounds(drawing, left, bottom, right, top)
    if (
        right.value - left.value < _NO_WIDTH
        and pdfium.FPDFTextObj_GetTextRenderMode(drawing) == pdfium.FPDF_TEXTRENDERMODE_FILL
    ):
        pdfium.FPDFTextObj_SetTextRenderMode(drawing, pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE)
        pdfium.FPDFPageObj_Transform(
            drawing, 1, 0, 0, 1, 0, 0
        )  # measures it anew, the pen's width counted in


def _strips(drawing: Any, count: int, matrix: Matrix) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """The parts of a path that are drawn without lifting the pen: their points, and whether there are curves."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    curved = False
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(drawing, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = a * x.value + c * y.value + e, b * x.value + d * y.value + f
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if points:
                yield points, curved
            points, curved = [point], False
        else:
            curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
            points.append(point)
        if points and pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points, curved


def _matrix(drawing: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(drawing, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _bounds(drawing: Any, outer: Matrix | None) -> Box:
    """The box around something drawn: left, bottom, right and top."""
    left, bottom, right, top = _EDGES
    pdfium.FPDFPageObj_GetBounds(drawing, left, bottom, right, top)
    return around((left.value, bottom.value, right.value, top.value), outer)
