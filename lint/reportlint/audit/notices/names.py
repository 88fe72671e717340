"""File names made of what reports call their units: safe on every file system, never the same twice."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 180
"""Bytes of a name without its suffix; file systems take 255 and sync programs fewer."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\s]+')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def file_stem(text: str) -> str:
    """The text as a file name without its suffix: no folders, no signs that a system forbids, "_" for nothing.

    `text` is harmless already (see `telling.clean`).
    """
    stem = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", text)).strip("._ ")
    while len(stem.encode("utf-8", "replace")) > LONGEST:
        stem = stem[:-1]
    if not stem or _DEVICES.match(stem):
        stem = f"_{stem}"
    return stem


class Names:
    """Gives each text a file name of its own; the second of the same name ends in （2）, and so on.

    Names that differ in case only count as the same, as they do on most machines.
    """

    def __init__(self, before: str, suffix: str) -> None:
        self._before, self._suffix = before, suffix
        self._taken: set[str] = set()

    def next(self, text: str) -> str:
        """A file name for this text that was not given before."""
        stem, number = f"{self._before}{file_stem(text)}", 1
        name = stem
        while name.casefold() in self._taken:
            number += 1
            name = f"{stem}（{number}）"
        self._taken.add(name.casefold())
        return name + self._suffix
