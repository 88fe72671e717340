"""The round that an audit was made for: one year, its units and how each stands, with the files of that year alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from reportlint.audit.outcome import Audit, AuditedFile, AuditedUnit
from reportlint.audit.outputs.tallies import is_list
from reportlint.model.wording import Text

Status: TypeAlias = Literal["handed_in", "unreadable", "misfiled", "missing"]

FEW = 5
"""A year with fewer than one in so many of the reports of the fullest year is a slip of the pen, not the round."""
GRAVE = ("error", "warning")
_HANDED_IN = "交了，但"


class RoundUnit(Struct, frozen=True):
    """One unit in the round. `rows` are its files of the year, the one that stands for it first; `note` says what was
    handed in instead, where something was.
    """

    unit: AuditedUnit
    status: Status
    rows: tuple[AuditedFile, ...] = ()
    note: str = ""
    before: str | None = None
    mended: int = 0
    """Beside the last audit: where the unit stood then, and how many findings of its report were mended since."""

    @property
    def instead(self) -> str:
        """What was handed in instead, as a sentence on "it": 交了，但是2023年度的; "" where nothing was."""
        if self.status != "misfiled":
            return ""
        note = self.note or "不是本单位本年度的报告"
        return note if note.startswith(_HANDED_IN) else f"经核对，{note}"

    @property
    def row(self) -> AuditedFile | None:
        """The file that stands for its report; None where there is none that could be judged."""
        return next((row for row in self.rows if row.status == "checked"), None)

    @property
    def is_fine(self) -> bool:
        """Whether it handed in a report in which nothing has to be put right."""
        row = self.row
        return self.status == "handed_in" and row is not None and not _grave(row)


class Round(Struct, frozen=True):
    """The round: `year` is None where no report tells one. `nobody` are files of it whose unit is not known."""

    year: int | None
    units: tuple[RoundUnit, ...]
    nobody: tuple[AuditedFile, ...]

    def figures(self, kind: str | None = None) -> dict[str, int]:
        """How many units owe a report, handed one in, are fine, have to mend it …; of one kind where it is told."""
        units = [unit for unit in self.units if kind is None or (unit.unit.kind or "") == kind]
        by_status = Counter(unit.status for unit in units)
        fine = sum(unit.is_fine for unit in units)
        return {
            "owed": len(units),
            "handed_in": by_status["handed_in"] + by_status["unreadable"],
            "fine": fine,
            "to_mend": by_status["handed_in"] - fine,
            "unreadable": by_status["unreadable"],
            "misfiled": by_status["misfiled"],
            "missing": by_status["missing"],
        }

    @property
    def kinds(self) -> list[str]:
        """The kinds of its units in the order of their names, those without a kind last."""
        return sorted({unit.unit.kind or "" for unit in self.units}, key=lambda kind: (not kind, kind))


def round_of(audit: Audit) -> Round:
    """The round of an audit: what `batch` says of it where it says so, else what follows from the files."""
    told: Mapping[str, Any] = audit.batch.get("round") or {}
    year = told.get("year") or _year(audit)
    entries = {entry["name"]: entry for entry in audit.batch.get("units", ()) if "status" in entry}
    by_path = {row.path: row for row in audit.rows}
    missing = {entry["unit"] for entry in audit.batch.get("missing", ())}
    unread: dict[str | None, list[AuditedFile]] = {}
    for row in audit.rows:
        if row.status == "unreadable":
            unread.setdefault(row.unit, []).append(row)
    units = []
    for unit in audit.units:
        entry = entries.get(unit.name)
        paths = unit.files.get(year, ()) if year is not None else ()
        rows = [by_path[path] for path in paths if path in by_path]
        bad = [row for row in unread.get(unit.name, ()) if row not in rows]
        status: Status | None
        if entry is not None:
            status = entry["status"]
        elif rows:
            status = "handed_in"
        else:
            status = "unreadable" if bad else "missing" if unit.name in missing else None
        if status is None or (status == "missing" and (audit.record.interrupted or unit.name not in missing)):
            continue
        note = (entry or {}).get("note") or ""
        note = note.zh if isinstance(note, Text) else note
        told_of = entry or {}
        mended = sum(one["year"] == year for one in told_of.get("mended", ()))
        units.append(RoundUnit(unit, status, tuple(rows or bad), note, told_of.get("before"), mended))
    nobody = [row for row in audit.rows if _is_nobodys(row, year)]
    return Round(year, tuple(units), tuple(nobody))


def _year(audit: Audit) -> int | None:
    """The newest year that more than a few reports are on."""
    counts = Counter(year for unit in audit.units for year in unit.files)
    most = max(counts.values(), default=0)
    return max((year for year, count in counts.items() if count * FEW >= most), default=None)


def _is_nobodys(row: AuditedFile, year: int | None) -> bool:
    return row.unit is None and not is_list(row) and (row.status == "unreadable" or row.year in (year, None))


def _grave(row: AuditedFile) -> bool:
    return bool(row.unread) or any(entry.severity in GRAVE for entry in row.tallied)
