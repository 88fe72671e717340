"""Findings as highlights of a PDF file: at the words or the cell, behind the bytes of the file as it was."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pdfplumber
import pypdf
import pytest

from reportlint.app.api import Settings, check_bytes
from reportlint.marking import MarkFailure, annotate_bytes
from reportlint.marking.notes import Note
from reportlint.marking.pdf_notes import with_highlights
from reportlint.model.document import NOWHERE, Document, Paragraph, Place
from reportlint.readers import read
from reportlint.readers.pdf.areas import Area
from reportlint.readers.pdf.worker import areas_within_bounds

KEPT = {
    path.stem: path.read_bytes()
    for path in sorted((Path(__file__).parent.parent / "readers" / "pdf").glob("*.pdf"))
}
RULED = KEPT["narrow-labels"]
WORDS = Settings(parameters={"W607": {"words": ["党政办公室", "惠民补贴"]}}, select=("W607",))


def bare(text: str) -> str:
    return "".join(text.split())


def marks(data: bytes) -> list[list[Any]]:
    """Our notes, page by page."""
    return [
        [note for entry in page.get("/Annots", ()) if (note := entry.get_object()).get("/T") == "reportlint"]
        for page in pypdf.PdfReader(io.BytesIO(data)).pages
    ]


def under(data: bytes, page: int, rect: Sequence[float]) -> str:
    """The characters whose middle lies in a box of a page (from 1), as pdfplumber finds them."""
    with pdfplumber.open(io.BytesIO(data)) as file:
        sheet = file.pages[page - 1]
        left, bottom, right, top = map(float, rect)
        return "".join(
            char["text"]
            for char in sheet.chars
            if left <= (char["x0"] + char["x1"]) / 2 <= right
            and bottom <= sheet.height - (char["top"] + char["bottom"]) / 2 <= top
        )


@pytest.mark.parametrize("name", KEPT)
def test_every_cell_and_paragraph_has_its_area(name: str) -> None:
    data = KEPT[name]
    document = read(data, name="年报.pdf")
    areas = areas_within_bounds(data)
    assert len(areas) == len(document.lines)
    cells = [cell for grid in document.grids() for row in grid.rows for cell in row]
    assert len(cells) > 200
    empty = wrong = 0
    for piece in (*cells, *(block for block in document.blocks if isinstance(block, Paragraph))):
        place = piece.place
        assert place.line is not None and place.column is not None
        held = [area for area in areas[place.line - 1] if spans(area, place)]
        empty += not held and bool(piece.text)
        if piece.text and held:
            text = "".join(under_area(data, area) for area in held)
            cut = bare(piece.text).startswith(bare(text)) and ends_page(data, held[0])
            wrong += sorted(bare(text)) != sorted(bare(piece.text)) and not cut
    assert empty == 0
    assert wrong == 0


_FILES: dict[bytes, Any] = {}


def under_area(data: bytes, area: Area) -> str:
    if data not in _FILES:
        with pdfplumber.open(io.BytesIO(data)) as file:
            _FILES[data] = [(page.height, page.chars) for page in file.pages]
    height, chars = _FILES[data][area.page - 1]
    return "".join(
        char["text"]
        for char in chars
        if area.left <= (char["x0"] + char["x1"]) / 2 <= area.right
        and area.bottom <= height - (char["top"] + char["bottom"]) / 2 <= area.top
    )


def ends_page(data: bytes, area: Area) -> bool:
    """Whether nothing but a page number stands on the page below an area."""
    height, chars = _FILES[data][area.page - 1]
    below = "".join(char["text"] for char in chars if height - char["top"] < area.bottom - 1)
    return not bare(below).strip("-—0123456789")


def spans(area: Area, place: Place) -> bool:
    start, end = (place.column or 1) - 1, (place.end_column or 1) - 1
    return start <= area.start and area.end <= end


def cell_note(document: Document, text: str) -> tuple[Note, str]:
    """A note on the first cell with this text."""
    cell = next(cell for grid in document.grids() for row in grid.rows for cell in row if cell.text == text)
    return Note(cell.place, "错误 Z999 试", ("说明",)), cell.text


def test_findings_are_highlighted_with_their_notes() -> None:
    made = annotate_bytes(RULED, name="年报.pdf", settings=WORDS)
    assert made.suffix == ".pdf"
    found = [(number, note) for number, page in enumerate(marks(made.content), 1) for note in page]
    assert len(found) == 1 + len(made.result.diagnostics) == 3
    assert [note["/Subtype"] for _, note in found] == ["/Highlight"] * 3
    summary, *others = found
    assert summary[1]["/Contents"].startswith("reportlint 检查结果\n结论：2 处警告；")
    assert highlighted(RULED, *summary) == "云陂镇人民政府2024年政府信息公开工作年度报告"
    told = {note["/Contents"].split("\n")[1]: highlighted(RULED, number, note) for number, note in others}
    assert set(told) == {finding.message.zh for finding in made.result.diagnostics}
    for message, text in told.items():
        word = "党政办公室" if "党政办公室" in message else "惠民补贴"
        assert word[1:-1] in text
        assert len(text) <= len(word) + 2


def highlighted(data: bytes, number: int, note: Any) -> str:
    """The characters below the quadrangles of a highlight."""
    points = list(map(float, note["/QuadPoints"]))
    quads = [points[at : at + 8] for at in range(0, len(points), 8)]
    boxes = [(min(quad[::2]), min(quad[1::2]), max(quad[::2]), max(quad[1::2])) for quad in quads]
    return bare("".join(under(data, number, box) for box in boxes))


def test_a_cell_is_highlighted_whole_and_what_has_no_place_gets_a_sign() -> None:
    document, areas = read(RULED, name="年报.pdf"), areas_within_bounds(RULED)
    note, text = cell_note(document, "36")
    data = with_highlights(RULED, [note, Note(NOWHERE, "提示", ())], lines=document.lines, areas=areas)
    found = {note["/Contents"]: (number, note) for number, page in enumerate(marks(data), 1) for note in page}
    number, mark = found["错误 Z999 试\n说明"]
    assert under(RULED, number, mark["/Rect"]) == text
    assert len(mark["/QuadPoints"]) == 8
    assert found["提示"][0] == 1
    assert found["提示"][1]["/Subtype"] == "/Text"


def test_the_file_as_it_was_is_the_beginning_and_says_the_same() -> None:
    made = annotate_bytes(RULED, name="年报.pdf", settings=WORDS)
    assert made.content.startswith(RULED)
    assert check_bytes(made.content, name="年报.pdf") == check_bytes(RULED, name="年报.pdf")
    assert annotate_bytes(RULED, name="年报.pdf", settings=WORDS).content == made.content


def test_notes_of_an_earlier_run_are_renewed_and_others_stay() -> None:
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(RULED)))
    own = pypdf.annotations.FreeText(text="科长：请核对", rect=(50, 50, 200, 80))
    writer.add_annotation(0, own)
    stream = io.BytesIO()
    writer.write(stream)
    first = annotate_bytes(stream.getvalue(), name="年报.pdf", settings=WORDS).content
    again = annotate_bytes(first, name="年报.pdf", settings=WORDS).content
    assert [len(page) for page in marks(again)] == [len(page) for page in marks(first)]
    kept = [entry.get_object() for entry in pypdf.PdfReader(io.BytesIO(again)).pages[0]["/Annots"]]
    assert [note["/Contents"] for note in kept].count("科长：请核对") == 1


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_turned_pages_are_marked_at_the_same_words(turned: int) -> None:
    """The same pages stored sideways and turned upright by the file: the marks are turned with them."""
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(RULED)))
    width, height = map(float, writer.pages[0].mediabox[2:])
    moved = {90: (height, 0), 180: (width, height), 270: (0, width)}[turned]
    for page in writer.pages:
        page.add_transformation(pypdf.Transformation().rotate(turned).translate(*moved))
        if turned != 180:
            page.mediabox = page.cropbox = pypdf.generic.RectangleObject((0, 0, height, width))
        page.rotate(turned)
    stream = io.BytesIO()
    writer.write(stream)
    upright, sideways = (
        [
            mark["/Rect"]
            for page in marks(annotate_bytes(data, name="年报.pdf", settings=WORDS).content)
            for mark in page
        ]
        for data in (RULED, stream.getvalue())
    )

    def back(x: float, y: float) -> tuple[float, float]:
        return {90: (y, height - x), 180: (width - x, height - y), 270: (width - y, x)}[turned]

    assert len(upright) == len(sideways) == 3
    for before, after in zip(upright, sideways, strict=True):
        corners = sorted([back(*map(float, after[:2])), back(*map(float, after[2:]))])
        (x0, y0), (x1, y1) = corners
        assert [x0, min(y0, y1), x1, max(y0, y1)] == pytest.approx([float(edge) for edge in before], abs=0.1)


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_pages_that_lie_on_their_side_are_marked_at_the_same_words(turned: int) -> None:
    """The same pages turned away from the reader: the marks stand where they do on the page as it was."""
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(RULED)))
    for page in writer.pages:
        page.rotate(turned)
    stream = io.BytesIO()
    writer.write(stream)
    before, after = (
        [
            list(map(float, mark["/Rect"]))
            for page in marks(annotate_bytes(data, name="年报.pdf", settings=WORDS).content)
            for mark in page
        ]
        for data in (RULED, stream.getvalue())
    )
    assert len(before) == len(after) == 3
    for one, other in zip(before, after, strict=True):
        assert other == pytest.approx(one, abs=0.1)


def test_a_protected_file_is_told() -> None:
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(RULED)))
    writer.encrypt(user_password="", owner_password="x", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    with pytest.raises(MarkFailure) as failure:
        annotate_bytes(stream.getvalue(), name="年报.pdf")
    assert failure.value.words.zh == (
        "PDF 设了权限密码，不能写批注；请去掉密码另存，或者用 reportlint check --format html 看标出问题的网页"
    )
