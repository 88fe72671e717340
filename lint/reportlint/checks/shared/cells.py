"""What the checks across reports say of single cells: where they differ, where they stand, what they hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from reportlint.engine.kind import Elsewhere
from reportlint.model.batch import Amount, BatchEntry
from reportlint.model.document import NOWHERE, Place
from reportlint.model.forms import cell_name, load_form
from reportlint.model.report import CellKey, Report
from reportlint.model.wording import Text

ONE_REPORT: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["at_least", "above", "share"],
    "properties": {
        "at_least": {"type": "integer", "minimum": 1},
        "above": {"type": "integer", "minimum": 0},
        "share": {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
    },
}
"""When two files hold one report: all figures equal, at least `at_least` of them not 0 and one larger than
`above`, and the `share` of either's prose that stands in the other's."""


def differing(first: BatchEntry, second: BatchEntry) -> Iterator[tuple[CellKey, Amount, Amount]]:
    """The cells that hold different figures in the two reports, with both; what only one of them has is left out."""
    for table in second.figures:
        for cell, value in second.cells(table):
            other = first.figure(cell)
            if other is not None and other != value:
                yield cell, other, value


def one_report(one: BatchEntry, other: BatchEntry, parameters: Mapping[str, Any]) -> bool:
    """Whether two files hold one report: the same figures, that do not come about by chance, and nearly the same text.

    `parameters` are those of `ONE_REPORT`.
    """
    if one.digest == other.digest:
        return True
    if figures_key(one) != figures_key(other) or not telling(one, parameters):
        return False
    mine, theirs = set(one.prose.keys), set(other.prose.keys)
    share: float = parameters["share"]
    return len(mine & theirs) >= share * max(len(mine), len(theirs))


def figures_key(entry: BatchEntry) -> object:
    """Equal for two reports with the same figures in every cell."""
    return tuple(
        sorted((key, table.edition, bytes(memoryview(table.values))) for key, table in entry.figures.items())
    )


def telling(entry: BatchEntry, parameters: Mapping[str, Any]) -> bool:
    """Whether the figures are such that two units do not have them by chance."""
    filled = [value for table in entry.figures for _, value in entry.cells(table, zeros=False)]
    return len(filled) >= parameters["at_least"] and any(value > parameters["above"] for value in filled)


class Excess(NamedTuple):
    """A cell in which the child's figure is the larger one."""

    child: BatchEntry
    parent: BatchEntry
    cell: CellKey
    above: Amount
    below: Amount

    def amount(self) -> Amount:
        """By how much."""
        return self.below - self.above


def is_summed(child: BatchEntry, cell: CellKey) -> bool:
    """Whether governments add up such a cell; more and less than last year (form of 2019) they do not."""
    block = load_form(child.figures[cell.table].edition).tables[cell.table].block_of(cell.row)
    return next(column.kind for column in block.columns if column.key == cell.column) != "signed"


def place_of(report: Report | None, cell: CellKey) -> Place:
    """Where the cell stands in the report; unknown without one."""
    table = report.tables.get(cell.table) if report else None
    value = table.value(cell.row, cell.column) if table else None
    return value.place if value else NOWHERE


def told_cell(
    report: Report | None, entry: BatchEntry, cell: CellKey, other: Text, there: Amount, here: Amount
) -> Elsewhere:
    """The cell of `entry` as a second place, with its figure and that which `other` has there."""
    edition = entry.figures[cell.table].edition
    zh, en = cell_name(cell, edition=edition)
    return Elsewhere(
        Text(f"{zh}填的是 {here}，{other.zh}填的是 {there}", f"{en} says {here}, {other.en} says {there}"),
        place_of(report, cell),
        cell,
    )
