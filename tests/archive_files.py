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

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - as zipfile calls it
        return self.filename.encode("gb18030"), self.flag_bits & ~0x800


class PlainInfo(zipfile.ZipInfo):
    """A name in UTF-8 and no flag, as macOS packs it."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - as zipfile calls it
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


def rar(files: Files, *, packed: bool = False, locked: bool = False, link: str | None = None) -> bytes:
    """A .rar of version 5 whose files are stored, or packed; `link` is one to another of them."""
    pytest.importorskip("rarfile")
    blocks = [b"Rar!\x1a\x07\x01\x00", _block(1, 0, _vint(0))]
    for name, data in files.items():
        extra = _record(1, _vint(0) + _vint(0) + b"\x0f" + bytes(32)) if locked else b""
        blocks.append(_rar_file(name, data, extra, packed=packed))
    if link is not None:
        target = next(iter(files)).encode()
        blocks.append(_rar_file(link, b"", _record(5, _vint(1) + _vint(0) + _vint(len(target)) + target)))
    return b"".join([*blocks, _block(5, 0, _vint(0))])


def _rar_file(name: str, data: bytes, extra: bytes, *, packed: bool = False) -> bytes:
    told = name.encode()
    head = _vint(4) + _vint(len(data)) + _vint(0o100644) + struct.pack("<I", zlib.crc32(data))
    head += _vint(packed << 7) + _vint(1) + _vint(len(told)) + told
    return _block(2, 2, head, extra=extra, data=_rar_packed(data) if packed else data)


def _rar_packed(data: bytes) -> bytes:
    """The data as WinRAR packs it, in one block without matches, every byte by a code of eight bits that is itself."""
    lengths = "".join(
        "0001" if symbol in (8, 19) else "0000" for symbol in range(20)
    )  # codes: 0 for 8, 1 for 19
    tables = "0" * 256 + "".join(
        f"1{zeros - 11:07b}" for zeros in (138, 36)
    )  # 256 of eight bits, 174 not used
    bits = lengths + tables + "".join(f"{byte:08b}" for byte in data)
    body = int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")
    size = len(body).to_bytes(3, "little")
    flags = 0x80 | 0x40 | 2 << 3 | (len(bits) - 1) % 8
    return bytes([flags, 0x5A ^ flags ^ size[0] ^ size[1] ^ size[2]]) + size + body


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
