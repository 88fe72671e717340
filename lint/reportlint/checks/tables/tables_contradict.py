"""Kind `tables_contradict`: a statutory table that stands in the report twice says the same both times.

Parameter `apart_from`: regular expressions for the text above a table that is another year's, or there to compare. One
finding for each second table that has other figures, at the first of them; what is blank in one of the two is no
contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.checks.shared.parameters import PATTERNS
from reportlint.engine.kind import CheckContext, Elsewhere, Finding, Kind
from reportlint.model.forms import cell_name, load_form
from reportlint.model.report import Number, Report
from reportlint.model.wording import Text


def _run(report: Report, context: CheckContext) -> Iterator[Finding]:
    apart = re.compile("|".join(context.parameters["apart_from"]))
    for second in report.second_tables:
        table, first = second.table, report.tables.get(second.table.key)
        years = {int(year) for year in re.findall(r"20\d\d(?=年)", second.caption)}
        others = years - {report.year}
        if first is None or first.edition != table.edition or apart.search(second.caption) or others:
            continue
        pairs = ((key, value, first.value(key.row, key.column)) for key, value in table.cells())
        differ = [
            (key, value, other)
            for key, value, other in pairs
            if isinstance(value, Number) and isinstance(other, Number) and value.value != other.value
        ]
        if differ:
            key, value, other = differ[0]
            zh, en = cell_name(key, edition=table.edition)
            there = Elsewhere(
                Text(f"{zh}这里填的是 {other.value}", f"here {en} says {other.value}"), other.place, key
            )
            form = load_form(table.edition).tables[table.key]
            yield Finding(
                value.place,
                {"table": form.called, "count": len(differ)},
                form.section,
                key,
                table.edition,
                expected=other.value,
                actual=value.value,
                related=(there,),
            )


KIND = Kind(
    name="tables_contradict",
    run=_run,
    parameters={
        "type": "object",
        "required": ["apart_from"],
        "additionalProperties": False,
        "properties": {"apart_from": PATTERNS},
    },
    placeholders=frozenset({"table", "count"}),
)
