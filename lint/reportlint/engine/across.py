"""Rules judge many reports together: reports become entries of a batch, and a batch verdicts by path."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Mapping
from functools import lru_cache

from msgspec import Struct, field

from reportlint.engine.diagnosing import Order, diagnostic_of, order_of, shown
from reportlint.engine.kind import Across, Finding, Placed, Unchecked
from reportlint.engine.pieces import prose_of
from reportlint.engine.rules import Rule, RuleSet
from reportlint.engine.run import Verdict, crash_words, log_crash
from reportlint.model.batch import Batch, BatchEntry, Figures, cells_of
from reportlint.model.diagnostic import Diagnostic, NotChecked, ReportIdentity, RunState
from reportlint.model.forms import bundled_editions, load_form
from reportlint.model.report import Number, Report, Table
from reportlint.parsing.identity import unit_in_filename

KEPT_READINGS = 32
"""Whole reports held at once: one that many others were copied from is read once."""


def entry_of(report: Report, *, path: str, digest: str) -> BatchEntry:
    """What the rules across reports know of one report; `path` is how results call it."""
    title = report.title.text if report.title else None
    return BatchEntry(
        path,
        ReportIdentity(title, report.unit, report.year, report.edition),
        digest,
        {key: _figures(table) for key, table in report.tables.items()},
        prose_of(report),
        titled=_titled(report),
        title_year=report.title_year,
        period_year=(report.period.start_year or report.period.end_year) if report.period else None,
        others=report.others,
    )


def _titled(report: Report) -> str | None:
    """The unit as the report names it; None where only its file's name does."""
    if report.unit is None or report.title is None:
        return None
    bare = "".join(report.title.text.split())
    return None if report.unit not in bare and report.unit == unit_in_filename(report.name) else report.unit


def _figures(table: Table) -> Figures:
    cells = cells_of(load_form(table.edition).tables[table.key])
    values = (table.value(cell.row, cell.column) for cell in cells)
    return Figures(
        table.edition,
        array("d", (float(value.value) if isinstance(value, Number) else math.nan for value in values)),
    )


class _File(Struct):
    """What came out for one file so far; `edition` is the form that its report is judged by."""

    edition: str
    found: list[tuple[Order, Diagnostic]] = field(default_factory=list)
    unchecked: dict[NotChecked, None] = field(default_factory=dict)
    states: dict[str, RunState] = field(default_factory=dict)

    def verdict(self) -> Verdict:
        self.found.sort(key=lambda entry: entry[0])
        return Verdict(tuple(diagnostic for _, diagnostic in self.found), tuple(self.unchecked), self.states)


def judge_across(
    batch: Batch, rules: RuleSet, *, advance: Callable[[], None] | None = None
) -> Mapping[str, Verdict]:
    """What the rules across reports among `rules` say of each file of the batch, by path.

    Every entry has a verdict; the file of the list of units has one where something stands under it.
    A verdict's states are those of the rules across reports only. A check that breaks down is told
    by name under every file and stops no other; the logger "reportlint" has its trace. `advance` is called
    after each rule.
    """
    files = {entry.path: _File(entry.identity.edition) for entry in batch.entries}
    read = _reader(batch)
    for rule in rules.at("across"):
        for file in files.values():
            file.states[rule.code] = "judged"
        try:
            for placed in (rule.kind.across or _nothing)(Across(batch, rule.parameters, read)):
                file = files.setdefault(placed.path, _File(bundled_editions()[0]))
                _note(file, rule, placed)
        except Exception as error:  # one rule's fault must not cost the others
            log_crash(rule, error)
            for file in files.values():
                file.states[rule.code] = "crashed"
                file.unchecked[NotChecked(rule.code, crash_words(error))] = None
        if advance is not None:
            advance()
    return {path: file.verdict() for path, file in files.items()}


def _nothing(across: Across) -> tuple[Placed, ...]:
    return ()


def _note(file: _File, rule: Rule, placed: Placed) -> None:
    outcome = placed.outcome
    if isinstance(outcome, Finding):
        diagnostic = diagnostic_of(rule, outcome, placed.report)
        file.found.append((order_of(outcome, rule.code, file.edition), diagnostic))
        file.states[rule.code] = "judged"
    elif isinstance(outcome, Unchecked):
        file.unchecked[NotChecked(rule.code, shown(outcome.reason))] = None
        file.states[rule.code] = "judged"
    elif not any(found.code == rule.code for _, found in file.found):
        file.states[rule.code] = "no_prior" if rule.wants_prior else "not_applicable"


def _reader(batch: Batch) -> Callable[[BatchEntry], Report | None]:
    """Fetches whole reports back; what cannot be read any more is None, and its findings go without places."""

    @lru_cache(maxsize=KEPT_READINGS)
    def read(path: str) -> Report | None:
        try:
            return batch.reading(batch.by_path[path])
        except Exception as error:  # the file is gone or was changed; the finding stands all the same
            import logging

            logging.getLogger("reportlint").debug("reading %s again failed", path, exc_info=error)
            return None

    return lambda entry: read(entry.path)
