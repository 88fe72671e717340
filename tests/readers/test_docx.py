"""Word files are read as they are seen: order, merged cells, boxes, changes, fields, layout tables, places."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportlint.draft import sample
from reportlint.draft.docx import docx
from reportlint.model.document import Paragraph, Picture, Spot
from reportlint.readers import read
from reportlint.readers.failure import ReadFailure
from tests.readers.word_files import outline, p, r, shown, spans, tbl, tc, tr, word_file

DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def across(number: int) -> str:
    return f'<w:gridSpan w:val="{number}"/>'


def test_paragraphs_and_tables_in_reading_order() -> None:
    data = word_file(p("甲。"), tbl(tr("一", "1"), tr("二", "2")), p("乙。"), tbl(tr("三", "3")), p("丙。"))
    assert outline(data) == ["甲。", [["一", "1"], ["二", "2"]], "乙。", [["三", "3"]], "丙。"]


def test_merged_cells_stand_once_where_they_begin() -> None:
    data = word_file(
        tbl(
            tr(tc("结果", DOWN), tc("予以公开", across(2)), "1"),
            tr(tc("", ON), tc("不予公开", DOWN), "国家秘密", "2"),
            tr(tc("", ON), tc("", ON), "其他", "3"),
            tr(tc("总计", across(3)), "6"),
        )
    )
    assert spans(data) == [
        [("结果", 3, 1), ("予以公开", 1, 2), ("1", 1, 1)],
        [("不予公开", 2, 1), ("国家秘密", 1, 1), ("2", 1, 1)],
        [("其他", 1, 1), ("3", 1, 1)],
        [("总计", 1, 3), ("6", 1, 1)],
    ]


def test_a_merge_that_begins_nowhere_is_a_cell() -> None:
    data = word_file(tbl(tr(tc("甲", ON), "1"), tr(tc("", ON), "2")))
    assert spans(data) == [[("甲", 2, 1), ("1", 1, 1)], [("2", 1, 1)]]


def test_old_merges_across_and_cells_in_content_controls() -> None:
    left, right = '<w:hMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>'
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{tc('5')}</w:sdtContent></w:sdt>"
    data = word_file(tbl(tr(tc("甲", left), tc("", right), control)))
    assert spans(data) == [[("甲", 1, 2), ("5", 1, 1)]]


def test_a_table_within_a_cell_of_figures_comes_behind_its_row() -> None:
    inner = tbl(tr("内", "9"))
    data = word_file(tbl(tr("甲", "1", "2", tc(inner + p(""))), tr("乙", "3", "4", "5")))
    assert outline(data) == [[["甲", "1", "2", ""]], [["内", "9"]], [["乙", "3", "4", "5"]]]


def test_a_table_that_lays_out_the_page_is_unfolded() -> None:
    figures = tbl(tr("规章", "1", "2", "3"))
    data = word_file(
        tbl(
            tr(tc("一、总体情况")),
            tr(tc(p("本年度公开信息5条。收到申请3件。") + p("监督保障到位，没有被追究责任。"))),
            tr(tc(p("二、主动公开政府信息情况") + figures + p(""))),
        )
    )
    assert outline(data) == [
        [["一、总体情况"]],
        "本年度公开信息5条。收到申请3件。",
        "监督保障到位，没有被追究责任。",
        "二、主动公开政府信息情况",
        [["规章", "1", "2", "3"]],
    ]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{p('云陂镇人民政府')}</w:txbxContent>"
    both = (
        "<w:p><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx>{box}'
        "</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
        f"</mc:AlternateContent></w:r>{r('年度报告')}</w:p>"
    )
    old = f"<w:p><w:r><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></w:r></w:p>"
    assert outline(word_file(both)) == ["年度报告", "云陂镇人民政府"]
    assert outline(word_file(old)) == ["云陂镇人民政府"]


def test_tracked_changes_are_read_as_if_accepted() -> None:
    deleted = f"<w:del>{r('').replace('w:t', 'w:delText')}<w:r><w:delText>4</w:delText></w:r></w:del>"
    changed = f"<w:p>{r('收到申请')}{deleted}<w:ins>{r('3')}</w:ins>{r('件。')}</w:p>"
    moved = f"<w:p><w:moveFrom>{r('旧处')}</w:moveFrom>{r('原地。')}<w:moveTo>{r('新处。')}</w:moveTo></w:p>"
    joined = p("上半句，", "<w:rPr><w:del/></w:rPr>") + p("下半句。")
    rows = tbl(tr("甲", "1"), tr("乙", "2", properties="<w:del/>"), tr("丙", "3", properties="<w:ins/>"))
    cells = tbl(tr("甲", tc("9", "<w:cellDel/>"), "1"))
    data = word_file(changed, moved, joined, rows, p("间。"), cells)
    assert outline(data) == [
        "收到申请3件。",
        "原地。新处。",
        "上半句，下半句。",
        [["甲", "1"], ["丙", "3"]],
        "间。",
        [["甲", "1"]],
    ]


def test_fields_links_controls_and_marks_within_a_paragraph() -> None:
    field = "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>"
    field += f"<w:r><w:fldChar w:fldCharType='separate'/></w:r>{r('2024年')}<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    simple = f"<w:fldSimple w:instr='NUMPAGES'>{r('3')}</w:fldSimple>"
    link = f"<w:hyperlink>{r('网站')}</w:hyperlink>"
    control = f"<w:sdt><w:sdtContent>{r('控件')}</w:sdtContent></w:sdt>"
    marks = "<w:r><w:t>6</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>7</w:t></w:r>"
    symbol = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="宋体" w:char="F041"/></w:r>'
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
    ruby = f"<w:r><w:ruby><w:rt>{r('zhen')}</w:rt><w:rubyBase>{r('镇')}</w:rubyBase></w:ruby></w:r>"
    formula = "<m:oMath><m:r><m:t>95%</m:t></m:r></m:oMath>"
    data = word_file(f"<w:p>{field}{simple}{link}{control}{marks}{symbol}{hidden}{ruby}{formula}</w:p>")
    assert outline(data) == ["2024年3网站控件6-7✓A镇95%"]


def test_line_breaks_part_running_text_and_join_in_cells() -> None:
    broken = "<w:p><w:r><w:t>云陂镇人民政府</w:t><w:br/><w:t>年度报告</w:t></w:r></w:p>"
    data = word_file(broken, tbl(tr(tc(p("商业") + p("企业")), "1")))
    assert outline(data) == ["云陂镇人民政府", "年度报告", [["商业\n企业", "1"]]]


def test_headers_footers_comments_and_contents_are_left_out() -> None:
    contents = (
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
        f"<w:sdtContent>{p('一、总体情况 1')}</w:sdtContent></w:sdt>"
    )
    noted = (
        f"<w:p>{r('正文。')}<w:r><w:footnoteReference w:id='2'/></w:r><w:commentRangeStart w:id='0'/></w:p>"
    )

    def dress(document: object) -> None:
        section = document.sections[0]  # type: ignore[attr-defined]
        section.header.paragraphs[0].text = "页眉"
        section.footer.paragraphs[0].text = "页脚"

    assert outline(word_file(contents, noted, change=dress)) == ["正文。"]


def test_a_table_pasted_as_text_is_a_table() -> None:
    data = word_file(
        p("规章\t1\t2\t3").replace("\t", "</w:t><w:tab/><w:t>"),
        p("行政许可\t4").replace("\t", "</w:t><w:tab/><w:t>"),
    )
    assert outline(data) == [[["规章", "1", "2", "3"], ["行政许可", "4"]]]


def test_strict_files_are_read() -> None:
    import io
    import zipfile

    source = zipfile.ZipFile(io.BytesIO(word_file(p("甲。"), tbl(tr("乙", "1")))))
    strict = io.BytesIO()
    with zipfile.ZipFile(strict, "w") as archive:
        for name in source.namelist():
            part = source.read(name).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            archive.writestr(name, part)
    assert outline(strict.getvalue()) == ["甲。", [["乙", "1"]]]


def test_places_are_paragraphs_and_cells_as_a_person_counts_them() -> None:
    table = tbl(tr(tc("甲", DOWN), "乙", "1"), tr(tc("", ON), "丙", ""))
    document = read(word_file(p("首段。"), p(""), p("次段。"), tbl(tr("子", "2")), table), name="年报.docx")
    paragraphs = [block.place.spot for block in document.blocks if isinstance(block, Paragraph)]
    assert paragraphs == [Spot(paragraph=1), Spot(paragraph=2)]
    first, second = document.grids()
    assert [cell.place.spot for row in first.rows for cell in row] == [
        Spot(table=1, row=1, column=1),
        Spot(table=1, row=1, column=2),
    ]
    assert [cell.place.spot for row in second.rows for cell in row] == [
        *(Spot(table=2, row=1, column=column) for column in (1, 2, 3)),
        *(Spot(table=2, row=2, column=column) for column in (2, 3)),
    ]
    for block in document.blocks:
        pieces = [block] if isinstance(block, Paragraph) else [cell for row in block.rows for cell in row]  # type: ignore[union-attr]
        for piece in pieces:
            place = piece.place
            assert document.lines[place.line - 1][place.column - 1 : place.end_column - 1] == piece.text


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("", "文件是空的，没有内容可查"),
        ("<w:p><w:r><w:drawing/></w:r></w:p>", "Word 文件里只有图片没有文字，读不出来；请用录入的文字版检查，扫描件要先做文字识别"),
        ("<w:altChunk/>", "正文是嵌在 Word 文件里的网页，读不出来；请用 Word 打开，另存后再检查"),
    ],
)  # fmt: skip
def test_a_file_without_text_is_told(body: str, told: str) -> None:
    with pytest.raises(ReadFailure) as failure:
        read(word_file(body) if body else word_file(), name="年报.docx")
    assert failure.value.words.zh == told


def test_the_content_tells_the_format_not_the_name() -> None:
    assert shown(read(word_file(p("甲。")), name="年报.txt")) == ["甲。"]


def test_a_picture_large_enough_for_a_table_is_told_and_a_small_one_is_not() -> None:
    import io
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    png = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )

    def add(width: int) -> Callable[[object], object]:
        return lambda document: document.add_picture(io.BytesIO(png), width, width)  # type: ignore[attr-defined]

    large = read(word_file(p("三、收到和处理政府信息公开申请情况"), change=add(5_000_000)), name="年报.docx")
    assert [type(block) for block in large.blocks] == [Paragraph, Picture]
    assert large.blocks[1].place.spot == Spot(paragraph=1)
    small = read(word_file(p("三、收到和处理政府信息公开申请情况"), change=add(300_000)), name="年报.docx")
    assert [type(block) for block in small.blocks] == [Paragraph]


@pytest.mark.parametrize("name", ["年报.docx", "年报.XLSX"])
def test_a_file_that_breaks_off_is_said_to_be_damaged(name: str) -> None:
    data = docx(sample("town"))
    with pytest.raises(ReadFailure) as failure:
        read(data[: len(data) // 2], name=name)
    assert failure.value.words.zh == "文件已损坏，读不出内容；请用 Word、WPS 或 Excel 打开后另存再检查"


def test_raised_digits_are_marks_and_struck_text_is_gone() -> None:
    raised = "<w:r><w:rPr><w:vertAlign w:val='{}'/></w:rPr><w:t>{}</w:t></w:r>".format
    struck = "<w:r><w:rPr><w:{}/></w:rPr><w:t>5</w:t></w:r>".format
    cells = [
        r("36") + raised("superscript", "1"),
        r("36") + raised("subscript", "2"),
        r("36") + raised("baseline", "1"),
        raised("superscript", "36"),
        struck("strike") + r("6"),
        struck("dstrike") + r("6"),
        "<w:r><w:rPr><w:strike w:val='0'/></w:rPr><w:t>5</w:t></w:r>" + r("6"),
    ]
    document = read(
        word_file(tbl(tr("行政处罚", *(tc(f"<w:p>{cell}</w:p>") for cell in cells)))), name="年报.docx"
    )
    assert shown(document) == [[["行政处罚", "36¹", "36₂", "361", "36", "6", "6", "56"]]]
    assert [note.zh for note in document.notes] == ["文件里加了删除线的文字按已经删去处理，没有检查"]
    assert read(word_file(tbl(tr("行政处罚", "6"))), name="年报.docx").notes == ()
