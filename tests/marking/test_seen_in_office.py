"""Annotated Word files open in LibreOffice, and their comments are there."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from reportlint.draft import sample
from reportlint.draft.docx import docx
from reportlint.marking import annotate_bytes
from reportlint.readers.office import PROGRAMS
from tests.marking.marked_files import comments, faulty

SOFFICE = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
OPTIONS = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'
MOST_APART = 3.0
"""Points between the words and the sign of their note."""
pypdf = pytest.importorskip("pypdf")
pdfium = pytest.importorskip("pypdfium2")
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


def test_comments_stand_at_their_words_on_the_page(tmp_path: Path) -> None:
    """On the page a note stands right behind the very words that the comment goes around, at both ends of what disagrees."""
    good = sample("town")
    told = {**good.prose, 1: good.prose[1].replace("新收政府信息公开申请3件", "新收政府信息公开申请4件")}
    assert told != good.prose
    data = annotate_bytes(docx(replace(good, prose=told)), name="年报.docx").content
    said = comments(data)
    assert [(one.heading, one.around) for one in said] == [
        ("reportlint 检查结果", "云陂镇人民政府2024年政府信息公开工作年度报告"),
        ("错误 N401 正文里的申请件数与第三部分的表不一致", "4件"),
        ("错误 N401 正文里的申请件数与第三部分的表不一致", "3"),
    ]
    (tmp_path / "report.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", OPTIONS, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "report.docx")], check=True, capture_output=True, timeout=180)
    notes = _notes(tmp_path / "report.pdf")
    assert len(notes) == len(said)
    for one in said:
        words = "".join((one.heading + one.text).split())
        at = next(place for text, place in notes if text == words)
        assert any(_behind(at, found) for found in _found(tmp_path / "report.pdf", one.around)), one


class Spot(NamedTuple):
    """A place on a page: from which edge of it, from which height to which."""

    page: int
    edge: float
    low: float
    high: float


def _notes(path: Path) -> list[tuple[str, Spot]]:
    """What each note says, without blanks, and where its sign begins."""
    return [
        (
            "".join(str(note["/Contents"]).split()),
            Spot(number, *(float(note["/Rect"][side]) for side in (0, 1, 3))),
        )
        for number, page in enumerate(pypdf.PdfReader(path).pages)
        for note in (entry.get_object() for entry in page.get("/Annots", ()))
        if note["/Subtype"] == "/Text"
    ]


def _found(path: Path, words: str) -> Iterator[Spot]:
    """Where the words end, each time that they stand there."""
    file = pdfium.PdfDocument(path)
    for number in range(len(file)):
        text = file[number].get_textpage()
        searched = text.search(words, match_case=True)
        while (found := searched.get_next()) is not None:
            _, low, right, high = text.get_charbox(found[0] + found[1] - 1)
            yield Spot(number, right, low, high)


def _behind(note: Spot, words: Spot) -> bool:
    """Whether a note begins where the words end."""
    in_line = note.page == words.page and note.low <= words.high and words.low <= note.high
    return in_line and 0 <= note.edge - words.edge <= MOST_APART


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
