"""Picture files that are the pages of one report: 年报1.jpg, 年报2.jpg, 年报3.jpg are 年报1-3.jpg.

They are put together where their numbers leave no doubt: from 0 or 1 on, none missing, none twice, one suffix.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec import Struct, field

from reportlint.model.wording import Text
from reportlint.readers.picture.bundle import bundled

_MOST = 100
"""Pages of a report."""
_SUFFIXES = r"\.(?:jpe?g|jpe|jfif|png|bmp|tiff?|webp)"
_TAIL = r"\s*(?:页|張|张)?\s*[)）\]】]?"
_PAGE = re.compile(rf"(.*?)(?<!\d)(\d{{1,3}})({_TAIL})({_SUFFIXES})", re.IGNORECASE | re.DOTALL)
"""The name of a page: what stands before its number, the number, what stands behind, the suffix."""
_PAGES = re.compile(rf"(.*?)(?<!\d)(\d{{1,3}})-(\d{{1,3}})({_TAIL})({_SUFFIXES})", re.IGNORECASE | re.DOTALL)
"""The name of a report that is put together of such."""


class Sequences(Struct):
    """What names of files in one folder tell: reports by what they are called, and names that are in doubt."""

    reports: dict[str, tuple[str, ...]] = field(default_factory=dict)
    doubtful: dict[str, Text] = field(default_factory=dict)

    def called(self) -> dict[str, str]:
        """What the report is called of which a file is the first page; "" for its other pages."""
        return {
            page: "" if at else name for name, pages in self.reports.items() for at, page in enumerate(pages)
        }


class _Numbered(NamedTuple):
    number: int
    written: str
    suffix: str
    name: str


def in_sequence(names: Iterable[str]) -> Sequences:
    """Which files of a folder are pages of one report, by their names."""
    names = set(names)
    groups: dict[tuple[str, str], list[_Numbered]] = {}
    for name in sorted(names):
        if told := _PAGE.fullmatch(name):
            head, written, tail, suffix = told.groups()
            groups.setdefault((head, tail), []).append(_Numbered(int(written), written, suffix, name))
    found = Sequences()
    for (head, tail), pages in groups.items():
        pages.sort()
        if len(pages) < 2:
            continue
        called = f"{head}{pages[0].written}-{pages[-1].written}{tail}{pages[0].suffix}"
        if called not in names and page_names(called) == [page.name for page in pages]:
            found.reports[called] = tuple(page.name for page in pages)
        else:
            found.doubtful.update((page.name, _doubt(pages)) for page in pages)
    return found


def page_names(called: str) -> list[str]:
    """The files that a report is put together of which is called like this; none for another name."""
    told = _PAGES.fullmatch(called)
    if told is None:
        return []
    head, first, last, tail, suffix = told.groups()
    if int(first) > 1 or not int(first) < int(last) < int(first) + _MOST:
        return []
    width = len(first) if len(first) == len(last) else 1
    return [f"{head}{number:0{width}}{tail}{suffix}" for number in range(int(first), int(last) + 1)]


def pages_on_disk(path: str) -> list[str]:
    """The paths of the picture files that a path means together; none for one that means a file."""
    if os.path.lexists(path):
        return []
    folder, name = os.path.split(path)
    pages = [os.path.join(folder, page) for page in page_names(name)]
    return pages if all(map(os.path.isfile, pages)) else []


def put_together(files: Mapping[str, bytes | Text]) -> dict[str, bytes | Text]:
    """Files by their paths, the pages of one report as one; in place of those in doubt stands why."""
    folders: dict[str, list[str]] = {}
    for path in files:
        folder, _, name = path.rpartition("/")
        folders.setdefault(folder, []).append(name)
    found = dict(files)
    for folder, names in folders.items():
        above = f"{folder}/" if folder else ""
        sequences = in_sequence(names)
        for called, pages in sequences.reports.items():
            contents = [(page, files[above + page]) for page in pages]
            read = [(page, content) for page, content in contents if isinstance(content, bytes)]
            if len(read) == len(contents):
                found[above + called] = bundled(read)
                for page in pages:
                    del found[above + page]
        for name, words in sequences.doubtful.items():
            found[above + name] = words
    return found


def _doubt(pages: Iterable[_Numbered]) -> Text:
    names = [page.name for page in pages]
    some = "、".join(names[:4]) + ("等" if len(names) > 4 else "")
    return Text(
        f"几张图片像是一份报告的几页（{some}），但是页码不是从 1 起连着的，或者后缀不一样，没有合起来检查；"
        "请补齐缺的页，按 1、2、3 改名，或者合成一个 PDF",
        f"these pictures seem to be pages of one report ({', '.join(names[:4])}), but their numbers do not run on "
        "from 1 or their suffixes differ, so they were not checked: rename them 1, 2, 3, or make one PDF of them",
    )
