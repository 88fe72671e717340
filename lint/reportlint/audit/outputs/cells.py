"""All cells of all reports of an audit, tidy: one row for each, as CSV or Parquet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from reportlint.audit.outcome import Audit, AuditedFile
from reportlint.model.as_json import number
from reportlint.model.forms import load_form
from reportlint.model.report import Number, Report, Table, Value
from reportlint.model.wording import Text, spelled
from reportlint.render.tidy import BYTE_ORDER_MARK, safe_text

if TYPE_CHECKING:
    import pyarrow

AT_ONCE = 20_000
"""Cells held before they are written to a Parquet file as one group."""


class TidyCell(NamedTuple):
    """One cell of one report.

    `edition` is the form that the table is written on; labels are the form's, so that they are the
    same in all reports. `value` is None where `state` is not "number"; `raw` is the text of the report.
    """

    report: str
    unit: str | None
    year: int | None
    edition: str
    table: str
    row: str
    column: str
    row_label: str
    column_label: str
    value: int | float | None
    raw: str
    state: str
    source: str
    """"read", or "recognised" where the file is a picture there."""
    score: float | None
    """How sure what was recognised is (0 to 1)."""
    alternatives: str
    """What else the cell may say, parted by spaces."""


_WRITING = Text("写全部数据", "writing all cells")


def tidy_cells(audit: Audit) -> Iterator[list[TidyCell]]:
    """The cells report by report; a file that could not be read has none."""
    for row in audit.watched(_WRITING, audit.rows):
        report = audit.report(row.path)
        if report is not None:
            yield [cell for table in report.tables.values() for cell in _of_table(table, row, report)]


def _of_table(table: Table, row: AuditedFile, report: Report) -> Iterator[TidyCell]:
    form = load_form(table.edition).tables[table.key]
    for key, value in table.cells():
        yield TidyCell(
            row.path,
            row.unit,
            row.year,
            table.edition,
            *key,
            form.row_name(key.row),
            form.column_name(key.row, key.column),
            _figure(value),
            value.raw,
            value.state,
            "read" if value.certainty is None else "recognised",
            None if value.certainty is None else value.certainty.score,
            " ".join(value.certainty.alternatives) if value.certainty else "",
        )


def _figure(value: Value) -> int | float | None:
    told = number(value.value) if isinstance(value, Number) else None
    return None if isinstance(told, str) else told


def csv_pieces(audit: Audit) -> Iterator[str]:
    """The head, then a piece for each report. Texts that a spreadsheet takes for formulas have an apostrophe."""
    yield BYTE_ORDER_MARK + _lines([TidyCell._fields])
    for cells in tidy_cells(audit):
        yield _lines([[_safe(entry) for entry in cell] for cell in cells])


def _safe(entry: Any) -> Any:
    return safe_text(entry) if isinstance(entry, str) else entry


def _lines(rows: Any) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def parquet(audit: Audit) -> bytes:
    """The cells as one Parquet file, written in groups; needs pyarrow (extra `audit`).

    Texts stand as the reports have them; halves of characters, which Parquet cannot hold, are spelled out.
    """
    import pyarrow
    from pyarrow import parquet as files

    schema = _schema()
    stream = pyarrow.BufferOutputStream()
    with files.ParquetWriter(stream, schema, compression="zstd") as writer:
        held: list[TidyCell] = []
        for cells in tidy_cells(audit):
            held += cells
            if len(held) >= AT_ONCE:
                writer.write_table(_table(held, schema))
                held.clear()
        writer.write_table(_table(held, schema))
    return bytes(stream.getvalue().to_pybytes())


def _schema() -> pyarrow.Schema:
    """Texts that recur in every report are kept as dictionaries."""
    import pyarrow

    recurring = pyarrow.dictionary(pyarrow.int32(), pyarrow.string())
    kinds: dict[str, Any] = dict.fromkeys(TidyCell._fields, recurring)
    kinds |= {
        "year": pyarrow.int16(),
        "value": pyarrow.float64(),
        "score": pyarrow.float64(),
        "raw": pyarrow.string(),
    }
    return pyarrow.schema(list(kinds.items()))


def _table(cells: list[TidyCell], schema: pyarrow.Schema) -> pyarrow.Table:
    import pyarrow

    columns = list(zip(*cells, strict=True)) or [()] * len(schema)
    arrays = [
        pyarrow.array([_whole(entry) for entry in column], type=field.type)
        for column, field in zip(columns, schema, strict=True)
    ]
    return pyarrow.Table.from_arrays(arrays, schema=schema)


def _whole(entry: Any) -> Any:
    return spelled(entry) if isinstance(entry, str) else entry
