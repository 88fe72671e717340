"""The audit before this one (`--previous`): what of it was mended, what is still there, what is new.

Reports are known again by unit and year, never by path: files are renamed and sent in other formats. A finding is the
same one where rule and place are the same, whatever it says by now; what this audit could not judge is not mended.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, TypeAlias

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from reportlint.audit.outcome import Audit, AuditedFile, AuditedUnit, RuleCount
from reportlint.data.files import note_input
from reportlint.model.diagnostic import Diagnostic, Result, Severity
from reportlint.model.units import same_organ, settled
from reportlint.model.wording import Text, visible

Since: TypeAlias = Literal["new", "still"]
_READABLE = 1
"""The schema_version of results that is read."""
_SETTLES = ("passed", "found", "not_applicable")
"""What a rule has to come to for a finding of it to be mended."""
_COMPARING = Text("和上次对照", "comparing with the last audit")


class PreviousError(Exception):
    """The result of the last audit cannot be used; `words` is one sentence that names the file."""

    def __init__(self, path: str, words: Text) -> None:
        super().__init__(f"--previous {path}: {words.en}")
        self.words = Text(f"--previous {path}：{words.zh}", f"--previous {path}: {words.en}")


class _Cell(Struct, frozen=True):
    table: str
    row: str
    column: str


class OldFinding(Struct, frozen=True):
    """One finding as the result of the last audit has it."""

    code: str
    severity: Severity
    message: str
    section: int | None = None
    cell: _Cell | None = None

    @property
    def place(self) -> str:
        """The cell, else the section, by which it is known again."""
        return _place(self.cell, self.section)

    def as_json(self, year: int) -> dict[str, Any]:
        """How it stands among what was mended."""
        cell = None if self.cell is None else msgspec.to_builtins(self.cell)
        told = {"code": self.code, "severity": self.severity, "message": self.message}
        return {"year": year, **told, "section": self.section, "cell": cell}


class _File(Struct, frozen=True):
    path: str
    diagnostics: tuple[OldFinding, ...] = ()


class _Report(Struct, frozen=True):
    year: int
    files: tuple[str, ...] = ()


class _Unit(Struct, frozen=True):
    name: str
    reports: tuple[_Report, ...] = ()
    status: str | None = None
    files: tuple[str, ...] = ()


class _Round(Struct, frozen=True):
    year: int | None = None


class _Batch(Struct, frozen=True):
    units: tuple[_Unit, ...]
    round: _Round | None = None


class _Document(Struct, frozen=True):
    schema_version: int
    files: tuple[_File, ...]
    batch: _Batch | None = None


class Previous(Struct, frozen=True):
    """The last audit: its findings by unit (as names are compared) and year, and where each unit stood then."""

    path: str
    findings: Mapping[tuple[str, int], tuple[OldFinding, ...]]
    statuses: Mapping[str, str]

    def name_of(self, unit: str) -> str:
        """How the last audit knows a unit: by the same name, else by the one shorter or fuller name that fits."""
        name = settled(unit)
        if name in self.statuses:
            return name
        fitting = [other for other in self.statuses if same_organ(other, name)]
        return fitting[0] if len(fitting) == 1 else name


def read_previous(path: str, *, aliases: Mapping[str, str] | None = None) -> Previous:
    """Reads what `audit --format json` wrote; `aliases` are names that count as others. Raises PreviousError."""
    try:
        note_input(path)
        data = Path(path).read_bytes()
    except OSError as error:
        words = Text("读不了这个文件，请核对路径和权限", "this file cannot be read")
        raise PreviousError(path, words) from error
    try:
        told = msgspec.json.decode(data, type=_Document)
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise PreviousError(path, _NOT_OURS) from error
    if told.schema_version != _READABLE or told.batch is None:
        raise PreviousError(path, _NOT_OURS)
    other = {settled(name): settled(meant) for name, meant in (aliases or {}).items()}
    return _previous(path, told.files, told.batch, other)


_NOT_OURS = Text(
    "不是 audit 写出的结果；请用上次检查时 reportlint audit … --format json --output 上次.json 留下的文件",
    "no result of an audit: give the file that reportlint audit … --format json --output FILE wrote last time",
)


def _previous(path: str, files: Sequence[_File], batch: _Batch, other: Mapping[str, str]) -> Previous:
    owners: dict[str, tuple[str, int]] = {}
    year = batch.round.year if batch.round else None
    for unit in batch.units:
        name = other.get(settled(unit.name), settled(unit.name))
        owners.update((file, (name, report.year)) for report in unit.reports for file in report.files)
        if year is not None:
            owners.update({file: (name, year) for file in unit.files if file not in owners})
    found: dict[tuple[str, int], Counter[OldFinding]] = {}
    for file in files:
        if file.path in owners:  # of a report's files each tells its findings: the most of one kind count
            counted = found.setdefault(owners[file.path], Counter())
            found[owners[file.path]] = counted | Counter(file.diagnostics)
    statuses = {
        other.get(settled(unit.name), settled(unit.name)): unit.status or _status(unit, year)
        for unit in batch.units
    }
    return Previous(path, {key: tuple(counted.elements()) for key, counted in found.items()}, statuses)


def _status(unit: _Unit, year: int | None) -> str:
    """Where a unit stood, in a result that does not say so."""
    return "handed_in" if any(report.year == year for report in unit.reports) else "missing"


class _Compared(Struct):
    """What came out: for every file the findings' standing in their order, for every unit what was mended."""

    since: dict[str, tuple[Since, ...]] = field(default_factory=dict)
    mended: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    fresh: dict[str, tuple[RuleCount, ...]] = field(default_factory=dict)


def compared(audit: Audit, previous: Previous) -> Audit:
    """The audit with the standing of its findings since the last one, in its results, its rows and its `batch`."""
    year = (audit.batch.get("round") or {}).get("year")
    rows = {row.path: row for row in audit.rows}
    done = _Compared()
    for unit in audit.watched(_COMPARING, audit.units):
        for of, paths in unit.files.items():
            _compare(audit, unit, of, [rows[path] for path in paths if path in rows], previous, done)
    told = {entry["name"]: entry for entry in audit.batch.get("units", ())}
    units = []
    for name, entry in told.items():
        before = previous.statuses.get(previous.name_of(name))
        newly = entry.get("status") == "handed_in" and before != "handed_in"
        units.append(
            {**entry, "mended": done.mended.get(name, []), "before": before, "newly_handed_in": newly}
        )
    standing = Counter(
        since
        for path, all_of in done.since.items()
        if not rows[path].earlier and rows[path].same_as is None
        for since in all_of
    )
    figures = {
        "path": previous.path,
        "mended": sum(one["year"] == year for entry in units for one in entry["mended"]),
        "still": standing["still"],
        "new": standing["new"],
        "newly_handed_in": sum(entry["newly_handed_in"] for entry in units),
    }
    return replace(
        audit,
        rows=tuple(replace(row, fresh=done.fresh.get(row.path, ())) for row in audit.rows),
        batch={**audit.batch, "units": units, "previous": figures},
        _result=lambda path: _standing(audit.result(path), done.since.get(path)),
    )


def _standing(result: Result, since: Sequence[Since] | None) -> Result:
    if not since:
        return result
    pairs = zip(result.diagnostics, since, strict=True)
    return replace(result, diagnostics=tuple(replace(found, since=told) for found, told in pairs))


def _compare(
    audit: Audit,
    unit: AuditedUnit,
    year: int,
    rows: Sequence[AuditedFile],
    previous: Previous,
    done: _Compared,
) -> None:
    """One unit's reports of one year beside those of the last audit."""
    old = previous.findings.get((previous.name_of(unit.name), year), ())
    left = set(range(len(old)))
    states: dict[str, str] = {}
    for row in rows:
        result = audit.result(row.path)
        since, met = _matched(result.diagnostics, old)
        left -= met
        done.since[row.path] = tuple(since)
        new = Counter(
            (found.code, found.severity)
            for found, told in zip(result.diagnostics, since, strict=True)
            if told == "new"
        )
        done.fresh[row.path] = tuple(RuleCount(*key, number) for key, number in sorted(new.items()))
        if not states:
            states = {code: outcome for code, (outcome, _) in result.outcomes.items()}
    mended = [old[index] for index in sorted(left) if states.get(old[index].code) in _SETTLES]
    done.mended.setdefault(unit.name, []).extend(one.as_json(year) for one in mended)


def _matched(found: Sequence[Diagnostic], old: Sequence[OldFinding]) -> tuple[list[Since], set[int]]:
    """Whether each finding is a new one, and which of the old ones are still there: first by their words too."""
    since: list[Since | None] = [None] * len(found)
    met: set[int] = set()
    for with_words in (True, False):
        waiting: dict[tuple[str, ...], list[int]] = {}
        for index, one in enumerate(old):
            if index not in met:
                waiting.setdefault(_key(one.code, one.place, one.message, with_words), []).append(index)
        for number, finding in enumerate(found):
            place = _place(finding.cell, finding.section)
            messages = finding.message if with_words else ("",)
            for message in messages:
                same = waiting.get(_key(finding.code, place, message, with_words))
                if since[number] is None and same:
                    met.add(same.pop(0))
                    since[number] = "still"
    return [told or "new" for told in since], met


def _key(code: str, place: str, message: str, with_words: bool) -> tuple[str, ...]:
    return (code, place, visible(message)) if with_words else (code, place)


def _place(cell: Any, section: int | None) -> str:
    return f"{cell.table}.{cell.row}.{cell.column}" if cell is not None else f"§{section}"


def round_sentence(told: Mapping[str, Any]) -> Text:
    """What became of the last audit's findings, in one sentence."""
    return Text(
        f"和上次（{told['path']}）相比：改好 {told['mended']} 处，还在 {told['still']} 处，新出现 {told['new']} 处；"
        f"新报送 {told['newly_handed_in']} 个单位",
        f"since {told['path']}: {told['mended']} mended, {told['still']} still there, {told['new']} new; "
        f"{told['newly_handed_in']} units newly handed in",
    )


def mended_of(audit: Audit, name: str) -> Iterable[Mapping[str, Any]]:
    """What was mended in a unit's report of the round."""
    year = (audit.batch.get("round") or {}).get("year")
    for entry in audit.batch.get("units", ()):
        if entry["name"] == name:
            return [one for one in entry.get("mended", ()) if one["year"] == year]
    return ()
