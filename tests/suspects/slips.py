"""Slips of the pen: each takes a consistent table and gives the cells it spoils, with what stands there then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from reportlint.model.report import CellKey
from reportlint.suspects import System
from tests.suspects.tables import Figures

Slip = Callable[[Figures, System, Random], dict[CellKey, int | None]]
"""The spoilt cells by key; None is a cell left blank. Empty where the table has no place for the slip."""


def one_cell(write: Callable[[int, Random], int | None]) -> Slip:
    """A slip that writes one figure wrongly, anywhere in the table."""

    def spoil(figures: Figures, system: System, rng: Random) -> dict[CellKey, int | None]:
        for cell in _shuffled(figures, rng):
            told = write(figures[cell], rng)
            if told != figures[cell]:
                return {cell: told}
        return {}

    return spoil


def _digit_changed(value: int, rng: Random) -> int:
    digits = str(value)
    index = rng.randrange(len(digits))
    return int(digits[:index] + rng.choice("0123456789") + digits[index + 1 :])


def _digit_dropped(value: int, rng: Random) -> int | None:
    digits = str(value)
    if len(digits) == 1:
        return value
    index = rng.randrange(len(digits))
    return int(digits[:index] + digits[index + 1 :])


def _digits_transposed(value: int, rng: Random) -> int:
    digits = str(value)
    places = [index for index in range(len(digits) - 1) if digits[index] != digits[index + 1]]
    if not places:
        return value
    index = rng.choice(places)
    return int(digits[:index] + digits[index + 1] + digits[index] + digits[index + 2 :])


def _one_off(value: int, rng: Random) -> int:
    return abs(value + rng.choice((-1, 1)))


def _left_out(value: int, rng: Random) -> int | None:
    return None if value else 0


ONE_CELL: dict[str, Slip] = {
    "digit changed": one_cell(_digit_changed),
    "digit dropped": one_cell(_digit_dropped),
    "digits swapped": one_cell(_digits_transposed),
    "one too many or too few": one_cell(_one_off),
    "left blank": one_cell(_left_out),
}


def _shuffled(figures: Figures, rng: Random) -> Iterator[CellKey]:
    cells = list(figures)
    rng.shuffle(cells)
    return iter(cells)


def _neighbours(system: System, rng: Random, *, down: bool) -> Iterator[tuple[CellKey, CellKey]]:
    rows, columns = system.rows, system.columns
    pairs = []
    for r, row in enumerate(rows):
        for c, column in enumerate(columns):
            if down and r + 1 < len(rows):
                pairs.append(
                    (CellKey("applications", row, column), CellKey("applications", rows[r + 1], column))
                )
            if not down and c + 1 < len(columns):
                pairs.append(
                    (CellKey("applications", row, column), CellKey("applications", row, columns[c + 1]))
                )
    rng.shuffle(pairs)
    return iter(pairs)


def swapped(*, down: bool) -> Slip:
    """Two different figures, neither of them 0, each in the other's cell."""

    def spoil(figures: Figures, system: System, rng: Random) -> dict[CellKey, int | None]:
        for first, second in _neighbours(system, rng, down=down):
            if figures[first] and figures[second] and figures[first] != figures[second]:
                return {first: figures[second], second: figures[first]}
        return {}

    return spoil


def one_off_place(*, down: bool) -> Slip:
    """A figure written one row or column beside its place, where a 0 belongs."""

    def spoil(figures: Figures, system: System, rng: Random) -> dict[CellKey, int | None]:
        for first, second in _neighbours(system, rng, down=down):
            if bool(figures[first]) != bool(figures[second]):
                return {first: figures[second], second: figures[first]}
        return {}

    return spoil


def split(figures: Figures, system: System, rng: Random) -> dict[CellKey, int | None]:
    """One figure over two cells: 2 and 5 for 25 and 0."""
    for first, second in _neighbours(system, rng, down=False):
        digits = str(figures[first])
        places = [index for index in range(1, len(digits)) if digits[index] != "0"]
        if places and not figures[second]:
            index = rng.choice(places)
            return {first: int(digits[:index]), second: int(digits[index:])}
    return {}


def misfiled(*, by_applicant: bool) -> Slip:
    """One application (now and then a few) under the wrong applicant, or under the wrong outcome."""

    def spoil(figures: Figures, system: System, rng: Random) -> dict[CellKey, int | None]:
        applicants = system.columns[:-1]
        for cell in _shuffled(figures, rng):
            if (
                not figures[cell]
                or cell.column == "total"
                or (not by_applicant and cell.row not in system.rows[2:-2])
            ):
                continue
            number = min(rng.choice((1, 1, 1, 1, 2, 3)), figures[cell])
            if by_applicant:
                other = cell._replace(column=rng.choice([key for key in applicants if key != cell.column]))
            else:
                other = cell._replace(row=rng.choice([key for key in system.rows[2:-2] if key != cell.row]))
            return {cell: figures[cell] - number, other: figures[other] + number}
        return {}

    return spoil


def two_slips(figures: Figures, system: System, rng: Random) -> dict[CellKey, int | None]:
    """Two figures wrong for no common reason."""
    spoilt: dict[CellKey, int | None] = {}
    for _ in range(2):
        spoilt |= rng.choice(list(ONE_CELL.values()))(figures, system, rng)
    return spoilt if len(spoilt) == 2 else {}


TWO_CELLS: dict[str, Slip] = {
    "neighbours in a row swapped": swapped(down=False),
    "neighbours in a column swapped": swapped(down=True),
    "figure one column beside its place": one_off_place(down=False),
    "figure one row beside its place": one_off_place(down=True),
    "figure split over two cells": split,
    "under the wrong applicant": misfiled(by_applicant=True),
    "under the wrong outcome": misfiled(by_applicant=False),
    "two slips": two_slips,
}
