"""Several reports in one file: where the first one ends, since a file is judged as one report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportlint.model.report import Remark
from reportlint.model.wording import Text
from reportlint.parsing.flow import Row
from reportlint.parsing.identity import find_unit, title_rank
from reportlint.parsing.sections import Heading, headings_like

_NAMED = 2
"""A title that names the year or the unit."""
_LATE = 4
"""A report has got at least this far (in sections) before another one can begin."""


def first_report(rows: Sequence[Row], candidates: Sequence[Heading]) -> tuple[Sequence[Row], Remark | None]:
    """The rows of the first report in the file, and what to say when more follow.

    Another one begins at a title behind section 四 or a later one, when section 一 and a further
    section follow upon it (`candidates` are the rows that may be headings).
    """
    numbers = {heading.row: heading.number for heading in candidates}
    reached = 0
    for index, row in enumerate(rows):
        before, reached = reached, max(reached, numbers.get(index, 0))
        if before < _LATE or row.grid is not None or title_rank([row.paragraph()]) < _NAMED:
            continue
        if _opens(index, numbers):
            return rows[:index], _said(row)
    return rows, None


def starts(rows: Sequence[Row], edition: str) -> tuple[int, ...]:
    """The rows in which the reports of a file begin, the first with row 0."""
    found = [0]
    while True:
        rest = rows[found[-1] :]
        first, remark = first_report(rest, headings_like(rest, edition))
        if remark is None:
            return tuple(found)
        found.append(found[-1] + len(first))


def _opens(index: int, numbers: Mapping[int, int]) -> bool:
    """Whether section one and a further section follow upon the row."""
    later = [number for at, number in numbers.items() if at > index]
    return later[:1] == [1] and len(set(later)) > 1


def further_units(rows: Sequence[Row], start: int, candidates: Sequence[Heading]) -> tuple[str, ...]:
    """The units of the reports that begin at or behind the row `start`."""
    numbers = {heading.row: heading.number for heading in candidates}
    titles = (
        row.paragraph().text
        for index, row in enumerate(rows)
        if index >= start
        and row.grid is None
        and title_rank([row.paragraph()]) >= _NAMED
        and _opens(index, numbers)
    )
    return tuple(dict.fromkeys(unit for title in titles if (unit := find_unit(title)) is not None))


def _said(row: Row) -> Remark:
    return Remark(
        "report",
        Text(
            "一个文件里有不止一份报告，只查了第一份；请把每份报告存成一个文件",
            "the file holds more than one report and only the first was checked; save each in a file of its own",
        ),
        row.place,
    )
