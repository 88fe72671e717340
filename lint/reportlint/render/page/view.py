"""One file's result as the page shows it: verdict, list of findings, the report with its marks, what was checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from reportlint.engine.rules import Rule
from reportlint.model.diagnostic import SEVERITIES, Diagnostic, Excerpt, Outcome, Result, Severity
from reportlint.model.forms import bundled_editions
from reportlint.model.wording import Text
from reportlint.render import words
from reportlint.render.groups import grouped, seconds
from reportlint.render.page.about import ShownRule, about
from reportlint.render.page.body import PageBlock, blocks_of
from reportlint.render.page.marks import Mark, Marks, marks_of
from reportlint.render.verdict import checks, checks_made, headline, without_prior


class ShownFinding(Struct, frozen=True):
    """One finding in the list. `anchor` is the mark in the report, "" where it has none.

    `ends` are the anchors of the sentence and of the cell that disagree, for a finding of that sort.
    """

    number: int
    id: str
    severity: Severity
    title: str
    message: str
    confidence: str
    where: str
    anchor: str
    help: str
    others: tuple[str, ...] = ()
    excerpt: tuple[str, str, str] | None = None
    ends: tuple[str, str] | None = None


class ShownGroup(Struct, frozen=True):
    """Findings of one rule; `about` is what its file says of it, where the rule is known."""

    code: str
    severity: Severity
    title: str
    entries: tuple[ShownFinding, ...]
    basis: str
    helps: tuple[str, ...]
    about: ShownRule | None = None


class ShownCheck(Struct, frozen=True):
    """A check that is told by its title; the reasons where it was not made, the rules that explain it."""

    code: str
    title: str
    reasons: tuple[str, ...] = ()


class FileView(Struct, frozen=True):
    """Everything that is shown of one file; `id` begins the ids of its parts."""

    id: str
    path: str
    unreadable: bool
    error: str
    identity: str
    tone: str
    verdict: str
    checks: str
    counts: Mapping[Severity, int]
    groups: tuple[ShownGroup, ...]
    blocks: tuple[PageBlock, ...]
    passed: tuple[ShownCheck, ...]
    explained: tuple[ShownCheck, ...]
    not_checked: tuple[ShownCheck, ...]
    not_applicable: tuple[ShownCheck, ...]
    waived: tuple[tuple[str, str, str], ...]
    notes: tuple[str, ...]
    without_prior: str

    @property
    def first(self) -> ShownFinding | None:
        """The finding to look at first."""
        return self.groups[0].entries[0] if self.groups else None

    @property
    def total(self) -> int:
        """How many findings there are."""
        return sum(self.counts.values())


def file_view(result: Result, rules: Sequence[Rule], *, number: int, lang: str) -> FileView:
    """The view of one result, the `number`th of its page."""
    name = f"f{number}"
    findings = [finding for group in grouped(result.diagnostics) for finding in group]
    report = result.content
    marks = Marks() if report is None else marks_of(findings, report, file=name, lang=lang)
    blocks = () if report is None else blocks_of(report, marks, lang=lang)
    sentence, tone = headline(result, lang)
    lacking = without_prior(result)
    titles = {rule.code: rule.title.of(lang) for rule in rules}
    return FileView(
        id=name,
        path=result.path,
        unreadable=result.status == "unreadable",
        error=words.error(result, lang),
        identity=_identity(result, lang),
        tone="unreadable" if result.status == "unreadable" else tone,
        verdict=sentence,
        checks=checks(result, lang),
        counts={severity: result.count(severity) for severity in SEVERITIES},
        groups=tuple(_groups(findings, marks, name, lang, {rule.code: rule for rule in rules})),
        blocks=blocks,
        passed=_checks_that(result, "passed", {rule.code: rule.passed.of(lang) for rule in rules}),
        explained=_checks_that(result, "explained", titles),
        not_checked=_not_checked(result, titles, lang),
        not_applicable=_checks_that(result, "not_applicable", titles),
        waived=tuple(
            (item.diagnostic.title.of(lang), item.diagnostic.message.of(lang), item.reason)
            for item in result.waived
        ),
        notes=tuple(note.of(lang) for note in result.said),
        without_prior="" if lacking is None else lacking.of(lang),
    )


def _identity(result: Result, lang: str) -> str:
    report = result.report
    if report is None:
        return ""
    unit = report.unit or words.NO_UNIT.of(lang)
    year = Text(f"{report.year}年度", str(report.year)).of(lang) if report.year else words.NO_YEAR.of(lang)
    parts = [unit, year]
    if report.edition != bundled_editions()[0]:
        parts.append(
            Text(f"按{report.edition}年格式检查", f"judged by the form of {report.edition}").of(lang)
        )
    return " · ".join(parts)


def _groups(
    findings: Sequence[Diagnostic], marks: Marks, file: str, lang: str, rules: Mapping[str, Rule]
) -> list[ShownGroup]:
    anchors = {mark.anchor for found in marks.cells.values() for mark in found}
    anchors |= {marked.mark.anchor for marked in marks.texts}
    entries = [
        _entry(finding, number, anchors, marks.ends(number), file=file, lang=lang)
        for number, finding in enumerate(findings, start=1)
    ]
    groups = []
    paired = zip(findings, entries, strict=True)
    for (severity, code, title), members in groupby(
        paired, key=lambda pair: (pair[0].severity, pair[0].code, pair[1].title)
    ):
        pairs = list(members)
        own = [entry for _, entry in pairs]
        helps = tuple(dict.fromkeys(entry.help for entry in own if entry.help))
        basis = words.basis((text for finding, _ in pairs for text in finding.basis), lang)
        known = about(rules[code], lang) if code in rules else None
        groups.append(ShownGroup(code, severity, title, tuple(own), basis, helps, known))
    return groups


def _entry(
    finding: Diagnostic,
    number: int,
    anchors: set[str],
    ends: tuple[Mark, Mark] | None,
    *,
    file: str,
    lang: str,
) -> ShownFinding:
    stem = f"{file}-m{number}"
    own = sorted(anchor for anchor in anchors if anchor == stem or anchor.startswith(f"{stem}-"))
    return ShownFinding(
        number=number,
        id=f"{file}-{number}",
        severity=finding.severity,
        title=finding.title.of(lang),
        message=finding.message.of(lang),
        confidence=words.CONFIDENCE[finding.confidence].of(lang),
        where=words.at(finding, lang),
        anchor=own[0] if own else "",
        help=finding.help.of(lang),
        others=tuple(other.message.of(lang) for other in seconds(finding)),
        excerpt=None if own or finding.excerpt is None else _cut(finding.excerpt),
        ends=None if ends is None else (ends[0].anchor, ends[1].anchor),
    )


def _cut(excerpt: Excerpt) -> tuple[str, str, str]:
    text = excerpt.text
    return text[: excerpt.start], text[excerpt.start : excerpt.end], text[excerpt.end :]


def _checks_that(result: Result, outcome: Outcome, titles: Mapping[str, str]) -> tuple[ShownCheck, ...]:
    return tuple(
        ShownCheck(code, titles.get(code, ""), by)
        for code, (became, by) in checks_made(result)
        if became == outcome
    )


def _not_checked(result: Result, titles: Mapping[str, str], lang: str) -> tuple[ShownCheck, ...]:
    """What could not be checked, wholly or in part, with the reasons; a check that broke down is among it."""
    reasons: dict[str, list[str]] = {}
    for item in result.not_checked:
        known = reasons.setdefault(item.code, [])
        if item.reason.of(lang) not in known:
            known.append(item.reason.of(lang))
    for code in result.crashed:
        if code not in reasons:
            reasons[code] = [Text("检查时程序出错", "the check broke down").of(lang)]
    return tuple(ShownCheck(code, titles.get(code, ""), tuple(found)) for code, found in reasons.items())
