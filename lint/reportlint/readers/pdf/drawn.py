"""What a page of a PDF file draws besides text, as PDFium tells it."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from math import hypot
from typing import Any

import pypdfium2.raw as pdfium

from reportlint.readers.pdf import calls
from reportlint.readers.pdf.drawing import THICKEST, Box, Drawing, Matrix, around, joined

_NO_WIDTH = 0.01
"""In points: the width of what has no shape."""
_EDGES = (ctypes.c_float * 4)()
_EDGES_AT = tuple(ctypes.addressof(_EDGES) + 4 * number for number in range(4))
_MODES = (ctypes.c_int * 2)()
_MODES_AT = tuple(ctypes.addressof(_MODES) + 4 * number for number in range(2))
_MATRIX = pdfium.FS_MATRIX()
_MATRIX_AT = ctypes.addressof(_MATRIX)
"""Where PDFium puts what it tells: made once, for it is asked for everything that is drawn."""


class Drawn(Drawing):
    """What a page draws besides text; places from the lower left corner."""

    def __init__(self, handle: Any, box: Box) -> None:
        """Looks at the page `handle`, of which `box` is shown. Raises ReadFailure where it draws without end."""
        super().__init__(box)
        self._walk(calls.address(handle), pdfium.FPDFPage_CountObjects(handle), calls.page_object, None)
        self.finished()

    def _walk(self, holder: int, count: int, item: Callable[..., int], outer: Matrix | None) -> None:
        """Looks at all objects of a page or of a drawing within it; `outer` is where the drawing stands."""
        for index in range(count):
            self.counted()
            drawing = item(holder, index)
            kind = calls.kind_of(drawing)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                _reveal(drawing)
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._path(drawing, outer)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self.add_picture(_bounds(drawing, outer))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM:
                inner = joined(_matrix(drawing), outer)
                self._walk(drawing, calls.form_objects(drawing), calls.form_object, inner)

    def _path(self, drawing: int, outer: Matrix | None) -> None:
        """Takes the straight lines of a path: those stroked, and filled bars that are as thin as lines."""
        _MODES[:] = [0, 0]
        calls.draw_mode(drawing, *_MODES_AT)
        filled, stroked = _MODES
        count = calls.segments(drawing)
        if not (filled or stroked) or not count:
            return
        if stroked:
            _EDGES[0] = 0.0
            calls.stroke_width(drawing, _EDGES_AT[0])
            width = _EDGES[0]
            matrix = joined(_matrix(drawing), outer)
            if width * hypot(matrix[0], matrix[1]) > THICKEST:
                return
        elif count < 6:  # a rectangle: what counts is how thin it is
            self.add_bar(_bounds(drawing, outer))
            return
        else:
            matrix = joined(_matrix(drawing), outer)
        self.counted(count)
        for points, curved in _strips(drawing, count, matrix):
            self.add_strip(points, curved=curved, stroked=bool(stroked))


def _reveal(drawing: int) -> None:
    """Sees to it that PDFium reads a piece of text of which it knows no shape: it takes what has no width for none.

    So it is with single characters in a font that the file does not hold and the machine has not.
    """
    calls.bounds_of(drawing, *_EDGES_AT)
    if _EDGES[2] - _EDGES[0] < _NO_WIDTH and calls.render_mode(drawing) == pdfium.FPDF_TEXTRENDERMODE_FILL:
        calls.set_render_mode(drawing, pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE)
        calls.transform(drawing, 1, 0, 0, 1, 0, 0)  # measures it anew, the pen's width counted in


def _strips(drawing: int, count: int, matrix: Matrix) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """The parts of a path that are drawn without lifting the pen: their points, and whether there are curves."""
    a, b, c, d, e, f = matrix
    points: list[tuple[float, float]] = []
    curved = False
    for index in range(count):
        segment = calls.segment_at(drawing, index)
        kind = calls.segment_kind(segment)
        calls.segment_point(segment, _EDGES_AT[0], _EDGES_AT[1])
        x, y = _EDGES[0], _EDGES[1]
        point = a * x + c * y + e, b * x + d * y + f
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if points:
                yield points, curved
            points, curved = [point], False
        else:
            curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
            points.append(point)
        if points and calls.segment_closes(segment):
            points.append(points[0])
    if points:
        yield points, curved


def _matrix(drawing: int) -> Matrix:
    calls.object_matrix(drawing, _MATRIX_AT)
    return _MATRIX.a, _MATRIX.b, _MATRIX.c, _MATRIX.d, _MATRIX.e, _MATRIX.f


def _bounds(drawing: int, outer: Matrix | None) -> Box:
    """The box around something drawn: left, bottom, right and top."""
    calls.bounds_of(drawing, *_EDGES_AT)
    left, bottom, right, top = _EDGES
    return around((left, bottom, right, top), outer)
