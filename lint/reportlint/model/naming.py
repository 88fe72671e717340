"""Names of files that hold others: a member of an archive is 包.zip/县教育局/年报.docx, a sheet 汇总.xlsx#教育局,
the second report in one file 年报.docx#2."""

from __future__ import annotations

import re
from pathlib import PurePath

_SHEET = re.compile(r"(.+?\.(?:xlsx|xlsm|xls|et|ods)|-)#(.+)", re.IGNORECASE | re.DOTALL)
_PACKED = re.compile(r"(?:\.tar)?\.(?:zip|rar|7z|tar|t?gz|t?bz2|t?xz)\Z", re.IGNORECASE)


_PART = re.compile(r"(.+)#([2-9]|[1-9]\d)", re.DOTALL)


def part_of(path: str) -> int:
    """Which of the reports in a file a path means: 1 but for 年报.docx#2 and so on."""
    told = _PART.fullmatch(path)
    return 1 if told is None or in_sheet(path) is not None else int(told[2])


def with_part(path: str, number: int) -> str:
    """How the report with this number in a file is called."""
    return path if number == 1 else f"{path}#{number}"


def in_sheet(path: str) -> str | None:
    """The sheet that a path tells; None for one that means a whole file."""
    told = _SHEET.fullmatch(path)
    return None if told is None else told[2]


def without_sheet(path: str) -> str:
    """The path of the file where a path tells one of its sheets, or one of the reports in it; else the path."""
    told = _SHEET.fullmatch(path) or _PART.fullmatch(path)
    return path if told is None else told[1]


def told_stem(path: str) -> str:
    """By what a file is called: its name without suffix, or the name of the sheet."""
    return in_sheet(path) or PurePath(without_sheet(path)).stem


def told_path(path: str) -> PurePath:
    """The path as if archives were folders of their names, and workbooks folders of their sheets."""
    whole = PurePath(without_sheet(path))
    folders = [_PACKED.sub("", part) for part in whole.parts[:-1]]
    sheet = in_sheet(path)
    return PurePath(*folders, whole.name) if sheet is None else PurePath(*folders, whole.stem, sheet)
