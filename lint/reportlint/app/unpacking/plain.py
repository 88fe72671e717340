"""Archives that the standard library reads: .zip, .tar, and .gz .bz2 .xz, of one file or of a tar."""

from __future__ import annotations

import io
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any, cast

from reportlint.app.inputs import too_large
from reportlint.app.unpacking.member import (
    DAMAGED_MEMBER,
    LARGE,
    LOCKED,
    MEBIBYTE,
    OTHER_METHOD,
    Member,
    Room,
    readable,
    why_not,
)
from reportlint.readers.container import DENSEST

_PIECE = 1 << 18
BLOCK = 512
"""Bytes of a tar file's first header."""


def zip_members(data: bytes, _: str, room: Room) -> Iterator[Member]:
    """The files in a .zip. What is wrong with one of them is told of it alone."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            name = _zip_name(info)
            if name.endswith("/"):
                continue
            room.count()
            why = why_not(name, info.file_size, room, link=stat.S_ISLNK(info.external_attr >> 16))
            if info.flag_bits & 1:
                why = why or LOCKED
            if info.file_size > MEBIBYTE + DENSEST * info.compress_size:
                why = why or LARGE
            yield Member(name, failure=why) if why else _read_member(name, archive, info, room)


def _read_member(name: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo, room: Room) -> Member:
    """The member with its content, or with the sentence on what is wrong with it alone."""
    room.take(info.file_size)
    try:
        with archive.open(info) as stream:
            return Member(name, stream.read(info.file_size))
    except NotImplementedError:
        return Member(name, failure=OTHER_METHOD)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError):
        return Member(name, failure=DAMAGED_MEMBER)
    except RuntimeError:
        return Member(name, failure=LOCKED)


def _zip_name(info: zipfile.ZipInfo) -> str:
    """A member's name: as a field says it that packers add for old readers, else as its bytes read."""
    told = _unicode_name(info)
    if told is None:
        told = info.orig_filename
        if not info.flag_bits & 0x800:
            told = readable(told.encode("cp437", "replace"))
    return told.partition("\x00")[0].replace("\\", "/")


def _unicode_name(info: zipfile.ZipInfo) -> str | None:
    """The name in the extra field 0x7075, where that is for this name."""
    extra = info.extra
    while len(extra) >= 4:
        kind, length = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        body, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == 0x7075 and body[:1] == b"\x01":
            named = info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437", "replace")
            if int.from_bytes(body[1:5], "little") == zlib.crc32(named):
                return body[5:].decode("utf-8", "replace")
    return None


def is_tar(block: bytes) -> bool:
    """Whether this is the head of a tar file."""
    try:
        tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True


def tar_members(data: bytes, _: str, room: Room) -> Iterator[Member]:
    """The files in a .tar."""
    return tar_stream(io.BytesIO(data), room)


class _Counted:
    """A stream of which no more is read than there is room for."""

    def __init__(self, stream: Any, room: Room) -> None:
        self._stream, self._room = stream, room
        self._ahead = b""

    def peek(self, size: int) -> bytes:
        """The first bytes, which are read once more afterwards."""
        self._ahead = self._stream.read(size)
        return self._ahead

    def read(self, size: int) -> bytes:
        """The next bytes. Raises ReadFailure where there is no room for them."""
        piece = self._ahead[:size]
        self._ahead = self._ahead[size:]
        if len(piece) < size:
            piece += self._stream.read(size - len(piece))
        self._room.take(len(piece))
        return piece


def tar_stream(stream: Any, room: Room) -> Iterator[Member]:
    """The members of a tar file as they come; its whole stream is counted, headers too."""
    counted = cast("IO[bytes]", stream if isinstance(stream, _Counted) else _Counted(stream, room))
    with tarfile.open(fileobj=counted, mode="r|", encoding="utf-8", errors="surrogateescape") as archive:
        for info in archive:
            if info.isdir():
                continue
            room.count()
            name = readable(info.name.encode("utf-8", "surrogateescape")).replace("\\", "/")
            why = why_not(name, info.size, room, link=not info.isreg())
            if why is None and info.sparse is not None:
                room.take(info.size)  # its holes are not in the stream
            found = None if why else archive.extractfile(info)
            yield Member(name, failure=why) if found is None else Member(name, found.read())


def packed_members(data: bytes, name: str, room: Room) -> Iterator[Member]:
    """What one stream of .gz, .bz2 or .xz holds: a tar file, else the one file that is named so."""
    import bz2
    import gzip
    import lzma

    opened = gzip.open if data.startswith(b"\x1f\x8b") else bz2.open if data.startswith(b"BZh") else lzma.open
    with cast(Any, opened)(io.BytesIO(data)) as stream:
        counted = _Counted(stream, room)
        if is_tar(counted.peek(BLOCK)):
            yield from tar_stream(counted, room)
            return
        room.count()
        pieces, size = [], 0
        while piece := counted.read(_PIECE):
            pieces.append(piece)
            size += len(piece)
            if size > room.largest:
                yield Member(_unpacked_name(name), failure=too_large(room.largest).words)
                return
        yield Member(_unpacked_name(name), b"".join(pieces))


def _unpacked_name(name: str) -> str:
    """年报.docx for 年报.docx.gz."""
    stem, _, suffix = name.rpartition(".")
    return stem if stem and suffix.lower() in ("gz", "bz2", "xz") else name
