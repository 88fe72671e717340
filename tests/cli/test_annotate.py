"""The command `annotate`: the new file, where it is put, and what is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reportlint.draft import sample, text
from reportlint.draft.docx import docx
from reportlint.draft.html import html
from tests.cli.conftest import Ran
from tests.generator.workbooks import workbook
from tests.marking.marked_files import comments, faulty

Command = Callable[..., Ran]


@pytest.fixture
def report(folder: Path) -> Path:
    """A Word file with mistakes in the working folder."""
    path = folder / "年报.docx"
    path.write_bytes(docx(faulty()))
    return path


def test_the_annotated_file_stands_beside_the_report(reportlint: Command, report: Path) -> None:
    before = report.read_bytes()
    result = reportlint("annotate", "年报.docx")
    assert (result.code, result.out) == (1, "")
    assert result.err == ("批注好的文件是 年报.批注.docx\n共 1 个文件：1 处错误，2 处警告，0 处提示\n")
    assert report.read_bytes() == before
    assert len(comments((report.parent / "年报.批注.docx").read_bytes())) == 4


def test_a_mended_annotated_file_is_numbered_on(reportlint: Command, report: Path) -> None:
    names = [("年报.docx", "年报.批注.docx"), ("年报.批注.docx", "年报.批注2.docx")]
    for given, made in [*names, ("年报.批注2.docx", "年报.批注3.docx")]:
        assert f"批注好的文件是 {made}\n" in reportlint("annotate", given).err
    assert len(comments((report.parent / "年报.批注3.docx").read_bytes())) == 4


def test_exit_codes_are_those_of_check(reportlint: Command, folder: Path, report: Path) -> None:
    (folder / "good.docx").write_bytes(docx(sample("town")))
    assert reportlint("annotate", "good.docx").code == 0
    assert reportlint("annotate", "年报.docx", "--select", "T203", "-o", "a.docx").code == 0
    asked = ("--select", "T203", "-o", "b.docx", "--fail-on", "warning")
    assert reportlint("annotate", "年报.docx", *asked).code == 1
    assert reportlint("annotate", "没有.docx").code == 2


def test_last_years_report_is_compared(reportlint: Command, folder: Path, report: Path) -> None:
    (folder / "上年.docx").write_bytes(docx(sample("town", year=2023)))
    result = reportlint("annotate", "年报.docx", "--prior", "上年.docx", "-o", "out.docx")
    assert result.code == 1
    assert any(" X7" in said.heading for said in comments((folder / "out.docx").read_bytes()))


def test_standard_input_is_annotated_into_a_named_file(
    process: Callable[..., object], folder: Path, report: Path
) -> None:
    made = process("annotate", "-", "-o", "out.docx", stdin=report.read_bytes())
    assert made.returncode == 1  # type: ignore[attr-defined]
    assert len(comments((folder / "out.docx").read_bytes())) == 4
    refused = process("annotate", "-", stdin=report.read_bytes())
    assert refused.returncode == 2  # type: ignore[attr-defined]
    assert "从标准输入读报告时，要用 -o 写明结果的文件名" in refused.stderr.decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("年报.docx", "-o", "年报.docx", "--force"), "年报.docx 是这次要读的文件，不会改动它；请换一个文件名"),
        (("年报.docx", "-o", "mine.docx"), "mine.docx 已经存在，没有改动它；换一个文件名，或者加 --force 覆盖"),
        (("年报.docx", "-o", "a.pdf"), "-o a.pdf 的后缀应是 .docx：这份报告的批注是这种文件"),
        (("没有.docx",), "没有.docx：找不到这个文件，请核对路径和文件名"),
        (("broken.docx",), "broken.docx：文件已损坏，读不出内容；请用 Word、WPS 或 Excel 打开后另存再检查"),
        (("empty.docx",), "empty.docx：文件是空的，没有内容可查"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told_and_nothing_is_written(
    reportlint: Command, folder: Path, report: Path, arguments: tuple[str, ...], told: str
) -> None:
    (folder / "mine.docx").write_bytes(b"mine")
    (folder / "broken.docx").write_bytes(report.read_bytes()[:5000])
    (folder / "empty.docx").write_bytes(b"")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    result = reportlint("annotate", *arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"错误：{told}\n")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_an_existing_file_is_overwritten_when_forced(reportlint: Command, folder: Path, report: Path) -> None:
    (folder / "mine.docx").write_bytes(b"mine")
    assert reportlint("annotate", "年报.docx", "-o", "mine.docx", "--force").code == 1
    assert len(comments((folder / "mine.docx").read_bytes())) == 4


@pytest.mark.parametrize("name", ["年报.txt", "年报.html", "年报.xlsx"])
def test_other_files_get_the_page_that_shows_them(reportlint: Command, folder: Path, name: str) -> None:
    writers = {".txt": lambda draft: text(draft).encode(), ".html": lambda draft: html(draft).encode()}
    (folder / name).write_bytes(writers.get(Path(name).suffix, workbook)(faulty()))
    result = reportlint("annotate", name)
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("批注好的文件是 年报.批注.html\n")
    page = (folder / "年报.批注.html").read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "云陂镇人民政府2024年政府信息公开工作年度报告" in page
    assert all(code in page for code in ("T203", "A304", "W601"))


def test_a_pdf_gets_highlights(reportlint: Command, folder: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    kept = Path(__file__).parent.parent / "readers" / "pdf" / "tight.pdf"
    (folder / "年报.pdf").write_bytes(kept.read_bytes())
    result = reportlint("annotate", "年报.pdf")
    assert (result.code, result.out) == (0, "")
    assert result.err.startswith("批注好的文件是 年报.批注.pdf\n")
    (note,) = pypdf.PdfReader(folder / "年报.批注.pdf").pages[0]["/Annots"]
    assert note.get_object()["/Contents"].startswith("reportlint 检查结果\n")
