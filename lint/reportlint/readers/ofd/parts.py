"""The parts of an OFD file: XML by the paths that other parts name, and what their elements and attributes say."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from reportlint.readers.container import Container, Damaged
from reportlint.readers.ofd import sentences

if TYPE_CHECKING:
    from lxml import etree

_LARGEST = 1e6
"""In millimetres: no page and nothing on it is larger."""
_ENCRYPTED = "encryptions.xml"
"""The part that says how the others are encrypted (GM/T 0099)."""


class Parts:
    """The parts of an OFD file. Raises ReadFailure for a damaged, locked or oversized one when it is made."""

    def __init__(self, data: bytes) -> None:
        try:
            self._container = Container(data)
        except Damaged as error:
            raise sentences.damaged() from error
        if any(posixpath.basename(name) == _ENCRYPTED for name in self._container.names()):
            raise sentences.locked()

    def tree(self, path: str) -> etree._Element | None:
        """The root element of a part; None where it is missing or damaged."""
        try:
            return self._container.tree(path)
        except Damaged:
            return None

    def content(self, path: str) -> bytes | None:
        """The bytes of a part that is no XML; None where it is missing or damaged."""
        try:
            return self._container.part(path)
        except Damaged:
            return None

    def has(self, path: str) -> bool:
        """Whether there is such a part."""
        return path.lower() in self._container.names()

    def path(self, location: str, base: str) -> str:
        """The path of what the part `base` names: from the root, from the part's folder, or from the root after all.

        A path that leads out of the file is that of no part.
        """
        location = location.strip().replace("\\", "/")
        beside = posixpath.normpath(posixpath.join("/", posixpath.dirname(base), location)).lstrip("/")
        return beside if beside.lower() in self._container.names() else location.lstrip("/")


def kind(element: etree._Element) -> str:
    """An element's name without its namespace, of which there are several."""
    return _name(element.tag)


@lru_cache(maxsize=256)
def _name(tag: str) -> str:
    return tag.rpartition("}")[2]


def children(element: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    """The elements of a name within an element, those on a way of names within those."""
    if element is None:
        return
    for child in element:
        if kind(child) == names[0]:
            if len(names) > 1:
                yield from children(child, *names[1:])
            else:
                yield child


def text_of(element: etree._Element | None, *names: str) -> str:
    """The text of the first element on a way of names; "" where there is none."""
    return next((found.text or "" for found in children(element, *names)), "").strip()


def number(text: str | None, default: float) -> float:
    """A number in an attribute; the default for what is none, or no number that a page has use for."""
    try:
        found = float(text) if text else default
    except ValueError:
        return default
    return found if abs(found) < _LARGEST else default


def numbers(text: str | None, count: int) -> tuple[float, ...] | None:
    """So many numbers in an attribute; None where it has others, or fewer."""
    words = text.split(None, count)[:count] if text else ()
    try:
        found = tuple(map(float, words))
    except ValueError:
        return None
    return found if len(found) == count and sum(map(abs, found)) < count * _LARGEST else None  # no nan either


def deltas(text: str | None, most: int) -> list[float]:
    """The first steps from character to character in an attribute: numbers, of which `g 5 0.5` stands for five."""
    found: list[float] = []
    words = iter(text.split(None, 3 * most + 3)) if text else iter(())
    for word in words:
        if len(found) >= most:
            break
        if word in ("g", "G"):
            times = int(number(next(words, ""), 0.0))
            step = number(next(words, ""), 0.0)
            found.extend([step] * min(times, most))
        else:
            found.append(number(word, 0.0))
    return found[:most]
