"""Characters as they stand on a page, the lines they make, and the watermarks that lie under or over them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from msgspec import Struct

_CLOSE = 0.2
"""In em: a smaller gap is none."""
APART = 0.9
"""In em: a gap this wide parts the words of a line, unless all of its gaps are wide."""
_STRETCHED = 2.0
"""In em: no line is stretched so far that its gaps are wider."""
_TIMES = 2.0
"""A watermark is this many times as large as the text that lies on it."""
_LEAST = 3
"""So many characters lie on a watermark; a note or a mark within a large title is one."""
_CORE = 0.15
"""The part of a character's box, above and below, that its lines do not reach."""
_OVER = 0.15
"""The part of a character that another may cover where both stand side by side."""
_INTERLEAVED = 3
"""So often texts of one line cover each other, and take turns, where one is printed over another."""
_MOST_LAYERS = 8
"""Of texts printed over each other so many are followed at a time."""
_MOST_DISTINCT = 60
"""Different characters in all watermarks of a page together: a page of text has more."""


class Glyph(NamedTuple):
    """A character and its box in points from the top left corner of the page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    upright: bool = True
    """Whether it stands as most characters of its page do."""
    piece: int = 0
    """The number of the piece of text that drew it."""

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.top + self.bottom) / 2


class Word(NamedTuple):
    """Text without a wide gap, and where it begins and ends in its line."""

    text: str
    x0: float
    x1: float

    @property
    def centre(self) -> float:
        """The middle between its ends."""
        return (self.x0 + self.x1) / 2


class Line(Struct, frozen=True):
    """A line of text on page `page`; `number` is its place among the page's lines and rows (both from 1)."""

    words: tuple[Word, ...]
    top: float
    bottom: float
    size: float
    page: int = 0
    number: int = 0

    @property
    def text(self) -> str:
        """Its words, parted by spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return self.words[-1].x1

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.top + self.bottom) / 2


def lines_of(glyphs: Iterable[Glyph], page: int = 0) -> list[Line]:
    """The lines that characters make, from top to bottom."""
    ordered = sorted([(glyph.middle, at, glyph) for at, glyph in enumerate(glyphs)])
    found: list[Line] = []
    current: list[Glyph] = []
    height = size = 0.0
    for middle, _, glyph in ordered:
        own = glyph.size
        if current and middle - height > 0.5 * (own if own > size else size):
            found.extend(_line(current, page))
            current = []
        if not current or own > size:
            height, size = middle, own
        current.append(glyph)
    found.extend(_line(current, page))
    return found


def _line(glyphs: list[Glyph], page: int) -> Iterator[Line]:
    """The characters of one line as a line, or as several where texts lie on each other; none where all are blank."""
    for seen in _layers(sorted([glyph for glyph in glyphs if glyph.text.strip()], key=attrgetter("x0"))):
        size = median_of([glyph.size for glyph in seen])
        top, bottom = min([glyph.top for glyph in seen]), max([glyph.bottom for glyph in seen])
        yield Line(tuple(_words(seen, size)), top, bottom, size, page)


def _layers(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """The texts that a line's characters make, from left to right: mostly one.

    Where a text is printed over another their characters take turns from left to right, and would be read as one
    text that nobody wrote. Each is then followed as it was drawn.
    """
    once = _once(glyphs)
    back = sum([left.piece > right.piece for left, right in pairwise(once)])
    over = back >= _INTERLEAVED and [
        left.piece != right.piece and _covers(left, right) for left, right in pairwise(once)
    ]
    if not over or sum(over) < _INTERLEAVED:
        return [once] if once else []
    found: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=attrgetter("piece", "x0")):
        latest = range(len(found) - 1, max(-1, len(found) - 1 - _MOST_LAYERS), -1)
        free = next((number for number in latest if not _covers(found[number][-1], glyph)), None)
        layer = [] if free is None else found.pop(free)
        layer.append(glyph)
        found.append(layer)
    found.sort(key=lambda layer: layer[0].piece)
    texts = ["".join([glyph.text for glyph in layer]) for layer in found]
    return [layer for number, layer in enumerate(found) if texts[number] not in texts[:number]]


def _covers(first: Glyph, second: Glyph) -> bool:
    """Whether a character reaches far into the one that begins next."""
    return first.x1 - second.x0 > _OVER * (second.x1 - second.x0)


def median_of(values: list[float]) -> float:
    """The median of some values, of which there are any."""
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The characters without those drawn twice to look bold."""
    seen: list[Glyph] = []
    for glyph in glyphs:
        if not (seen and _is_twice(seen[-1], glyph)):
            seen.append(glyph)
    return seen


def _is_twice(first: Glyph, second: Glyph) -> bool:
    """Whether two pieces of text draw the same character in the same place."""
    near = second.x0 - first.x0 < 0.3 * (second.x1 - second.x0)
    return near and first.text == second.text and first.piece != second.piece


def _words(glyphs: Sequence[Glyph], size: float) -> Iterator[Word]:
    gaps = [right.x0 - left.x1 for left, right in pairwise(glyphs)]
    if max(gaps, default=0.0) <= _CLOSE * size:
        yield Word(
            "".join([glyph.text for glyph in glyphs]), glyphs[0].x0, max([glyph.x1 for glyph in glyphs])
        )
        return
    usual = sorted(gaps)[len(gaps) // 4] if len(gaps) > 4 else 0.0
    stretched = max(APART, min(3 * usual / size, _STRETCHED)) * size
    start = 0
    for index, gap in enumerate(gaps, start=1):
        if gap <= APART * size:
            continue
        figures = glyphs[index - 1].text.isdigit() or glyphs[index].text.isdigit()
        if figures or gap > stretched:
            yield _word(glyphs[start:index], size, usual)
            start = index
    yield _word(glyphs[start:], size, usual)


def _word(glyphs: Sequence[Glyph], size: float, usual: float) -> Word:
    """A word; between Latin letters and figures a gap is a space."""
    text = glyphs[0].text
    for left, right in pairwise(glyphs):
        latin = left.text[-1].isascii() and right.text[0].isascii()
        digits = left.text.isdigit() and right.text.isdigit()
        least = _CLOSE * size if digits else max(_CLOSE * size, 2 * usual)
        if latin and right.x0 - left.x1 > least:
            text += " "
        text += right.text
    return Word(text, glyphs[0].x0, max(glyph.x1 for glyph in glyphs))


def is_page_text(askew: Sequence[str], level: int) -> bool:
    """Whether characters set askew are the page's text: more than stand level, and too various to be a watermark."""
    return len(askew) > level and len(set(askew)) > _MOST_DISTINCT


def without_watermarks(glyphs: list[Glyph]) -> list[Glyph]:
    """The characters without large ones that others lie on, and without what stands on one line with those."""
    written = [glyph for glyph in glyphs if glyph.text.strip()]
    if not written:
        return glyphs
    usual = median_of([glyph.size for glyph in written])
    large = [glyph for glyph in glyphs if glyph.size >= _TIMES * usual]
    if not large:
        return glyphs
    written.sort(key=attrgetter("middle"))
    middles = [glyph.middle for glyph in written]
    behind: set[int] = set()
    while large:
        first = large[0]
        line = [glyph for glyph in large if _beside(first, glyph)]
        large = [glyph for glyph in large if not _beside(first, glyph)]
        start = bisect_left(middles, min(mark.top for mark in line))
        end = bisect_right(middles, max(mark.bottom for mark in line))
        largest = max(mark.size for mark in line)
        smaller = [glyph for glyph in written[start:end] if _TIMES * glyph.size <= largest]
        if sum(any(_lies_on(glyph, mark) for mark in line) for glyph in smaller) >= _LEAST:
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
