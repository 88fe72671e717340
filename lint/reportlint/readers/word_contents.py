"""Tables of contents in Word files: they would repeat all headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint.readers.word_numbers import VAL, W

if TYPE_CHECKING:
    from lxml.etree import _Element


def contents_styles(styles: _Element | None) -> frozenset[str]:
    """The styles of the paragraphs of a table of contents, by their identifiers."""
    found = set()
    for style in () if styles is None else styles.iterchildren(W + "style"):
        title = style.find(W + "name")
        if title is not None and title.get(VAL, "").lower().startswith(("toc ", "toc heading")):
            found.add(style.get(W + "styleId", ""))
    return frozenset(found)


def is_contents(control: _Element) -> bool:
    """Whether a content control holds a table of contents."""
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(VAL) == "Table of Contents"
