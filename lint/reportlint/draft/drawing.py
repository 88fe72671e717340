"""A draft's tables as the official form draws them: rows of cells with their spans."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple, TypeAlias

from reportlint.draft.model import Draft
from reportlint.forms import Block, Heading, TableForm
from reportlint.report import CellKey

_TOP_LEVEL = tuple(f"{numeral}、" for numeral in "一二三四")


class Drawn(NamedTuple):
    """A cell as drawn; `key` says which figure it holds, None for labels."""

    text: str
    row_span: int = 1
    column_span: int = 1
    key: CellKey | None = None


Drawing: TypeAlias = tuple[tuple[Drawn, ...], ...]


def grids(draft: Draft) -> dict[str, Drawing]:
    """The tables of the sections that stand in the draft, by table key, in the form's order."""
    return {
        key: draw(draft, table)
        for key, table in draft.form.tables.items()
        if table.section in draft.order and key not in draft.dropped_tables
    }


def draw(draft: Draft, table: TableForm) -> Drawing:
    """One table of the draft, whether it is dropped or not."""
    if table.layout == "strip":
        return _strip(draft, table)
    if any(group.key == "results" for group in table.groups):
        return _applications(draft, table)
    return _blocks(draft, table)


def _rows(draft: Draft, table: TableForm) -> list[Heading]:
    return [row for row in table.rows if (table.key, row.key) not in draft.dropped_rows]


def _columns(draft: Draft, table: TableForm, block: Block) -> list[Heading]:
    return [column for column in block.columns if (table.key, column.key) not in draft.dropped_columns]


def _figures(draft: Draft, table: TableForm, row: Heading) -> list[Drawn]:
    keys = (
        CellKey(table.key, row.key, column.key) for column in _columns(draft, table, table.block_of(row.key))
    )
    return [Drawn(draft.cells[key], key=key) for key in keys]


def _blocks(draft: Draft, table: TableForm) -> Drawing:
    """Table 二: under each head its own columns; the last one fills the width."""
    width = 1 + max(len(_columns(draft, table, block)) for block in table.blocks)
    rows = _rows(draft, table)
    drawing: list[tuple[Drawn, ...]] = []
    for block in table.blocks:
        names = [Drawn(draft.column_label(table.key, column)) for column in _columns(draft, table, block)]
        drawing.append((Drawn(block.head, column_span=width),))
        drawing.append(_filled([Drawn(block.stub), *names], width))
        for row in rows:
            if row in block.rows:
                label = Drawn(draft.row_label(table.key, row))
                drawing.append(_filled([label, *_figures(draft, table, row)], width))
    return tuple(drawing)


def _filled(cells: list[Drawn], width: int) -> tuple[Drawn, ...]:
    last = cells[-1]._replace(column_span=width - len(cells) + 1)
    return (*cells[:-1], last)


def _applications(draft: Draft, table: TableForm) -> Drawing:
    """Table 三: three header rows, then every row under the groups it belongs to."""
    return (*_applicant_heads(draft, table), *_outcome_rows(draft, table))


def _applicant_heads(draft: Draft, table: TableForm) -> Iterator[tuple[Drawn, ...]]:
    columns = _columns(draft, table, table.blocks[0])
    groups = {group.key: group for group in table.groups}
    yield Drawn(table.blocks[0].stub, 3, 3), Drawn(table.blocks[0].head, 1, len(columns))
    second: list[Drawn] = []
    for group, members in groupby(columns, lambda column: column.group):
        names = [Drawn(draft.column_label(table.key, column), 2) for column in members]
        second += (
            names if group is None else [Drawn(draft.column_label(table.key, groups[group]), 1, len(names))]
        )
    yield tuple(second)
    yield tuple(
        Drawn(draft.column_label(table.key, column)) for column in columns if column.group is not None
    )


def _outcome_rows(draft: Draft, table: TableForm) -> Iterator[tuple[Drawn, ...]]:
    groups = {group.key: group for group in table.groups}
    rows = _rows(draft, table)
    outcomes = [row for row in rows if not row.label.startswith(_TOP_LEVEL)]
    begun: set[str] = set()
    for row in rows:
        labels: list[Drawn] = []
        if row in outcomes and "results" not in begun:
            labels.append(Drawn(draft.row_label(table.key, groups["results"]), len(outcomes)))
            begun.add("results")
        if row.group is not None and row.group not in begun:
            members = sum(other.group == row.group for other in rows)
            labels.append(Drawn(draft.row_label(table.key, groups[row.group]), members))
            begun.add(row.group)
        span = 3 if row not in outcomes else 2 if row.group is None else 1
        labels.append(Drawn(draft.row_label(table.key, row), column_span=span))
        yield (*labels, *_figures(draft, table, row))


def _strip(draft: Draft, table: TableForm) -> Drawing:
    """Table 四: all rows side by side; the first row's columns reach down over two header rows."""
    rows = _rows(draft, table)
    columns = _columns(draft, table, table.blocks[0])
    groups = {group.key: group for group in table.groups}
    first: list[Drawn] = []
    second: list[Drawn] = []
    third: list[Drawn] = []
    for group, members in groupby(rows, lambda row: row.group):
        for row in (within := list(members)):
            names = [
                Drawn(draft.column_label(table.key, column), 2 if group is None else 1) for column in columns
            ]
            label = Drawn(draft.row_label(table.key, row), column_span=len(columns))
            (first if group is None else second).append(label)
            (second if group is None else third).extend(names)
        if group is not None:
            first.append(Drawn(draft.row_label(table.key, groups[group]), 1, len(columns) * len(within)))
    figures = tuple(cell for row in rows for cell in _figures(draft, table, row))
    return tuple(first), tuple(second), tuple(third), figures
