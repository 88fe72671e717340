"""Which cells of a row stand under which column, when spans were lost and blanks are in play.

A row's label is followed by cells: the figures, and perhaps empty cells that are what is left of a
span. The figures are a stretch ("window") of as many cells as the table has columns, with nothing
but empty cells outside. Where several windows fit, the other rows of the same grid tell.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from reportlint.model.document import Cell


class Stretch(Struct, frozen=True):
    """The cells behind one label. `depth` is the label's level in the form, `index` its cell in the row.

    `blanks` tells which empty cells would be seen (see `document.Grid`); `flowing` that the row has
    no shape of its own (see `flow.Row`).
    """

    cells: tuple[Cell, ...]
    size: int
    depth: int
    index: int
    width: int
    blanks: Literal["kept", "cut", "lost"]
    flowing: bool


class Votes(Struct):
    """Where the windows of the rows begin that leave no doubt.

    In a regular grid all figures begin in one column. Where spans were lost they do not; then rows
    are alike whose label has the same level and stands in the same cell, or all rows when the
    figures of all begin as far behind their labels.
    """

    columns: dict[int, set[int]] = field(default_factory=dict)
    """The columns that the windows of each size begin in."""
    starts: dict[tuple[int, int, int], set[int]] = field(default_factory=dict)
    """Where windows begin behind the label, by size, level and cell of the label."""

    padded: set[int] = field(default_factory=set)
    """The sizes of windows beside which rows without row breaks have empty cells."""
    packed: bool = False
    """Whether the heads show that spans to the right were lost: no empty cell stands between two texts."""

    def add(self, stretch: Stretch, start: int) -> None:
        """Count a row whose window is certain."""
        if stretch.flowing and stretch.blanks == "lost" and len(stretch.cells) > stretch.size:
            self.padded.add(stretch.size)
        self.columns.setdefault(stretch.size, set()).add(stretch.index + 1 + start)
        self.starts.setdefault((stretch.size, stretch.depth, stretch.index), set()).add(start)

    def start(self, stretch: Stretch) -> int | None:
        """Where the window of a doubtful row begins as in the rows like it, or None when these differ."""
        if stretch.flowing:
            return None
        columns = self.columns.get(stretch.size, set())
        if len(columns) == 1:
            return next(iter(columns)) - stretch.index - 1
        alike = self.starts.get((stretch.size, stretch.depth, stretch.index), set())
        all_starts = set().union(
            *(found for (size, *_), found in self.starts.items() if size == stretch.size)
        )
        decisive = alike or all_starts
        return next(iter(decisive)) if len(decisive) == 1 else None

    def right_behind(self, stretch: Stretch) -> bool:
        """Whether the figures of all rows begin right behind their labels, as far as rows and heads tell."""
        return self.packed and not stretch.flowing and all(found == {0} for found in self.starts.values())


def starts(stretch: Stretch) -> list[int]:
    """All places where the window may begin, in order. Empty when there are too many or too few cells.

    A window may reach past the row's cells where the row may have lost some: those at its end, or
    one further left, which shows in an empty cell in front.
    """
    filled = [index for index, cell in enumerate(stretch.cells) if cell.text]
    length = len(stretch.cells)
    if stretch.blanks == "cut" and not stretch.flowing:
        length = max(length, stretch.width - stretch.index - 1, (filled[0] if filled else 0) + stretch.size)
    elif stretch.blanks == "kept" and not stretch.flowing:
        length = max(length, stretch.size)
    if filled and filled[0] and stretch.blanks != "lost":
        length = max(length, len(stretch.cells) + 1)
    last = length - stretch.size
    if not filled:
        return list(range(max(last, 0) + 1))
    return [start for start in range(last + 1) if start <= filled[0] and filled[-1] < start + stretch.size]


def choose(stretch: Stretch, votes: Votes) -> int | None:
    """Where the window begins, or None when nothing decides between several places."""
    possible = starts(stretch)
    if possible and not any(cell.text for cell in stretch.cells):
        return possible[0]
    if len(possible) == 1:
        return None if _doubtful(stretch, possible[0], votes) else possible[0]
    start = votes.start(stretch)
    if start in possible:
        return start
    if start is not None:
        return None
    whole = [start for start in possible if start + stretch.size <= len(stretch.cells)]
    trusted = stretch.size not in votes.padded if stretch.flowing else stretch.blanks == "kept"
    if trusted and len(whole) == 1:
        return whole[0]
    return 0 if 0 in whole and votes.right_behind(stretch) else None


def _doubtful(stretch: Stretch, start: int, votes: Votes) -> bool:
    """Whether an empty cell at an edge of the only window may be no cell of the row at all.

    Without row breaks, empty cells may be what is left of spans, or the space below the table.
    """
    window = stretch.cells[start : start + stretch.size]
    if not stretch.flowing or (window[0].text and window[-1].text):
        return False
    return stretch.size in votes.padded or (stretch.blanks == "cut" and not window[-1].text)
