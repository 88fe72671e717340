"""Rules judge a report: what the kinds find becomes findings in the rule's own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct, field

from reportlint.engine.bases import Subject, citation, cited
from reportlint.engine.kind import Context, Elsewhere, Finding, NotApplicable, Unchecked, unless_pictured
from reportlint.engine.masking import masked, masked_value
from reportlint.engine.patience import OutOfTime, run_rule
from reportlint.engine.rules import Rule, RuleSet
from reportlint.model.diagnostic import (
    SEVERITIES,
    Diagnostic,
    Excerpt,
    Fix,
    NotChecked,
    Related,
    RunState,
    Severity,
)
from reportlint.model.document import NOWHERE, Place
from reportlint.model.forms import cell_name, editions, form_for_year, load_form
from reportlint.model.report import CellKey, Remark, Report
from reportlint.model.wording import NO_WORDS, Text, visible

LONGEST_VALUE = 80
"""Characters of the report's own text that a message quotes at most."""

Order: TypeAlias = tuple[bool, int, int, int, str, tuple[int, ...]]
"""Unknown place, page, line, column, code, place of the cell in its form: what findings are sorted by."""


class Verdict(Struct, frozen=True):
    """What the rules say of one report.

    `states` has every rule in force. `gate` is the sentence that says why the file is no report
    that could be judged, else None; then the rules after the gate count as not checked.
    """

    diagnostics: tuple[Diagnostic, ...]
    not_checked: tuple[NotChecked, ...]
    states: Mapping[str, RunState]
    gate: Text | None = None
    notes: tuple[Text, ...] = ()
    """What to know about the findings as a whole."""
    explained: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The rules with findings that were left out, and the codes of those whose findings say it already."""


class _Session(Struct, frozen=True):
    """One report being judged: who asks, and what came out so far."""

    report: Report
    everything: bool
    prior: Report | None
    found: list[tuple[Order, Diagnostic]] = field(default_factory=list)
    unchecked: dict[NotChecked, None] = field(default_factory=dict)
    states: dict[str, RunState] = field(default_factory=dict)
    explained: dict[str, tuple[str, ...]] = field(default_factory=dict)


def judge(
    report: Report, rules: RuleSet, *, everything: bool = False, prior: Report | None = None
) -> Verdict:
    """What `rules` say of `report`, ordered by place, code and cell.

    Findings that follow from others are left out unless `everything` is asked for. `prior` is last
    year's report, for the rules that compare the two. A check that breaks down is told by name and
    stops no other; the logger "reportlint" has its trace.
    """
    session = _Session(report, everything, prior)
    session.states.update((rule.code, "not_checked") for rule in rules)
    for rule in rules.at("reading"):
        # What the reader had to leave out was not checked: the rule on reading does not pass.
        session.states[rule.code] = "judged"
        session.unchecked.update((_of_reading(rule, remark), None) for remark in report.remarks)
    for rule in rules.at("gate"):
        _apply(session, rule)
    gate = session.found[0][1].message if session.found else None
    if gate is None:
        for rule in rules.at("report"):
            _apply(session, rule)
        for rule in rules.at("across"):
            _apply(session, rule)
    session.found.sort(key=lambda entry: entry[0])
    diagnostics = tuple(diagnostic for _, diagnostic in session.found)
    if not everything:
        diagnostics = tuple(_leading(diagnostics, rules, session.explained))
    return Verdict(diagnostics, tuple(session.unchecked), session.states, gate, explained=session.explained)


def _leading(
    diagnostics: Sequence[Diagnostic], rules: RuleSet, explained: dict[str, tuple[str, ...]]
) -> Iterator[Diagnostic]:
    """The findings without those that say again, by `Rule.follows`, what another one of the same part says.

    Which rules lead those that are left out goes into `explained`.
    """
    follows = {rule.code: rule.follows for rule in rules if rule.follows}
    present = {
        (found.section, name)
        for found in diagnostics
        for name in (found.code, f"{found.code}.{_case(found)}")
    }
    for found in diagnostics:
        wanted = follows.get(found.code, {}).get(_case(found), ())
        leaders = [leader.partition(".")[0] for leader in wanted if (found.section, leader) in present]
        if leaders:
            explained[found.code] = tuple(dict.fromkeys((*explained.get(found.code, ()), *leaders)))
        else:
            yield found


def _case(found: Diagnostic) -> str:
    return dict(found.rests_on).get("variant", "")


def _of_reading(rule: Rule, remark: Remark) -> NotChecked:
    """What the reader had to leave out; what has no place is in no part of the file, as texts that a JSON lacks."""
    return NotChecked(rule.code, remark.text.each(masked), unread=remark.place != NOWHERE)


def refusal(report: Report, rules: RuleSet) -> Text | None:
    """Why `report` is none that could be judged, as the rules at the gate say; None when they let it in."""
    for rule in rules.at("gate"):
        for entry in rule.kind.run(report, Context(load_form(report.edition), rule.parameters)):
            if isinstance(entry, Finding):
                return diagnostic_of(rule, entry, report).message
    return None


def failed(words: Text, rules: RuleSet) -> Verdict:
    """The verdict on a file that could not be read; `words` say why."""
    states: dict[str, RunState] = {rule.code: "not_checked" for rule in rules}
    diagnostics = []
    for rule in rules.at("reading"):
        states[rule.code] = "judged"
        diagnostics.append(diagnostic_of(rule, Finding(NOWHERE, {"reason": words}), None))
    return Verdict(tuple(diagnostics), (), states, words)


def _apply(session: _Session, rule: Rule) -> None:
    report = session.report
    if session.prior is None and (rule.wants_prior or rule.stage == "across"):
        session.states[rule.code] = "no_prior" if rule.wants_prior else "not_applicable"
        return
    state: RunState = "judged"
    try:
        context = Context(load_form(report.edition), rule.parameters, session.prior)
        for outcome in run_rule(rule, report, context):
            entry = unless_pictured(report, outcome)
            if isinstance(entry, Finding):
                if entry.implied and not session.everything:
                    session.explained.setdefault(rule.code, ())
                    continue
                diagnostic = diagnostic_of(rule, entry, report)
                session.found.append((order_of(entry, rule.code, report.edition), diagnostic))
            elif isinstance(entry, Unchecked):
                session.unchecked[NotChecked(rule.code, shown(entry.reason))] = None
            elif isinstance(entry, NotApplicable):
                state = "not_applicable"
    except Exception as error:  # one rule's fault must not cost the others
        state = "crashed"
        session.unchecked[NotChecked(rule.code, crash_words(error))] = None
        log_crash(rule, error)
    session.states[rule.code] = state


def shown(words: Text) -> Text:
    """Words that may quote the report, on one line and without numbers of persons."""
    return words.each(lambda told: masked(visible(told)))


def crash_words(error: Exception) -> Text:
    """Why a rule whose check broke down has not checked."""
    if isinstance(error, OutOfTime):
        return error.words
    return Text(f"检查程序出错：{error!r}", f"the check broke down: {error!r}").each(visible)


def log_crash(rule: Rule, error: Exception) -> None:
    """Leaves the trace of a check that broke down in the log."""
    import logging

    logging.getLogger("reportlint").debug("the check of %s failed", rule.code, exc_info=error)


def diagnostic_of(rule: Rule, finding: Finding, report: Report | None) -> Diagnostic:
    """The finding in the rule's words; `report` is the one it has a place in, if any."""
    citations = [citation(key) for key in finding.basis] or rule.basis
    basis = cited(citations, _subject(finding, report))
    edition = finding.edition or (report.edition if report else "")
    where = cell_name(finding.cell, edition=edition) if finding.cell else NO_WORDS
    values = {"expected": finding.expected, "actual": finding.actual, **finding.values}
    words = {"cell": where, **{key: _words(value) for key, value in values.items()}}
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
        where=where,
        expected=finding.expected,
        actual=masked(finding.actual) if isinstance(finding.actual, str) else finding.actual,
        related=tuple(_related(second) for second in finding.related),
        fix=_fix(rule, finding, report, values),
        excerpt=_excerpt(finding.place, report.lines) if report else None,
        cut=finding.cut,
        rests_on=tuple(_rests_on(finding, template.zh)),
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


def _related(second: Elsewhere) -> Related:
    return Related(shown(second.text), second.place, second.cell)


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
    told = "" if value is None else masked_value(value, visible(str(value)))
    told = told if len(told) <= LONGEST_VALUE else told[: LONGEST_VALUE - 1] + "…"
    return Text(told, told)


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
