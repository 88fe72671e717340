"""Archives of every kind, made of files in memory; the stored .rar by its own bytes, for nothing free writes one."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Mapping

import pytest

Files = Mapping[str, bytes]


class GbkInfo(zipfile.ZipInfo):
    """A name in GBK and no flag, as Windows packs it in China."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.filename.encode("gb18030"), self.flag_bits & ~0x800


class PlainInfo(zipfile.ZipInfo):
    """A name in UTF-8 and no flag, as macOS packs it."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.filename.encode(), self.flag_bits & ~0x800


def zipped(files: Files, *, info: type[zipfile.ZipInfo] = zipfile.ZipInfo) -> bytes:
    """A .zip; `info` decides how names are written."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files.items():
            entry = info("x")
            entry.filename = name
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return stream.getvalue()


def tarred(files: Files, *, mode: str = "w", encoding: str = "utf-8") -> bytes:
    """A .tar, packed as the mode says."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode, format=tarfile.GNU_FORMAT, encoding=encoding) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def seven(files: Files, *, password: str | None = None) -> bytes:
    """A .7z. Skips where py7zr is not installed."""
    py7zr = pytest.importorskip("py7zr")
    stream = io.BytesIO()
    with py7zr.SevenZipFile(stream, "w", password=password) as archive:
        for name, data in files.items():
            archive.writestr(data, name)
    return stream.getvalue()


def rar(files: Files, *, locked: bool = False, link: str | None = None) -> bytes:
    """A .rar of version 5 whose files are stored: locked ones hold nothing, `link` is one to another file."""
    pytest.importorskip("rarfile")
    blocks = [b"Rar!\x1a\x07\x01\x00", _block(1, 0, _vint(0))]
    for name, data in files.items():
        extra = _record(1, _vint(0) + _vint(0) + b"\x0f" + bytes(32)) if locked else b""
        blocks.append(_rar_file(name, data, extra))
    if link is not None:
        target = next(iter(files)).encode()
        blocks.append(_rar_file(link, b"", _record(5, _vint(1) + _vint(0) + _vint(len(target)) + target)))
    return b"".join([*blocks, _block(5, 0, _vint(0))])


def _rar_file(name: str, data: bytes, extra: bytes) -> bytes:
    told = name.encode()
    head = _vint(4) + _vint(len(data)) + _vint(0o100644) + struct.pack("<I", zlib.crc32(data)) + _vint(0)
    return _block(2, 2, head + _vint(1) + _vint(len(told)) + told, extra=extra, data=data)


def _record(kind: int, body: bytes) -> bytes:
    told = _vint(kind) + body
    return _vint(len(told)) + told


def _block(kind: int, flags: int, body: bytes, *, extra: bytes = b"", data: bytes = b"") -> bytes:
    sizes = (_vint(len(extra)) if extra else b"") + (_vint(len(data)) if flags & 2 else b"")
    head = _vint(kind) + _vint(flags | bool(extra)) + sizes + body + extra
    sized = _vint(len(head)) + head
    return struct.pack("<I", zlib.crc32(sized)) + sized + data


def _vint(number: int) -> bytes:
    found = bytearray()
    while number > 127:
        found.append(number & 127 | 128)
        number >>= 7
    return bytes([*found, number])


KINDS: Mapping[str, Callable[[Files], bytes]] = {
    "zip": zipped,
    "gbk.zip": lambda files: zipped(files, info=GbkInfo),
    "mac.zip": lambda files: zipped(files, info=PlainInfo),
    "tar": tarred,
    "gbk.tar": lambda files: tarred(files, encoding="gb18030"),
    "tar.gz": lambda files: tarred(files, mode="w:gz"),
    "tar.bz2": lambda files: tarred(files, mode="w:bz2"),
    "tar.xz": lambda files: tarred(files, mode="w:xz"),
    "7z": seven,
    "rar": rar,
}
"""By the end of an archive's name what packs files so."""
