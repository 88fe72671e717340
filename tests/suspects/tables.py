"""Random tables 三 that satisfy every identity, from a township's few figures to a city's eight digits."""

from __future__ import annotations

from functools import cache
from random import Random

from reportlint.engine.kind import SumIdentity
from reportlint.model.forms import TableForm, load_form
from reportlint.model.report import CellKey
from reportlint.suspects import System

Figures = dict[CellKey, int]

SIZES = ("sparse town", "dense town", "county", "sparse city", "city")

_LIMITS = {
    "sparse town": (0.06, 6),
    "dense town": (0.5, 12),
    "county": (0.45, 400),
    "sparse city": (0.2, 90_000),
    "city": (0.85, 4_000_000),
}
"""For each size the share of cells that are not 0, and how far figures go."""


def form(edition: str) -> TableForm:
    """Table 三 of the form."""
    return load_form(edition).tables["applications"]


@cache
def system(edition: str) -> System:
    """The identities of table 三: the totals of the rows, （七） and the balance of each column."""
    table = form(edition)
    rows = tuple(row.key for row in table.rows)
    columns = tuple(column.key for column in table.blocks[0].columns)

    def cell(row: str, column: str) -> CellKey:
        return CellKey(table.key, row, column)

    identities = [
        SumIdentity(
            row,
            tuple(cell(row, column) for column in columns[:-1]),
            (cell(row, "total"),),
            cell(row, "total"),
        )
        for row in rows
    ]
    for column in columns:
        outcomes = tuple(cell(row, column) for row in rows[2:-2])
        identities.append(
            SumIdentity(column, outcomes, (cell("handled_total", column),), cell("handled_total", column))
        )
    for column in columns:
        came = cell("new_received", column), cell("carried_in", column)
        went = cell("handled_total", column), cell("carried_out", column)
        identities.append(SumIdentity(column, came, went, went[1]))
    return System(tuple(identities), rows, columns)


def consistent_table(edition: str, size: str, rng: Random) -> Figures:
    """A table with every sum right; at least one application, and most applicants are persons."""
    share, limit = _LIMITS[size]
    system_ = system(edition)
    rows, applicants = system_.rows, system_.columns[:-1]
    figures: dict[tuple[str, str], int] = {}
    for column in applicants:
        weight = 1.0 if column == "natural_person" else rng.choice((0.1, 0.4, 0.8))
        for row in (*rows[2:-2], "carried_out"):
            told = rng.random() < share * weight
            figures[row, column] = _figure(limit, rng) if told else 0
        if column == "natural_person":
            figures["granted", column] += 1
        handled = sum(figures[row, column] for row in rows[2:-2])
        figures["handled_total", column] = handled
        came = handled + figures["carried_out", column]
        figures["carried_in", column] = min(came, _figure(limit, rng)) if rng.random() < share else 0
        figures["new_received", column] = came - figures["carried_in", column]
    for row in rows:
        figures[row, "total"] = sum(figures[row, column] for column in applicants)
    return {
        CellKey("applications", row, column): figures[row, column]
        for row in rows
        for column in system_.columns
    }


def _figure(limit: int, rng: Random) -> int:
    """A figure from 1 to the limit, small ones oftener."""
    return max(1, int(limit ** rng.random()))
