"""Findings for programs that know lines only: the place as far as a program can go there, the rest in words."""

from __future__ import annotations

import os
import posixpath

from reportlint.model.diagnostic import Diagnostic, Related
from reportlint.model.document import Place
from reportlint.render import words
from reportlint.render.plain import harmless


def located(item: Diagnostic | Related, lang: str) -> tuple[Place, str]:
    """The lines and columns that a program can go to, and the (harmless) message.

    Where the file has no lines a person could count, the place is empty and the message says where to look.
    """
    place, message = item.place, harmless(item.message.of(lang))
    if place.spot is None:
        return (place if place.line is not None else Place(page=place.page)), message
    where = words.at(item, lang)
    lines = place.spot.line is not None and place.page is None
    message = where + words.COLON.of(lang) + message if where and not lines else message
    line = place.spot.line if lines else None
    return Place(line, None, line, None, place.page), message


def slashed(path: str) -> str:
    """The path as programs on every system write it: with slashes, without `./`."""
    return posixpath.normpath(path.replace(os.sep, "/"))
