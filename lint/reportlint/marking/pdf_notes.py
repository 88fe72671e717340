"""Notes as highlights of a PDF file. They are written behind its end: every byte before stays as it is."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from reportlint.marking.failure import MarkFailure
from reportlint.marking.notes import Note
from reportlint.model.document import Place
from reportlint.model.wording import Text
from reportlint.readers.pdf.areas import Area

if TYPE_CHECKING:
    from pypdf import PageObject, PdfWriter

AUTHOR = "reportlint"
_COLOUR = "FFD54F"
_MOST_OBJECTS = 100_000
_ICON = 20.0
"""In points: the side of the sign that a note without a place of its own has."""


def with_highlights(
    data: bytes, notes: Sequence[Note], *, lines: Sequence[str], areas: Sequence[Sequence[Area]]
) -> bytes:
    """The PDF file with a highlight and its note for each note, at the words or the cell that it speaks of.

    `lines` are the document's, `areas` where each of them stands (`readers.pdf.worker`). A note whose
    place is not known stands as a sign in the corner of its page, or of the first. What earlier runs
    wrote is taken away. Raises MarkFailure for a file that is protected, or that pypdf cannot read.
    """
    import pypdf

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise MarkFailure(_PROTECTED)
        writer = pypdf.PdfWriter(io.BytesIO(data), incremental=True)
        _keep_numbers(writer, reader.trailer["/Size"])
        for page in writer.pages:
            _forget(page)
        for note in notes:
            _add(writer, note, list(_marked(note.place, lines, areas)))
        stream = io.BytesIO()
        writer.write(stream)
    except MarkFailure:
        raise
    except Exception as error:  # what damage makes pypdf raise is not foreseen
        raise MarkFailure(_UNREADABLE) from error
    return stream.getvalue()


_PROTECTED = Text(
    "PDF 设了权限密码，不能写批注；请去掉密码另存，或者用 reportlint check --format html 看标出问题的网页",
    "the PDF is protected and takes no notes: save it without a password, or see reportlint check --format html",
)
_UNREADABLE = Text(
    "PDF 的结构不完整，写不进批注；请重新导出，或者用 reportlint check --format html 看标出问题的网页",
    "the structure of the PDF is damaged and takes no notes: export it again, or see reportlint check --format html",
)


def _marked(place: Place, lines: Sequence[str], areas: Sequence[Sequence[Area]]) -> Iterator[Area]:
    """The areas of the text at a place on one line; the line's where the place has no columns."""
    if place.line is None or not 0 < place.line <= len(lines):
        return
    text = lines[place.line - 1]
    start = 0 if place.column is None else place.column - 1
    whole = place.end_column is None or place.end_line != place.line
    end = len(text) if whole or place.end_column is None else max(place.end_column - 1, start)
    for area in areas[place.line - 1]:
        if (area.start < end and start < area.end) or (area.start == area.end == start == end):
            yield area.part(start, end, text)


def _add(writer: PdfWriter, note: Note, marked: Sequence[Area]) -> None:
    """Adds a note: one highlight over its areas on the first of their pages, or a sign in the corner."""
    from pypdf.annotations import Highlight
    from pypdf.annotations import Text as Sign
    from pypdf.generic import ArrayObject, FloatObject, NameObject, TextStringObject

    number = marked[0].page if marked else note.place.page or 1
    page = writer.pages[min(number, len(writer.pages)) - 1]
    said = "\n".join((note.heading, *note.paragraphs))
    made: Any
    if marked:
        boxes = [(area.left, area.bottom, area.right, area.top) for area in marked if area.page == number]
        corners = [edge for box in boxes for edge in _corners(box)]
        made = Highlight(
            rect=_around(boxes),
            quad_points=ArrayObject(map(FloatObject, corners)),
            highlight_color=_COLOUR,
            printing=True,
        )
        made[NameObject("/Contents")] = TextStringObject(said)
    else:
        left, _, _, top = _sides(page)
        made = Sign(rect=(left + 5, top - 5 - _ICON, left + 5 + _ICON, top - 5), text=said)
    made[NameObject("/T")] = TextStringObject(AUTHOR)
    writer.add_annotation(page, made)


def _keep_numbers(writer: PdfWriter, size: Any) -> None:
    """Sees to it that no new object takes a number that the file has used: a table of contents (XRef) has one too.

    pypdf passes over the numbers of those, and then mistakes the old table for the new object.
    """
    from pypdf.generic import NullObject

    last = writer._add_object(NullObject()).idnum
    while last < min(int(size), _MOST_OBJECTS):
        last = writer._add_object(NullObject()).idnum


def _forget(page: PageObject) -> None:
    """Takes away the notes that an earlier run wrote on a page."""
    from pypdf.generic import ArrayObject, NameObject

    known = page.get("/Annots")
    held = [] if known is None else list(known.get_object())
    kept = [entry for entry in held if entry.get_object().get("/T") != AUTHOR]
    if len(kept) < len(held):
        page[NameObject("/Annots")] = ArrayObject(kept)


def _sides(page: PageObject) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of the paper, in the file's own coordinates."""
    return tuple(map(float, page.mediabox))  # type: ignore[return-value]


def _corners(box: tuple[float, float, float, float]) -> tuple[float, ...]:
    """The corners of a box in the order that viewers expect: upper left, upper right, lower left, lower right."""
    left, bottom, right, top = box
    return left, top, right, top, left, bottom, right, bottom


def _around(boxes: Sequence[tuple[float, float, float, float]]) -> tuple[float, float, float, float]:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)
