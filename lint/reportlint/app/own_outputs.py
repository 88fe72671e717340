"""What this program wrote itself, by its beginning: results that lie among the reports are no reports."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Callable

MARKED = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xlsx"})
"""Suffixes of files whose content is looked at."""
NOTICE, SECOND_NOTICE = "整改通知书_", "催办通知书_"
"""What the names of notices begin with."""
MARK = "reportlint"
"""Stands in the head of our pages and among the properties of our workbooks."""

_LOOK = 1 << 16
_PLACE = r"(?::\d+){0,2}: (?:error|warning|info|note) [A-Z]+\d+ "
_TEXT = re.compile(
    r"(?:== .*\n[\s\S]*?^(?:结论：|verdict: |错误 E\d+ |error E\d+ ))"
    rf"|(?:.+?{_PLACE})"
    r"|(?:::(?:error|warning|notice) file=)"
    r"|(?:## reportlint$)"
    r"|(?:有问题的报告 \d+ 份，最重的在前：|没能读取的文件 \d+ 个：|没有交报告的单位 \d+ 个：|按规则：$"
    r"|没有读全的文件 \d+ 个：|没能检查，不等于没有问题：$)"
    r"|(?:\d+ reports with problems:|\d+ files that could not be read:|\d+ units without a report:|by rule:$"
    r"|\d+ files of which a part was not read:|could not be checked, which does not mean fine:$)",
    re.MULTILINE,
)
_PAGE = re.compile(rf'<meta name="generator" content="{MARK}[ "]')


_ANNOTATED = re.compile(r"(.+)\.批注\d*\.(?:docx|pdf)", re.DOTALL)
"""The names that `annotate` and the page give to a report with its marks."""
_SOURCES = (".docx", ".docm", ".doc", ".wps", ".rtf", ".odt", ".pdf")


def is_annotated_copy(path: str, *, exists: Callable[[str], bool] = os.path.exists) -> bool:
    """Whether the file is, by its name, the copy with marks of a report that stands beside it."""
    named = _ANNOTATED.fullmatch(path)
    return named is not None and any(exists(named[1] + suffix) for suffix in _SOURCES)


def is_own_output(path: str, suffix: str, content: bytes | None = None) -> bool:
    """Whether the file is a result, a page, a workbook or a notice of this program; False where it cannot be opened.

    `content` is that of a file that is none on the disk.
    """
    try:
        if suffix == ".xlsx":
            with (
                zipfile.ZipFile(path if content is None else io.BytesIO(content)) as archive,
                archive.open("docProps/core.xml") as part,
            ):
                return MARK.encode() in part.read(_LOOK)
        if suffix not in MARKED:
            return re.split(r"[/\\]", path)[-1].startswith((NOTICE, SECOND_NOTICE))
        with open(path, "rb", buffering=0) if content is None else io.BytesIO(content) as stream:
            text = (stream.read(_LOOK) or b"").decode("utf-8", "replace").replace("\r\n", "\n")
    except (OSError, KeyError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile):
        return False
    if suffix in (".html", ".htm"):
        return _PAGE.search(text) is not None
    return _TEXT.match(text) is not None
