"""Where in the XML of a Word file a place is: the elements that a comment begins before and ends behind.

Runs are parted first (`part_runs`), so that the words that are meant have runs of their own.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from reportlint.model.document import Place
from reportlint.readers.word.numbers import W
from reportlint.readers.word.pieces import Piece
from reportlint.readers.word.text import ALTERNATE, BOX

if TYPE_CHECKING:
    from lxml.etree import _Element

PARAGRAPH = W + "p"
_TEXT, _PROPERTIES = W + "t", W + "rPr"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_WHOLE = frozenset((W + "r", ALTERNATE, W + "fldSimple", W + "sdt", _MATH + "oMath", _MATH + "oMathPara"))
"""What a comment goes around and never into: a mark in a field or a control is lost when that is renewed."""


class Anchor(NamedTuple):
    """A comment begins before `first` and ends behind `last`, which stand in one paragraph.

    A paragraph in their place is one without runs, or one whose numeral is meant: the comment goes
    around all that is in it.
    """

    first: _Element
    last: _Element


def anchor(place: Place, lines: Sequence[Sequence[Piece]]) -> Anchor | None:
    """The smallest whole runs that hold the text at a place; None where nothing in the file is known to.

    `lines` are what the document's lines are made of (`readers.docx.sources`). A place over several
    lines, or over several cells of a row, is anchored at its first paragraph.
    """
    if place.line is None or not 0 < place.line <= len(lines):
        return None
    pieces = lines[place.line - 1]
    start, end = _span(place, pieces)
    around = [found for source in _holding(pieces, start, end) if (found := _around(source)) is not None]
    if not around:
        return None
    paragraph = paragraph_of(around[0])
    same = [element for element in around if paragraph_of(element) is paragraph]
    runs = [element for element in same if element is not paragraph] or same
    return Anchor(runs[0], runs[-1])


def paragraph_of(element: _Element) -> _Element | None:
    """The paragraph that an element is or stands in."""
    if element.tag == PARAGRAPH:
        return element
    return next(element.iterancestors(PARAGRAPH), None)


def part_runs(places: Iterable[Place], lines: Sequence[Sequence[Piece]]) -> bool:
    """Parts the runs in which a place begins or ends, each half with all its properties; whether any was parted.

    What a comment goes around whole (fields, controls, text boxes) stays as it is. `lines` are those of the file
    before: they do not know the new runs.
    """
    cuts: dict[_Element, set[int]] = {}
    for place in places:
        if place.line is None or not 0 < place.line <= len(lines):
            continue
        pieces = lines[place.line - 1]
        ends = _span(place, pieces)
        position = 0
        for text, source, offset in pieces:
            if source.tag == _TEXT and source.getparent() is _around(source):
                inside = (at - position for at in ends if 0 <= at - position <= len(text))
                cuts.setdefault(source, set()).update(offset + at for at in inside)
            position += len(text)
    parted = [_part(text, at) for text, found in cuts.items() for at in sorted(found, reverse=True)]
    return any(parted)


def _span(place: Place, pieces: Sequence[Piece]) -> tuple[int, int]:
    """Characters start to end of a line that a place means; to its end where the place goes on in the next one."""
    start = 0 if place.column is None else place.column - 1
    if place.end_column is None or place.end_line != place.line:
        return start, sum(len(text) for text, *_ in pieces)
    return start, max(place.end_column - 1, start)


def _part(text: _Element, at: int) -> bool:
    """Moves what stands in a run behind character `at` of one of its texts to a run of its own."""
    run, words = text.getparent(), text.text or ""
    if run is None:
        return False
    following = list(text.itersiblings())
    before = any(child.tag != _PROPERTIES for child in text.itersiblings(preceding=True))
    if not (at > 0 or before) or not (at < len(words) or following):
        return False
    rest = run.makeelement(run.tag, {str(name): str(value) for name, value in run.attrib.items()})
    rest.extend(copy.deepcopy(properties) for properties in run.iterchildren(_PROPERTIES))
    if 0 < at < len(words):
        second = copy.copy(text)
        text.text, second.text = words[:at], words[at:]
        for half in (text, second):
            half.set(_SPACE, "preserve")
        moved = [second, *following]
    else:
        moved = following if at else [text, *following]
    rest.extend(moved)
    run.addnext(rest)
    return True


def _holding(pieces: Sequence[Piece], start: int, end: int) -> Iterator[_Element]:
    """What holds characters `start` to `end`; what holds the lack of text there when there are none."""
    position = 0
    for text, source, _ in pieces:
        behind = position + len(text)
        overlaps = position < end and start < behind
        if (overlaps and text.strip()) or (start == end == position == behind):
            yield source
        position = behind


def _around(source: _Element) -> _Element | None:
    """The outermost element that a comment goes around whole; the paragraph itself where it holds none.

    Comments stand in the text around a text box, never in it.
    """
    around: _Element | None = None
    for element in (source, *source.iterancestors()):
        if element.tag in _WHOLE:
            around = element
        elif element.tag == BOX:
            around = None
        elif element.tag == PARAGRAPH and next(element.iterancestors(BOX), None) is None:
            return element if around is None else around
    return None
