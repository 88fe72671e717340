"""Styles of a Word file that say of a text what it is: that of a table of contents, or one that hides it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reportlint.readers.word.numbers import VAL, W

if TYPE_CHECKING:
    from lxml.etree import _Element

_VANISH = f"{W}rPr/{W}vanish"
_OFF = ("0", "false", "off")


class Styles(NamedTuple):
    """The identifiers of such styles."""

    contents: frozenset[str]
    hidden: frozenset[str]
    """Of paragraphs and of characters; where both hide a text it is seen, as the standard has it."""


def styles_of(styles: _Element | None) -> Styles:
    """What the part styles.xml of a document says."""
    known = {
        style.get(W + "styleId", ""): style
        for style in (() if styles is None else styles.iterchildren(W + "style"))
    }
    contents = {name for name, style in known.items() if _name(style).startswith(("toc ", "toc heading"))}
    hiding = any(style.find(_VANISH) is not None for style in known.values())
    hidden = {name for name in known if _hides(name, known)} if hiding else ()
    return Styles(frozenset(contents), frozenset(hidden))


def is_contents(control: _Element) -> bool:
    """Whether a content control holds a table of contents."""
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(VAL) == "Table of Contents"


def _name(style: _Element) -> str:
    title = style.find(W + "name")
    return "" if title is None else title.get(VAL, "").lower()


def _hides(name: str, known: dict[str, _Element]) -> bool:
    """Whether a style, or the nearest of those it is based on that says anything of it, hides its text."""
    seen = set[str]()
    while name in known and name not in seen:
        seen.add(name)
        said = known[name].find(_VANISH)
        if said is not None:
            return said.get(VAL) not in _OFF
        based = known[name].find(W + "basedOn")
        name = "" if based is None else based.get(VAL, "")
    return False
