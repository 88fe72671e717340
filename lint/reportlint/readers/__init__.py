"""Bytes → Document: one module per format, chosen by content first."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath
from typing import TypeAlias, cast

from reportlint.data.plugins import find_plugin, plugin_names
from reportlint.model.document import Document
from reportlint.model.naming import without_sheet
from reportlint.model.wording import Text
from reportlint.readers.detection import Format, format_of
from reportlint.readers.failure import ReadFailure

_DOCUMENTS = (
    ".txt .text .md .markdown .docx .docm .dotx .dotm .xlsx .xlsm .doc .dot .wps .wpt .xls .et .rtf .odt .ods "
    ".html .htm .xhtml .xht .shtml .shtm .mht .mhtml .pdf .ofd .ceb .cebx .sep"
)
SUFFIXES = frozenset(_DOCUMENTS.split())
"""Suffixes of documents: in a folder these files are read, or it is said why they cannot be."""

ENTRY_POINTS = "reportlint.readers"
"""The group of entry points by which packages bring readers: a suffix without its dot → a function like `read`.

They are asked for files that nothing built in reads: of a suffix that is none of `SUFFIXES`, or a format that is
refused.
"""

Read: TypeAlias = Callable[..., Document]

_MODULES: dict[Format, str] = {
    "text": "text",
    "html": "html",
    "mhtml": "html.mhtml",
    "docx": "word.docx",
    "xlsx": "excel.workbook",
    "xls": "excel.workbook",
    "ods": "excel.workbook",
    "pdf": "pdf",
    "ofd": "ofd",
    "image": "picture",
    "ole": "office",
    "rtf": "office",
    "odt": "office",
}
"""The module that reads each format; imported when a file needs it."""

_HTML_TABLE = re.compile(rb"^[ \t>]*<table\b", re.IGNORECASE | re.MULTILINE)
"""What begins a table in HTML in a text that is no page, as Markdown may hold."""

_CONTAINERS = (".docx", ".docm", ".dotx", ".dotm", ".xlsx", ".xlsm", ".odt", ".ods")
"""Suffixes of files that are ZIP archives inside."""

_BINARY = frozenset((*_CONTAINERS, ".doc", ".wps", ".xls", ".et", ".pdf", ".ofd"))
"""Suffixes of files that are no text; one in which nothing is known is damaged or encrypted."""

_REFUSED: dict[Format, Text] = {
    "ceb": Text(
        "这是 CEB、SEP 版式文件，不能直接检查；请另存为 PDF 或 Word 文件（.docx）后再检查",
        "this is a CEB or SEP file, which is not read: save it as PDF or as a Word file (.docx) first",
    ),
    "archive": Text(
        "这是压缩包，请先解压，再检查里面的报告", "this is an archive: unpack it and check the report in it"
    ),
    "json": Text(
        "这是 JSON 数据，不能直接检查；请检查报告本身，或 reportlint parse 写出的 JSON",
        "this is JSON data: check the report itself, or what reportlint parse wrote",
    ),
}
"""What to do with a file in a format that is not read."""


def is_brought(suffix: str) -> bool:
    """Whether a package brings a reader for files of this suffix."""
    return bool(suffix) and suffix[1:] in plugin_names(ENTRY_POINTS)


def read(data: bytes, *, name: str) -> Document:
    """The document in `data`; `name` is the file's name, without folders.

    Raises ReadFailure with a sentence for the user: an empty file, a format that is not read, damage.
    """
    if not data or data.isspace():
        raise ReadFailure(Text("文件是空的，没有内容可查", "the file is empty"))
    plain = without_sheet(name)
    found = format_of(data, name=plain)
    suffix = PurePath(plain).suffix.lower()
    if (found not in _MODULES or suffix not in SUFFIXES) and is_brought(suffix):
        return cast(Read, find_plugin(ENTRY_POINTS, suffix[1:]))(data, name=name)
    if found == "archive" and plain.lower().endswith(_CONTAINERS):
        from reportlint.readers.container import damaged

        raise damaged()  # its list of parts, at the end, is cut off or spoilt
    if found not in _MODULES:
        raise ReadFailure(_REFUSED[found])
    if found == "text" and suffix in _BINARY:
        return _text_or_damaged(data, name)
    module = "markdown" if found == "text" and _HTML_TABLE.search(data) else _MODULES[found]
    document: Document = import_module(f"reportlint.readers.{module}").read(data, name=name)
    return document


def _text_or_damaged(data: bytes, name: str) -> Document:
    """A file under an office program's name in which none of its formats is known: text all the same, or damaged."""
    text = import_module("reportlint.readers.text")
    try:
        document: Document = text.read(data, name=name)
    except ReadFailure as error:
        raise ReadFailure(
            Text(
                "文件已损坏或者加了密，读不出内容；请用 WPS 或 Word 打开，另存后再检查",
                "the file is damaged or encrypted; open it in the program it was written with and save it again",
            )
        ) from error
    return document
