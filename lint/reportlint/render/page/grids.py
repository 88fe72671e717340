"""One table of a report as the official form draws it, with what the report has in it and the marks on it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from itertools import takewhile

from msgspec import Struct

from reportlint.model.drawing import Drawn, Pen
from reportlint.model.forms import Form, Heading, TableForm, load_form
from reportlint.model.report import CellKey, Table
from reportlint.model.wording import Text
from reportlint.render.page.marks import Mark


class CellView(Struct, frozen=True):
    """A cell as it is shown. `state` is that of the value ("absent" where the report lacks it), "" for labels.

    `scope` makes a label the head of its row or column (see HTML's `scope`); `altered` is the
    form's own wording where the report words a label in another way.
    """

    text: str
    scope: str
    row_span: int
    column_span: int
    state: str = ""
    marks: tuple[Mark, ...] = ()
    altered: str = ""
    picture: str = ""
    """A picture of the cell, as a URI of data, where what it says was recognised and is in doubt."""
    others: str = ""
    """What else the cell may say."""


class TableView(Struct, frozen=True):
    """A table as it is shown: rows of the head, rows of the body; `extra` are labels that the form has not."""

    key: str
    caption: str
    head: tuple[tuple[CellView, ...], ...]
    body: tuple[tuple[CellView, ...], ...]
    marks: tuple[Mark, ...] = ()
    extra: tuple[tuple[str, tuple[Mark, ...]], ...] = ()


Marking = Mapping[CellKey, Sequence[Mark]]


def table_view(
    table: Table,
    cells: Marking,
    *,
    rows: Mapping[str, Sequence[Mark]] | None = None,
    whole: Sequence[Mark] = (),
    extra: tuple[tuple[str, tuple[Mark, ...]], ...] = (),
    lang: str = "zh",
) -> TableView:
    """The table of a report with marks on its cells, on the labels of `rows` (by key), and on the `whole`."""
    whole_form = load_form(table.edition)
    form = whole_form.tables[table.key]
    drawing = Pen(
        form,
        lambda key: _raw(table, key),
        row_label=lambda heading: _row_label(table, heading),
        column_label=lambda heading: _column_label(table, heading),
    ).draw()
    views = [tuple(_cell(table, cell, cells, rows or {}) for cell in row) for row in drawing]
    height = 0
    if form.layout == "strip" or len(form.blocks) == 1:
        height = len(list(takewhile(lambda row: all(cell.key is None for cell in row), drawing)))
    return TableView(
        table.key,
        _caption(whole_form, form, lang),
        tuple(views[:height]),
        tuple(views[height:]),
        tuple(whole),
        extra,
    )


def _caption(form: Form, table: TableForm, lang: str) -> str:
    title = next(section.title for section in form.sections if section.number == table.section)
    return Text(f"{table.name}　{title}", f"The table of part {table.section}: {title}").of(lang)


def _raw(table: Table, key: CellKey) -> str:
    value = table.value(key.row, key.column)
    return "" if value is None else value.raw


def _row_label(table: Table, heading: Heading) -> str:
    label = table.rows.get(heading.key)
    return label.text if label is not None and label.altered else heading.label


def _column_label(table: Table, heading: Heading) -> str:
    label = next((column for column in table.columns if column.key == heading.key), None)
    return label.text if label is not None and label.altered else heading.label


def _cell(table: Table, cell: Drawn, cells: Marking, rows: Mapping[str, Sequence[Mark]]) -> CellView:
    if cell.key is None:
        marks = tuple(rows.get(cell.row, ())) if cell.row is not None else ()
        label = table.rows.get(cell.row) if cell.row is not None else None
        altered = label.official if label is not None and label.altered else ""
        absent = cell.row in table.missing_rows
        state = "absent" if absent else ""
        return CellView(cell.text, cell.head, cell.row_span, cell.column_span, state, marks, altered)
    value = table.value(cell.key.row, cell.key.column)
    state = "absent" if value is None else value.state
    certainty = None if value is None else value.certainty
    doubtful = certainty if certainty is not None and certainty.doubtful else None
    return CellView(
        cell.text,
        "",
        cell.row_span,
        cell.column_span,
        f"{state} doubtful" if doubtful else state,
        tuple(cells.get(cell.key, ())),
        picture=_data(doubtful.picture) if doubtful else "",
        others="、".join(doubtful.alternatives) if doubtful else "",
    )


def _data(picture: bytes) -> str:
    return f"data:image/png;base64,{b64encode(picture).decode()}" if picture else ""
