"""The notice (整改通知书) on one uploaded report, as the audit writes them for a whole folder."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timezone

from reportlint import __version__
from reportlint.audit.notices import notice_files
from reportlint.audit.notices.content import Sender
from reportlint.audit.notices.paper import Paper
from reportlint.audit.outcome import Audit, AuditedUnit, Record, Row, Tallied
from reportlint.model.diagnostic import Result


def notice_of(result: Result) -> bytes | None:
    """The notice as a Word file; None where nothing graver than a suggestion was found. Needs docxtpl."""
    files = list(notice_files(_audit(result), sender=Sender(), paper=Paper()))
    return files[0][1] if files else None


def _audit(result: Result) -> Audit:
    """The audit of this one file."""
    report = result.report
    unit = report.unit if report is not None else None
    year = report.year if report is not None else None
    counted = Counter((found.code, found.severity) for found in result.diagnostics)
    row = Row(
        path=result.path,
        status=result.status,
        error=result.error,
        report=report,
        unit=unit,
        tallied=tuple(Tallied(code, severity, count) for (code, severity), count in counted.items()),
    )
    files = {} if year is None else {year: (result.path,)}
    return Audit(
        rows=(row,),
        units=() if unit is None else (AuditedUnit(unit, (unit,), files),),
        years=tuple(files),
        batch={},
        record=Record(__version__, {}, datetime.now(timezone.utc), 0.0, 1, None, 0),
        _result=lambda _: result,
        _report=lambda _: result.content,
        _close=lambda: None,
    )
