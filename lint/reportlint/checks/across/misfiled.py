"""Kind `misfiled`: a file holds what it was handed in as: this unit's report, of this round, and only one.

What a file is taken for, and by what, is weighed before (`engine.filing`). A report of another year beside one of the
round is none of its business, and a slip in the title alone is another rule's.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from reportlint.engine.kind import Across, Finding, Kind, Placed, alone
from reportlint.model.batch import BatchEntry
from reportlint.model.document import NOWHERE
from reportlint.model.report import Report


def _run(across: Across) -> Iterator[Placed]:
    batch = across.batch
    old = {path: unit for unit, path in batch.old_ones.items()}
    for entry in batch.entries:
        filing = batch.filings.get(entry.path)
        if filing is None:
            continue
        if filing.content is not None:
            values = {"unit": batch.owner(entry), "told": filing.content}
            yield _at_title(across, entry, Finding(NOWHERE, values, variant="unit"))
        if entry.others:
            values = {"unit": batch.owner(entry), "told": "、".join(entry.others)}
            yield Placed(entry.path, Finding(NOWHERE, values, severity="info", variant="several"))
        if entry.path in old and filing.year is not None:
            told = {"unit": old[entry.path], "told": filing.year, "year": batch.round_year}
            yield _at_title(across, entry, Finding(NOWHERE, told))


def _at_title(across: Across, entry: BatchEntry, finding: Finding) -> Placed:
    """The finding at the report's title, where it can still be read."""
    report: Report | None = across.read(entry)
    if report is None or report.title is None:
        return Placed(entry.path, finding)
    return Placed(entry.path, replace(finding, place=report.title.place), report)


KIND = Kind(
    "misfiled",
    alone,
    {"type": "object", "additionalProperties": False, "properties": {}},
    placeholders=frozenset({"unit", "told", "year"}),
    variants=frozenset({"unit", "several"}),
    stage="across",
    across=_run,
)
