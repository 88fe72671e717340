"""What stands in which section: pictures, pages that are pictures, footnotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlint.model.document import Document, Paragraph, Picture, Place
from reportlint.model.forms import editions, load_form
from reportlint.model.report import PicturedPage
from reportlint.parsing.flow import Row
from reportlint.parsing.sections import Heading


def pictures(rows: Sequence[Row], found: Sequence[Heading]) -> Iterator[tuple[int | None, Place]]:
    """The pictures, each with the number of the section that it stands in."""
    for index, row in enumerate(rows):
        if row.picture:
            yield section_of(index, found), row.place


def section_of(index: int, found: Sequence[Heading]) -> int | None:
    """The number of the section that a row stands in; None before the first."""
    above = [heading.number for heading in found if heading.row < index]
    return above[-1] if above else None


def footnotes(
    document: Document, everything: Sequence[Row], rows: Sequence[Row], found: Sequence[Heading]
) -> Iterator[tuple[int | None, Paragraph]]:
    """The notes of the report in `rows`, the first in the file, each with the section that its mark stands in."""
    end = everything[len(rows)].place.line if len(rows) < len(everything) else None
    for note in document.footnotes:
        line = note.place.line or 0
        if end is None or line < end:
            above = [heading.number for heading in found if (rows[heading.row].place.line or 0) < line]
            yield (above[-1] if above else None), note


def pictured_pages(
    document: Document, rows: Sequence[Row], found: Sequence[Heading]
) -> Iterator[PicturedPage]:
    """The pages that are pictures, each with the sections found around it."""
    whole = {block.place for block in document.blocks if isinstance(block, Picture) and block.whole_page}
    for index, row in enumerate(rows):
        if row.picture and row.place in whole:
            below = [heading.number for heading in found if heading.row > index]
            last = len(load_form(editions()[0]).sections)
            yield PicturedPage(row.place, section_of(index, found) or 0, below[0] if below else last + 1)
