"""What a page tells of itself beside its text: title, day of publication, files that it links or shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import unquote

from lxml.etree import _Element

from reportlint.document import NOWHERE, Place, Publication, Spot
from reportlint.readers.html_words import line_of, squeezed, whole_text

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


def title_of(root: _Element) -> tuple[str, int | None]:
    """The title in the page's head and its line: that of the article where it is told, else the page's."""
    told = _meta(root)
    for name in _TITLES:
        if told.get(name, ("", None))[0]:
            return told[name]
    title = next(root.iter("title"), None)
    return ("", None) if title is None else (squeezed(whole_text(title)), line_of(title))


def publication(root: _Element, *, lines: bool) -> Publication:
    """The day of publication that the page's head tells; the day is None where it tells none."""
    told = _meta(root)
    for name in _DAYS:
        text, line = told.get(name, ("", None))
        match = _DAY.search(text) or _COMPACT.search(text)
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
    found = _FILE.search(unquote(address)) if "." in address else None
    if found is None:
        return None
    text = squeezed(whole_text(element))
    return text if _FILE.search(text) else squeezed(found[0])


def _meta(root: _Element) -> dict[str, tuple[str, int | None]]:
    """What the page's meta elements say, by their names in small letters; the first of a name counts."""
    told: dict[str, tuple[str, int | None]] = {}
    for element, name in _named(root):
        told.setdefault(name, (squeezed(element.get("content", "")), line_of(element)))
    return told


def _named(root: _Element) -> Iterator[tuple[_Element, str]]:
    for element in root.iter("meta"):
        name = element.get("name") or element.get("property")
        if name:
            yield element, name.strip().lower()
