"""The smallest changes: complete, never larger than needed, never anything where nothing is wrong."""

from __future__ import annotations

from itertools import combinations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.engine.kind import SumIdentity
from reportlint.model.report import CellKey
from reportlint.suspects import CellChange, System, find_suspects, smallest_mendings
from tests.suspects.slips import ONE_CELL, TWO_CELLS
from tests.suspects.tables import SIZES, Figures, consistent_table, system

EDITIONS = ("2021", "2019")


def mended(figures: Figures, mending: tuple[CellChange, ...]) -> Figures:
    """The figures after the change."""
    return figures | {change.cell: change.value for change in mending}


def spoil(figures: Figures, edition: str, cells: int, rng: Random) -> Figures:
    """The figures with so many cells overwritten by other figures of a like size."""
    chosen = rng.sample(sorted(figures), cells)
    return figures | {cell: abs(figures[cell] + rng.choice((-7, -2, -1, 1, 3, 10, 90))) for cell in chosen}


@settings(deadline=None)
@given(st.sampled_from(EDITIONS), st.sampled_from(SIZES), st.integers(0, 2**32))
def test_a_consistent_table_gives_nothing(edition: str, size: str, seed: int) -> None:
    figures = consistent_table(edition, size, Random(seed))
    assert smallest_mendings(system(edition), figures) == ((),)
    assert find_suspects(system(edition), figures).state == "consistent"


@settings(deadline=None)
@given(st.sampled_from(EDITIONS), st.sampled_from(SIZES), st.integers(0, 2**32), st.integers(1, 60))
def test_every_mending_satisfies_all_identities(edition: str, size: str, seed: int, cells: int) -> None:
    rng = Random(seed)
    figures = spoil(consistent_table(edition, size, rng), edition, cells, rng)
    found = smallest_mendings(system(edition), figures)
    for mending in found:
        assert not system(edition).remainders(mended(figures, mending))
        assert all(change.value >= 0 and change.value != change.held for change in mending)
        assert all(change.held == figures[change.cell] for change in mending)
    assert len({len(mending) for mending in found}) <= 1
    assert len(set(found)) == len(found)
    assert all(len(mending) <= cells for mending in found)
    assert found or cells > 2


SMALL = System(
    tuple(
        [
            SumIdentity(
                row,
                (CellKey("t", row, "a"), CellKey("t", row, "b")),
                (CellKey("t", row, "sum"),),
                CellKey("t", row, "sum"),
            )
            for row in ("in", "x", "y", "done", "out")
        ]
        + [
            SumIdentity(
                c,
                (CellKey("t", "x", c), CellKey("t", "y", c)),
                (CellKey("t", "done", c),),
                CellKey("t", "done", c),
            )
            for c in ("a", "b", "sum")
        ]
        + [
            SumIdentity(
                c,
                (CellKey("t", "in", c),),
                (CellKey("t", "done", c), CellKey("t", "out", c)),
                CellKey("t", "out", c),
            )
            for c in ("a", "b", "sum")
        ]
    ),
    ("in", "x", "y", "done", "out"),
    ("a", "b", "sum"),
)
"""A table 三 in small: two applicants, two outcomes."""
SMALL_CELLS = list(SMALL.weights)
LARGEST_FIGURE = 4


def tried_out(figures: Figures) -> set[frozenset[tuple[CellKey, int]]]:
    """All smallest changes to figures up to the limit, by trying every one."""
    for number in range(3):
        found = set()
        for cells in combinations([cell for cell in SMALL_CELLS if cell in figures], number):
            for values in product(range(3 * LARGEST_FIGURE + 1), repeat=number):
                new = dict(zip(cells, values, strict=True))
                if all(figures[c] != v for c, v in new.items()) and not SMALL.remainders(figures | new):
                    found.add(frozenset(new.items()))
        if found:
            return found
    return set()


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.integers(0, LARGEST_FIGURE // 2), min_size=15, max_size=15),
    st.lists(st.tuples(st.sampled_from(SMALL_CELLS), st.integers(0, LARGEST_FIGURE)), max_size=3),
    st.booleans(),
)
def test_nothing_is_overlooked(inner: list[int], wrong: list[tuple[CellKey, int]], unreadable: bool) -> None:
    figures: Figures = {}
    for column, (x, y, out) in {"a": inner[:3], "b": inner[3:6]}.items():
        rows = {"in": x + y + out, "x": x, "y": y, "done": x + y, "out": out}
        figures |= {CellKey("t", row, column): value for row, value in rows.items()}
    for row in SMALL.rows:
        figures[CellKey("t", row, "sum")] = sum(figures[CellKey("t", row, column)] for column in "ab")
    figures |= dict(wrong)
    if unreadable:
        del figures[CellKey("t", "x", "sum")]
    found = smallest_mendings(SMALL, figures)
    changes = {frozenset((change.cell, change.value) for change in mending) for mending in found}
    small_enough = {c for c in changes if all(value <= 3 * LARGEST_FIGURE for _, value in c)}
    assert small_enough == tried_out(figures)


def test_one_wrong_cell_anywhere_has_one_mending() -> None:
    """No two cells stand in the same identities, and any figure breaks them all: nothing else fits."""
    for edition in EDITIONS:
        assert system(edition).tells_cells_apart
        figures = consistent_table(edition, "county", Random(11))
        for cell in figures:
            held = figures | {cell: figures[cell] + 3}
            assert smallest_mendings(system(edition), held) == (
                (CellChange(cell, held[cell], figures[cell]),),
            )


@pytest.mark.parametrize("kind", ONE_CELL)
@pytest.mark.parametrize("edition", EDITIONS)
def test_one_slip_is_named_with_its_right_value(edition: str, kind: str) -> None:
    rng = Random(f"{edition} {kind}")
    tables = named = 0
    for _ in range(40):
        for size in SIZES:
            figures = consistent_table(edition, size, rng)
            spoilt = ONE_CELL[kind](figures, system(edition), rng)
            if not spoilt:
                continue
            tables += 1
            found = find_suspects(
                system(edition), figures | {cell: value or 0 for cell, value in spoilt.items()}
            )
            (cell,) = spoilt
            named += found.state == "named" and found.mendings[0] == (
                CellChange(cell, spoilt[cell] or 0, figures[cell]),
            )
    assert tables > 150
    assert named / tables >= 0.99


@pytest.mark.parametrize("kind", TWO_CELLS)
def test_two_slips_are_named_or_among_what_fits(kind: str) -> None:
    """Two wrong cells are never missed, and hardly ever is another pair named for them."""
    rng = Random(kind)
    tables = misnamed = 0
    for _ in range(30):
        for size in SIZES:
            figures = consistent_table("2021", size, rng)
            spoilt = TWO_CELLS[kind](figures, system("2021"), rng)
            if not spoilt:
                continue
            tables += 1
            found = find_suspects(
                system("2021"), figures | {cell: value or 0 for cell, value in spoilt.items()}
            )
            truth = {cell: figures[cell] for cell in spoilt}
            proposed = [{change.cell: change.value for change in mending} for mending in found.mendings]
            assert truth in proposed
            misnamed += found.state == "named" and proposed[0] != truth
    assert tables > 80
    assert misnamed / tables <= 0.02


def test_half_the_table_wrong_is_said_to_be_too_much() -> None:
    rng = Random(5)
    for size in SIZES:
        figures = spoil(consistent_table("2021", size, rng), "2021", 87, rng)
        assert find_suspects(system("2021"), figures).state == "many"
