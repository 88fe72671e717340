"""Faults put into correct reports, each with everything that must be found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from reportlint.draft import Draft
from reportlint.draft.drawing import Drawing, Drawn
from reportlint.draft.model import period_of, title_of
from reportlint.model.report import CellKey
from tests.generator.oracle import Expected, Found, State, expected
from tests.generator.shapes import Redraw, Shape


class Planted(Struct, frozen=True, dict=True):
    """A report with a fault. `row` is the (table, row) that it lies in, where it lies in one row."""

    draft: Draft
    expected: Expected
    row: tuple[str, str] | None = None
    redraw: Redraw | None = None


Plant: TypeAlias = Callable[[Draft, Random], Planted]


class Fault(Struct, frozen=True, dict=True):
    """A kind of fault. `vague` tells of a shape that cannot show in which cell of its row the fault lies.

    `one_cell`: one figure of table 三 is wrong, and its sums name it.
    """

    name: str
    plant: Plant
    vague: Callable[[Shape], bool] = lambda shape: False
    one_cell: bool = False

    @property
    def sort(self) -> str:
        """What is wrong: a figure, a cell, a row, or something else."""
        return _SORTS.get(self.name.partition("-")[0], "other")


_SORTS = {
    "wrong": "figure",
    "blank": "blank",
    "placeholder": "cell",
    "no": "cell",
    "in": "cell",
    "row": "row",
}


# One cell changed.

APPLICANTS = ("natural_person", "commercial", "research", "public_welfare", "legal_service", "other_org")


def _pick(
    draft: Draft, rng: Random, table: str, *, rows: tuple[str, ...] = (), columns: tuple[str, ...] = ()
) -> CellKey:
    cells = [
        key
        for key in draft.cells
        if key.table == table
        and (not rows or key.row in rows)
        and (not columns or key.column in columns)
        and key.row != "regulations"
    ]
    return rng.choice(cells)


def _with(
    draft: Draft, cells: Mapping[CellKey, str], states: Mapping[CellKey, State] | None = None
) -> Planted:
    changed = replace(draft, cells={**draft.cells, **cells})
    first = next(iter(cells))
    return Planted(changed, expected(changed, states or {}), (first.table, first.row))


def _more(draft: Draft, cell: CellKey, rng: Random) -> str:
    return str(int(draft.cells[cell]) + rng.choice((1, 2, 9, 10)))


def _wrong(table: str, *, rows: tuple[str, ...] = (), columns: tuple[str, ...] = ()) -> Plant:
    """One figure too large by a little."""

    def plant(draft: Draft, rng: Random) -> Planted:
        cell = _pick(draft, rng, table, rows=rows, columns=columns)
        return _with(draft, {cell: _more(draft, cell, rng)})

    return plant


def _outcome(draft: Draft, rng: Random) -> str:
    return rng.choice([row.key for row in draft.form.tables["applications"].rows[2:-2]])


def _row_and_total(draft: Draft, rng: Random) -> Planted:
    """An applicant's figure and the row's total too large by the same."""
    row, column = _outcome(draft, rng), rng.choice(APPLICANTS)
    cells = [CellKey("applications", row, key) for key in (column, "total")]
    return _with(draft, {cell: str(int(draft.cells[cell]) + 3) for cell in cells})


def _wrong_applicant(draft: Draft, rng: Random) -> Planted:
    """One application counted under another applicant."""
    row = _outcome(draft, rng)
    source, target = (CellKey("applications", row, column) for column in rng.sample(APPLICANTS, 2))
    moved = {target: str(int(draft.cells[target]) + 1)}
    if int(draft.cells[source]):
        moved[source] = str(int(draft.cells[source]) - 1)
    return _with(draft, moved)


def _as(raw: str, state: State, *tables: str, columns: tuple[str, ...] = ()) -> Plant:
    """A cell that holds something else than a figure."""

    def plant(draft: Draft, rng: Random) -> Planted:
        cell = _pick(
            draft, rng, rng.choice(tables or ("applications", "remedies", "disclosure")), columns=columns
        )
        return _with(draft, {cell: raw}, {cell: state})

    return plant


def _annotated(draft: Draft, rng: Random) -> Planted:
    """A figure with a remark beside it: read as the figure."""
    cell = _pick(draft, rng, "applications")
    return _with(draft, {cell: f"{draft.cells[cell]}（其中线上0件）"}, {cell: "annotated"})


# A row, a column or a table changed.


def _dropped_row(draft: Draft, rng: Random) -> Planted:
    table = rng.choice(("applications", "disclosure"))
    row = rng.choice(draft.form.tables[table].rows).key
    lost: dict[CellKey, State] = {key: "lost" for key in draft.cells if key[:2] == (table, row)}
    findings = expected(draft, lost)
    told = Expected(findings.findings | {Found("T202", "error")}, findings.not_checked)
    return Planted(replace(draft, dropped_rows=frozenset({(table, row)})), told, (table, row))


ALTERED = {
    ("applications", "denied_internal_affairs"): "5.属于三类内容事务信息",
    ("applications", "unavailable_needs_creation"): "2.没有现成信息需另行制作加工",
    ("applications", "unprocessed_publication"): "3.要求提供公开的出版物",
    ("applications", "carried_out"): "四、结转至下一年度继续办理的",
}


def _altered_label(draft: Draft, rng: Random) -> Planted:
    place = rng.choice(sorted(ALTERED))
    changed = replace(draft, rows={place: ALTERED[place]})
    return Planted(changed, Expected(frozenset({Found("T205", "warning")}), frozenset()), place)


def _resized(change: Callable[[tuple[Drawn, ...]], tuple[Drawn, ...]]) -> Plant:
    """A row of table 三 with a cell less or more."""

    def plant(draft: Draft, rng: Random) -> Planted:
        row = _outcome(draft, rng)

        def redraw(key: str, drawing: Drawing) -> Drawing:
            if key != "applications":
                return drawing
            return tuple(
                change(cells) if cells[-1].key and cells[-1].key.row == row else cells for cells in drawing
            )

        return Planted(draft, Expected(frozenset(), frozenset()), ("applications", row), redraw)

    return plant


def _dropped_table(draft: Draft, rng: Random) -> Planted:
    table = rng.choice(list(draft.form.tables))
    lost: dict[CellKey, State] = {key: "lost" for key in draft.cells if key.table == table}
    findings = expected(draft, lost)
    told = Expected(findings.findings | {Found("T201", "error")}, findings.not_checked)
    return Planted(replace(draft, dropped_tables=frozenset({table})), told)


# Sections, title and period.


def _told(code: str, severity: str, change: Callable[[Draft, Random], Draft]) -> Plant:
    """A change outside the tables that one finding tells."""
    return lambda draft, rng: Planted(
        change(draft, rng), Expected(frozenset({Found(code, severity)}), frozenset())
    )


def _dropped_section(draft: Draft, rng: Random) -> Planted:
    number = rng.randint(1, 6)
    changed = replace(draft, order=tuple(other for other in draft.order if other != number))
    tables = [key for key, table in draft.form.tables.items() if table.section == number]
    lost: dict[CellKey, State] = {key: "lost" for key in draft.cells if key.table in tables}
    findings = expected(draft, lost)
    told = {Found("S101", "error"), *(Found("T201", "error") for _ in tables)}
    told |= {Found("Y503", "warning")} if number == 1 else set()
    return Planted(changed, Expected(findings.findings | told, findings.not_checked))


def _swapped_sections(draft: Draft, rng: Random) -> Draft:
    first = rng.randint(1, 5)
    order = list(draft.order)
    order[first - 1 : first + 1] = [first + 1, first]
    return replace(draft, order=tuple(order))


def _earlier_title(draft: Draft, rng: Random) -> Draft:
    return replace(draft, year=draft.year - 1, title=(title_of(draft.unit, draft.year - 1),))


def _wrong_end(draft: Draft, rng: Random) -> Draft:
    month, day = rng.choice(((12, 30), (11, 30), (6, 30), (12, 25)))
    return replace(draft, period=draft.period.replace("12月31日", f"{month}月{day}日"))


PLACEHOLDERS = ("/", "-", "--", "—", "－－", "－", "无", "不涉及", "暂无", "N/A", "／")
NO_COUNTS = ("124件", "251000元", "减4", "-4", "1.5", "见附件", "3 5", "12a")
_COLUMNS = {"first": ("natural_person",), "middle": ("public_welfare",), "last": ("total",)}


def _always(shape: Shape) -> bool:
    return True


def covers(shape: Shape, fault: Fault) -> Iterator[tuple[str, str]]:
    """What a fault in a shape shows: its sort in this shape, and this fault in a layout of this kind."""
    yield shape.name, fault.sort
    yield shape.family, fault.name


def faults() -> Iterator[Fault]:
    """All kinds of fault."""
    yield Fault("wrong-total", _wrong("applications", columns=("total",)), one_cell=True)
    yield Fault("wrong-applicant-figure", _wrong("applications", columns=APPLICANTS), one_cell=True)
    yield Fault("wrong-handled", _wrong("applications", rows=("handled_total",)), one_cell=True)
    yield Fault("wrong-received", _wrong("applications", rows=("new_received", "carried_in")), one_cell=True)
    yield Fault("wrong-carried-out", _wrong("applications", rows=("carried_out",)), one_cell=True)
    yield Fault("wrong-row-and-total", _row_and_total)
    yield Fault("wrong-applicant", _wrong_applicant)
    yield Fault("wrong-remedies-total", _wrong("remedies", columns=("total",)))
    yield Fault(
        "wrong-remedies-part", _wrong("remedies", columns=("upheld", "corrected", "other", "pending"))
    )
    for where, columns in _COLUMNS.items():
        plant = _as("", "blank", "applications", columns=columns)
        yield Fault(f"blank-{where}", plant, lambda shape: shape.traceless)
    yield Fault("blank-disclosure", _as("", "blank", "disclosure"), lambda shape: shape.traceless)
    yield Fault("blank-remedies", _as("", "blank", "remedies"), lambda shape: shape.traceless)
    yield Fault(
        "blank-nbsp", _as("\u00a0", "blank", "applications"), lambda shape: shape.traceless or shape.spaced
    )
    for raw in PLACEHOLDERS:
        yield Fault(f"placeholder-{raw.replace('/', 'slash')}", _as(raw, "placeholder"))
    for raw in NO_COUNTS:
        parted = " " in raw
        plant = _as(raw, "unreadable", "applications", "remedies")
        yield Fault(f"no-count-{raw}", plant, lambda shape, parted=parted: parted and shape.spaced)
    yield Fault("annotated", _annotated)
    yield Fault("in-words", _as("一千二百", "in_words", "applications", "remedies"))
    yield Fault("row-dropped", _dropped_row)
    yield Fault("label-altered", _altered_label)
    yield Fault("row-short", _resized(lambda cells: cells[:-1]), _always)
    yield Fault("row-long", _resized(lambda cells: (*cells, Drawn("7"))), _always)
    yield Fault("table-dropped", _dropped_table)
    yield Fault("section-dropped", _dropped_section)
    yield Fault("sections-swapped", _told("S102", "warning", _swapped_sections))
    yield Fault("title-year", _told("Y501", "error", _earlier_title))
    yield Fault(
        "period-year",
        _told("Y501", "error", lambda draft, rng: replace(draft, period=period_of(draft.year - 1))),
    )
    yield Fault("period-end", _told("Y502", "error", _wrong_end))
    yield Fault("period-dropped", _told("Y503", "warning", lambda draft, rng: replace(draft, period="")))
