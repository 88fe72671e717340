"""Kind `submitted_twice`: one report of each unit and year, and no report under another unit's name.

Several files of one unit and year whose figures differ are told with the cells; where the figures agree it
is told lightly, and not at all when only the format differs. Parameters: `shown`, how many cells are shown;
`same`, when two units' reports are one (see `cells.ONE_REPORT`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import PurePath

from reportlint.checks.across.alike import COUNT
from reportlint.checks.shared.cells import (
    ONE_REPORT,
    differing,
    figures_key,
    one_report,
    place_of,
    telling,
    told_cell,
)
from reportlint.checks.shared.owners import Owners
from reportlint.engine.kind import Across, Finding, Kind, Placed, Unchecked, alone
from reportlint.model.batch import BatchEntry
from reportlint.model.document import NOWHERE
from reportlint.model.naming import without_sheet
from reportlint.model.wording import Text

_OTHER = Text("另一份", "the other one")
_UNKNOWN = Text(
    "没有认出年份或单位，没有看是不是交了两次", "its year or unit is not known; it may be a second one"
)


def _run(across: Across) -> Iterator[Placed]:
    owners = Owners(across.batch)
    for entry in across.batch.entries:
        if across.batch.year(entry) is None or across.batch.owner(entry) is None:
            yield Placed(entry.path, Unchecked(_UNKNOWN))
    for entries in owners.reports.values():
        first, *others = [entry for entry in entries if not _misfiled(across, entry)] or entries
        for other in others:
            if not _misfiled(across, other):
                yield from _second(across, first, other)
    for one, other in _under_two_names(across, owners):
        for entry, same in ((one, other), (other, one)):
            values = {"file": same.path, "unit": across.batch.owner(same)}
            yield Placed(entry.path, Finding(NOWHERE, values, variant="other_name"))


def _second(across: Across, first: BatchEntry, other: BatchEntry) -> Iterator[Placed]:
    """What is to be said of a second file of the same unit and year."""
    values = {"file": first.path, "unit": across.batch.owner(first)}
    differences = list(differing(first, other))
    if differences:
        report = across.read(other)
        cell, _, here = differences[0]
        yield Placed(
            other.path,
            Finding(
                place_of(report, cell),
                {**values, "count": len(differences)},
                cell=cell,
                edition=other.figures[cell.table].edition,
                actual=here,
                related=tuple(
                    told_cell(report, other, cell, _OTHER, there, here)
                    for cell, there, here in differences[: across.parameters["shown"]]
                ),
            ),
            report,
        )
    elif first.digest == other.digest or _format(first) == _format(other):
        yield Placed(other.path, Finding(NOWHERE, values, severity="info", variant="again"))


def _misfiled(across: Across, entry: BatchEntry) -> bool:
    """Whether the file holds another unit's report, or another year's in place of the round's: told on its own."""
    filing = across.batch.filings.get(entry.path)
    if filing is not None and filing.content is not None:
        return True
    return entry.path in across.batch.old_ones.values()


def _format(entry: BatchEntry) -> str:
    return PurePath(without_sheet(entry.path)).suffix.lower()


def _under_two_names(across: Across, owners: Owners) -> Iterator[tuple[BatchEntry, BatchEntry]]:
    """The pairs of reports of two units that are one and the same, each once."""
    same: defaultdict[object, dict[str, BatchEntry]] = defaultdict(dict)
    for (_, year), entries in owners.reports.items():
        for entry in entries:
            same[entry.digest][entry.path] = entry
            if telling(entry, across.parameters["same"]):
                same[year, figures_key(entry)][entry.path] = entry
    told = set()
    for group in same.values():
        for one, other in combinations(group.values(), 2):
            if (one.path, other.path) in told or owners.same(one, other):
                continue
            if _misfiled(across, one) or _misfiled(across, other):
                continue
            if one_report(one, other, across.parameters["same"]):
                told.add((one.path, other.path))
                yield one, other


KIND = Kind(
    "submitted_twice",
    alone,
    {
        "type": "object",
        "additionalProperties": False,
        "required": ["shown", "same"],
        "properties": {
            "shown": COUNT,
            "same": ONE_REPORT,
        },
    },
    placeholders=frozenset({"file", "unit", "count"}),
    variants=frozenset({"again", "other_name"}),
    stage="across",
    across=_run,
)
