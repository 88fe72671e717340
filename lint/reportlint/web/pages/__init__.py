"""The pages of the service: their templates, and the files that they load."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from reportlint.render.page import FOLDER as SHARED
from reportlint.render.page import environment, words_in

FOLDER = Path(__file__).parent

_ASSETS = {
    "page.css": (SHARED, "text/css; charset=utf-8"),
    "page.js": (SHARED, "text/javascript; charset=utf-8"),
    "app.css": (FOLDER, "text/css; charset=utf-8"),
    "app.js": (FOLDER, "text/javascript; charset=utf-8"),
    "icon.svg": (FOLDER, "image/svg+xml"),
}


class Asset(NamedTuple):
    """A file that pages load."""

    content: bytes
    type: str


@cache
def asset(name: str) -> Asset | None:
    """The file of this name; None for a name that is not one of ours."""
    if name not in _ASSETS:
        return None
    folder, type_ = _ASSETS[name]
    return Asset((folder / name).read_bytes(), type_)


def page(name: str, *, lang: str, **data: Any) -> str:
    """A page from its template."""
    made = environment(FOLDER, SHARED).get_template(name)
    shared = {"result": "", "error": "", "t": words_in(lang), "lang": lang}
    return str(made.render({**shared, **data}))
