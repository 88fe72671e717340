"""Faults in correct reports, in every shape: exactly what is wrong is found, in the right cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product
from random import Random
from zlib import crc32

import pytest
from msgspec.structs import replace

from reportlint.app.api import Settings, check_bytes
from reportlint.model.diagnostic import Result, Suspect
from tests.generator.faults import Fault, Planted, covers, faults
from tests.generator.oracle import Found
from tests.generator.reports import SORTS, correct
from tests.generator.shapes import Shape, shapes
from tests.tiers import sampled

FORM = Settings(select=("S", "T", "A", "Y", "W", "E"))
"""The rules on form, tables and sums; what the prose says of the tables is judged elsewhere."""

EVERYTHING = replace(FORM, everything=True)
"""With every broken sum told on its own."""

SUMS = frozenset({"A301", "A302", "A303", "A304", "T209"})


BLURRED: Mapping[str, frozenset[str]] = {
    "blank-disclosure": frozenset(
        {
            "aligned-screen-right/blanks",
            "tabs/blanks/wrapped",
        }
    ),
    "blank-first": frozenset(
        {
            "cell-lines/lost/page-heads-blank",
            "cell-lines/lost/title-year-first-annual",
            "cell-lines/lost/utf-8-crlf",
        }
    ),
    "blank-last": frozenset(
        {
            "cell-lines-filled-up/heads-cut",
            "cell-lines-filled-up/lost",
            "cell-lines-opened/lost",
            "cell-lines/lost/page-heads-blank",
            "cell-lines/lost/utf-16",
            "one-line-tabs/lost",
            "one-line-two-spaces/lost",
            "tabs/blanks/page-lost",
        }
    ),
    "blank-nbsp": frozenset(
        {
            "tabs/blanks/page-lost",
        }
    ),
    "blank-remedies": frozenset(
        {
            "aligned-right/blanks",
            "aligned-screen-right/blanks",
            "aligned-screen/blanks",
            "aligned/blanks",
            "cell-lines-apart/lost/narrow",
            "cell-lines/lost/utf-16-be",
        }
    ),
    "label-altered": frozenset(
        {
            "cell-lines-apart/lost/narrow",
            "cell-lines-apart/lost/wrapped",
            "cell-lines/lost/narrow",
            "cell-lines/lost/wrapped",
            "one-line-tabs/blanks",
        }
    ),
    "no-count-12a": frozenset(
        {
            "cell-lines/lost/subtotal",
        }
    ),
    "no-count-3 5": frozenset(
        {
            "cell-lines/lost/page-blank",
            "cell-lines/lost/page-lost",
            "cell-lines/lost/page-repeated",
        }
    ),
    "section-dropped": frozenset(
        {
            "tabs/blanks/wrapped",
        }
    ),
}
"""Shapes in which a fault is told, but of its row or table as a whole (or, where labels are broken over
lines, in other words): something must be said of every one of them."""

PLAIN = [shape for shape in shapes() if shape.name in ("tabs/blanks", "bars-bare/lost", "cell-lines/lost")]
ONE_CELL = [fault for fault in faults() if fault.one_cell]


def found_in(result: Result) -> list[Found]:
    """The findings of a result, each as the generator compares it."""
    return [Found(found.code, found.severity, found.cell) for found in result.diagnostics]


@sampled("shape, fault", product(shapes(), faults()), covers)
def test_fault_is_found_in_its_cell(shape: Shape, fault: Fault, count: Callable[..., None]) -> None:
    seed = crc32(f"{shape.name} {fault.name}".encode())
    edition, size = SORTS[seed % len(SORTS)]
    planted = fault.plant(correct(edition, size, seed), Random(seed))
    result = check_bytes(
        shape.file(planted.draft, redraw=planted.redraw), name=planted.draft.filename, settings=EVERYTHING
    )
    assert (result.status, result.error) == ("checked", None)
    if shape.name in BLURRED.get(fault.name, ()):
        assert result.diagnostics, "silence"
    elif fault.vague(shape):
        assert_honest(planted, result)
    else:
        assert_exact(planted, result)
    count(faults=fault.name, planted=1, findings=len(result.diagnostics))


def assert_exact(planted: Planted, result: Result) -> None:
    """The findings are the expected ones, each told once, and so are the sums that could not be checked."""
    assert sorted(found_in(result), key=str) == sorted(planted.expected.findings, key=str)
    not_checked = {entry.code for entry in result.not_checked if entry.code in SUMS}
    assert not_checked == planted.expected.not_checked


def assert_honest(planted: Planted, result: Result) -> None:
    """Something is found, and nothing outside of the row that the fault lies in.

    A sum over a cell taken for blank may be told besides, as a warning. Table 四 has one row of
    figures: it may be said to be unreadable as a whole.
    """
    assert planted.row is not None
    table, row = planted.row
    found = found_in(result)
    assert any(entry.cell is not None and entry.cell.table == table for entry in found), "silence"
    for entry in found:
        if table == "remedies" and entry.code == "T201":
            continue
        assert entry.cell is not None
        within = entry.cell.table == table and (table == "remedies" or entry.cell.row == row)
        assert within or (entry.code in SUMS and entry.severity == "warning"), entry


@pytest.mark.parametrize("fault", ONE_CELL, ids=lambda fault: fault.name)
@pytest.mark.parametrize("shape", PLAIN, ids=lambda shape: shape.name)
def test_one_wrong_cell_is_named_with_the_figure_that_mends_all(shape: Shape, fault: Fault) -> None:
    for number, sort in enumerate(SORTS):
        draft = correct(*sort, seed=number)
        planted = fault.plant(draft, Random(f"{shape.name} {number}"))
        (cell,) = (key for key, raw in planted.draft.cells.items() if raw != draft.cells[key])
        (found,) = check_bytes(shape.file(planted.draft), name=draft.filename, settings=FORM).diagnostics
        assert found.suspect == Suspect(cell, int(draft.cells[cell]))
