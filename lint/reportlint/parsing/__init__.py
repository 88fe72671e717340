"""Document → Report: identity, sections and tables, all found by what they say and never by position."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportlint.document import Document, Picture, Place
from reportlint.forms import EDITIONS, form_for_year, load_form
from reportlint.parsing import identity
from reportlint.parsing.bundle import first_report
from reportlint.parsing.claims import find_claims
from reportlint.parsing.endless import endless_text
from reportlint.parsing.flow import Row, rows_of
from reportlint.parsing.given import contradictions
from reportlint.parsing.publication import lines_of, named, split_off
from reportlint.parsing.sections import Heading, headings, headings_like, sections
from reportlint.parsing.statutory import Tables, read_tables
from reportlint.report import PicturedPage, Remark, Report, Section

_LONGEST_PREAMBLE = 40
"""Rows that are taken to stand before the report where no section is found."""


def parse(
    document: Document, *, edition: str = "auto", year: int | None = None, unit: str | None = None
) -> Report:
    """The annual report that a document is.

    `edition` ("auto", "2021", "2019"), `year` and `unit` override what the document says. The
    edition is chosen by the year; where no year is known, by the form whose labels the tables carry.
    """
    everything = rows_of(document)
    candidates = headings_like(everything, EDITIONS[0])
    rows, bundled = first_report(everything, candidates)
    found = headings(rows, [heading for heading in candidates if heading.row < len(rows)], EDITIONS[0])
    first = found[0].row if found else min(len(rows), _LONGEST_PREAMBLE)
    opening_lines = lines_of(rows[:first])
    preamble, told_day = split_off(opening_lines)
    title = identity.find_title(preamble) or identity.find_title(tuple(named(opening_lines)))
    title_year = identity.year_in(title.text) if title else None
    opening = rows[: found[1].row if len(found) > 1 else len(rows)]
    period = identity.find_period(opening) or identity.find_period(rows[len(opening) :])
    told_year = identity.report_year(title_year, period)
    told_unit = identity.find_unit(title.text) or identity.unit_below(title, preamble) if title else None
    report_year = year or told_year
    chosen = None if edition == "auto" else edition
    by_year = form_for_year(report_year) if report_year else None
    tables = read_tables(rows, _ranges(found, len(rows)), edition=chosen, expected=chosen or by_year)
    parsed = _with_lost(sections(rows, found, tables.taken), tables)
    report = Report(
        name=document.name,
        title=title,
        unit=unit or told_unit or identity.unit_in_filename(document.name),
        year=report_year,
        title_year=title_year,
        period=period,
        edition=chosen or by_year or tables.edition,
        preamble=tuple(paragraph for paragraph in preamble if paragraph.text) if found else tuple(preamble),
        sections=parsed,
        tables=tables.tables,
        unread=tables.unread,
        remarks=(*_left_out(document), *((bundled,) if bundled else ()), *tables.remarks),
        likeness=(title is not None) + (period is not None) + len(found) + 2 * len(tables.tables),
        lines=document.lines,
        encoding=document.encoding,
        published=told_day if told_day and told_day.day else document.published or told_day,
        pictures=tuple(_pictures(rows, found)),
        pictured=tuple(_pictured(document, rows, found)),
        attachments=document.attachments,
        notes=(
            *document.notes,
            *contradictions(year=year, told_year=told_year, unit=unit, told_unit=told_unit),
        ),
        asides=tuple((_above(found, index), aside) for index, aside in tables.asides),
    )
    return replace(
        report,
        remarks=(*report.remarks, *endless_text(report)),
        claims=find_claims(report.prose(), year=report.year, unit=report.unit),
    )


def _left_out(document: Document) -> Iterator[Remark]:
    """What the reader could not read."""
    return (Remark("file", entry.text, entry.place) for entry in document.unread)


def _pictures(rows: Sequence[Row], found: Sequence[Heading]) -> Iterator[tuple[int | None, Place]]:
    """The pictures, each with the number of the section that it stands in."""
    for index, row in enumerate(rows):
        if row.picture:
            yield _above(found, index), row.place


def _above(found: Sequence[Heading], index: int) -> int | None:
    """The number of the section that a row stands in; None before the first."""
    above = [heading.number for heading in found if heading.row < index]
    return above[-1] if above else None


def _pictured(document: Document, rows: Sequence[Row], found: Sequence[Heading]) -> Iterator[PicturedPage]:
    """The pages that are pictures, each with the sections found around it."""
    whole = {block.place for block in document.blocks if isinstance(block, Picture) and block.whole_page}
    for index, row in enumerate(rows):
        if row.picture and row.place in whole:
            below = [heading.number for heading in found if heading.row > index]
            last = len(load_form(EDITIONS[0]).sections)
            yield PicturedPage(row.place, _above(found, index) or 0, below[0] if below else last + 1)


def _ranges(found: Sequence[Heading], end: int) -> dict[int, tuple[int, int]]:
    """The rows of each section by its number, heading left out."""
    starts = [heading.row for heading in found] + [end]
    return {heading.number: (heading.row + 1, starts[i + 1]) for i, heading in enumerate(found)}


def _with_lost(parsed: tuple[Section, ...], tables: Tables) -> tuple[Section, ...]:
    """The sections, with one more for each table whose heading is lost."""
    numbers = {section.number for section in parsed}
    lost = []
    for key, table in tables.tables.items():
        form = load_form(table.edition).tables[key]
        if form.section not in numbers:
            lost.append(Section(form.section, "", "", table.place, "lost", ()))
    together = [*parsed, *lost]
    return tuple(sorted(together, key=lambda section: section.place.line or 0)) if lost else parsed
