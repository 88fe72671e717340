"""The identities of a table as one system: which cell stands in which identity, and what each leaves over."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from reportlint.engine.kind import SumIdentity
from reportlint.model.report import CellKey


class System(Struct, frozen=True, dict=True):
    """All identities of a table, named by their index; its row and column keys in the form's order."""

    identities: tuple[SumIdentity, ...]
    rows: tuple[str, ...]
    columns: tuple[str, ...]

    @cached_property
    def weights(self) -> Mapping[CellKey, Mapping[int, int]]:
        """For each cell the identities it stands in: +1 on the left, -1 on the right."""
        weights: dict[CellKey, dict[int, int]] = {}
        for index, identity in enumerate(self.identities):
            for cells, sign in ((identity.left, 1), (identity.right, -1)):
                for cell in cells:
                    known = weights.setdefault(cell, {})
                    known[index] = known.get(index, 0) + sign
        return {
            cell: {index: sign for index, sign in known.items() if sign} for cell, known in weights.items()
        }

    @cached_property
    def tells_cells_apart(self) -> bool:
        """Whether no two cells stand in the very same identities: else a wrong cell cannot be named."""
        kinds = {frozenset(weights) for weights in self.weights.values()}
        return len(kinds) == len(self.weights)

    def steps(self, first: CellKey, second: CellKey) -> int:
        """How many rows and columns lie between two cells; 1 for neighbours."""
        across = self.columns.index(first.column) - self.columns.index(second.column)
        down = self.rows.index(first.row) - self.rows.index(second.row)
        return abs(across) + abs(down)

    def known(self, figures: Mapping[CellKey, int]) -> frozenset[int]:
        """The identities all of whose cells have a figure."""
        unknown = {
            index for cell, weights in self.weights.items() if cell not in figures for index in weights
        }
        return frozenset(range(len(self.identities))) - unknown

    def remainders(self, figures: Mapping[CellKey, int]) -> dict[int, int]:
        """What each broken identity leaves over, left less right; identities with an unknown cell are left out."""
        remainders = {}
        for index, identity in enumerate(self.identities):
            try:
                left = sum(figures[cell] for cell in identity.left)
                rest = left - sum(figures[cell] for cell in identity.right)
            except KeyError:
                continue
            if rest:
                remainders[index] = rest
        return remainders
