"""Archives of WinRAR: rarfile tells what is in them and reads what is only stored; bsdtar or unrar unpacks the rest.

bsdtar makes a tar file of the archive, which is read as it comes: nothing of it reaches the disk. It knows no
encryption and not every archive of the older kind; there, and where it is missing, unrar is asked for each file.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from threading import Timer
from typing import Any

from reportlint.app.unpacking.member import (
    DAMAGED_MEMBER,
    LOCKED,
    Member,
    Room,
    damaged,
    locked,
    needs_install,
    why_not,
)
from reportlint.app.unpacking.plain import tar_stream
from reportlint.model.wording import Text
from reportlint.readers.failure import ReadFailure
from reportlint.workers import time_left

SECONDS = 60
"""What unpacking one archive may take."""
_SPARE = 2.0
TAR_PROGRAMS = (
    "bsdtar",
    *(("/usr/bin/tar",) if sys.platform == "darwin" else ()),
    *((r"C:\Windows\System32\tar.exe",) if os.name == "nt" else ()),
)
"""Where bsdtar is looked for: it is the tar of macOS and Windows."""
RAR_PROGRAMS = ("unrar", r"C:\Program Files\WinRAR\UnRAR.exe")


def members(data: bytes, _: str, room: Room) -> Iterator[Member]:
    """The files in the archive. Raises ReadFailure as `unpack` does."""
    if find_spec("rarfile") is None:
        raise needs_install(".rar")
    import rarfile

    whole = True
    try:
        archive = rarfile.RarFile(io.BytesIO(data), errors="strict")
    except rarfile.NeedFirstVolume as error:
        raise _VOLUME from error
    except rarfile.BadRarFile:
        archive, whole = rarfile.RarFile(io.BytesIO(data)), False
    infos = archive.infolist()
    if archive.needs_password() and not infos:
        raise locked()
    wanted: list[Any] = []
    for info in infos:
        if info.is_dir():
            continue
        room.count()
        name = info.filename.replace("\\", "/")
        why = why_not(name, info.file_size, room, link=not info.is_file() or info.file_redir is not None)
        if why is None and info.needs_password():
            why = LOCKED
        if why is None:
            wanted.append(info)
        else:
            yield Member(name, failure=why)
    packed = any(info.compress_type != rarfile.RAR_M0 for info in wanted)
    unpacked = _by_tar(data, room) if packed else {}
    for info in wanted:
        yield Member(info.filename.replace("\\", "/"), *_content(archive, info, unpacked, room))
    if not whole:
        raise damaged()


def _content(archive: Any, info: Any, unpacked: Mapping[str, bytes], room: Room) -> tuple[bytes, Text | None]:
    """A file's content, and the sentence where there is none."""
    import rarfile

    content = unpacked.get(info.filename)
    if content is not None and len(content) == info.file_size:
        return content, None
    room.take(info.file_size)
    try:
        if info.compress_type != rarfile.RAR_M0:
            _choose_unrar()
        return archive.read(info), None
    except rarfile.RarCannotExec as error:
        raise _NO_PROGRAM from error
    except (rarfile.Error, OSError, EOFError, ValueError):
        return b"", DAMAGED_MEMBER


def _choose_unrar() -> None:
    """Tells rarfile the only program that it may run. Raises ReadFailure where there is none."""
    import rarfile

    program = _program(RAR_PROGRAMS)
    if program is None:
        raise _NEEDS_UNRAR if _program(TAR_PROGRAMS) else _NO_PROGRAM
    rarfile.UNRAR_TOOL = program
    rarfile.tool_setup(unrar=True, unar=False, bsdtar=False, sevenzip=False, sevenzip2=False, force=True)


def _program(names: tuple[str, ...]) -> str | None:
    return next((found for name in names if (found := shutil.which(name))), None)


def _by_tar(data: bytes, room: Room) -> Mapping[str, bytes]:
    """The contents by name, as far as bsdtar can read them."""
    program = _program(TAR_PROGRAMS)
    if program is None:
        return {}
    left = time_left()
    seconds = SECONDS if left is None else min(SECONDS, max(left - _SPARE, 1.0))
    with tempfile.TemporaryFile() as source:
        source.write(data)
        source.seek(0)
        process = subprocess.Popen(
            [program, "-cf", "-", "--format=pax", "@-"],
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
        clock = Timer(seconds, process.kill)
        clock.start()
        found: dict[str, bytes] = {}
        try:
            for member in tar_stream(process.stdout, room):
                found[member.name] = member.content
        except ReadFailure:
            raise
        except Exception:  # it ended in the middle: what came by then is whole
            pass
        finally:
            clock.cancel()
            clock.join()  # a process with one thread can be copied
            process.kill()
            process.communicate()
    return found


_NO_PROGRAM = ReadFailure(
    Text(
        "读 .rar 压缩包要用 bsdtar 或 unrar，这台电脑上没有找到；请安装其中一个"
        "（Debian、Ubuntu：apt install libarchive-tools），或者解压后再检查",
        "reading .rar archives needs bsdtar or unrar, which was not found: install one "
        "(Debian, Ubuntu: apt install libarchive-tools), or unpack the archive first",
    )
)
_NEEDS_UNRAR = ReadFailure(
    Text(
        "压缩包里有文件 bsdtar 读不出来（可能已损坏，也可能是它不认得的压缩方法）；请安装 unrar，或者重新打包成 zip 再检查",
        "bsdtar cannot read some files of the archive, damaged or packed by a method that it does not know: "
        "install unrar, or pack the reports as a zip",
    )
)
_VOLUME = ReadFailure(
    Text(
        "这是分卷压缩包的一卷，不能单独读；请解压后再检查",
        "this is one volume of an archive and cannot be read alone; unpack the archive first",
    )
)
