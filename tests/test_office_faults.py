"""Word files and workbooks of every make: each figure at its place, and the findings of the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from random import Random
from zlib import crc32

import pytest

from reportlint import parsing, readers
from reportlint.app.api import check_bytes
from reportlint.draft import Draft
from reportlint.draft.docx import docx
from reportlint.model.diagnostic import Result
from reportlint.model.report import CellKey, Report
from tests.generator.faults import Fault, faults
from tests.generator.reports import SORTS, correct
from tests.generator.shapes import shapes
from tests.generator.workbooks import workbook
from tests.tiers import sampled

TEXT = next(shape for shape in shapes() if shape.name == "tabs/blanks")
Write = Callable[..., bytes]


FORMATS: dict[str, Write] = {
    "docx": docx,
    "xlsx": workbook,
    "xlsx-bare": partial(workbook, bordered=False),
    "xlsx-sheets": partial(workbook, per_sheet=True),
}


def findings(result: Result) -> list[tuple[str, str, CellKey | None, str]]:
    return sorted(
        ((found.code, found.severity, found.cell, found.message.zh) for found in result.diagnostics), key=str
    )


def misread(draft: Draft, report: Report) -> list[tuple[CellKey, str]]:
    """The cells whose text or place is not the file's."""
    wrong = []
    for key, raw in draft.cells.items():
        table = report.tables.get(key.table)
        value = table.value(key.row, key.column) if table else None
        place = value.place if value else None
        if value is None or place is None or place.line is None or place.column is None:
            wrong.append((key, "not found"))
            continue
        at = report.lines[place.line - 1][place.column - 1 : (place.end_column or 0) - 1]
        if (value.raw, at) != (raw, raw) or place.spot is None:
            wrong.append((key, f"{value.raw!r} at {at!r}, {place.spot}"))
    return wrong


@pytest.mark.parametrize("sort", SORTS, ids="-".join)
@pytest.mark.parametrize("format", FORMATS)
def test_correct_report_is_read_whole_and_gives_nothing(
    format: str, sort: tuple[str, str], count: Callable[..., None]
) -> None:
    draft = correct(*sort, seed=7)
    data = FORMATS[format](draft)
    result = check_bytes(data, name="年报.bin")
    assert (result.status, result.error, result.diagnostics) == ("checked", None, ())
    assert misread(draft, parsing.parse(readers.read(data, name="年报.bin"))) == []
    count(formats=format, reports=1, cells=len(draft.cells))


def covers(format: str, fault: Fault) -> Iterator[tuple[str, ...]]:
    """What a fault in a format shows: its sort in this format, and the fault itself."""
    yield format, fault.sort
    yield (fault.name,)


@sampled("format, fault", product(["docx", "xlsx-bare", "xlsx-sheets"], faults()), covers)
def test_faults_give_the_findings_of_the_text(format: str, fault: Fault, count: Callable[..., None]) -> None:
    seed = crc32(f"{format} {fault.name}".encode())
    planted = fault.plant(correct(*SORTS[seed % len(SORTS)], seed), Random(seed))
    as_text = findings(check_bytes(TEXT.file(planted.draft, redraw=planted.redraw), name="年报.txt"))
    result = check_bytes(FORMATS[format](planted.draft, redraw=planted.redraw), name="年报.bin")
    assert findings(result) == as_text
    count(faults=fault.name, planted=1, findings=len(result.diagnostics))
