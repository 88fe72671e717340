"""Files that are no report, or cannot be read: one sentence, status unreadable, no other finding."""

from __future__ import annotations

import pytest

from reportlint.app.api import check_bytes


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "文件是空的"),
        ("\ufeff \r\n\u3000\n".encode(), "文件是空的"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "这是图片"),
        (b"\x00\x01\x02\x00\x00\x05\x00\x00" * 40, "二进制"),
    ],
)
def test_unreadable_files(data: bytes, words: str) -> None:
    result = check_bytes(data, name="年报.txt")
    assert result.status == "unreadable"
    assert [(item.code, item.severity) for item in result.diagnostics] == [("E901", "error")]
    assert result.error is not None
    assert words in result.error.zh
    assert result.diagnostics[0].message == result.error
    assert {state for code, state in result.states.items() if code != "E901"} == {"not_checked"}
    assert result.outcomes == {}


def test_a_file_that_is_no_report_gets_one_finding() -> None:
    written = "云陂镇2024年防汛工作总结\n" + "今年汛期，我镇逐村落实转移路线和安置点，储备各类物资。\n" * 8
    result = check_bytes(written.encode(), name="总结.txt")
    assert result.status == "unreadable"
    assert [item.code for item in result.diagnostics] == ["E902"]
    assert result.error is not None
    assert result.error.zh == (
        "这不像政府信息公开工作年度报告（标题、统计期限、六个部分和三张表一样都没有找到），请换成报告正文再检查"
    )


def test_another_language() -> None:
    result = check_bytes("通知\n请各单位报送材料。\n".encode(), name="a.txt")
    assert result.error is not None
    assert result.error.en == ("The file has only 11 characters and no report; give the text of a report")
