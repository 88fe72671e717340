"""Units that may have another name by now: those without a report of the year before, and those without one since.

Where the names are alike and the figures go on from one report to the other, and no other unit fits, the two are
compared and it is said so; of all others the user is asked (`aliases` in the configuration).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from reportlint.audit.pairing import Pairing
from reportlint.checks.shared.organs import own_name
from reportlint.model.batch import BatchEntry
from reportlint.model.forms import load_form
from reportlint.model.report import CellKey
from reportlint.model.units import level_of, settled

_ALIKE = 2
"""So many characters of the organ's own name have to be the same."""
_TABLE = "applications"
_STOCK = ("disclosure", "normative_documents")


class Renamed(Struct, frozen=True):
    """`pairs` are the new names with the old ones that plainly are the same unit's, `priors` their reports by path;
    `new` and `gone` the units that are left on either side.
    """

    pairs: Mapping[str, str] = field(default_factory=dict)
    priors: Mapping[str, str] = field(default_factory=dict)
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """How it stands in `batch`."""
        pairs = [{"unit": unit, "was": was} for unit, was in self.pairs.items()]
        asked = bool(self.new and self.gone)
        return {
            "pairs": pairs,
            "new": list(self.new) if asked else [],
            "gone": list(self.gone) if asked else [],
        }


def renamed(
    pairing: Pairing,
    entries: Mapping[str, BatchEntry],
    year: int | None,
    *,
    aliases: Mapping[str, str] | None = None,
) -> Renamed:
    """What is to be said of the units of a round by another name. Of a name that is among the `aliases`, be it as an
    alias of itself, the user has spoken.
    """
    if year is None:
        return Renamed()
    files = {unit.name: unit.files for unit in pairing.units}
    before = {name for name, by_year in files.items() if year - 1 in by_year}
    now = {name for name, by_year in files.items() if year in by_year}
    settled_by_user = {settled(name) for name in aliases or {}}
    unclear = {name for short, fulls in pairing.unclear.items() for name in (short, *fulls)}
    new = sorted(now - before - unclear)
    listed = {unit.name for unit in pairing.units if unit.listed}
    gone = sorted(
        name
        for name in before - now - unclear - listed  # the list has names as they are now
        if settled(name) not in settled_by_user
    )
    fitting = {
        name: [
            other
            for other in gone
            if _is_same(entries, files[name][year][0], files[other][year - 1][0], name, other)
        ]
        for name in new
    }
    claimed = [others[0] for others in fitting.values() if len(others) == 1]
    pairs = {
        name: others[0]
        for name, others in fitting.items()
        if len(others) == 1 and claimed.count(others[0]) == 1
    }
    priors = {
        path: files[was][year - 1][0]
        for name, was in pairs.items()
        for path in files[name][year]
        if path not in pairing.refused
    }
    left = tuple(name for name in new if name not in pairs)
    return Renamed(pairs, priors, left, tuple(name for name in gone if name not in pairs.values()))


def _is_same(entries: Mapping[str, BatchEntry], later: str, earlier: str, name: str, other: str) -> bool:
    """Whether two reports plainly are one unit's: its names are alike, and the figures go on."""
    shared = set(own_name(name)) & set(own_name(other))
    if level_of(name) != level_of(other) or len(shared) < _ALIKE:
        return False
    return _goes_on(entries[later], entries[earlier])


def _goes_on(later: BatchEntry, earlier: BatchEntry) -> bool:
    """Whether what was carried over, applications or documents in force, is taken up; figures of 0 tell nothing."""
    form = load_form(later.identity.edition).tables[_TABLE]
    columns = [column.key for column in form.blocks[0].columns]
    carried = [
        (
            earlier.figure(CellKey(_TABLE, "carried_out", key)),
            later.figure(CellKey(_TABLE, "carried_in", key)),
        )
        for key in columns
    ]
    if all(one == other for one, other in carried) and any(one for one, _ in carried):
        return True
    stock = earlier.figure(CellKey(*_STOCK, "in_force"))
    told = [later.figure(CellKey(*_STOCK, key)) for key in ("issued", "repealed", "in_force")]
    if not stock or any(figure is None for figure in told):
        return False
    issued, repealed, in_force = (figure or 0 for figure in told)
    return in_force == stock + issued - repealed
