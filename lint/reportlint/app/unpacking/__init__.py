"""What archives hold, unpacked in memory and within bounds: .zip, .tar, .gz .bz2 .xz, .7z, .rar.

Archives come from strangers: nothing of them is ever written under a name that they tell, links are not followed, and
bytes are counted as they come, whatever is declared.
"""

from __future__ import annotations

import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import TypeAlias

from reportlint.app.unpacking.member import Member, Room, damaged
from reportlint.app.unpacking.plain import BLOCK, is_tar, packed_members, tar_members, zip_members

__all__ = ["Member", "Room", "unpack"]

_Members: TypeAlias = Callable[[bytes, str, Room], Iterator[Member]]
_STARTS: Mapping[bytes, _Members | str] = {
    b"\x1f\x8b": packed_members,
    b"BZh": packed_members,
    b"\xfd7zXZ\x00": packed_members,
    b"7z\xbc\xaf": "seven",
    b"Rar!": "rar",
}
"""By its first bytes what reads an archive; those that need a library in a module of their own."""
_LIBRARIES = ("_lzma", "struct", "py7zr", "rarfile")


def unpack(data: bytes, *, name: str, room: Room) -> Iterator[Member]:
    """The files in an archive, in its order; `name` is what it is called.

    Raises ReadFailure, perhaps after some of them, where the archive is damaged, locked or holds too much, or where
    what reads it is not installed.
    """
    try:
        yield from _reader(data)(data, name, room.within(len(data)))
    except (
        tarfile.TarError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        LookupError,
    ) as error:
        raise damaged() from error
    except Exception as error:
        if type(error).__module__.split(".")[0] in _LIBRARIES:  # their errors have no base of their own
            raise damaged() from error
        raise


def _reader(data: bytes) -> _Members:
    for start, reader in _STARTS.items():
        if data.startswith(start):
            return _members_by(reader) if isinstance(reader, str) else reader
    return tar_members if is_tar(data[:BLOCK]) else zip_members  # which tells what is no archive at all


def _members_by(module: str) -> _Members:
    members: _Members = import_module(f"{__name__}.{module}").members
    return members
