"""What was found: one finding (`Diagnostic`) and one file's outcome (`Result`), complete when made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from msgspec import Struct

from reportlint.model.document import Place
from reportlint.model.report import CellKey, Report

Severity: TypeAlias = Literal["error", "warning", "info"]
Outcome: TypeAlias = Literal["finding", "pass", "not_applicable", "not_checked", "crashed"]
Told: TypeAlias = int | Decimal | str | None
"""An expected or actual value as a finding tells it."""

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""From the gravest to the lightest."""


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

    message: str
    place: Place
    cell: CellKey | None = None
    values: tuple[str, ...] = ()


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
    message: str
    place: Place
    basis: tuple[str, ...]
    help: str
    title: str
    section: int | None = None
    cell: CellKey | None = None
    where: str = ""
    """The place in the clerk's words: 表三 第7行“…” 自然人; empty where the line says it all."""
    expected: Told = None
    actual: Told = None
    related: tuple[Related, ...] = ()
    suspect: Suspect | None = None
    fix: Fix | None = None
    excerpt: Excerpt | None = None
    cut: TableCut | None = None
    rests_on: tuple[tuple[str, str], ...] = ()
    """What else its message tells, by name and in Chinese whatever the language: what is missing, how many."""


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
    reason: str
    unread: bool = False


class Identity(Struct, frozen=True):
    """Whose report of which year this is."""

    title: str | None
    unit: str | None
    year: int | None
    edition: str


class Result(Struct, frozen=True):
    """One file's outcome. `error` says in one sentence why an unreadable file was not checked.

    `outcomes` has every active rule by code: what became of it. `notes` are things to know about
    the reading (an encoding that was guessed, a table met twice) that are no findings. `waived` are
    findings accepted by the user, which stand in no other count. `content` is what was judged, kept
    only where it was asked for (`Settings.keep_content`): outputs that show the report itself need it.
    """

    path: str
    status: Literal["checked", "unreadable"]
    error: str | None
    report: Identity | None
    diagnostics: tuple[Diagnostic, ...]
    not_checked: tuple[NotChecked, ...]
    outcomes: Mapping[str, Outcome]
    notes: tuple[str, ...] = ()
    waived: tuple[Waived, ...] = ()
    content: Report | None = None

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
        return tuple(code for code, outcome in self.outcomes.items() if outcome == "crashed")

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(diagnostic.severity == severity for diagnostic in self.diagnostics)
