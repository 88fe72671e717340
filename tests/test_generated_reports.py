"""Correct reports in every shape: each cell is read exactly, at its place, and nothing is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hypothesis import given
from hypothesis import strategies as st

from reportlint import parsing, readers
from reportlint.app.api import check_bytes
from reportlint.draft import Draft
from reportlint.model.report import CellKey, Report
from tests.generator.reports import SORTS, correct
from tests.generator.shapes import Shape, shapes
from tests.tiers import sampled

SHAPES = list(shapes())


def misread(draft: Draft, report: Report) -> list[tuple[CellKey, str]]:
    """The cells that were not read as they stand in the file, and what was read instead."""
    wrong = []
    for key, raw in draft.cells.items():
        table = report.tables.get(key.table)
        value = table.value(key.row, key.column) if table else None
        if value is None:
            wrong.append((key, "not found"))
        elif (value.state, value.raw) != ("number", raw):
            wrong.append((key, f"{value.state} {value.raw!r} instead of {raw!r}"))
        elif value.place.line is None or value.place.column is None or value.place.end_column is None:
            wrong.append((key, "no place"))
        else:
            at = report.lines[value.place.line - 1][value.place.column - 1 : value.place.end_column - 1]
            if at != raw:
                wrong.append((key, f"placed at {at!r}"))
    return wrong


def assert_read_exactly_and_silent(shape: Shape, draft: Draft) -> None:
    written, data = shape.redraft(draft), shape.file(draft)
    report = parsing.parse(readers.read(data, name=draft.filename))
    assert misread(written, report) == []
    assert (report.unit, report.year, report.edition) == (draft.unit, draft.year, draft.edition)
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]
    result = check_bytes(data, name=draft.filename)
    assert (result.status, result.error) == ("checked", None)
    told = [(found.code, found.severity, found.message.zh) for found in result.diagnostics]
    assert [found for found in told if found[1] != "info"] == []
    made = any(raw != "0" for key, raw in draft.cells.items() if key.row == "regulations")
    unsure = {"T208"} if made else set()  # the name does not tell whether a city may make regulations
    assert {entry.code for entry in result.not_checked} <= unsure


def covers(shape: Shape, edition: str, size: str) -> Iterator[tuple[str, ...]]:
    """What a shape shows of a sort of report: itself, and the sort in a layout of its kind."""
    yield (shape.name,)
    yield shape.family, edition, size


@sampled("shape, edition, size", [(shape, *sort) for shape in SHAPES for sort in SORTS], covers)
def test_correct_report_is_read_exactly_and_silent(
    shape: Shape, edition: str, size: str, count: Callable[..., None]
) -> None:
    draft = correct(edition, size, seed=len(shape.name))
    assert_read_exactly_and_silent(shape, draft)
    count(shapes=shape.name, reports=1, cells=len(draft.cells))


@given(st.sampled_from(SHAPES), st.sampled_from(SORTS), st.integers(0, 10**9))
def test_any_figures_in_any_shape(shape: Shape, sort: tuple[str, str], seed: int) -> None:
    assert_read_exactly_and_silent(shape, correct(*sort, seed=seed))


def test_plain_report_gives_not_even_a_hint() -> None:
    for edition, size in SORTS:
        result = check_bytes(SHAPES[0].file(correct(edition, size, seed=1)), name="年报.txt")
        assert result.diagnostics == ()
