"""Kind `readable`: the file can be read. The engine makes the finding from the reader's failure."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.engine.kind import CheckContext, Judgement, Kind
from reportlint.model.report import Report


def _run(_report: Report, _context: CheckContext) -> Iterator[Judgement]:
    """Nothing: whoever holds a report has read its file."""
    return iter(())


KIND = Kind(
    name="readable",
    run=_run,
    parameters={"type": "object", "additionalProperties": False},
    placeholders=frozenset({"reason"}),
    stage="reading",
)
