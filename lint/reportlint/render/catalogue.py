"""The catalogue of rules as a table."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text as RichText

from reportlint.engine.rules import Rule
from reportlint.model.wording import Text
from reportlint.render import RenderOptions, words
from reportlint.render.plain import harmless, wrap

_COLOURS = {"error": "bold red", "warning": "bold yellow", "info": "bold cyan"}
_NAMES_FROM = 70
"""Columns from which on there is room for the rules' English names beside their titles."""


def render_catalogue(rules: Sequence[Rule], options: RenderOptions) -> Iterator[str]:
    """The rules in the order of their codes: code, severity, what is wrong, name."""
    lang = options.lang
    named = options.width >= _NAMES_FROM
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for head in (Text("编号", "code"), Text("级别", "severity"), Text("什么问题", "what is wrong")):
        table.add_column(head.of(lang), no_wrap=head.en != "what is wrong")
    if named:
        table.add_column(Text("名称", "name").of(lang), style="dim", overflow="fold")
    for rule in rules:
        severity = RichText(words.SEVERITY[rule.severity].of(lang), style=_COLOURS[rule.severity])
        cells = [RichText(rule.code), severity, RichText(harmless(rule.title.of(lang)))]
        table.add_row(*cells, *([RichText(rule.name)] if named else []))
    yield _drawn(table, options)
    closing = Text(
        f"共 {len(rules)} 条规则，reportlint explain 编号 看其中一条",
        f"{len(rules)} rules; reportlint explain CODE",
    )
    yield from (line + "\n" for line in wrap(closing.of(lang), options.width))


def _drawn(table: Table, options: RenderOptions) -> str:
    page = io.StringIO()
    console = Console(
        file=page,
        width=options.width,
        force_terminal=options.colour,
        color_system="standard" if options.colour else None,
        legacy_windows=False,
    )
    console.print(table)
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines()) + "\n"
