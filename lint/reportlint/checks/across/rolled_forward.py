"""Kind `rolled_forward`: a stock is last year's stock, more by what came and less by what went this year.

Parameters: `table`, its `rows`, and the columns `stock`, `added` and `removed`. A form without these
columns cannot be rolled forward.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.checks.across.last_year import Side, both_years
from reportlint.engine.kind import CheckContext, Finding, Judgement, Kind, NotApplicable, Unchecked
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
            yield from _judge(now, then, (row, parameters["stock"]), known)


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


KIND = Kind(
    "rolled_forward",
    _run,
    {
        "type": "object",
        "additionalProperties": False,
        "required": ["table", "rows", "stock", "added", "removed"],
        "properties": {
            "table": {"type": "string", "format": "table"},
            "rows": {"type": "array", "minItems": 1, "items": {"type": "string", "format": "row"}},
            "stock": {"type": "string", "format": "column"},
            "added": {"type": "string", "format": "column"},
            "removed": {"type": "string", "format": "column"},
        },
    },
    placeholders=frozenset({"file", "before", "added", "removed"}),
    variants=frozenset({"impossible"}),
    compares_years=True,
)
