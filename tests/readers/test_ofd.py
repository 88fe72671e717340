"""OFD files are read as they are seen: steps and transformations of text, ruling lines, templates, notes, pages."""

from __future__ import annotations

from itertools import product

import pytest

from reportlint.app.api import Settings, check_bytes, parse_bytes
from reportlint.model.document import Picture
from reportlint.readers import read
from reportlint.readers.failure import ReadFailure
from tests.generator.reports import SORTS, correct
from tests.readers import ofd_files
from tests.readers.ofd_files import MANNERS, Manner, ofd, packed, page_xml, path_object
from tests.readers.test_pdf import Outline, outline
from tests.tiers import sampled

NAME = "年报.ofd"
UNDATED = Settings(ignore=("Y509",))
SCAN = "文件里只有图片，没有文字层（多半是扫描件），读不出内容；请检查原来的 Word 文件，或者先做文字识别"
GLYPHS = "文件里的文字只有字形没有编码，复制出来是乱码，读不出内容；请检查原来的 Word 文件，或者先做文字识别"


def text(x: float, y: float, words: str, deltas: str = "", *, size: float = 4, more: str = "") -> str:
    """A text object; `y` is the height of its line."""
    told = f' DeltaX="{deltas}"' if deltas else ""
    return (
        f'<ofd:TextObject Boundary="{x} {y - size} 150 {size}" Font="3" Size="{size}" {more}>'
        f'<ofd:TextCode X="0" Y="{size}"{told}>{words}</ofd:TextCode></ofd:TextObject>'
    )


def grid(xs: list[float], ys: list[float]) -> str:
    """The lines of a table, around it too."""
    level = (path_object(f"M 0 0 L {xs[-1] - xs[0]} 0", (xs[0], y, xs[-1] - xs[0], 0)) for y in ys)
    upright = (path_object(f"M 0 0 L 0 {ys[-1] - ys[0]}", (x, ys[0], 0, ys[-1] - ys[0])) for x in xs)
    return "".join((*level, *upright))


def of(
    *objects: str, more: dict[str, str | bytes] | None = None, data: str = "", tail: str = "", head: str = ""
) -> bytes:
    """A file whose pages have these objects; `more` are parts, `data`, `tail` and `head` stand in others."""
    pages = "".join(f'<ofd:Page ID="{at}" BaseLoc="P{at}.xml"/>' for at in range(len(objects)))
    told: dict[str, str | bytes] = {
        "OFD.xml": ofd_files.entry("Doc_0/Document.xml"),
        "Doc_0/Document.xml": ofd_files.document_xml(pages, template=data, more=tail),
        "Doc_0/PublicRes.xml": ofd_files.resources_xml(),
    }
    for at, content in enumerate(objects):
        told[f"Doc_0/P{at}.xml"] = page_xml(content, template=head)
    return packed({**told, **(more or {})})


def pages(*objects: str) -> Outline:
    """What is read of pages with these objects."""
    return outline(read(of(*objects), name=NAME))


@sampled(
    "sort, manner, seed",
    product(SORTS, MANNERS, range(3)),
    lambda sort, manner, seed: {(sort, manner.name)},
)
def test_every_cell_and_sentence_is_read(sort: tuple[str, str], manner: Manner, seed: int) -> None:
    draft = correct(*sort, seed)
    data = ofd(draft, manner)
    report = parse_bytes(data, name=NAME)
    cells = {
        key: (value.state, value.raw) for table in report.tables.values() for key, value in table.cells()
    }
    assert cells == {key: ("number", raw) for key, raw in draft.cells.items()}
    told = {
        section.number: [paragraph.text for paragraph in section.paragraphs] for section in report.sections
    }
    wanted = {number: draft.prose[number].split("\n") for number in draft.order}
    wanted[1].insert(0, draft.period)
    assert told == {number: [line for line in lines if line] for number, lines in wanted.items()}
    assert check_bytes(data, name=draft.filename, settings=UNDATED).diagnostics == ()


def test_places_are_pages_and_lines_on_them() -> None:
    report = parse_bytes(ofd(correct("2021", "town", 1)), name=NAME)
    places = {
        key: report.tables["applications"].values[key]["total"].place
        for key in ("new_received", "carried_out")
    }
    assert {key: (place.page, place.spot and place.spot.line) for key, place in places.items()} == {
        "new_received": (2, 22),
        "carried_out": (3, 11),
    }


@pytest.mark.parametrize(
    ("deltas", "told"),
    [
        ("4 4 4 4", "公开年度报"),
        ("g 4 4", "公开年度报"),
        ("4 g 2 4.0 4", "公开年度报"),
        ("G 2 4", "公开年度报"),
        ("4", "公开年度报"),
        ("", "公开年度报"),
        ("g 999999999 4 7 7 7", "公开年度报"),
        ("g 3 4 30", "公开年度 报"),
    ],
)
def test_steps_between_characters(deltas: str, told: str) -> None:
    """The last one again where there are too few, and behind each other where there are none."""
    assert pages(text(20, 50, "公开年度报", deltas)) == [told]


def test_steps_that_are_no_numbers_are_none() -> None:
    (read_as,) = pages(text(20, 50, "公开", "x nan g"))
    assert sorted(str(read_as)) == sorted("公开")


def test_figures_are_parted_by_their_steps() -> None:
    """One object draws a whole row: what is far apart stands in cells of its own."""
    rows = text(20, 50, "行政许可1234", "g 3 4 26 2 24 2") + text(20, 58, "行政处罚78", "g 3 4 26 26")
    assert pages(rows) == [[["行政许可", "12", "34"], ["行政处罚", "7", "8"]]]


def test_the_size_is_that_after_the_transformation() -> None:
    """Converters from PDF write in points and scale."""
    scaled = text(20, 50, "报告", "11.34", size=11.34, more='CTM="0.3528 0 0 0.3528 0 0"')
    assert pages(scaled + text(28, 50 - 11.34 * 0.6472, "全文", "4")) == ["报告全文"]


def test_an_object_may_have_several_codes() -> None:
    codes = '<ofd:TextCode X="0" Y="4" DeltaX="4">政府</ofd:TextCode><ofd:TextCode X="8" DeltaX="4">信息</ofd:TextCode>'
    assert pages(f'<ofd:TextObject Boundary="20 46 90 4" Size="4">{codes}</ofd:TextObject>') == ["政府信息"]


def test_text_from_top_to_bottom_in_a_cell() -> None:
    code = '<ofd:TextCode X="0" Y="4" DeltaX="g 2 0" DeltaY="g 2 4">办理结</ofd:TextCode>'
    upright = f'<ofd:TextObject Boundary="21 41 4 20" Size="4">{code}</ofd:TextObject>'
    assert pages(grid([20, 26, 60], [40, 60]) + upright + text(30, 50, "12")) == [[["办理结", "12"]]]


@pytest.mark.parametrize("matrix", ["0 1 -1 0 100 0", "0 -1 1 0 0 200", "-1 0 0 -1 150 150"])
def test_a_page_that_lies_on_its_side_is_turned(matrix: str) -> None:
    content = grid([20, 60, 90], [40, 50, 60]) + text(22, 47, "行政许可", "g 3 4") + text(64, 47, "15", "2")
    content += text(22, 57, "行政处罚", "g 3 4") + text(64, 57, "3")
    turned = f'<ofd:CompositeObject ResourceID="70" Boundary="20 30 200 200" CTM="{matrix}"/>'
    unit = (
        f'<ofd:CompositeGraphicUnit ID="70"><ofd:Content>{content}</ofd:Content></ofd:CompositeGraphicUnit>'
    )
    found = read(of(turned, more={"Doc_0/PublicRes.xml": ofd_files.resources_xml([unit])}), name=NAME)
    assert outline(found) == [[["行政许可", "15"], ["行政处罚", "3"]]]


def test_characters_that_are_turned_themselves() -> None:
    """The page stands on its side: each character is turned, and the next one stands below."""
    code = '<ofd:TextCode X="0" Y="0" DeltaY="g 4 4">政府信息公</ofd:TextCode>'
    turned = f'<ofd:TextObject Boundary="50 40 4 60" Size="4" CharDirection="90">{code}</ofd:TextObject>'
    assert pages(turned) == ["政府信息公"]


def cells_of(rules: str) -> Outline:
    """Four words between the lines of a table."""
    words = text(22, 47, "甲") + text(52, 47, "1") + text(22, 57, "乙") + text(52, 57, "2")
    return pages(rules + words)


TABLE: Outline = [[["甲", "1"], ["乙", "2"]]]
XS, YS = [20.0, 50.0, 80.0], [40.0, 50.0, 60.0]


def bar(x: float, y: float, width: float, height: float, more: str) -> str:
    return path_object(
        f"M 0 0 L {width} 0 L {width} {height} L 0 {height} C", (x, y, width, height), more=more
    )


@pytest.mark.parametrize(
    "rules",
    [
        grid(XS, YS),
        "".join(bar(20, y, 60, 0.2, 'Stroke="false" Fill="true"') for y in YS)
        + "".join(bar(x, 40, 0.2, 20, 'Stroke="false" Fill="true"') for x in XS),
        "".join(bar(x, y, 30, 10, "") for x in XS[:2] for y in YS[:2]),
        path_object(
            "S 0 0 L 60 0 M 0 10 L 60 10 M 0 20 L 60 20 M 0 0 L 0 20 M 30 0 L 30 20 M 60 0 L 60 20",
            (20, 40, 60, 20),
        ),
        path_object("M0,0L60,0M0,10L60,10M0,20L60,20M0,0L0,20M30,0L30,20M60,0L60,20", (20, 40, 60, 20)),
    ],
    ids=["strokes", "thin bars", "rectangles", "one path", "without spaces"],
)
def test_lines_of_a_table(rules: str) -> None:
    assert cells_of(rules) == TABLE


@pytest.mark.parametrize(
    "shape",
    [
        bar(15, 35, 70, 30, 'Stroke="false" Fill="true"'),
        bar(30, 20, 3, 80, 'Stroke="false" Fill="true"'),
        path_object("M 0 0 L 60 20", (20, 40, 60, 20)),
        path_object("M 35 0 B 35 30 35 60 35 90 Q 35 95 35 99 A 5 5 0 0 1 35 120", (0, 0, 60, 99)),
        path_object("M 35 0 L 35 120", (0, 0, 60, 120), more='Visible="false"'),
        path_object("M 35 0 L 35 120", (0, 0, 60, 120), more='Stroke="false"'),
        path_object("M 35 0 L 35 120", (0, 0, 60, 120), more='LineWidth="9"'),
        path_object("X 3 M 1e999 nan L", (0, 0, 60, 120)),
    ],
    ids=["shading", "thick bar", "slanted", "curves", "hidden", "not drawn", "thick line", "nonsense"],
)
def test_what_is_drawn_besides_is_no_line_of_it(shape: str) -> None:
    assert cells_of(grid(XS, YS) + shape) == TABLE


def test_a_drawing_that_holds_itself_is_drawn_once() -> None:
    inner = '<ofd:CompositeObject ResourceID="70" Boundary="0 0 9 9"/>'
    unit = f'<ofd:CompositeGraphicUnit ID="70"><ofd:Content>{inner}{text(1, 50, "正文")}</ofd:Content></ofd:CompositeGraphicUnit>'
    assert outline(
        read(of(inner, more={"Doc_0/PublicRes.xml": ofd_files.resources_xml([unit])}), name=NAME)
    ) == ["正文"]


def template(name: str, words: str, refers: str = "") -> dict[str, str | bytes]:
    head = f'<ofd:Template TemplateID="{refers}"/>' if refers else ""
    return {f"Doc_0/{name}.xml": page_xml(words, template=head, kind="Background")}


def templates(*names: str) -> str:
    return "".join(f'<ofd:TemplatePage ID="{name}" BaseLoc="{name}.xml"/>' for name in names)


def test_templates_are_part_of_their_pages_and_loops_do_no_harm() -> None:
    more = template("A", grid([20, 50, 80], [40, 50]), "B") | template("B", text(22, 47, "甲"), "A")
    page = text(52, 47, "1") + text(20, 80, "正文")
    data = of(page, page, more=more, data=templates("A", "B"), head='<ofd:Template TemplateID="A"/>')
    assert outline(read(data, name=NAME)) == [[["甲", "1"]], "正文", [["甲", "1"]], "正文"]


def test_heads_of_templates_are_left_out() -> None:
    more = template("A", text(80, 15, "县教育局文件", "g 5 4"))
    words = [text(28, 100, f"正文的第{at}页。") + text(20, 108, "本段还有一行，顶格写。") for at in "一二三"]
    data = of(*words, more=more, data=templates("A"), head='<ofd:Template TemplateID="A"/>')
    assert outline(read(data, name=NAME)) == [f"正文的第{at}页。本段还有一行，顶格写。" for at in "一二三"]


def test_a_template_that_is_missing_is_told() -> None:
    found = read(
        of(text(20, 50, "正文"), data=templates("A"), head='<ofd:Template TemplateID="A"/>'), name=NAME
    )
    assert [(entry.text.zh, entry.place.page) for entry in found.unread] == [
        ("第1页有一部分（模板或批注）缺失或已损坏，可能没有读全；请用原来的 Word 文件重新导出", 1)
    ]


NOTES = "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>"


def notes(*told: str) -> dict[str, str | bytes]:
    index = '<ofd:Page PageID="0"><ofd:FileLoc>Page_0/Annot.xml</ofd:FileLoc></ofd:Page>'
    space = f'xmlns:ofd="{ofd_files.NAMESPACE}"'
    return {
        "Doc_0/Annots/Annotations.xml": f"<ofd:Annotations {space}>{index}</ofd:Annotations>",
        "Doc_0/Annots/Page_0/Annot.xml": f"<ofd:PageAnnot {space}>{''.join(told)}</ofd:PageAnnot>",
    }


def note(kind: str, words: str, more: str = "") -> str:
    shown = text(0, 4, words, "g 9 4")
    return f'<ofd:Annot ID="1" Type="{kind}" {more}><ofd:Appearance Boundary="20 60 90 9">{shown}</ofd:Appearance></ofd:Annot>'


def test_notes_are_read_as_they_are_seen() -> None:
    told = notes(
        note("Stamp", "已发布"), note("Watermark", "内部资料"), note("Highlight", "删", 'Visible="false"')
    )
    assert outline(read(of(text(20, 50, "正文"), more=told, tail=NOTES), name=NAME)) == ["正文", "已发布"]


HIDDEN = "经办人的身份证号码是350125199003071239。"


@pytest.mark.parametrize("where", ["note", "drawing"])
def test_what_a_hidden_note_or_drawing_says_is_looked_at(where: str) -> None:
    unseen = '<ofd:CompositeObject ID="7" ResourceID="500" Boundary="0 0 90 90" Visible="false"/>'
    drawing = f'<ofd:CompositeGraphicUnit ID="500"><ofd:Content>{text(0, 9, HIDDEN)}</ofd:Content></ofd:CompositeGraphicUnit>'
    more = {
        "Doc_0/PublicRes.xml": ofd_files.resources_xml([drawing]),
        **notes(note("Stamp", HIDDEN, 'Visible="false"')),
    }
    shown = text(20, 50, "正文")
    data = of(shown, more=more, tail=NOTES) if where == "note" else of(shown + unseen, more=more)
    found = read(data, name=NAME)
    assert outline(found) == ["正文"]
    assert [(aside.text, aside.place.page, aside.place.spot.part) for aside in found.beside] == [
        (HIDDEN, 1, "hidden")
    ]


def test_notes_that_are_missing_are_told() -> None:
    found = read(of(text(20, 50, "正文"), tail=NOTES), name=NAME)
    assert [entry.text.zh for entry in found.unread] == [
        "文件有一部分已损坏，可能没有读全；请用原来的 Word 文件重新导出，或者直接检查 Word 文件"
    ]


def test_seals_and_signatures_are_no_text() -> None:
    signs = '<Signatures xmlns="http://www.ofdspec.org/2016"><Signature ID="1" BaseLoc="Sign_0/Signature.xml"/></Signatures>'
    more: dict[str, str | bytes] = {
        "Doc_0/Signs/Signatures.xml": signs,
        "Doc_0/Signs/Sign_0/SignedValue.dat": b"\0\1",
    }
    found = read(of(text(20, 50, "正文"), more=more), name=NAME)
    assert (outline(found), found.unread, found.notes) == (["正文"], (), ())


def picture(x: float, y: float, width: float, height: float) -> str:
    return f'<ofd:ImageObject Boundary="{x} {y} {width} {height}" CTM="{width} 0 0 {height} 0 0" ResourceID="60"/>'


def test_pages_that_are_pictures_are_told() -> None:
    words = "".join(text(20, 50 + 8 * at, "本页是有文字的一页，不是扫描的图片。") for at in range(4))
    found = read(of(words, picture(0, 0, 210, 297)), name=NAME)
    assert [(block.place.page, block.whole_page) for block in found.blocks if isinstance(block, Picture)] == [
        (2, True)
    ]


def test_a_scan_is_refused() -> None:
    with pytest.raises(ReadFailure) as failure:
        read(of(picture(0, 0, 210, 297), picture(5, 5, 200, 287)), name=NAME)
    assert failure.value.words.zh == SCAN


@pytest.mark.parametrize("how", ['Visible="false"', 'Alpha="0"', 'Fill="false"'])
def test_hidden_text_is_read_behind_a_scan_only(how: str) -> None:
    hidden = "".join(text(20, 50 + 8 * at, "扫描件后面识别出来的文字。", more=how) for at in range(4))
    assert pages(text(20, 30, "正文") + hidden) == ["正文"]
    found = read(of(picture(0, 0, 210, 297) + hidden), name=NAME)
    assert outline(found) == ["扫描件后面识别出来的文字。" * 4]
    assert [entry.zh for entry in found.notes] == [
        "第1页是扫描的图片，文字是识别出来的，可能有错；请对照原件核对"
    ]


def glyphs(words: str, count: int) -> str:
    shapes = f'<ofd:CGTransform CodePosition="0" CodeCount="{count}" GlyphCount="{count}"><ofd:Glyphs>1 2 3</ofd:Glyphs></ofd:CGTransform>'
    return f'<ofd:TextObject Boundary="20 46 90 4" Size="4">{shapes}<ofd:TextCode X="0" Y="4" DeltaX="g 9 4">{words}</ofd:TextCode></ofd:TextObject>'


def test_shapes_in_place_of_characters_do_not_change_the_text() -> None:
    """Embedded fonts have shapes of their own; the text says what they are."""
    assert pages(glyphs("公开年", 3)) == ["公开年"]


@pytest.mark.parametrize("words", ["¤¤¤¤¤¤", "", "\ue001\ue002\ue003\ue004\ue005"])
def test_shapes_without_text_are_told(words: str) -> None:
    with pytest.raises(ReadFailure) as failure:
        read(of(glyphs(words, 5)), name=NAME)
    assert failure.value.words.zh == GLYPHS


def test_some_shapes_without_text_are_told_by_their_page() -> None:
    words = "".join(text(20, 60 + 8 * at, "本页的文字多数有编码，可以读出来。", "g 20 4") for at in range(4))
    found = read(of(words + glyphs("¤¤¤¤¤", 5)), name=NAME)
    assert [entry.text.zh for entry in found.unread] == [
        "第1页有些字只有字形没有编码，读不出是什么字；请检查原来的 Word 文件"
    ]


def test_all_documents_of_a_file_are_read() -> None:
    page = '<ofd:Page ID="1" BaseLoc="P0.xml"/>'
    told: dict[str, str | bytes] = {"OFD.xml": ofd_files.entry("Doc_0/Document.xml", "Doc_1/Document.xml")}
    for at, words in enumerate(("第一份的正文。", "第二份的正文。")):
        told[f"Doc_{at}/Document.xml"] = ofd_files.document_xml(page)
        told[f"Doc_{at}/P0.xml"] = page_xml(text(60, 60, "标题", size=7) + text(20, 80, words, "g 9 4"))
    found = read(packed(told), name=NAME)
    assert outline(found) == ["标题", "第一份的正文。", "标题", "第二份的正文。"]
    assert [block.place.page for block in found.blocks] == [1, 1, 2, 2]
    assert [entry.zh for entry in found.notes] == ["文件里有 2 份文档，页码按先后连着数"]
    del told["Doc_1/Document.xml"]
    assert [entry.text.zh for entry in read(packed(told), name=NAME).unread] == [
        "文件有一部分已损坏，可能没有读全；请用原来的 Word 文件重新导出，或者直接检查 Word 文件"
    ]


def test_a_page_may_have_a_size_of_its_own() -> None:
    area = "<ofd:Area><ofd:PhysicalBox>0 0 420 297</ofd:PhysicalBox></ofd:Area>"
    wide = page_xml(text(300, 50, "正文", "4"), area=area)
    assert outline(read(of("", more={"Doc_0/P0.xml": wide}), name=NAME)) == ["正文"]
    found = read(of(text(20, 50, "正文", "4") + text(300, 50, "页外", "4")), name=NAME)
    assert (outline(found), found.unread) == (["正文"], ())


@pytest.mark.parametrize("name", ["年报.ofd", "年报", "年报.zip", "年报.docx"])
def test_a_file_is_known_by_its_contents(name: str) -> None:
    draft = correct("2021", "town", 1)
    assert check_bytes(ofd(draft), name=name, settings=UNDATED).diagnostics == ()
