"""What no reader of a web page sees: scripts, styles, the choices of forms, hidden parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml.etree import _Element, strip_elements

from reportlint.readers.html_styles import HIDES
from reportlint.readers.html_words import whole_text

_UNSEEN = (
    "script", "style", "noscript", "template", "iframe", "select", "textarea", "button", "svg", "object",
    "audio", "video", "canvas", "datalist", "map",
)  # fmt: skip
_STYLES = (b"isplay", b"ISPLAY", b"isibility")
_ATTRIBUTES = (b"hidden", b"HIDDEN")
"""What a page that hides something has in its bytes."""
_MOST_SIGNS = 40
_SHOWN = re.compile(r"display\s*:\s*(?!none|\s)|visibility\s*:\s*visible", re.IGNORECASE)


def drop_unseen(root: _Element) -> None:
    """Takes out what no page shows, hidden parts apart."""
    strip_elements(root, *_UNSEEN, with_tail=False)


class Hidden:
    """Whether elements of a page are hidden, by an attribute, their own style or `names` (see `hidden_names`).

    A hidden part that is most of the page counts as shown: a script would have shown it.
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

    def hides(self, element: _Element) -> bool:
        """Whether this element, with all that is in it, is hidden."""
        if self._styled:
            style = element.get("style")
            if style is not None and HIDES.search(style):
                return not self._is_most(element)
            if self._is_named(element) and not (style and _SHOWN.search(style)):
                return not self._is_most(element)
        if self._marked and (element.get("hidden") is not None or element.get("aria-hidden") == "true"):
            return not self._is_most(element)
        return False

    def _is_named(self, element: _Element) -> bool:
        """Whether a class or the id of an element is one that the page's style sheets hide."""
        if self._classes and (told := element.get("class")) and not self._classes.isdisjoint(told.split()):
            return True
        return bool(self._ids) and element.get("id") in self._ids

    def _is_most(self, element: _Element) -> bool:
        if self._whole is None:
            self._whole = len(whole_text(self._root))
        return 2 * len(whole_text(element)) > self._whole

    def drop_inside(self, table: _Element) -> None:
        """Takes the hidden parts out of a table."""
        for element in [element for element in table.iterdescendants() if self.hides(element)]:
            drop(element)


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
