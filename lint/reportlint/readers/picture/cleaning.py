"""A picture's ink: stamps, shadows and grey noise taken away, and the angle and the side it lies on put right."""

from __future__ import annotations

import cv2
import numpy as np
from msgspec import Struct

from reportlint.readers.picture import sentences
from reportlint.readers.picture.loading import Dots

_STEP = 8
"""The shadow is looked at in a picture this many times smaller."""
_AROUND = 31
"""Dots of that picture around each dot in which paper is looked for: 250 dots at full size."""
_DARKEST_PAPER = 40
"""How light the paper must be (of 255)."""
_LEAST_CONTRAST = 40
"""How much darker than the paper the darkest ink must be (of 255)."""
_LEAST_INK, _BLANK = 0.02, 128
"""The hundredth parts of a page that ink takes at least, and how light paper is that is blank where it takes less."""
_WHITE = 0.86
"""From this part of the paper's light on a dot is white: noise, and what is left of a stamp, go with it."""
_REDNESS, _LIGHTER = 25, 1.3
"""How much more red (of 255) than green or blue a stamp's dot has, and how much lighter it is made."""
_THIN = 0.85
"""Up to this part of the paper's light a dot may belong to a ruling: below a stamp those are grey."""
_INK = 0.62
"""Up to this part of the paper's light a dot is ink, for rulings and for the edges of text."""
_STEEPEST, _LEVEL = 6.0, 0.03
"""Degrees by which a page may be turned, and by how many it may stay so."""


_BROAD, _GUTTER = 1.15, 0.03
"""How much broader than high two pages side by side are, and the part of the breadth that is empty between them."""


class Leaf(Struct, frozen=True):
    """A page held level: its grey dots with the paper white, and what brings its dots back into the picture.

    `back`: two rows of three numbers, by which a dot (x, y) goes to its place in the picture as it came.
    """

    grey: Dots
    stamped: Dots
    """255 where there is ink or a stamp's ink, else 0."""
    back: tuple[tuple[float, float, float], tuple[float, float, float]]

    @property
    def thin(self) -> Dots:
        """255 where there is at least a little ink, as in a hair line, else 0."""
        return np.where(self.grey < 255 * _THIN, 255, 0).astype(np.uint8)

    @property
    def ink(self) -> Dots:
        """255 where there is ink, else 0."""
        return np.where(self.grey < 255 * _INK, 255, 0).astype(np.uint8)


class Flat(Struct, frozen=True):
    """A picture in grey with the paper white everywhere, without stamps; and where it has ink, stamps' ink too."""

    grey: Dots
    stamped: Dots


def flattened(dots: Dots) -> Flat:
    """The picture in grey; all white for a blank page. Raises ReadFailure for one too dark to be read.

    Of the three colours red alone is looked at: in it the red of stamps is as light as paper, and black is black.
    """
    red = dots[:, :, 2]
    coloured = red.astype(np.int16) - np.maximum(dots[:, :, 0], dots[:, :, 1]) > _REDNESS
    light = np.where(coloured, np.minimum(red * np.float32(_LIGHTER), 255), red).astype(np.uint8)
    grey = _on_white(light)
    return Flat(grey, np.where((grey < 255 * _INK) | coloured, 255, 0).astype(np.uint8))


def _on_white(light: Dots) -> Dots:
    """A picture in grey with its paper, however the light fell on it, white."""
    small = cv2.resize(light, None, fx=1 / _STEP, fy=1 / _STEP, interpolation=cv2.INTER_AREA)
    paper = cv2.dilate(small, np.ones((5, 5), np.uint8))
    paper = cv2.medianBlur(np.asarray(paper, np.uint8), _AROUND)
    if np.median(paper) < _DARKEST_PAPER:
        raise sentences.too_dark()
    paper = cv2.GaussianBlur(paper, (0, 0), 5)
    full = cv2.resize(paper, (light.shape[1], light.shape[0]), interpolation=cv2.INTER_LINEAR)
    part = light.astype(np.float32) / np.maximum(full.astype(np.float32), 1)
    dark = float(np.percentile(part, _LEAST_INK))
    if 255 * (1 - dark) < _LEAST_CONTRAST:
        if np.median(paper) < _BLANK:
            raise sentences.too_dark()
        return np.full_like(light, 255)
    level = (part - dark) / max(_WHITE - dark, 0.2)
    return np.asarray(np.clip(level, 0, 1) * 255, np.uint8)


def leaves(flat: Flat, quarter: int = 0) -> list[Leaf]:
    """The pages in a picture that is turned by so many quarters against the clock, each held level: one, or two
    that lie side by side.
    """
    height, width = flat.grey.shape
    back = (
        np.array([[1.0, 0, 0], [0, 1, 0]]),
        np.array([[0.0, -1, width - 1], [1, 0, 0]]),
        np.array([[-1.0, 0, width - 1], [0, -1, height - 1]]),
        np.array([[0.0, 1, 0], [-1, 0, height - 1]]),
    )[quarter]
    grey, stamped = (np.rot90(dots, quarter) for dots in (flat.grey, flat.stamped))
    found = []
    for left, right in _halves(np.ascontiguousarray(grey)):
        shift = np.array([[1.0, 0, left], [0, 1, 0]])
        part = Flat(*(np.ascontiguousarray(dots[:, left:right]) for dots in (grey, stamped)))
        found.append(_level(part, _then(shift, back)))
    return found


def _leaf(flat: Flat, back: np.ndarray) -> Leaf:
    (a, b, c), (d, e, f) = back.tolist()
    return Leaf(flat.grey, flat.stamped, ((a, b, c), (d, e, f)))


def _then(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Both one after the other."""
    return np.asarray((np.vstack([second, [0, 0, 1]]) @ np.vstack([first, [0, 0, 1]]))[:2])


def _level(flat: Flat, back: np.ndarray) -> Leaf:
    """The page turned so that its lines are level."""
    angle = _angle(flat.grey)
    if abs(angle) < _LEVEL:
        return _leaf(flat, back)
    height, width = flat.grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    grey = cv2.warpAffine(flat.grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
    stamped = cv2.warpAffine(flat.stamped, matrix, (width, height), flags=cv2.INTER_NEAREST)
    turned = Flat(np.asarray(grey, np.uint8), np.asarray(stamped, np.uint8))
    return _leaf(turned, _then(cv2.invertAffineTransform(matrix), back))


def _small_ink(grey: Dots, side: int) -> np.ndarray:
    """The ink of a picture made smaller, as numbers from 0 to 1."""
    step = max(max(grey.shape) / side, 1.0)
    small = cv2.resize(grey, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
    return np.asarray((255 - small.astype(np.float32)) / 255)


def _angle(grey: Dots) -> float:
    """By how many degrees the page must be turned against the clock: where its lines stand out the most."""
    ink = _small_ink(grey, 1200)

    def sharpness(angle: float) -> float:
        return float(np.sum(np.diff(_turned(ink, angle).sum(axis=1)) ** 2))

    best = max(np.arange(-_STEEPEST, _STEEPEST + 0.01, 0.5), key=sharpness)
    for step in (0.1, 0.02):
        best = max(np.arange(best - 4 * step, best + 4.01 * step, step), key=sharpness)
    return float(best)


def lies_on_its_side(grey: Dots) -> bool:
    """Whether lines of text seem to run from top to bottom: rulings left out, columns differ more than rows do."""
    ink = _small_ink(grey, 1000)
    mask = (ink > 0.4).astype(np.uint8)
    for size in ((35, 1), (1, 35)):
        rules = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones(size, np.uint8))
        ink = np.where(cv2.dilate(rules, np.ones((3, 3), np.uint8)) > 0, 0, ink)
    tilted = [_turned(ink, angle) for angle in (-3.0, -2, -1, 0, 1, 2, 3)]
    level, upright = (max(_contrast(part.sum(axis=axis)) for part in tilted) for axis in (1, 0))
    return upright > 1.3 * level


def _contrast(profile: np.ndarray) -> float:
    """How much neighbouring sums differ."""
    return float(np.sum(np.diff(profile) ** 2)) / max(float(np.sum(profile**2)), 1e-6)


def _turned(ink: np.ndarray, angle: float) -> np.ndarray:
    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return np.asarray(cv2.warpAffine(ink, matrix, (width, height), flags=cv2.INTER_LINEAR))


def _halves(grey: Dots) -> list[tuple[int, int]]:
    """From where to where each page reaches: two where a broad picture has an empty strip down its middle."""
    height, width = grey.shape
    whole = [(0, width)]
    if width < _BROAD * height:
        return whole
    ink = _small_ink(grey, 1000) > 0.3
    middle = ink[:, round(ink.shape[1] * 0.4) : round(ink.shape[1] * 0.6)].sum(axis=0)
    empty = middle <= 0.004 * ink.shape[0]
    runs, start = [], None
    for at, free in enumerate([*empty, False]):
        if free and start is None:
            start = at
        elif not free and start is not None:
            runs.append((start, at))
            start = None
    longest = max(runs, key=lambda run: run[1] - run[0], default=(0, 0))
    if longest[1] - longest[0] < _GUTTER * ink.shape[1]:
        return whole
    cut = round((ink.shape[1] * 0.4 + sum(longest) / 2) * width / ink.shape[1])
    return [(0, cut), (cut, width)]
