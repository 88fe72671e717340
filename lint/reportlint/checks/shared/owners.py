"""Whose report an entry of a batch is, and which units are another's parent or child."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from reportlint.checks.shared.organs import core_name
from reportlint.model.batch import Batch, BatchEntry, Unit
from reportlint.model.units import same_organ


class Owners:
    """The units of a batch: those of its list, and whose the reports are."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self.by_name = {unit.name: unit for unit in batch.units}

    @cached_property
    def reports(self) -> dict[tuple[str, int], list[BatchEntry]]:
        """The entries by unit and year, in the order of their paths; without those of which either is unknown."""
        reports: defaultdict[tuple[str, int], list[BatchEntry]] = defaultdict(list)
        for entry in self._batch.entries:
            owner, year = self._batch.owner(entry), self._batch.year(entry)
            if owner is not None and year is not None:
                reports[owner, year].append(entry)
        return dict(reports)

    def children(self, name: str) -> Sequence[Unit]:
        """The units of the list whose parent is the unit of this name."""
        return [unit for unit in self._batch.units if unit.parent == name]

    def same(self, first: BatchEntry, second: BatchEntry) -> bool:
        """Whether both are of one unit, as far as their names tell."""
        one, other = self._batch.owner(first), self._batch.owner(second)
        return one is not None and other is not None and (one == other or same_organ(one, other))

    def related(self, first: BatchEntry, second: BatchEntry) -> bool:
        """Whether both may be of one unit, or one unit is the other's parent, by the list or by their names."""
        one, other = self._batch.owner(first), self._batch.owner(second)
        if one is None or other is None or self.same(first, second):
            return True
        if any(self._parent(a) == b for a, b in ((one, other), (other, one))):
            return True
        core, other_core = core_name(one), core_name(other)
        return core.startswith(other_core) or other_core.startswith(core)

    def _parent(self, name: str) -> str | None:
        unit = self.by_name.get(name)
        return unit.parent if unit else None
