"""The JSON of a parsed report → Report, to be judged like any other.

The JSON has no file beneath it: what it does not hold is named in `Report.lacks` (labels as they were
written, numerals of headings) or in a remark (texts that are no section's), so that nothing passes unseen.
Places are those of the file that the report was parsed from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TypeAlias

from msgspec import UNSET, Struct, field
from msgspec.structs import replace

from reportlint.model.document import (
    NOWHERE,
    Certainty,
    Document,
    Paragraph,
    Place,
    Publication,
    Recognition,
    Spot,
)
from reportlint.model.forms import Heading, TableForm, editions, load_form
from reportlint.model.numbers import read_value
from reportlint.model.report import (
    Claim,
    Flaw,
    Label,
    Number,
    Period,
    Remark,
    Report,
    Section,
    Table,
    Unreadable,
    Value,
)
from reportlint.model.wording import Text, visible
from reportlint.parsing import identity
from reportlint.parsing.claims import find_claims
from reportlint.parsing.endless import endless_text
from reportlint.parsing.flow import rows_of
from reportlint.parsing.given import contradictions
from reportlint.parsing.report_json.shape import (
    AsideJson,
    CellJson,
    LocationJson,
    ParagraphJson,
    PeriodJson,
    ReportJson,
    SectionJson,
    TableJson,
    load,
    way_words,
)
from reportlint.parsing.sections import standing_of
from reportlint.parsing.statutory import unread_of
from reportlint.readers.failure import ReadFailure

_BETWEEN = " | "
"""What stands between the cells of a row in the line that findings show."""

Way: TypeAlias = tuple[str, ...]
"""Keys that lead to a table, a row or a cell."""


class _Lines(Struct):
    """The lines that the findings show: one for each paragraph and each row of a table."""

    lines: list[str] = field(default_factory=list)

    def add(self, text: str, known: LocationJson | None = None) -> Place:
        """A line of its own, and the place that stands for it."""
        self.lines.append(text)
        number = len(self.lines)
        page, line = (known.page, known.line) if known else (None, None)
        return Place(number, 1, number, len(text) + 1, page, Spot(line=line))

    def paragraph(self, told: ParagraphJson | AsideJson) -> Paragraph:
        """A text with its place, as a line of its own."""
        return Paragraph(told.text, self.add(told.text, told.location))


def read_report(
    data: bytes, *, name: str, edition: str = "auto", year: int | None = None, unit: str | None = None
) -> Report:
    """The report that the bytes of a JSON file tell; `edition`, `year` and `unit` override it. Raises ReadFailure.

    A failure tells what is no JSON, what does not fit the schema, a table, row or column that is none of the form's,
    and a cell whose value is not what its raw text says.
    """
    told = load(data)
    if told.edition not in editions():
        raise ReadFailure(_unknown_form(told.edition))
    chosen = told.edition if edition == "auto" else edition
    lines = _Lines()
    title, preamble = _opening(told, lines)
    sections = tuple(_section(section, chosen, lines) for section in told.sections)
    tables = {
        key: _table(cells, _edition_of(cells, key, told.edition), key, lines)
        for key in load_form(told.edition).tables
        if (cells := told.tables.get(key))  # type: ignore[call-overload]
    }
    prose = Document(name, (*preamble, *(part for section in sections for part in section.paragraphs)))
    period = identity.find_period(rows_of(prose)) or _period(told.period)
    report = Report(
        name=name,
        title=title,
        unit=unit or told.unit or identity.unit_in_filename(name),
        year=year or told.year,
        title_year=identity.year_in(title.text) if title else None,
        period=period,
        edition=chosen,
        preamble=preamble,
        sections=sections,
        tables={key: table for key, table in tables.items() if table.values},
        unread=tuple(unread_of(tables.values())),
        remarks=tuple(_remarks(told)),
        likeness=(title is not None) + (period is not None) + len(sections) + 2 * len(tables),
        published=_publication(told),
        pictures=tuple((picture.section, _seen(picture.location)) for picture in told.pictures),
        asides=tuple((aside.section, lines.paragraph(aside)) for aside in told.asides or ()),
        beside=tuple(map(lines.paragraph, told.beside or ())),
        lines=tuple(lines.lines),
        notes=tuple(contradictions(year=year, told_year=told.year, unit=unit, told_unit=told.unit)),
        recognised=_recognised(told),
        lacks=frozenset({"labels", "numerals"}),
    )
    claims = find_claims(report.prose(), year=report.year, unit=report.unit)
    said = {remark.text for remark in report.remarks}
    endless = (remark for remark in endless_text(report) if remark.text not in said)
    return replace(report, remarks=(*report.remarks, *endless), claims=claims or tuple(_claims(told)))


def _recognised(told: ReportJson) -> Recognition | None:
    """What was recognised; which characters of the prose were in doubt the JSON does not say."""
    if told.recognised is UNSET:
        return None
    return Recognition(tuple(told.recognised.pages), Text(told.recognised.text.zh, told.recognised.text.en))


def _opening(told: ReportJson, lines: _Lines) -> tuple[Paragraph | None, tuple[Paragraph, ...]]:
    """The title, and what stands before the first section; the title alone where the JSON holds no more."""
    preamble = tuple(lines.paragraph(paragraph) for paragraph in told.preamble or ())
    words = told.title
    if not words:
        return None, preamble
    title = identity.find_title(preamble)
    if title is None or title.text != words:
        title = Paragraph(words, lines.add(words))
    return title, preamble or (title,)


def _remarks(told: ReportJson) -> Iterator[Remark]:
    """What was left out when the report was read, and the texts that the JSON does not hold."""
    for remark in told.remarks:
        yield Remark(remark.subject, Text(remark.text.zh, remark.text.en), _seen(remark.location))
    if told.preamble is UNSET:
        yield _without(Text("第一部分以前的文字（preamble）", "the text before section 一 (preamble)"))
    if told.asides is UNSET:
        yield _without(
            Text("表格里格式以外的文字（asides）", "texts in tables besides labels and figures (asides)")
        )


def _without(what: Text) -> Remark:
    words = Text(f"JSON 数据里没有{what.zh}，没有检查", f"the JSON data do not hold {what.en}")
    return Remark("report", words, NOWHERE)


def _seen(where: LocationJson) -> Place:
    """A place in the file that was parsed, where no line is shown."""
    return Place(page=where.page, spot=Spot(line=where.line))


def _publication(told: ReportJson) -> Publication | None:
    published = told.published
    if published is None:
        return None
    return Publication(_day(published.day, "published"), _seen(published.location))


def _day(told: str | None, key: str) -> date | None:
    """A date of the JSON, or None; `key` is where it stands. Raises ReadFailure for one that does not exist."""
    try:
        return date.fromisoformat(told) if told else None
    except ValueError as error:
        raise ReadFailure(
            Text(f"{key} 里的日期不存在（{error}）", f"{key} holds a date that does not exist ({error})")
        ) from error


def _section(told: SectionJson, edition: str, lines: _Lines) -> Section:
    place = lines.add(told.title, told.location)
    texts = [text for text in told.text.split("\n") if text.strip()]
    return Section(
        number=told.number,
        numeral="",
        title=told.title,
        place=place,
        standing=standing_of(told.title, told.number, edition),
        paragraphs=tuple(Paragraph(text, lines.add(text)) for text in texts),
    )


def _period(told: PeriodJson | None) -> Period | None:
    """The period that the JSON tells where the prose tells none."""
    if told is None:
        return None
    start, end = (_day(day, "period") for day in (told.start, told.end))
    years = (start.year if start else None, end.year if end else None)
    return Period(start, end, f"{told.start or '？'}至{told.end or '？'}", NOWHERE, *years)


def _claims(told: ReportJson) -> Iterator[Claim]:
    for claim in told.claims:
        yield Claim(claim.measure, claim.value, True, claim.text, claim.section, NOWHERE)


def _edition_of(cells: TableJson, key: str, expected: str) -> str:
    """The form whose rows and columns a table has: the report's own where it fits."""
    for edition in sorted(editions(), key=lambda known: known != expected):
        form = load_form(edition).tables[key]
        known = {row.key: {column.key for column in form.block_of(row.key).columns} for row in form.rows}
        if all(row in known and told.keys() <= known[row] for row, told in cells.items()):
            return edition
    return expected


def _table(cells: TableJson, edition: str, key: str, lines: _Lines) -> Table:
    form = load_form(edition).tables[key]
    rows = {row.key: row for row in form.rows}
    for name in cells:
        if name not in rows:
            raise _misplaced((key, name), Text("不是这张表的行", "is no row of this table"))
    places: dict[str, Place] = {}
    values: dict[str, Mapping[str, Value]] = {}
    for name, row in rows.items():
        if cells.get(name):
            places[name], values[name] = _row(cells[name], form, row, lines)
    found = {column for cells_found in values.values() for column in cells_found}
    columns = {column.key: column for block in form.blocks for column in block.columns}
    first = next(iter(places.values()), NOWHERE)
    return Table(
        key=key,
        edition=edition,
        place=first,
        rows={name: Label(name, rows[name].label, places[name], rows[name].label) for name in values},
        columns=tuple(
            Label(name, column.label, first, column.label)
            for name, column in columns.items()
            if name in found
        ),
        values=values,
        missing_rows=tuple(name for name in rows if name not in values),
        missing_columns=tuple(_missing_columns(values, form)),
    )


def _missing_columns(
    values: Mapping[str, Mapping[str, Value]], form: TableForm
) -> Iterator[tuple[str | None, str]]:
    """The columns that no row of a block has, as a table has them."""
    for block in form.blocks:
        rows = [row.key for row in block.rows if row.key in values]
        for column in block.columns:
            if rows and not any(column.key in values[row] for row in rows):
                yield None if len(form.blocks) == 1 else rows[0], column.key


def _row(
    told: Mapping[str, CellJson], form: TableForm, row: Heading, lines: _Lines
) -> tuple[Place, Mapping[str, Value]]:
    """The place of a row's label and the row's values; the row is shown as one line."""
    columns = {column.key: column for column in form.block_of(row.key).columns}
    for key in told:
        if key not in columns:
            raise _misplaced((form.key, row.key, key), Text("不是这一行的列", "is no column of this row"))
    label = form.row_name(row.key)
    cells = {key: told[key] for key in columns if key in told}
    texts = [label, *(visible(cell.raw) for cell in cells.values())]
    line = lines.add(_BETWEEN.join(texts), next(iter(cells.values())).location)
    flaw = _row_flaw(list(cells.values()), len(columns))
    values: dict[str, Value] = {}
    start = len(label) + len(_BETWEEN)
    for (key, cell), text in zip(cells.items(), texts[1:], strict=True):
        place = line.part(start, start + len(text))._replace(spot=Spot(line=cell.location.line))
        values[key] = _value(cell, place, columns[key], flaw)
        if values[key].state != cell.state or not _same(values[key], cell.value):
            raise _contradiction((form.key, row.key, key), cell)
        values[key] = replace(values[key], certainty=_certainty(cell))
        start += len(text) + len(_BETWEEN)
    return line.part(0, len(label)), values


def _certainty(cell: CellJson) -> Certainty | None:
    """How sure a recognised cell is; its picture is not in the JSON."""
    if cell.score is UNSET or cell.alternatives is UNSET or cell.settled is UNSET:
        return None
    return Certainty(cell.score, tuple(cell.alternatives), settled=cell.settled)


def _value(cell: CellJson, place: Place, column: Heading, flaw: Flaw | None) -> Value:
    """What a cell's raw text says; a row that could not be read has its text in each of its cells."""
    value = read_value(cell.raw, place, kind=column.kind)
    if cell.state == "unreadable" and (flaw or not isinstance(value, Unreadable)):
        return Unreadable(cell.raw, place, flaw or "words")
    return value


def _row_flaw(cells: list[CellJson], columns: int) -> Flaw | None:
    """The flaw of a row that was not readable as a whole."""
    raws = {cell.raw for cell in cells}
    if len(cells) < 2 or len(raws) > 1 or any(cell.state != "unreadable" for cell in cells):
        return None
    return "row_too_long" if len(raws.pop().split()) > columns else "row_too_short"


def _same(value: Value, told: float | None) -> bool:
    return float(value.value) == told if isinstance(value, Number) and told is not None else told is None


def _unknown_form(edition: str) -> Text:
    known = editions()
    return Text(
        f"JSON 的 edition 是 {edition}，没有这一年的格式；已有的是 {'、'.join(known)}，别的用 --rules 给出",
        f"the JSON has the edition {edition}, a form that is not known; known are {', '.join(known)}, "
        "others are given by --rules",
    )


def _misplaced(way: Way, what: Text) -> ReadFailure:
    zh, en = (way_words(("tables", *way), lang) for lang in ("zh", "en"))
    return ReadFailure(
        Text(f"JSON 不合统一格式：{zh} {what.zh}", f"the JSON does not fit the form: {en} {what.en}")
    )


def _contradiction(way: Way, cell: CellJson) -> ReadFailure:
    zh, en = (way_words(("tables", *way), lang) for lang in ("zh", "en"))
    raw, state, value = visible(cell.raw), cell.state, cell.value
    told = "" if value is None else f" {value}"
    return ReadFailure(
        Text(
            f"JSON 前后不一：{zh} 的 raw 是“{raw}”，state 和 value 却是 {state}{told}",
            f"the JSON contradicts itself: {en} has raw {raw!r} but state {state}{told}",
        )
    )
