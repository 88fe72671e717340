"""Text of a page's elements as it is seen: white space squeezed, lines of a cell put together."""

from __future__ import annotations

import re
from typing import cast

from lxml.etree import _Element, tostring

_BLOCK_NAMES = """
address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption
figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre
section summary table tbody td tfoot th thead tr ul
"""
BLOCKS = frozenset(_BLOCK_NAMES.split())
"""Elements that begin and end a paragraph."""

LONGEST_CELL = 200
"""A cell with more characters holds prose, and where its lines end does not matter."""

_BREAK = "\u2028"
"""Unicode's line separator: no page needs it, and it counts as white space."""
LAST_LINE = 65_535
"""libxml2 counts no further; an element below has this line too."""
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—"
_WRAPPED = re.compile(rf"(?<=[{_WIDE}])[ \t]*[\r\n][ \t\r\n]*(?=[{_WIDE}])")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_PARTING = frozenset({"p", "div", "li", "dd", "h1", "h2", "h3", "h4", "h5", "h6"})
"""Blocks that begin and end a line in a cell."""
_IN_WORD = re.compile(r"[0-9A-Za-z０-９.,%]")


def line_of(element: _Element) -> int | None:
    """The line of the page's source that the element begins on; None where it is not known."""
    line = cast("int", element.sourceline)
    return None if line >= LAST_LINE else line


def squeezed(text: str) -> str:
    """The text with white space as a browser shows it; a line end between Chinese characters is none."""
    if "\n" in text or "\r" in text:
        text = _WRAPPED.sub("", text)
    if "  " in text or "\n" in text or "\t" in text or "\r" in text:
        text = _SPACES.sub(" ", text)
    return text.strip()


def mark_breaks(cell: _Element) -> None:
    """Marks in the elements of a cell where lines end: at <br>, before and behind blocks."""
    for element in cell.iter():
        tag = element.tag
        if tag == "br":
            element.text = _BREAK
        elif tag in _PARTING:
            element.text = _BREAK + (element.text or "")
            element.tail = _BREAK + (element.tail or "")


def cleaned(text: str) -> str:
    """The text of a cell, stripped, out of a cell with marked breaks.

    Its lines stand one behind the other, as a label broken over lines is read. Between figures or
    Latin letters the end of a line counts as a space, so that two figures stay two.
    """
    if _BREAK not in text:
        return squeezed(text)
    joined = ""
    for part in text.split(_BREAK):
        line = squeezed(part)
        apart = joined and line and _IN_WORD.match(joined[-1]) and _IN_WORD.match(line[0])
        joined += f" {line}" if apart else line
    return joined


def whole_text(element: _Element) -> str:
    """All text inside an element."""
    return tostring(element, method="text", encoding="unicode", with_tail=False)
