"""From the pages of a file in fixed layout to a Document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from reportlint.model.document import (
    Block,
    Cell,
    Certainty,
    Document,
    Grid,
    Paragraph,
    Picture,
    Place,
    Recognised,
    Recognition,
    Spot,
    Unread,
)
from reportlint.readers.numbers_beside import Known, stretches
from reportlint.readers.pdf import sentences, unruled
from reportlint.readers.pdf.areas import Area, area, areas_of
from reportlint.readers.pdf.lines import Glyph, Line, lines_of
from reportlint.readers.pdf.paragraphs import (
    ZONE,
    Measure,
    measure_of,
    paragraphs,
    text_of,
    without_furniture,
)
from reportlint.readers.pdf.rulings import frames
from reportlint.readers.pdf.sheets import Page, Seen, Sheet, Source
from reportlint.readers.pdf.sightings import Sightings, doubts
from reportlint.readers.pdf.tables import Row, Table, follows, table_of, whole

BETWEEN_CELLS = " | "
"""What parts the cells of a row in the document's lines."""
_MOST_UNKNOWN = 0.3
"""The part of a file's characters that may lack a code."""


class _Image(Struct, frozen=True):
    """A picture on a page, how high it begins, and its number among the page's lines and rows."""

    page: int
    top: float
    number: int = 0
    whole: bool = False
    """Whether it is the whole page."""


_Item: TypeAlias = Line | Table | _Image


class _Page(Struct, frozen=True):
    place: Page
    lines: list[Line]
    tables: list[Table]
    pictures: list[_Image]
    seen: int
    """Characters on the page."""
    unknown: int
    """Characters that the file draws without saying which they are."""
    unread: tuple[Unread, ...]


def built(source: Source, *, name: str, extra_is_missing: bool = False) -> Document:
    """The document that pages make. Raises ReadFailure where there is no text to be read on them.

    `extra_is_missing`: the extra `ocr` would recognise what of them is a picture.
    """
    builder = _built(source, extra_is_missing=extra_is_missing)
    unread = (*source.unread, *builder.unread)
    return Document(
        name,
        tuple(builder.blocks),
        tuple(builder.lines),
        notes=tuple(source.notes),
        unread=unread,
        beside=tuple(_beside(source, builder.lines)),
        recognised=_recognition(source, builder),
    )


def _recognition(source: Source, builder: _Builder) -> Recognition | None:
    """What was recognised, and where; None where the file was read."""
    pages = tuple(dict.fromkeys(sheet.page.shown for sheet in source.sheets if sheet.seen is not None))
    if not pages:
        return None
    every = all(sheet.seen is not None for sheet in source.sheets)
    words = sentences.from_pictures("" if every else "、".join(map(str, pages)))
    return Recognition(pages, words, tuple(builder.recognised))


def _beside(source: Source, lines: Sequence[str]) -> Iterator[Paragraph]:
    """The texts with long numbers that stand on no line."""
    known = Known(lines)
    held: list[tuple[int | None, str, str]] = [
        (sheet.page.shown, *told) for sheet in source.sheets for told in sheet.beside
    ]
    for page, part, text in (*held, *((None, *told) for told in source.beside)):
        if known.has_new(text):
            place = Place(page=page, spot=Spot(part=part))
            yield from (Paragraph(stretch, place) for stretch in stretches(text))


def areas(source: Source) -> list[tuple[Area, ...]]:
    """Where the text of each of the lines of that document stands; raises what `built` raises."""
    return _built(source, with_areas=True).areas


def _built(source: Source, *, with_areas: bool = False, extra_is_missing: bool = False) -> _Builder:
    pages = [_page(sheet) for sheet in source.sheets]
    _refuse_unreadable(pages, extra_is_missing=extra_is_missing)
    kept = without_furniture([page.lines for page in pages], [page.place.height for page in pages])
    items = [
        item
        for page, lines in zip(pages, kept, strict=True)
        for item in _numbered([*lines, *page.tables, *page.pictures])
    ]
    measure = measure_of([item for item in items if isinstance(item, Line)])
    unread = [entry for page in pages for entry in page.unread]
    sightings = [Sightings(sheet.seen or ()) for sheet in source.sheets]
    builder = _Builder([page.place for page in pages], unread, with_areas, sightings)
    for part in _parts(items, measure):
        if isinstance(part, Table):
            builder.add_table(part)
        elif isinstance(part, _Image):
            builder.add_picture(part)
        else:
            for lines in paragraphs(part, measure):
                builder.add_paragraph(lines)
    return builder


def _page(sheet: Sheet) -> _Page:
    drawn = frames(sheet.upright, sheet.level)
    tables, free = [], sheet.glyphs
    for frame in drawn:
        inside, free = frame.parted(free)
        tables.append(table_of(frame, inside, sheet.page.number))
    pictures = [_Image(sheet.page.number, top) for top in sheet.pictures]
    if sheet.pictured:
        pictures = [_Image(sheet.page.number, min(sheet.pictures, default=0.0), whole=True)]
    sideways = [glyph for glyph in free if not glyph.upright]
    free = [glyph for glyph in free if glyph.upright]
    unread = tuple(_unread(sheet, sideways))
    return _Page(
        sheet.page, lines_of(free, sheet.page.number), tables, pictures, sheet.signs, sheet.unknown, unread
    )


def _unread(sheet: Sheet, sideways: Iterable[Glyph]) -> Iterator[Unread]:
    """What to say of text that was not read. Text along the edge of a page is a running head that was turned."""
    yield from sheet.unread
    width, height = sheet.page.width, sheet.page.height
    if any(
        glyph.text.strip()
        and ZONE * width < glyph.x0
        and glyph.x1 < (1 - ZONE) * width
        and ZONE * height < glyph.middle < (1 - ZONE) * height
        for glyph in sideways
    ):
        yield Unread(sentences.sideways(sheet.page.shown), Place(page=sheet.page.shown))


def _refuse_unreadable(pages: Sequence[_Page], *, extra_is_missing: bool) -> None:
    """Raises ReadFailure where there is no text to be read."""
    count = sum(page.seen for page in pages)
    unknown = sum(page.unknown for page in pages)
    if unknown and unknown >= _MOST_UNKNOWN * count:
        raise sentences.without_meaning()
    if count < 20 * len(pages) and any(page.pictures for page in pages):
        raise sentences.without_text(for_want_of_extra=extra_is_missing)
    if not count:
        raise sentences.empty()


def _numbered(items: Iterable[_Item]) -> Iterator[_Item]:
    """What stands on a page from top to bottom, each line and each row with its number there."""
    number = 1
    for item in sorted(items, key=lambda item: item.rows[0].top if isinstance(item, Table) else item.top):
        if isinstance(item, Table):
            rows = tuple(replace(row, number=number + at) for at, row in enumerate(item.rows))
            number += len(rows)
            yield Table(item.xs, rows)
        else:
            yield replace(item, number=number)
            number += 1


def _parts(items: Iterable[_Item], measure: Measure) -> Iterator[list[Line] | Table | _Image]:
    """Runs of lines, tables and pictures; a table that a page cuts is one."""
    held: Table | None = None
    for kind, run in groupby(items, key=type):
        if kind is not Table and held is not None:
            yield held
            held = None
        if kind is Line:
            yield from unruled.parts([item for item in run if isinstance(item, Line)], measure)
            continue
        for item in run:
            if isinstance(item, _Image):
                yield item
            elif isinstance(item, Table) and held is not None and follows(held, item):
                held = whole(held, item)
            elif isinstance(item, Table):
                if held is not None:
                    yield held
                held = item
    if held is not None:
        yield held


class _Builder(Struct):
    """Puts blocks and lines together. A paragraph is one line, and so is a row."""

    pages: Sequence[Page]
    unread: Sequence[Unread]
    with_areas: bool
    sightings: Sequence[Sightings]
    recognised: list[Recognised] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    areas: list[tuple[Area, ...]] = field(default_factory=list)

    def add_paragraph(self, lines: Sequence[Line]) -> None:
        """Adds a paragraph."""
        text = text_of(lines)
        self.lines.append(text)
        if self.with_areas:
            self.areas.append(tuple(areas_of(lines, text, self.pages)))
        number = len(self.lines)
        spot = Spot(line=lines[0].number)
        place = Place(number, 1, number, len(text) + 1, self._shown(lines[0].page), spot)
        self.blocks.append(Paragraph(text, place))
        for start, end, seen in doubts(lines, text, self.sightings):
            self._recognise(place.part(start, end), seen)

    def add_picture(self, picture: _Image) -> None:
        """Adds a picture."""
        self.lines.append("")
        if self.with_areas:
            self.areas.append(())
        number = len(self.lines)
        place = Place(number, 1, number, 1, self._shown(picture.page), Spot(line=picture.number))
        self.blocks.append(Picture(place, whole_page=picture.whole))

    def add_table(self, table: Table) -> None:
        """Adds a table that has any text."""
        if any(any(row.texts) for row in table.rows):
            rows = tuple(self._row(row) for row in table.rows)
            self.blocks.append(Grid(rows, rows[0][0].place.until(rows[-1][-1].place)))

    def _row(self, row: Row) -> tuple[Cell, ...]:
        self.lines.append(BETWEEN_CELLS.join(row.texts))
        number, start = len(self.lines), 1
        cells, boxes = [], []
        for slot in row.slots:
            end = start + len(slot.text)
            place = Place(number, start, number, end, self._shown(row.page), Spot(line=row.number))
            cells.append(Cell(slot.text, place, slot.row_span, slot.column_span))
            if slot.box is not None:
                at = (slot.page or row.page) - 1
                if seen := self.sightings[at].of_cell(slot.box):
                    self._recognise(place, seen)
            if self.with_areas and slot.box is not None:
                page = self.pages[(slot.page or row.page) - 1]
                boxes.append(area(page, start - 1, end - 1, slot.box, whole=True))
            start = end + len(BETWEEN_CELLS)
        if self.with_areas:
            self.areas.append(tuple(boxes))
        return tuple(cells)

    def _recognise(self, place: Place, seen: Seen) -> None:
        self.recognised.append(Recognised(place, Certainty(seen.score, seen.alternatives, seen.picture)))

    def _shown(self, page: int) -> int:
        """The number of the file's page."""
        return self.pages[page - 1].shown
