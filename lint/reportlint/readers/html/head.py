"""What a page tells of itself beside its text: title, day of publication, files that it links or shows."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple
from urllib.parse import unquote

from lxml.etree import _Element

from reportlint.model.document import NOWHERE, Place, Publication, Spot
from reportlint.readers.html.words import line_of, squeezed, whole_text

_TITLES = ("articletitle", "article:title", "og:title")
_DAYS = (
    "pubdate", "publishdate", "publishtime", "publish_date", "publish_time", "firstpublishedtime",
    "article:published_time", "dc.date", "dcterms.issued",
)  # fmt: skip
_DAY = re.compile(r"(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})")
_COMPACT = re.compile(r"\b(\d{4})(\d{2})(\d{2})\b")
_FILE = re.compile(
    r"[^/?&=#\\]+\.(?:docx?|wps|pdf|ofd|xlsx?|et|rtf|odt|zip|rar)(?=$|[?#&\s）)])", re.IGNORECASE
)
"""The name of a document in an address."""
_MOST_FILES = 20


class Title(NamedTuple):
    """A title that the page's head tells, its line, and whether it is told as the article's own."""

    text: str
    line: int | None
    own: bool


class Head:
    """What the head of a page says in its meta elements and its title."""

    def __init__(self, root: _Element) -> None:
        self._root = root
        self._meta: dict[str, tuple[str, int | None]] = {}
        for element in root.iter("meta"):
            name = element.get("name") or element.get("property")
            if name:
                entry = squeezed(element.get("content", "")), line_of(element)
                self._meta.setdefault(name.strip().lower(), entry)

    def title(self) -> Title:
        """The title of the article where it is told, else the page's; "" where there is none."""
        for name in _TITLES:
            text, line = self._meta.get(name, ("", None))
            if text:
                return Title(text, line, own=True)
        title = next(self._root.iter("title"), None)
        return (
            Title("", None, own=False)
            if title is None
            else Title(squeezed(whole_text(title)), line_of(title), own=False)
        )

    def publication(self, *, lines: bool) -> Publication:
        """The day of publication; it is None where none is told. `lines`: whether the page's lines are known."""
        for name in _DAYS:
            text, line = self._meta.get(name, ("", None))
            match = _DAY.search(text) or _COMPACT.search(text) if text else None
            if match is not None:
                try:
                    day = date(*map(int, match.groups()))
                except ValueError:
                    continue
                return Publication(day, Place(spot=Spot(line=line)) if lines and line else NOWHERE)
        return Publication(None, NOWHERE)


def attachments(root: _Element) -> tuple[str, ...]:
    """The names of documents that the page links to or shows in a frame, each once, in order."""
    names = dict.fromkeys(
        name for element in root.iter("a", "embed", "iframe", "object") if (name := _file(element))
    )
    return tuple(names)[:_MOST_FILES]


def _file(element: _Element) -> str | None:
    """The name of the document that a link leads to: its text where that is a file's name, else the address's."""
    address = element.get("href") or element.get("src") or element.get("data") or ""
    found = _FILE.search(address) if "." in address else None
    if found is None:
        return None
    text = squeezed(whole_text(element))
    return text if _FILE.search(text) else squeezed(unquote(found[0]))
