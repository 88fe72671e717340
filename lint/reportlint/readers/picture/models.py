"""The models of RapidOCR at work: lines of text found, lines of text read with how sure each character is.

Its wheel carries the models; nothing is fetched. They are loaded once in a process. Lines are read by the model
directly, for RapidOCR makes every line as broad as 320 dots, where a cell with one digit has 48, and tells only one
reading of each.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from msgspec import Struct

from reportlint.readers.picture.cutting import Cut
from reportlint.readers.picture.loading import Dots

HEIGHT = 48
"""Dots that the model wants a line to be high."""
_BROADEST = 2400
_STEP = 16
"""Lines are made equally broad in groups whose widths differ by less than this many dots."""
_AT_ONCE = 12_000
"""Dots of breadth that are given to the model at once."""
_SEEN = 0.5
"""Of a picture's size: what lines of text are looked for in."""
_LONGEST = 2000
"""Dots of the longer side of such a picture."""
_DIGITS = "0123456789"
_LIKELY = 0.03
"""From this chance on another digit is named as what a character may be."""


class Sign(Struct, frozen=True):
    """A character as read: how sure it is, the place of its middle along the line (0 to 1), other digits it may be."""

    text: str
    score: float
    at: float
    others: tuple[tuple[str, float], ...] = ()


class Reading(Struct, frozen=True):
    """What a line says."""

    signs: tuple[Sign, ...]

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(sign.text for sign in self.signs)

    @property
    def score(self) -> float:
        """How sure the least sure of its characters is; 0 where there is none."""
        return min((sign.score for sign in self.signs), default=0.0)

    @property
    def mean(self) -> float:
        """How sure its characters are on the whole."""
        return sum(sign.score for sign in self.signs) / len(self.signs) if self.signs else 0.0


@cache
def _engine() -> Any:
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    from rapidocr import RapidOCR

    alone = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
    size = {"Det.limit_type": "max", "Det.limit_side_len": _LONGEST}
    return RapidOCR(params={**alone, **size, "Global.log_level": "error", "Global.use_cls": False})


@cache
def _reader() -> tuple[Any, str, list[str], int, int]:
    """The session that reads lines, the name of what it takes, its characters, and the numbers of 0 and of a space."""
    import onnxruntime
    import rapidocr

    folder = Path(rapidocr.__file__).parent / "models"
    path = next(iter(sorted(folder.glob("*rec*.onnx"))))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    told = session.get_modelmeta().custom_metadata_map["character"].splitlines()
    characters = ["", *told, " "]
    return session, session.get_inputs()[0].name, characters, characters.index("0"), len(characters) - 1


def lines_in(grey: Dots) -> list[Cut]:
    """Where the lines of text stand in a picture, in its dots."""
    small = cv2.resize(grey, None, fx=_SEEN, fy=_SEEN, interpolation=cv2.INTER_AREA)
    coloured = cv2.cvtColor(np.asarray(small, np.uint8), cv2.COLOR_GRAY2BGR)
    found = _engine()(coloured, use_det=True, use_cls=False, use_rec=False)
    boxes = getattr(found, "boxes", None)
    cuts = []
    for box in boxes if boxes is not None else ():
        xs, ys = box[:, 0] / _SEEN, box[:, 1] / _SEEN
        cuts.append(
            Cut(
                max(int(xs.min()), 0),
                max(int(ys.min()), 0),
                min(round(float(xs.max())), grey.shape[1]),
                min(round(float(ys.max())), grey.shape[0]),
            )
        )
    return cuts


def read_lines(pictures: Sequence[Dots]) -> list[Reading]:
    """What pictures of lines say, in their order."""
    ready = [_ready(picture) for picture in pictures]
    order = sorted(range(len(ready)), key=lambda number: ready[number].shape[1])
    found: dict[int, Reading] = {}
    group: list[int] = []
    for number in order:
        width = ready[number].shape[1]
        if group and (width - ready[group[0]].shape[1] > _STEP or width * (len(group) + 1) > _AT_ONCE):
            found.update(_read_group(group, ready))
            group = []
        group.append(number)
    if group:
        found.update(_read_group(group, ready))
    return [found[number] for number in range(len(pictures))]


def _ready(picture: Dots) -> Dots:
    height, width = picture.shape
    broad = min(max(round(width * HEIGHT / height), HEIGHT // 2), _BROADEST)
    shrinks = height > HEIGHT
    resized = cv2.resize(
        picture, (broad, HEIGHT), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
    )
    return np.asarray(resized, np.uint8)


def _read_group(numbers: Sequence[int], ready: Sequence[Dots]) -> dict[int, Reading]:
    session, name, characters, zero, _ = _reader()
    broad = -(-max(ready[number].shape[1] for number in numbers) // _STEP) * _STEP
    batch = np.ones((len(numbers), 3, HEIGHT, broad), np.float32)
    for index, number in enumerate(numbers):
        line = ready[number].astype(np.float32) / 127.5 - 1
        batch[index, :, :, : line.shape[1]] = line
    chances = session.run(None, {name: batch})[0]
    return {
        number: _decoded(chances[index], characters, zero, ready[number].shape[1] / broad)
        for index, number in enumerate(numbers)
    }


def _decoded(chances: np.ndarray, characters: Sequence[str], zero: int, used: float) -> Reading:
    """The characters of a line: each is the likeliest of the steps that it takes; blanks part them."""
    best = chances.argmax(axis=1)
    signs = []
    start = 0
    for end in range(1, len(best) + 1):
        if end < len(best) and best[end] == best[start]:
            continue
        if best[start]:
            steps = chances[start:end]
            peak = start + int(steps[:, best[start]].argmax())
            middle = (start + end) / 2 / len(best)
            signs.append(_sign(chances[peak], int(best[start]), characters, zero, min(middle / used, 1.0)))
        start = end
    return Reading(tuple(signs))


def _sign(chances: np.ndarray, number: int, characters: Sequence[str], zero: int, at: float) -> Sign:
    others = sorted(
        (
            (digit, float(chances[zero + index]))
            for index, digit in enumerate(_DIGITS)
            if zero + index != number and chances[zero + index] >= _LIKELY
        ),
        key=lambda entry: -entry[1],
    )
    return Sign(characters[number], float(chances[number]), at, tuple(others[:2]))
