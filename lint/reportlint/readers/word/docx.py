"""Word file → Document: paragraphs and tables in reading order, as they are seen with all changes accepted.

The parts are read as XML: of a whole package only the text, its styles and its lists are needed, and
objects made for each row and cell would repeat merged cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from reportlint.model.document import Block, Cell, Document, Grid, Paragraph, Picture, Place, Spot
from reportlint.model.wording import visible
from reportlint.readers import rows, text
from reportlint.readers.container import Container, damaged, too_large
from reportlint.readers.marks import STRUCK
from reportlint.readers.prose import BETWEEN_CELLS
from reportlint.readers.word import text as word_text
from reportlint.readers.word.beside import CHARTS, beside, choices, overlooked, shows_charts
from reportlint.readers.word.cells import Content, is_layout, notes_in, own_of, paragraphs_in, row_pieces
from reportlint.readers.word.empty import without_text
from reportlint.readers.word.notes import CHUNK, Notes, chunk, unread
from reportlint.readers.word.numbers import VAL, Numbering, W, numbering
from reportlint.readers.word.pieces import NOTHING, Piece, PiecedText, cell_text
from reportlint.readers.word.pieces import lines as lines_of
from reportlint.readers.word.styles import Styles, is_contents, styles_of
from reportlint.readers.word.tables import Begun, rows_of
from reportlint.readers.word.text import (
    ALTERNATE,
    BOX,
    NOTE_MARKS,
    WRAPPERS,
    chosen,
    description,
    is_on,
    pieces_of,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_PIECES = 20_000
"""Paragraphs and cells of one file."""
_PARAGRAPH, _TABLE, _CONTROL, _PROPERTIES = W + "p", W + "tbl", W + "sdt", W + "pPr"


def read(data: bytes, *, name: str) -> Document:
    """The document in the bytes of a Word file. Raises ReadFailure for damage, and where there is no text."""
    container = Container(data)
    main = main_part(container)
    root = container.tree(main)
    if root is None:
        raise damaged()
    reader = _read(container, main, root)
    if not any(visible(line) for line in reader.lines):
        raise without_text(root)
    return Document(
        name,
        tuple(reader.blocks),
        tuple(reader.lines),
        notes=(
            *((STRUCK,) if word_text.holds_struck(root) else ()),
            *((CHARTS,) if shows_charts(root) else ()),
        ),
        footnotes=tuple(reader.footnotes),
        unread=(
            *unread(container, main, root, reader.lines),
            *overlooked(root, reader.lines, reader.styles),
            *choices(root, reader.lines),
        ),
        beside=tuple(beside(container, main, root, reader.lines)),
    )


def sources(data: bytes, root: _Element) -> Sequence[Sequence[Piece]]:
    """What each of the document's lines is made of, with the elements of `root` that hold it.

    `root` is the main part of the file `data` as somebody parsed it who wants to write in it. The
    pieces of a line make its text; an empty cell has one that holds nothing, with its paragraph.
    Raises ReadFailure like `read`.
    """
    container = Container(data)
    found: list[Sequence[Piece]] = []
    _read(container, main_part(container), root, found)
    return found


def main_part(container: Container) -> str:
    """The name of the part that holds the text."""
    return container.related("officeDocument") or "word/document.xml"


def _read(
    container: Container, main: str, root: _Element, sources: list[Sequence[Piece]] | None = None
) -> _Reader:
    styles = container.tree(container.related("styles", to=main) or "")
    lists = container.tree(container.related("numbering", to=main) or "")
    reader = _Reader(
        numbering(lists, styles), styles_of(styles), Notes(container, main), container, main, sources
    )
    for body in root.iterchildren(W + "body"):
        reader.walk(body)
    reader.flush()
    return reader


class _Reader(Struct):
    """Goes through the elements in reading order and keeps count of what it met."""

    numbers: Numbering
    styles: Styles
    notes: Notes
    container: Container
    main: str
    sources: list[Sequence[Piece]] | None = None
    """What each line is made of; None where nobody wants to know."""
    lines: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    footnotes: list[Paragraph] = field(default_factory=list)
    _spots: list[Spot] = field(default_factory=list)
    _waiting: list[rows.Line] = field(default_factory=list)
    """Running text since the last table: it may hold tables that were pasted as text."""
    _held: PiecedText = NOTHING
    """Text of paragraphs whose end a tracked change deletes: it goes on in the next one."""
    _paragraphs: int = 0
    _tables: int = 0
    _pieces: int = 0

    def walk(self, parent: _Element) -> None:
        """Reads everything below an element that holds paragraphs and tables."""
        for content in self._contents(parent):
            self._take(content)

    def flush(self) -> None:
        """Makes blocks of the running text that waits."""
        for block in text.blocks(self._waiting) if self._waiting else ():
            self.blocks.append(self._spotted(block))
        self._waiting = []

    def _contents(self, parent: _Element) -> Iterator[Content]:
        """The paragraphs and tables below an element, text boxes behind the paragraph that holds them."""
        for child in parent:
            tag = child.tag
            if tag == _PARAGRAPH:
                boxes: list[_Element] = []
                yield from self._text(child, boxes)
                for box in boxes:
                    if box.tag == BOX:
                        yield from self._contents(box)
                    else:
                        yield box
            elif tag in (_TABLE, CHUNK):
                yield child
            elif tag in WRAPPERS and not (tag == _CONTROL and is_contents(child)):
                yield from self._contents(child)
            elif tag == ALTERNATE and (inner := chosen(child)) is not None:
                yield from self._contents(inner)

    def _text(self, paragraph: _Element, boxes: list[_Element]) -> Iterator[PiecedText]:
        """The paragraph's text behind its numeral; nothing where it goes on in the next one."""
        self._count()
        properties = paragraph.find(_PROPERTIES)
        style = None
        if properties is not None:
            named = properties.find(W + "pStyle")
            style = None if named is None else named.get(VAL)
            if style in self.styles.contents:
                return
        pieces = pieces_of(paragraph, boxes, style, self.styles.hidden)
        seen = any(not text.isspace() for text, *_ in pieces if text)
        numeral = self.numbers.numeral(properties, style) if seen else ""
        told = PiecedText.of([*self._held.pieces, (numeral, paragraph, 0), *pieces])
        self._held = NOTHING
        mark = None if properties is None else properties.find(W + "rPr")
        if mark is not None and is_on(mark, "del"):
            self._held = told
        else:
            yield told

    def _count(self) -> None:
        self._pieces += 1
        if self._pieces > MOST_PIECES:
            raise too_large()

    def _add(self, told: PiecedText) -> None:
        """Takes a paragraph as running text; each of its lines is one."""
        self._paragraphs += bool(told.text.strip())
        if self.sources is not None:
            self.sources.extend(lines_of(told))
        for line in told.text.split("\n"):
            self.lines.append(line)
            self._spots.append(Spot(paragraph=self._paragraphs))
            self._waiting.append(rows.classify(len(self.lines), line))

    def _spotted(self, block: Paragraph | Grid) -> Paragraph | Grid:
        """A block of running text with the spots of its lines."""
        if isinstance(block, Paragraph):
            return Paragraph(block.text, block.place.spotted(self._spots))
        lines = tuple(tuple(cell._replace(place=self._at(cell.place)) for cell in row) for row in block.rows)
        return replace(block, rows=lines, place=self._at(block.place))

    def _at(self, place: Place) -> Place:
        return place if place.line is None else place._replace(spot=self._spots[place.line - 1])

    def _table(self, table: _Element) -> None:
        """Reads a table; rows that only lay out text give what is in their cells."""
        drawn: list[list[tuple[Begun, str, Place]]] = []
        known: int | None = None
        marks: list[tuple[_Element, Spot]] = []
        for number, cells in rows_of(table):
            contents = [self._cell(cell) for cell in cells]
            if is_layout(contents):
                self._grid(drawn)
                drawn = []
                for content in contents:
                    self._release(content)
                continue
            if known is None:
                self._tables += 1
                known = self._tables
            drawn.append(self._row(cells, contents, (known, number)))
            for cell, content in zip(cells, contents, strict=True):
                spot = Spot(table=known, row=number, column=cell.column)
                marks += ((mark, spot) for mark in notes_in(content))
            nested = [part for content in contents for part in own_of(content)]
            if nested:
                self._grid(drawn)
                drawn = []
                self._release(nested)
        self._grid(drawn)
        for mark, spot in marks:
            self._note(mark, spot)

    def _cell(self, cell: Begun) -> list[Content]:
        self._count()
        contents = list(self._contents(cell.element))
        if self._held.text:
            contents.append(self._held)
            self._held = NOTHING
        return contents

    def _release(self, contents: Sequence[Content]) -> None:
        for content in contents:
            self._take(content)

    def _take(self, content: Content) -> None:
        if isinstance(content, PiecedText):
            self._add(content)
        elif content.tag == _TABLE:
            self._table(content)
        elif content.tag == CHUNK:
            self._chunk(content)
        elif content.tag in NOTE_MARKS:
            self._note(content, Spot(paragraph=self._paragraphs or None))
        else:
            self._picture(content)

    def _chunk(self, mark: _Element) -> None:
        """Takes the text of a web page that is set in here, each paragraph and each row as one of its own."""
        page = chunk(self.container, self.main, mark)
        for block in page.blocks if page else ():
            if isinstance(block, Paragraph):
                self._add(PiecedText.of([(block.text, mark, 0)]))
            elif isinstance(block, Grid):
                for row in block.rows:
                    self._add(PiecedText.of([("\t".join(cell.text for cell in row), mark, 0)]))

    def _note(self, mark: _Element, spot: Spot) -> None:
        """Takes a note, each of its lines as one of the document's, placed where its mark is."""
        held, self._held = self._held, NOTHING
        told = [told for paragraph in self.notes.paragraphs(mark) for told in self._text(paragraph, [])]
        told, self._held = [*told, self._held], held
        for line in (line for part in told for line in part.text.split("\n") if line.strip()):
            self.lines.append(line)
            self._spots.append(spot._replace(note=True))
            if self.sources is not None:
                self.sources.append([(line, mark, 0)])
            number = len(self.lines)
            place = Place(number, 1, number, len(line) + 1, None, self._spots[-1])
            self.footnotes.append(Paragraph(line, place))

    def _picture(self, drawing: _Element) -> None:
        """Takes a picture; it is where the paragraph before it is."""
        self.flush()
        told = description(drawing)
        self.lines.append(told)
        if self.sources is not None:
            self.sources.append([(told, drawing, 0)])
        number, spot = len(self.lines), Spot(paragraph=self._paragraphs or None)
        self._spots.append(spot)
        self.blocks.append(Picture(Place(number, 1, number, len(told) + 1, None, spot), told))

    def _row(
        self, cells: list[Begun], contents: list[list[Content]], where: tuple[int, int]
    ) -> list[tuple[Begun, str, Place]]:
        """The cells of a row with their texts and places; the row becomes a line of its own."""
        line, drawn, start = len(self.lines) + 1, [], 1
        paragraphs = [paragraphs_in(content) for content in contents]
        texts = [cell_text(told) for told in paragraphs]
        for cell, told in zip(cells, texts, strict=True):
            spot = Spot(table=where[0], row=where[1], column=cell.column)
            drawn.append((cell, told, Place(line, start, line, start + len(told), None, spot)))
            start += len(told) + len(BETWEEN_CELLS)
        self.lines.append(BETWEEN_CELLS.join(texts))
        if self.sources is not None:
            self.sources.append(list(row_pieces([cell.element for cell in cells], paragraphs)))
        self._spots.append(Spot())
        return drawn

    def _grid(self, drawn: list[list[tuple[Begun, str, Place]]]) -> None:
        """Makes a grid of the rows read so far, behind the running text before them."""
        if any(drawn):
            self.flush()
            grid = tuple(
                tuple(Cell(told, place, cell.row_span, cell.column_span) for cell, told, place in row)
                for row in drawn
            )
            places = [place for row in drawn for _, _, place in row]
            self.blocks.append(Grid(grid, places[0].until(places[-1])))
