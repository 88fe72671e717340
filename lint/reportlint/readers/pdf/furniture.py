"""Running heads, running feet and page numbers: what the pages repeat and the report does not say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TypeAlias

from reportlint.model.numbers import is_figure
from reportlint.model.wording import fold
from reportlint.readers.pdf.glyphs import Line

ZONE = 0.13
"""The part of a page's height, above and below, in which heads and feet stand."""
_STEP = 6.0
"""In points: texts whose heights differ by less stand at the same height."""
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"[-·~]+#[-·~]+|第#页(?:[,/;]?\(?共#页\)?)?|#/#|page#(?:of#)?", re.IGNORECASE)

_Mark: TypeAlias = tuple[str, bool, int]
"""What is repeated: the text without its figures, whether it stands above, and how high."""


def without_furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """The lines of each page without what most pages repeat at the same height, and without page numbers."""
    counts: Counter[_Mark] = Counter()
    for lines, height in zip(pages, heights, strict=True):
        counts.update({mark for line in lines for mark in _marks(line, height)})
    most = max(2, (len(pages) + 1) // 2) if len(pages) > 1 else 1
    repeated = {mark for mark, count in counts.items() if count >= most and (most > 1 or mark[0] == "#")}
    return [
        [line for line in lines if not _is_furniture(line, height, repeated)]
        for lines, height in zip(pages, heights, strict=True)
    ]


def _is_furniture(line: Line, height: float, repeated: set[_Mark]) -> bool:
    marks = _marks(line, height)
    return any(_PAGE_NUMBER.fullmatch(text) or (text, above, at) in repeated for text, above, at in marks)


def _marks(line: Line, height: float) -> list[_Mark]:
    """The marks of a line that stands where heads and feet do; two, for heights that straddle a step."""
    above = line.middle < ZONE * height
    if not above and line.middle < (1 - ZONE) * height:
        return []
    if len(line.words) > 3 or (len(line.words) > 1 and is_figure(line.words[-1].text)):  # a row of a table
        return []
    at = int(line.middle / _STEP)
    text = _DIGITS.sub("#", fold(line.text))
    return [(text, above, at), (text, above, at + 1)]
