"""What no reader of a web page sees: scripts, styles, the choices and empty fields of forms, hidden parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml.etree import _Element, iterwalk, strip_elements

from reportlint.readers.html.styles import HIDES
from reportlint.readers.html.words import whole_text

_UNSEEN = (
    "script", "style", "noscript", "template", "iframe", "select", "textarea", "button", "svg", "object",
    "audio", "video", "canvas", "datalist", "map",
)  # fmt: skip
_STYLES = (b"isplay", b"ISPLAY", b"isibility", b"ISIBILITY")
_ATTRIBUTES = (b"hidden", b"HIDDEN")
"""What a page that hides something has in its bytes."""
_MOST_SIGNS = 40
_MOST_LOOKS = 8
"""Hidden parts that are compared with the rest of the page; a page has one or two that are most of it."""
_LEAST_SAID = 4
"""Characters of a text that is compared; shorter ones are figures."""
_COPY = 3
"""A part is a copy when one in so many of its texts is shown elsewhere: a report of another year has the same
labels.
"""
_TABLE_PARTS = frozenset({"thead", "tbody", "tfoot", "tr", "td", "th"})
"""What is seen though it is not read aloud (aria-hidden); elsewhere that goes with parts that scripts show."""
_KEEPS_PLACE = re.compile(r"visibility\s*:\s*hidden", re.IGNORECASE)
_SHOWN = re.compile(r"display\s*:\s*(?!none|\s)|visibility\s*:\s*visible", re.IGNORECASE)


def drop_unseen(root: _Element) -> None:
    """Takes out what no page shows, hidden parts apart."""
    strip_elements(root, *_UNSEEN, with_tail=False)


class Hidden:
    """Whether elements of a page are hidden, by an attribute, their own style or `names` (see `hidden_names`).

    A hidden part that is most of the page counts as shown, because a script would have shown it,
    unless the rest of the page shows the same: then it is a copy of it, or what it was before.
    """

    def __init__(self, root: _Element, page: bytes, names: frozenset[str] = frozenset()) -> None:
        self._classes = {name[1:] for name in names if name[0] == "."}
        self._ids = {name[1:] for name in names if name[0] == "#"}
        self._styled = any(sign in page for sign in _STYLES)
        self._marked = any(sign in page for sign in _ATTRIBUTES)
        self.any = self._styled or self._marked
        signs = (*_STYLES, *_ATTRIBUTES, *(name[1:].encode() for name in names))
        self.in_tables = self.any and _in_table(page, signs)
        self._root = root
        self._whole: int | None = None
        self._looks = _MOST_LOOKS

    def hides(self, element: _Element) -> bool:
        """Whether this element, with all that is in it, is hidden."""
        return self._is_marked(element) and not self._is_shown_later(element)

    def _is_marked(self, element: _Element) -> bool:
        """Whether an attribute, a style or a name hides the element, however much it holds."""
        if self._styled:
            style = element.get("style")
            if style is not None and HIDES.search(style):
                return True
            if self._is_named(element) and not (style and _SHOWN.search(style)):
                return True
        if not self._marked:
            return False
        silent = element.get("aria-hidden") == "true" and element.tag not in _TABLE_PARTS
        return silent or element.get("hidden") is not None

    def _is_named(self, element: _Element) -> bool:
        """Whether a class or the id of an element is one that the page's style sheets hide."""
        if self._classes and (told := element.get("class")) and not self._classes.isdisjoint(told.split()):
            return True
        return bool(self._ids) and element.get("id") in self._ids

    def _is_shown_later(self, element: _Element) -> bool:
        """Whether a hidden part is most of the page and says what the rest of the page does not show."""
        if self._whole is None:
            self._whole = len(whole_text(self._root))
        if 2 * len(whole_text(element)) <= self._whole:
            return False
        self._looks -= 1
        return self._looks < 0 or not self._is_copy(element)

    def _is_copy(self, element: _Element) -> bool:
        """Whether a good part of what the element says is shown outside of it as well."""
        said = set(_texts(element))
        around = set(element.iterancestors())
        shown: set[str] = set()
        walk = iterwalk(self._root, events=("start",))
        for _, other in walk:
            if other is element or (other not in around and self._is_marked(other)):
                walk.skip_subtree()
                shown.update(_told(other.tail))
            else:
                shown.update((*_told(other.text), *_told(other.tail)))
        return bool(said) and _COPY * len(said & shown) >= len(said)

    def drop_inside(self, table: _Element) -> None:
        """Takes the hidden parts out of a table; a cell that keeps its place is emptied."""
        for element in [element for element in table.iterdescendants() if self.hides(element)]:
            if element.tag in ("td", "th") and _KEEPS_PLACE.search(element.get("style", "")):
                element[:], element.text = (), None
            else:
                drop(element)


def _texts(element: _Element) -> Iterator[str]:
    """The texts inside of an element that are long enough to tell it from others."""
    for part in element.iter():
        yield from _told(part.text)
        if part is not element:
            yield from _told(part.tail)


def _told(text: str | None) -> Iterator[str]:
    squeezed = "".join(text.split()) if text else ""
    if len(squeezed) >= _LEAST_SAID:
        yield squeezed


def _in_table(page: bytes, signs: Sequence[bytes]) -> bool:
    """Whether a sign of hiding stands inside of a table, apart from tables that hold others."""
    if b"<TABLE" in page:
        return True
    places = [at for sign in signs for at in _found(page, sign)]
    inside = any(page.rfind(b"<table", 0, at) > page.rfind(b"</table", 0, at) for at in places)
    return inside or len(places) >= _MOST_SIGNS


def _found(page: bytes, sign: bytes) -> Iterator[int]:
    at = page.find(sign)
    for _ in range(_MOST_SIGNS):
        if at < 0:
            break
        yield at
        at = page.find(sign, at + 1)


def drop(element: _Element) -> None:
    """Takes an element out and leaves the text behind it."""
    parent, tail = element.getparent(), element.tail
    if parent is None:
        return
    before = element.getprevious()
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
