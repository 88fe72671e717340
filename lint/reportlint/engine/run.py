"""Rules judge a report: every rule in force is asked, and what became of it is noted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from reportlint.engine.diagnosing import Order, diagnostic_of, masked, order_of, shown
from reportlint.engine.kind import CheckContext, Finding, NotApplicable, Unchecked, unless_pictured
from reportlint.engine.patience import OutOfTime, run_rule
from reportlint.engine.rules import Rule, RuleSet
from reportlint.model.batch import Unit
from reportlint.model.diagnostic import (
    Diagnostic,
    NotChecked,
    RunState,
)
from reportlint.model.document import NOWHERE
from reportlint.model.forms import load_form
from reportlint.model.report import Remark, Report
from reportlint.model.wording import Text, visible


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
    units: tuple[Unit, ...]
    found: list[tuple[Order, Diagnostic]] = field(default_factory=list)
    unchecked: dict[NotChecked, None] = field(default_factory=dict)
    states: dict[str, RunState] = field(default_factory=dict)
    explained: dict[str, tuple[str, ...]] = field(default_factory=dict)


def judge(
    report: Report,
    rules: RuleSet,
    *,
    everything: bool = False,
    prior: Report | None = None,
    units: tuple[Unit, ...] = (),
) -> Verdict:
    """What `rules` say of `report`, ordered by place, code and cell.

    Findings that follow from others are left out unless `everything` is asked for. `prior` is last
    year's report, for the rules that compare the two, `units` are those known by name. A check that
    breaks down is told by name and stops no other; the logger "reportlint" has its trace.
    """
    session = _Session(report, everything, prior, units)
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
        for entry in rule.kind.run(report, CheckContext(load_form(report.edition), rule.parameters)):
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
        context = CheckContext(load_form(report.edition), rule.parameters, session.prior, session.units)
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


def crash_words(error: Exception) -> Text:
    """Why a rule whose check broke down has not checked."""
    if isinstance(error, OutOfTime):
        return error.words
    return Text(f"检查程序出错：{error!r}", f"the check broke down: {error!r}").each(visible)


def log_crash(rule: Rule, error: Exception) -> None:
    """Leaves the trace of a check that broke down in the log."""
    import logging

    logging.getLogger("reportlint").debug("the check of %s failed", rule.code, exc_info=error)
