"""The tables of a form as it draws them: rows of cells with their spans, and what each cell is the head of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Literal, NamedTuple, TypeAlias

from msgspec import Struct

from reportlint.model.forms import Block, Heading, TableForm
from reportlint.model.report import CellKey

_TOP_LEVEL = tuple(f"{numeral}、" for numeral in "一二三四")

HeadOf: TypeAlias = Literal["", "col", "colgroup", "row", "rowgroup"]
"""What a label is the head of; "" for figures."""


class Drawn(NamedTuple):
    """A cell as drawn; `key` says which figure it holds, None for labels.

    A label tells the `row` (or group of rows) of the form that it names, and what it is `head` of.
    """

    text: str
    row_span: int = 1
    column_span: int = 1
    key: CellKey | None = None
    head: HeadOf = ""
    row: str | None = None


Drawing: TypeAlias = tuple[tuple[Drawn, ...], ...]


def _official(heading: Heading) -> str:
    return heading.label


class Pen(Struct, frozen=True):
    """Draws one table: its figures by cell, its labels (the form's unless told), and what is left out."""

    table: TableForm
    figure: Callable[[CellKey], str]
    row_label: Callable[[Heading], str] = _official
    column_label: Callable[[Heading], str] = _official
    dropped_rows: frozenset[str] = frozenset()
    dropped_columns: frozenset[str] = frozenset()

    def draw(self) -> Drawing:
        """The whole table."""
        if self.table.layout == "strip":
            return self._strip()
        if any(group.key == "results" for group in self.table.groups):
            return (*self._applicant_heads(), *self._outcome_rows())
        return self._blocks()

    def _rows(self) -> list[Heading]:
        return [row for row in self.table.rows if row.key not in self.dropped_rows]

    def _columns(self, block: Block) -> list[Heading]:
        return [column for column in block.columns if column.key not in self.dropped_columns]

    def _figures(self, row: Heading) -> list[Drawn]:
        columns = self._columns(self.table.block_of(row.key))
        keys = (CellKey(self.table.key, row.key, column.key) for column in columns)
        return [Drawn(self.figure(key), key=key) for key in keys]

    def _column(self, column: Heading, row_span: int = 1) -> Drawn:
        return Drawn(self.column_label(column), row_span, head="col")

    def _blocks(self) -> Drawing:
        """Table 二: under each head its own columns; the last one fills the width."""
        width = 1 + max(len(self._columns(block)) for block in self.table.blocks)
        rows = self._rows()
        drawing: list[tuple[Drawn, ...]] = []
        for block in self.table.blocks:
            names = [self._column(column) for column in self._columns(block)]
            drawing.append((Drawn(block.head, column_span=width, head="colgroup"),))
            drawing.append(_filled([Drawn(block.stub, head="col"), *names], width))
            for row in rows:
                if row in block.rows:
                    label = Drawn(self.row_label(row), head="row", row=row.key)
                    drawing.append(_filled([label, *self._figures(row)], width))
        return tuple(drawing)

    def _applicant_heads(self) -> Iterator[tuple[Drawn, ...]]:
        """Table 三: three header rows."""
        block = self.table.blocks[0]
        columns = self._columns(block)
        groups = {group.key: group for group in self.table.groups}
        yield (
            Drawn(block.stub, 3, 3, head="col"),
            Drawn(block.head, 1, len(columns), head="colgroup"),
        )
        second: list[Drawn] = []
        for group, members in groupby(columns, lambda column: column.group):
            names = [self._column(column, 2) for column in members]
            second += (
                names
                if group is None
                else [Drawn(self.column_label(groups[group]), 1, len(names), head="colgroup")]
            )
        yield tuple(second)
        yield tuple(self._column(column) for column in columns if column.group is not None)

    def _outcome_rows(self) -> Iterator[tuple[Drawn, ...]]:
        """Every row of table 三 under the groups that it belongs to."""
        groups = {group.key: group for group in self.table.groups}
        rows = self._rows()
        outcomes = [row for row in rows if not row.label.startswith(_TOP_LEVEL)]
        begun: set[str] = set()
        for row in rows:
            labels: list[Drawn] = []
            if row in outcomes and "results" not in begun:
                labels.append(self._row_group(groups["results"], len(outcomes)))
                begun.add("results")
            if row.group is not None and row.group not in begun:
                members = sum(other.group == row.group for other in rows)
                labels.append(self._row_group(groups[row.group], members))
                begun.add(row.group)
            span = 3 if row not in outcomes else 2 if row.group is None else 1
            labels.append(Drawn(self.row_label(row), column_span=span, head="row", row=row.key))
            yield (*labels, *self._figures(row))

    def _row_group(self, group: Heading, members: int) -> Drawn:
        return Drawn(self.row_label(group), members, head="rowgroup", row=group.key)

    def _strip(self) -> Drawing:
        """Table 四: all rows side by side; the first row's columns reach down over two header rows."""
        rows = self._rows()
        columns = self._columns(self.table.blocks[0])
        groups = {group.key: group for group in self.table.groups}
        first: list[Drawn] = []
        second: list[Drawn] = []
        third: list[Drawn] = []
        for group, members in groupby(rows, lambda row: row.group):
            for row in (within := list(members)):
                names = [self._column(column, 2 if group is None else 1) for column in columns]
                label = Drawn(self.row_label(row), 1, len(columns), head="colgroup", row=row.key)
                (first if group is None else second).append(label)
                (second if group is None else third).extend(names)
            if group is not None:
                over = self.row_label(groups[group])
                first.append(Drawn(over, 1, len(columns) * len(within), head="colgroup", row=group))
        figures = tuple(cell for row in rows for cell in self._figures(row))
        return tuple(first), tuple(second), tuple(third), figures


def _filled(cells: list[Drawn], width: int) -> tuple[Drawn, ...]:
    last = cells[-1]._replace(column_span=width - len(cells) + 1)
    return (*cells[:-1], last)
