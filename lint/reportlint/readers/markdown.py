"""Text with tables in HTML, as Markdown holds them → Document: the tables by their cells, the rest as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from reportlint.model.document import Cell, Document, Grid, Paragraph, Place
from reportlint.readers import html, text
from reportlint.readers.failure import ReadFailure

_OPENED, _CLOSED = re.compile(r"[ \t>]*<table\b", re.IGNORECASE), re.compile(r"</table\s*>", re.IGNORECASE)


def read(data: bytes, *, name: str) -> Document:
    """The document in the bytes of such a text. Raises ReadFailure for anything that is no text."""
    document = text.read(data, name=name)
    found = tuple(_blocks(document.lines))
    return replace(document, blocks=found)


def _blocks(lines: Sequence[str]) -> Iterator[Paragraph | Grid]:
    """What stands in the lines: a table from its first line to its last, and what lies between two tables."""
    start = at = 0
    while at < len(lines):
        end = _end_of_table(lines, at)
        if end is None:
            at += 1
            continue
        yield from text.blocks_of(lines, start, at)
        yield from _table(lines, at, end)
        start = at = end
    yield from text.blocks_of(lines, start, len(lines))


def _end_of_table(lines: Sequence[str], at: int) -> int | None:
    """The line behind the table that begins at a line; None where none begins, or none ends."""
    if not _OPENED.match(lines[at]):
        return None
    for index in range(at, len(lines)):
        if index > at and _OPENED.match(lines[index]):
            return None
        if _CLOSED.search(lines[index]):
            return index + 1
    return None


def _table(lines: Sequence[str], start: int, end: int) -> Iterator[Paragraph | Grid]:
    source = "\n".join(lines[start:end])
    try:
        found = html.document(source.encode(), name="", charset="utf-8").blocks
    except ReadFailure:  # a table without text
        return
    for block in found:
        if isinstance(block, Grid):
            rows = tuple(tuple(_cell(cell, start) for cell in row) for row in block.rows)
            yield replace(block, rows=rows, place=_place(block.place, start))
        elif isinstance(block, Paragraph):
            yield replace(block, place=_place(block.place, start))


def _cell(cell: Cell, above: int) -> Cell:
    return cell._replace(place=_place(cell.place, above))


def _place(place: Place, above: int) -> Place:
    """The place in the whole text of what stands in a table with so many lines above it."""
    line = place.spot.line if place.spot else None
    return Place(line=above + line, end_line=above + line) if line is not None else Place(line=above + 1)
