"""Output formats: each a pure function from results and options to pieces of text, file by file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any, NamedTuple, TypeAlias, cast

from reportlint.data.plugins import find_plugin, plugin_names
from reportlint.engine.rules import Rule
from reportlint.model.diagnostic import Result

FORMATS = ("text", "concise", "json", "html", "markdown", "sarif", "junit", "github", "gitlab")
"""The formats of `check`; each is the module of that name in this package."""

ENTRY_POINTS = "reportlint.renderers"
"""The group of entry points by which packages bring formats: name → a function like `Render`."""

SHOW_CONTENT = ("html",)
"""The formats that show the report itself: they need results that hold it (`Settings.keep_content`)."""


def is_format(name: str) -> bool:
    """Whether there is a renderer of this name, built in or brought by a package."""
    return name in FORMATS or name in plugin_names(ENTRY_POINTS)


class RenderOptions(NamedTuple):
    """How to show results: language ("zh" or "en"), terminal colours, width in columns; the rules in force.

    Findings of the severity `fail_on` and graver ones make a run fail ("never": none). `batch` is what
    an audit says of all reports together, for the formats that have room for it. With `everything` no part of a
    finding is left out for length. `rules_version` says by which rules was judged (`RuleSet.version`). `handbook` is
    the address of the handbook, whose pages findings lead to.
    """

    lang: str = "zh"
    colour: bool = False
    width: int = 80
    rules: Sequence[Rule] = ()
    fail_on: str = "error"
    batch: Mapping[str, Any] | None = None
    everything: bool = False
    rules_version: str = ""
    handbook: str = ""


Render: TypeAlias = Callable[[Iterable[Result], RenderOptions], Iterator[str]]


def renderer(name: str) -> Render:
    """The renderer of a format, built in or brought by a package. Raises KeyError for a format that nobody brings."""
    if name in FORMATS:
        return cast(Render, import_module(f"reportlint.render.{name}").render)
    found = find_plugin(ENTRY_POINTS, name)
    if found is None:
        raise KeyError(name)
    return cast(Render, found)
