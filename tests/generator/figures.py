"""Random figures that satisfy every identity of the form: nothing but zeros, a township's, a city's."""

from __future__ import annotations

from random import Random

from reportlint.draft.model import cell_keys
from reportlint.model.forms import Form, TableForm
from reportlint.model.report import CellKey

SIZES = ("zero", "town", "city")


def figures(form: Form, size: str, rng: Random) -> dict[CellKey, str]:
    """The raw text of every cell."""
    cells = dict.fromkeys(cell_keys(form), 0)
    if size == "zero":
        return dict.fromkeys(cells, "0")
    cells |= _applications(form.tables["applications"], size, rng)
    cells |= _remedies(form.tables["remedies"], size, rng)
    cells |= _disclosure(form, size, rng)
    raw = {key: str(value) for key, value in cells.items()}
    if size == "city":
        table = form.tables["disclosure"]
        amounts = [
            CellKey("disclosure", row.key, column.key)
            for row in table.rows
            for column in table.block_of(row.key).columns
            if column.kind == "amount"
        ]
        raw |= {key: f"{rng.randint(10_000_000, 99_999_999)}.{rng.randint(1, 99):02d}" for key in amounts}
    return raw


def _count(size: str, rng: Random) -> int:
    if size == "town":
        return rng.choice((0, 0, 0, 0, 1, 2, 11))
    return rng.choice((0, rng.randint(1, 9), rng.randint(10, 999), rng.randint(1_000, 9_999_999)))


def _applications(table: TableForm, size: str, rng: Random) -> dict[CellKey, int]:
    rows = [row.key for row in table.rows]
    outcomes = rows[2:-2]
    applicants = [column.key for column in table.blocks[0].columns][:-1]
    cells: dict[tuple[str, str], int] = {}
    for column in applicants:
        for row in outcomes:
            cells[row, column] = _count(size, rng)
        handled = sum(cells[row, column] for row in outcomes)
        carried_out = _count(size, rng)
        cells["handled_total", column] = handled
        cells["carried_out", column] = carried_out
        cells["carried_in", column] = rng.randint(0, handled + carried_out)
        cells["new_received", column] = handled + carried_out - cells["carried_in", column]
    for row in rows:
        cells[row, "total"] = sum(cells[row, column] for column in applicants)
    return {CellKey(table.key, *key): value for key, value in cells.items()}


def _remedies(table: TableForm, size: str, rng: Random) -> dict[CellKey, int]:
    cells = {}
    for row in table.rows:
        counts = {column.key: _count("town", rng) for column in table.blocks[0].columns[:-1]}
        if size == "city":
            counts = {key: count * 37 for key, count in counts.items()}
        for key, count in {**counts, "total": sum(counts.values())}.items():
            cells[CellKey(table.key, row.key, key)] = count
    return cells


def _disclosure(form: Form, size: str, rng: Random) -> dict[CellKey, int]:
    table = form.tables["disclosure"]
    cells = {}
    for row in table.rows:
        for column in table.block_of(row.key).columns:
            value = _count(size, rng) if size == "town" else rng.randint(0, 99_999_999)
            cells[CellKey(table.key, row.key, column.key)] = -value if column.kind == "signed" else value
    if form.edition == "2021":
        for row_key in ("regulations", "normative_documents"):
            issued, repealed, _ = (
                CellKey("disclosure", row_key, c) for c in ("issued", "repealed", "in_force")
            )
            in_force = CellKey("disclosure", row_key, "in_force")
            if row_key == "regulations" and size == "town":
                cells |= {issued: 0, repealed: 0, in_force: 0}
            cells[in_force] = cells[issued] + rng.randint(0, 9) if cells[issued] else cells[in_force]
    elif size == "town":
        cells |= {key: 0 for key in cells if key.row == "regulations"}
    return cells
