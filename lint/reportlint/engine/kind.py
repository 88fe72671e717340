"""The contract between the engine and a kind of check.

A kind is a function from a report, a rule's parameters and the form to what it found. It yields
findings and says what it could not judge; it prints nothing, words nothing and knows no rule.
The engine puts the rule's own words around what a kind yields.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal, TypeAlias

from msgspec import Struct, field

from reportlint.model.batch import Batch, BatchEntry, Unit
from reportlint.model.diagnostic import Confidence, FoundValue, Severity, TableCut
from reportlint.model.document import Place
from reportlint.model.forms import Form
from reportlint.model.report import CellKey, Lack, Report
from reportlint.model.wording import Text


class Elsewhere(Struct, frozen=True):
    """A second place that a finding speaks of, and what stands there."""

    text: Text
    place: Place
    cell: CellKey | None = None


class Finding(Struct, frozen=True):
    """What a kind found at one place.

    `values` fill the placeholders of the rule's message and help, a `Text` among them in its two
    languages. The engine adds {cell}, {expected} and {actual}. `variant` chooses one of the rule's
    `messages` instead of its `message`. `severity` and `confidence`, when given, take the place of the
    rule's: a kind lowers them where it is less sure.
    """

    place: Place
    values: Mapping[str, object] = field(default_factory=dict)
    section: int | None = None
    cell: CellKey | None = None
    edition: str | None = None
    """The form that `cell` belongs to, where it is not the one the report is judged by."""
    expected: FoundValue = None
    actual: FoundValue = None
    severity: Severity | None = None
    confidence: Confidence | None = None
    variant: str = ""
    related: tuple[Elsewhere, ...] = ()
    cut: TableCut | None = None
    basis: tuple[str, ...] = ()
    """Keys of rules/basis.yaml that are cited in place of the rule's own."""
    unit: str | None = None
    year: int | None = None
    """Whose report of which year is meant, for a finding that has no place in a report."""
    absent_from: tuple[int, ...] = ()
    """The sections where what it misses may stand, 0 for what stands before 一: see `unless_pictured`."""
    implied: bool = False
    """It follows from the rule's other findings, and is told only when everything is asked for."""


class Unchecked(Struct, frozen=True):
    """Something the rule would have judged but could not, and why."""

    reason: Text


_LACKS: Mapping[Lack, Text] = {
    "labels": Text(
        "JSON 数据里没有行名、列名的原文，没有核对", "the JSON data do not hold labels as they were written"
    ),
    "numerals": Text(
        "JSON 数据里没有各部分标题的编号，没有核对编号", "the JSON data do not hold the headings' numerals"
    ),
}


def unseen(report: Report, what: Lack) -> Iterator[Unchecked]:
    """What a kind yields that looks at something the report's source does not hold; nothing where it does."""
    if what in report.lacks:
        yield Unchecked(_LACKS[what])


class NotApplicable(Struct, frozen=True):
    """The rule does not concern this report (a form's rule on a report of another form). Yielded alone."""


Judgement: TypeAlias = Finding | Unchecked | NotApplicable


_NOT_RECOGNISED = Text(
    "要找的内容在图片里没有认出来，不等于没有写，没有核对，请看原件",
    "what was looked for was not recognised in the pictures, which is not to say that it is missing",
)


def unless_pictured(report: Report, outcome: Judgement) -> Judgement:
    """The outcome; where a finding misses something that a page may hold which is a picture, recognised or not, that
    it was not checked.
    """
    if isinstance(outcome, Finding):
        for page in report.pictured:
            if any(map(page.may_hold, outcome.absent_from)):
                return Unchecked(
                    Text(
                        f"第{page.place.page}页整页是图片，要找的内容可能就在那一页上，没有核对",
                        f"page {page.place.page} is a picture and may hold what was looked for",
                    )
                )
        if report.recognised is not None and outcome.absent_from:
            return Unchecked(_NOT_RECOGNISED)
    return outcome


class CheckContext(Struct, frozen=True):
    """What a kind may know besides the report: the form it is judged by and the rule's parameters.

    `prior` is the report that was given as last year's, as it was read; None where none was given. `units` are those
    that are known by name, where a list of units was given.
    """

    form: Form
    parameters: Mapping[str, Any]
    prior: Report | None = None
    units: tuple[Unit, ...] = ()


Run: TypeAlias = Callable[[Report, CheckContext], Iterator[Judgement]]


class Placed(Struct, frozen=True):
    """What a kind found across reports, and the path of the file under which it stands.

    `report` is the whole report, where the finding has a place in it.
    """

    path: str
    outcome: Judgement
    report: Report | None = None


class Across(Struct, frozen=True):
    """What a kind that compares reports may know: the batch and the rule's parameters.

    `read` fetches a whole report back, to show what was found; None where that fails by now.
    """

    batch: Batch
    parameters: Mapping[str, Any]
    read: Callable[[BatchEntry], Report | None]


RunAcross: TypeAlias = Callable[[Across], Iterator[Placed]]


def alone(report: Report, context: CheckContext) -> Iterator[Judgement]:
    """The `run` of a kind that compares reports: a single one is none of its business."""
    yield NotApplicable()


class SumIdentity(Struct, frozen=True):
    """Two sums of cells along one row or column (`line`) that must be equal, and the cell it is told at."""

    line: str
    left: tuple[CellKey, ...]
    right: tuple[CellKey, ...]
    anchor: CellKey


Identities: TypeAlias = Callable[[Report, CheckContext], Iterable[SumIdentity]]
ToldSums: TypeAlias = Callable[[Report, CheckContext], Iterable[tuple[tuple[CellKey, ...], int]]]


Stage: TypeAlias = Literal["report", "gate", "reading", "across"]


class Kind(Struct, frozen=True):
    """A kind of check.

    `parameters` is the JSON Schema of a rule's `parameters`; `placeholders` are the names that
    messages of such a rule may use besides {cell}, {expected} and {actual}; `variants` the names
    that a rule's `messages` must have.

    `stage` says what is judged. "report": a report, the usual case. "gate": whether this is a
    report at all; a finding ends the judging of the file, which counts as unreadable. "reading":
    the reading of the file itself; the engine makes the finding from the reader's failure, with
    the placeholder {reason}, and `run` has nothing to add once a file was read. "across": many reports
    together, by the function `across`. An entry for which it yields nothing passes. Such a kind's `run` is
    asked only where last year's report is given; it is `alone` unless the kind can say something of the two.

    `identities` are the sums that a rule of this kind wants equal in this report, for a kind that
    compares sums. Its findings have the anchor of the identity as their cell; what breaks several
    identities at once can then be told from them. `told_sums` is what the prose says that cells come to,
    for a kind that compares the two; it can confirm which cell is wrong.

    `compares_years` is True for a kind that looks at `CheckContext.prior`: without last year's report its
    rules are not checked, and when the two reports come together later only its rules have to be judged.
    """

    name: str
    run: Run
    parameters: Mapping[str, Any]
    placeholders: frozenset[str] = frozenset()
    variants: frozenset[str] = frozenset()
    stage: Stage = "report"
    identities: Identities | None = None
    told_sums: ToldSums | None = None
    compares_years: bool = False
    across: RunAcross | None = None

    @property
    def wants_prior(self) -> bool:
        """Whether it can say something of a report and last year's, and nothing without that one."""
        return self.compares_years or (self.stage == "across" and self.run is not alone)
