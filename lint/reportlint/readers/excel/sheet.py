"""A sheet of a workbook as any format has it: what its readers fill, and how a number is shown in a cell."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from msgspec import Struct, field

from reportlint.readers.container import too_large

MOST_CELLS = 50_000
"""Of one sheet, empty ones and those below merged cells included; and of all that is read as one report."""
MOST_IN_BOOK = 250_000
"""Of one workbook, which may hold the reports of a whole batch: those of 250 units have half as many."""
MOST_COLUMNS = 16_384
"""Of one sheet."""

_DATE_FORMATS = frozenset((*range(14, 18), 22, *range(27, 37), *range(50, 59)))
_DATE_CODE = re.compile(r"y{2,4}", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_FIRST_DAY = date(1899, 12, 30)


class SheetCell(NamedTuple):
    """A cell that the sheet has. `drawn` tells of a border on any side."""

    row: int
    column: int
    text: str
    drawn: bool


class Sheet(Struct):
    """What is seen of one sheet: its cells by row, the spans of merged cells, and the places these cover."""

    name: str
    rows: dict[int, list[SheetCell]] = field(default_factory=dict)
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    covered: set[tuple[int, int]] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    @property
    def size(self) -> int:
        """How many cells there are, those below merged cells included."""
        return sum(map(len, self.rows.values())) + len(self.covered)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Makes one cell of an area. Raises ReadFailure where areas cover more than MOST_CELLS."""
        if (bottom - top + 1) * (right - left + 1) + len(self.covered) > MOST_CELLS:
            raise too_large()
        self.spans[top, left] = (bottom - top + 1, right - left + 1)
        self.covered |= {
            (row, column)
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
            if (row, column) != (top, left)
        }


def column_name(number: int) -> str:
    """A, B, … Z, AA for 1, 2, … 26, 27."""
    name = ""
    while number:
        number, letter = divmod(number - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def is_date_format(number: int, code: str) -> bool:
    """Whether cells of a format show their numbers as dates: by its number, or by its code."""
    return number in _DATE_FORMATS or _DATE_CODE.search(_QUOTED.sub("", code)) is not None


def number_shown(told: str, *, dated: bool) -> str:
    """A number as a person writes it: 3 for 3.0, without the noise of binary fractions; dates as dates."""
    try:
        value = float(told)
    except ValueError:
        return told.strip()
    if dated and 1 <= value < 2_958_466:
        return day_shown(_FIRST_DAY + timedelta(days=int(value)))
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.12g}"


def day_shown(day: date) -> str:
    """A day as reports write it."""
    return f"{day.year}年{day.month}月{day.day}日"
