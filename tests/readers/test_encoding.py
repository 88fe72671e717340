"""Bytes of text files: what they are read as, and what is refused in which words."""

from __future__ import annotations

import pytest

from reportlint.readers import read
from reportlint.readers.failure import ReadFailure

TEXT = "柳坪镇人民政府2024年政府信息公开工作年度报告\n一、总体情况\n本镇全年主动公开政府信息12条。\n"


@pytest.mark.parametrize(
    ("codec", "told"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("gb18030", "GB18030"),
        ("gbk", "GB18030"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_encoding_gives_the_same_lines_and_is_told(codec: str, told: str, line_end: str) -> None:
    document = read(TEXT.replace("\n", line_end).encode(codec), name="年报.txt")
    assert document.encoding == told
    assert document.lines == (*TEXT.splitlines(), "")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "文件是空的，没有内容可查"),
        (b" \r\n\t", "文件是空的，没有内容可查"),
        ("\u200b\u3000\ufeff".encode(), "文件是空的，只有空白，没有内容可查"),
        (bytes(range(256)) * 20, "这不是文本文件（内容是二进制数据），请另存为文本文件（.txt）后再检查"),
        (
            TEXT.encode() + b"\xff\xfe" + TEXT.encode() * 9,
            "文件编码已损坏：第4行有不属于 UTF-8 的字节，请用原文件重新复制或另存为 UTF-8",
        ),
    ],
)
def test_what_is_no_text_is_refused_in_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(ReadFailure) as refused:
        read(data, name="年报.txt")
    assert refused.value.words.zh == sentence


RADICALS = "一、总体情况\n⽂件和⼈⺠政府在⻔户⽹站公开。"


@pytest.mark.parametrize("name", ["年报.txt", "年报.html"])
def test_radicals_are_the_characters_that_look_the_same(name: str) -> None:
    """As browsers copy them out of a PDF; each is one character for one, so that places stay what they are."""
    words = RADICALS if name.endswith("txt") else f"<html><body><p>{RADICALS}</p></body></html>"
    told = "".join(paragraph.text for paragraph in read(words.encode(), name=name).paragraphs())
    assert "文件和人民政府在门户网站公开。" in told
