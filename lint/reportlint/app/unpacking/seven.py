"""Archives of 7-Zip, read by py7zr in a process of its own: their heads tell how much memory unpacking takes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from reportlint.app.unpacking.member import (
    LOCKED,
    Member,
    Room,
    damaged,
    locked,
    needs_install,
    too_full,
    why_not,
)
from reportlint.model.wording import Text
from reportlint.readers.failure import ReadFailure
from reportlint.workers import Bounds, TooLong, TooMuchMemory, WorkerDied, once, time_left

if TYPE_CHECKING:
    from py7zr import SevenZipFile

SECONDS = 60
MEMORY = 1 << 30
"""Bytes that unpacking may take beyond what the process has: for the largest archive, and its dictionary."""
_SPARE = 2.0
"""Seconds that a worker keeps for telling that unpacking took too long."""


def members(data: bytes, _: str, room: Room) -> Iterator[Member]:
    """The files in the archive. Raises ReadFailure as `unpack` does."""
    try:
        import py7zr  # noqa: F401 - here, so that not every process loads it anew
    except ImportError as error:
        raise needs_install(".7z") from error
    left = time_left()
    seconds = SECONDS if left is None else min(SECONDS, max(left - _SPARE, 1.0))
    try:
        found, words = once(_unpacked, data, room, bounds=Bounds(seconds=seconds, memory=MEMORY))
    except (TooLong, TooMuchMemory, WorkerDied) as error:
        raise too_full() from error
    for member in found:
        room.count()
        room.take(len(member.content))
        yield member
    if words is not None:
        raise ReadFailure(words)


def _unpacked(data: bytes, room: Room) -> tuple[list[Member], Text | None]:
    """All files, and what there is to tell of the archive itself."""
    import py7zr

    found: list[Member] = []
    try:
        with py7zr.SevenZipFile(io.BytesIO(data)) as archive:
            wanted: dict[str, str] = {}
            for info in archive.list():
                if info.is_directory:
                    continue
                room.count()
                name = info.filename.replace("\\", "/")
                why = why_not(name, info.uncompressed, room, link=not info.is_file)
                if why is None and archive.needs_password():
                    why = LOCKED
                if why is None:
                    room.take(info.uncompressed)
                    wanted[info.filename] = name
                else:
                    found.append(Member(name, failure=why))
            contents = _contents(archive, list(wanted))
            found.extend(
                Member(name, contents.get(PurePosixPath(told), b"")) for told, name in wanted.items()
            )
    except py7zr.exceptions.PasswordRequired:
        return found, locked().words
    except ReadFailure as failure:
        return found, failure.words
    except (
        py7zr.exceptions.ArchiveError,
        EOFError,
        OSError,
        ValueError,
        LookupError,
        ArithmeticError,
        TypeError,
    ):
        return found, damaged().words
    except Exception as error:
        if type(error).__module__.split(".")[0] not in (
            "_lzma",
            "struct",
            "zlib",
            "pyppmd",
            "inflate64",
            "brotli",
        ):
            raise
        return found, damaged().words
    return found, None


def _contents(archive: SevenZipFile, names: list[str]) -> dict[PurePosixPath, bytes]:
    """The contents of these files, by their paths."""
    from py7zr.io import Py7zIO, WriterFactory

    streams: dict[PurePosixPath, io.BytesIO] = {}

    class Writer(Py7zIO):
        """One file in memory."""

        def __init__(self, stream: io.BytesIO) -> None:
            self._stream = stream

        def write(self, s: bytes | bytearray) -> int:
            return self._stream.write(s)

        def read(self, size: int | None = None) -> bytes:
            return self._stream.read(size)

        def seek(self, offset: int, whence: int = 0) -> int:
            return self._stream.seek(offset, whence)

        def flush(self) -> None:
            pass

        def size(self) -> int:
            return self._stream.getbuffer().nbytes

    class Factory(WriterFactory):
        """What py7zr asks for a stream for each file."""

        def create(self, filename: str) -> Py7zIO:
            return Writer(streams.setdefault(PurePosixPath(filename), io.BytesIO()))

    if names:
        archive.extract(targets=names, factory=Factory())
    return {path: stream.getvalue() for path, stream in streams.items()}
