"""A small invented county, audited in memory: what the outputs are made from in these tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from msgspec.structs import replace

from reportlint import draft
from reportlint.app.api import DEFAULTS, Settings, check_bytes
from reportlint.audit.outcome import Audit, AuditedFile, AuditedUnit, AuditRecord, RuleCount
from reportlint.model.diagnostic import Result
from reportlint.model.report import CellKey

STARTED = datetime(2025, 2, 10, 9, 30)
COUNTY = "砚陂县人民政府"
TOWN, OTHER, BUREAU = "云陂镇人民政府", "清河镇人民政府", "砚陂县教育局"
KINDS = {COUNTY: "县政府", TOWN: "乡镇", OTHER: "乡镇", BUREAU: "部门"}
WRONG_TOTAL = {CellKey("applications", "new_received", "natural_person"): "9"}
BLANKS = {
    CellKey("disclosure", "coercion", "decisions"): "/",
    CellKey("applications", "granted", "research"): "",
}


def report(unit: str, year: int, *, cells: Mapping[CellKey, str] | None = None, wording: str = "") -> bytes:
    """A report of the unit and year as a text file; `cells` differ from the sample's, `wording` ends section six."""
    made = draft.sample("town", unit=unit, year=year)
    made = replace(made, cells={**made.cells, **(cells or {})})
    if wording:
        made = replace(made, prose={**made.prose, 6: f"{made.prose[6]}\n{wording}"})
    return draft.text(made).encode("utf-8")


FILES: Mapping[str, bytes] = {
    "2023/云陂镇.txt": report(TOWN, 2023),
    "2024/云陂镇.txt": report(TOWN, 2024, cells=WRONG_TOTAL, wording="详见（具体网址）。"),
    "2024/清河镇.txt": report(OTHER, 2024, cells=BLANKS),
    "2024/教育局.txt": report(BUREAU, 2024),
    "2024/说明.txt": "今天天气很好。\n".encode(),
}
"""A unit of two years with a wrong sum and a blank of the template, one with blanks, one right, one no report."""


def county(
    files: Mapping[str, bytes] = FILES,
    *,
    settings: Settings = DEFAULTS,
    kinds: Mapping[str, str] = KINDS,
    record: AuditRecord | None = None,
) -> Audit:
    """The audit of these files by their paths, without the rules across reports; all in memory."""
    return audit_of(kept(files, settings=settings), kinds=kinds, record=record)


def kept(files: Mapping[str, bytes], *, settings: Settings = DEFAULTS) -> dict[str, Result]:
    """The results of these files by their paths, with the reports that were judged."""
    keeping = replace(settings, keep_content=True)
    return {
        path: check_bytes(data, name=path.rsplit("/")[-1], path=path, settings=keeping)
        for path, data in files.items()
    }


def audit_of(
    results: Mapping[str, Result], *, kinds: Mapping[str, str] = KINDS, record: AuditRecord | None = None
) -> Audit:
    """The audit that has these results."""
    rows = tuple(_row(result) for _, result in sorted(results.items()))
    names = sorted({row.unit for row in rows if row.unit} | set(kinds))
    units = tuple(_unit(name, rows, kinds) for name in names)
    return Audit(
        rows=rows,
        units=units,
        years=tuple(sorted({row.year for row in rows if row.year})),
        batch={"missing": _missing(units)},
        record=record or AuditRecord("1.2.3", {"select": "A"}, STARTED, 1.5, 2, None, 0),
        _result=lambda path: replace(results[path], content=None),
        _report=lambda path: results[path].content,
        _close=lambda: None,
    )


def _missing(units: tuple[AuditedUnit, ...]) -> list[dict[str, object]]:
    last = max((year for unit in units for year in unit.files), default=None)
    return [{"unit": unit.name, "year": last} for unit in units if unit.listed and last not in unit.files]


def _row(result: Result) -> AuditedFile:
    counts = Counter((found.code, found.severity) for found in result.diagnostics)
    return AuditedFile(
        path=result.path,
        status=result.status,
        error=result.error,
        report=result.report,
        unit=result.report.unit if result.report else None,
        tallied=tuple(RuleCount(code, severity, number) for (code, severity), number in counts.items()),
        not_checked=len(result.not_checked),
        waived=len(result.waived),
    )


def _unit(name: str, rows: tuple[AuditedFile, ...], kinds: Mapping[str, str]) -> AuditedUnit:
    files: dict[int, tuple[str, ...]] = {}
    for row in rows:
        if row.unit == name and row.year is not None:
            files[row.year] = (*files.get(row.year, ()), row.path)
    return AuditedUnit(
        name,
        (name,),
        files,
        kind=kinds.get(name),
        parent=COUNTY if name != COUNTY else None,
        listed=name in kinds,
    )
