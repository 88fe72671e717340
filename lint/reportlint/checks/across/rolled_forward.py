"""Kind `rolled_forward`: a stock is last year's stock, more by what came and less by what went this year.

Parameters: `table`, its `rows`, and the columns `stock`, `added` and `removed`. A form without these
columns cannot be rolled forward. `explained` are regular expressions for sentences that say why the stock was counted
anew; with one of them a gap is a remark only, unless more went than there can have been.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from reportlint.checks.across.last_year import Side, both_years
from reportlint.checks.shared.parameters import PATTERNS
from reportlint.checks.shared.sentences import sentences
from reportlint.engine.kind import CheckContext, Elsewhere, Finding, Judgement, Kind, NotApplicable, Unchecked
from reportlint.model.report import Number, Report
from reportlint.model.wording import Text


def _run(report: Report, context: CheckContext) -> Iterator[Judgement]:
    parameters = context.parameters
    sides = both_years(report, context, parameters["table"])
    if not isinstance(sides, tuple):
        yield sides
        return
    now, then = sides
    columns = (parameters["stock"], parameters["added"], parameters["removed"])
    for row in parameters["rows"]:
        if any(not now.form_has(row, column) for column in columns):
            yield NotApplicable()
            return
        if not then.form_has(row, parameters["stock"]):
            yield _other_form(now, then, (row, parameters["stock"]))
            return
        figures = [*(now.figure(row, column) for column in columns), then.figure(row, parameters["stock"])]
        yield from (figure for figure in figures if isinstance(figure, Unchecked))
        known = [figure for figure in figures if isinstance(figure, Number)]
        if len(known) == len(figures):
            for found in _judge(now, then, (row, parameters["stock"]), known):
                yield found if found.variant else _as_explained(found, report, parameters["explained"])


def _other_form(now: Side, then: Side, cell: tuple[str, str]) -> Unchecked:
    edition, name = then.table.edition, now.form.column_name(*cell)
    zh = f"用的是{edition}年的表，没有“{name}”一列，没有核对"
    return Unchecked(then.told(Text(zh, f"it has the form of {edition}, without the column “{name}”")))


def _judge(now: Side, then: Side, cell: tuple[str, str], figures: list[Number]) -> Iterator[Finding]:
    stock, added, removed, before = figures
    expected = before.value + added.value - removed.value
    if stock.value == expected:
        return
    yield Finding(
        stock.place,
        {"file": then.file, "before": before.value, "added": added.value, "removed": removed.value},
        now.form.section,
        now.cell(*cell),
        now.table.edition,
        expected=expected if expected >= 0 else None,
        actual=stock.value,
        variant="" if expected >= 0 else "impossible",
        related=(then.holding(*cell, before),),
    )


def _as_explained(found: Finding, report: Report, explained: Sequence[str]) -> Finding:
    """The finding, or a remark where the prose says why the stock was counted anew."""
    patterns = [re.compile(words) for words in explained]
    for _, paragraph in report.prose():
        for start, sentence in sentences(paragraph.text):
            if any(pattern.search(sentence) for pattern in patterns):
                place = paragraph.place.part(start, start + len(sentence))
                said = Elsewhere(Text("正文这里作了说明", "the text explains it here"), place)
                return replace(found, severity="info", variant="explained", related=(*found.related, said))
    return found


KIND = Kind(
    "rolled_forward",
    _run,
    {
        "type": "object",
        "additionalProperties": False,
        "required": ["table", "rows", "stock", "added", "removed", "explained"],
        "properties": {
            "table": {"type": "string", "format": "table"},
            "rows": {"type": "array", "minItems": 1, "items": {"type": "string", "format": "row"}},
            "stock": {"type": "string", "format": "column"},
            "added": {"type": "string", "format": "column"},
            "removed": {"type": "string", "format": "column"},
            "explained": PATTERNS,
        },
    },
    placeholders=frozenset({"file", "before", "added", "removed"}),
    variants=frozenset({"impossible", "explained"}),
    compares_years=True,
)
