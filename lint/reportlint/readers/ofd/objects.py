"""The objects of a page of an OFD file: text, paths, pictures, and drawings made of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import hypot
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct, field

from reportlint.readers.ofd.parts import children, deltas, kind, number, numbers
from reportlint.readers.pdf import sentences
from reportlint.readers.pdf.drawing import THICKEST, Box, Drawing, Matrix, around, joined
from reportlint.readers.pdf.sheets import MOST_GLYPHS, UNKNOWN, WRITTEN, Char, quarter_of

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
_SEGMENT = re.compile(r"[A-Za-z]|[-+.\d][-+.\deE]*")
_POINTS: Mapping[str, int] = {"S": 1, "M": 1, "L": 1, "Q": 2, "B": 3, "A": 0, "C": 0}
"""How many points each command of a path has; an arc has five other numbers before its end."""
_ARC = 5
_NO_CODE = "\u00a4"
"""What some programs write for characters of which they know only the shape."""


class Resources(Struct):
    """What objects refer to: the widths of lines by drawing parameter, and drawings that are used again."""

    widths: dict[str, float] = field(default_factory=dict)
    drawings: dict[str, Element] = field(default_factory=dict)


class Painter:
    """Puts the objects of a page where they stand. Raises ReadFailure where there are too many."""

    def __init__(self, resources: Resources, box: Box, room: int) -> None:
        """For a page of which `box` is shown; `room` is how many more characters are read."""
        self.chars: list[Char] = []
        self.drawing = Drawing(box)
        self._resources = resources
        self._room = room
        self._piece = 0
        self._within: list[str] = []

    def paint(self, objects: Iterable[Element], outer: Matrix, width: float = _THIN) -> None:
        """Paints objects where `outer` puts them; `width` is that of lines which do not say it."""
        for element in objects:
            self.drawing.counted()
            name = kind(element)
            if name in ("Layer", "PageBlock"):
                self.paint(element, outer, self._width(element, width))
            elif name == "TextObject":
                self._text(element, _placed(element, outer))
            elif name == "PathObject" and _is_seen(element):
                self._path(element, _placed(element, outer), self._width(element, width))
            elif name == "ImageObject" and _is_seen(element):
                if box := numbers(element.get("Boundary"), 4):
                    self.drawing.add_picture(
                        around((box[0], box[1], box[0] + box[2], box[1] + box[3]), outer)
                    )
            elif name == "CompositeObject" and _is_seen(element):
                self._composite(element, _placed(element, outer), width)

    def _width(self, element: Element, width: float) -> float:
        """How wide the lines of an object are."""
        told = self._resources.widths.get(element.get("DrawParam", ""), width)
        return number(element.get("LineWidth"), told)

    def _composite(self, element: Element, matrix: Matrix, width: float) -> None:
        """Paints a drawing that is used again; one that holds itself is not painted anew."""
        name = element.get("ResourceID", "")
        drawing = self._resources.drawings.get(name)
        if drawing is not None and name not in self._within:
            self._within.append(name)
            for content in children(drawing, "Content"):
                self.paint(content, matrix, width)
            self._within.pop()

    def _path(self, element: Element, matrix: Matrix, width: float) -> None:
        """Takes the straight lines of a path: those stroked, and filled bars that are as thin as lines."""
        stroked = element.get("Stroke", "true") != "false"
        if not stroked and element.get("Fill", "false") != "true":
            return
        if stroked and width * hypot(matrix[0], matrix[1]) > THICKEST:
            return
        for data in children(element, "AbbreviatedData"):
            for points, curved in _strips(self._segments(data.text or ""), matrix):
                self.drawing.add_strip(points, curved=curved, stroked=stroked)

    def _segments(self, data: str) -> Iterator[tuple[str, tuple[float, float]]]:
        """The commands of a path, each with the point that it leads to."""
        words = (match[0] for match in _SEGMENT.finditer(data))
        for command in words:
            self.drawing.counted()
            count = 2 * _POINTS.get(command, 0) if command != "A" else _ARC + 2
            told = [number(next(words, None), 0.0) for _ in range(count)]
            if command in _POINTS:
                yield command, (told[-2], told[-1]) if told else (0.0, 0.0)

    def _text(self, element: Element, matrix: Matrix) -> None:
        """Takes the characters of a text object."""
        self._piece += 1
        seen = _is_seen(element) and (element.get("Fill") != "false" or element.get("Stroke") == "true")
        glyphs = list(children(element, "CGTransform"))
        pen = _Pen(element, matrix, self._piece, seen=seen)
        for code in children(element, "TextCode"):
            text = (code.text or "").strip("\r\n\t")
            if glyphs and not text.strip():
                text = UNKNOWN * min(sum(_count(glyph) for glyph in glyphs), MOST_GLYPHS)
            elif glyphs:
                text = text.replace(_NO_CODE, UNKNOWN)
            self._room -= len(text)
            if self._room < 0:
                raise sentences.too_large()
            self.chars.extend(pen.written(text, code))


class _Pen:
    """Writes the characters of one text object."""

    def __init__(self, element: Element, matrix: Matrix, piece: int, *, seen: bool) -> None:
        self._matrix, self._piece, self._seen = matrix, piece, seen
        self._size = number(element.get("Size"), 0.0)
        self._scale = number(element.get("HScale"), 1.0)
        self._read = _WAYS[int(number(element.get("ReadDirection"), 0.0)) // 90 % 4]
        right, down = _WAYS[int(number(element.get("CharDirection"), 0.0)) // 90 % 4]
        a, b, c, d, _, _ = matrix
        self._along = a * right + c * down, b * right + d * down
        self._up = a * down - c * right, b * down - d * right
        self._x = self._y = 0.0

    def written(self, text: str, code: Element) -> Iterator[Char]:
        """The characters of a text, the first one where its element says."""
        self._x, self._y = number(code.get("X"), self._x), number(code.get("Y"), self._y)
        across, down = deltas(code.get("DeltaX"), len(text)), deltas(code.get("DeltaY"), len(text))
        quarter, height = quarter_of(*self._along), self._size * hypot(*self._up)
        x, y = self._x, self._y
        for index, character in enumerate(text):
            step = _at(across, index)
            width = self._width(character, abs(step) if step else _at(down, index))
            known = character if character >= " " else UNKNOWN
            yield Char(
                known.translate(WRITTEN), self._box(x, y, width), height, quarter, self._piece, self._seen
            )
            if not across and not down:  # nothing says where the next one stands: behind this one
                x, y = x + width * self._read[0], y + width * self._read[1]
            else:
                x, y = x + step, y + _at(down, index)

    def _width(self, character: str, step: float) -> float:
        """How wide a character is: as far as the next one is away, or as characters of its kind are."""
        em = self._size * self._scale
        if unicodedata.east_asian_width(character) in "WFA":
            return min(em, step) if step > 0 else em
        return step if 0 < step <= _WIDEST * em else _NARROW * em

    def _box(self, x: float, y: float, width: float) -> Box:
        """The box of a character whose line begins at a point, on the page."""
        a, b, c, d, e, f = self._matrix
        left, base = a * x + c * y + e, b * x + d * y + f
        above, below = _ABOVE * self._size, -_BELOW * self._size
        xs = [
            left + self._along[0] * right + self._up[0] * up for right in (0, width) for up in (below, above)
        ]
        ys = [
            base + self._along[1] * right + self._up[1] * up for right in (0, width) for up in (below, above)
        ]
        return min(xs), min(ys), max(xs), max(ys)


def _at(steps: Sequence[float], index: int) -> float:
    """The step behind a character: the last one again where there are too few."""
    return steps[min(index, len(steps) - 1)] if steps else 0.0


def _count(glyphs: Element) -> int:
    """How many shapes stand in place of characters."""
    return int(max(number(glyphs.get("GlyphCount"), 1.0), 0.0))


def _is_seen(element: Element) -> bool:
    """Whether an object is neither hidden nor transparent."""
    if element.get("Visible") == "false" or number(element.get("Alpha"), 255.0) == 0:
        return False
    fill = next(children(element, "FillColor"), None)
    return fill is None or number(fill.get("Alpha"), 255.0) != 0


def _placed(element: Element, outer: Matrix) -> Matrix:
    """What puts the points of an object on the page."""
    left, top, _, _ = numbers(element.get("Boundary"), 4) or (0.0, 0.0, 0.0, 0.0)
    a, b, c, d, e, f = numbers(element.get("CTM"), 6) or (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return joined((a, b, c, d, e + left, f + top), outer)


def _strips(
    segments: Iterable[tuple[str, tuple[float, float]]], matrix: Matrix
) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """The parts of a path that are drawn without lifting the pen: their points, and whether there are curves."""
    a, b, c, d, e, f = matrix
    points: list[tuple[float, float]] = []
    curved = False
    for command, (x, y) in segments:
        if command in "SM":
            if len(points) > 1:
                yield points, curved
            points, curved = [], False
        if command == "C":
            points.extend(points[:1])
        else:
            points.append((a * x + c * y + e, b * x + d * y + f))
            curved = curved or command in "QBA"
    if len(points) > 1:
        yield points, curved
