"""Which of the smallest changes is the one to name: the one the prose confirms, else the one clearly likeliest."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from reportlint.model.report import CellKey
from reportlint.suspects.search import Mending, smallest_mendings
from reportlint.suspects.slips import likelihood
from reportlint.suspects.system import System

CLEAR_SHARE = 0.9
"""The share of all likelihood from which on a change is named as the one."""
CONTRADICTED_WEIGHT = 0.1
"""A change that would make the prose wrong counts this much; the prose may be last year's."""


SuspectState: TypeAlias = Literal["consistent", "named", "several", "unclear", "many"]


class ToldSum(Struct, frozen=True):
    """What the prose says these cells come to: 予以公开2件 for the total of one row."""

    cells: tuple[CellKey, ...]
    value: int


class Suspects(Struct, frozen=True):
    """What mends a table.

    `state` is "consistent" (nothing to mend), "named" (`mendings[0]` is the one), "several" (they
    fit equally well, the likeliest first), "unclear" (several fit only because an identity that
    could tell them apart is unknown) or "many" (more than two cells are wrong). `confirmed` tells
    that the prose left out others that fit. `unknown` are the identities, by index, that could not
    be computed because a cell has no figure; the mendings satisfy all others.
    """

    state: SuspectState
    mendings: tuple[Mending, ...] = ()
    confirmed: bool = False
    unknown: frozenset[int] = frozenset()


def find_suspects(
    system: System,
    figures: Mapping[CellKey, int],
    *,
    blanks: Collection[CellKey] = (),
    prose: Sequence[ToldSum] = (),
) -> Suspects:
    """The smallest change of cells (integers from 0) that satisfies every identity of a table at once.

    `figures` has the cells that can be summed; cells of `blanks` count 0 there. `prose` is what
    the prose says of sums of cells. The figures are never changed.
    """
    mendings = smallest_mendings(system, figures)
    unknown = frozenset(range(len(system.identities))) - system.known(figures)
    if not mendings:
        return Suspects("many", unknown=unknown)
    if not mendings[0]:
        return Suspects("consistent", unknown=unknown)
    chances = {mending: likelihood(mending, system, blanks=blanks) for mending in mendings}
    heard = _heard(chances, figures, prose)
    ranked = tuple(sorted(heard, key=lambda mending: -heard[mending]))
    state: SuspectState = "several"
    if len(ranked) == 1:
        state = "named"
    elif _half_seen(ranked, system, unknown):
        state = "unclear"
    elif heard[ranked[0]] >= CLEAR_SHARE * sum(heard.values()):
        state = "named"
    return Suspects(state, ranked, len(heard) < len(mendings), unknown)


def _half_seen(mendings: Sequence[Mending], system: System, unknown: frozenset[int]) -> bool:
    """Whether an identity of the cells in question is unknown, which could tell these mendings apart."""
    cells = {change.cell for mending in mendings for change in mending}
    return any(index in unknown for cell in cells for index in system.weights[cell])


def _heard(
    chances: Mapping[Mending, float], figures: Mapping[CellKey, int], prose: Sequence[ToldSum]
) -> Mapping[Mending, float]:
    """The chances once the prose is heard: only those it confirms, if any; else those it gainsays lowered."""
    agrees = {mending: _agrees(mending, figures, prose) for mending in chances}
    if True in agrees.values():
        return {mending: chance for mending, chance in chances.items() if agrees[mending]}
    return {m: chance * (CONTRADICTED_WEIGHT if agrees[m] is False else 1) for m, chance in chances.items()}


def _agrees(mending: Mending, figures: Mapping[CellKey, int], prose: Sequence[ToldSum]) -> bool | None:
    """Whether all that the prose says of the changed cells holds after the change; None when it is silent."""
    mended = {change.cell: change.value for change in mending}
    spoken = [claim for claim in prose if any(cell in mended for cell in claim.cells)]
    if not spoken:
        return None
    return all(
        sum(mended.get(cell, figures.get(cell, 0)) for cell in claim.cells) == claim.value for claim in spoken
    )
