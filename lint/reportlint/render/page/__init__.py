"""The report with its findings marked, as HTML: data for the templates of this folder, and the templates themselves."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
"""Templates, styles and script."""


@cache
def environment(*folders: Path) -> Any:
    """The templates of these folders, or of this one; everything put into them is escaped and made harmless."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(folders or (FOLDER,)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_harmless,
    )


def _harmless(value: Any) -> Any:
    """Text without characters that cannot be seen or that turn the direction of what follows."""
    from markupsafe import Markup

    from reportlint.render.plain import harmless

    return harmless(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def template(name: str) -> Any:
    """A template by its file name."""
    return environment().get_template(name)


def words_in(lang: str) -> Any:
    """The function `t(zh, en)` of the templates: the words in this language."""
    return lambda zh, en: en if lang == "en" else zh


def asset(name: str) -> str:
    """A style sheet or a script of this folder."""
    return (FOLDER / name).read_text("utf-8")
