"""The outcome of an audit (`Audit`): light rows for the whole picture, whole results and reports on demand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import Any, Literal, TypeVar

from msgspec import Struct

from reportlint.audit.progress import Progress, Silent
from reportlint.model.diagnostic import ReportIdentity, Result, Severity
from reportlint.model.report import Report
from reportlint.model.wording import NO_WORDS, Text

_T = TypeVar("_T")


class RuleCount(Struct, frozen=True):
    """How many findings one rule has in one file at one severity."""

    code: str
    severity: Severity
    count: int

    @property
    def family(self) -> str:
        """The letters of the code: A for A301."""
        return self.code.rstrip("0123456789")


class GravestFinding(Struct, frozen=True):
    """The gravest finding of a file, for one line about it: its rule, its place and its message.

    `where` is the cell in the clerk's words, empty where the finding is at no cell.
    """

    code: str
    severity: Severity
    title: Text
    where: Text
    message: Text


class AuditedFile(Struct, frozen=True):
    """One file of the audit, light enough to hold ten thousand of.

    `error` says why an unreadable file was not judged. `unit` is the name under which the audit
    knows the unit (`AuditedUnit.name` in `Audit.units`), None where the report does not tell its unit; `year`
    is the report's. `prior` is the path of last year's report that it was compared with. `same_as` is
    the path of another file with the same report, where this one is a further copy or format of it. `unread`
    counts what of the file was not read (`Result.unread`); it is among `not_checked`. `counted_year` is the year that
    all evidence together tells, where it is not the report's own; `earlier` files are of another year than the round,
    there to be compared with. `fresh` counts those of its findings that the last audit had not, where one was given.
    `further` reports in the same file have rows of their own.
    """

    path: str
    status: Literal["checked", "unreadable"]
    error: Text | None
    report: ReportIdentity | None
    unit: str | None = None
    tallied: tuple[RuleCount, ...] = ()
    worst: GravestFinding | None = None
    not_checked: int = 0
    unread: int = 0
    crashed: int = 0
    waived: int = 0
    prior: str | None = None
    same_as: str | None = None
    counted_year: int | None = None
    earlier: bool = False
    fresh: tuple[RuleCount, ...] = ()
    further: int = 0
    recognised: Text = NO_WORDS
    """That it, or a part of it, was recognised in pictures (`Result.recognised`)."""

    @property
    def year(self) -> int | None:
        """The year that it counts for."""
        return self.counted_year or (self.report.year if self.report else None)

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(entry.count for entry in self.tallied if entry.severity == severity)

    @property
    def families(self) -> Mapping[str, int]:
        """How many findings each family of rules (S, T, A …) has."""
        counts: Counter[str] = Counter()
        for entry in self.tallied:
            counts[entry.family] += entry.count
        return dict(sorted(counts.items()))


class AuditedUnit(Struct, frozen=True):
    """One unit over all years. `kind` and `parent` are known where a list of units was given (`--units`).

    `names` are the names that its reports give it; `files` the paths of its reports by year, the one
    that counts for comparing first. `listed` is None where no list was given.
    """

    name: str
    names: tuple[str, ...]
    files: Mapping[int, tuple[str, ...]]
    kind: str | None = None
    parent: str | None = None
    listed: bool | None = None


class AuditRecord(Struct, frozen=True):
    """How the audit was run: for the record, and never part of what must be the same twice."""

    version: str
    settings: Mapping[str, str]
    started: datetime
    seconds: float
    jobs: int
    scheduler: str | None
    from_cache: int
    """How many files had their outcome from the cache."""
    interrupted: bool = False
    """Stopped before its end: what was not judged by then is not in the audit."""
    rules: str = ""
    """By which rules was judged (`RuleSet.version`)."""
    handbook: str = ""
    """The address of the handbook; "" for none."""


class Audit(Struct, frozen=True, dict=True):
    """What an audit found.

    `rows` are in the order of the files' paths. `units` are ordered by name, `years` from the first.
    `batch` is the JSON object of the same name (schemas/result.schema.json). Whole results and reports
    lie on disk until `close`, which `with` calls; they are read one at a time.
    """

    rows: tuple[AuditedFile, ...]
    units: tuple[AuditedUnit, ...]
    years: tuple[int, ...]
    batch: Mapping[str, Any]
    record: AuditRecord
    _result: Callable[[str], Result]
    _report: Callable[[str], Report | None]
    _close: Callable[[], None]
    progress: Progress = Silent()
    """What shows how far the writing of outputs is."""

    def watched(self, doing: Text, things: Sequence[_T]) -> Iterator[_T]:
        """The things one after the other, while the progress shows what is being done with them."""
        self.progress.stage(doing, len(things))
        try:
            for thing in things:
                yield thing
                self.progress.advance()
        finally:
            self.progress.close()

    def results(self) -> Iterator[Result]:
        """Every file's whole result in the order of `rows`, with what was found across reports."""
        return (self._result(row.path) for row in self.rows)

    def result(self, path: str) -> Result:
        """One file's whole result. Raises KeyError for a path that is not in `rows`."""
        return self._result(path)

    def report(self, path: str) -> Report | None:
        """What a file says as an annual report; None where it could not be read or is none."""
        return self._report(path)

    def close(self) -> None:
        """Drops what was kept on disk for this audit."""
        self._close()

    def __enter__(self) -> Audit:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
