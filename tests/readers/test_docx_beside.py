"""What a Word file shows beside its text is read, or it is said that it was not."""

from __future__ import annotations

import io
import zipfile

import pytest

from reportlint.app.api import check_bytes
from reportlint.draft import sample
from reportlint.draft.docx import docx
from reportlint.marking import annotate_bytes
from reportlint.readers.word.beside import CHARTS
from reportlint.render import RenderOptions, renderer
from reportlint.render.words import place

NUMBER = "350125199003071239"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_END = b"<w:sectPr"


def with_part(name: str, kind: str, content: str, mark: str = "") -> bytes:
    """A correct report with a further part, and a mark at the end of its text that may lead there."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx(sample("town")))) as source, zipfile.ZipFile(stream, "w") as target:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == "word/document.xml":
                data = data.replace(_END, mark.encode() + _END, 1)
            if info.filename == "word/_rels/document.xml.rels" and name:
                relation = (
                    f'<Relationship Id="rIdX" Type="{_OFFICE}/{kind}" Target="{name}"/></Relationships>'
                )
                data = data.replace(b"</Relationships>", relation.encode(), 1)
            target.writestr(info, data)
        if name:
            target.writestr(f"word/{name}", content)
    return stream.getvalue()


def header(text: str) -> str:
    return f'<w:hdr xmlns:w="{_WORD}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:hdr>'


CHUNK = f'<w:altChunk xmlns:r="{_OFFICE}" r:id="rIdX"/>'
ART = (
    '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">'
    f'<v:textpath string="经办人身份证{NUMBER}"/></v:shape></w:pict></w:r></w:p>'
)


def test_a_web_page_set_into_the_file_is_read() -> None:
    page = f"<html><body><p>经办人身份证号：{NUMBER}。</p></body></html>"
    data = with_part("chunk.html", "aFChunk", page, CHUNK)
    result = check_bytes(data, name="年报.docx")
    assert [found.code for found in result.diagnostics] == ["W602"]
    assert result.not_checked == ()
    assert annotate_bytes(data, name="年报.docx").content


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (with_part("chunk.rtf", "aFChunk", "{\\rtf1 x}", CHUNK), "文件里嵌着另一份文档"),
        (with_part("header9.xml", "header", header(f"经办人身份证{NUMBER}")), "页眉里有正文没有的文字"),
        (with_part("footer9.xml", "footer", header("内部资料")), "页脚里有正文没有的文字"),
        (with_part("", "", "", ART), "艺术字里的文字没有检查"),
    ],
    ids=["another document", "header", "footer", "WordArt"],
)
def test_what_is_not_read_is_told_and_not_quoted(data: bytes, told: str) -> None:
    result = check_bytes(data, name="年报.docx")
    assert [entry.code for entry in result.not_checked] == ["E901"]
    assert result.not_checked[0].reason.zh.startswith(told)
    assert NUMBER[:6] not in result.not_checked[0].reason.zh


def field(told: str) -> str:
    """A form field of Word's older sort, with what it is told to hold."""
    data = f"<w:ffData><w:name w:val='a'/>{told}</w:ffData>"
    return f"<w:p><w:r><w:fldChar w:fldCharType='begin'>{data}</w:fldChar></w:r></w:p>"


def listed(*entries: str, more: str = "") -> str:
    return field(
        f"<w:ddList>{more}{''.join(f'<w:listEntry w:val={entry!r}/>' for entry in entries)}</w:ddList>"
    )


@pytest.mark.parametrize(
    ("mark", "told"),
    [
        (listed("总体情况", "另有三件"), []),
        (listed("总体情况", "另有三件", more="<w:result w:val='1'/>"), ["表单的下拉框里选的文字没有读"]),
        (listed("总体情况", "另有三件", more="<w:default w:val='1'/>"), ["表单的下拉框里选的文字没有读"]),
        (listed(), []),
        (listed("甲", more="<w:result w:val='7'/>"), []),
    ],
)
def test_what_was_chosen_in_a_form_field_is_told(mark: str, told: list[str]) -> None:
    result = check_bytes(with_part("", "", "", mark), name="年报.docx")
    assert [entry.reason.zh.partition("；")[0] for entry in result.not_checked] == told


DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/main"
SAID = f"经办人身份证{NUMBER}"
WORDS = f"<w:r><w:t>{SAID}</w:t></w:r>"
_HIDDEN = f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{SAID}</w:t></w:r></w:p>"
_DELETED = f'<w:p><w:del w:id="9"><w:r><w:delText>{SAID}</w:delText></w:r></w:del></w:p>'
_TITLED = (
    f'<c:chartSpace xmlns:c="urn:c" xmlns:a="{DRAWN}"><a:p><a:r><a:t>{SAID}</a:t></a:r></a:p></c:chartSpace>'
)
_REMARK = f'<w:comments xmlns:w="{_WORD}"><w:comment w:id="1"><w:p>{WORDS}</w:p></w:comment></w:comments>'


@pytest.mark.parametrize(
    ("data", "where"),
    [
        (with_part("", "", "", _HIDDEN), "不显示的文字"),
        (with_part("", "", "", _DELETED), "不显示的文字"),
        (
            with_part("", "", "", field(f"<w:textInput><w:default w:val='{SAID}'/></w:textInput>")),
            "不显示的文字",
        ),
        (with_part("", "", "", field(f"<w:helpText w:type='text' w:val='{SAID}'/>")), "不显示的文字"),
        (with_part("comments.xml", "comments", _REMARK), "批注"),
        (with_part("charts/chart1.xml", "chart", _TITLED), "图表"),
        (with_part("header9.xml", "header", header(SAID)), "页眉"),
        (with_part("glossary/document.xml", "glossaryDocument", header(SAID)), "正文以外的文字"),
    ],
    ids=["hidden", "deleted", "default text", "help text", "comment", "chart", "header", "building blocks"],
)
def test_a_person_s_number_is_found_beside_the_text(data: bytes, where: str) -> None:
    result = check_bytes(data, name="年报.docx")
    assert [(found.code, place(found.place, "zh")) for found in result.diagnostics] == [
        ("W602", f"原文{where}")
    ]
    assert NUMBER not in "".join(renderer("text")([result], RenderOptions()))
    assert annotate_bytes(data, name="年报.docx").content


@pytest.mark.parametrize(
    "mark",
    [
        f"<w:other><w:p>{WORDS}</w:p></w:other>",
        f"<w:p><w:p>{WORDS}</w:p></w:p>",
        f"<w:p><w:t>{SAID}</w:t></w:p>",
        f"<w:tbl><w:tr><w:tc>{WORDS}</w:tc></w:tr></w:tbl>",
    ],
)
def test_text_where_no_text_belongs_is_told(mark: str) -> None:
    result = check_bytes(with_part("", "", "", mark), name="年报.docx")
    assert [(entry.code, entry.reason.zh.partition("，")[0]) for entry in result.not_checked] == [
        ("E901", "有文字写在 Word 不放文字的地方")
    ]


def test_a_document_behind_a_symbol_is_told() -> None:
    result = check_bytes(with_part("embeddings/a.xlsx", "package", "PK"), name="年报.docx")
    assert [entry.reason.zh.partition("，")[0] for entry in result.not_checked] == ["文件里嵌着另一份文档"]


def test_charts_are_a_note() -> None:
    chart = (
        f'<w:p><w:r><w:drawing><a:graphicData xmlns:a="{DRAWN}" '
        f'uri="{DRAWN.replace("main", "chart")}"/></w:drawing></w:r></w:p>'
    )
    result = check_bytes(with_part("", "", "", chart), name="年报.docx")
    assert (result.diagnostics, result.not_checked, result.notes) == ((), (), (CHARTS,))


@pytest.mark.parametrize("said", ["- 3 -", "第 1 页 共 8 页", "云陂镇人民政府"])
def test_page_numbers_and_the_unit_s_name_in_a_header_are_nothing_to_tell(said: str) -> None:
    result = check_bytes(with_part("header9.xml", "header", header(said)), name="年报.docx")
    assert (result.diagnostics, result.not_checked) == ((), ())
