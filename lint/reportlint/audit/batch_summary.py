"""The whole of an audit: the rows of its files, and what the object "batch" of its JSON document says of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

from msgspec.structs import replace

from reportlint.audit.judging import row_of
from reportlint.audit.ledger import Ledger
from reportlint.audit.outcome import AuditedFile, AuditedUnit
from reportlint.audit.pairing import Pairing
from reportlint.audit.sorting import Sorting
from reportlint.audit.standing import round_of, standings_of
from reportlint.model.batch import Batch, Filing, Unit
from reportlint.model.diagnostic import SEVERITIES


def rows_of(
    ledger: Ledger,
    paths: Iterable[str],
    pairing: Pairing,
    filings: Mapping[str, Filing],
    batch: Batch,
) -> tuple[AuditedFile, ...]:
    """The rows in the order of the `paths`, the list of units last; `filings` say whose they are and of which year."""
    order = dict.fromkeys(path for path in paths if path in ledger.files)
    order |= dict.fromkeys(ledger.files)
    known = {unit.name for unit in pairing.units}
    rows = (_row(ledger, path, pairing, filings.get(path), known) for path in order)
    old = _kept_back(filings, pairing, batch)
    return tuple(replace(row, earlier=row.path in old) for row in rows)


def _kept_back(filings: Mapping[str, Filing], pairing: Pairing, batch: Batch) -> set[str]:
    """The files of other years than the round's, which are there to be compared with."""
    due = set(batch.old_ones.values())
    return {
        path
        for path, filing in filings.items()
        if filing.year not in (None, batch.round_year) and path in pairing.owners and path not in due
    }


def _row(ledger: Ledger, path: str, pairing: Pairing, filing: Filing | None, known: Set[str]) -> AuditedFile:
    named = filing.unit if filing and filing.unit in known else None
    row = row_of(ledger.result(path)) if ledger.changed(path) else ledger.files[path].row
    return replace(
        row,
        unit=pairing.owners.get(path) or (named if row.status == "unreadable" else None),
        prior=pairing.priors.get(path),
        same_as=pairing.same_as.get(path),
        counted_year=filing.year if filing and row.status == "checked" else None,
    )


def batch_summary(
    rows: Sequence[AuditedFile],
    pairing: Pairing,
    listed: Sequence[Unit],
    *,
    batch: Batch,
    left: int | None,
    left_out: Sequence[str] = (),
    sorting: Sorting,
    excused: Set[str] = frozenset(),
) -> dict[str, Any]:
    """The picture; every list in a fixed order.

    `batch` is what the rules across reports judged. `left` are the files not judged by an audit that was stopped,
    `left_out` the pictures and archives in the folders that were not looked into, `sorting` says what the other files
    are, `excused` the units that the user's waivers let owe nothing.
    """
    by_path = {row.path: row for row in rows}
    years = sorted({year for unit in pairing.units for year in unit.files})
    standings = standings_of(pairing.units, by_path, batch)
    return {
        "years": years,
        "round": round_of(
            standings, [unit for unit in pairing.units if unit.name not in excused], batch.round_year
        ),
        "units": [{**_unit(unit, by_path), **standings[unit.name].as_json()} for unit in pairing.units],
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
        "left_out": sorted((*left_out, *sorting.no_reports)),
        "no_reports": sorted(sorting.no_reports),
        "idle": list(sorting.idle),
        "renamed": sorting.renamed.as_json(),
        "missing": [
            {"unit": unit.name, "year": batch.round_year}
            for unit in pairing.units
            if unit.listed and standings[unit.name].status == "missing" and unit.name not in excused
        ],
        "unlisted": [unit.name for unit in pairing.units if unit.listed is False],
        "rules": _rules(rows),
        "kinds": _kinds(pairing.units, by_path, batch.round_year) if listed else None,
        "stopped": None
        if left is None
        else {
            "judged": len(rows)
            - any(row.report is None and row.status == "checked" for row in rows)
            + len(sorting.no_reports),
            "left": left,
        },
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
    units: Sequence[AuditedUnit], rows: Mapping[str, AuditedFile], year: int | None
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
        paths = unit.files.get(year, ()) if year is not None else ()
        if paths:
            row = rows[paths[0]]
            line["reported"] += 1
            line["clean"] += not row.tallied
            for severity in SEVERITIES:
                line[f"{severity}s"] += row.count(severity)
    return [table[kind] for kind in sorted(table, key=lambda kind: (kind is None, kind))]
