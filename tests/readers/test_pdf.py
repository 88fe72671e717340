"""PDF files are read as they are seen: order, paragraphs, tables with and without lines, pages, places."""

from __future__ import annotations

import pytest

from reportlint.app.api import check_bytes, parse_bytes
from reportlint.draft import sample
from reportlint.model.document import Document, Grid, Paragraph, Picture
from reportlint.readers.failure import ReadFailure
from reportlint.readers.pdf import sentences
from reportlint.readers.pdf.worker import document
from tests.readers.pdf_bytes import paged, stream
from tests.readers.pdf_files import KEPT, KEPT_REPORTS

NAME = "年报.pdf"

Outline = list[str | list[list[str]]]


def outline(found: Document) -> Outline:
    """The texts of the paragraphs, and of the tables' cells."""
    told: Outline = []
    for block in found.blocks:
        if isinstance(block, Paragraph):
            told.append(block.text)
        elif isinstance(block, Grid):
            told.append([[cell.text for cell in row] for row in block.rows])
    return told


def text(x: float, y: float, words: str, *, size: int = 10) -> bytes:
    """Words on a page, `x` and `y` in points from the lower left corner."""
    return b"BT /F %d Tf %.1f %.1f Td (%s) Tj ET\n" % (size, x, y, words.encode("ascii"))


def line(x0: float, y0: float, x1: float, y1: float) -> bytes:
    """A straight line."""
    return b"%.1f %.1f m %.1f %.1f l S\n" % (x0, y0, x1, y1)


def grid(xs: list[float], ys: list[float]) -> bytes:
    """The lines of a table, around it too."""
    level = (line(xs[0], y, xs[-1], y) for y in ys)
    return b"".join((*level, *(line(x, ys[0], x, ys[-1]) for x in xs)))


def pages(*contents: bytes) -> Document:
    """The document that pages with these contents make."""
    return document(paged([stream(content) for content in contents]), name=NAME)


@pytest.mark.parametrize("name", KEPT_REPORTS)
def test_a_kept_report_is_read_whole(name: str) -> None:
    draft = sample(KEPT_REPORTS[name][0])
    data = (KEPT / f"{name}.pdf").read_bytes()
    report = parse_bytes(data, name=NAME)
    cells = {
        key: (value.state, value.raw) for table in report.tables.values() for key, value in table.cells()
    }
    assert cells == {key: ("number", raw) for key, raw in draft.cells.items()}
    assert report.title and report.title.text == draft.title[0]
    told = {
        section.number: [paragraph.text for paragraph in section.paragraphs] for section in report.sections
    }
    wanted = {number: draft.prose[number].split("\n") for number in draft.order}
    wanted[1].insert(0, draft.period)
    assert told == {number: [text for text in texts if text] for number, texts in wanted.items()}
    assert check_bytes(data, name=NAME).diagnostics == ()


def test_places_are_pages_and_lines_on_them() -> None:
    report = parse_bytes((KEPT / "tight.pdf").read_bytes(), name=NAME)
    places = {
        key: report.tables["applications"].values[key]["total"].place
        for key in ("new_received", "denied_admin_query", "carried_out")
    }
    assert {key: (place.page, place.spot and place.spot.line) for key, place in places.items()} == {
        "new_received": (2, 20),
        "denied_admin_query": (3, 7),
        "carried_out": (4, 8),
    }
    for place in places.values():
        assert place.line is not None and place.column is not None and place.end_column is not None
        assert report.lines[place.line - 1][place.column - 1 : place.end_column - 1].isdigit()


def test_lines_are_joined_to_paragraphs_over_lines_and_pages() -> None:
    full, end = "w" * 60, "the end of it."
    first = text(90, 700, full) + text(70, 684, full) + text(70, 668, end) + text(90, 652, full)
    found = pages(first, text(70, 760, full) + text(70, 744, end) + text(90, 728, "Short one."))
    assert outline(found) == [f"{full} {full} {end}", f"{full} {full} {end}", "Short one."]
    assert [block.place.page for block in found.blocks] == [1, 1, 2]


def test_heads_feet_and_page_numbers_are_left_out() -> None:
    def page(number: int) -> bytes:
        head = text(70, 810, "A report of 2024")
        body = text(70, 600, "w" * 60) + text(70, 584, f"Text of page {'abc'[number]}.")
        return head + body + text(290, 30, f"- {number + 1} -")

    assert outline(pages(*map(page, range(3)))) == [f"{'w' * 60} Text of page {letter}." for letter in "abc"]


def test_figures_alone_in_the_margin_of_one_page_stay() -> None:
    body = text(70, 600, "w" * 60) + text(70, 584, "Text.")
    assert outline(pages(body, text(70, 810, "12345") + body)) == [
        f"{'w' * 60} Text.",
        "12345",
        f"{'w' * 60} Text.",
    ]


def test_a_table_with_lines_has_the_spans_that_are_seen() -> None:
    lines = grid([100, 200, 250, 300], [600, 640]) + line(100, 620, 250, 620) + line(100, 640, 100, 660)
    lines += line(100, 660, 300, 660) + line(300, 600, 300, 660)
    words = text(110, 645, "Head") + text(110, 625, "Label") + text(210, 625, "1") + text(260, 615, "9")
    (block,) = pages(lines + words + text(110, 605, "Next")).blocks
    assert isinstance(block, Grid)
    assert [[(cell.text, cell.row_span, cell.column_span) for cell in row] for row in block.rows] == [
        [("Head", 1, 3)],
        [("Label", 1, 1), ("1", 1, 1), ("9", 2, 1)],
        [("Next", 1, 1), ("", 1, 1)],
    ]


def test_a_table_without_lines_around_it_keeps_its_outer_cells() -> None:
    lines = (
        line(200, 560, 200, 640)
        + line(250, 560, 250, 640)
        + line(100, 620, 320, 620)
        + line(100, 590, 320, 590)
    )
    words = b"".join(
        text(x, y, word)
        for y, row in ((625, ("a", "1", "2")), (600, ("b", "3", "4")), (570, ("c", "5", "")))
        for x, word in zip((110, 210, 260), row, strict=True)
        if word
    )
    assert outline(pages(lines + words)) == [[["a", "1", "2"], ["b", "3", "4"], ["c", "5", ""]]]


def test_a_box_around_text_is_no_table() -> None:
    box = grid([60, 500], [500, 700])
    assert outline(pages(box + text(80, 650, "A notice in a box."))) == ["A notice in a box."]


ROWS = grid([100, 160, 200, 240], [80, 100, 120])
"""Two rows of three cells at the foot of a page; the label's column takes ten letters."""
TOP = grid([100, 160, 200, 240], [740, 760, 780])
"""The same at the head of the next page."""


def cells(y: float, *words: str) -> bytes:
    """A row of words in these columns."""
    return b"".join(text(x, y, word) for x, word in zip((105, 165, 205), words, strict=True) if word)


def test_a_row_that_a_page_cuts_is_one() -> None:
    found = pages(
        ROWS + cells(106, "aaaaaaaa", "1", "2") + cells(86, "bbbbbbbbb", "3", "4"),
        TOP + cells(766, "bbb", "", "") + cells(746, "cc", "5", "6"),
    )
    assert outline(found) == [[["aaaaaaaa", "1", "2"], ["bbbbbbbbbbbb", "3", "4"], ["cc", "5", "6"]]]


def test_a_label_and_its_figures_on_two_pages_are_one_row() -> None:
    found = pages(
        ROWS + cells(106, "aaaaaaaa", "1", "2") + cells(86, "bbb", "", ""),
        TOP + cells(766, "", "3", "4") + cells(746, "cc", "5", "6"),
    )
    assert outline(found) == [[["aaaaaaaa", "1", "2"], ["bbb", "3", "4"], ["cc", "5", "6"]]]


@pytest.mark.parametrize("label", ["3.bb", "bb"])
def test_a_row_without_figures_at_the_head_of_a_page_stays_a_row(label: str) -> None:
    """What may be a row that is not filled in is never taken for the rest of another."""
    above = "2.aaaaaa" if label == "3.bb" else "aa"
    found = pages(
        ROWS + cells(106, "a", "1", "2") + cells(86, above, "3", "4"),
        TOP + cells(766, label, "", "") + cells(746, "cc", "5", "6"),
    )
    assert outline(found) == [[["a", "1", "2"], [above, "3", "4"], [label, "", ""], ["cc", "5", "6"]]]


def test_a_head_that_is_repeated_stands_once() -> None:
    found = pages(
        ROWS + cells(106, "Head", "x", "y") + cells(86, "a", "1", "2"),
        TOP + cells(766, "Head", "x", "y") + cells(746, "b", "3", "4"),
    )
    assert outline(found) == [[["Head", "x", "y"], ["a", "1", "2"], ["b", "3", "4"]]]


def test_a_table_with_other_columns_is_another_table() -> None:
    other = grid([100, 150, 240], [740, 760])
    found = pages(
        ROWS + cells(106, "a", "1", "2") + cells(86, "b", "3", "4"), other + cells(746, "c", "5", "")
    )
    assert outline(found) == [[["a", "1", "2"], ["b", "3", "4"]], [["c", "5"]]]


@pytest.mark.parametrize(
    ("above", "below", "told"),
    [("123", "45", "12345"), ("12", "3", "12 3"), ("22", "(note)", "22(note)")],
)
def test_a_figure_goes_on_below_only_where_it_had_no_room(above: str, below: str, told: str) -> None:
    lines = grid([100, 200, 232], [600, 640])
    found = pages(lines + text(105, 615, "Label") + text(206, 625, above) + text(206, 610, below))
    assert outline(found) == [[["Label", told]]]


def test_two_figures_in_a_cell_stay_two() -> None:
    words = cells(106, "a", "3 5", "2") + cells(86, "b", "1", "4")
    assert outline(pages(ROWS + words)) == [[["a", "3 5", "2"], ["b", "1", "4"]]]


def test_characters_drawn_twice_to_look_bold_are_read_once() -> None:
    assert outline(pages(text(70, 700, "Bold 11") + text(70.3, 700, "Bold 11"))) == ["Bold 11"]


@pytest.mark.parametrize("aside", [0, 1, 3, 5, 6, 8, 14, -4])
def test_a_text_printed_over_another_stays_apart(aside: float) -> None:
    """No line that nobody wrote is made of the characters of two."""
    below, above = "The office answered every request", "Identity card 350125199003071239"
    over = text(70, 700, below) + text(70 + aside, 700, above)
    one_by_one = b"".join(
        text(70 + aside + 7 * at, 700, sign) for at, sign in enumerate(above) if sign != " "
    )
    for drawn in (over, over + over, text(70, 700, below) + one_by_one):
        told = " ".join(map(str, outline(pages(drawn))))
        assert below in told and above.split()[-1] in told


def test_a_table_without_lines_is_told_by_its_columns() -> None:
    words = b"".join(
        text(x, y, word)
        for y, row in (
            (700, ("", "made", "kept")),
            (680, ("rules", "1", "2")),
            (660, ("permits", "", "40")),
            (640, ("fines", "3", "500")),
        )
        for x, word in zip((80, 200, 300), row, strict=True)
        if word
    )
    prose = text(70, 740, "Prose above it that takes the whole width of the page and more of the same words.")
    assert outline(pages(prose + words + text(70, 500, "Prose below it."))) == [
        "Prose above it that takes the whole width of the page and more of the same words.",
        [["", "made", "kept"], ["rules", "1", "2"], ["permits", "", "40"], ["fines", "3", "500"]],
        "Prose below it.",
    ]


NARROW = (80, 200, 226, 252, 278, 304)
"""Where a label and five columns begin in which a figure of two digits fills the line."""


def unlined(*rows: tuple[str, ...]) -> bytes:
    """Rows of words in narrow columns, as close to each other as the lines of a cell."""
    return b"".join(
        text(x, 700 - 15 * at, word)
        for at, row in enumerate(rows)
        for x, word in zip(NARROW, row, strict=True)
        if word
    )


def test_narrow_columns_without_lines_are_read_where_all_figures_stand_beside_their_labels() -> None:
    rows = [
        ("", "a", "b", "c", "d", "e"),
        ("rules", "10", "2", "0", "0", "12"),
        ("fines", "3", "5", "0", "0", "8"),
    ]
    assert outline(pages(unlined(*rows))) == [[list(row) for row in rows]]


def test_figures_that_may_be_broken_over_lines_are_not_read() -> None:
    """Is it 10, or 102? Nobody can tell where no line parts the rows."""
    head, broken = ("", "a", "b", "c", "d", "e"), ("", "", "1", "", "", "2")
    with pytest.raises(ReadFailure) as failure:
        pages(
            unlined(head, ("rules", "10", "20", "0", "0", "10"), broken, ("fines", "3", "5", "0", "0", "8"))
        )
    assert failure.value.words == sentences.without_lines().words
    assert failure.value.words.zh == (
        "文件里的表没有框线，列又窄，行名和数字折成了几行，分不清哪些是同一格，没有读；"
        "请给表加上框线重新导出，或者直接检查 Word 文件"
    )


def test_large_pictures_are_told_with_their_page() -> None:
    image = stream(
        b"\0", b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
    )
    words = b"".join(text(70, 700 - 14 * at, "Words that are text and no picture.") for at in range(4))
    drawn = words + b"q 400 0 0 300 90 300 cm /X Do Q q 20 0 0 20 0 0 cm /X Do Q"
    data = paged(
        [stream(words), stream(drawn)], resources=b"/Font<</F 3 0 R>>/XObject<</X 10 0 R>>", more={10: image}
    )
    found = document(data, name=NAME)
    (picture,) = (block for block in found.blocks if isinstance(block, Picture))
    assert (picture.place.page, picture.place.spot and picture.place.spot.line) == (2, 5)
