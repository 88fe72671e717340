"""Which classes and ids of a web page its own style sheets hide: simple rules only, and only where nothing
contradicts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml.etree import _Element

_MOST_STYLE = 500_000
"""Characters of style sheets that are looked at."""
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_BRACE = re.compile(r"[{}]")
_SIMPLE = re.compile(r"(?:[a-z][a-z0-9]*)?([.#][\w-]+)", re.IGNORECASE)
_NAME = re.compile(r"[.#][\w-]+")
_SHOWS = re.compile(r"(?:^|;)\s*(?:display|visibility)\s*:", re.IGNORECASE)
HIDES = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE)
"""A declaration that hides an element."""


def hidden_names(root: _Element) -> frozenset[str]:
    """Names that hide what bears them, as ".class" and "#id".

    A name that another rule mentions which shows something (as `.pane.active {display: block}`) is left
    out, and so are rules for some media only: what is printed or shown on a narrow screen may differ.
    """
    hidden: set[str] = set()
    shown: set[str] = set()
    for selector, declarations in _rules(_sheets(root)):
        if not _SHOWS.search(declarations):
            continue
        for part in selector.split(","):
            simple = _SIMPLE.fullmatch(part.strip())
            if simple and HIDES.search(declarations):
                hidden.add(simple[1])
            else:
                shown.update(_NAME.findall(part))
    return frozenset(hidden - shown)


def _sheets(root: _Element) -> str:
    sheets: Iterable[str] = (style.text or "" for style in root.iter("style"))
    told = "\n".join(sheet for sheet in sheets if HIDES.search(sheet.replace("{", ";")))
    return _COMMENT.sub(" ", told[:_MOST_STYLE])


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors with their declarations; what stands inside of an at-rule is passed over."""
    selector, start, depth = "", 0, 0
    for brace in _BRACE.finditer(sheet):
        if brace[0] == "{":
            depth += 1
            if depth == 1:
                selector = sheet[start : brace.start()].rpartition(";")[2].strip()
                start = brace.end()
            continue
        if depth == 1 and not selector.startswith("@"):
            yield selector, sheet[start : brace.start()]
        depth = max(depth - 1, 0)
        if depth == 0:
            start = brace.end()
