"""Counts over an audit for the outputs that show the whole: by unit, by family, by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

from reportlint.audit.outcome import Audit, AuditedFile, AuditedUnit
from reportlint.audit.outputs.wording import family_of, fixed_words
from reportlint.model.diagnostic import SEVERITIES, Outcome, Result, Severity


class UnitTally(Struct, frozen=True):
    """One unit with its files and what was found in them. `unit` is None for files of no known unit."""

    unit: AuditedUnit | None
    rows: tuple[AuditedFile, ...]
    families: Mapping[str, int]
    severities: Mapping[Severity, int]

    @property
    def gravity(self) -> tuple[int, ...]:
        """What units are ranked by: errors, then warnings, then suggestions, most first."""
        return tuple(-self.severities[severity] for severity in SEVERITIES)


def is_list(row: AuditedFile) -> bool:
    """Whether this is no file with a report but the list of units, with what was found missing against it."""
    return row.status == "checked" and row.report is None


def files_of(audit: Audit) -> list[AuditedFile]:
    """The files that were given as reports of the round; older ones are there to be compared with."""
    return [row for row in audit.rows if not is_list(row) and not row.earlier]


def by_unit(audit: Audit) -> list[UnitTally]:
    """The units, the ones with most errors first; files of no known unit stand together at their rank.

    Units of which there is no file stand behind all others: there is nothing to rank them by.
    """
    rows: dict[str | None, list[AuditedFile]] = {unit.name: [] for unit in audit.units}
    for row in files_of(audit):
        rows.setdefault(row.unit, []).append(row)
    units = {unit.name: unit for unit in audit.units}
    tallies = [_tally(units.get(name) if name is not None else None, files) for name, files in rows.items()]
    return sorted(
        tallies, key=lambda tally: (not tally.rows, *tally.gravity, tally.unit.name if tally.unit else "")
    )


def _tally(unit: AuditedUnit | None, rows: Sequence[AuditedFile]) -> UnitTally:
    families: Counter[str] = Counter()
    severities: Counter[Severity] = Counter()
    for entry in (entry for row in rows for entry in row.tallied):
        families[family_of(entry.code)] += entry.count
        severities[entry.severity] += entry.count
    return UnitTally(unit, tuple(rows), dict(families), {level: severities[level] for level in SEVERITIES})


def families_met(codes: Iterable[str]) -> list[str]:
    """The families of these rules, the known ones in their usual order, others after them."""
    met = {family_of(code) for code in codes}
    known = [family for family in fixed_words()["families"] if family in met]
    return known + sorted(met - set(known))


def by_family(audit: Audit) -> dict[str, dict[Severity, int]]:
    """Findings by family and severity, over all files."""
    tallied = [entry for row in audit.rows for entry in row.tallied]
    counts = {
        family: dict.fromkeys(SEVERITIES, 0) for family in families_met(entry.code for entry in tallied)
    }
    for entry in tallied:
        counts[family_of(entry.code)][entry.severity] += entry.count
    return counts


def totals(audit: Audit) -> dict[Severity, int]:
    """Findings by severity, over all files."""
    return {level: sum(row.count(level) for row in audit.rows) for level in SEVERITIES}


def owed(audit: Audit) -> list[tuple[AuditedUnit, int | None]]:
    """The units of the list that gave no report of the year; the year is None where no report tells one.

    None at all when the audit was stopped: what was not looked at is not missing.
    """
    if audit.record.interrupted:
        return []
    units = {unit.name: unit for unit in audit.units}
    return [(units[entry["unit"]], entry["year"]) for entry in audit.batch.get("missing", ())]


class RuleTally(Struct):
    """What became of one rule over all files that were judged; `no_prior` of them had no last year's report."""

    findings: int = 0
    files: int = 0
    no_prior: int = 0
    outcomes: Counter[Outcome] = field(default_factory=Counter)


class RuleTallies:
    """Counts what became of each rule, result by result."""

    def __init__(self) -> None:
        self.by_code: dict[str, RuleTally] = {}

    def add(self, result: Result) -> None:
        """Counts one more file."""
        lacking = frozenset(result.no_prior)
        for code, (outcome, _) in result.outcomes.items():
            tally = self.by_code.setdefault(code, RuleTally())
            tally.no_prior += code in lacking
            tally.outcomes[outcome] += code not in lacking
        for code, number in Counter(finding.code for finding in result.diagnostics).items():
            tally = self.by_code.setdefault(code, RuleTally())
            tally.findings += number
            tally.files += 1
