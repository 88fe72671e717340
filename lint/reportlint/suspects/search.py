"""The smallest changes of cells that satisfy every identity of a table at once.

Nothing is tried out cell by cell: what the broken identities leave over names the candidates. A
changed cell leaves its change over in every identity it stands in, so one wrong cell breaks just
the identities it stands in, all by the same amount; and of two wrong cells at least one stands
alone in a broken identity, which tells its change and leaves a table with one wrong cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct

from reportlint.model.report import CellKey
from reportlint.suspects.system import System


class CellChange(Struct, frozen=True):
    """One cell: the figure it holds (0 when it is blank) and the one it should hold."""

    cell: CellKey
    held: int
    value: int


Mending: TypeAlias = tuple[CellChange, ...]
"""Changes that together satisfy every identity, in the order of the cells."""

MOST_CELLS = 2
"""Cells changed at most; more wrong cells leave too many possibilities to name any."""

Remainders: TypeAlias = Mapping[int, int]
_Shifts: TypeAlias = tuple[tuple[CellKey, int], ...]


class _Known(Struct, frozen=True):
    """What can be computed: the figures, and of each cell the identities that have all their figures."""

    figures: Mapping[CellKey, int]
    weights: Mapping[CellKey, Mapping[int, int]]
    members: Mapping[int, tuple[CellKey, ...]]
    most: int
    """The number of identities that one cell stands in at most."""


def smallest_mendings(system: System, figures: Mapping[CellKey, int]) -> tuple[Mending, ...]:
    """All changes of as few cells as possible, integers from 0, that mend every identity known.

    `figures` has the cells that hold a figure, blank ones as 0; an identity with a cell that is
    missing there is unknown and left out. A consistent table gives one empty mending; a table in
    which more than two cells are wrong gives none.
    """
    remainders = system.remainders(figures)
    if not remainders:
        return ((),)
    known = _known(system, figures)
    if len(remainders) > MOST_CELLS * known.most:
        return ()
    found: list[_Shifts] = [(single,) for single in _singles(known, remainders)]
    return _mendings(system, figures, found or _pairs(known, remainders))


def _mendings(
    system: System, figures: Mapping[CellKey, int], found: Iterable[_Shifts]
) -> tuple[Mending, ...]:
    """Each of the shifts once, in the order of the cells."""
    place = {cell: index for index, cell in enumerate(system.weights)}
    once = {tuple(sorted((place[cell], cell, change) for cell, change in shifts)) for shifts in found}
    return tuple(
        tuple(CellChange(cell, figures[cell], figures[cell] + change) for _, cell, change in shifts)
        for shifts in sorted(once)
    )


def _known(system: System, figures: Mapping[CellKey, int]) -> _Known:
    identities = system.known(figures)
    weights: dict[CellKey, Mapping[int, int]] = {}
    members: dict[int, list[CellKey]] = {}
    for cell, all_weights in system.weights.items():
        if cell not in figures:
            continue
        weights[cell] = {index: sign for index, sign in all_weights.items() if index in identities}
        for index in weights[cell]:
            members.setdefault(index, []).append(cell)
    most = max(map(len, weights.values()), default=0)
    return _Known(figures, weights, {index: tuple(cells) for index, cells in members.items()}, most)


def _singles(known: _Known, remainders: Remainders) -> Iterator[tuple[CellKey, int]]:
    """Each cell that alone mends the remainders, with its change."""
    if not remainders or len(remainders) > known.most:
        return
    narrowest = _narrowest(known, remainders)
    for cell in known.members[narrowest]:
        weights = known.weights[cell]
        if len(weights) != len(remainders):
            continue
        change = -remainders[narrowest] // weights[narrowest]
        mends = all(remainders.get(index) == -sign * change for index, sign in weights.items())
        if mends and known.figures[cell] + change >= 0:
            yield cell, change


def _pairs(known: _Known, remainders: Remainders) -> Iterator[_Shifts]:
    """Each pair of cells that mends the remainders; a pair may come twice."""
    for cell in known.members[_narrowest(known, remainders)]:
        for change in _possible_changes(known.weights[cell], remainders):
            if known.figures[cell] + change < 0:
                continue
            rest = _after(known.weights[cell], change, remainders)
            for other, other_change in _singles(known, rest):
                if other != cell:
                    yield (cell, change), (other, other_change)


def _narrowest(known: _Known, remainders: Remainders) -> int:
    """The broken identity with the fewest cells: one of them must change."""
    return min(remainders, key=lambda index: len(known.members[index]))


def _possible_changes(weights: Mapping[int, int], remainders: Remainders) -> set[int]:
    """The changes of a cell that mend one of its broken identities without help."""
    pairs = ((remainders[index], sign) for index, sign in weights.items() if index in remainders)
    return {-rest // sign for rest, sign in pairs if rest % sign == 0}


def _after(weights: Mapping[int, int], change: int, remainders: Remainders) -> dict[int, int]:
    """The remainders once a cell of these weights is changed."""
    rest = dict(remainders)
    for index, sign in weights.items():
        rest[index] = rest.get(index, 0) + sign * change
        if not rest[index]:
            del rest[index]
    return rest
