"""The lines of text in the cells of a table, cut out of the picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

import cv2
import numpy as np
from msgspec import Struct

from reportlint.readers.pdf.rulings import Frame
from reportlint.readers.picture.loading import UNIT, Dots

_SPECK = 9
"""Dots of ink: less than this is dirt. The point of a decimal at 9 points has 12."""
_POINT, _NEAR = 8, 23
"""Dots of the longer side of a point, and of a square around a character in which points belong to it."""
_INSET = 2
"""Dots along a ruling that are not looked at."""
_SLANT, _LEAST_SLANT = 0.7, 0.2
"""How closely the ink of a slash follows one line from its foot up to the right, and how wide it is for its height."""
_LEAST_LINE = 0.3
"""The part of the height of a cell's highest line that its others have at least; a dash may stand alone."""


class Cut(Struct, frozen=True):
    """A piece of the picture with one line of text: where it stands, in dots."""

    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def height(self) -> int:
        """Its height in dots."""
        return self.y1 - self.y0

    @property
    def width(self) -> int:
        """Its width in dots."""
        return self.x1 - self.x0


class CellCuts(Struct, frozen=True):
    """A cell: the inside of its rulings in dots, its lines of text from top to bottom, and the dots of its ink."""

    inside: Cut
    lines: tuple[Cut, ...]
    ink: int


def cells(frame: Frame, ink: Dots) -> list[CellCuts]:
    """The cells of a table with the lines in them; `ink` is the picture's without its rulings."""
    inner = [_inside(frame, box, ink.shape) for box in frame.boxes]
    runs = [_runs(ink, inside) for inside in inner]
    usual = _usual([end - start for cell in runs for start, end in cell])
    return [
        _cell(ink, inside, _joined(found, usual, ink, inside))
        for inside, found in zip(inner, runs, strict=True)
    ]


def is_slash(ink: Dots, cut: Cut) -> bool:
    """Whether the ink of a line is one stroke from its foot up to the right, as / is and 1 and 7 are not."""
    rows, columns = np.nonzero(ink[cut.y0 : cut.y1, cut.x0 : cut.x1])
    if (
        len(rows) < _SPECK
        or not _LEAST_SLANT * cut.height <= cut.width <= cut.height
        or len(set(columns)) < 2
    ):
        return False
    return float(np.corrcoef(rows, columns)[0, 1]) < -_SLANT


def without_rulings(ink: Dots, rulings: Dots) -> Dots:
    """The ink without ruling lines and without dirt."""
    wide = cv2.dilate(rulings, np.ones((3, 3), np.uint8))
    free = np.where(wide > 0, 0, ink).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(free, connectivity=8)
    kept = stats[:, cv2.CC_STAT_AREA] >= _SPECK
    kept[0] = False
    large = kept & (stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1) > _POINT)
    beside = cv2.dilate(large[labels].astype(np.uint8), np.ones((_NEAR, _NEAR), np.uint8))
    near = np.bincount(labels[beside > 0], minlength=count) > 0
    return np.where((kept & (large | near))[labels], 255, 0).astype(np.uint8)


def _inside(frame: Frame, box: tuple[int, int, int, int], shape: tuple[int, ...]) -> Cut:
    row, column, row_span, column_span = box
    x0, x1 = frame.xs[column] / UNIT, frame.xs[column + column_span] / UNIT
    y0, y1 = frame.ys[row] / UNIT, frame.ys[row + row_span] / UNIT
    return Cut(
        max(round(x0) + _INSET, 0),
        max(round(y0) + _INSET, 0),
        min(round(x1) - _INSET, shape[1]),
        min(round(y1) - _INSET, shape[0]),
    )


def _runs(ink: Dots, inside: Cut) -> list[tuple[int, int]]:
    """From where to where each run of rows with ink reaches."""
    rows = ink[inside.y0 : inside.y1, inside.x0 : inside.x1].any(axis=1)
    found: list[tuple[int, int]] = []
    start = None
    for at, inked in enumerate([*np.atleast_1d(rows), False]):
        if inked and start is None:
            start = at
        elif not inked and start is not None:
            found.append((inside.y0 + start, inside.y0 + at))
            start = None
    return found


def _usual(heights: Sequence[int]) -> float:
    """How high a line is: as the higher half of the runs are, for the lower are parts of characters and figures."""
    tall = sorted(height for height in heights if height > 10)
    return float(median(tall[len(tall) // 2 :])) if tall else 25.0


def _joined(runs: Iterable[tuple[int, int]], usual: float, ink: Dots, inside: Cut) -> list[tuple[int, int]]:
    """The runs with the parts of one line (as of 二) put together, and lines that touch each other parted."""
    found: list[tuple[int, int]] = []
    for start, end in runs:
        low = end - start < 0.6 * usual or (found and found[-1][1] - found[-1][0] < 0.6 * usual)
        if found and low and end - found[-1][0] <= 1.15 * usual and start - found[-1][1] < 0.55 * usual:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return [part for run in found for part in _parted(run, usual, ink, inside)]


def _parted(run: tuple[int, int], usual: float, ink: Dots, inside: Cut) -> list[tuple[int, int]]:
    start, end = run
    count = round((end - start) / (1.2 * usual))
    if count < 2 or end - start < 1.7 * usual:
        return [run]
    profile = ink[start:end, inside.x0 : inside.x1].sum(axis=1, dtype=np.int64)
    cuts = [start]
    for number in range(1, count):
        middle = round(number * (end - start) / count)
        reach = max(round(0.3 * usual), 1)
        near = profile[middle - reach : middle + reach]
        cuts.append(start + middle - reach + int(near.argmin()))
    cuts.append(end)
    return [(cuts[at], cuts[at + 1]) for at in range(count)]


def _cell(ink: Dots, inside: Cut, runs: Iterable[tuple[int, int]]) -> CellCuts:
    lines = []
    runs = list(runs)
    if len(runs) > 1:
        tallest = max(end - start for start, end in runs)
        runs = [run for run in runs if run[1] - run[0] > _LEAST_LINE * tallest]
    for start, end in runs:
        columns = np.flatnonzero(ink[start:end, inside.x0 : inside.x1].any(axis=0))
        if len(columns):
            lines.append(Cut(inside.x0 + int(columns[0]), start, inside.x0 + int(columns[-1]) + 1, end))
    seen = int(np.count_nonzero(ink[inside.y0 : inside.y1, inside.x0 : inside.x1]))
    return CellCuts(inside, tuple(lines), seen)
