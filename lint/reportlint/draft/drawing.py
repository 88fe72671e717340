"""A draft's tables as the official form draws them."""

from __future__ import annotations

from reportlint.draft.model import Draft
from reportlint.model.drawing import Drawing, Drawn, Pen
from reportlint.model.forms import TableForm

__all__ = ["Drawing", "Drawn", "draw", "grids"]


def grids(draft: Draft) -> dict[str, Drawing]:
    """The tables of the sections that stand in the draft, by table key, in the form's order."""
    return {
        key: draw(draft, table)
        for key, table in draft.form.tables.items()
        if table.section in draft.order and key not in draft.dropped_tables
    }


def draw(draft: Draft, table: TableForm) -> Drawing:
    """One table of the draft, whether it is dropped or not."""
    return Pen(
        table,
        draft.cells.__getitem__,
        row_label=lambda row: draft.row_label(table.key, row),
        column_label=lambda column: draft.column_label(table.key, column),
        dropped_rows=frozenset(row for key, row in draft.dropped_rows if key == table.key),
        dropped_columns=frozenset(column for key, column in draft.dropped_columns if key == table.key),
    ).draw()
