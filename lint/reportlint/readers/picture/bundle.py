"""Several picture files that are the pages of one report, as the bytes of one file."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from reportlint.readers.picture import sentences

HEAD = b"\x89reportlint pages\n\x00"
"""What such bytes begin with; no file on a disk does."""


def bundled(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Picture files in the order of their pages, each with its name, as one."""
    return HEAD + msgspec.msgpack.encode(list(files))


def files_in(data: bytes) -> list[tuple[str, bytes]]:
    """The files that were put together, with their names; none for the bytes of a single one.

    Raises ReadFailure for what only begins as such bytes do.
    """
    if not data.startswith(HEAD):
        return []
    try:
        return msgspec.msgpack.decode(memoryview(data)[len(HEAD) :], type=list[tuple[str, bytes]])
    except msgspec.MsgspecError as error:
        raise sentences.damaged() from error
