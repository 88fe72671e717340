"""The correct reports that examples start from (reports/*.yaml): invented places, consistent figures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from reportlint.data.resources import load_yaml
from reportlint.draft.model import Draft, cell_keys, headings_of, period_of, title_of
from reportlint.model.forms import Form, load_form
from reportlint.model.report import CellKey

SAMPLES = ("town", "zeros", "city", "old")
"""A township, the same with nothing but zeros, a city with large figures, a report on the 2019 form."""

_REPORTS = Path(__file__).parent / "reports"
_PLACEHOLDER = re.compile(r"\{([a-z_.]+)\}")


def sample(
    name: str,
    *,
    unit: str | None = None,
    year: int | None = None,
    figures: Mapping[CellKey, str] | None = None,
) -> Draft:
    """The sample `name`, told of another unit, year or other figures where they are given.

    Its prose names the unit, the year and the figures of the tables, so all of them agree in what
    is returned. `figures` must hold every cell. Raises KeyError for a name that is none of `SAMPLES`.
    """
    if name not in SAMPLES:
        raise KeyError(name)
    data = _sample_data(name)
    form = load_form(data["edition"])
    unit, year = unit or data["unit"], year or data["year"]
    cells = dict(figures) if figures is not None else _figures(form, data["cells"])
    words = {"unit": unit, "year": str(year), "last_year": str(year - 1), "next_year": str(year + 1)}
    words |= {".".join(key): raw for key, raw in cells.items()}
    prose = {
        number: _PLACEHOLDER.sub(lambda found: words[found[1]], data["sections"].get(number, "")).strip()
        for number in range(1, 7)
    }
    return Draft(
        edition=form.edition,
        unit=unit,
        year=year,
        title=(title_of(unit, year),),
        period=period_of(year),
        headings=headings_of(form),
        prose=prose,
        cells=cells,
    )


@cache
def _sample_data(name: str) -> dict[str, Any]:
    """A sample's file; what it does not say it takes from the sample that it is `like`."""
    data: Any = load_yaml((_REPORTS / f"{name}.yaml").read_text("utf-8"))
    if "like" not in data:
        return dict(data)
    model = _sample_data(data["like"])
    return {**model, **data, "sections": {**model["sections"], **data.get("sections", {})}}


def _figures(form: Form, told: Mapping[str, Mapping[str, list[object]]]) -> dict[CellKey, str]:
    """Every cell's raw text; the rows that a sample does not tell are 0."""
    cells = dict.fromkeys(cell_keys(form), "0")
    for table, rows in told.items():
        for row, figures in rows.items():
            columns = form.tables[table].block_of(row).columns
            for column, figure in zip(columns, figures, strict=True):
                cells[CellKey(table, row, column.key)] = str(figure)
    return cells
