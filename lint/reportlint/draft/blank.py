"""The blank form for one unit and one year: title, period and tables stand, everything else is to be filled in."""

from __future__ import annotations

from reportlint.draft.model import Draft, cell_keys, headings_of, period_of, title_of
from reportlint.model.forms import form_for_year, load_form

_TO_BE_WRITTEN = {
    1: "（文字描述）",
    5: "（文字描述）",
    6: "（文字描述，收取信息处理费情况在此处报告。）",
}
"""What the official blank form prints under the headings of the sections without a table."""


def blank(unit: str, year: int, *, cell: str = "") -> Draft:
    """The form that reports on this year are written on; `cell` stands in all its cells."""
    form = load_form(form_for_year(year))
    return Draft(
        edition=form.edition,
        unit=unit,
        year=year,
        title=(title_of(unit, year),),
        period=period_of(year),
        headings=headings_of(form),
        prose={number: _TO_BE_WRITTEN.get(number, "") for number in range(1, 7)},
        cells=dict.fromkeys(cell_keys(form), cell),
    )
