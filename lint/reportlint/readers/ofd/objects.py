"""The objects of a page of an OFD file: text, paths, pictures, and drawings made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from math import hypot
from typing import TYPE_CHECKING, TypeAlias
from unicodedata import east_asian_width

from msgspec import Struct, field

from reportlint.readers.ofd.parts import children, deltas, kind, number, numbers
from reportlint.readers.pdf import sentences
from reportlint.readers.pdf.drawing import THICKEST, Box, Drawing, Matrix, around, joined
from reportlint.readers.pdf.sheets import MOST_GLYPHS, UNKNOWN, Char, quarter_of
from reportlint.readers.radicals import WRITTEN

if TYPE_CHECKING:
    from lxml import etree

    Element: TypeAlias = etree._Element

_THIN = 0.353
"""In millimetres: how wide a line is that does not say it."""
_ABOVE, _BELOW = 0.88, 0.12
"""In em: how far a character's box reaches above its line and below."""
_NARROW, _WIDEST = 0.5, 0.75
"""In em: the width of a Latin character where the next one does not tell it, and the most that is one's width."""
_WAYS = ((1, 0), (0, 1), (-1, 0), (0, -1))
"""Right, down, left and up: by quarters with the clock, as OFD counts them."""
_COMMAND = re.compile(r"([A-DF-Za-df-z])([^A-DF-Za-df-z]*)")
"""A step of a path; an e stands in numbers."""
_NUMBERS: Mapping[str, int] = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7}
"""How many numbers each step has, those of the point that it leads to at the end."""
_CONTROL = re.compile(r"[\x00-\x1f]")
_NO_CODE = "\u00a4"
"""What some programs write for characters of which they know only the shape."""


class Resources(Struct):
    """What objects refer to: the widths of lines by drawing parameter, drawings that are used again, and the paths of
    the parts that are pictures.
    """

    widths: dict[str, float] = field(default_factory=dict)
    drawings: dict[str, Element] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)


class Painter:
    """Puts the objects of a page where they stand. Raises ReadFailure where there are too many."""

    def __init__(self, resources: Resources, box: Box, room: int) -> None:
        """For a page of which `box` is shown; `room` is how many more characters are read."""
        self.chars: list[Char] = []
        self.drawing = Drawing(box)
        self.largest = (0.0, "")
        """The area of the largest picture in square points, and the name of what it shows."""
        self._resources = resources
        self._room = room
        self._piece = 0
        self._within: list[str] = []

    def paint(
        self, objects: Iterable[Element], outer: Matrix, width: float = _THIN, *, seen: bool = True
    ) -> None:
        """Paints objects where `outer` puts them; `width` is that of lines which do not say it.

        Of what is not `seen` the text is taken, as text that is not seen.
        """
        for element in objects:
            self.drawing.counted()
            name = kind(element)
            if name in ("Layer", "PageBlock"):
                self.paint(element, outer, self._width(element, width), seen=seen)
            elif name == "TextObject":
                self._text(element, _placed(element, outer), seen=seen)
            elif name == "CompositeObject":
                self._composite(element, _placed(element, outer), width, seen=seen and _is_seen(element))
            elif not seen or not _is_seen(element):
                continue
            elif name == "PathObject":
                self._path(element, _placed(element, outer), self._width(element, width))
            elif name == "ImageObject":
                self._picture(element, outer)

    def _picture(self, element: Element, outer: Matrix) -> None:
        """Takes a picture as what covers the page there."""
        if box := numbers(element.get("Boundary"), 4):
            x0, y0, x1, y1 = around((box[0], box[1], box[0] + box[2], box[1] + box[3]), outer)
            self.drawing.add_picture((x0, y0, x1, y1))
            self.largest = max(self.largest, ((x1 - x0) * (y1 - y0), element.get("ResourceID", "")))

    def _width(self, element: Element, width: float) -> float:
        """How wide the lines of an object are."""
        told = self._resources.widths.get(element.get("DrawParam", ""), width)
        return number(element.get("LineWidth"), told)

    def _composite(self, element: Element, matrix: Matrix, width: float, *, seen: bool) -> None:
        """Paints a drawing that is used again; one that holds itself is not painted anew."""
        name = element.get("ResourceID", "")
        drawing = self._resources.drawings.get(name)
        if drawing is not None and name not in self._within:
            self._within.append(name)
            for content in children(drawing, "Content"):
                self.paint(content, matrix, width, seen=seen)
            self._within.pop()

    def _path(self, element: Element, matrix: Matrix, width: float) -> None:
        """Takes the straight lines of a path: those stroked, and filled bars that are as thin as lines."""
        stroked = element.get("Stroke", "true") != "false"
        if not stroked and element.get("Fill", "false") != "true":
            return
        if stroked and width * hypot(matrix[0], matrix[1]) > THICKEST:
            return
        for data in children(element, "AbbreviatedData"):
            for points, curved in self._strips(data.text or "", matrix):
                self.drawing.add_strip(points, curved=curved, stroked=stroked)

    def _strips(self, data: str, matrix: Matrix) -> Iterator[tuple[list[tuple[float, float]], bool]]:
        """The parts of a path that are drawn without lifting the pen: their points, and whether there are curves."""
        a, b, c, d, e, f = matrix
        points: list[tuple[float, float]] = []
        curved = False
        for match in _COMMAND.finditer(data):
            self.drawing.counted()
            command, told = match.groups()
            if command in "SM":
                if len(points) > 1:
                    yield points, curved
                points, curved = [], False
            if command == "C":
                points.extend(points[:1])
            elif end := numbers(told.replace(",", " "), _NUMBERS.get(command, 0)):
                x, y = end[-2:]
                points.append((a * x + c * y + e, b * x + d * y + f))
                curved = curved or command in "QBA"
        if len(points) > 1:
            yield points, curved

    def _text(self, element: Element, matrix: Matrix, *, seen: bool) -> None:
        """Takes the characters of a text object."""
        self._piece += 1
        codes, glyphs = [], []
        filled = element.get("Fill") != "false" or element.get("Stroke") == "true"
        seen = seen and filled and _is_seen(element)
        for child in element:
            name = kind(child)
            if name == "TextCode":
                codes.append(child)
            elif name == "CGTransform":
                glyphs.append(child)
            elif name == "FillColor" and child.get("Alpha") == "0":
                seen = False
        pen = _Pen(element, matrix, self._piece, seen=seen)
        for code in codes:
            text = (code.text or "").strip("\r\n\t")
            if glyphs and not text.strip():
                text = UNKNOWN * min(sum(map(_count, glyphs)), MOST_GLYPHS)
            elif glyphs:
                text = text.replace(_NO_CODE, UNKNOWN)
            self._room -= len(text)
            if self._room < 0:
                raise sentences.too_large()
            self.chars += pen.written(_CONTROL.sub(UNKNOWN, text).translate(WRITTEN), code)


class _Pen:
    """Writes the characters of one text object."""

    def __init__(self, element: Element, matrix: Matrix, piece: int, *, seen: bool) -> None:
        self._matrix, self._piece, self._seen = matrix, piece, seen
        size = number(element.get("Size"), 0.0)
        self._em = size * number(element.get("HScale"), 1.0)
        self._read = _WAYS[int(number(element.get("ReadDirection"), 0.0)) // 90 % 4]
        right, down = _WAYS[int(number(element.get("CharDirection"), 0.0)) // 90 % 4]
        a, b, c, d, _, _ = matrix
        self._along = a * right + c * down, b * right + d * down
        up_x, up_y = a * down - c * right, b * down - d * right
        above, below = _ABOVE * size, -_BELOW * size
        xs, ys = (up_x * above, up_x * below), (up_y * above, up_y * below)
        self._reach = min(xs), min(ys), max(xs), max(ys)
        self._height = size * hypot(up_x, up_y)
        self._quarter = quarter_of(*self._along)
        self._x = self._y = 0.0

    def written(self, text: str, code: Element) -> Iterator[Char]:
        """The characters of a text, the first one where its element says."""
        x, y = self._x, self._y = number(code.get("X"), self._x), number(code.get("Y"), self._y)
        across, down = deltas(code.get("DeltaX"), len(text)), deltas(code.get("DeltaY"), len(text))
        loose = not across and not down  # nothing says where the next one stands: behind this one
        across, down = _stretched(across, len(text)), _stretched(down, len(text))
        a, b, c, d, e, f = self._matrix
        right, up = self._along
        west, south, east, north = self._reach
        height, quarter, piece, seen, em = self._height, self._quarter, self._piece, self._seen, self._em
        for character, step, fall in zip(text, across, down, strict=True):
            near = abs(step or fall)
            if east_asian_width(character) in "WFA":
                width = near if 0 < near < em else em
            else:
                width = near if 0 < near <= _WIDEST * em else _NARROW * em
            left, base = a * x + c * y + e, b * x + d * y + f
            along, rising = right * width, up * width
            box = (
                left + west + (along if along < 0 else 0.0),
                base + south + (rising if rising < 0 else 0.0),
                left + east + (along if along > 0 else 0.0),
                base + north + (rising if rising > 0 else 0.0),
            )
            yield Char(character, box, height, quarter, piece, seen)
            if loose:
                step, fall = width * self._read[0], width * self._read[1]
            x, y = x + step, y + fall


def _stretched(steps: list[float], count: int) -> list[float]:
    """A step behind each of so many characters: the last one again where there are too few."""
    return steps + (steps[-1:] or [0.0]) * (count - len(steps))


def _count(glyphs: Element) -> int:
    """How many shapes stand in place of characters."""
    return int(max(number(glyphs.get("GlyphCount"), 1.0), 0.0))


def _is_seen(element: Element) -> bool:
    """Whether an object is neither hidden nor transparent."""
    return element.get("Visible") != "false" and element.get("Alpha") != "0"


def _placed(element: Element, outer: Matrix) -> Matrix:
    """What puts the points of an object on the page."""
    left, top, _, _ = numbers(element.get("Boundary"), 4) or (0.0, 0.0, 0.0, 0.0)
    if told := numbers(element.get("CTM"), 6):
        a, b, c, d, e, f = told
        return joined((a, b, c, d, e + left, f + top), outer)
    a, b, c, d, e, f = outer
    return a, b, c, d, a * left + c * top + e, b * left + d * top + f
