"""Findings as comments in a Word file: where they stand, what they say, and that nothing else changes."""

from __future__ import annotations

import io
import zipfile
from random import Random
from zlib import crc32

import docx as python_docx
import pytest
from lxml import etree
from msgspec.structs import replace

from reportlint import __version__
from reportlint.app.api import Settings, check_bytes
from reportlint.data.about import rules_digest
from reportlint.draft import sample
from reportlint.draft.docx import docx
from reportlint.marking import MarkFailure, annotate_bytes
from reportlint.marking.word_anchors import anchor
from reportlint.model.document import Paragraph
from reportlint.model.report import CellKey
from reportlint.model.wording import Language
from reportlint.readers import read
from reportlint.readers.container import Container, parsed
from reportlint.readers.failure import ReadFailure
from reportlint.readers.word.docx import sources
from tests.generator.faults import Fault, faults
from tests.generator.reports import SORTS, correct
from tests.marking.marked_files import BLANK, W, comments, faulty, parts, without_marks
from tests.readers.word_files import assert_found_again, p, r, tbl, tc, tr, word_file
from tests.tiers import sampled

OWN = "reportlint"
NEW_TOTAL = CellKey("applications", "new_received", "total")
MAIN = "word/document.xml"
NEW = {MAIN, "word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}


def annotated(data: bytes, lang: Language = "zh", **settings: object) -> bytes:
    chosen = Settings(**settings)  # type: ignore[arg-type]
    return annotate_bytes(data, name="年报.docx", settings=chosen, lang=lang).content


def headings(data: bytes) -> list[tuple[str, str]]:
    return [(comment.heading, comment.around) for comment in comments(data)]


def test_each_finding_is_a_comment_at_its_run_or_cell_and_the_title_has_the_summary() -> None:
    assert headings(annotated(docx(faulty()))) == [
        ("reportlint 检查结果", "云陂镇人民政府2024年政府信息公开工作年度报告"),
        ("警告 T203 表里有格没有填数", ""),
        ("错误 A304 复议、诉讼的总计与各项结果之和不符", "9"),
        ("警告 W601 模板里的空还没有填", "（具体网址）"),
    ]


def test_a_sentence_and_the_cell_that_disagree_both_have_a_comment_at_their_figure() -> None:
    good = sample("town")
    told = good.prose[1].replace(f"{good.cells[NEW_TOTAL]}件", "9件", 1)
    data = annotated(docx(replace(good, prose={**good.prose, 1: told})), select=("N401",))
    first, second = comments(data)[1:]
    assert first.heading == second.heading == "错误 N401 正文里的申请件数与第三部分的表不一致"
    assert (first.around, second.around) == ("9件", good.cells[NEW_TOTAL])
    assert second.text.split("\n")[1].startswith("和正文里批注的一处对不上，两处要一起核对：正文说")


STYLED = (
    "<w:p><w:r w:rsidR='00AA'><w:rPr><w:b/><w:color w:val='FF0000'/></w:rPr><w:t>请在（具体网址）下载</w:t><w:tab/>"
    "<w:t>或在（具体网址）</w:t></w:r></w:p>"
)


def test_a_parted_run_keeps_its_properties() -> None:
    data = with_report(STYLED)
    made = annotated(data, select=("W601",))
    assert_only_comments_added(data, made)
    assert [said.around for said in comments(made)[1:3]] == ["（具体网址）"] * 2
    runs = [
        run for run in etree.fromstring(parts(made)[MAIN]).iter(W + "r") if run.get(W + "rsidR") == "00AA"
    ]
    texts = ["".join(part.text or "\t" for part in run if part.tag != W + "rPr") for run in runs]
    assert texts == ["请在", "（具体网址）", "下载\t或在", "（具体网址）"]
    fonts = {etree.tostring(run.find(W + "rPr"), method="c14n") for run in runs}
    assert len(fonts) == 1
    assert parts(annotated(made, select=("W601",))) == parts(made)


def test_a_comment_says_what_is_wrong_why_and_what_to_do() -> None:
    said = next(comment for comment in comments(annotated(docx(faulty()))) if "A304" in comment.heading)
    assert said.author == OWN
    assert said.text.split("\n") == [
        "第四部分的表，“行政复议”的“总计”列填的是 9，前四项加起来是 1",
        "依据：国办公开办函〔2021〕30号附件表格及表内勾稽说明；《政府信息公开条例》第六条第一款（及时、准确公开）",
        "怎么改：逐件核对案件结果：维持、纠正、其他结果、尚未审结只能各算一次，再改总计。撤回、终止的算其他结果。",
    ]


def test_the_likely_cell_is_noted_not_the_total_that_shows_it() -> None:
    good = sample("town")
    cell = CellKey("applications", "new_received", "natural_person")
    data = annotated(docx(sample("town", figures={**good.cells, cell: "7"})))
    (said,) = (comment for comment in comments(data) if "A301" in comment.heading)
    assert said.text.startswith(
        "最可能：第三部分的表，“一、本年新收政府信息公开申请数量”行、“自然人”列应为 2（现填 7）"
    )
    assert said.around == "7"


def test_the_summary_tells_counts_what_was_not_checked_and_what_passed() -> None:
    good = sample("town")
    data = docx(replace(good, cells={**good.cells, CellKey("disclosure", "coercion", "decisions"): "/"}))
    summary = comments(annotated(data, select=("T203", "T204", "N405")))[0].text.split("\n")
    assert summary.pop().startswith(f"检查所用：reportlint {__version__}，规则版本 {rules_digest()}+")
    assert summary == [
        "结论：1 处警告；3 项检查通过，1 项有问题，1 项没能检查",
        "各处问题批注在原文相应的位置；改好以后删去批注，或者再检查一次",
        "没能检查，不等于没有问题：",
        "N405：第二部分的表，“行政强制”行、“本年处理决定数量”列没有填数，没有和正文核对",
        "另有 3 项查过，没有问题",
    ]


def test_english_is_spoken_where_asked_for() -> None:
    said = comments(annotated(docx(faulty()), lang="en"))
    assert said[0].heading == "what reportlint found"
    assert said[0].text.startswith("verdict: 1 error, 2 warnings; 54 checks passed")
    assert said[1].heading == "warning T203 Cells without a figure"


def test_a_correct_report_gets_the_summary_alone() -> None:
    (summary,) = comments(annotated(docx(sample("town"))))
    assert summary.text.startswith("结论：没有发现问题；")


@sampled("fault", [(fault,) for fault in faults()], lambda fault: {fault.sort})
def test_every_fault_is_noted_and_nothing_else_changes(fault: Fault) -> None:
    seed = crc32(fault.name.encode())
    planted = fault.plant(correct(*SORTS[seed % len(SORTS)], seed), Random(seed))
    data = docx(planted.draft, redraw=planted.redraw)
    made = annotate_bytes(data, name="年报.docx")
    noted = [comment.heading.split()[1] for comment in comments(made.content)[1:]]
    found = [found.code for found in made.result.diagnostics]
    ends = sum(len(found.related) for found in made.result.diagnostics)
    assert set(noted) == set(found)
    assert len(found) <= len(noted) <= len(found) + ends, "where prose and table disagree both ends are noted"
    assert_only_comments_added(data, made.content)
    assert check_bytes(made.content, name="年报.docx") == check_bytes(data, name="年报.docx")


def assert_only_comments_added(before: bytes, after: bytes) -> None:
    """All parts are equal byte for byte but those that hold or name comments; those are equal but for them."""
    old, new = parts(before), parts(after)
    assert {name for name in new if new[name] != old.get(name)} <= NEW
    assert old.keys() <= new.keys()
    assert without_marks(new[MAIN]) == without_marks(old[MAIN])
    for name in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
        entries = [dict(entry.attrib) for entry in etree.fromstring(old[name])]
        assert [dict(entry.attrib) for entry in etree.fromstring(new[name])][: len(entries)] == entries


def test_cells_and_paragraphs_are_found_where_they_stand() -> None:
    """For every cell and paragraph of generated reports: the anchor's cell or paragraph has the reader's text."""
    for sort in SORTS:
        data = docx(correct(*sort, seed=3))
        document = read(data, name="年报.docx")
        lines = sources(data, parsed(Container(data).part(MAIN) or b"", whole=True))
        assert_found_again(data, document)
        pieces = [block for block in document.blocks if isinstance(block, Paragraph)]
        cells = [cell for grid in document.grids() for row in grid.rows for cell in row]
        assert len(cells) > 200
        for piece in (*pieces, *cells):
            found = anchor(piece.place, lines)
            assert found is not None
            holder = next(found.first.iterancestors(W + ("tc" if piece.place.spot.table else "p")))  # type: ignore[union-attr]
            assert "".join(text.text for text in holder.iter(W + "t")) == piece.text.replace("\n", "")


def with_report(*body: str) -> bytes:
    """The faulty report behind some elements of another make."""
    source = docx(faulty())
    inner = etree.fromstring(parts(source)[MAIN])[0]
    rest = [etree.tostring(child).decode() for child in inner if child.tag != W + "sectPr"]
    return word_file(rest[0], *body, *rest[1:])


LINK = "https://x.invalid/（具体网址）"
BOX = (
    "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><a:graphic><a:graphicData>"
    f"<wps:wsp><wps:txbx><w:txbxContent>{p('在（具体网址）公布。')}</w:txbxContent></wps:txbx></wps:wsp>"
    "</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice></mc:AlternateContent></w:r></w:p>"
)


@pytest.mark.parametrize(
    ("body", "parent", "around"),
    [
        (f"<w:p>{r('见')}{r('（具体网址）')}{r('下载。')}</w:p>", "p", "（具体网址）"),
        (f"<w:p>{r('见（具体')}{r('网址）下')}{r('载。')}</w:p>", "p", "（具体网址）"),
        (f"<w:p>{r('见')}<w:ins w:id='7' w:author='甲'>{r('（具体网址）')}</w:ins></w:p>", "ins", "（具体网址）"),
        (f"<w:p><w:hyperlink>{r('见')}{r(LINK)}</w:hyperlink></w:p>", "hyperlink", "（具体网址）"),
        (f"<w:p><w:fldSimple w:instr='A'>{r('见（具体网址）')}</w:fldSimple></w:p>", "p", "见（具体网址）"),
        (f"<w:p><w:sdt><w:sdtContent>{r('（具体网址）')}</w:sdtContent></w:sdt></w:p>", "p", "（具体网址）"),
        (tbl(tr(tc(p("甲。") + p("（具体网址）")), tc("乙丙丁"))), "p", "（具体网址）"),
        (tbl(tr("甲", "乙", "丙", tc(tbl(tr("（具体网址）", "1", "2", "3")) + p("")))), "p", "（具体网址）"),
        (BOX, "p", "在（具体网址）公布。"),
    ],
    ids=["run", "runs", "insertion", "link", "field", "control", "cell", "nested", "box"],
)  # fmt: skip
def test_marks_stand_where_word_allows_them(body: str, parent: str, around: str) -> None:
    data = with_report(body)
    made = annotated(data, select=("W601",))
    assert_only_comments_added(data, made)
    said = comments(made)[1:]
    assert (said[0].heading, said[0].around) == ("警告 W601 模板里的空还没有填", around)
    root = etree.fromstring(parts(made)[MAIN])
    for mark in root.iter(W + "commentRangeStart", W + "commentRangeEnd"):
        if mark.get(W + "id") == "1":
            assert mark.getparent().tag == W + parent
            assert next(mark.iterancestors(W + "txbxContent"), None) is None


def commented(data: bytes, author: str, text: str) -> bytes:
    """The file with one more comment on its first run, as python-docx writes it."""
    document = python_docx.Document(io.BytesIO(data))
    document.add_comment(document.paragraphs[0].runs, text, author, "X")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_comments_of_others_stay_and_earlier_ones_of_ours_are_renewed() -> None:
    reviewed = commented(docx(faulty()), "科长", "请核对\n再报")
    old = comments(reviewed)
    first = annotated(reviewed)
    assert [comment for comment in comments(first) if comment.author != OWN] == old
    assert [comment.author for comment in comments(first)].count(OWN) == 4
    assert etree.fromstring(parts(first)["word/comments.xml"])[0].get(W + "id") == "0"
    again = annotated(first)
    assert parts(again) == parts(first)
    mended = annotated(first, select=("A304",))
    assert [comment.heading for comment in comments(mended)] == [
        "请核对",
        "reportlint 检查结果",
        "错误 A304 复议、诉讼的总计与各项结果之和不符",
    ]


def test_a_comment_of_ours_that_was_answered_stays() -> None:
    w14, w15 = (
        "http://schemas.microsoft.com/office/word/2010/wordml",
        "http://schemas.microsoft.com/office/word/2012/wordml",
    )
    files = parts(annotated(docx(faulty()), select=("A304",)))
    said = etree.fromstring(files["word/comments.xml"])
    said[1][-1].set(f"{{{w14}}}paraId", "0000000A")
    files["word/comments.xml"] = etree.tostring(said)
    files["word/commentsExtended.xml"] = (
        f'<w15:commentsEx xmlns:w15="{w15}"><w15:commentEx w15:paraId="0000000B" '
        'w15:paraIdParent="0000000A" w15:done="0"/></w15:commentsEx>'
    ).encode()
    relation = (
        '<Relationship Id="rId99" Target="commentsExtended.xml" '
        'Type="http://schemas.microsoft.com/office/2011/relationships/commentsExtended"/></Relationships>'
    )
    name = "word/_rels/document.xml.rels"
    files[name] = files[name].replace(b"</Relationships>", relation.encode())
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for part, content in files.items():
            archive.writestr(part, content)
    kept = comments(annotated(stream.getvalue(), select=("T203",)))
    assert sorted(comment.heading for comment in kept) == [
        "reportlint 检查结果",
        "警告 T203 表里有格没有填数",
        "错误 A304 复议、诉讼的总计与各项结果之和不符",
    ]


def test_very_many_findings_of_one_rule_share_a_comment() -> None:
    blank = dict.fromkeys(sample("town").cells, "")
    words = "\n".join(f"第{number}处见（具体网址）。" for number in range(150))
    draft = sample("town", figures=blank)
    draft = replace(draft, prose={**draft.prose, 6: words})
    result = annotate_bytes(docx(draft), name="年报.docx", settings=Settings(select=("T203", "W601")))
    assert len(result.result.diagnostics) == 350
    said = comments(result.content)
    assert len(said) == 1 + 1 + 150
    (shared,) = (comment for comment in said if "T203" in comment.heading)
    assert "同样的问题另有 199 处，这里只批注一次：" in shared.text
    assert "第二部分的表，“规章”行、“本年废止件数”列没有填数" in shared.text
    assert "……还有 159 处" in shared.text


def test_text_of_the_report_cannot_break_the_comments() -> None:
    good = sample("town")
    raw = "<w:t>&amp;\u202e\u200b" + "]]>" + "十"
    data = docx(sample("town", figures={**good.cells, BLANK: raw}))
    said = comments(annotated(data, select=("T204",)))
    assert "<w:t>&amp; ]]>十" in said[1].text


def with_a_spoilt_part(data: bytes) -> bytes:
    """The file with a part that no reader needs, and whose bytes are not those that were packed."""
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/spare.xml", b"<spare>as it was</spare>")
    return stream.getvalue().replace(b"<spare>as it was", b"<spare>as it is!", 1)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"PK\x03\x04word/document", "文件已损坏"),
        (docx(faulty())[:-200], "文件已损坏"),
        (with_a_spoilt_part(docx(faulty())), "文件已损坏"),
        (word_file(p("今天开会。")), "没有报告正文"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage\0".encode("utf-16-le"), "文件设了打开密码"),
    ],
    ids=["damaged", "cut off", "a spoilt part", "no report", "locked"],
)
def test_what_cannot_be_annotated_is_told(data: bytes, told: str) -> None:
    with pytest.raises((MarkFailure, ReadFailure)) as failure:
        annotate_bytes(data, name="年报.docx")
    assert told in failure.value.words.zh
    assert failure.value.words.en != failure.value.words.zh


def test_a_strict_file_is_told_what_to_do() -> None:
    files = parts(docx(faulty()))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for part, content in files.items():
            plain = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            archive.writestr(
                part, content.replace(plain, b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            )
    with pytest.raises(MarkFailure) as failure:
        annotate_bytes(stream.getvalue(), name="年报.docx")
    assert failure.value.words.zh == (
        "这个 Word 文件存成了“严格的 Open XML”，加不了批注；请用 Word 打开，另存为普通的 .docx 再试"
    )
