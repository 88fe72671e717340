"""Raised, lowered and struck text of a page: <sup>, <sub>, <del>, <s>, <strike>, or styles that say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element

from reportlint.readers.html.unseen import drop
from reportlint.readers.html.words import BLOCKS, whole_text
from reportlint.readers.marks import RAISED

_RAISED = re.compile(r"vertical-align\s*:\s*(super|sub)\b", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
_RAISES = re.compile(rb"vertical-align\s*:\s*su[pb]")


def settle_marks(root: _Element, page: bytes) -> bool:
    """Makes signs of raised and lowered digits and takes struck text out; whether there was any of the latter.

    What is more than half of the page's text counts as text: there an end tag is missing.
    """
    styled = list(root.iterfind(".//*[@style]")) if _marks_by_style(page.lower()) else []
    for element, how in _raised(root, styled):
        _raise(element, how)
    struck = [*root.iter("del", "s", "strike"), *(el for el in styled if _STRUCK.search(el.get("style", "")))]
    found = False
    for element in struck:
        text = whole_text(element)
        if text.strip() and 2 * len(text) <= len(whole_text(root)):
            drop(element)
            found = True
    return found


def _marks_by_style(page: bytes) -> bool:
    """Whether a page in lower case has a style in it that raises or strikes text."""
    return b"line-through" in page or _RAISES.search(page) is not None


def _raised(root: _Element, styled: list[_Element]) -> Iterator[tuple[_Element, str]]:
    for element in root.iter("sup", "sub"):
        yield element, element.tag
    for element in styled:
        if match := _RAISED.search(element.get("style", "")):
            yield element, match[1].lower()


def _raise(element: _Element, how: str) -> None:
    """Makes signs of the digits, unless the element is all that its paragraph or cell holds."""
    block = next((above for above in element.iterancestors() if above.tag in BLOCKS), None)
    if block is None or whole_text(block).strip() == whole_text(element).strip():
        return
    marks = RAISED["superscript" if how in ("sup", "super") else "subscript"]
    for part in element.iter():
        part.text = part.text and part.text.translate(marks)
        if part is not element:
            part.tail = part.tail and part.tail.translate(marks)
