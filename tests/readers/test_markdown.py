"""Tables in HTML inside a text: their cells are read, the text around them is plain text, places are the file's
lines.
"""

from __future__ import annotations

import pytest

from reportlint.app.api import check_bytes, parse_bytes
from reportlint.draft import SAMPLES, draft_from, sample, text
from reportlint.draft.drawing import Drawing
from reportlint.model.report import Number

PLAIN = text(draft_from({"sample": "town"}))


def marked_up(_: str, drawing: Drawing) -> str:
    """A table as a converter writes it into Markdown: an element on each line."""
    rows = []
    for row in drawing:
        cells = [
            f'<td rowspan="{cell.row_span}" colspan="{cell.column_span}">{cell.text}</td>' for cell in row
        ]
        rows.append("\n".join(["<tr>", *cells, "</tr>"]))
    return "\n".join(["<table>", *rows, "</table>"])


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_every_cell_is_read_and_nothing_is_found(name: str) -> None:
    draft = sample(name)
    written = text(draft, write=marked_up)
    report = parse_bytes(written.encode(), name="年报.md")
    plain = parse_bytes(text(draft).encode(), name="年报.txt")
    for key, table in plain.tables.items():
        for cell, value in table.cells():
            read = report.tables[key].value(cell.row, cell.column)
            assert isinstance(value, Number) == isinstance(read, Number)
            assert read is not None
            assert read.raw.strip() == value.raw.strip()
            assert read.raw in report.lines[(read.place.line or 0) - 1]
    assert [section.text for section in report.sections] == [section.text for section in plain.sections]
    assert check_bytes(written.encode(), name="年报.md").diagnostics == ()


def test_a_table_without_end_or_without_text_takes_nothing_away() -> None:
    for piece in ("<table>\n<tr><td>", "<table></table>", "<table>\n<table>\n</table>"):
        report = parse_bytes(f"{PLAIN}\n{piece}\n".encode(), name="年报.md")
        assert len(report.tables) == 3


def test_a_word_in_angle_brackets_is_no_table() -> None:
    report = parse_bytes(PLAIN.replace("没有其他", "没有 <table> 其他").encode(), name="年报.txt")
    assert len(report.tables) == 3
