"""Which report is whose, which files are one report, and beside which one of last year's it is judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from msgspec import Struct

from reportlint.audit.outcome import AuditedUnit
from reportlint.audit.owners import organs
from reportlint.model.batch import Unit
from reportlint.model.naming import without_sheet
from reportlint.model.wording import Text, visible

_BEST_FORMATS = (
    ".docx",
    ".html",
    ".htm",
    ".mhtml",
    ".mht",
    ".xlsx",
    ".xls",
    ".et",
    ".ods",
    ".json",
    ".txt",
    ".md",
)
"""Of one report's files the first of these stands for it; all others come after."""


class FiledReport(Struct, frozen=True):
    """One file with a report: whose, of which year; `figures` is the same for formats of one report.

    `decided` is the listed unit where the evidence tells one, `unit` the name that the report gives.
    """

    path: str
    unit: str | None
    year: int | None
    figures: str
    decided: str | None = None


class Pairing(Struct, frozen=True):
    """Files brought together.

    `owners` has the unit's name by path; `priors` the path of last year's report by path; `refused` why a
    report is not compared with last year's although one may be there. `same_as` has the file that stands for
    the report by every other file of it. `several` lists files of one unit and year whose figures differ.
    `unclear` are names that fit several units.
    """

    units: tuple[AuditedUnit, ...]
    owners: Mapping[str, str]
    priors: Mapping[str, str]
    refused: Mapping[str, Text]
    same_as: Mapping[str, str]
    several: tuple[tuple[str, int, tuple[str, ...]], ...]
    unclear: Mapping[str, tuple[str, ...]]


def paired(
    files: Sequence[FiledReport], *, listed: Sequence[Unit] = (), aliases: Mapping[str, str] | None = None
) -> Pairing:
    """Brings the files together; see `Pairing`."""
    known = organs(
        (file.unit for file in files if file.unit and not file.decided),
        listed=[unit.name for unit in listed],
        aliases=aliases,
    )
    owners = {
        file.path: file.decided or known.name_of[file.unit or ""]
        for file in files
        if file.decided or file.unit
    }
    reports = _reports(files, owners)
    same_as = {path: paths[0] for versions in reports.values() for paths in versions for path in paths[1:]}
    priors: dict[str, str] = {}
    refused: dict[str, Text] = {}
    years = {year for _, year in reports}
    fitting = _fitting(known.unclear)
    for file in files:
        unit = owners.get(file.path)
        if unit is None or file.year is None:
            if len(years) > 1:
                refused[file.path] = _unidentified(unit is None)
            continue
        before = reports.get((unit, file.year - 1), [])
        if len(before) == 1:
            priors[file.path] = before[0][0]
        elif before:
            refused[file.path] = _several([paths[0] for paths in before])
        elif maybe := [name for name in fitting.get(unit, ()) if (name, file.year - 1) in reports]:
            refused[file.path] = _unclear(unit, maybe)
    return Pairing(
        _units(reports, files, owners, listed),
        owners,
        priors,
        refused,
        same_as,
        tuple(
            (unit, year, tuple(paths[0] for paths in versions))
            for (unit, year), versions in sorted(reports.items())
            if len(versions) > 1
        ),
        known.unclear,
    )


def _reports(
    files: Iterable[FiledReport], owners: Mapping[str, str]
) -> dict[tuple[str, int], list[tuple[str, ...]]]:
    """By unit and year the reports, each as its files, the one that stands for it first."""
    versions: dict[tuple[str, int], dict[str, list[str]]] = {}
    for file in files:
        if file.path in owners and file.year is not None:
            alike = versions.setdefault((owners[file.path], file.year), {})
            alike.setdefault(file.figures, []).append(file.path)
    return {
        key: [tuple(sorted(paths, key=_rank)) for paths in alike.values()] for key, alike in versions.items()
    }


def _rank(path: str) -> tuple[int, str]:
    suffix = PurePath(without_sheet(path)).suffix.lower()
    return (_BEST_FORMATS.index(suffix) if suffix in _BEST_FORMATS else len(_BEST_FORMATS)), path


def _fitting(unclear: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Units that may be each other: short names by the full ones that they fit, and the other way."""
    fitting: dict[str, list[str]] = {}
    for short, fulls in unclear.items():
        for full in fulls:
            fitting.setdefault(short, []).append(full)
            fitting.setdefault(full, []).append(short)
    return fitting


def _units(
    reports: Mapping[tuple[str, int], Sequence[tuple[str, ...]]],
    files: Iterable[FiledReport],
    owners: Mapping[str, str],
    listed: Sequence[Unit],
) -> tuple[AuditedUnit, ...]:
    names: dict[str, dict[str, None]] = {unit.name: {} for unit in listed}
    for file in files:
        if file.path in owners and file.unit:
            names.setdefault(owners[file.path], {})[file.unit] = None
    by_year: dict[str, dict[int, tuple[str, ...]]] = {}
    for (unit, year), versions in sorted(reports.items()):
        by_year.setdefault(unit, {})[year] = tuple(path for paths in versions for path in paths)
    lines = {unit.name: unit for unit in reversed(listed)}
    made = []
    for name in sorted(names):
        line = lines.get(name)
        made.append(
            AuditedUnit(
                name,
                tuple(names[name]),
                by_year.get(name, {}),
                kind=(line.kind or None) if line else None,
                parent=line.parent if line else None,
                listed=(line is not None) if listed else None,
            )
        )
    return tuple(made)


def _unidentified(unit: bool) -> Text:
    zh, en = ("单位", "its unit") if unit else ("年份", "its year")
    return Text(
        f"没有认出{zh}，没有和上年的报告核对", f"{en} is not known; not compared with last year's report"
    )


def _several(paths: Sequence[str]) -> Text:
    shown = [visible(path) for path in paths]
    return Text(
        f"上年有 {len(paths)} 份数字不同的报告（{'、'.join(shown)}），不知道该和哪一份核对，请只留一份",
        f"there are {len(paths)} reports of last year with different figures ({', '.join(shown)}); keep one",
    )


def _unclear(unit: str, maybe: Sequence[str]) -> Text:
    shown = [visible(name) for name in maybe]
    name = visible(unit)
    return Text(
        f"“{name}”和上年的“{'”“'.join(shown)}”可能是同一单位，分不清，没有核对；请在配置的 aliases 里写明",
        f"“{name}” may be last year's “{'”, “'.join(shown)}”; not compared: name it under aliases in the configuration",
    )
