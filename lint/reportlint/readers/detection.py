"""Which format a file is in: by its content first, by its name only where the content leaves it open."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

Format = Literal[
    "text",
    "html",
    "mhtml",
    "docx",
    "xlsx",
    "xls",
    "ods",
    "odt",
    "pdf",
    "ole",
    "rtf",
    "json",
    "ofd",
    "ceb",
    "image",
    "archive",
]

_SIGNATURES: tuple[tuple[bytes, Format], ...] = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\x89reportlint pages\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\x00", "archive"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
)
_OLE = b"\xd0\xcf\x11\xe0"
_TAR = slice(257, 262)
"""Where a tar file says what it is."""
_MARKUP = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|link|title|style|script|"
    rb"table|div|center|section|article|header|main|h[1-6]|p|span|font)\b[^<]*>",
    re.IGNORECASE | re.DOTALL,
)
_JSON = re.compile(rb"\s*(?:\{\s*[\"}]|\[\s*[\[{\]])")
_MIME = re.compile(rb"\A(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,12}?MIME-Version:", re.IGNORECASE)
_LOOK = 4096
"""How many bytes tell the format."""
_NAMED = 200
"""Within so many bytes an OpenDocument file names its kind."""
_WORKBOOKS = (".xls", ".xlt", ".et", ".ett")


def format_of(data: bytes, *, name: str = "") -> Format:
    """The format of a file's content; anything that is no known format counts as text.

    A byte order mark before markup or JSON is passed over. Only the head of the file is looked at,
    for ZIP containers the list of their members. `name` decides where the content may be either:
    text with markup in it that begins with none.
    """
    head = data[:_LOOK].removeprefix(b"\xef\xbb\xbf")
    if head.startswith(_OLE):
        return "xls" if _is_workbook(data, name) else "ole"
    for signature, known in _SIGNATURES:
        if head.startswith(signature) and (known != "image" or b"\x00" in head):
            return known
    if data[_TAR] == b"ustar":
        return "archive"
    if head[8:12] == b"WEBP" or head[4:12] in (b"ftypheic", b"ftypmif1"):
        return "image"
    if b"%PDF-" in head[:1024] and b"\x00" in data[:65536]:
        return "pdf"
    if head.startswith(b"PK"):
        found = _container(data)
        return (_laid_out(name) if found == "archive" else None) or found
    laid_out = _laid_out(name)
    if laid_out and b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return laid_out
    if _MIME.match(head.lstrip()):
        return "mhtml"
    if _MARKUP.match(_narrow(_behind_comment(data, head))) or _is_fragment(data, name):
        return "html"
    return "json" if is_json(data) else "text"


def _behind_comment(data: bytes, head: bytes) -> bytes:
    """The head, from behind a comment that is longer than it."""
    if head.lstrip().startswith(b"<!--") and b"-->" not in head:
        end = data.find(b"-->") + 3
        return data[end : end + _LOOK] if end > 2 else head
    return head


def _is_fragment(data: bytes, name: str) -> bool:
    """Whether a page begins with text, as pieces cut out of pages do."""
    return (
        name.lower().endswith((".html", ".htm", ".xhtml", ".shtml"))
        and re.search(rb"</(?:p|div|td|span|h\d)>", data, re.I) is not None
    )


def _laid_out(name: str) -> Format | None:
    """The format of official documents in fixed layout that a file's name tells; their content is no text."""
    suffix = name.lower().rpartition(".")[2]
    return "ofd" if suffix == "ofd" else "ceb" if suffix in ("ceb", "cebx", "sep") else None


def _container(data: bytes) -> Format:
    """What a ZIP file holds, by the names of its members."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist()[:10_000])
            kind = archive.open("mimetype").read(_NAMED) if "mimetype" in names else data[:_NAMED]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return "archive"
    if any(name.startswith("word/document") for name in names):
        return "docx"
    if any(name.startswith("xl/workbook") for name in names):
        return "xlsx"
    if "OFD.xml" in names:
        return "ofd"
    if "content.xml" in names or b"opendocument" in data[:_NAMED]:
        return "ods" if b"spreadsheet" in kind else "odt"
    return "archive"


def names_stream(data: bytes, name: str) -> bool:
    """Whether an OLE file has a stream of this name: its directory has the whole name in UTF-16."""
    return (name + "\x00").encode("utf-16-le") in data


def _is_workbook(data: bytes, name: str) -> bool:
    """Whether an OLE file is a workbook. Where it also has a document in it, or names nothing that is known, its name
    decides.
    """
    book = names_stream(data, "Workbook") or names_stream(data, "Book")
    other = any(
        names_stream(data, stream) for stream in ("WordDocument", "EncryptedPackage", "PowerPoint Document")
    )
    return name.lower().endswith(_WORKBOOKS) if book == other else book


def _narrow(head: bytes) -> bytes:
    """The head of UTF-16 text as if it were ASCII, so that markup is seen in it."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head[2:].replace(b"\x00", b"")
    return head


def is_json(data: bytes) -> bool:
    """Whether a file begins as JSON does and no text would: with an object, or with a list of lists or objects."""
    return _JSON.match(_narrow(data[:_LOOK]).removeprefix(b"\xef\xbb\xbf")) is not None
