"""Where each unit stands in a round: handed in, not read, misfiled or missing, with its files and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from reportlint.audit.outcome import AuditedFile, AuditedUnit
from reportlint.checks.across.owed_reports import in_doubt
from reportlint.model.batch import Batch, Unit
from reportlint.model.diagnostic import SEVERITIES
from reportlint.model.wording import Text

Status: TypeAlias = Literal["handed_in", "unreadable", "misfiled", "missing"]
_BROKEN = SEVERITIES[:2]
"""Findings from which on a report is to be mended."""


class Standing(Struct, frozen=True):
    """One unit in the round. `note` says what is behind a status that is not plain; `to_mend` is of a report read."""

    status: Status
    files: tuple[str, ...]
    by: tuple[str, ...]
    note: Text | None = None
    to_mend: bool = False

    def as_json(self) -> dict[str, Any]:
        """The keys of `batch.units` that say so."""
        return {
            "status": self.status,
            "files": list(self.files),
            "by": list(self.by),
            "note": self.note,
        }


def standings_of(
    units: Sequence[AuditedUnit], rows: Mapping[str, AuditedFile], batch: Batch
) -> dict[str, Standing]:
    """Where every unit stands, by its name."""
    return {unit.name: _standing(unit, rows, batch) for unit in units}


def _standing(unit: AuditedUnit, rows: Mapping[str, AuditedFile], batch: Batch) -> Standing:
    year = batch.round_year
    paths = unit.files.get(year, ()) if year is not None else ()
    if paths:
        filing = batch.filings.get(paths[0])
        grave = sum(rows[paths[0]].count(level) for level in _BROKEN)
        if filing is None or filing.content is None:
            return Standing("handed_in", paths, _by(batch, paths), None, bool(grave))
        return Standing("misfiled", paths, _by(batch, paths), _content(filing.content))
    if unit.name in batch.old_ones:
        path = batch.old_ones[unit.name]
        return Standing("misfiled", (path,), _by(batch, (path,)), _old(batch.filings[path].year, year))
    if year is not None and (doubt := in_doubt(batch, Unit(unit.name), year)) is not None:
        path, note = doubt
        status: Status = "unreadable" if path in batch.unread else "misfiled"
        return Standing(status, (path,), _by(batch, (path,)), note)
    return Standing("missing", (), ())


def _by(batch: Batch, paths: Sequence[str]) -> tuple[str, ...]:
    filing = batch.filings.get(paths[0])
    return filing.by if filing else ()


def round_of(
    standings: Mapping[str, Standing], units: Sequence[AuditedUnit], year: int | None
) -> dict[str, int | None]:
    """The figures of the round: of the units on the list, or of all that handed in where there is no list."""
    counted = [
        standings[unit.name]
        for unit in units
        if unit.listed or (unit.listed is None and standings[unit.name].status != "missing")
    ]
    numbers = {status: sum(one.status == status for one in counted) for status in _STATUSES}
    read = [one for one in counted if one.status == "handed_in"]
    to_mend = sum(one.to_mend for one in read)
    return {
        "year": year,
        "owed": len(counted),
        "handed_in": len(read) + numbers["unreadable"],
        "fine": len(read) - to_mend,
        "to_mend": to_mend,
        "unreadable": numbers["unreadable"],
        "misfiled": numbers["misfiled"],
        "missing": numbers["missing"],
    }


_STATUSES: tuple[Status, ...] = ("handed_in", "unreadable", "misfiled", "missing")


def _content(unit: str) -> Text:
    return Text(f"交了，但里面是{unit}的报告", f"handed in, and holds the report of {unit}")


def _old(told: int | None, year: int | None) -> Text:
    return Text(f"交了，但是{told}年度的，{year}年度的还没有交", f"handed in on {told}, and not on {year}")
