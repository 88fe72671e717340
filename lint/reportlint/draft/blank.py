"""The blank form for one unit and one year: title, period and tables stand, everything else is to be filled in."""

from __future__ import annotations

from collections.abc import Mapping

from reportlint.draft.model import Draft, cell_keys, headings_of, period_of, title_of
from reportlint.model.forms import form_for_year, load_form
from reportlint.model.report import CellKey, Number, Report

_TO_BE_WRITTEN = {
    1: "（文字描述）",
    5: "（文字描述）",
    6: "（文字描述，收取信息处理费情况在此处报告。）",
}
"""What the official blank form prints under the headings of the sections without a table."""


def carried_from(prior: Report) -> dict[CellKey, str]:
    """What this year's form can take from last year's report: 上年结转 is its 结转下年度, 现行有效 starts from its own.

    Only plain figures are taken; whatever else stands there is for a person.
    """
    pairs: list[tuple[str, str, str, str | None]] = [("applications", "carried_out", "carried_in", None)]
    pairs += [("disclosure", row, row, "in_force") for row in ("regulations", "normative_documents")]
    return {
        CellKey(table, row, key.column): str(value.value)
        for table, last, row, column in pairs
        if table in prior.tables
        for key, value in prior.tables[table].cells()
        if key.row == last and column in (None, key.column) and isinstance(value, Number)
    }


def blank(unit: str, year: int, *, cell: str = "", known: Mapping[CellKey, str] | None = None) -> Draft:
    """The form that reports on this year are written on; `cell` stands in all its cells but those `known`."""
    form = load_form(form_for_year(year))
    keys = cell_keys(form)
    return Draft(
        edition=form.edition,
        unit=unit,
        year=year,
        title=(title_of(unit, year),),
        period=period_of(year),
        headings=headings_of(form),
        prose={number: _TO_BE_WRITTEN.get(number, "") for number in range(1, 7)},
        cells={
            **dict.fromkeys(keys, cell),
            **{key: raw for key, raw in (known or {}).items() if key in keys},
        },
    )
