"""Kind `fee_figures`: what the prose tells of fees can be true together, and with the tables.

Parameters: regular expressions `notices` for the number of fee notices and `sum` for what they come to, `received` for
what was received, each with the group `figure`; `no_notices`, words for none at all; `charges` for what was charged in
all, with the groups `figure` and `unit` (万元 or 元); `row`, the row of table 三 for applications given up because a fee
was not paid, and `cell` (table, row, column), the cell in 万元 for charges. More applications given up than notices, more
received than asked for, and charges that stand in the cell in 元 are told. The first figure told counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from reportlint.checks.shared.parameters import PATTERNS
from reportlint.checks.shared.running_text import running_text
from reportlint.engine.kind import CheckContext, Elsewhere, Finding, Kind
from reportlint.model.document import Place
from reportlint.model.forms import cell_name
from reportlint.model.report import CellKey, Number, Report
from reportlint.model.wording import Text

_TABLE, _TOTAL = "applications", "total"
_TEN_THOUSAND = 10_000


class _Figure(NamedTuple):
    """A figure that the prose tells, in its unit, and where."""

    value: Decimal
    words: str
    place: Place
    section: int | None


def _run(report: Report, context: CheckContext) -> Iterator[Finding]:
    parameters = context.parameters
    notices = _first(report, parameters["notices"]) or _first(report, parameters["no_notices"])
    total, received = _first(report, parameters["sum"]), _first(report, parameters["received"])
    if notices is not None:
        yield from _given_up(report, parameters["row"], notices)
    if received is not None and received.value > 0:
        asked = total if total is not None else notices if notices is not None and not notices.value else None
        if asked is not None and received.value > asked.value:
            there = Elsewhere(Text(f"这里说“{asked.words}”", f"here it says “{asked.words}”"), asked.place)
            values = {"told": received.words, "other": asked.words}
            yield Finding(received.place, values, received.section, variant="received", related=(there,))
    charged = _first(report, parameters["charges"])
    if charged is not None:
        yield from _in_yuan(report, parameters["cell"], charged)


def _first(report: Report, patterns: list[str]) -> _Figure | None:
    """The first figure that one of the patterns finds; 0 for words that say none."""
    pattern = re.compile("|".join(patterns))
    for section, paragraph, text in running_text(report, pattern):
        match = pattern.search(text)
        if match is not None:
            groups = match.groupdict()
            value = Decimal((groups.get("figure") or "0").replace(",", ""))
            if groups.get("unit") == "万元":
                value *= _TEN_THOUSAND
            return _Figure(value, match[0], paragraph.place.part(*match.span()), section)
    return None


def _given_up(report: Report, row: str, notices: _Figure) -> Iterator[Finding]:
    table = report.tables.get(_TABLE)
    value = table.value(row, _TOTAL) if table else None
    if table is None or not isinstance(value, Number) or value.value <= notices.value:
        return
    cell = CellKey(_TABLE, row, _TOTAL)
    zh, en = cell_name(cell, edition=table.edition)
    there = Elsewhere(Text(f"{zh}填的是 {value.value}", f"{en} says {value.value}"), value.place, cell)
    yield Finding(
        notices.place,
        {"told": notices.words, "count": int(value.value)},
        notices.section,
        variant="given_up",
        related=(there,),
    )


def _in_yuan(report: Report, key: Mapping[str, str], charged: _Figure) -> Iterator[Finding]:
    table = report.tables.get(key["table"])
    value = table.value(key["row"], key["column"]) if table else None
    if table is None or not isinstance(value, Number) or not charged.value:
        return
    if Decimal(value.value) == charged.value:
        yield Finding(
            value.place,
            {"told": charged.words},
            charged.section,
            CellKey(key["table"], key["row"], key["column"]),
            table.edition,
            expected=charged.value / _TEN_THOUSAND,
            actual=value.value,
            related=(
                Elsewhere(
                    Text(f"正文说“{charged.words}”", f"the prose says “{charged.words}”"), charged.place
                ),
            ),
        )


_CELL: Mapping[str, Any] = {
    "type": "object",
    "required": ["table", "row", "column"],
    "additionalProperties": False,
    "properties": {name: {"type": "string", "format": name} for name in ("table", "row", "column")},
}

KIND = Kind(
    name="fee_figures",
    run=_run,
    parameters={
        "type": "object",
        "required": ["notices", "no_notices", "sum", "received", "charges", "row", "cell"],
        "additionalProperties": False,
        "properties": {
            **dict.fromkeys(("notices", "no_notices", "sum", "received", "charges"), PATTERNS),
            "row": {"type": "string", "format": "row"},
            "cell": _CELL,
        },
    },
    placeholders=frozenset({"told", "other", "count"}),
    variants=frozenset({"received", "given_up"}),
)
