"""Pages that were recognised are fitted to each other."""

from __future__ import annotations

from reportlint.readers.pdf.drawing import Stroke
from reportlint.readers.pdf.lines import Glyph
from reportlint.readers.pdf.rulings import frames
from reportlint.readers.pdf.sheets import Page, Seen, Sheet, Source
from reportlint.readers.picture.joining import joined


def text(size: float, count: int, piece: int) -> list[Glyph]:
    return [Glyph("字", at * size, 0, (at + 1) * size, size, size, True, piece) for at in range(count)]


def sheet(number: int, *, left: float = 70, wide: float = 1.0, glyphs: list[Glyph] | None = None) -> Sheet:
    xs = [left + wide * x for x in (0, 100, 250, 400)]
    return Sheet(
        Page(number, (0, 0, 595, 842), found_at=(1, 0, 0, -1, 0, 842)),
        glyphs=glyphs or [],
        level=[Stroke(y, xs[0], xs[-1]) for y in (100, 140, 180)],
        upright=[Stroke(x, 100, 180) for x in xs],
        seen=[Seen((xs[1], 100, xs[2], 140), 1.0)],
    )


def test_lines_of_about_one_size_have_it() -> None:
    glyphs = [
        *text(15.6, 30, 0),
        *text(16.1, 28, 1),
        *text(13.8, 4, 2),
        *text(22.0, 16, 3),
        *text(9.2, 20, 4),
    ]
    (page,) = joined(Source([sheet(1, glyphs=glyphs)])).sheets
    assert {glyph.piece: glyph.size for glyph in page.glyphs} == {0: 15.6, 1: 15.6, 2: 15.6, 3: 22.0, 4: 9.2}


def test_a_table_goes_on_where_the_page_before_has_its_edges() -> None:
    first, second = joined(Source([sheet(1), sheet(2, left=82, wide=1.02)])).sheets
    above, below = (frames(page.upright, page.level)[0] for page in (first, second))
    assert [round(x, 3) for x in below.xs] == [round(x, 3) for x in above.xs]
    assert second.seen is not None
    assert [round(x, 3) for x in second.seen[0].box] == [170, 100, 320, 140]
    back = second.page.back((170, 100, 320, 140))
    assert [round(x, 3) for x in back] == [184, 702, 337, 742]


def test_another_table_is_left_where_it_is() -> None:
    other = sheet(2)
    other.upright = [Stroke(x, 100, 180) for x in (70, 200, 470)]
    _, second = joined(Source([sheet(1), other])).sheets
    assert [line.at for line in second.upright] == [70, 200, 470]


def test_pages_are_numbered_in_order_and_keep_the_number_of_the_file() -> None:
    pages = joined(Source([sheet(1), sheet(1), sheet(2)])).sheets
    assert [(page.page.number, page.page.shown) for page in pages] == [(1, 1), (2, 1), (3, 2)]


def test_what_could_not_be_made_out_is_told() -> None:
    page = sheet(3)
    page.unclear = 2
    (read,) = joined(Source([page])).sheets
    assert [entry.text.zh for entry in read.unread] == [
        "第3页有 2 处字认不清，没有读；请重新扫描这一页，或者检查原来的 Word 文件"
    ]
