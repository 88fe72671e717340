"""Bytes → Document: one module per format, chosen by content first."""

from __future__ import annotations

from reportlint.document import Document
from reportlint.readers.failure import ReadFailure
from reportlint.wording import Text

SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown"})
"""Suffixes of the files that are looked for in a folder."""

_SIGNATURES = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "Word/Excel/ZIP"),
    (b"\xd0\xcf\x11\xe0", "Word 97/WPS"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "gzip"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7-Zip"),
)


def read(data: bytes, *, name: str) -> Document:
    """The document in `data`; `name` is the file's name, without folders.

    Raises ReadFailure with a sentence for the user: an empty file, another format, no text.
    """
    if not data.strip():
        raise ReadFailure(Text("文件是空的，没有内容可查", "the file is empty"))
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise ReadFailure(
                Text(
                    f"这是 {kind} 文件，现在只能读文本文件，请另存为文本文件（.txt）后再检查",
                    f"this is a {kind} file; only text files are read: save the report as plain text first",
                )
            )
    from reportlint.readers import text

    return text.read(data, name=name)
