"""A record's sentences in section 一 of a report, judged by the rules on what is told."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from reportlint.app.api import Settings, check_bytes
from reportlint.draft import Draft, sample, text
from reportlint.model.diagnostic import Diagnostic, Result
from tests.claims.corpus import Record
from tests.claims.figures import changed, complete, table_cells

SETTINGS = Settings(select=("N",))
STEPS = (1, -1)


class Change(Struct, frozen=True, dict=True):
    """One told measure changed in the tables by `step`: whether a finding names both figures."""

    measure: str
    step: int
    found: bool
    soft: bool


def report(record: Record, figures: Mapping[str, int]) -> Draft:
    """A report whose section 一 is the record's sentences and whose tables hold the figures."""
    name = "zeros" if record.year >= 2021 else "old"
    draft = sample(name, unit=record.unit, year=record.year, figures=table_cells(figures, record.year))
    return replace(draft, prose={**draft.prose, 1: "\n".join(record.sentences)})


def judge(draft: Draft) -> Result:
    """What the rules on what is told say of a report."""
    return check_bytes(text(draft).encode(), name=draft.filename, settings=SETTINGS)


def false_alarms(record: Record) -> tuple[Diagnostic, ...]:
    """Findings in a report whose tables agree with the record; there should be none."""
    return judge(report(record, complete({**record.besides, **record.claims}))).diagnostics


def changes(record: Record) -> list[Change]:
    """Each told measure one more and one less in the tables, as far as that can be."""
    told = {**record.besides, **record.claims}
    found = []
    for measure, value in record.claims.items():
        for step in STEPS:
            figures = changed(told, measure, step)
            if figures is None:
                continue
            result = judge(report(record, figures))
            hit = any(_names(finding, value, figures[measure]) for finding in result.diagnostics)
            found.append(Change(measure, step, hit, measure in record.soft))
    return found


def _names(finding: Diagnostic, told: int, shown: int) -> bool:
    return (finding.actual, finding.expected) == (told, shown)
