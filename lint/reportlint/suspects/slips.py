"""How likely a slip of the pen turns the right figures into those in the table.

A rough model of what clerks do, for ordering changes that fit equally well: the figures below are
orders of magnitude, not measurements. Only their ratios count.
"""

from __future__ import annotations

from collections.abc import Collection

from reportlint.suspects.search import CellChange, Mending
from reportlint.suspects.system import System

LEFT_OUT = 0.5
"""A cell that is blank where a figure belongs: the slip is there to be seen."""
ONE_OFF = 0.2
DIGIT_CHANGED, DIGIT_DROPPED, DIGIT_ADDED, DIGITS_TRANSPOSED = 0.3, 0.2, 0.05, 0.2
ANY_FIGURE = 0.05
"""A figure that has nothing to do with the right one."""

TWO_SLIPS = 0.05
"""Two cells wrong for no common reason, against one slip that touches both."""
MISFILED = 0.3
"""Applications counted under the wrong applicant or the wrong outcome: one rather than many."""
SWAPPED_NEIGHBOURS, SWAPPED_IN_LINE, SWAPPED = 0.3, 0.02, 0.0005
"""Two figures each in the other's cell: side by side, in one row or column, anywhere."""
SPLIT = 0.2
"""One figure written into two cells side by side: 2 and 5 for 25."""

MOST_DIGITS = 18
"""Figures with more digits are not looked at digit by digit."""


def likelihood(mending: Mending, system: System, *, blanks: Collection[object] = ()) -> float:
    """How likely it is, against other mendings of as many cells, that these cells hold a slip.

    `blanks` are cells in which nothing stands. Mendings have one or two changes.
    """
    apart = 1.0
    for change in mending:
        apart *= LEFT_OUT if change.cell in blanks else slip(change.value, change.held)
    if len(mending) != 2:
        return apart
    return TWO_SLIPS * apart + _together(*mending, system)


def slip(right: int, held: int) -> float:
    """How likely a hand that should write `right` writes `held`, a different figure."""
    chance = ANY_FIGURE / (10 + right + held)
    if abs(right - held) == 1:
        chance += ONE_OFF / 2
    if max(right, held) < 10**MOST_DIGITS:
        chance += _digit_slip(str(right), str(held))
    return chance


def _digit_slip(right: str, held: str) -> float:
    digits = len(right)
    if len(held) == digits:
        differing = [index for index in range(digits) if right[index] != held[index]]
        if len(differing) == 1:
            return DIGIT_CHANGED / (9 * digits)
        if len(differing) == 2 and differing[1] - differing[0] == 1:
            first, second = differing
            if right[first] == held[second] and right[second] == held[first]:
                return DIGITS_TRANSPOSED / (digits - 1)
        return 0.0
    if len(held) == digits - 1 and _without_one(right, held):
        return DIGIT_DROPPED / digits
    if len(held) == digits + 1 and _without_one(held, right):
        return DIGIT_ADDED / (10 * (digits + 1))
    return 0.0


def _without_one(longer: str, shorter: str) -> bool:
    return any(longer[:index] + longer[index + 1 :] == shorter for index in range(len(longer)))


def _together(first: CellChange, second: CellChange, system: System) -> float:
    """The likelihood of one slip that touches both cells."""
    chance = 0.0
    moved = first.value - first.held
    if moved == second.held - second.value:
        alternatives = _fellow_parts(first, second, system)
        if alternatives:
            chance += MISFILED / (alternatives * abs(moved) * (abs(moved) + 1))
    in_line = (first.cell.row == second.cell.row) + (first.cell.column == second.cell.column)
    beside = system.steps(first.cell, second.cell) == 1
    if first.value == second.held and second.value == first.held:
        chance += SWAPPED_NEIGHBOURS / 4 if beside else SWAPPED_IN_LINE / 10 if in_line else SWAPPED / 100
    if beside and first.cell.row == second.cell.row and _is_split(first, second):
        chance += SPLIT / 4
    return chance


def _fellow_parts(first: CellChange, second: CellChange, system: System) -> int:
    """The number of cells `first` shares a sum with, when `second` is one of them; else 0."""
    weights, others = system.weights[first.cell], system.weights[second.cell]
    for index, sign in weights.items():
        if others.get(index) == sign:
            identity = system.identities[index]
            return len(identity.left if sign > 0 else identity.right) - 1
    return 0


def _is_split(first: CellChange, second: CellChange) -> bool:
    """Whether the two cells hold the beginning and the end of one figure, and the other should be 0."""
    if max(first.held, second.held, first.value, second.value) >= 10**MOST_DIGITS:
        return False
    whole = f"{first.held}{second.held}"
    return (str(first.value) == whole and second.value == 0) or (
        str(second.value) == whole and first.value == 0
    )
