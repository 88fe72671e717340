"""Where in the XML of a Word file a place is: the elements that a comment begins before and ends behind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from reportlint.model.document import Place
from reportlint.readers.word.numbers import W
from reportlint.readers.word.pieces import Piece
from reportlint.readers.word.text import ALTERNATE, BOX

if TYPE_CHECKING:
    from lxml.etree import _Element

PARAGRAPH = W + "p"
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
    start = 0 if place.column is None else place.column - 1
    if place.end_column is None or place.end_line != place.line:
        end = sum(len(text) for text, *_ in pieces)
    else:
        end = max(place.end_column - 1, start)
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
