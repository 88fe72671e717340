"""Web page → Document: the article's paragraphs and tables in reading order, without the site around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reportlint.document import Cell, Document, Grid, Paragraph, Picture, Place, Spot
from reportlint.readers import rows, text
from reportlint.readers.html_encoding import to_utf8
from reportlint.readers.html_head import attachments, publication, title_of
from reportlint.readers.html_pieces import Piece, Pieces
from reportlint.readers.html_region import article
from reportlint.readers.html_tables import Drawn, Table
from reportlint.readers.html_tree import drop_unseen, tree, without_text
from reportlint.readers.prose import BETWEEN_CELLS
from reportlint.wording import fold

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEADING = 12
"""Pieces among which the article's title is looked for."""
_LEAST_TITLE = 6


def read(data: bytes, *, name: str) -> Document:
    """The document in the bytes of a web page. Raises ReadFailure for a page without text or without end."""
    return document(data, name=name)


def document(data: bytes, *, name: str, charset: str | None = None, lines: bool = True) -> Document:
    """The document in a page's bytes; `charset` is an encoding that is told from outside of the page.

    `lines` is False where the page's lines are not those of the file that holds it.
    """
    page, encoding, notes = to_utf8(data, declared=charset)
    root = tree(page)
    files = attachments(root)
    drop_unseen(root, page)
    pieces = Pieces()
    body = root.find("body")
    pieces.walk(root if body is None else body)
    if not pieces.found:
        raise without_text()
    kept = article(pieces)
    builder = _Builder(lines)
    builder.build([*_title(root, kept), *kept])
    return Document(
        name=name,
        blocks=tuple(builder.blocks),
        lines=tuple(builder.lines),
        encoding=encoding,
        published=publication(root, lines=lines),
        attachments=files,
        notes=notes,
    )


def _title(root: _Element, kept: Sequence[Piece]) -> list[Piece]:
    """The title that the page's head tells, where the article itself has none."""
    told, line = title_of(root)
    key = fold(told)
    if not key:
        return []
    for piece in kept[:_LEADING]:
        if piece.heading == 1:
            return []
        own = fold(piece.text)
        if piece.table is None and len(own) >= _LEAST_TITLE and (own in key or key in own):
            return []
    return [Piece(told, line, 0)]


@dataclass(slots=True)
class _Builder:
    """Makes blocks of pieces; every paragraph and every row of a table becomes a line for showing."""

    numbered: bool
    lines: list[str] = field(default_factory=list)
    blocks: list[Paragraph | Grid | Picture] = field(default_factory=list)
    _spots: list[Spot] = field(default_factory=list)
    _paragraphs: int = 0
    _waiting: list[rows.Line] = field(default_factory=list)
    """Running text since the last table: it may hold tables that were pasted as text."""

    def build(self, pieces: Iterable[Piece]) -> None:
        """Makes the blocks of these pieces."""
        for piece in pieces:
            line = piece.line if self.numbered else None
            if piece.table is not None:
                self._flush()
                self._grid(piece.table)
            elif piece.picture:
                self._flush()
                self.blocks.append(Picture(self._placed(piece.text, line), piece.text))
            else:
                self._placed(piece.text, line)
                self._waiting.append(rows.classify(len(self.lines), piece.text))
        self._flush()

    def _placed(self, shown: str, line: int | None) -> Place:
        """The place of a text that becomes a line of its own; `line` is that of the page's source."""
        self._paragraphs += 1
        spot = Spot(paragraph=self._paragraphs) if line is None else Spot(line=line)
        self.lines.append(shown)
        self._spots.append(spot)
        return Place(len(self.lines), 1, len(self.lines), len(shown) + 1, None, spot)

    def _flush(self) -> None:
        if self._waiting:
            self.blocks.extend(map(self._spotted, text.blocks(rows.settle(self._waiting))))
            self._waiting = []

    def _spotted(self, block: Paragraph | Grid) -> Paragraph | Grid:
        """A block of running text with the spots of its lines."""
        if isinstance(block, Paragraph):
            return Paragraph(block.text, self._at(block.place))
        cells = tuple(tuple(cell._replace(place=self._at(cell.place)) for cell in row) for row in block.rows)
        return replace(block, rows=cells, place=self._at(block.place))

    def _at(self, place: Place) -> Place:
        return place if place.line is None else place._replace(spot=self._spots[place.line - 1])

    def _grid(self, table: Table) -> None:
        grid = tuple(self._row(table.number, row) for row in table.rows)
        self.blocks.append(Grid(grid, grid[0][0].place.until(grid[-1][-1].place)))

    def _row(self, number: int, row: Drawn) -> tuple[Cell, ...]:
        line, start = len(self.lines) + 1, 1
        cells = []
        for told, source, down, right, column in row.cells:
            spot = Spot(None, number, row.number, column, None, None, source if self.numbered else None)
            end = start + len(told)
            cells.append(Cell(told, Place(line, start, line, end, None, spot), down, right))
            start = end + len(BETWEEN_CELLS)
        self.lines.append(BETWEEN_CELLS.join([cell.text for cell in row.cells]))
        self._spots.append(Spot())
        return tuple(cells)
