"""PDF pages that are turned, stamped, shaded or scanned: read as they are seen, and told where they are not."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

import pypdf
import pytest

from reportlint.app.api import check_bytes, parse_bytes
from reportlint.model.document import Grid, Paragraph, Picture
from reportlint.readers.pdf.sheets import Page
from reportlint.readers.pdf.worker import document
from tests.readers.pdf_bytes import paged, shown, stream
from tests.readers.pdf_files import KEPT
from tests.readers.test_pdf import NAME, grid, line, outline, pages, text

RULED = (KEPT / "narrow-labels.pdf").read_bytes()
TIGHT = (KEPT / "tight.pdf").read_bytes()
"""The same report; its table 三 stands on pages 2 to 4."""

Change = Callable[[Any, int], None]
"""What is done to a page of pypdf and its index (from 0)."""

IMAGE = b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"


def changed(data: bytes, change: Change) -> bytes:
    """The file with each of its pages changed."""
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(data)))
    for index, page in enumerate(writer.pages):
        change(page, index)
    return written(writer)


def written(writer: Any) -> bytes:
    told = io.BytesIO()
    writer.write(told)
    return told.getvalue()


def scanned(data: bytes, *numbers: int, cover: bool = False) -> bytes:
    """The file with these pages (from 1) as pictures; with a picture more in front (`cover`)."""
    picture = paged(
        [stream(b"q 595 0 0 842 0 0 cm /X Do Q")],
        resources=b"/XObject<</X 10 0 R>>",
        more={10: stream(b"\0", IMAGE)},
    )
    page = pypdf.PdfReader(io.BytesIO(picture)).pages[0]
    writer = pypdf.PdfWriter()
    if cover:
        writer.add_page(page)
    for number, own in enumerate(pypdf.PdfReader(io.BytesIO(data)).pages, start=1):
        writer.add_page(page if number in numbers else own)
    return written(writer)


def told(data: bytes) -> list[tuple[str, str]]:
    """What is found, by code."""
    return [(found.code, found.message.zh) for found in check_bytes(data, name=NAME).diagnostics]


def unchecked(data: bytes) -> dict[str, set[str]]:
    """Why something was not checked, with the codes of the rules."""
    reasons: dict[str, set[str]] = {}
    for entry in check_bytes(data, name=NAME).not_checked:
        reasons.setdefault(entry.reason.zh, set()).add(entry.code)
    return reasons


def said(data: bytes) -> tuple[object, ...]:
    """What the file says as a report, places left out."""
    report = parse_bytes(data, name=NAME)
    cells = [(key, value.raw) for table in report.tables.values() for key, value in table.cells()]
    return cells, [section.text for section in report.sections], report.title and report.title.text


@pytest.mark.parametrize("turned", [90, 180, 270])
@pytest.mark.parametrize("pages_turned", [(0, 1, 2, 3, 4, 5), (1,)], ids=["all", "one"])
def test_turned_pages_say_what_they_say_upright(turned: int, pages_turned: Sequence[int]) -> None:
    data = changed(RULED, lambda page, index: index in pages_turned and page.rotate(turned))
    assert said(data) == said(RULED)
    assert told(data) == []


@pytest.mark.parametrize("quarter", range(4))
def test_a_box_of_a_turned_page_is_found_again_in_the_file(quarter: int) -> None:
    page = Page(1, (10, 20, 210, 320), quarter)
    a, b, c, d, e, f = page.turn()
    corners = [(a * x + c * y + e, page.height - (b * x + d * y + f)) for x, y in ((30, 50), (70, 60))]
    (x0, y0), (x1, y1) = corners
    assert page.back((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))) == (30, 50, 70, 60)


def test_text_that_runs_another_way_is_told_unless_it_stands_in_the_margin() -> None:
    body = b"".join(text(70, 700 - 14 * at, "Words that are level and most of the page.") for at in range(4))
    aside = b"BT /F 10 Tf 0 1 -1 0 %d 300 Tm (Set sideways) Tj ET\n"
    inside, outside = pages(body + aside % 300), pages(body + aside % 40)
    assert outline(inside) == outline(outside) == outline(pages(body))
    assert [(entry.text.zh, entry.place.page) for entry in inside.unread] == [
        ("第1页有一部分文字和其他文字方向不同，没有读；请转正后重新导出", 1)
    ]
    assert outside.unread == ()


def overlaid(marks: bytes) -> bytes:
    """The report with something drawn over each page."""
    over = pypdf.PdfReader(io.BytesIO(paged([stream(marks)]))).pages[0]
    return changed(RULED, lambda page, _: page.merge_page(over))


def test_watermarks_are_no_text() -> None:
    askew = (
        b"BT /F 60 Tf 0.866 -0.5 0.5 0.866 80 600 Tm (COPY 2023) Tj ET "
        b"BT /F 60 Tf 0.707 0.707 -0.707 0.707 180 200 Tm (COPY 2023) Tj ET"
    )
    level = b"BT /F 48 Tf 1 0 0 1 100 420 Tm (COPY 2023 COPY) Tj ET"
    for marks in (askew, level):
        data = overlaid(marks)
        assert said(data) == said(RULED)
        assert told(data) == []
        assert not any("斜" in reason for reason in unchecked(data))


def test_large_text_with_nothing_on_it_is_text() -> None:
    title = text(70, 760, "A large title", size=40) + text(330, 774, "1", size=8)
    body = b"".join(text(70, 720 - 14 * at, "Words below it.") for at in range(4))
    assert outline(pages(title + body))[0] == "A large title 1"


def test_a_page_whose_text_is_askew_is_told() -> None:
    signs = "".join(map(chr, range(33, 127))).replace("\\", "").replace("(", "").replace(")", "")
    lines = b"".join(
        b"BT /F 10 Tf 0.9 0.4 -0.4 0.9 70 %d Tm (%s) Tj ET\n" % (100 + 14 * at, signs.encode())
        for at in range(4)
    )
    found = pages(text(70, 700, "Level."), lines + text(70, 700, "Level."))
    assert [(entry.text.zh, entry.place.page) for entry in found.unread] == [
        ("第2页的字大多是斜着的，没有读；请转正后重新导出", 2)
    ]


def test_the_ground_of_a_page_is_no_cell() -> None:
    """As on a dark page: what is printed around a table on it stands in no cell."""
    ground = b"q 0.1 0.2 0.3 rg 60 60 480 720 re f Q 1 g "
    table = grid([60, 300, 540], [60, 80, 100]) + text(70, 86, "a") + text(310, 86, "1")
    table += text(70, 66, "b") + text(310, 66, "2")
    prose = text(70, 700, "Light words on a dark page.")
    assert outline(pages(ground + prose + table)) == [
        "Light words on a dark page.",
        [["a", "1"], ["b", "2"]],
    ]


def test_shaded_rows_are_rows() -> None:
    rows = b"0.9 g 60 100 480 20 re f 60 60 480 20 re f 0 g "
    sides = line(300, 60, 300, 120)
    words = b"".join(
        text(x, y, word)
        for y, row in ((106, ("a", "1")), (86, ("b", "2")), (66, ("c", "3")))
        for x, word in zip((70, 310), row, strict=True)
    )
    assert outline(pages(rows + sides + words)) == [[["a", "1"], ["b", "2"], ["c", "3"]]]


ON_PAGE_3 = "第3页整页是图片，要找的内容可能就在那一页上，没有核对"


def test_what_may_stand_on_a_scanned_page_is_not_checked_rather_than_missing() -> None:
    data = scanned(TIGHT, 3)
    assert told(data) == [("E903", "第3页整页是图片，上面的字和数没有查；报告里没找到的内容可能就在这一页上")]
    assert unchecked(data)[ON_PAGE_3] == {"T202", "T205"}
    (found,) = check_bytes(data, name=NAME).diagnostics
    assert found.place.page == 3


def test_what_cannot_stand_on_a_scanned_page_is_missing() -> None:
    """The last page is gone: nothing of it can stand on page 1, which is a picture."""
    reader = pypdf.PdfReader(io.BytesIO(scanned(TIGHT, 1)))
    writer = pypdf.PdfWriter()
    for page in reader.pages[:-1]:
        writer.add_page(page)
    assert told(written(writer)) == [
        ("E903", "第1页整页是图片，上面的字和数没有查；报告里没找到的内容可能就在这一页上"),
        (
            "S101",
            "缺少“六、其他需要报告的事项”这一部分，应在“五、存在的主要问题及改进情况”之后",
        ),
    ]


def test_a_cover_that_is_a_picture_is_only_said_to_be_unread() -> None:
    data = scanned(TIGHT, cover=True)
    assert told(data) == []
    assert unchecked(data) == {
        **unchecked(TIGHT),
        "第1页整页是图片，上面的内容没有查": {"E903"},
    }


def test_a_scanned_page_is_one_picture_however_many_strips_it_has() -> None:
    strips = b"".join(b"q 595 0 0 210 0 %d cm /X Do Q " % (210 * at) for at in range(4))
    words = b"".join(text(70, 700 - 14 * at, "Words that are text and no picture.") for at in range(4))
    data = paged(
        [stream(words), stream(strips)],
        resources=b"/Font<</F 3 0 R>>/XObject<</X 10 0 R>>",
        more={10: stream(b"\0", IMAGE)},
    )
    found = document(data, name=NAME)
    kinds = [type(block) for block in found.blocks]
    assert (kinds.count(Picture), kinds.count(Grid), kinds.count(Paragraph) > 0) == (1, 0, True)
    assert [block.whole_page for block in found.blocks if isinstance(block, Picture)] == [True]


@pytest.mark.parametrize(("heads", "kept"), [(2, 2), (3, 0), (6, 0)])
def test_a_line_above_most_pages_is_their_head_and_one_above_fewer_is_text(heads: int, kept: int) -> None:
    bodies = ["Rice", "Road", "Water", "School", "Forest", "Market"]
    data = paged(
        [
            stream(shown(*(["Town news"] if number < heads else []), f"{body} of the town is told here."))
            for number, body in enumerate(bodies)
        ]
    )
    lines = "\n".join(document(data, name=NAME).lines)
    assert lines.count("Town news") == kept
    assert all(f"{body} of the town is told here." in lines for body in bodies)
