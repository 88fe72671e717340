"""Text that lies under or over a page and is none of it: set askew, or large with the page's own text across it."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Any

from reportlint.readers.pdf.glyphs import Glyph

_TIMES = 2.0
"""A watermark is this many times as large as the text that lies on it."""
_LEAST = 3
"""So many characters lie on a watermark; a note or a mark within a large title is one."""
_CORE = 0.15
"""The part of a character's box, above and below, that its lines do not reach."""
_MOST_DISTINCT = 60
"""Different characters in all watermarks of a page together: a page of text has more."""


def is_text(askew: Sequence[dict[str, Any]], level: int) -> bool:
    """Whether characters set askew are the page's text: more than stand level, and too various to be a watermark."""
    return len(askew) > level and len({char["text"] for char in askew}) > _MOST_DISTINCT


def without_watermarks(glyphs: list[Glyph]) -> list[Glyph]:
    """The characters without large ones that others lie on, and without what stands on one line with those."""
    written = [glyph for glyph in glyphs if glyph.text.strip()]
    if not written:
        return glyphs
    usual = median(glyph.size for glyph in written)
    large = [glyph for glyph in glyphs if glyph.size >= _TIMES * usual]
    behind: set[int] = set()
    while large:
        first = large[0]
        line = [glyph for glyph in large if _beside(first, glyph)]
        large = [glyph for glyph in large if not _beside(first, glyph)]
        if sum(any(_lies_on(glyph, mark) for mark in line) for glyph in written) >= _LEAST:
            behind.update(map(id, line))
    return [glyph for glyph in glyphs if id(glyph) not in behind] if behind else glyphs


def _beside(glyph: Glyph, other: Glyph) -> bool:
    near = abs(glyph.middle - other.middle) < 0.5 * glyph.size
    return near and abs(glyph.size - other.size) < 0.1 * glyph.size


def _lies_on(glyph: Glyph, mark: Glyph) -> bool:
    """Whether a character that is much smaller stands with its middle on the lines of a large one."""
    room = _CORE * (mark.bottom - mark.top)
    return (
        _TIMES * glyph.size <= mark.size
        and mark.x0 < (glyph.x0 + glyph.x1) / 2 < mark.x1
        and mark.top + room < glyph.middle < mark.bottom - room
    )
