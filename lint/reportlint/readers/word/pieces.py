"""The text of Word paragraphs together with the elements that hold it: what is read can be found again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from lxml.etree import _Element

Piece: TypeAlias = "tuple[str, _Element, int]"
"""A stretch of text, the element that holds it (w:t, w:tab, m:t …; the paragraph itself for its numeral), and
where in the element's text it begins (from 0)."""


class PiecedText(NamedTuple):
    """A paragraph's text and the pieces that it is made of, in order. The first piece is its numeral, or ""."""

    text: str
    pieces: list[Piece]

    @classmethod
    def of(cls, pieces: list[Piece]) -> PiecedText:
        """The text that these pieces make."""
        return cls(pieces[0][0] if len(pieces) == 1 else "".join([text for text, *_ in pieces]), pieces)


NOTHING = PiecedText("", [])


def part(pieces: Iterable[Piece], start: int, end: int) -> Iterator[Piece]:
    """All pieces, each with what characters `start` to `end` (from 0, end excluded) leave of it, perhaps ""."""
    position = 0
    for text, source, offset in pieces:
        cut = min(max(start - position, 0), len(text))
        yield text[cut : max(end - position, 0)], source, offset + cut
        position += len(text)


def lines(told: PiecedText) -> Iterator[list[Piece]]:
    """The pieces of each line of a text."""
    start = 0
    for line in told.text.split("\n"):
        yield list(part(told.pieces, start, start + len(line)))
        start += len(line) + 1


def cell_text(paragraphs: Sequence[PiecedText]) -> str:
    """A cell's text, a line for each of its paragraphs, without white space around it."""
    if len(paragraphs) == 1:
        return paragraphs[0].text.strip()
    return "\n".join([told.text for told in paragraphs]).strip()


def cell_pieces(paragraphs: Sequence[PiecedText]) -> Iterator[Piece]:
    """The pieces that a cell's text is made of; a break belongs to the paragraph behind it."""
    pieces: list[Piece] = []
    for told in paragraphs:
        if pieces and told.pieces:
            pieces.append(("\n", told.pieces[0][1], 0))
        pieces += told.pieces
    whole = "".join([text for text, *_ in pieces])
    start = len(whole) - len(whole.lstrip())
    return part(pieces, start, max(len(whole.rstrip()), start))
