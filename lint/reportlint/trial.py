"""The examples of rule files put to the proof: what each rule says of its own examples, compared whole.

An author of rules runs it with `reportlint rules --test FILE`; the project's tests run it on every
bundled file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from reportlint.api import Settings, check_bytes, parse_bytes
from reportlint.diagnostic import Diagnostic, Related, Result
from reportlint.draft import DraftError, draft_from, prior_draft_from, text
from reportlint.draft.model import FILENAME
from reportlint.engine.examples import Example, ExpectedFinding, ExpectedRelated, read_examples
from reportlint.engine.rules import Rule, build_rule, bundled_paths
from reportlint.engine.validation import read_rule_file
from reportlint.report import Report


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
        result = judge(rule, example)
    except DraftError as error:
        return [str(error)]
    told = [] if _refused(rule, result) else [f"the report could not be read: {result.error}"]
    told += list(_differences(rule, example.findings, result.diagnostics))
    reasons = [f"{entry.code}: {entry.reason}" for entry in result.not_checked]
    owed = [f"{rule.code}: {reason}" for reason in example.not_checked]
    told += [f"not expected: not checked, {reason}" for reason in reasons if reason not in owed]
    told += [f"missing: not checked, {reason}" for reason in owed if reason not in reasons]
    return told


def judge(rule: Rule, example: Example) -> Result:
    """The example's report judged by this rule alone. Raises DraftError."""
    written, name = example.text, FILENAME
    if written is None:
        draft = draft_from(example.report or {})
        written, name = text(draft), draft.filename
    bundled = rule.path in bundled_paths()
    settings = Settings(
        select=(rule.code,),
        rule_files=() if bundled else (rule.path,),
        parameters={rule.code: example.parameters} if example.parameters else {},
    )
    return check_bytes(written.encode(), name=name, settings=settings, prior=_prior(example))


def _prior(example: Example) -> Report | None:
    if example.prior is None:
        return None
    draft = prior_draft_from(example.prior, example.report or {})
    return parse_bytes(text(draft).encode(), name=draft.filename)


def _refused(rule: Rule, result: Result) -> bool:
    """Whether the file was read, or this very rule is the one that says why it was not."""
    return result.status == "checked" or any(found.code == rule.code for found in result.diagnostics)


def _differences(
    rule: Rule, expected: Sequence[ExpectedFinding], found: Sequence[Diagnostic]
) -> Iterator[str]:
    left = list(expected)
    for diagnostic in found:
        same = next((finding for finding in left if _is(rule, finding, diagnostic)), None)
        if same is None:
            yield f"not expected: {_told(diagnostic)}"
        else:
            left.remove(same)
    for finding in left:
        yield f"missing: {rule.code} {finding.severity or rule.severity} at “{finding.at}”: {finding.message}"


def _is(rule: Rule, expected: ExpectedFinding, found: Diagnostic) -> bool:
    return (
        (found.code, found.severity) == (rule.code, expected.severity or rule.severity)
        and (marked(found), found.message) == (expected.at, expected.message)
        and (expected.related is None or _same_related(expected.related, found))
    )


def _same_related(expected: Sequence[ExpectedRelated], found: Diagnostic) -> bool:
    return len(expected) == len(found.related) and all(
        second.message == related.message and second.at in (None, _at_related(related))
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
    related = "".join(f"; related “{_at_related(second)}”: {second.message}" for second in found.related)
    return f"{found.code} {found.severity} at “{marked(found)}”: {found.message}{related}"
