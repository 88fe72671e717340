"""What a file says, in reading order: paragraphs and grids, each with its place.

A `Document` knows nothing of annual reports. Texts stand as the file has them; they are made
comparable (see `wording`) only where somebody compares them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple


class Place(NamedTuple):
    """Where something stands in its file; whatever is unknown is None, never 0.

    Lines and columns count from 1, columns in characters; `end_column` is the column after the
    last character. Pages are known for paged formats only. A named tuple, as cells are: they come by
    the hundred in every report, and dataclasses take three times as long to make.
    """

    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    page: int | None = None

    def part(self, start: int, end: int) -> Place:
        """The place of characters `start` to `end` (from 0, end excluded) of the text that begins here.

        Known only where the text stands on one line; else the place of the whole.
        """
        if self.column is None or self.line != self.end_line:
            return self
        return Place(self.line, self.column + start, self.line, self.column + end, self.page)

    def until(self, last: Place) -> Place:
        """The place from the start of this one to the end of `last`."""
        return Place(self.line, self.column, last.end_line, last.end_column, self.page)


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of running text."""

    text: str
    place: Place


class Cell(NamedTuple):
    """One cell of a grid as the file has it; a spanned cell carries its spans (counted in cells)."""

    text: str
    place: Place
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells. Rows may differ in length, and a grid may be a single row or a single column.

    `blanks` tells which empty cells would be seen: all ("kept"), all but those at the end of a row
    ("cut", as editors do with copied text), or only those that a wide gap gives away ("lost").
    """

    rows: tuple[tuple[Cell, ...], ...]
    place: Place
    blanks: Literal["kept", "cut", "lost"] = "kept"


@dataclass(frozen=True, slots=True)
class Document:
    """A file's contents in reading order.

    `name` is the file's name without folders (reports are often named after the unit), `lines`
    the decoded lines for showing a finding in its context (empty where a format has none),
    `encoding` what the bytes were read as (None where a format says it itself).
    """

    name: str
    blocks: tuple[Paragraph | Grid, ...]
    lines: tuple[str, ...] = ()
    encoding: str | None = None

    def grids(self) -> Iterator[Grid]:
        """The grids in reading order."""
        return (block for block in self.blocks if isinstance(block, Grid))

    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs in reading order."""
        return (block for block in self.blocks if isinstance(block, Paragraph))
