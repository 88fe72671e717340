"""A parsed report → its JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import UNSET, UnsetType, to_builtins

from reportlint.model.as_json import dump, location, number
from reportlint.model.document import Place, Publication
from reportlint.model.report import Number, Period, Report, Section, Table, Value
from reportlint.parsing.report_json.shape import (
    AsideJson,
    CellJson,
    ClaimJson,
    LocationJson,
    ParagraphJson,
    PeriodJson,
    PictureJson,
    PublicationJson,
    RecognisedJson,
    RemarkJson,
    ReportJson,
    SectionJson,
    TableJson,
    WordsJson,
)


def write_report(report: Report) -> str:
    """The report as one JSON document: identity, text, and every cell with its state and place."""
    return dump(to_builtins(_report(report))) + "\n"


def write_reports(reports: Iterable[tuple[str, Report]]) -> Iterator[str]:
    """One JSON object with all reports by their paths, a piece for each."""
    yield "{"
    for index, (path, report) in enumerate(reports):
        yield ("," if index else "") + f"\n {dump(path)}: {dump(to_builtins(_report(report)), depth=1)}"
    yield "\n}\n"


def _report(report: Report) -> ReportJson:
    return ReportJson(
        title=report.title.text if report.title else None,
        unit=report.unit,
        year=report.year,
        edition=report.edition,
        period=_period(report.period),
        sections=[_section(section, report) for section in report.sections],
        tables={key: _table(table) for key, table in report.tables.items()},  # type: ignore[misc]
        claims=[
            ClaimJson(claim.measure, claim.value, claim.text, claim.section, _location(claim.place))
            for claim in report.claims
        ],
        preamble=[
            ParagraphJson(paragraph.text, _location(paragraph.place))
            for paragraph in report.preamble
            if paragraph.text.strip()
        ],
        asides=[AsideJson(section, aside.text, _location(aside.place)) for section, aside in report.asides],
        beside=[ParagraphJson(text.text, _location(text.place)) for text in report.beside] or UNSET,
        remarks=[
            RemarkJson(remark.subject, WordsJson(*remark.text), _location(remark.place))
            for remark in report.remarks
        ],
        pictures=[PictureJson(section, _location(place)) for section, place in report.pictures],
        published=_published(report.published),
        recognised=_recognised(report),
    )


def _recognised(report: Report) -> RecognisedJson | UnsetType:
    found = report.recognised
    return UNSET if found is None else RecognisedJson(list(found.pages), WordsJson(*found.words))


def _location(place: Place) -> LocationJson:
    return LocationJson(**location(place))


def _period(period: Period | None) -> PeriodJson | None:
    return None if period is None else PeriodJson(_day(period.start), _day(period.end))


def _published(published: Publication | None) -> PublicationJson | None:
    return None if published is None else PublicationJson(_day(published.day), _location(published.place))


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _section(section: Section, report: Report) -> SectionJson:
    """A section with its notes behind it; a note before section 一 goes with the first one."""
    numbers = {section.number, None} if section is report.sections[0] else {section.number}
    notes = [note.text.strip() for number, note in report.footnotes if number in numbers]
    text = "\n".join(filter(None, (section.text, *notes)))
    return SectionJson(section.number, section.title, text, _location(section.place))


def _table(table: Table) -> TableJson:
    return {
        row: {column: _cell(value) for column, value in columns.items()}
        for row, columns in table.values.items()
    }


def _cell(value: Value) -> CellJson:
    cell = CellJson(
        number(value.value) if isinstance(value, Number) else None,
        value.raw,
        value.state,
        _location(value.place),
    )
    if (certainty := value.certainty) is not None:
        cell.source, cell.score = "recognised", certainty.score
        cell.alternatives, cell.settled = list(certainty.alternatives), certainty.settled
    return cell
