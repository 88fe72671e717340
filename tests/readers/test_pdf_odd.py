"""PDF files as odd programs write them: lines of dots and dashes, form fields, drawn fonts, rows that pages cut."""

from __future__ import annotations

import pytest

from reportlint.model.document import Document
from reportlint.readers.failure import ReadFailure
from reportlint.readers.pdf.worker import document
from tests.readers.pdf_bytes import Objects, paged, stream
from tests.readers.test_pdf import NAME, cells, grid, outline, pages, text

XS, YS = [100.0, 200.0, 250.0], [600.0, 620.0, 640.0]
WORDS = text(110, 627, "Rules") + text(210, 627, "12") + text(110, 607, "Fines") + text(210, 607, "3")
TABLE = [[["Rules", "12"], ["Fines", "3"]]]


def dotted(size: float, step: float) -> bytes:
    """The lines of a table as rows of small filled squares."""
    level = [(x, y) for y in YS for x in _steps(XS[0], XS[-1], step)]
    upright = [(x, y) for x in XS for y in _steps(YS[0], YS[-1], step)]
    return b"".join(b"%.2f %.2f %.2f %.2f re f\n" % (x, y, size, size) for x, y in (*level, *upright))


def _steps(start: float, end: float, step: float) -> list[float]:
    return [start + step * at for at in range(round((end - start) / step) + 1)]


@pytest.mark.parametrize(
    "lines",
    [
        dotted(0.5, 1.0),
        dotted(1.0, 2.0),
        dotted(1.0, 3.5),
        b"[3 2] 0 d\n" + grid(XS, YS),
        b"[0 2] 0 d 1 J\n" + grid(XS, YS),
        b"0 w\n" + grid(XS, YS),
        b"".join(
            b"%.1f %.1f %.1f %.1f re S\n" % (x, y, w, 20) for x, w in ((100, 100), (200, 50)) for y in YS[:2]
        ),
    ],
    ids=["fine dots", "dots", "dots far apart", "dashes", "round dashes", "hairlines", "rectangles"],
)
def test_lines_of_dots_and_dashes_are_lines(lines: bytes) -> None:
    assert outline(pages(lines + WORDS)) == TABLE


def test_a_row_of_dots_between_words_is_no_table() -> None:
    leader = b"".join(b"%.1f 630 0.8 0.8 re f\n" % x for x in range(150, 400, 3))
    assert outline(pages(leader + text(110, 627, "Rules") + text(410, 627, "page twelve"))) == [
        "Rules page twelve"
    ]


def with_annotation(entry: bytes, more: Objects) -> Document:
    """A page of text with an annotation."""
    data = paged([stream(text(72, 700, "Annual report 2024 of an invented town."))], more={20: entry, **more})
    return document(data.replace(b"/Contents 101 0 R", b"/Contents 101 0 R/Annots[20 0 R]"), name=NAME)


SHOWN = stream(
    b"BT /F 10 Tf 0 2 Td (Filled in 2024) Tj ET",
    b"/Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F 3 0 R>>>>",
)
FIELD = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(Filled in 2024)/F 4/Rect[72 600 272 620]%s>>"


def test_what_a_form_field_shows_is_text() -> None:
    found = with_annotation(FIELD % b"/AP<</N 21 0 R>>", {21: SHOWN})
    assert outline(found) == ["Annual report 2024 of an invented town.", "Filled in 2024"]
    assert found.unread == ()


def test_what_a_form_field_does_not_show_is_told() -> None:
    found = with_annotation(FIELD % b"", {})
    assert outline(found) == ["Annual report 2024 of an invented town."]
    assert [(entry.text.zh, entry.place.page) for entry in found.unread] == [
        ("第1页的表单里填了内容，没有读；请打印或另存成普通的 PDF 再检查", 1)
    ]


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (b"/Subtype/FreeText/Contents(Typed on it)/AP<</N 21 0 R>>", ["Filled in 2024"]),
        (b"/Subtype/Highlight/Contents(A remark)/QuadPoints[72 720 272 720 72 700 272 700]", []),
        (b"/Subtype/Text/Contents(A note)", []),
        (b"/Subtype/FreeText/Contents(Typed on it)/AP<</N 21 0 R>>/F 2", []),
    ],
    ids=["typed on the page", "a highlight", "a note", "hidden"],
)
def test_notes_are_read_as_they_are_seen(kind: bytes, told: list[str]) -> None:
    found = with_annotation(b"<</Type/Annot%s/Rect[72 600 272 620]>>" % kind, {21: SHOWN})
    assert outline(found) == ["Annual report 2024 of an invented town.", *told]


def drawn_font(codes: bytes = b"", name: bytes = b"g1") -> bytes:
    """A page in a font whose characters are drawings of their own (Type 3)."""
    procedures = b"/CharProcs<</%s 31 0 R>>/Encoding<</Type/Encoding/Differences[65/%s]>>" % (name, name)
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 750 750]/FontMatrix[0.001 0 0 0.001 0 0]%s"
        b"/FirstChar 65/LastChar 65/Widths[600]/Resources<<>>%s>>" % (procedures, codes)
    )
    shape = stream(b"600 0 0 0 750 750 d1 0 0 500 700 re f")
    mapped = stream(
        b"/CIDInit/ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00><FF> "
        b"endcodespacerange 1 beginbfchar <41><0057> endbfchar endcmap end end"
    )
    page = b"BT /T 12 Tf 72 700 Td (%s) Tj ET" % (b"A" * 40)
    return paged(
        [stream(page)],
        resources=b"/Font<</F 3 0 R/T 30 0 R>>",
        more={30: font, 31: shape, 32: mapped},
    )


def test_a_drawn_font_that_tells_its_characters_is_read() -> None:
    assert outline(document(drawn_font(b"/ToUnicode 32 0 R"), name=NAME)) == ["W" * 40]


def test_a_drawn_font_that_does_not_is_told() -> None:
    with pytest.raises(ReadFailure) as failure:
        document(drawn_font(), name=NAME)
    assert "只有字形没有编码" in failure.value.words.zh


ROWS = grid([100, 160, 200, 240], [80, 100, 120])
TOP = grid([100, 160, 200, 240], [740, 760, 780])


def test_a_figure_that_a_page_cuts_is_one() -> None:
    """The label and a figure go on at the head of the next page, and another figure had room."""
    found = pages(
        ROWS + cells(106, "aaaaaaaa", "1", "2") + cells(86, "bbbbbbbbb", "123456", "7"),
        TOP + cells(766, "bbb", "78", "") + cells(746, "cc", "5", "6"),
    )
    assert outline(found) == [[["aaaaaaaa", "1", "2"], ["bbbbbbbbbbbb", "12345678", "7"], ["cc", "5", "6"]]]


def test_a_row_that_a_page_cuts_in_dotted_lines_is_one() -> None:
    def ruled(ys: tuple[float, float, float]) -> bytes:
        level = [(x, y) for y in ys for x in _steps(100, 240, 2)]
        upright = [(x, y) for x in (100, 160, 200, 240) for y in _steps(ys[0], ys[-1], 2)]
        return b"".join(b"%.2f %.2f 1 1 re f\n" % point for point in (*level, *upright))

    found = pages(
        ruled((80, 100, 120)) + cells(106, "aaaaaaaa", "1", "2") + cells(86, "bbbbbbbbb", "3", "4"),
        ruled((740, 760, 780)) + cells(766, "bbb", "", "") + cells(746, "cc", "5", "6"),
    )
    assert outline(found) == [[["aaaaaaaa", "1", "2"], ["bbbbbbbbbbbb", "3", "4"], ["cc", "5", "6"]]]
