"""Files of other office programs (.doc .wps .rtf .odt) → Document, by way of LibreOffice and its Word file.

LibreOffice runs with a profile of its own that allows neither macros nor links nor the network, and
for a limited time.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
import zipfile
from pathlib import Path

from reportlint.model.document import Document
from reportlint.model.wording import Text
from reportlint.readers.container import LARGEST, Container, locked, too_large
from reportlint.readers.detection import names_stream
from reportlint.readers.failure import ReadFailure
from reportlint.readers.word import docx
from reportlint.workers import TooLong, run_program, time_left

SECONDS = 60
"""What one conversion may take, the program's start included; less than a request to the service may."""
_SPARE = 5.0
"""Seconds that a worker keeps for telling that a conversion took too long."""
PROGRAMS = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
"""Where LibreOffice is looked for: on the PATH, then where installers put it."""

_COMMON = "org.openoffice.Office.Common/Security/Scripting"
_INTERNET = "org.openoffice.Inet/Settings"
_SETTINGS = (
    (_COMMON, "MacroSecurityLevel", "3"),
    (_COMMON, "DisableMacrosExecution", "true"),
    (_COMMON, "DisableActiveContent", "true"),
    (_COMMON, "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "2"),
    (_INTERNET, "ooInetProxyType", "2"),
    (_INTERNET, "ooInetHTTPProxyName", "127.0.0.1"),
    (_INTERNET, "ooInetHTTPProxyPort", "9"),
    (_INTERNET, "ooInetHTTPSProxyName", "127.0.0.1"),
    (_INTERNET, "ooInetHTTPSProxyPort", "9"),
    (_INTERNET, "ooInetNoProxy", ""),
)
"""Macros and active content off, links never followed, the network behind a proxy that nobody runs."""


def read(data: bytes, *, name: str) -> Document:
    """The document in such a file. Raises ReadFailure for slides, without LibreOffice, and when it fails."""
    return docx.read(as_word(data), name=name)


def as_word(data: bytes) -> bytes:
    """Such a file as a Word file (.docx). Raises ReadFailure like `read`."""
    suffix = _suffix(data)
    program = next((found for known in PROGRAMS if (found := shutil.which(known))), None)
    if program is None:
        raise ReadFailure(
            Text(
                f"读{suffix}文件要用 LibreOffice，这台电脑上没有找到；请安装 LibreOffice"
                "（Debian、Ubuntu：apt install libreoffice-writer），或者用 Word、WPS 另存为 .docx 后再检查",
                f"reading {suffix} files needs LibreOffice, which was not found: install it "
                "(Debian, Ubuntu: apt install libreoffice-writer), or save the file as .docx",
            )
        )
    return _converted(program, data, suffix)


def _suffix(data: bytes) -> str:
    """What the file's name should end with. Raises ReadFailure for slides and for a file with a password."""
    if data.startswith(b"{\\rtf"):
        return ".rtf"
    if data.startswith(b"PK"):
        return _of_open_document(data)
    if names_stream(data, "EncryptedPackage"):
        raise locked()
    if names_stream(data, "WordDocument"):
        return ".doc"
    if names_stream(data, "PowerPoint Document"):
        raise _SLIDES
    return ".wps"


_SLIDES = ReadFailure(
    Text(
        "这是演示文稿，不是年报；请检查年报的 Word 文件或网页",
        "these are slides; check the report's Word file or web page",
    )
)


def _of_open_document(data: bytes) -> str:
    Container(data)  # refuses what unpacks to too much
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("mimetype") as part:
            kind = part.read(200)
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError):
        kind = b""
    if b"presentation" in kind:
        raise _SLIDES
    return ".odt"


def _converted(program: str, data: bytes, suffix: str) -> bytes:
    """The file as a Word file. Everything happens in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="reportlint-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, made = folder / f"report{suffix}", folder / "out" / "report.docx"
        source.write_bytes(data)
        _write_profile(folder / "profile" / "user")
        command = [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made.parent), str(source)),
        ]
        _run(command, folder)
        if not made.is_file():
            raise ReadFailure(
                Text(
                    "LibreOffice 打不开这个文件，可能已损坏或设了密码；请用 Word、WPS 打开后另存为 .docx 再检查",
                    "LibreOffice cannot open the file, which may be damaged or locked; save it as .docx",
                )
            )
        if made.stat().st_size > LARGEST:
            raise too_large()
        return made.read_bytes()


def _write_profile(user: Path) -> None:
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>\n",
        encoding="utf-8",
    )


def _run(command: list[str], folder: Path) -> None:
    """Runs the program, within the time that this file still has."""
    left = time_left()
    seconds = SECONDS if left is None else min(SECONDS, max(left - _SPARE, 1.0))
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder)}
    try:
        run_program(command, seconds=seconds, folder=str(folder), environment=environment)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ReadFailure(
            Text(f"LibreOffice 启动不了（{reason}），请重新安装", f"LibreOffice does not start ({reason})")
        ) from error
    except TooLong as error:
        raise ReadFailure(
            Text(
                f"LibreOffice 转换这个文件超过 {seconds:.0f} 秒，已停止；请用 Word、WPS 另存为 .docx 再检查",
                f"LibreOffice took more than {seconds:.0f} seconds and was stopped; save the file as .docx",
            )
        ) from error
