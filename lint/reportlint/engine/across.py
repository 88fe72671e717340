"""Rules judge many reports together: reports become entries of a batch, and a batch verdicts by path."""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping

from reportlint.batch import Batch, Entry, Figures, cells_of
from reportlint.diagnostic import Identity
from reportlint.engine.pieces import prose_of
from reportlint.engine.rules import RuleSet
from reportlint.engine.run import Verdict
from reportlint.forms import load_form
from reportlint.report import Number, Report, Table


def entry_of(report: Report, *, path: str, digest: str) -> Entry:
    """What the rules across reports know of one report; `path` is how results call it."""
    title = report.title.text if report.title else None
    return Entry(
        path,
        Identity(title, report.unit, report.year, report.edition),
        digest,
        {key: _figures(table) for key, table in report.tables.items()},
        prose_of(report),
    )


def _figures(table: Table) -> Figures:
    cells = cells_of(load_form(table.edition).tables[table.key])
    values = (table.value(cell.row, cell.column) for cell in cells)
    return Figures(
        table.edition,
        array("d", (float(value.value) if isinstance(value, Number) else math.nan for value in values)),
    )


def judge_across(batch: Batch, rules: RuleSet, *, lang: str = "zh") -> Mapping[str, Verdict]:
    """What the rules across reports among `rules` say of each file of the batch, in `lang` ("zh" or "en"), by path.

    Every entry has a verdict; the file of the list of units has one where something stands under it.
    A verdict's outcomes are those of the rules across reports only.
    """
    return {}
