"""Ruling lines in a picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import inf

import cv2
import numpy as np
from msgspec import Struct

from reportlint.readers.pdf.drawing import Stroke
from reportlint.readers.pdf.rulings import Frame
from reportlint.readers.picture.loading import UNIT, Dots

_LEVEL, _UPRIGHT = (46, 90), (46, 60)
"""Dots that a piece of a ruling has at least, and the whole of it, broken pieces put together (5, 11, 4 and 8 mm).

The strokes of a character of 16 points have 44 dots at most, and none is near that of the next line.
"""
_BROKEN, _STAMPED = 25, 200
"""Dots of a ruling that noise may take away, and those that a stamp may hide."""
_END, _ENDS = 10, 8
"""Dots of the smallest piece that is taken for a ruling's end, and how many of them there may be."""
_SHORTEST, _TOUCH = 30, 11
"""Dots of a line between two others at least, and of a square around theirs in which it ends."""
_THICKEST = 14
"""Dots; what is thicker is shading."""
_LONG = 400
"""Dots of a level line that is no stroke, whether it belongs to a table or not."""
_ROW = 13.0
"""Points that a row is high at least."""
_OVER = 3.0
"""Points that lines which meet may lie beside each other, and reach beyond."""
_PIECE = 60
"""Dots along a slanted line that are taken for level."""


class Rulings(Struct, frozen=True):
    """Ruling lines in points, and the dots that they take (255)."""

    level: tuple[Stroke, ...]
    upright: tuple[Stroke, ...]
    dots: Dots


def rulings(ink: Dots, stamped: Dots) -> Rulings:
    """The ruling lines in a picture's ink. `stamped` has the ink of stamps too: a ruling may run on below it."""
    level_dots = _lines(ink, stamped, _LEVEL, along=0)
    upright_dots = _lines(ink, stamped, _UPRIGHT, along=1)
    upright_dots = upright_dots | _between(ink, level_dots, along=1)
    level_dots = level_dots | _between(ink, upright_dots, along=0)
    level = tuple(
        Stroke((y + height / 2) * UNIT, x * UNIT, (x + width) * UNIT)
        for x, y, width, height in _parts(level_dots, along=0)
    )
    upright = tuple(
        Stroke((x + width / 2) * UNIT, y * UNIT, (y + height) * UNIT)
        for x, y, width, height in _parts(upright_dots, along=1)
    )
    return Rulings(
        tuple(_trimmed(level, upright)),
        tuple(_trimmed(upright, level, below=False)),
        level_dots | upright_dots,
    )


def of_tables(rules: Rulings, tables: Sequence[Frame]) -> Rulings:
    """The rulings without those that belong to no table: strokes of large characters. Long level ones stay out of
    the way of text all the same, as below a head.
    """
    areas = [
        (frame.xs[0] - _OVER, frame.ys[0] - _OVER, frame.xs[-1] + _OVER, frame.ys[-1] + _OVER)
        for frame in tables
    ]
    level = [
        line for line in rules.level if any(_lies(line.start, line.end, line.at, area) for area in areas)
    ]
    upright = [
        line
        for line in rules.upright
        if any(_lies(line.start, line.end, line.at, (y0, x0, y1, x1)) for x0, y0, x1, y1 in areas)
    ]
    shown = np.zeros_like(rules.dots)
    for x0, y0, x1, y1 in areas:
        shown[max(int(y0 / UNIT), 0) : int(y1 / UNIT) + 1, max(int(x0 / UNIT), 0) : int(x1 / UNIT) + 1] = 255
    long = cv2.morphologyEx(rules.dots, cv2.MORPH_OPEN, np.ones((1, _LONG), np.uint8))
    return Rulings(
        tuple(level), tuple(upright), np.asarray(rules.dots & (shown | np.asarray(long, np.uint8)))
    )


def _lies(start: float, end: float, at: float, area: tuple[float, float, float, float]) -> bool:
    """Whether a line lies in an area: first the edges that its ends run between."""
    return area[0] <= start and end <= area[2] and area[1] <= at <= area[3]


def _trimmed(lines: Iterable[Stroke], crossing: Iterable[Stroke], *, below: bool = True) -> Iterator[Stroke]:
    """The lines without ends that reach alone beyond all lines that they cross: a character's stroke is met there.

    Not `below` upright ones: a heading stands right above a table, and a table that shows no lines around it has the
    last row there.
    """
    lines = list(lines)
    met = [sorted(other.at for other in crossing if _meet(line, other)) for line in lines]
    for line, heights in zip(lines, met, strict=True):
        start, end = line.start, line.end
        if heights and heights[0] - start > _OVER and _alone(lines, line, start, heights[0]):
            start = heights[0]
        if (
            heights
            and _OVER < end - heights[-1] < (inf if below else _ROW)
            and _alone(lines, line, end, heights[-1])
        ):
            end = heights[-1]
        yield Stroke(line.at, start, end)


def _meet(line: Stroke, other: Stroke) -> bool:
    return (
        other.start - _OVER <= line.at <= other.end + _OVER
        and line.start - _OVER <= other.at <= line.end + _OVER
    )


def _alone(lines: Iterable[Stroke], line: Stroke, end: float, last: float) -> bool:
    """Whether no other line goes from the last crossing as far as this one."""
    low, high = sorted((end, last))
    return not any(
        abs(other.at - line.at) > _OVER and other.start <= low + _OVER and other.end >= high - _OVER
        for other in lines
    )


def _lines(ink: Dots, stamped: Dots, least: tuple[int, int], *, along: int) -> Dots:
    """The ink that runs on in one direction, with breaks filled and a slant of a dot or two allowed for."""

    def stroke(length: int) -> np.ndarray:
        return np.ones((1, length) if along == 0 else (length, 1), np.uint8)

    wide = cv2.dilate(ink, np.ones((3, 1) if along == 0 else (1, 3), np.uint8))
    pieces = cv2.morphologyEx(wide, cv2.MORPH_OPEN, stroke(least[0]))
    below = cv2.bitwise_and(cv2.morphologyEx(pieces, cv2.MORPH_CLOSE, stroke(_STAMPED)), stamped)
    whole = cv2.morphologyEx(cv2.bitwise_or(pieces, below), cv2.MORPH_CLOSE, stroke(_BROKEN))
    found = cv2.morphologyEx(whole, cv2.MORPH_OPEN, stroke(least[1]))
    ends = cv2.morphologyEx(wide, cv2.MORPH_OPEN, stroke(_END))
    for _ in range(_ENDS):
        found = cv2.bitwise_or(found, cv2.bitwise_and(cv2.dilate(found, stroke(2 * _END + 1)), ends))
    return np.asarray(found, np.uint8)


def _between(ink: Dots, crossing: Dots, *, along: int) -> Dots:
    """Short lines that reach from one of the `crossing` lines to another, as in a row that a page cuts off.

    No stroke of a character does, for there is room between text and rulings.
    """
    across, length = ((3, 1), (1, _SHORTEST)) if along == 0 else ((1, 3), (_SHORTEST, 1))
    short = cv2.morphologyEx(
        cv2.dilate(ink, np.ones(across, np.uint8)), cv2.MORPH_OPEN, np.ones(length, np.uint8)
    )
    near = cv2.dilate(crossing, np.ones((_TOUCH, _TOUCH), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(np.asarray(short, np.uint8), connectivity=8)
    kept = np.zeros(count, bool)
    for number in range(1, count):
        x, y, width, height, _ = (int(value) for value in stats[number])
        thick, long = (height, width) if along == 0 else (width, height)
        if thick <= _THICKEST and long >= _SHORTEST:
            ends = ((y, x), (y + height - 1, x + width - 1))
            kept[number] = all(near[row, column] for row, column in ends)
    return np.where(kept[labels], 255, 0).astype(np.uint8)


def _parts(dots: Dots, *, along: int) -> list[tuple[int, int, int, int]]:
    """Left, top, width and height of the parts that hang together and are thin; a slanted one in pieces."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dots, connectivity=8)
    found = []
    for number in range(1, count):
        x, y, width, height, size = (int(value) for value in stats[number])
        length, thick = (width, height) if along == 0 else (height, width)
        if size / max(length, 1) > _THICKEST:
            continue
        if thick <= _THICKEST // 2:
            found.append((x, y, width, height))
        else:
            found.extend(_pieces(labels[y : y + height, x : x + width] == number, x, y, along=along))
    return found


def _pieces(part: np.ndarray, x: int, y: int, *, along: int) -> list[tuple[int, int, int, int]]:
    """A slanted or branching line as pieces, each as high (or broad) as it is there."""
    length = part.shape[1 - along]
    found = []
    for start in range(0, length, _PIECE):
        piece = part[:, start : start + _PIECE] if along == 0 else part[start : start + _PIECE, :]
        rows, columns = np.nonzero(piece)
        if not len(rows):
            continue
        left, top = int(columns.min()), int(rows.min())
        width, height = int(columns.max()) - left + 1, int(rows.max()) - top + 1
        if (height if along == 0 else width) <= _THICKEST:
            found.append(
                (x + left + (start if along == 0 else 0), y + top + (start if along else 0), width, height)
            )
    return found
