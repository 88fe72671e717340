"""The examples of rule files put to the proof: what each rule says of its own examples, compared whole.

An author of rules runs it with `reportlint rules --test FILE`; the project's tests run it on every
bundled file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from reportlint.app.api import Settings, check_bytes, parse_bytes, rules_in_force
from reportlint.draft import DraftError, draft_from, html, prior_draft_from, text
from reportlint.draft.docx import docx
from reportlint.draft.model import FILENAME, Draft
from reportlint.engine.across import entry_of, judge_across
from reportlint.engine.examples import Example, ExpectedFinding, ExpectedRelated, read_examples
from reportlint.engine.filing import Evidence, FileEvidence, told_by
from reportlint.engine.loading import bundled_paths
from reportlint.engine.rules import Rule, build_rule
from reportlint.engine.run import Verdict
from reportlint.engine.validation import read_rule_file
from reportlint.model.batch import Batch, BatchEntry
from reportlint.model.diagnostic import Diagnostic, Related
from reportlint.model.report import Report
from reportlint.model.units import same_organ

UNITS_FILE = "单位名单.csv"
"""The path of the list of units in examples."""


def try_file(path: Path) -> list[str]:
    """What is wrong with the examples of one rule file, a sentence each; nothing when all is well.

    Raises RuleError for a rule file that cannot be loaded.
    """
    rule = build_rule(read_rule_file(path), path)
    examples = read_examples(path)
    wrong = [f"{path}: {words}" for words in lacking(examples)]
    for number, example in enumerate(examples, start=1):
        place = f"{path}: example {number} ({example.title.en})"
        wrong += [f"{place}: {words}" for words in try_example(rule, example)]
    return wrong


def lacking(examples: Sequence[Example]) -> list[str]:
    """The kinds of examples that a rule owes and has not."""
    wrong = [] if any(example.good for example in examples) else ["there is no good example"]
    return wrong if any(not example.good for example in examples) else [*wrong, "there is no bad example"]


def try_example(rule: Rule, example: Example) -> list[str]:
    """How what the rule says of the example differs from what the example says it must."""
    try:
        verdicts = judge_example(rule, example)
    except DraftError as error:
        return [str(error)]
    told = [
        f"the report could not be read: {verdict.gate.zh}"
        for verdict in verdicts.values()
        if verdict.gate is not None and not any(found.code == rule.code for found in verdict.diagnostics)
    ]
    found = [(path, diagnostic) for path, verdict in verdicts.items() for diagnostic in verdict.diagnostics]
    told += list(_differences(rule, example.findings, found))
    notes = dict.fromkeys(entry for verdict in verdicts.values() for entry in verdict.not_checked)
    reasons = [f"{entry.code}: {entry.reason.zh}" for entry in notes]
    owed = [f"{rule.code}: {reason}" for reason in example.not_checked]
    told += [f"not expected: not checked, {reason}" for reason in reasons if reason not in owed]
    told += [f"missing: not checked, {reason}" for reason in owed if reason not in reasons]
    return told


def judge_example(rule: Rule, example: Example) -> Mapping[str, Verdict]:
    """What this rule alone says of the example: by path for a batch, else under "". Raises DraftError."""
    bundled = rule.path.resolve() in {path.resolve() for path in bundled_paths()}
    settings = Settings(
        select=(rule.code,),
        rule_files=() if bundled else (rule.path,),
        parameters={rule.code: example.parameters} if example.parameters else {},
    )
    if example.batch:
        return judge_across(_batch(example), rules_in_force(settings))
    written, name = example.text, FILENAME
    if written is None:
        draft = draft_from(example.report or {})
        written, name = text(draft), draft.filename
    result = check_bytes(written.encode(), name=name, settings=settings, prior=_prior(example))
    return {"": Verdict(result.diagnostics, result.not_checked, result.states, result.error)}


def _batch(example: Example) -> Batch:
    """The batch of an example. Files of one unit, by its names, are its own; listed units go by the list's name."""
    files = {member.path: _written(draft_from(member.report), member.path) for member in example.batch}

    def reading(entry: BatchEntry) -> Report:
        return parse_bytes(files[entry.path], name=FILENAME)

    entries: list[BatchEntry] = []
    owners: dict[str, str] = {}
    for member in example.batch:
        report = parse_bytes(files[member.path], name=FILENAME)
        entries.append(entry_of(report, path=member.path, digest=sha256(files[member.path]).hexdigest()))
        unit = member.owner or report.unit
        if unit is not None:
            known = (*(listed.name for listed in example.units), *owners.values())
            owners[member.path] = next((name for name in known if same_organ(name, unit)), unit)
    told = (*map(told_by, entries), *(FileEvidence(path) for path in example.unread))
    filings, newest = Evidence(example.units, {}, None).decide(told)
    if example.units:
        owners |= {
            path: filing.unit
            for path, filing in filings.items()
            if filing.unit and not any(member.path == path and member.owner for member in example.batch)
        }
    return Batch(
        tuple(entries),
        reading,
        units=example.units,
        units_path=UNITS_FILE if example.units else None,
        priors={member.path: member.prior for member in example.batch if member.prior},
        owners=owners,
        unread=example.unread,
        filings=filings,
        round_year=newest,
    )


def _written(draft: Draft, path: str) -> bytes:
    if path.endswith(".docx"):
        return docx(draft)
    return (html(draft) if path.endswith(".html") else text(draft)).encode()


def _prior(example: Example) -> Report | None:
    if example.prior is None:
        return None
    draft = prior_draft_from(example.prior, example.report or {})
    return parse_bytes(text(draft).encode(), name=draft.filename)


def _differences(
    rule: Rule, expected: Sequence[ExpectedFinding], found: Sequence[tuple[str, Diagnostic]]
) -> Iterator[str]:
    left = list(expected)
    for path, diagnostic in found:
        same = next(
            (finding for finding in left if finding.file == path and _is(rule, finding, diagnostic)), None
        )
        if same is None:
            yield f"not expected: {_in(path)}{_told(diagnostic)}"
        else:
            left.remove(same)
    for finding in left:
        severity = finding.severity or rule.severity
        yield f"missing: {_in(finding.file)}{rule.code} {severity} at “{finding.at}”: {finding.message}"


def _in(path: str) -> str:
    return f"{path}: " if path else ""


def _is(rule: Rule, expected: ExpectedFinding, found: Diagnostic) -> bool:
    return (
        (found.code, found.severity) == (rule.code, expected.severity or rule.severity)
        and (marked(found), found.message.zh) == (expected.at, expected.message)
        and (expected.related is None or _same_related(expected.related, found))
    )


def _same_related(expected: Sequence[ExpectedRelated], found: Diagnostic) -> bool:
    return len(expected) == len(found.related) and all(
        second.message == related.message.zh and second.at in (None, _at_related(related))
        for second, related in zip(expected, found.related, strict=True)
    )


def _at_related(related: Related) -> str:
    return ".".join(related.cell) if related.cell else ""


def marked(found: Diagnostic) -> str:
    """Where a finding is, as examples say it: the cell as table.row.column, else the marked text."""
    if found.cell is not None:
        return ".".join(found.cell)
    if found.excerpt is None:
        return ""
    return found.excerpt.text[found.excerpt.start : found.excerpt.end]


def _told(found: Diagnostic) -> str:
    related = "".join(f"; related “{_at_related(second)}”: {second.message.zh}" for second in found.related)
    return f"{found.code} {found.severity} at “{marked(found)}”: {found.message.zh}{related}"
