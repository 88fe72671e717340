"""What is seen of a Word file beside its body: notes are read where their marks are, hidden rows and styles are not."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx.oxml import parse_xml

from reportlint import parsing
from reportlint.app.api import check_bytes
from reportlint.draft import sample
from reportlint.draft.docx import docx
from reportlint.marking import annotate_bytes
from reportlint.model.document import Spot
from reportlint.parsing.report_json.writing import write_report
from reportlint.readers import read
from reportlint.readers.container import Container
from tests.readers.word_files import NAMESPACES, mark, outline, p, r, tbl, tc, tr, with_notes, word_file

PERSON = "申请人的身份证号码是11010519491231002X，手机13800138000；2024年另收到政府信息公开申请99件。"


def report(end: str) -> bytes:
    """The sample report as Word file, with XML behind its last sentence."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(docx(sample("town")))) as source,
        zipfile.ZipFile(made, "w") as archive,
    ):
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                text = part.decode()
                at = text.index("</w:r>", text.rindex("没有其他需要报告的事项。")) + len("</w:r>")
                part = (text[:at] + end + text[at:]).encode()
            archive.writestr(name, part)
    return made.getvalue()


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_what_a_note_says_is_judged_where_its_mark_is(kind: str) -> None:
    data = with_notes(report(mark(2, kind=kind)), kind=kind, n2=p(PERSON))
    result = check_bytes(data, name="年报.docx")
    assert [finding.code for finding in result.diagnostics] == ["W602", "W603", "N401"]
    spots = {finding.place.spot for finding in result.diagnostics}
    assert len(spots) == 1
    assert spots.pop().note
    assert parsing.parse(read(data, name="年报.docx")).footnotes[0][0] == 6


def test_a_harmless_note_and_one_without_a_mark_are_fine() -> None:
    plain = with_notes(
        report(mark(2)), n2=p("本报告中涉及金额的单位均为万元。"), n3=p("本报告中的金额有误。")
    )
    assert check_bytes(plain, name="年报.docx").diagnostics == ()


def test_a_person_in_a_note_without_a_mark_is_in_the_file_all_the_same() -> None:
    found = check_bytes(
        with_notes(report(mark(2)), n2=p("单位为万元。"), n3=p(PERSON)), name="年报.docx"
    ).diagnostics
    assert [(entry.code, entry.place.spot and entry.place.spot.part) for entry in found] == [
        ("W602", "elsewhere")
    ]


def test_a_note_fills_no_section() -> None:
    data = word_file(
        p("云陂镇人民政府2024年政府信息公开工作年度报告"),
        p("一、总体情况"),
        p("本报告所列数据的统计期限自2024年1月1日起至2024年12月31日止。"),
        f"<w:p>{r('五、存在的主要问题及改进情况')}{mark(2)}</w:p>",
        p("六、其他需要报告的事项"),
        p("无。"),
    )
    parsed = parsing.parse(read(with_notes(data, n2=p("见去年的报告。")), name="年报.docx"))
    assert [(number, note.text) for number, note in parsed.footnotes] == [(5, "见去年的报告。")]
    fifth = parsed.section(5)
    assert fifth is not None
    assert fifth.paragraphs == ()
    codes = [
        found.code for found in check_bytes(with_notes(data, n2=p("见去年。")), name="年报.docx").diagnostics
    ]
    assert "S104" in codes


def test_a_period_that_only_a_note_tells_is_told() -> None:
    data = word_file(
        f"<w:p>{r('云陂镇人民政府2024年政府信息公开工作年度报告')}{mark(2)}</w:p>",
        p("一、总体情况"),
        p("全年主动公开信息12条。"),
        p("二、主动公开政府信息情况"),
    )
    note = p("本报告所列数据的统计期限自2024年1月1日起至2024年12月31日止。")
    parsed = parsing.parse(read(with_notes(data, n2=note), name="年报.docx"))
    assert parsed.title is not None
    assert parsed.title.text == "云陂镇人民政府2024年政府信息公开工作年度报告"
    assert parsed.period is not None
    assert parsed.footnotes[0][0] is None


def test_marks_in_cells_leave_the_figures_alone() -> None:
    noted = tc(f"<w:p>{r('3')}{mark(2)}</w:p>"), tc(f"<w:p>{r('4')}{mark(3, own='*')}{r('5')}</w:p>")
    rows = tbl(tr("规章", *noted, "6"), tr("行政许可", "7"))
    data = with_notes(word_file(p("甲。"), rows, p("乙。")), n2=p("注一。") + p("又一行。"), n3=p("注二。"))
    assert outline(data) == ["甲。", [["规章", "3", "45", "6"], ["行政许可", "7"]], "乙。"]
    document = read(data, name="年报.docx")
    assert document.lines == (
        "甲。",
        "规章 | 3 | 45 | 6",
        "行政许可 | 7",
        "注一。",
        "又一行。",
        "注二。",
        "乙。",
    )
    assert [(note.text, note.place.spot) for note in document.footnotes] == [
        ("注一。", Spot(table=1, row=1, column=2, note=True)),
        ("又一行。", Spot(table=1, row=1, column=2, note=True)),
        ("注二。", Spot(table=1, row=1, column=3, note=True)),
    ]


def test_a_note_is_read_once_and_keeps_apart_from_text_that_goes_on() -> None:
    joined = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('上半句，')}{mark(2)}</w:p>"
    data = with_notes(word_file(joined, p("下半句。"), f"<w:p>{mark(2)}{r('末句。')}</w:p>"), n2=p("注。"))
    assert outline(data) == ["上半句，下半句。", "末句。"]
    assert [note.text for note in read(data, name="年报.docx").footnotes] == ["注。"]


def test_a_comment_on_a_note_stands_at_its_mark_and_the_note_is_in_the_parsed_report() -> None:
    data = with_notes(report(mark(2)), n2=p(PERSON))
    marked = Container(annotate_bytes(data, name="年报.docx").content).part("word/document.xml")
    assert marked is not None
    start = marked.rindex(b"<w:commentRangeStart")
    around = marked[start : marked.index(b"<w:commentRangeEnd", start)]
    assert b"<w:footnoteReference" in around
    assert b"<w:t>" not in around
    assert PERSON in write_report(parsing.parse(read(data, name="年报.docx")))


def test_hidden_rows_are_not_there() -> None:
    hidden = tr("规章", "9", properties="<w:hidden/>")
    shown = tr("行政许可", "2", properties='<w:hidden w:val="0"/>')
    assert outline(word_file(tbl(tr("规章", "1"), hidden, shown))) == [[["规章", "1"], ["行政许可", "2"]]]


def styled(text: str, style: str, own: str = "") -> str:
    return f'<w:r><w:rPr><w:rStyle w:val="{style}"/>{own}</w:rPr><w:t>{text}</w:t></w:r>'


def test_text_that_a_style_hides_is_not_there() -> None:
    def add(document: object) -> None:
        for kind, name, rest in (
            ("character", "Away", "<w:rPr><w:vanish/></w:rPr>"),
            ("character", "AwayToo", '<w:basedOn w:val="Away"/>'),
            ("character", "Back", '<w:basedOn w:val="Away"/><w:rPr><w:vanish w:val="0"/></w:rPr>'),
            ("paragraph", "Gone", "<w:rPr><w:vanish/></w:rPr>"),
        ):
            style = f'<w:style {NAMESPACES} w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{rest}</w:style>'
            document.styles.element.append(parse_xml(style))  # type: ignore[attr-defined]

    seen = styled("甲", "Back") + styled("乙", "Away", '<w:vanish w:val="0"/>') + styled("丙", "Strong")
    cell = tc(f"<w:p>{r('3')}{styled('9', 'Away')}{styled('9', 'AwayToo')}</w:p>")
    gone = p("不见的一段。", '<w:pStyle w:val="Gone"/>')
    data = word_file(f"<w:p>{seen}{r('。')}</w:p>", gone, tbl(tr("规章", cell)), change=add)
    assert [block for block in outline(data) if block] == ["甲乙丙。", [["规章", "3"]]]
