"""The lists of the workbook: units, findings, rules, years, what was not read or not checked, the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from reportlint.audit.outcome import Audit, AuditedFile
from reportlint.audit.outputs.tallies import RuleTallies, RuleTally, UnitTally, families_met, is_list, owed
from reportlint.audit.outputs.wording import (
    family_name,
    family_of,
    see_also,
    values_of,
    where_in_file,
    word,
)
from reportlint.audit.outputs.workbook.book import Book, CellContent, Column, List, Look
from reportlint.engine.rules import Rule
from reportlint.model.diagnostic import SEVERITIES, Diagnostic, Result
from reportlint.model.wording import Text
from reportlint.render import words

_FAMILY_OF_YEARS = "X"


_Told: TypeAlias = "tuple[str, float] | tuple[str, float, Look]"


def _columns(lang: str, *told: _Told) -> list[Column]:
    return [
        Column(word("workbook", entry[0], lang), entry[1], entry[2] if len(entry) > 2 else "text")
        for entry in told
    ]


def _unit_of(row: AuditedFile, lang: str) -> str:
    if row.unit is not None:
        return row.unit
    return word("common", "unit_list" if is_list(row) else "unknown_unit", lang)


def units(book: Book, audit: Audit, tallies: Sequence[UnitTally]) -> None:
    """各单位: a row for each unit, the ones with most errors first."""
    lang = book.lang
    families = families_met(entry.code for row in audit.rows for entry in row.tallied)
    sheet = List(
        book,
        "units",
        [
            *_columns(lang, ("unit", 32), ("kind", 12), ("parent", 24), ("years_covered", 12)),
            *_columns(lang, ("reports", 7, "number")),
            *(Column(words.SEVERITY[level].of(lang), 7, "number") for level in SEVERITIES),
            *_columns(lang, ("not_checked", 9, "number"), ("unreadable", 9, "number")),
            *(Column(family_name(family, lang), 9, "number") for family in families),
        ],
    )
    for tally in tallies:
        if tally.unit is None and not tally.rows:
            continue
        years = sorted({row.year for row in tally.rows if row.year is not None})
        sheet.add(
            [
                tally.unit.name if tally.unit else word("common", "unknown_unit", lang),
                tally.unit.kind if tally.unit else None,
                tally.unit.parent if tally.unit else None,
                words.LISTED.of(lang).join(map(str, years)),
                len(tally.rows),
                *(tally.severities[level] for level in SEVERITIES),
                sum(row.not_checked for row in tally.rows),
                sum(row.status == "unreadable" for row in tally.rows),
                *(tally.families.get(family, 0) for family in families),
            ]
        )
    sheet.finish()


class FindingSheets:
    """问题明细: a row for each finding, added file by file."""

    def __init__(self, book: Book, audit: Audit) -> None:
        self._lang = lang = book.lang
        self._kinds = {unit.name: unit.kind for unit in audit.units}
        told: tuple[_Told, ...] = (
            ("unit", 18), ("year", 6, "plain"), ("severity", 6), ("code", 7), ("cell", 25), ("actual", 9),
            ("expected", 9), ("message", 46), ("basis", 30), ("help", 32), ("file", 22),
            ("kind", 10), ("problem", 28), ("where", 22), ("also", 50),
        )  # fmt: skip
        self._list = List(book, "findings", _columns(lang, *told), printed=11)

    def add(self, row: AuditedFile, result: Result) -> None:
        """Adds the findings of one file."""
        for found in result.diagnostics:
            entries: list[CellContent] = [
                _unit_of(row, self._lang),
                row.year,
                words.SEVERITY[found.severity].of(self._lang),
                found.code,
                words.leading(found)[0].of(self._lang) or where_in_file(found, self._lang),
                *values_of(found),
                found.message.of(self._lang),
                [basis.of(self._lang) for basis in found.basis],
                found.help.of(self._lang),
                result.path,
                self._kinds.get(row.unit) if row.unit is not None else None,
                found.title.of(self._lang),
                where_in_file(found, self._lang),
                see_also(found, self._lang),
            ]
            self._list.add(entries, severity=(2, found.severity))

    def finish(self) -> None:
        """Closes the sheet."""
        self._list.finish()


class RuleSheet:
    """按规则: a row for each rule in force, also for those that found nothing."""

    def __init__(self, book: Book) -> None:
        self._lang = book.lang
        told: tuple[_Told, ...] = (
            ("code", 8), ("severity", 7), ("family", 14), ("problem", 34), ("number", 9, "number"),
            ("hit_files", 9, "number"), ("waived_files", 9, "number"), ("explained", 9, "number"),
            ("passed", 9, "number"), ("inapplicable", 9, "number"), ("not_compared", 9, "number"),
            ("without_prior", 9, "number"), ("basis", 50),
        )  # fmt: skip
        self._list = List(book, "rules", _columns(book.lang, *told))

    def fill(self, known: Sequence[Rule], tallies: RuleTallies) -> None:
        """Writes the rules in the order given, with what became of them, and closes the sheet."""
        for rule in known:
            tally = tallies.by_code.get(rule.code, RuleTally())
            entries: list[CellContent] = [
                rule.code,
                words.SEVERITY[rule.severity].of(self._lang),
                family_name(family_of(rule.code), self._lang),
                rule.title.of(self._lang),
                tally.findings,
                tally.files,
                tally.outcomes["waived"],
                tally.outcomes["explained"],
                tally.outcomes["passed"],
                tally.outcomes["not_applicable"],
                tally.outcomes["not_checked"] + tally.outcomes["crashed"],
                tally.no_prior,
                [basis.of(self._lang) for basis in rule.basis_texts],
            ]
            self._list.add(entries, severity=(1, rule.severity))
        self._list.finish()


class YearSheet:
    """跨年核对: a row for each report with the one of the year before, and what was found across reports."""

    def __init__(self, book: Book) -> None:
        self._lang = book.lang
        told: tuple[_Told, ...] = (
            ("unit", 26), ("year", 6, "plain"), ("later", 34), ("earlier", 34), ("result", 64),
        )  # fmt: skip
        self._list = List(book, "years", _columns(book.lang, *told))

    def add(self, row: AuditedFile, result: Result) -> None:
        """Adds one file: its findings across reports, why it was not compared, or that nothing was found."""
        if row.status == "unreadable" or is_list(row) or (row.same_as is not None and row.prior is None):
            return
        entries: list[CellContent] = [
            _unit_of(row, self._lang),
            row.year,
            row.path,
            row.prior,
            self._outcome(row, result),
        ]
        self._list.add(entries)

    def _outcome(self, row: AuditedFile, result: Result) -> list[str]:
        found = [self._line(finding) for finding in result.diagnostics if _across(finding.code)]
        open_ends = [
            f"{item.code} {word('workbook', 'not_compared', self._lang)}"
            f"{words.COLON.of(self._lang)}{item.reason.of(self._lang)}"
            for item in result.not_checked
            if _across(item.code) and row.prior is not None
        ]
        if found or open_ends:
            return found + open_ends
        return [word("workbook", "no_break" if row.prior is not None else "no_earlier", self._lang)]

    def _line(self, finding: Diagnostic) -> str:
        severity = words.SEVERITY[finding.severity].of(self._lang)
        return f"{severity} {finding.code}{words.COLON.of(self._lang)}{finding.message.of(self._lang)}"

    def finish(self, audit: Audit) -> None:
        """Adds the reports that are missing, and closes the sheet."""
        for unit, year in owed(audit):
            self._list.add([unit.name, year, None, None, word("workbook", "missing_units", self._lang)])
        self._list.finish()


def _across(code: str) -> bool:
    return code.startswith(_FAMILY_OF_YEARS)


class UnreadSheet:
    """未能读取: a row for each file that could not be judged or was only recognised, and for each check that could not
    be made, with the reason.
    """

    def __init__(self, book: Book) -> None:
        self._lang = book.lang
        told: tuple[_Told, ...] = (("file", 50), ("unit", 30), ("what", 14), ("reason", 90))
        self._list = List(book, "unread", _columns(book.lang, *told))

    def add(self, row: AuditedFile, result: Result) -> None:
        """Adds one file."""
        unit = _unit_of(row, self._lang)
        if row.status == "unreadable":
            whole = word("workbook", "whole_file", self._lang)
            self._list.add([row.path, unit, whole, row.error.of(self._lang) if row.error else None])
        if result.recognised.zh:
            whole = word("workbook", "recognised", self._lang)
            self._list.add([row.path, unit, whole, result.recognised.of(self._lang)])
        for item in sorted(result.not_checked, key=lambda item: not item.unread):
            part = word("workbook", "part_of_file", self._lang)
            self._list.add([row.path, unit, part if item.unread else item.code, item.reason.of(self._lang)])

    def finish(self) -> None:
        """Closes the sheet."""
        self._list.finish()


def record(book: Book, audit: Audit, *, findings: int) -> None:
    """运行记录: how the audit was run, and how its list of findings is laid out."""
    lang = book.lang
    sheet = List(book, "record", _columns(lang, ("item", 26), ("entry", 90)))
    for item, entry in _entries(audit, findings).items():
        sheet.add([item.of(lang), entry.of(lang) if isinstance(entry, Text) else entry])
    sheet.finish()


def _entries(audit: Audit, findings: int) -> Mapping[Text, str | Text]:
    told = audit.record
    entries: dict[Text, str | Text] = {
        Text("程序", "Program"): f"reportlint {told.version}",
        Text("规则版本", "Rules"): told.rules,
        Text("开始时间", "Started"): told.started.strftime("%Y-%m-%d %H:%M:%S"),
        Text("用时（秒）", "Seconds"): f"{told.seconds:.1f}",
        Text("进程数", "Processes"): str(told.jobs),
        Text("未改动、沿用上次结果的文件", "Unchanged files taken from the cache"): str(told.from_cache),
        Text("问题明细的行数", "Rows of findings"): str(findings),
    }
    if told.scheduler:
        entries[Text("集群", "Cluster")] = told.scheduler
    if told.interrupted:
        entries[Text("注意", "Note")] = Text(
            "中途停止：没有检查到的文件不在本工作簿里",
            "stopped before its end: files not judged by then are not in this workbook",
        )
    entries.update((Text(key, key), value) for key, value in told.settings.items())
    return entries
