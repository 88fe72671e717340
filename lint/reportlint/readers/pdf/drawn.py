"""What a page draws besides text: ruling lines told from everything else, and pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import hypot
from typing import Any, NamedTuple, TypeAlias

import pypdfium2.raw as pdfium

from reportlint.readers.pdf import sentences

MOST_DRAWN = 30_000
"""Lines, shapes and pictures on one page, drawings within drawings counted in."""
_STRAIGHT = 0.02
"""A line that runs this much up or down for each step along is slanted; a turned scan's are by less."""
_FEWEST_DOTS = 4
_NO_WIDTH, _DOT, _ROW = 0.01, 3.0, 0.15
"""In points: the width of what has no shape, the size of a dot, and how far dots of one line stand beside it."""
_THICKEST = 5.0
"""In points: what is thicker is shading, a highlight or a bar, and no line of a table."""

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
"""As PDF has it: a point (x, y) goes to (a x + c y + e, b x + d y + f)."""
Box: TypeAlias = tuple[float, float, float, float]
"""Left, bottom, right and top in points from the lower left corner."""


class Stroke(NamedTuple):
    """A straight line: `at` is its height or its distance from the left, `start` and `end` are its ends."""

    at: float
    start: float
    end: float


def meets(box: Box, other: Box) -> bool:
    """Whether two boxes have something in common."""
    return box[2] > other[0] and box[0] < other[2] and box[3] > other[1] and box[1] < other[3]


class Drawn:
    """What a page draws besides text; places from the lower left corner."""

    def __init__(self, handle: Any, box: Box) -> None:
        """Looks at the page `handle`, of which `box` is shown. Raises ReadFailure where it draws without end."""
        self.box = box
        self.count = 0
        self.level: list[Stroke] = []
        self.upright: list[Stroke] = []
        self.dots: list[Box] = []
        """What is too small to have a direction: dotted and dashed lines are made of it."""
        self.pictures: list[tuple[float, float, float]] = []
        """Upper edge, width and height of each picture, as far as it is on the page."""
        self.curved = 0
        self._walk(handle, pdfium.FPDFPage_CountObjects(handle), pdfium.FPDFPage_GetObject, None)
        self.level += _dotted(((y0 + y1) / 2, x0, x1) for x0, y0, x1, y1 in self.dots)
        self.upright += _dotted(((x0 + x1) / 2, y0, y1) for x0, y0, x1, y1 in self.dots)

    def _walk(self, holder: Any, count: int, item: Any, outer: Matrix | None) -> None:
        """Looks at all objects of a page or of a drawing within it; `outer` is where the drawing stands."""
        for index in range(count):
            self.count += 1
            if self.count > MOST_DRAWN:
                raise sentences.too_large()
            drawing = item(holder, index)
            kind = pdfium.FPDFPageObj_GetType(drawing)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                _reveal(drawing)
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._path(drawing, outer)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self._picture(drawing, outer)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM:
                inner = _joined(_matrix(drawing), outer)
                self._walk(
                    drawing, pdfium.FPDFFormObj_CountObjects(drawing), pdfium.FPDFFormObj_GetObject, inner
                )

    def _picture(self, drawing: Any, outer: Matrix | None) -> None:
        left, bottom, right, top = _bounds(drawing, outer)
        left, bottom = max(left, self.box[0]), max(bottom, self.box[1])
        right, top = min(right, self.box[2]), min(top, self.box[3])
        if left < right and bottom < top:
            self.pictures.append((top, right - left, top - bottom))

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
            matrix = _joined(_matrix(drawing), outer)
            if width.value * hypot(matrix[0], matrix[1]) > _THICKEST:
                return
        elif count < 6:  # a rectangle: what counts is how thin it is
            self._bar(_bounds(drawing, outer))
            return
        else:
            matrix = _joined(_matrix(drawing), outer)
        self.count += count
        if self.count > MOST_DRAWN:
            raise sentences.too_large()
        for points, curved in _strips(drawing, count, matrix):
            self.curved += curved
            if curved:
                continue
            if stroked.value:
                self._lines(points)
            else:
                xs, ys = zip(*points, strict=True)
                self._bar((min(xs), min(ys), max(xs), max(ys)))

    def _lines(self, points: Sequence[tuple[float, float]]) -> None:
        """Takes the lines between points; where one is slanted, they draw a shape and no table."""
        found = []
        for (x0, y0), (x1, y1) in pairwise(points):
            along, up = abs(x1 - x0), abs(y1 - y0)
            if min(along, up) > max(1.0, _STRAIGHT * max(along, up)):
                return
            found.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
        for box in found:
            self._bar(box)

    def _bar(self, box: Box) -> None:
        """Takes a box as a line where it is thin and on the page."""
        left, bottom, right, top = box
        if not meets((left - 1, bottom - 1, right + 1, top + 1), self.box):
            return
        if max(top - bottom, right - left) <= _DOT:
            self.dots.append(box)
        elif top - bottom <= _THICKEST and right - left > top - bottom:
            self.level.append(Stroke((bottom + top) / 2, left, right))
        elif right - left <= _THICKEST and top - bottom > right - left:
            self.upright.append(Stroke((left + right) / 2, bottom, top))


def _dotted(dots: Iterable[tuple[float, float, float]]) -> Iterator[Stroke]:
    """The lines of dots that stand in a row, each told as where it stands across the line, and from where to where."""
    run: list[Stroke] = []
    for dot in sorted(Stroke(round(at, 1), start, end) for at, start, end in dots):
        if run and (
            dot.at - run[-1].at > _ROW or dot.start < run[-1].start or dot.start - run[-1].end > _DOT
        ):
            yield from _of_run(run)
            run = []
        run.append(dot)
    yield from _of_run(run)


def _of_run(run: Sequence[Stroke]) -> Iterator[Stroke]:
    if len(run) > _FEWEST_DOTS:
        yield Stroke(run[0].at, run[0].start, run[-1].end)


def _reveal(drawing: Any) -> None:
    """Sees to it that PDFium reads a piece of text of which it knows no shape: it takes what has no width for none.

    So it is with single characters in a font that the file does not hold and the machine has not.
    """
    left, _, right, _ = _bounds(drawing, None)
    if (
        right - left < _NO_WIDTH
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


def _joined(inner: Matrix, outer: Matrix | None) -> Matrix:
    """What both do one after the other."""
    if outer is None:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _bounds(drawing: Any, outer: Matrix | None) -> Box:
    """The box around something drawn: left, bottom, right and top."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(drawing, left, bottom, right, top)
    if outer is None:
        return left.value, bottom.value, right.value, top.value
    a, b, c, d, e, f = outer
    points = [(x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)]
    xs, ys = zip(*((a * x + c * y + e, b * x + d * y + f) for x, y in points), strict=True)
    return min(xs), min(ys), max(xs), max(ys)
