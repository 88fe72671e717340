"""Notices to put reports right (整改通知书), one Word file for each unit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from reportlint.app.own_outputs import NOTICE, SECOND_NOTICE
from reportlint.audit.outcome import Audit
from reportlint.audit.outputs.notices.content import Sender, notices, reason_of
from reportlint.audit.outputs.notices.paper import IndexEntry, NoticePaper, index_of

INDEX = "目录"
LONGEST = 180
"""Bytes of a name without its suffix; file systems take 255 and sync programs fewer."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\s]+')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def file_stem(text: str) -> str:
    """The text as a file name without its suffix: no folders, no signs that a system forbids, "_" for nothing.

    `text` is harmless already (see `wording.clean`).
    """
    stem = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", text)).strip("._ ")
    while len(stem.encode("utf-8", "replace")) > LONGEST:
        stem = stem[:-1]
    if not stem or _DEVICES.match(stem):
        stem = f"_{stem}"
    return stem


class FileNames:
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


def notice_files(audit: Audit, *, sender: Sender, paper: NoticePaper) -> Iterator[tuple[str, bytes]]:
    """The files by name, one at a time, the index last; for each unit with errors or warnings, a missing or an
    unreadable report in the round.

    A unit that has left undone what the last audit found has a second notice, under a name that says so. What the user
    waived is in no notice, and suggestions stand at the end of one that there is anyway.
    """
    names, seconds = FileNames(NOTICE, ".docx"), FileNames(SECOND_NOTICE, ".docx")
    entries: list[IndexEntry] = []
    index = names.next(INDEX)
    for name, notice in notices(audit, sender):
        entries.append(IndexEntry(notice.addressee, notice.number, reason_of(notice)))
        yield (seconds if notice.again else names).next(name), paper.print(notice)
    if entries:
        yield index, index_of(entries)
