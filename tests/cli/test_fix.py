"""The command `fix`: shows first, writes only when asked to, and keeps the file as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from reportlint.draft import Draft, sample, text
from reportlint.draft.docx import docx
from reportlint.model.report import CellKey
from tests.cli.conftest import Ran

Command = Callable[..., Ran]

CELL = CellKey("remedies", "review", "upheld")
BLANK = CellKey("disclosure", "coercion", "decisions")


def odd() -> Draft:
    """A report with a figure in full-width digits, a square bracket, a stroke for nothing, and a wrong total."""
    good = sample("town")
    cells = {**good.cells, CELL: "１", BLANK: "/", CellKey("remedies", "review", "total"): "9"}
    return replace(good, cells=cells, prose={**good.prose, 6: "按照国办公开办函[2021]30号编制，无其他事项。"})


@pytest.fixture
def report(folder: Path) -> Path:
    path = folder / "年报.txt"
    path.write_bytes(text(odd()).replace("\n", "\r\n").encode("gb18030"))
    return path


LISTED = (
    "第四部分的表，“行政复议”的“结果维持”列（原文第72行）：全角数字改为半角：“１” → “1”\n"
    "第六部分（原文第82行）：文号的写法不规范：“国办公开办函[2021]30号” → “国办公开办函〔2021〕30号”\n"
)


def test_what_can_be_mended_is_shown_and_nothing_is_written(
    reportlint: Command, folder: Path, report: Path
) -> None:
    before = report.read_bytes()
    result = reportlint("fix", "年报.txt")
    assert (result.code, result.out) == (1, LISTED)
    assert result.err == (
        "可以自动改 2 处，年报.txt 还没有改动；加 --write 写入，加 --diff 看改动前后\n"
        "有 1 格没有填数，核对确实没有发生以后，可以加 --unsafe 填 0\n"
        "另有 3 处问题要对照台账由人来改，用 reportlint check 查看\n"
    )
    assert report.read_bytes() == before
    assert not (folder / "年报.txt.bak").exists()


def test_diff_shows_the_lines_before_and_after(reportlint: Command, report: Path) -> None:
    result = reportlint("fix", "年报.txt", "--diff")
    assert result.code == 1
    assert [line for line in result.out.splitlines() if line[:1] in "+-"] == [
        "--- 年报.txt",
        "+++ 年报.txt（改后）",
        "-１\t0\t0\t0\t9" + "\t0" * 10,
        "+1\t0\t0\t0\t9" + "\t0" * 10,
        "-按照国办公开办函[2021]30号编制，无其他事项。",
        "+按照国办公开办函〔2021〕30号编制，无其他事项。",
    ]


def test_write_mends_the_file_and_keeps_every_older_backup(
    reportlint: Command, folder: Path, report: Path
) -> None:
    before = report.read_bytes()
    (folder / "年报.txt.bak").write_bytes(b"older")
    result = reportlint("fix", "年报.txt", "--write")
    assert (result.code, result.out) == (0, LISTED)
    assert result.err.startswith("已改 2 处，写入 年报.txt；原来的文件是 年报.txt.bak2\n")
    assert (folder / "年报.txt.bak").read_bytes() == b"older"
    assert (folder / "年报.txt.bak2").read_bytes() == before
    wanted = before.replace("１".encode("gb18030"), b"1")
    odd_number, number = "函[2021]30号", "函〔2021〕30号"
    assert report.read_bytes() == wanted.replace(odd_number.encode("gb18030"), number.encode("gb18030"))
    again = reportlint("fix", "年报.txt", "--write")
    assert (again.code, again.out) == (0, "")
    assert again.err.startswith("没有可以自动改的地方，文件没有改动\n")
    assert not (folder / "年报.txt.bak3").exists()


def test_cells_are_filled_only_with_unsafe(reportlint: Command, folder: Path) -> None:
    (folder / "年报.docx").write_bytes(docx(odd()))
    result = reportlint("fix", "年报.docx", "--unsafe")
    assert "第二部分的表，“行政强制”行、“本年处理决定数量”列：表里有格没有填数：“/” → “0”\n" in result.out
    assert result.out.count("\n") == 3


def test_english_is_spoken_where_asked_for(reportlint: Command, report: Path) -> None:
    result = reportlint("fix", "年报.txt", "--lang", "en", "--select", "W606")
    assert result.out == (
        "part 6 (line 82): A document number is not in its prescribed form: “国办公开办函[2021]30号” → “国办公开办函〔2021〕30号”\n"
    )
    assert result.err == (
        "1 place can be mended; 年报.txt is as it was: add --write to write, --diff to see\n"
    )


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("没有.txt", None, "没有.txt：找不到这个文件，请核对路径和文件名"),
        ("空.txt", b"", "空.txt：文件是空的，没有内容可查"),
        (
            "坏.docx",
            b"PK\x03\x04",
            "坏.docx：文件已损坏，读不出内容；请用 Word、WPS 或 Excel 打开后另存再检查",
        ),
        ("-", None, "fix 要改的是文件，请写文件名"),
    ],
)
def test_what_cannot_be_mended_is_told(
    reportlint: Command, folder: Path, name: str, content: bytes | None, told: str
) -> None:
    if content is not None:
        (folder / name).write_bytes(content)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    result = reportlint("fix", name, "--write")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"错误：{told}\n")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_explain_tells_which_findings_are_mended(reportlint: Command) -> None:
    assert "可以自动改的用 reportlint fix\n" in reportlint("explain", "W606").out
    assert "可以自动改的用 reportlint fix --unsafe\n" in reportlint("explain", "T203").out
    assert "reportlint fix" not in reportlint("explain", "A301").out
