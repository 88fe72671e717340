"""What a file says, in reading order: paragraphs and grids, each with its place.

A `Document` knows nothing of annual reports. Texts stand as the file has them; they are made
comparable (see `wording`) only where somebody compares them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, Literal, NamedTuple, TypeAlias, cast

from msgspec import Struct

from reportlint.model.wording import Text


class Spot(NamedTuple):
    """Where a person looks in a file that shows no lines of text; all numbers from 1.

    Running text has the number of its `paragraph` (empty ones are not counted), a cell those of its
    `table`, of its `row` and of itself in the row as it is seen (`column`); in a workbook it has the
    `sheet`'s name and its `address` there. `line` is the line of the source, where that is text too.
    `note` tells that the text is not there itself but in the footnote or endnote whose mark is. `part` is what a
    person calls a part of the file beside its text (header, footer, comment, drawing, hidden, elsewhere).
    """

    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    sheet: str | None = None
    address: str | None = None
    line: int | None = None
    note: bool = False
    part: str | None = None


class Place(NamedTuple):
    """Where something stands in its file; whatever is unknown is None, never 0.

    Lines are those of the document's `lines`. Lines and columns count from 1, columns in characters;
    `end_column` is the column after the last character. Pages are known for paged formats only.
    Where the document's lines are not what a person sees in the file, `spot` tells where to look, and
    takes the place of line and column in everything that is shown. A text that was put together from
    several lines has in `goes_on` the places of its parts, each with the number of characters before it.
    A named tuple, as cells are: they come by the hundred in every report, and dataclasses take three
    times as long to make.
    """

    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    page: int | None = None
    spot: Spot | None = None
    goes_on: tuple[tuple[int, Any], ...] = ()

    def part(self, start: int, end: int) -> Place:
        """The place of characters `start` to `end` (from 0, end excluded) of the text that begins here.

        Known only where the text stands on one line, or where its lines are known; else the place of the whole.
        """
        if self.goes_on:
            return self._of_lines(start, end)
        if self.column is None or self.line != self.end_line:
            return self
        return Place(self.line, self.column + start, self.line, self.column + end, self.page, self.spot)

    def until(self, last: Place) -> Place:
        """The place from the start of this one to the end of `last`."""
        return Place(self.line, self.column, last.end_line, last.end_column, self.page, self.spot)

    def words(self, lines: Sequence[str]) -> str:
        """The text that stands here among the lines of the document; "" where that is not known."""
        if self.goes_on:
            return "".join(part.words(lines) for _, part in self.goes_on)
        if self.line is None or self.column is None or self.end_column is None or self.line != self.end_line:
            return ""
        return lines[self.line - 1][self.column - 1 : self.end_column - 1] if self.line <= len(lines) else ""

    def spotted(self, spots: Sequence[Spot]) -> Place:
        """The place with the spots of its lines (the first is that of line 1)."""
        if self.line is None:
            return self
        goes_on = tuple((before, part.spotted(spots)) for before, part in self.goes_on)
        return self._replace(spot=spots[self.line - 1], goes_on=goes_on)

    def _of_lines(self, start: int, end: int) -> Place:
        """The part of a text that was put together from the lines in `goes_on`."""
        reached = [
            (max(before - start, 0), part.part(max(start - before, 0), min(end, after) - before))
            for (before, part), (after, _) in pairwise([*self.goes_on, (max(end, start + 1), None)])
            if before < max(end, start + 1) and after > start
        ]
        (_, begun), *others = reached or [(0, self.goes_on[-1][1])]
        first = cast("Place", begun)
        return first.until(others[-1][1])._replace(goes_on=tuple(reached)) if others else first


NOWHERE = Place()


class Paragraph(Struct, frozen=True):
    """One paragraph of running text."""

    text: str
    place: Place


class Cell(NamedTuple):
    """One cell of a grid as the file has it; a spanned cell carries its spans (counted in cells)."""

    text: str
    place: Place
    row_span: int = 1
    column_span: int = 1


class Grid(Struct, frozen=True):
    """Rows of cells. Rows may differ in length, and a grid may be a single row or a single column.

    `blanks` tells which empty cells would be seen: all ("kept"), all but those at the end of a row
    ("cut", as editors do with copied text), or only those that a wide gap gives away ("lost"). "moved": all
    stand at the end of their rows, wherever they were.
    """

    rows: tuple[tuple[Cell, ...], ...]
    place: Place
    blanks: Literal["kept", "cut", "lost", "moved"] = "kept"


class Picture(Struct, frozen=True):
    """A picture that is large enough to hold a table; `description` is what the file says of it ("" for nothing)."""

    place: Place
    description: str = ""
    whole_page: bool = False
    """Whether it is all that its page shows, as in a scan."""


Block: TypeAlias = Paragraph | Grid | Picture


class Unread(NamedTuple):
    """Text that a file shows and its reader could not read: the sentence that says so, and where."""

    text: Text
    place: Place


SURE = 0.75
"""From this score on a recognised text is taken as it was read, unless it may be another one as well."""


class Certainty(Struct, frozen=True):
    """How sure a recognised text is (`score` from 0 to 1), what else it may be, and the piece of the picture (PNG).

    `settled`: its figure fits all others that it is summed up with, so that it is certain whatever its score.
    """

    score: float
    alternatives: tuple[str, ...] = ()
    picture: bytes = b""
    settled: bool = False

    @property
    def doubtful(self) -> bool:
        """Whether somebody has to look at the original."""
        return not self.settled and (self.score < SURE or bool(self.alternatives))


class Recognised(NamedTuple):
    """A text that was recognised in a picture: a cell, or a character in doubt."""

    place: Place
    certainty: Certainty


class Recognition(Struct, frozen=True):
    """What of a file was recognised in pictures instead of read.

    `pages` are those that are pictures, `words` say so. `texts` are the cells and the characters in doubt: of a
    report the doubts in its prose only, for cells have theirs.
    """

    pages: tuple[int, ...]
    words: Text
    texts: tuple[Recognised, ...] = ()

    def holds(self, place: Place) -> bool:
        """Whether what stands at this place was recognised."""
        return place.page in self.pages

    def doubts(self, place: Place) -> tuple[Recognised, ...]:
        """The doubts within a place."""
        return tuple(
            text for text in self.texts if text.place.line is not None and _within(text.place, place)
        )


def _within(inner: Place, outer: Place) -> bool:
    """Whether a place of one line has a part of its own in another."""
    if outer.line is None or inner.line is None:
        return False
    last = outer.end_line or outer.line
    if not outer.line <= inner.line <= last:
        return False
    starts_before = inner.line > outer.line or outer.column is None or (inner.end_column or 0) > outer.column
    ends_behind = inner.line < last or outer.end_column is None or (inner.column or 0) < outer.end_column
    return starts_before and ends_behind


class Publication(Struct, frozen=True):
    """What a published page says of its own publication; `day` is None where it does not say when."""

    day: date | None
    place: Place


class Document(Struct, frozen=True):
    """A file's contents in reading order.

    `name` is the file's name without folders (reports are often named after the unit), `lines`
    the lines for showing a finding in its context: those of the text, or one for each paragraph and
    each row of a table where the file has none. `encoding` is what the bytes were read as (None where
    a format says it itself). `published` is None for a file that is no published page; `attachments`
    are the names of documents that it leads to or shows; `notes` what the user is to know of its reading;
    `unread` what of it was left out, so that nobody takes it for checked. `footnotes` are the lines of
    footnotes and endnotes that stand apart from the text, in the order of their marks. `beside` is what the file holds
    beside the report (the frame of a site, hidden parts) where a person's number may stand: no text of the report.
    `recognised` is what of the file is a picture, None where all of it was read.
    """

    name: str
    blocks: tuple[Block, ...]
    lines: tuple[str, ...] = ()
    encoding: str | None = None
    published: Publication | None = None
    attachments: tuple[str, ...] = ()
    notes: tuple[Text, ...] = ()
    footnotes: tuple[Paragraph, ...] = ()
    unread: tuple[Unread, ...] = ()
    beside: tuple[Paragraph, ...] = ()
    recognised: Recognition | None = None

    def grids(self) -> Iterator[Grid]:
        """The grids in reading order."""
        return (block for block in self.blocks if isinstance(block, Grid))

    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs in reading order."""
        return (block for block in self.blocks if isinstance(block, Paragraph))
