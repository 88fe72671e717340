"""Annotated Word files open in LibreOffice, and their comments are there."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from reportlint.draft.docx import docx
from reportlint.marking import annotate_bytes
from reportlint.readers.office import PROGRAMS
from tests.marking.marked_files import comments, faulty

SOFFICE = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
OPTIONS = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'
pypdf = pytest.importorskip("pypdf")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")]


def test_comments_are_printed(tmp_path: Path) -> None:
    """The PDF that LibreOffice makes has each comment as a note on the page."""
    data = annotate_bytes(docx(faulty()), name="年报.docx").content
    (tmp_path / "report.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", OPTIONS, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "report.docx")], check=True, capture_output=True, timeout=180)
    notes = [
        note.get_object()
        for page in pypdf.PdfReader(tmp_path / "report.pdf").pages
        for note in page.get("/Annots", ())
    ]
    told = ["".join(str(note["/Contents"]).split()) for note in notes if note["/Subtype"] == "/Text"]
    said = comments(data)
    assert len(said) == 4
    assert sorted(told) == sorted("".join((one.heading + one.text).split()) for one in said)


@pytest.mark.parametrize("suffix", ["odt", "doc"])
def test_files_of_other_programs_become_annotated_word_files(tmp_path: Path, suffix: str) -> None:
    (tmp_path / "report.docx").write_bytes(docx(faulty()))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", suffix, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "report.docx")], check=True, capture_output=True, timeout=180)
    made = annotate_bytes((tmp_path / f"report.{suffix}").read_bytes(), name=f"年报.{suffix}")
    assert made.suffix == ".docx"
    assert [(one.heading, one.around) for one in comments(made.content)] == [
        ("reportlint 检查结果", "云陂镇人民政府2024年政府信息公开工作年度报告"),
        ("警告 T203 表里有格没有填数", ""),
        ("错误 A304 复议、诉讼的总计与各项结果之和不符", "9"),
        ("警告 W601 模板里的空还没有填", "（具体网址）"),
    ]
