"""Text of a page's elements as it is seen: white space squeezed, lines of a cell put together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCK_NAMES = """
address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption
figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre
section summary table tbody td tfoot th thead tr ul
"""
BLOCKS = frozenset(_BLOCK_NAMES.split())
"""Elements that begin and end a paragraph."""

LONGEST_CELL = 200
"""A cell with more characters holds prose, and where its lines end does not matter."""

_LAST_LINE = 65_535
"""libxml2 counts no further; an element below has this line too."""
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—"
_WRAPPED = re.compile(rf"(?<=[{_WIDE}])[ \t]*[\r\n][ \t\r\n]*(?=[{_WIDE}])")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_IN_WORD = re.compile(r"[0-9A-Za-z０-９.,%]")


def line_of(element: _Element) -> int | None:
    """The line of the page's source that the element begins on; None where it is not known."""
    line = cast("int | None", element.sourceline)
    return None if line is None or line >= _LAST_LINE else line


def texts_of(element: _Element) -> Iterator[str]:
    """All stretches of text inside an element, in order."""
    return cast("Iterator[str]", element.itertext())


def squeezed(text: str) -> str:
    """The text with white space as a browser shows it; a line end between Chinese characters is none."""
    if "\n" in text or "\r" in text:
        text = _WRAPPED.sub("", text)
    if "  " in text or "\n" in text or "\t" in text or "\r" in text:
        text = _SPACES.sub(" ", text)
    return text.strip()


def cell_text(cell: _Element) -> str:
    """The text of a cell: its lines stand one behind the other, as a label broken over lines is read.

    Between figures or Latin letters a line end counts as a space, so that two figures stay two.
    """
    if not len(cell):
        return squeezed(cell.text) if cell.text else ""
    texts = [text for text in texts_of(cell) if not text.isspace()]
    if len(texts) < 2:
        return squeezed(texts[0]) if texts else ""
    together = squeezed("".join(texts))
    return together if len(together) > LONGEST_CELL else _joined(cell)


def _joined(cell: _Element) -> str:
    from lxml import etree

    lines: list[list[str]] = [[]]
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        if element is cell:
            text = element.text if event == "start" else None
        else:
            if element.tag in BLOCKS or (element.tag == "br" and event == "start"):
                lines.append([])
            text = element.text if event == "start" else element.tail
        if text:
            lines[-1].append(text)
    joined = ""
    for parts in lines:
        line = squeezed("".join(parts)) if parts else ""
        apart = joined and line and _IN_WORD.match(joined[-1]) and _IN_WORD.match(line[0])
        joined += f" {line}" if apart else line
    return joined
