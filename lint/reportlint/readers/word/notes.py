"""Footnotes and endnotes of a Word file: what the marks in its text lead to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from reportlint.readers.container import Container
from reportlint.readers.word.numbers import W
from reportlint.readers.word.text import NOTE_MARKS

if TYPE_CHECKING:
    from lxml.etree import _Element

_KINDS = {mark: mark.removeprefix(W).removesuffix("Reference") for mark in NOTE_MARKS}
"""By the tag of a mark the tag of its note, without the name space."""
_ID = W + "id"


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
