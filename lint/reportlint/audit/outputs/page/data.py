"""What the page knows: an index of all files, and for each file with findings its details, as JSON values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from msgspec import Struct

from reportlint.audit.outcome import Audit, AuditedFile
from reportlint.audit.outputs.tallies import families_met, is_list, owed
from reportlint.audit.outputs.wording import clean, family_name, fixed_words, word
from reportlint.model.diagnostic import SEVERITIES, Diagnostic, Result
from reportlint.model.drawing import Drawn, Pen
from reportlint.model.forms import load_form
from reportlint.model.report import CellKey, Report, Table
from reportlint.render import words

JSON = dict[str, Any]


class FileDetails(Struct, frozen=True):
    """The details of one file: its number in the index, and the value."""

    number: int
    value: JSON


def index(audit: Audit, lang: str) -> JSON:
    """Everything that the ranking, the heat map and the filters need; `files` have numbers by their order."""
    numbers = {unit.name: number for number, unit in enumerate(audit.units)}
    codes = [entry.code for row in audit.rows for entry in row.tallied]
    return {
        "words": {key: said.of(lang) for key, said in fixed_words()["page"].items()},
        "severities": {level: words.SEVERITY[level].of(lang) for level in SEVERITIES},
        "families": {family: family_name(family, lang) for family in families_met(codes)},
        "years": list(audit.years),
        "kinds": sorted({clean(unit.kind) for unit in audit.units if unit.kind}),
        "units": [
            *([clean(unit.name), clean(unit.kind or ""), clean(unit.parent or "")] for unit in audit.units),
            [word("common", "unknown_unit", lang), "", ""],
            [word("common", "unit_list", lang), "", ""],
        ],
        "files": [_file(row, numbers, lang) for row in audit.rows],
        "missing": [[numbers[unit.name], year] for unit, year in owed(audit)],
        "previous": "previous" in audit.batch,
        "mended": _mended(audit, numbers, lang),
        "missing_codes": sorted({entry.code for row in audit.rows if is_list(row) for entry in row.tallied}),
        "layouts": {},
    }


def _mended(audit: Audit, numbers: Mapping[str, int], lang: str) -> JSON:
    """What became of the last audit's findings, by the number of the unit: what was mended, a line each."""
    return {
        str(numbers[entry["name"]]): [
            [words.SEVERITY[one["severity"]].of(lang), one["code"], one["year"], clean(one["message"])]
            for one in entry["mended"]
        ]
        for entry in audit.batch.get("units", ())
        if entry.get("mended")
    }


def _file(row: AuditedFile, numbers: Mapping[str, int], lang: str) -> JSON:
    return {
        "path": clean(row.path),
        "title": clean(row.report.title) if row.report and row.report.title else "",
        "unit": numbers[row.unit] if row.unit is not None else len(numbers) + is_list(row),
        "year": row.year,
        "error": None if row.error is None else clean(row.error.of(lang)),
        "found": [[entry.code, entry.severity, entry.count] for entry in row.tallied],
        "fresh": [[entry.code, entry.severity, entry.count] for entry in row.fresh],
        "waived": row.waived,
        "copy": clean(row.same_as) if row.same_as else None,
        "details": has_details(row),
    }


def has_details(row: AuditedFile) -> bool:
    """Whether a file has more to show than its line in the index."""
    return bool(row.tallied or row.not_checked or row.recognised.zh)


def details(result: Result, report: Report | None, lang: str) -> JSON:
    """A file's findings, what was not checked, and those of its tables that a finding speaks of."""
    rules: dict[str, JSON] = {}
    found = [_finding(finding, rules, lang) for finding in result.diagnostics]
    return {
        "rules": rules,
        "findings": found,
        "recognised": clean(result.recognised.of(lang)),
        "not_checked": [f"{item.code}　{clean(item.reason.of(lang))}" for item in result.not_checked],
        "tables": {} if report is None else _tables(report, result.diagnostics),
    }


def _finding(finding: Diagnostic, rules: dict[str, JSON], lang: str) -> JSON:
    rules.setdefault(
        finding.code,
        {
            "title": clean(finding.title.of(lang)),
            "basis": [clean(one.of(lang)) for one in finding.basis],
        },
    )
    suspect = finding.suspect
    return {
        "code": finding.code,
        "severity": finding.severity,
        "since": finding.since,
        "where": words.at(finding, lang),
        "message": clean(finding.message.of(lang)),
        "help": clean(finding.help.of(lang)),
        "cell": _name(finding.cell),
        "suspect": None if suspect is None else [_name(suspect.cell), suspect.value],
        "also": [
            [words.at(other, lang), clean(other.message.of(lang)), _name(other.cell)]
            for other in finding.related
        ],
    }


def _name(cell: CellKey | None) -> str | None:
    return None if cell is None else ".".join(cell)


def _tables(report: Report, findings: Sequence[Diagnostic]) -> JSON:
    """The raw texts of each table that has a marked cell, in the form's order; null for a cell that is not there."""
    named = {cell.table for finding in findings for cell in _cells_of(finding)}
    return {
        key: {"edition": table.edition, "cells": [_raw(table, cell) for cell in _order(table.edition, key)]}
        for key, table in report.tables.items()
        if key in named and key in load_form(table.edition).tables
    }


def _raw(table: Table, cell: CellKey) -> str | None:
    value = table.value(cell.row, cell.column)
    return None if value is None else clean(value.raw)


@cache
def _order(edition: str, table: str) -> tuple[CellKey, ...]:
    """The cells of a table as its form lists them."""
    blocks = load_form(edition).tables[table].blocks
    return tuple(
        CellKey(table, row.key, column.key)
        for block in blocks
        for row in block.rows
        for column in block.columns
    )


def _cells_of(finding: Diagnostic) -> list[CellKey]:
    told = [finding.cell, *(other.cell for other in finding.related)]
    if finding.suspect is not None:
        told.append(finding.suspect.cell)
    return [cell for cell in told if cell is not None]


def layout(edition: str, table: str) -> JSON:
    """How the form draws a table: rows of cells [text, rows, columns, the figure's name or null]; `order` names all
    figures.
    """
    drawing = Pen(load_form(edition).tables[table], lambda cell: "").draw()
    return {
        "caption": _caption(edition, table),
        "order": [_name(cell) for cell in _order(edition, table)],
        "rows": [[_drawn(cell) for cell in row] for row in drawing],
    }


def _drawn(cell: Drawn) -> list[Any]:
    return [cell.text, cell.row_span, cell.column_span, _name(cell.key)]


def _caption(edition: str, table: str) -> str:
    form = load_form(edition)
    name, number = form.tables[table].name, form.tables[table].section
    return f"{name}　{next(section.title for section in form.sections if section.number == number)}"
