"""What a page draws besides text, whatever format it is in: ruling lines told from everything else, and pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from reportlint.readers.pdf import sentences

MOST_DRAWN = 30_000
"""Lines, shapes and pictures on one page, drawings within drawings counted in."""
_STRAIGHT = 0.02
"""A line that runs this much up or down for each step along is slanted; a turned scan's are by less."""
_FEWEST_DOTS = 4
_DOT, _ROW = 3.0, 0.15
"""In points: the size of a dot, and how far dots of one line stand beside it."""
THICKEST = 5.0
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


def joined(inner: Matrix, outer: Matrix | None) -> Matrix:
    """What both do one after the other."""
    if outer is None:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def around(box: Box, outer: Matrix | None) -> Box:
    """The box around a box that is moved as a matrix says."""
    if outer is None:
        return box
    a, b, c, d, e, f = outer
    points = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = zip(*((a * x + c * y + e, b * x + d * y + f) for x, y in points), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


class Drawing:
    """What a page draws besides text, put in piece by piece; places from the lower left corner."""

    def __init__(self, box: Box) -> None:
        """An empty page of which `box` is shown."""
        self.box = box
        self.count = 0
        self.level: list[Stroke] = []
        self.upright: list[Stroke] = []
        self.dots: list[Box] = []
        """What is too small to have a direction: dotted and dashed lines are made of it."""
        self.pictures: list[tuple[float, float, float]] = []
        """Upper edge, width and height of each picture, as far as it is on the page."""
        self.curved = 0

    def counted(self, number: int = 1) -> None:
        """Counts what was looked at. Raises ReadFailure where a page draws without end."""
        self.count += number
        if self.count > MOST_DRAWN:
            raise sentences.too_large()

    def finished(self) -> None:
        """Puts the dots together to lines, when everything is in."""
        self.level += _dotted(((y0 + y1) / 2, x0, x1) for x0, y0, x1, y1 in self.dots)
        self.upright += _dotted(((x0 + x1) / 2, y0, y1) for x0, y0, x1, y1 in self.dots)

    def add_picture(self, box: Box) -> None:
        """Takes a picture, as far as it is on the page."""
        left, bottom = max(box[0], self.box[0]), max(box[1], self.box[1])
        right, top = min(box[2], self.box[2]), min(box[3], self.box[3])
        if left < right and bottom < top:
            self.pictures.append((top, right - left, top - bottom))

    def add_strip(self, points: Sequence[tuple[float, float]], *, curved: bool, stroked: bool) -> None:
        """Takes what a pen draws without being lifted: straight lines, or a filled bar that is as thin as a line."""
        self.curved += curved
        if curved:
            return
        if stroked:
            self._lines(points)
        else:
            xs, ys = zip(*points, strict=True)
            self.add_bar((min(xs), min(ys), max(xs), max(ys)))

    def _lines(self, points: Sequence[tuple[float, float]]) -> None:
        """Takes the lines between points; where one is slanted, they draw a shape and no table."""
        found = []
        for (x0, y0), (x1, y1) in pairwise(points):
            along, up = abs(x1 - x0), abs(y1 - y0)
            if min(along, up) > max(1.0, _STRAIGHT * max(along, up)):
                return
            found.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
        for box in found:
            self.add_bar(box)

    def add_bar(self, box: Box) -> None:
        """Takes a box as a line where it is thin and on the page."""
        left, bottom, right, top = box
        if not meets((left - 1, bottom - 1, right + 1, top + 1), self.box):
            return
        if max(top - bottom, right - left) <= _DOT:
            self.dots.append(box)
        elif top - bottom <= THICKEST and right - left > top - bottom:
            self.level.append(Stroke((bottom + top) / 2, left, right))
        elif right - left <= THICKEST and top - bottom > right - left:
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
