"""Kind `child_exceeds`: no unit tells more than the government above it, whose report sums it up.

The list of units says who is above whom. Parameters: `parents`, a regular expression for the names of those
whose reports are sums; `inside`, one for names and kinds of units that are a part of the organ above them, whatever
that is (a police station); `apart`, one for names and kinds of units that they do not count; the `tables`;
`shown`, how many cells are shown; `several`, from how many units on it is told once in the parent's report,
which then seems to have left them out. That the sum is not exact is no fault: it may count other units too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.checks.across.alike import COUNT
from reportlint.checks.shared.cells import Excess, is_summed, place_of, told_cell
from reportlint.checks.shared.owners import Owners
from reportlint.checks.shared.parameters import PATTERN
from reportlint.engine.kind import Across, Finding, Kind, NotApplicable, Placed, Unchecked, alone
from reportlint.model.batch import BatchEntry, Unit
from reportlint.model.wording import Text


def _run(across: Across) -> Iterator[Placed]:
    batch, owners = across.batch, Owners(across.batch)
    compared = set()
    for unit in batch.units:
        is_sum = re.search(across.parameters["parents"], unit.name) is not None
        below = [child for child in owners.children(unit.name) if is_sum or _inside(across, child)]
        if below:
            for year in sorted({year for _, year in owners.reports}):
                children = [
                    entry
                    for child in below
                    if not _apart(across, child)
                    for entry in owners.reports.get((child.name, year), ())
                ]
                compared |= {entry.path for entry in children}
                yield from _under(across, unit, owners.reports.get((unit.name, year), []), children)
    yield from (Placed(entry.path, NotApplicable()) for entry in batch.entries if entry.path not in compared)


def _inside(across: Across, child: Unit) -> bool:
    return re.search(across.parameters["inside"], f"{child.name} {child.kind}") is not None


def _apart(across: Across, child: Unit) -> bool:
    return re.search(across.parameters["apart"], f"{child.name} {child.kind}") is not None


def _under(
    across: Across, unit: Unit, parents: list[BatchEntry], children: list[BatchEntry]
) -> Iterator[Placed]:
    """What is to be said of one parent and its children in one year."""
    if not parents:
        words = Text(f"没有上级“{unit.name}”同年的报告，没有核对", f"no report of “{unit.name}” of that year")
        yield from (Placed(entry.path, Unchecked(words)) for entry in children)
        return
    found = [excess for child in children if (excess := _excesses(across, parents[-1], child))]
    if len({across.batch.owner(excess[0].child) for excess in found}) >= across.parameters["several"]:
        worst = sorted((excess[0] for excess in found), key=Excess.amount, reverse=True)
        yield _told(across, worst, parents[-1])
        return
    for excess in found:
        yield _told(across, excess, excess[0].child)


def _excesses(across: Across, parent: BatchEntry, child: BatchEntry) -> list[Excess]:
    """The cells in which a child exceeds its parent, the worst first."""
    found = (
        Excess(child, parent, cell, above, below)
        for table in across.parameters["tables"]
        for cell, below in child.cells(table, zeros=False)
        if (above := parent.figure(cell)) is not None and below > above and is_summed(child, cell)
    )
    return sorted(found, key=Excess.amount, reverse=True)


def _told(across: Across, found: list[Excess], entry: BatchEntry) -> Placed:
    """The finding in the report `entry`, the child's or the parent's, at the first of the cells."""
    report, first = across.read(entry), found[0]
    in_child = entry is first.child
    other = first.parent if in_child else first.child
    related = []
    for excess in found[1 : across.parameters["shown"]]:
        whose = excess.parent if in_child else excess.child
        name = Text(
            f"{across.batch.owner(whose)}（{whose.path}）", f"{across.batch.owner(whose)} ({whose.path})"
        )
        there, here = (excess.above, excess.below) if in_child else (excess.below, excess.above)
        related.append(told_cell(report, entry, excess.cell, name, there, here))
    values = {"unit": across.batch.owner(other), "file": other.path, "count": len(found)}
    finding = Finding(
        place_of(report, first.cell),
        {**values, "above": first.above, "below": first.below},
        cell=first.cell,
        edition=entry.figures[first.cell.table].edition,
        actual=first.below if in_child else first.above,
        related=tuple(related),
        variant="" if in_child else "several",
    )
    return Placed(entry.path, finding, report)


KIND = Kind(
    "child_exceeds",
    alone,
    {
        "type": "object",
        "additionalProperties": False,
        "required": ["parents", "inside", "apart", "tables", "shown", "several"],
        "properties": {
            "parents": PATTERN,
            "inside": PATTERN,
            "apart": PATTERN,
            "tables": {"type": "array", "minItems": 1, "items": {"type": "string", "format": "table"}},
            "shown": COUNT,
            "several": COUNT,
        },
    },
    placeholders=frozenset({"file", "unit", "above", "below", "count"}),
    variants=frozenset({"several"}),
    stage="across",
    across=_run,
)
