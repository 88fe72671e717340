"""A report before it is a file (`Draft`): what every part of it will say."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from reportlint.model.forms import NUMERALS, Form, Heading, load_form
from reportlint.model.report import CellKey

FILENAME = "年报.txt"
"""The name of a draft's file: it tells neither unit nor year, so that nothing is read from it."""


class Draft(Struct, frozen=True):
    """A report before it is a file.

    `title` is its title, one string for each line. `period` is the sentence on the statistical
    period ("" for none); it opens section 一. `headings` and `prose` go by section number; a
    heading of "" is left out. `order` lists the sections that stand in the report. `cells` holds
    the raw text of every cell. `rows` and `columns` are labels that differ from the form's, by
    (table, key).
    """

    edition: str
    unit: str
    year: int
    title: tuple[str, ...]
    period: str
    headings: Mapping[int, str]
    prose: Mapping[int, str]
    cells: Mapping[CellKey, str]
    order: tuple[int, ...] = (1, 2, 3, 4, 5, 6)
    rows: Mapping[tuple[str, str], str] = field(default_factory=dict)
    columns: Mapping[tuple[str, str], str] = field(default_factory=dict)
    dropped_rows: frozenset[tuple[str, str]] = frozenset()
    dropped_columns: frozenset[tuple[str, str]] = frozenset()
    dropped_tables: frozenset[str] = frozenset()
    filename: str = FILENAME

    @property
    def form(self) -> Form:
        """The form that the report is written on."""
        return load_form(self.edition)

    def row_label(self, table: str, heading: Heading) -> str:
        """The label of a row, or of a group of rows, as the report will have it."""
        return self.rows.get((table, heading.key), heading.label)

    def column_label(self, table: str, heading: Heading) -> str:
        """The label of a column as the report will have it."""
        return self.columns.get((table, heading.key), heading.label)


def title_of(unit: str, year: int) -> str:
    """The official title of a report."""
    return f"{unit}{year}年政府信息公开工作年度报告"


def period_of(year: int) -> str:
    """A sentence that tells the statistical period of a report."""
    return f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"


def headings_of(form: Form) -> dict[int, str]:
    """The official headings of the sections with their numerals."""
    return {section.number: f"{NUMERALS[section.number]}、{section.title}" for section in form.sections}


def cell_keys(form: Form) -> tuple[CellKey, ...]:
    """All cells of a form in its order."""
    return tuple(
        CellKey(table.key, row.key, column.key)
        for table in form.tables.values()
        for block in table.blocks
        for row in block.rows
        for column in block.columns
    )
