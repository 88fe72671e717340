"""What a kind found becomes a diagnostic in the words of its rule, with its place, its excerpt and its fix.

Numbers of persons in what messages quote are masked: a message that tells of a leak must not leak once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from reportlint.engine.bases import Subject, citation, cited
from reportlint.engine.kind import Elsewhere, Finding
from reportlint.engine.rules import Rule
from reportlint.engine.whereabouts import whereabouts
from reportlint.model.diagnostic import SEVERITIES, Diagnostic, Excerpt, Fix, Related, Severity
from reportlint.model.document import Place
from reportlint.model.forms import cell_name, editions, form_for_year, load_form
from reportlint.model.report import CellKey, Report
from reportlint.model.wording import NO_WORDS, Text, visible

LONGEST_VALUE = 80
"""Characters of the report's own text that a message quotes at most."""

Order: TypeAlias = tuple[bool, int, int, int, str, tuple[int, ...]]
"""Unknown place, page, line, column, code, place of the cell in its form: what findings are sorted by."""

_LONG = re.compile(
    r"(?<!\d)(?:\d{6} ?\d{8} ?\d{3}[\dXxＸｘ]?(?!\d)|\d{4}(?:[ -]\d{4}){3}(?:[ -]\d{1,3})?|\d{15,})"
)
"""Identity cards (18 signs, older ones 15) and bank cards (16 to 19 digits); no figure of a report has as many."""
_MOBILE = re.compile(r"(?<![\d.])1[3-9]\d(?:\d{8}|[ -]\d{4}[ -]\d{4})(?![\d.])")

_SHORTEST = 15
"""Digits of the shortest number of a person that `_LONG` knows."""


def diagnostic_of(rule: Rule, finding: Finding, report: Report | None) -> Diagnostic:
    """The finding in the rule's words; `report` is the one it has a place in, if any."""
    citations = [citation(key) for key in finding.basis] or rule.basis
    basis = cited(citations, _subject(finding, report))
    edition = finding.edition or (report.edition if report else "")
    named = cell_name(finding.cell, edition=edition) if finding.cell else NO_WORDS
    values = {"expected": finding.expected, "actual": finding.actual, **finding.values}
    words = {"cell": named, **{key: _words(value) for key, value in values.items()}}
    template = rule.messages[finding.variant] if finding.variant else rule.message
    return Diagnostic(
        code=rule.code,
        name=rule.name,
        severity=_severity(rule, finding.severity),
        confidence=finding.confidence or rule.confidence,
        message=_filled(template, words),
        place=finding.place,
        basis=basis,
        help=_filled(rule.help, words),
        title=rule.title,
        section=finding.section,
        cell=finding.cell,
        where=_where(finding, named, report, edition),
        expected=finding.expected,
        actual=masked(finding.actual) if isinstance(finding.actual, str) else finding.actual,
        related=tuple(_related(second, report, edition) for second in finding.related),
        fix=_fix(rule, finding, report, values),
        excerpt=_excerpt(finding.place, report.lines) if report else None,
        cut=finding.cut,
        rests_on=tuple(_rests_on(finding, template.zh)),
    )


def _where(finding: Finding, named: Text, report: Report | None, edition: str) -> Text:
    """The place in words; what is missing stands nowhere, and the message says where it belongs."""
    if report is None:
        return named
    return (
        NO_WORDS if finding.absent_from else shown(whereabouts(finding.place, report, finding.cell, edition))
    )


def _subject(finding: Finding, report: Report | None) -> Subject:
    """Whose report of which year the finding is about."""
    if report is None:
        edition = editions()[0] if finding.year is None else form_for_year(finding.year)
        return Subject(finding.unit, finding.year, edition)
    return Subject(report.unit, report.year, report.edition)


def _rests_on(finding: Finding, template: str) -> Iterator[tuple[str, str]]:
    """The values that the message tells, and which of the rule's messages it is."""
    for name, value in finding.values.items():
        if f"{{{name}}}" in template:
            yield name, _words(value).zh
    if finding.variant:
        yield "variant", finding.variant


def _fix(rule: Rule, finding: Finding, report: Report | None, values: Mapping[str, object]) -> Fix | None:
    if rule.fix is None or report is None:
        return None
    from reportlint.engine.fixes import fix_of

    return fix_of(rule.fix, case=finding.variant, place=finding.place, lines=report.lines, values=values)


def _related(second: Elsewhere, report: Report | None, edition: str) -> Related:
    where = NO_WORDS if report is None else whereabouts(second.place, report, second.cell, edition)
    return Related(shown(second.text), second.place, second.cell, where=shown(where))


def _filled(template: Text, values: Mapping[str, Text]) -> Text:
    """The template with the values in its placeholders."""
    zh, en = ({name: value[index] for name, value in values.items()} for index in (0, 1))
    return Text(template.zh.format_map(zh), template.en.format_map(en))


def _words(value: object) -> Text:
    """A value as messages show it; what comes from the report is made visible, masked and cut."""
    if isinstance(value, Text):
        return shown(value)
    if isinstance(value, (list, tuple)):
        parts = [_words(part) for part in value]
        return Text("、".join(part.zh for part in parts), ", ".join(part.en for part in parts))
    quoted = "" if value is None else masked_value(value, visible(str(value)))
    quoted = quoted if len(quoted) <= LONGEST_VALUE else quoted[: LONGEST_VALUE - 1] + "…"
    return Text(quoted, quoted)


def _severity(rule: Rule, wanted: Severity | None) -> Severity:
    """The finding's severity: the kind's where it gives one, within what the user set for the rule."""
    if wanted is None:
        return rule.severity
    if rule.severity == rule.declared:
        return wanted
    gravity = SEVERITIES.index
    lowered = gravity(wanted) > gravity(rule.declared)
    return max(rule.severity, wanted, key=gravity) if lowered else rule.severity


def _excerpt(place: Place, lines: tuple[str, ...]) -> Excerpt | None:
    if place.line is None or place.line > len(lines):
        return None
    text = lines[place.line - 1]
    start = 0 if place.column is None else place.column - 1
    whole = place.end_column is None or place.end_line != place.line
    end = len(text.rstrip()) if whole or place.end_column is None else place.end_column - 1
    return Excerpt(None if place.spot else place.line, text, start, max(start, end))


def order_of(finding: Finding, code: str, edition: str) -> Order:
    """What the finding is sorted by; `edition` is the form that its report is judged by."""
    place = finding.place
    unknown = place.line is None and place.page is None
    cell = _cell_order(finding.cell, finding.edition or edition)
    return unknown, place.page or 0, place.line or 0, place.column or 0, code, cell


def _cell_order(cell: CellKey | None, edition: str) -> tuple[int, ...]:
    if cell is None:
        return ()
    tables = load_form(edition).tables
    columns = [column.key for column in tables[cell.table].block_of(cell.row).columns]
    return (
        list(tables).index(cell.table),
        tables[cell.table].row_index[cell.row],
        columns.index(cell.column),
    )


def shown(words: Text) -> Text:
    """Words that may quote the report, on one line and without numbers of persons."""
    return words.each(lambda said: masked(visible(said)))


def masked(text: str) -> str:
    """The text with asterisks in the middle of numbers that belong to persons: 35*************239, 139****1234."""
    if sum(map(str.isdecimal, text)) < 11:
        return text
    text = _LONG.sub(lambda match: _middle(match[0], first=2, last=3), text)
    return _MOBILE.sub(lambda match: _middle(match[0], first=3, last=4), text)


def masked_value(value: object, shown: str) -> str:
    """A value as it is shown, masked; a figure only where it is longer than any, as an identity number is."""
    return masked(shown) if isinstance(value, str) or len(shown) >= _SHORTEST else shown


def _middle(number: str, *, first: int, last: int) -> str:
    digits = re.sub(r"[ -]", "", number)
    return digits[:first] + "*" * (len(digits) - first - last) + digits[-last:]
