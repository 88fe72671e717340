"""What a Word file shows beside its text is read, or it is said that it was not."""

from __future__ import annotations

import io
import zipfile

import pytest

from reportlint.app.api import check_bytes
from reportlint.draft import sample
from reportlint.draft.docx import docx
from reportlint.marking import annotate_bytes

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


@pytest.mark.parametrize("said", ["- 3 -", "第 1 页 共 8 页", "云陂镇人民政府"])
def test_page_numbers_and_the_unit_s_name_in_a_header_are_nothing_to_tell(said: str) -> None:
    result = check_bytes(with_part("header9.xml", "header", header(said)), name="年报.docx")
    assert (result.diagnostics, result.not_checked) == ((), ())
