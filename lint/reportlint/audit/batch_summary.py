"""The whole of an audit: the rows of its files, and what the object "batch" of its JSON document says of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

from msgspec.structs import replace

from reportlint.audit.judging import row_of
from reportlint.audit.ledger import Ledger
from reportlint.audit.outcome import AuditedFile, AuditedUnit
from reportlint.audit.pairing import Pairing
from reportlint.model.batch import Unit
from reportlint.model.diagnostic import SEVERITIES


def rows_of(
    ledger: Ledger, paths: Iterable[str], pairing: Pairing, owners: Mapping[str, str]
) -> tuple[AuditedFile, ...]:
    """The rows in the order of the `paths`, the list of units last.

    `owners` are the units of files that could not be read, as far as their names tell them.
    """
    order = dict.fromkeys(path for path in paths if path in ledger.files)
    order |= dict.fromkeys(ledger.files)
    known = {unit.name for unit in pairing.units}
    named = {path: unit for path, unit in owners.items() if unit in known}
    return tuple(_row(ledger, path, pairing, named) for path in order)


def _row(ledger: Ledger, path: str, pairing: Pairing, named: Mapping[str, str]) -> AuditedFile:
    row = row_of(ledger.result(path)) if ledger.changed(path) else ledger.files[path].row
    return replace(
        row,
        unit=pairing.owners.get(path) or (named.get(path) if row.status == "unreadable" else None),
        prior=pairing.priors.get(path),
        same_as=pairing.same_as.get(path),
    )


def batch_summary(
    rows: Sequence[AuditedFile],
    pairing: Pairing,
    listed: Sequence[Unit],
    *,
    unread: Set[str],
    left: int | None,
    left_out: Sequence[str] = (),
) -> dict[str, Any]:
    """The picture; every list in a fixed order.

    `unread` are the units of which a file could not be read: it may be the report that they owe. `left`
    are the files not judged by an audit that was stopped, `left_out` the pictures and archives in the
    folders that were not looked into.
    """
    by_path = {row.path: row for row in rows}
    years = sorted({year for unit in pairing.units for year in unit.files})
    owing = [unit for unit in pairing.units if unit.listed and unit.name not in unread]
    return {
        "years": years,
        "units": [_unit(unit, by_path) for unit in pairing.units],
        "pairs": [
            {"path": row.path, "prior": row.prior, "unit": row.unit, "year": row.year}
            for row in rows
            if row.prior is not None
        ],
        "same_report": _same(rows),
        "several": [
            {"unit": unit, "year": year, "files": list(paths)} for unit, year, paths in pairing.several
        ],
        "unclear_names": [
            {"name": name, "may_be": list(fulls)} for name, fulls in sorted(pairing.unclear.items())
        ],
        "unidentified": [
            row.path
            for row in rows
            if row.status == "checked" and row.report is not None and (row.unit is None or row.year is None)
        ],
        "unreadable": [{"path": row.path, "reason": row.error} for row in rows if row.status == "unreadable"],
        "left_out": list(left_out),
        "missing": _missing(owing, years),
        "unlisted": [unit.name for unit in pairing.units if unit.listed is False],
        "rules": _rules(rows),
        "kinds": _kinds(pairing.units, by_path, years) if listed else None,
        "stopped": None if left is None else {"judged": len(rows), "left": left},
    }


def _unit(unit: AuditedUnit, rows: Mapping[str, AuditedFile]) -> dict[str, Any]:
    return {
        "name": unit.name,
        "names": list(unit.names),
        "kind": unit.kind,
        "parent": unit.parent,
        "listed": unit.listed,
        "reports": [_year(year, [rows[path] for path in paths]) for year, paths in unit.files.items()],
    }


def _year(year: int, files: Sequence[AuditedFile]) -> dict[str, Any]:
    """One unit's report of one year; the counts are those of the file that stands for it."""
    first = files[0]
    return {
        "year": year,
        "files": [row.path for row in files],
        "prior": first.prior,
        **{f"{severity}s": first.count(severity) for severity in SEVERITIES},
        "families": dict(first.families),
        "not_checked": first.not_checked,
    }


def _same(rows: Sequence[AuditedFile]) -> list[list[str]]:
    """Files that are one report: the one that stands for it first."""
    groups: dict[str, list[str]] = {}
    for row in rows:
        if row.same_as is not None:
            groups.setdefault(row.same_as, [row.same_as]).append(row.path)
    return list(groups.values())


def _missing(owing: Sequence[AuditedUnit], years: Sequence[int]) -> list[dict[str, Any]]:
    """Those of the units without a report of the last year that any report is on."""
    last = years[-1] if years else None
    return [{"unit": unit.name, "year": last} for unit in owing if last is None or last not in unit.files]


def _rules(rows: Sequence[AuditedFile]) -> list[dict[str, Any]]:
    """How often each rule found something, and in how many files."""
    counts: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        for entry in row.tallied:
            count = counts.setdefault((entry.code, entry.severity), [0, 0])
            count[0] += entry.count
            count[1] += 1
    return [
        {"code": code, "severity": severity, "count": count, "files": files}
        for (code, severity), (count, files) in sorted(counts.items())
    ]


def _kinds(
    units: Sequence[AuditedUnit], rows: Mapping[str, AuditedFile], years: Sequence[int]
) -> list[dict[str, Any]]:
    """By kind of unit: how many owe a report, how many gave one of the last year, and how those stand."""
    table: dict[str | None, dict[str, Any]] = {}
    for unit in units:
        if not unit.listed:
            continue
        line = table.setdefault(
            unit.kind,
            {
                "kind": unit.kind,
                "units": 0,
                "reported": 0,
                "clean": 0,
                **{f"{name}s": 0 for name in SEVERITIES},
            },
        )
        line["units"] += 1
        paths = unit.files.get(years[-1], ()) if years else ()
        if paths:
            row = rows[paths[0]]
            line["reported"] += 1
            line["clean"] += not row.tallied
            for severity in SEVERITIES:
                line[f"{severity}s"] += row.count(severity)
    return [table[kind] for kind in sorted(table, key=lambda kind: (kind is None, kind))]
