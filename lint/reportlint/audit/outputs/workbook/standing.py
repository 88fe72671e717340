"""Who handed in what (报送情况), and what became of the last audit's findings (整改情况), as sheets of the workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from reportlint.audit.outcome import Audit, AuditedFile
from reportlint.audit.outputs.wording import where_in_file, word
from reportlint.audit.outputs.workbook.book import Book, CellContent, Column, List
from reportlint.model.diagnostic import Result
from reportlint.model.forms import cell_name, form_for_year
from reportlint.model.report import CellKey
from reportlint.model.wording import Text
from reportlint.render import words


def standing(book: Book, audit: Audit) -> None:
    """报送情况: a row for each unit with its status, its files and by what they were recognised; then files of nobody."""
    lang = book.lang
    heads = (
        ("unit", 30),
        ("kind", 10),
        ("parent", 22),
        ("status", 18),
        ("files_of", 52),
        ("by", 26),
        ("standing_note", 60),
    )
    sheet = List(book, "standing", [Column(word("workbook", key, lang), width) for key, width in heads])
    pairs = (audit.batch.get("renamed") or {}).get("pairs", ())
    was = {pair["unit"]: pair["was"] for pair in pairs}
    for entry in audit.batch.get("units", ()):
        if "status" in entry:
            sheet.add(_unit(entry, was.get(entry["name"]), lang))
    for row in audit.rows:
        if row.unit is None and row.report is not None and not row.earlier:
            sheet.add([None, None, None, word("standing", "nobody", lang), row.path, None, None])
    for path in audit.batch.get("left_out", ()):
        sheet.add([None, None, None, word("standing", "left_out", lang), path, None, None])
    sheet.finish()


def _unit(entry: Mapping[str, Any], was: str | None, lang: str) -> list[CellContent]:
    notes = [entry["note"].of(lang)] if entry["note"] else []
    if was is not None:
        notes.append(f"{word('standing', 'was', lang)}{was}")
    if entry.get("newly_handed_in"):
        notes.append(word("standing", "newly", lang))
    if entry["listed"] is False:
        notes.append(word("standing", "unlisted", lang))
    status = entry["status"]
    if status == "missing" and entry["listed"] is False:
        status = "other_year"
    by = words.LISTED.of(lang).join(word("evidence", one, lang) for one in entry["by"])
    return [
        *(entry["name"], entry["kind"], entry["parent"], word("standing", status, lang)),
        *(list(entry["files"]), by, notes),
    ]


def points(book: Book, audit: Audit) -> None:
    """评分: a row for each unit with its score, and a line for everything that was taken off."""
    lang = book.lang
    heads = [Column(word("workbook", key, lang), width) for key, width in (("unit", 32), ("kind", 12))]
    score, lines = word("workbook", "score", lang), word("workbook", "taken_off", lang)
    sheet = List(book, "points", [*heads, Column(score, 9, "number"), Column(lines, 90)])
    told = [entry for entry in audit.batch["units"] if entry.get("points")]
    for entry in sorted(told, key=lambda entry: (entry["points"]["score"], entry["name"])):
        reasons = [
            f"{one['reason'].of(lang)}{words.COLON.of(lang)}{one['points']}"
            for one in entry["points"]["lines"]
        ]
        sheet.add([entry["name"], entry["kind"], Decimal(str(entry["points"]["score"])), reasons])
    sheet.finish()


class SinceSheet:
    """整改情况: a row for each finding of the round since the last audit, those that were mended first."""

    def __init__(self, book: Book, audit: Audit) -> None:
        self._lang = lang = book.lang
        self._year = (audit.batch.get("round") or {}).get("year")
        heads = (
            ("unit", 30),
            ("year", 6),
            ("since", 14),
            ("severity", 7),
            ("code", 8),
            ("where", 34),
            ("message", 80),
        )
        self._list = List(book, "since", [Column(word("workbook", key, lang), width) for key, width in heads])
        for entry in audit.batch.get("units", ()):
            if entry.get("newly_handed_in"):
                self._add(entry["name"], "newly", None, "", "", "")
            for one in entry.get("mended", ()):
                if one["year"] == self._year:
                    self._add(
                        entry["name"],
                        "mended",
                        one["severity"],
                        one["code"],
                        self._where(one),
                        one["message"],
                    )

    def _add(self, unit: str, since: str, severity: Any, code: str, where: str, message: str) -> None:
        told = None if severity is None else words.SEVERITY[severity].of(self._lang)
        entries: Sequence[CellContent] = [
            unit,
            self._year,
            word("since", since, self._lang),
            told,
            code,
            where,
            message,
        ]
        self._list.add(entries, severity=None if severity is None else (3, severity))

    def _where(self, one: Mapping[str, Any]) -> str:
        """The cell in the clerk's words, else the section."""
        if one["cell"] is None:
            number = one["section"]
            return "" if number is None else Text(f"第{number}部分", f"section {number}").of(self._lang)
        try:
            key = CellKey(**one["cell"])
            return cell_name(key, edition=form_for_year(one["year"])).of(self._lang)
        except (KeyError, StopIteration, TypeError):  # a cell of another form
            return ".".join(map(str, one["cell"].values()))

    def add(self, row: AuditedFile, result: Result) -> None:
        """Adds the findings of one file."""
        if row.earlier or row.unit is None:
            return
        for found in result.diagnostics:
            if found.since is not None:
                where = found.where.of(self._lang) or where_in_file(found, self._lang)
                self._add(
                    row.unit, found.since, found.severity, found.code, where, found.message.of(self._lang)
                )

    def finish(self) -> None:
        """Closes the sheet."""
        self._list.finish()
