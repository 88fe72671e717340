"""Figures above zero in rows that organs of some levels have no power to fill."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.checks.shared.tables import cell_lost, table_lost
from reportlint.engine.kind import CheckContext, Finding, Judgement, Kind, Unchecked
from reportlint.model.forms import load_form
from reportlint.model.report import CellKey, Number, Report, Unreadable
from reportlint.model.units import LEVELS, OF_UNKNOWN_RANK, level_of
from reportlint.model.wording import Text, visible


def run(report: Report, context: CheckContext) -> Iterator[Judgement]:
    """A finding for each cell above zero in `rows` of `table`, in a report of an organ of `levels`.

    Where the unit's name does not tell its level, figures above zero are not judged.
    """
    key, levels = context.parameters["table"], context.parameters["levels"]
    level = level_of(report.unit) if report.unit else "unknown"
    if level not in (*OF_UNKNOWN_RANK, *levels):
        return
    table = report.tables.get(key)
    if table is None:
        yield table_lost(report, context.form.tables[key])
        return
    form = load_form(table.edition).tables[key]
    for row in context.parameters["rows"]:
        for column in (heading.key for heading in form.block_of(row).columns):
            value = table.value(row, column)
            if value is None or isinstance(value, Unreadable):
                yield cell_lost(table, form, row, column)
            elif not isinstance(value, Number) or value.value <= 0:
                continue
            elif level not in levels:
                yield _level_unknown(report)
            else:
                yield Finding(
                    value.place,
                    {"unit": report.unit},
                    form.section,
                    CellKey(key, row, column),
                    table.edition,
                    actual=value.value,
                )


def _level_unknown(report: Report) -> Unchecked:
    if report.unit is None:
        return Unchecked(Text("没有认出是哪个单位的报告，没有核对", "the reporting organ is not known"))
    unit = visible(report.unit)
    return Unchecked(
        Text(
            f"从名称看不出“{unit}”属于哪一级，没有核对", f"the name “{unit}” does not tell the organ's level"
        )
    )


KIND = Kind(
    "positive_at_level",
    run,
    {
        "type": "object",
        "additionalProperties": False,
        "required": ["table", "rows", "levels"],
        "properties": {
            "table": {"type": "string", "format": "table"},
            "rows": {"type": "array", "minItems": 1, "items": {"type": "string", "format": "row"}},
            "levels": {"type": "array", "minItems": 1, "items": {"enum": list(LEVELS)}},
        },
    },
    placeholders=frozenset({"unit"}),
)
