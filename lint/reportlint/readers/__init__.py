"""Bytes → Document: one module per format, chosen by content first."""

from __future__ import annotations

from importlib import import_module

from reportlint.document import Document
from reportlint.readers.detection import Format, format_of
from reportlint.readers.failure import ReadFailure
from reportlint.wording import Text

_SUFFIXES = ".txt .text .md .markdown .docx .xlsx .doc .wps .rtf .odt .html .htm .mht .mhtml .pdf"
SUFFIXES = frozenset(_SUFFIXES.split())
"""Suffixes of the files that are looked for in a folder."""

_MODULES: dict[Format, str] = {
    "text": "text",
    "html": "html",
    "mhtml": "mhtml",
    "docx": "docx",
    "xlsx": "xlsx",
    "pdf": "pdf",
    "ole": "office",
    "rtf": "office",
    "odt": "office",
}
"""The module that reads each format; imported when a file needs it."""

_NAMES: dict[Format, Text] = {
    "html": Text("网页", "a web page"),
    "mhtml": Text("保存的网页（mht）", "a saved web page (mht)"),
    "docx": Text("Word 文件（docx）", "a Word file (docx)"),
    "xlsx": Text("Excel 文件（xlsx）", "an Excel file (xlsx)"),
    "odt": Text("OpenDocument 文件", "an OpenDocument file"),
    "pdf": Text("PDF 文件", "a PDF file"),
    "ole": Text("旧版 Word、Excel 或 WPS 文件", "an old Word, Excel or WPS file"),
    "rtf": Text("RTF 文件", "an RTF file"),
    "json": Text("JSON 数据", "JSON data"),
    "image": Text("图片", "an image"),
    "archive": Text("压缩包", "an archive"),
}


def read(data: bytes, *, name: str) -> Document:
    """The document in `data`; `name` is the file's name, without folders.

    Raises ReadFailure with a sentence for the user: an empty file, a format that is not read, damage.
    """
    if not data or data.isspace():
        raise ReadFailure(Text("文件是空的，没有内容可查", "the file is empty"))
    found = format_of(data, name=name)
    if found == "archive" and name.lower().endswith((".docx", ".xlsx", ".odt")):
        from reportlint.readers.container import damaged

        raise damaged()  # its list of parts, at the end, is cut off or spoilt
    if found not in _MODULES:
        zh, en = _NAMES[found]
        raise ReadFailure(
            Text(
                f"这是{zh}，不能直接检查，请把报告正文另存为文本文件（.txt）后再检查",
                f"this is {en}, which cannot be checked: save the report as plain text (.txt) first",
            )
        )
    document: Document = import_module(f"reportlint.readers.{_MODULES[found]}").read(data, name=name)
    return document
