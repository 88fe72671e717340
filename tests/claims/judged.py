"""A record's sentences in section 一 of a report, judged by the rules on what is told."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from reportlint.app.api import Settings, check_bytes
from reportlint.draft import Draft, sample, text
from reportlint.model.diagnostic import Diagnostic, Result
from reportlint.model.report import CellKey
from tests.claims.corpus import Record
from tests.claims.figures import changed, complete, rows_of, table_cells, untold

SETTINGS = Settings(select=("N",), ignore=("N412", "N413"))
STEPS = (1, -1)


class Change(Struct, frozen=True, dict=True):
    """One told measure changed in the tables by `step`: whether a finding names both figures."""

    measure: str
    step: int
    found: bool
    soft: bool


def report(record: Record, cells: Mapping[CellKey, str]) -> Draft:
    """A report whose section 一 is the record's sentences and whose tables hold the cells."""
    name = "zeros" if record.year >= 2021 else "old"
    draft = sample(name, unit=record.unit, year=record.year, figures=cells)
    return replace(
        draft, prose={**draft.prose, 1: "\n".join(filter(None, (record.heading, *record.sentences)))}
    )


def judge(draft: Draft) -> Result:
    """What the rules on what is told say of a report."""
    return check_bytes(text(draft).encode(), name=draft.filename, settings=SETTINGS)


def false_alarms(record: Record) -> tuple[Diagnostic, ...]:
    """Findings in a report whose tables agree with the record; there should be none."""
    return judge(report(record, table_cells(complete(_told(record)), record.year))).diagnostics


def untold_alarms(record: Record) -> tuple[Diagnostic, ...]:
    """Findings where all that the record does not tell has other figures; there should be none."""
    return judge(report(record, untold(_told(record), record.year))).diagnostics


def _told(record: Record) -> dict[str, int]:
    return {**record.besides, **record.claims}


def changes(record: Record) -> list[Change]:
    """Each told measure one more and one less in the tables, as far as that can be."""
    told = _told(record)
    found = []
    for measure, value in record.claims.items():
        for step in STEPS:
            figures = changed(told, measure, step)
            if figures is None:
                continue
            result = judge(report(record, table_cells(figures, record.year)))
            rows = rows_of(measure)
            hit = any(_names(finding, value, figures[measure], rows) for finding in result.diagnostics)
            found.append(Change(measure, step, hit, measure in record.soft))
    return found


def _names(finding: Diagnostic, told: int, shown: int, rows: frozenset[tuple[str, str]]) -> bool:
    """Whether a finding has both figures and its cells are the measure's and no others."""
    cells = {cell for cell in (finding.cell, *(related.cell for related in finding.related)) if cell}
    named = {(cell.table, cell.row) for cell in cells}
    return (finding.actual, finding.expected) == (told, shown) and bool(named) and named <= rows


class Verdict(Struct, frozen=True):
    """What came of a record: findings where the tables agree with it, and where what is untold is other; its
    changes.
    """

    record: Record
    alarms: tuple[Diagnostic, ...]
    untold: tuple[Diagnostic, ...]
    changes: tuple[Change, ...]

    def lines(self) -> list[str]:
        """What is wrong, a line each, by the record's key."""
        key = self.record.key
        return [
            *(f"{key} alarm {finding.code}" for finding in self.alarms),
            *(f"{key} untold {finding.code}" for finding in self.untold),
            *(
                f"{key} missed {change.measure} {change.step:+d}"
                for change in self.changes
                if not change.found
            ),
        ]


def verdict(record: Record) -> Verdict:
    """Judges a record. What it does not tell is tried where its labels are complete: those with a manner of speech."""
    untold = untold_alarms(record) if record.manner else ()
    return Verdict(record, false_alarms(record), untold, tuple(changes(record)))
