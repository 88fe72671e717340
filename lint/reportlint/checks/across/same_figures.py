"""Kind `same_figures`: a table does not repeat last year's cell by cell.

Parameters: the `tables`, each judged on its own and told at its section's heading; `at_least` is how many
cells must not be 0, and `above` the figure that one of them must exceed, for few and small figures may
well come again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reportlint.checks.across.last_year import Side, both_years
from reportlint.engine.kind import CheckContext, Finding, Judgement, Kind, NotApplicable, Unchecked
from reportlint.model.report import Number, Report


def _run(report: Report, context: CheckContext) -> Iterator[Judgement]:
    for key in context.parameters["tables"]:
        sides = both_years(report, context, key)
        if isinstance(sides, tuple):
            yield from _judge(report, sides, context.parameters)
            continue
        yield sides
        if isinstance(sides, NotApplicable):
            return


def _judge(report: Report, sides: tuple[Side, Side], parameters: Mapping[str, Any]) -> Iterator[Judgement]:
    now, then = sides
    pairs = [
        (now.figure(cell.row, cell.column), then.figure(cell.row, cell.column))
        for cell, _ in now.table.cells()
        if then.form_has(cell.row, cell.column)
    ]
    known = [
        (first.value, second.value)
        for first, second in pairs
        if isinstance(first, Number) and isinstance(second, Number)
    ]
    filled = [value for value, _ in known if value]
    if any(first != second for first, second in known) or len(filled) < parameters["at_least"]:
        return
    if max(filled) <= parameters["above"]:
        return
    lost = [figure for pair in pairs for figure in pair if isinstance(figure, Unchecked)]
    yield from lost
    if not lost:
        number = now.form.section
        section = report.section(number)
        values = {"table": now.form.called, "file": then.file, "count": len(filled)}
        yield Finding(section.place if section else now.table.place, values, number)


KIND = Kind(
    "same_figures",
    _run,
    {
        "type": "object",
        "additionalProperties": False,
        "required": ["tables", "at_least", "above"],
        "properties": {
            "tables": {"type": "array", "minItems": 1, "items": {"type": "string", "format": "table"}},
            "at_least": {"type": "integer", "minimum": 1},
            "above": {"type": "integer", "minimum": 0},
        },
    },
    placeholders=frozenset({"table", "file", "count"}),
    compares_years=True,
)
