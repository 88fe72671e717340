"""What the marks in a file say: a note for each finding, and one at the title that sums up.

Where the prose and a table disagree, both ends have a note.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from reportlint.model.diagnostic import Diagnostic, Result
from reportlint.model.document import NOWHERE, Place
from reportlint.model.report import Report
from reportlint.model.wording import Text
from reportlint.render import words
from reportlint.render.groups import SECOND_PLACES, second_places
from reportlint.render.plain import harmless
from reportlint.render.verdict import reasons, verdict, without_prior

MOST = 300
"""So many notes stay readable; beyond that the places of one rule share a note, the most frequent rules first."""
_LISTED = 40
"""So many further places are named in a shared note; the others are counted."""


class Note(NamedTuple):
    """What is said at one place: a heading and the paragraphs below it, all harmless to show."""

    place: Place
    heading: str
    paragraphs: tuple[str, ...]


def notes(result: Result, *, lang: str, rules_version: str = "") -> list[Note]:
    """The summary, then a note for each finding in the order of the file, and one for its other end."""
    report = result.content
    title = report.title if report is not None else None
    summary = Note(
        title.place if title is not None else NOWHERE,
        Text("reportlint 检查结果", "what reportlint found").of(lang),
        tuple(_summary(result, lang, rules_version)),
    )
    told = [summary]
    for group in _shared(result.diagnostics):
        told.append(_note(group, lang))
        if len(group) == 1 and report is not None:
            told += _other_end(group[0], report, lang)
    return told


def _shared(diagnostics: Sequence[Diagnostic]) -> list[list[Diagnostic]]:
    """The findings, each on its own as long as they are few; else those of one rule and severity together."""

    def rule(diagnostic: Diagnostic) -> tuple[str, str]:
        return diagnostic.code, diagnostic.severity

    of_rule = {key: list(group) for key, group in groupby(sorted(diagnostics, key=rule), key=rule)}
    count, merged = len(diagnostics), set()
    for key, group in sorted(of_rule.items(), key=lambda item: (-len(item[1]), item[0])):
        if count > MOST:
            merged.add(key)
            count -= len(group) - 1
    groups: list[list[Diagnostic]] = []
    for diagnostic in diagnostics:
        key = rule(diagnostic)
        if key not in merged:
            groups.append([diagnostic])
        elif of_rule[key][0] is diagnostic:
            groups.append(of_rule[key])
    return groups


def _note(group: Sequence[Diagnostic], lang: str) -> Note:
    return Note(_place(group[0]), _heading(group[0], lang), tuple(map(harmless, _about(group, lang))))


def _heading(finding: Diagnostic, lang: str) -> str:
    return harmless(f"{words.SEVERITY[finding.severity].of(lang)} {finding.code} {finding.title.of(lang)}")


def _place(diagnostic: Diagnostic) -> Place:
    """Where the finding is noted: at the cell that most likely is the wrong one, if one is."""
    suspect = diagnostic.suspect
    likely = (other.place for other in diagnostic.related if suspect and other.cell == suspect.cell)
    return next(likely, diagnostic.place)


def _other_end(finding: Diagnostic, report: Report, lang: str) -> Iterator[Note]:
    """A note on the other of two ends that disagree: on the cell for a sentence, on the sentence for a cell."""
    here = _place(finding)
    ends = ((finding.place, finding.message), *((other.place, other.message) for other in finding.related))
    opposite = (end for end in ends if end[0].line and report.in_table(end[0]) != report.in_table(here))
    place, said = next(opposite, (None, None))
    if place is None or said is None or here.line is None:
        return
    at = Text("正文", "prose") if report.in_table(place) else Text("表", "table")
    lead = Text(
        f"和{at.zh}里批注的一处对不上，两处要一起核对：",
        f"this and the place noted in the {at.en} disagree; look at both: ",
    )
    paragraphs = (said.of(lang), lead.of(lang) + finding.message.of(lang))
    yield Note(place, _heading(finding, lang), tuple(map(harmless, dict.fromkeys(paragraphs))))


def _about(group: Sequence[Diagnostic], lang: str) -> Iterator[str]:
    """What is wrong, what else belongs to it, why, and what to do."""
    first = group[0]
    yield first.message.of(lang)
    yield from second_places(first, lang)[:SECOND_PLACES]
    others = group[1:]
    if others:
        yield Text(
            f"同样的问题另有 {len(others)} 处，这里只批注一次：",
            f"the same is wrong at {len(others)} more places, which have no note of their own:",
        ).of(lang)
    for other in others[:_LISTED]:
        where = words.at(other, lang)
        yield where + (words.COLON.of(lang) if where else "") + other.message.of(lang)
    if len(others) > _LISTED:
        yield Text(f"……还有 {len(others) - _LISTED} 处", f"… and {len(others) - _LISTED} more").of(lang)
    if first.basis:
        yield words.WHY.of(lang) + words.basis(first.basis, lang)
    if first.help.zh:
        yield words.HOW.of(lang) + first.help.of(lang)


def _summary(result: Result, lang: str, rules_version: str) -> Iterator[str]:
    """Counts, what to know of the reading, what could not be checked, how much passed, and by which rules."""
    yield words.VERDICT.of(lang) + verdict(result, lang)[0]
    if result.waived:
        number = len(result.waived)
        yield Text(f"另有 {number} 处已按本单位的说明不再提示", f"{number} more are waived").of(lang)
    if result.diagnostics:
        yield Text(
            "各处问题批注在原文相应的位置；改好以后删去批注，或者再检查一次",
            "every finding is noted where it stands; delete the notes when all is mended, or check again",
        ).of(lang)
    yield from (words.NOTE.of(lang) + harmless(note.of(lang)) for note in result.said)
    missed = reasons(result)
    if missed:
        yield words.NOT_CHECKED.of(lang)
    for reason, codes in missed.items():
        yield words.LISTED.of(lang).join(codes) + words.COLON.of(lang) + harmless(reason.of(lang))
    if (lacking := without_prior(result)) is not None:
        yield lacking.of(lang)
    passed = sum(outcome.outcome == "passed" for outcome in result.outcomes.values())
    if passed:
        yield Text(f"另有 {passed} 项查过，没有问题", f"{passed} more checks found nothing wrong").of(lang)
    if rules_version:
        yield words.judged_by(rules_version).of(lang)
