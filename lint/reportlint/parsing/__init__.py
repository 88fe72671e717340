"""Document → Report: identity, sections and tables, all found by what they say and never by position."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from reportlint.model.document import Document, Paragraph
from reportlint.model.forms import editions, form_for_year, load_form
from reportlint.model.report import Remark, Report, Section
from reportlint.parsing import identity, within
from reportlint.parsing.bundle import first_report, further_units, starts
from reportlint.parsing.claims import find_claims
from reportlint.parsing.endless import endless_text
from reportlint.parsing.flow import Row, rows_of
from reportlint.parsing.given import contradictions
from reportlint.parsing.opening import Opening, read_opening
from reportlint.parsing.recognised import in_prose, with_certainty
from reportlint.parsing.sections import Heading, headings, headings_like, parted, sections
from reportlint.parsing.statutory import Tables, read_tables


def parse(
    document: Document,
    *,
    edition: str = "auto",
    year: int | None = None,
    unit: str | None = None,
    part: int = 1,
    each: bool = False,
) -> Report:
    """The annual report that a document is; of several in it that with the number `part`, from 1.

    With `each` the others are somebody else's concern: `Report.further` counts them, and nothing is said of them.

    `edition` ("auto", or one of `forms.editions`), `year` and `unit` override what the document says. The
    edition is chosen by the year; where no year is known, by the form whose labels the tables carry.
    """
    chosen = None if edition == "auto" else edition
    form = chosen or editions()[0]
    everything = parted(rows_of(document), form)
    besides: tuple[str, ...] = ()
    further = 0
    if each:
        whole, begun = everything, (*starts(everything, form), len(everything))
        if part < len(begun):
            everything = whole[begun[part - 1] : begun[part]]
        if part == 1 and len(begun) > 2:
            further = len(begun) - 2
            besides = further_units(whole, begun[1], headings_like(whole, form))
    rows, found, footnotes, told, bundled, others = _outline(document, everything, form)
    report_year = year or told.year
    by_year = form_for_year(report_year) if report_year else None
    if load_form(chosen or by_year or form).sections != load_form(form).sections:
        rows, found, footnotes, told, bundled, others = _outline(
            document, everything, chosen or by_year or form
        )
    tables = read_tables(rows, _ranges(found, len(rows)), edition=chosen, expected=chosen or by_year)
    tables = replace(tables, tables=with_certainty(tables.tables, document))
    report = Report(
        name=document.name,
        title=told.title,
        unit=unit or told.unit or identity.unit_in_filename(document.name),
        year=report_year,
        title_year=told.title_year,
        period=told.period,
        edition=chosen or by_year or tables.edition,
        preamble=told.preamble,
        sections=_with_lost(sections(rows, found, tables.taken), tables),
        tables=tables.tables,
        unread=tables.unread,
        remarks=(*_left_out(document), *((bundled,) if bundled else ()), *tables.remarks),
        likeness=told.likeness + len(found) + 2 * len(tables.tables),
        lines=document.lines,
        encoding=document.encoding,
        published=told.published
        if told.published and told.published.day
        else document.published or told.published,
        pictures=tuple(within.pictures(rows, found)),
        pictured=tuple(within.pictured_pages(document, rows, found)),
        attachments=document.attachments,
        notes=(
            *document.notes,
            *contradictions(year=year, told_year=told.year, unit=unit, told_unit=told.unit),
        ),
        asides=tuple((within.section_of(index, found), aside) for index, aside in tables.asides),
        second_tables=tables.second,
        footnotes=footnotes,
        others=others or besides,
        further=further,
        beside=document.beside,
        recognised=in_prose(tables.tables, document),
    )
    return replace(
        report,
        remarks=(*report.remarks, *endless_text(report)),
        claims=find_claims(report.prose(), year=report.year, unit=report.unit),
    )


class _Outline(NamedTuple):
    """The first report of a document: its rows, headings and notes, and what stands before section 一."""

    rows: Sequence[Row]
    found: Sequence[Heading]
    footnotes: tuple[tuple[int | None, Paragraph], ...]
    told: Opening
    bundled: Remark | None
    others: tuple[str, ...]
    """The units of further reports."""


def _outline(document: Document, everything: Sequence[Row], edition: str) -> _Outline:
    """The outline, with the headings that the form has."""
    candidates = headings_like(everything, edition)
    rows, bundled = first_report(everything, candidates)
    found = headings(rows, [heading for heading in candidates if heading.row < len(rows)], edition)
    footnotes = tuple(within.footnotes(document, everything, rows, found))
    others = further_units(everything, len(rows), candidates) if bundled else ()
    return _Outline(rows, found, footnotes, read_opening(rows, found, footnotes), bundled, others)


def _left_out(document: Document) -> Iterator[Remark]:
    """What the reader could not read."""
    return (Remark("file", entry.text, entry.place) for entry in document.unread)


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
