"""Which cells of a row stand under which column, when spans were lost and blanks are in play.

A row's label is followed by cells: the figures, and perhaps empty cells that are what is left of a
span. The figures are a stretch ("window") of as many cells as the table has columns, with nothing
but empty cells outside. Where several windows fit, the other rows of the same grid tell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlint.document import Cell


@dataclass(frozen=True, slots=True)
class Stretch:
    """The cells behind one label. `depth` is the label's level in the form, `index` its cell in the row.

    `lossy` tells that empty cells at the end may have been lost; `flowing` that the row has no
    shape of its own (see `flow.Row`).
    """

    cells: tuple[Cell, ...]
    size: int
    depth: int
    index: int
    width: int
    lossy: bool
    flowing: bool


@dataclass(slots=True)
class Votes:
    """Where the windows of the rows begin that leave no doubt."""

    by_kind: Counter[tuple[int, int, int, int]] = field(default_factory=Counter)
    by_depth: Counter[tuple[int, int, int]] = field(default_factory=Counter)
    by_column: Counter[tuple[int, int]] = field(default_factory=Counter)

    def add(self, stretch: Stretch, start: int) -> None:
        """Count a row whose window is certain."""
        self.by_kind[stretch.size, stretch.depth, stretch.index, start] += 1
        self.by_depth[stretch.size, stretch.depth, start] += 1
        self.by_column[stretch.size, stretch.index + 1 + start] += 1

    def weight(self, stretch: Stretch, start: int) -> tuple[int, int, int]:
        """How much speaks for a window: rows of the same kind, of the same depth, the same column."""
        column = 0 if stretch.flowing else self.by_column[stretch.size, stretch.index + 1 + start]
        return (
            self.by_kind[stretch.size, stretch.depth, stretch.index, start],
            column,
            self.by_depth[stretch.size, stretch.depth, start],
        )


def starts(stretch: Stretch) -> list[int]:
    """All places where the window may begin, in order. Empty when there are too many or too few cells."""
    filled = [index for index, cell in enumerate(stretch.cells) if cell.text]
    length = len(stretch.cells)
    if stretch.lossy and not stretch.flowing:
        length = max(length, stretch.width - stretch.index - 1, (filled[0] if filled else 0) + stretch.size)
    last = length - stretch.size
    if not filled:
        return list(range(max(last, 0) + 1))
    return [start for start in range(last + 1) if start <= filled[0] and filled[-1] < start + stretch.size]


def choose(stretch: Stretch, votes: Votes) -> int | None:
    """Where the window begins, or None when nothing decides between several places."""
    possible = starts(stretch)
    if len(possible) == 1 or (possible and not any(cell.text for cell in stretch.cells)):
        return possible[0]
    ranked = sorted(possible, key=lambda start: votes.weight(stretch, start), reverse=True)
    if len(ranked) < 2 or votes.weight(stretch, ranked[0]) == votes.weight(stretch, ranked[1]):
        return None
    return ranked[0]
