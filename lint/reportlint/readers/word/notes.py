"""What stands in a Word file beside its text: footnotes and endnotes, documents set into it, page headers, WordArt."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from reportlint.model.document import NOWHERE, Document, Unread
from reportlint.model.wording import Text, fold
from reportlint.readers.container import Container
from reportlint.readers.detection import format_of
from reportlint.readers.word.numbers import W
from reportlint.readers.word.text import NOTE_MARKS

if TYPE_CHECKING:
    from lxml.etree import _Element

_KINDS = {mark: mark.removeprefix(W).removesuffix("Reference") for mark in NOTE_MARKS}
"""By the tag of a mark the tag of its note, without the name space."""
_ID = W + "id"
CHUNK = W + "altChunk"
"""Another document that Word puts in here when it opens the file."""
_REFERENCE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MARGINS = ("header", "footer")
_DRAWN_TEXT = "{urn:schemas-microsoft-com:vml}textpath"
_DOCUMENT = re.compile(r"\.(?:docx?|docm|wps|xlsx?|xlsm|et|rtf|odt|ods|pdf)$", re.IGNORECASE)
"""A part that is a document of its own, opened with a double click."""
_SET_IN = Text(
    "文件里嵌着另一份文档，里面的文字没有读；请用 Word 或 WPS 打开后另存再检查",
    "a document set into the file was not read: open it and save it again",
)
_PAGE_NUMBER = re.compile(r"[-—–\s第页共/\d]*")


class Notes:
    """The notes of a file; a part of them is read when the first mark that leads into it is met."""

    def __init__(self, container: Container, main: str) -> None:
        self._container = container
        self._main = main
        self._parts: dict[str, Mapping[str, _Element]] = {}
        self._seen: set[tuple[str, str]] = set()

    def paragraphs(self, mark: _Element) -> Iterator[_Element]:
        """The paragraphs of the note that a mark in the text leads to, once for each note."""
        kind, number = _KINDS[mark.tag], mark.get(_ID, "")
        if kind not in self._parts:
            root = self._container.tree(self._container.related(f"{kind}s", to=self._main) or "")
            known = () if root is None else root.iterchildren(W + kind)
            self._parts[kind] = {note.get(_ID, ""): note for note in known}
        if number in self._parts[kind] and (kind, number) not in self._seen:
            self._seen.add((kind, number))
            yield from self._parts[kind][number].iter(W + "p")


def chunk(container: Container, main: str, mark: _Element) -> Document | None:
    """The web page that is set into the text at this mark; None for any other document. Raises ReadFailure."""
    target = dict(container.relations(main)).get(mark.get(_REFERENCE, ""))
    data = container.part(target) if target else None
    if data is None or format_of(data, name="chunk") != "html":
        return None
    from reportlint.readers import html  # few files need it

    return html.document(data, name="chunk.html", lines=False)


def unread(container: Container, main: str, root: _Element, lines: Sequence[str]) -> Iterator[Unread]:
    """What the file shows beside its text and was not read with it, unless the text in `lines` says it as well."""
    known = fold("".join(lines))
    if any(chunk(container, main, mark) is None for mark in root.iter(CHUNK)) or any(
        _DOCUMENT.search(target) for _, target in container.relations(main)
    ):
        yield Unread(_SET_IN, NOWHERE)
    for target in dict.fromkeys(target for _, target in container.relations(main)):
        kind = next((kind for kind in _MARGINS if posixpath.basename(target).startswith(kind)), None)
        part = container.tree(target) if kind else None
        said = "".join(text.text or "" for text in part.iter(W + "t")) if part is not None else ""
        if said.strip() and not _PAGE_NUMBER.fullmatch(said) and fold(said) not in known:
            zh = f"{'页眉' if kind == 'header' else '页脚'}里有正文没有的文字，没有检查"
            yield Unread(
                Text(zh, f"a page's {kind} has text that the report has not; it was not checked"), NOWHERE
            )
    for drawn in root.iter(_DRAWN_TEXT):
        said = drawn.get("string", "")
        if said.strip() and fold(said) not in known:
            yield Unread(Text("艺术字里的文字没有检查", "the text of WordArt was not checked"), NOWHERE)
