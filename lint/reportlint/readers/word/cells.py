"""What the cells of a Word table hold: paragraphs, tables and pictures of their own, marks of notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from reportlint.readers.prose import BETWEEN_CELLS, holds_prose
from reportlint.readers.word.numbers import W
from reportlint.readers.word.pieces import Piece, PiecedText, cell_pieces, cell_text
from reportlint.readers.word.text import NOTE_MARKS

if TYPE_CHECKING:
    from lxml.etree import _Element

Content: TypeAlias = "PiecedText | _Element"
"""A paragraph's text, a table, a picture, or the mark of a note."""
_WIDEST_LAYOUT = 3


def paragraphs_in(content: Sequence[Content]) -> list[PiecedText]:
    """The paragraphs of a cell."""
    return [part for part in content if isinstance(part, PiecedText)]


def notes_in(content: Sequence[Content]) -> Iterator[_Element]:
    """The marks of notes in a cell."""
    return (part for part in content if not isinstance(part, PiecedText) and part.tag in NOTE_MARKS)


def own_of(content: Sequence[Content]) -> Iterator[_Element]:
    """The tables and pictures in a cell."""
    return (part for part in content if not isinstance(part, PiecedText) and part.tag not in NOTE_MARKS)


def row_pieces(cells: Sequence[_Element], paragraphs: Sequence[Sequence[PiecedText]]) -> Iterator[Piece]:
    """What the line of a row is made of; what parts two cells belongs to the second of them."""
    for number, (cell, told) in enumerate(zip(cells, paragraphs, strict=True)):
        if number:
            yield BETWEEN_CELLS, cell, 0
        yield from cell_pieces(told)


def is_layout(contents: Sequence[Sequence[Content]]) -> bool:
    """Whether a row holds text or whole tables side by side instead of labels and figures."""
    if len(contents) > _WIDEST_LAYOUT:
        return False
    nested = any(part.tag == W + "tbl" for content in contents for part in own_of(content))
    return nested or holds_prose([cell_text(paragraphs_in(content)) for content in contents])
