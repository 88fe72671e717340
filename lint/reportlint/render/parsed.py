"""A parsed report as JSON (schemas/report.schema.json)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from reportlint.model.document import Paragraph, Publication
from reportlint.model.report import Claim, Number, Period, Remark, Report, Section, Table, Value
from reportlint.render.json import dump, location, number


def render_report(report: Report) -> str:
    """The report as one JSON document: identity, text, and every cell with its state and place."""
    return dump(_document(report)) + "\n"


def render_reports(reports: Iterable[tuple[str, Report]]) -> Iterator[str]:
    """One JSON object with all reports by their paths, a piece for each."""
    yield "{"
    for index, (path, report) in enumerate(reports):
        yield ("," if index else "") + f"\n {dump(path)}: {dump(_document(report), depth=1)}"
    yield "\n}\n"


def _document(report: Report) -> dict[str, Any]:
    return {
        "title": report.title.text if report.title else None,
        "unit": report.unit,
        "year": report.year,
        "edition": report.edition,
        "period": _period(report.period),
        "sections": [_section(section, report) for section in report.sections],
        "tables": {key: _table(table) for key, table in report.tables.items()},
        "claims": [_claim(claim) for claim in report.claims],
        "preamble": [_paragraph(paragraph) for paragraph in report.preamble if paragraph.text.strip()],
        "asides": [{"section": section, **_paragraph(aside)} for section, aside in report.asides],
        "remarks": [_remark(remark) for remark in report.remarks],
        "pictures": [{"section": number, "location": location(place)} for number, place in report.pictures],
        "published": _published(report.published),
    }


def _published(published: Publication | None) -> dict[str, Any] | None:
    if published is None:
        return None
    day = published.day.isoformat() if published.day else None
    return {"day": day, "location": location(published.place)}


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    return {"text": paragraph.text, "location": location(paragraph.place)}


def _remark(remark: Remark) -> dict[str, Any]:
    return {
        "subject": remark.subject,
        "text": remark.text._asdict(),
        "location": location(remark.place),
    }


def _period(period: Period | None) -> dict[str, str | None] | None:
    if period is None:
        return None
    return {
        "start": period.start.isoformat() if period.start else None,
        "end": period.end.isoformat() if period.end else None,
    }


def _section(section: Section, report: Report) -> dict[str, Any]:
    """A section with its notes behind it; a note before section 一 goes with the first one."""
    numbers = {section.number, None} if section is report.sections[0] else {section.number}
    notes = [note.text.strip() for number, note in report.footnotes if number in numbers]
    return {
        "number": section.number,
        "title": section.title,
        "text": "\n".join(filter(None, (section.text, *notes))),
        "location": location(section.place),
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "measure": claim.measure,
        "value": claim.value,
        "text": claim.text,
        "section": claim.section,
        "location": location(claim.place),
    }


def _table(table: Table) -> dict[str, dict[str, Any]]:
    return {
        row: {column: _value(value) for column, value in columns.items()}
        for row, columns in table.values.items()
    }


def _value(value: Value) -> dict[str, Any]:
    return {
        "value": number(value.value) if isinstance(value, Number) else None,
        "raw": value.raw,
        "state": value.state,
        "location": location(value.place),
    }
