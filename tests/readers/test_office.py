"""Files that LibreOffice converts: with the real program where it is installed, and without any."""

from __future__ import annotations

import io
import os
import shutil
import stat
import subprocess
import time
import zipfile
from pathlib import Path

import pytest

from reportlint.app.api import check_bytes
from reportlint.draft import sample
from reportlint.draft.docx import docx
from reportlint.model.report import CellKey
from reportlint.readers import office, read
from reportlint.readers.failure import ReadFailure

HAS_OFFICE = shutil.which("soffice") is not None
needs_office = pytest.mark.skipif(not HAS_OFFICE, reason="LibreOffice (soffice) is not installed")
needs_posix = pytest.mark.skipif(os.name != "posix", reason="the stand-in for soffice is a shell script")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def stream(name: str) -> bytes:
    return OLE + (name + "\x00").encode("utf-16-le")


def refusal(data: bytes) -> str:
    with pytest.raises(ReadFailure) as failure:
        read(data, name="年报.doc")
    return failure.value.words.zh


@pytest.mark.slow
@needs_office
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_converted_files_give_the_findings_of_the_word_file(suffix: str, tmp_path: Path) -> None:
    draft = sample("town")
    faulty = sample("town", figures={**draft.cells, CellKey("remedies", "review", "total"): "9"})
    source = docx(faulty)
    (tmp_path / "report.docx").write_bytes(source)
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"),
            *("--convert-to", suffix, "--outdir", str(tmp_path), str(tmp_path / "report.docx")),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    result = check_bytes((tmp_path / f"report.{suffix}").read_bytes(), name=f"年报.{suffix}")
    expected = check_bytes(source, name="年报.docx")
    assert result.status == "checked"
    assert [(found.code, found.cell, found.message.zh) for found in result.diagnostics] == [
        (found.code, found.cell, found.message.zh) for found in expected.diagnostics
    ]
    assert any(found.code == "A304" for found in result.diagnostics)


@pytest.mark.slow
@needs_office
def test_a_file_that_libreoffice_cannot_open_is_told() -> None:
    assert refusal(stream("WordDocument")) == (
        "LibreOffice 打不开这个文件，可能已损坏或设了密码；请用 Word、WPS 打开后另存为 .docx 再检查"
    )


def test_without_libreoffice_one_sentence_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "PROGRAMS", ())
    for data, suffix in ((stream("WordDocument"), ".doc"), (OLE, ".wps"), (b"{\\rtf1 x}", ".rtf")):
        assert refusal(data) == (
            f"读{suffix}文件要用 LibreOffice，这台电脑上没有找到；请安装 LibreOffice"
            "（Debian、Ubuntu：apt install libreoffice-writer），或者用 Word、WPS 另存为 .docx 后再检查"
        )


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (stream("Workbook"), "文件已损坏，读不出内容；请用 Word、WPS 或 Excel 打开后另存再检查"),
        (stream("PowerPoint Document"), "这是演示文稿，不是年报；请检查年报的 Word 文件或网页"),
        (stream("EncryptedPackage"), "文件设了打开密码，读不了；请去掉密码另存后再检查"),
    ],
)
def test_other_files_of_the_kind_are_called_by_their_names(data: bytes, told: str) -> None:
    assert refusal(data) == told


def test_open_document_slides_are_called_by_their_name() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.presentation")
        archive.writestr("content.xml", "<x/>")
    assert refusal(made.getvalue()) == "这是演示文稿，不是年报；请检查年报的 Word 文件或网页"


@needs_posix
def test_a_conversion_that_hangs_is_ended_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\nsleep 60 &\necho $! > {tmp_path}/child\nwait\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(office, "PROGRAMS", (str(program),))
    monkeypatch.setattr(office, "SECONDS", 1)
    start = time.monotonic()
    assert refusal(stream("WordDocument")) == (
        "LibreOffice 转换这个文件超过 1 秒，已停止；请用 Word、WPS 另存为 .docx 再检查"
    )
    assert time.monotonic() - start < 10
    child = int((tmp_path / "child").read_text())
    for _ in range(100):
        if not Path(f"/proc/{child}").exists() or "Z" in Path(f"/proc/{child}/stat").read_text().split()[2]:
            break
        time.sleep(0.05)
    else:
        pytest.fail("the child is still running")


@needs_posix
def test_the_profile_allows_neither_macros_nor_links_and_is_gone_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    kept = tmp_path / "kept"
    program.write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$@" > {kept}.arguments\n'
        f'profile="$(pwd)/profile"\ncp "$profile/user/registrymodifications.xcu" {kept}.xcu\npwd > {kept}.folder\n'
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(office, "PROGRAMS", (str(program),))
    refusal(stream("WordDocument"))
    settings = Path(f"{kept}.xcu").read_text()
    for name, value in (
        ("DisableMacrosExecution", "true"),
        ("MacroSecurityLevel", "3"),
        ("BlockUntrustedRefererLinks", "true"),
        ("ooInetProxyType", "2"),
    ):
        assert f'oor:name="{name}" oor:op="fuse"><value>{value}</value>' in settings
    folder = Path(f"{kept}.folder").read_text().strip()
    assert f"-env:UserInstallation=file://{folder}/profile" in Path(f"{kept}.arguments").read_text()
    assert not Path(folder).exists()
