"""One row of a table as found: its label and the cells behind it; and what reading remembers between rows."""

from __future__ import annotations

from msgspec import Struct, field

from reportlint.model.document import Cell
from reportlint.model.forms import Heading
from reportlint.parsing.labels import Labels, Match
from reportlint.parsing.windows import Stretch

LONGEST_LABEL = 48
"""In characters; a label may stand in as many cells (三/本/年/度/办/理/结/果)."""


class Entry(Struct, frozen=True):
    """A row label as found, and the cells behind it. `match` is None for a label that is none of the form's."""

    label: Cell
    match: Match | None
    stretch: Stretch
    heads: tuple[tuple[Cell, ...], ...]
    """The head rows read since the entry before."""
    texts: tuple[Cell, ...]
    """All texts read since the entry before, in order: heads that are broken over lines."""
    rows: tuple[int, ...]
    """Indices of the flow's rows that it was read from."""


class State(Struct):
    """What the reading of one table remembers from row to row."""

    labels: Labels
    after: str | None = None
    found: set[str] = field(default_factory=set)
    heads: list[tuple[Cell, ...]] = field(default_factory=list)
    texts: list[Cell] = field(default_factory=list)
    pending: list[tuple[int, Cell]] = field(default_factory=list)
    """Texts without figures just above (row, cell): perhaps the first part of a label that was cut."""
    rows: list[int] = field(default_factory=list)

    def entry(self, label: Cell, match: Match | None, stretch: Stretch) -> Entry:
        """The entry, with the head rows and rows gathered for it."""
        if match is not None:
            self.after = match.heading.key
            self.found.add(match.heading.key)
        entry = Entry(label, match, stretch, tuple(self.heads), tuple(self.texts), tuple(self.rows))
        self.heads, self.texts, self.pending, self.rows = [], [], [], []
        return entry


def depth(heading: Heading) -> int:
    """The level of a row in the form: 一、 0, （一） 1, 1. 2."""
    if heading.group is not None:
        return 2
    return 1 if heading.label[0] in "（(" else 0
