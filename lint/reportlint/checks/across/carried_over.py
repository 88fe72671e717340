"""Kind `carried_over`: a row of this year's table is a row of last year's, column by column.

Parameters: `table`, the row `this_year`, the row `last_year` that it must equal, and the column
`leading` that sums up the others. Where that one differs it alone is told, with the others beside it;
where it agrees the others are told singly, as warnings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reportlint.checks.across.last_year import Side, both_years
from reportlint.engine.kind import CheckContext, Finding, Judgement, Kind, Unchecked
from reportlint.model.diagnostic import TableCut
from reportlint.model.report import Number, Report


class _Break(NamedTuple):
    """A column in which the two years differ."""

    column: str
    now: Number
    then: Number


class _Pair(NamedTuple):
    """The two rows that must be equal, each with its year's table."""

    now: Side
    row: str
    then: Side
    last_row: str


def _run(report: Report, context: CheckContext) -> Iterator[Judgement]:
    parameters = context.parameters
    sides = both_years(report, context, parameters["table"])
    if not isinstance(sides, tuple):
        yield sides
        return
    pair = _Pair(sides[0], parameters["this_year"], sides[1], parameters["last_year"])
    broken: list[_Break] = []
    for column in pair.now.form.block_of(pair.row).columns:
        now, then = pair.now.figure(pair.row, column.key), pair.then.figure(pair.last_row, column.key)
        yield from (figure for figure in (now, then) if isinstance(figure, Unchecked))
        if isinstance(now, Number) and isinstance(then, Number) and now.value != then.value:
            broken.append(_Break(column.key, now, then))
    leading = next((found for found in broken if found.column == parameters["leading"]), None)
    if leading is not None:
        yield _finding(pair, leading, broken, sure=True)
        return
    for found in broken:
        yield _finding(pair, found, [found], sure=False)


def _finding(pair: _Pair, found: _Break, shown: Sequence[_Break], *, sure: bool) -> Finding:
    now, then = pair.now, pair.then
    return Finding(
        found.now.place,
        {"file": then.file, "there": then.name(pair.last_row, found.column)},
        now.form.section,
        now.cell(pair.row, found.column),
        now.table.edition,
        expected=found.then.value,
        actual=found.now.value,
        severity=None if sure else "warning",
        confidence=None if sure else "likely",
        related=tuple(
            then.holding(pair.last_row, each.column, each.then) for each in (found, *_others(found, shown))
        ),
        cut=_cut(pair, found, shown),
    )


def _others(found: _Break, shown: Sequence[_Break]) -> Iterator[_Break]:
    return (other for other in shown if other is not found)


def _cut(pair: _Pair, found: _Break, shown: Sequence[_Break]) -> TableCut:
    """Last year's row above this year's, with the columns in which they differ."""
    columns = tuple(pair.now.form.column_name(pair.row, each.column) for each in shown)
    then = pair.then.form.row_name(pair.last_row), tuple(each.then.raw for each in shown)
    now = pair.now.form.row_name(pair.row), tuple(each.now.raw for each in shown)
    return TableCut(columns, (then, now), (1, shown.index(found)))


KIND = Kind(
    "carried_over",
    _run,
    {
        "type": "object",
        "additionalProperties": False,
        "required": ["table", "this_year", "last_year", "leading"],
        "properties": {
            "table": {"type": "string", "format": "table"},
            "this_year": {"type": "string", "format": "row"},
            "last_year": {"type": "string", "format": "row"},
            "leading": {"type": "string", "format": "column"},
        },
    },
    placeholders=frozenset({"file", "there"}),
    compares_years=True,
)
