"""What was found: one finding (`Diagnostic`) and one file's outcome (`Result`), complete when made, in no language.

Their words are `Text`: whoever shows them chooses the language.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias

from msgspec import Struct, field

from reportlint.model.document import Place
from reportlint.model.report import CellKey, Report
from reportlint.model.wording import NO_WORDS, Text

Severity: TypeAlias = Literal["error", "warning", "info"]
Confidence: TypeAlias = Literal["certain", "likely", "possible"]
FoundValue: TypeAlias = int | Decimal | str | None
"""An expected or actual value as a finding tells it."""

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""From the gravest to the lightest."""

CONFIDENCES: tuple[Confidence, ...] = ("certain", "likely", "possible")
"""From the surest on: arithmetic and dates; one plain sentence against a cell; what may be read in another way."""

Outcome: TypeAlias = Literal[
    "crashed", "found", "waived", "explained", "not_checked", "passed", "not_applicable"
]
"""What a rule may come to; where several are true of one, the first."""

RunState: TypeAlias = Literal["judged", "not_checked", "no_prior", "not_applicable", "crashed"]
"""How far a rule came with a file, whatever it found; "no_prior": there is no last year's report to compare with."""


class RuleOutcome(NamedTuple):
    """What a rule came to; `by` are the codes whose findings say already what an explained one found."""

    outcome: Outcome
    by: tuple[str, ...] = ()


class Excerpt(Struct, frozen=True):
    """A line of the file; characters `start` to `end` (from 0, end excluded) are what is meant."""

    line: int | None
    text: str
    start: int
    end: int


class TableCut(Struct, frozen=True):
    """A few rows and columns of a table as the file has them, for showing a wrong sum.

    `rows` are (label, cells); `marked` is the (row, column) index of the wrong cell.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    marked: tuple[int, int]


class Related(Struct, frozen=True):
    """A second place that a finding speaks of; `values` are those that it rests on there."""

    message: Text
    place: Place
    cell: CellKey | None = None
    values: tuple[str, ...] = ()
    where: Text = NO_WORDS


class Suspect(Struct, frozen=True):
    """The cell that most likely is the wrong one, and the value that mends all."""

    cell: CellKey
    value: int


class Fix(Struct, frozen=True):
    """What mends a finding: `new` in the place of the text `old`. A `safe` one cannot change what is meant."""

    place: Place
    old: str
    new: str
    safe: bool


class Diagnostic(Struct, frozen=True):
    """One finding. `place` is the primary place; `section` the form's section number, if any.

    `title` is the rule's, the same for all its findings: they may be shown as one group under it.
    """

    code: str
    name: str
    severity: Severity
    message: Text
    place: Place
    basis: tuple[Text, ...]
    help: Text
    title: Text
    section: int | None = None
    cell: CellKey | None = None
    where: Text = NO_WORDS
    """The place as the form names it: 第三部分的表，“（七）总计”行、“自然人”列; 第一部分“（二）依申请公开”."""
    expected: FoundValue = None
    actual: FoundValue = None
    related: tuple[Related, ...] = ()
    suspect: Suspect | None = None
    fix: Fix | None = None
    excerpt: Excerpt | None = None
    cut: TableCut | None = None
    rests_on: tuple[tuple[str, str], ...] = ()
    """What else its message tells, by name and in Chinese: what is missing, how many."""
    confidence: Confidence = "certain"
    since: Literal["new", "still"] | None = None
    """Beside the last audit: whether it was there then; None where none was given."""


class Waived(Struct, frozen=True):
    """A finding that the user's waivers accept, why, and until when (None: as long as its values stand)."""

    diagnostic: Diagnostic
    reason: str
    until: date | None = None


class NotChecked(Struct, frozen=True):
    """A rule that could not judge the file, or a part of it, and why.

    `unread`: a part of the file itself was not read (a second report, rows that stand twice), so that no rule
    has looked at it.
    """

    code: str
    reason: Text
    unread: bool = False


class ReportIdentity(Struct, frozen=True):
    """Whose report of which year this is."""

    title: str | None
    unit: str | None
    year: int | None
    edition: str


class Result(Struct, frozen=True):
    """One file's outcome. `error` says in one sentence why an unreadable file was not checked.

    `states` has every active rule by code: how far it came; what it came to is told by `outcomes`.
    `notes` are things to know about the reading (an encoding that was guessed, a table met twice) that
    are no findings. `waived` are findings accepted by the user, which stand in no other count. `explained`
    has the rules whose findings were left out, with the codes of those whose findings say it already.
    `content` is what was judged, kept only where it was asked for (`Settings.keep_content`): outputs that
    show the report itself need it.
    """

    path: str
    status: Literal["checked", "unreadable"]
    error: Text | None
    report: ReportIdentity | None
    diagnostics: tuple[Diagnostic, ...]
    not_checked: tuple[NotChecked, ...]
    states: Mapping[str, RunState]
    notes: tuple[Text, ...] = ()
    waived: tuple[Waived, ...] = ()
    explained: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    content: Report | None = None
    further: int = 0
    """How many further reports in the same file have results of their own."""
    recognised: Text = NO_WORDS
    """That the file, or which of its pages, was recognised in pictures; empty where all of it was read."""

    @property
    def said(self) -> tuple[Text, ...]:
        """What to know about the reading: first of all that it was recognised."""
        return (self.recognised, *self.notes) if self.recognised.zh else self.notes

    @property
    def outcomes(self) -> Mapping[str, RuleOutcome]:
        """What each active rule came to: the one place that every output counts from; none in an unreadable file."""
        if self.status == "unreadable":
            return {}
        found = {diagnostic.code for diagnostic in self.diagnostics}
        waived = {entry.diagnostic.code for entry in self.waived}
        missed = {item.code for item in self.not_checked}

        def leading(code: str, behind: tuple[str, ...] = ()) -> tuple[str, ...]:
            """The rules that a finding left out leads to, those that were left out themselves passed over."""
            led: dict[str, None] = {}
            for leader in self.explained[code]:
                if leader in {*found, *waived} or leader not in self.explained or leader in behind:
                    led[leader] = None
                else:
                    led |= dict.fromkeys(leading(leader, (*behind, code)))
            return tuple(led)

        def outcome(code: str, state: RunState) -> RuleOutcome:
            if state == "crashed":
                return RuleOutcome("crashed")
            if code in found or code in waived:
                return RuleOutcome("found" if code in found else "waived")
            if code in self.explained:
                return RuleOutcome("explained", leading(code))
            if code in missed or state in ("not_checked", "no_prior"):
                return RuleOutcome("not_checked")
            return RuleOutcome("passed" if state == "judged" else "not_applicable")

        return {code: outcome(code, state) for code, state in self.states.items()}

    @property
    def no_prior(self) -> tuple[str, ...]:
        """Codes of the rules that have not judged because there is no last year's report."""
        return tuple(code for code, state in self.states.items() if state == "no_prior")

    @property
    def is_list(self) -> bool:
        """Whether this is no file with a report but the list of units, with what was found missing against it."""
        return self.status == "checked" and self.report is None

    @property
    def unread(self) -> tuple[NotChecked, ...]:
        """What of a file that was judged has not been read."""
        return tuple(item for item in self.not_checked if item.unread)

    @property
    def crashed(self) -> tuple[str, ...]:
        """Codes of the rules whose check broke down."""
        return tuple(code for code, state in self.states.items() if state == "crashed")

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(diagnostic.severity == severity for diagnostic in self.diagnostics)
