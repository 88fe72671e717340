"""A parsed report's data (schemas/report.schema.json) → Report, to be judged like any other.

The data has no file beneath it: what it does not hold is named in `Report.lacks` (labels as they were
written, numerals of headings) or in a remark (texts that are no section's), so that nothing passes unseen.
Places are those of the file that the report was parsed from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from reportlint.model.document import NOWHERE, Document, Paragraph, Place, Spot
from reportlint.model.forms import EDITIONS, Heading, TableForm, load_form
from reportlint.model.numbers import read_value
from reportlint.model.report import (
    Claim,
    Flaw,
    Label,
    Number,
    Period,
    Report,
    Section,
    Table,
    Unreadable,
    Value,
)
from reportlint.model.wording import Text, visible
from reportlint.parsing import identity, json_texts
from reportlint.parsing.claims import find_claims
from reportlint.parsing.endless import endless_text
from reportlint.parsing.flow import rows_of
from reportlint.parsing.given import contradictions
from reportlint.parsing.json_texts import Lines
from reportlint.parsing.sections import standing_of
from reportlint.parsing.statutory import unread_of
from reportlint.readers.failure import ReadFailure
from reportlint.readers.json import way_words

_BETWEEN = " | "


def from_json(
    data: Mapping[str, Any],
    *,
    name: str,
    edition: str = "auto",
    year: int | None = None,
    unit: str | None = None,
) -> Report:
    """The report that valid data tell; `edition`, `year` and `unit` override it. Raises ReadFailure.

    A failure tells of a table, row or column that is none of the form's, and of a cell whose value is
    not what its raw text says.
    """
    chosen = data["edition"] if edition == "auto" else edition
    lines = Lines()
    title, preamble = json_texts.opening(data, lines)
    sections = tuple(_section(told, chosen, lines) for told in data["sections"])
    tables = {
        key: _table(data["tables"][key], _edition_of(data["tables"][key], key, data["edition"]), key, lines)
        for key in load_form(data["edition"]).tables
        if data["tables"].get(key)
    }
    prose = Document(name, (*preamble, *(part for section in sections for part in section.paragraphs)))
    period = identity.find_period(rows_of(prose)) or _period(data["period"])
    report = Report(
        name=name,
        title=title,
        unit=unit or data["unit"] or identity.unit_in_filename(name),
        year=year or data["year"],
        title_year=identity.year_in(title.text) if title else None,
        period=period,
        edition=chosen,
        preamble=preamble,
        sections=sections,
        tables={key: table for key, table in tables.items() if table.values},
        unread=tuple(unread_of(tables.values())),
        remarks=tuple(json_texts.remarks(data)),
        likeness=(title is not None) + (period is not None) + len(sections) + 2 * len(tables),
        published=json_texts.publication(data),
        pictures=tuple(json_texts.pictures(data)),
        asides=tuple(json_texts.asides(data, lines)),
        lines=tuple(lines.lines),
        notes=tuple(contradictions(year=year, told_year=data["year"], unit=unit, told_unit=data["unit"])),
        lacks=frozenset({"labels", "numerals"}),
    )
    claims = find_claims(report.prose(), year=report.year, unit=report.unit)
    said = {remark.text for remark in report.remarks}
    endless = (remark for remark in endless_text(report) if remark.text not in said)
    return replace(
        report, remarks=(*report.remarks, *endless), claims=claims or tuple(_claims(data["claims"]))
    )


def _section(told: Mapping[str, Any], edition: str, lines: Lines) -> Section:
    place = lines.add(told["title"], told["location"])
    texts = [text for text in told["text"].split("\n") if text.strip()]
    return Section(
        number=told["number"],
        numeral="",
        title=told["title"],
        place=place,
        standing=standing_of(told["title"], told["number"], edition),
        paragraphs=tuple(Paragraph(text, lines.add(text)) for text in texts),
    )


def _period(told: Mapping[str, str | None] | None) -> Period | None:
    """The period that the data tell where the prose tells none."""
    if told is None:
        return None
    start, end = (json_texts.day(told[key], "period") for key in ("start", "end"))
    years = (start.year if start else None, end.year if end else None)
    return Period(start, end, f"{told['start'] or '？'}至{told['end'] or '？'}", NOWHERE, *years)


def _claims(told: list[Mapping[str, Any]]) -> Iterator[Claim]:
    for claim in told:
        yield Claim(claim["measure"], claim["value"], True, claim["text"], claim["section"], NOWHERE)


def _edition_of(told: Mapping[str, Any], key: str, expected: str) -> str:
    """The form whose rows and columns a table has: the report's own where it fits."""
    for edition in sorted(EDITIONS, key=lambda known: known != expected):
        form = load_form(edition).tables[key]
        known = {row.key: {column.key for column in form.block_of(row.key).columns} for row in form.rows}
        if all(row in known and cells.keys() <= known[row] for row, cells in told.items()):
            return edition
    return expected


def _table(told: Mapping[str, Any], edition: str, key: str, lines: Lines) -> Table:
    form = load_form(edition).tables[key]
    rows = {row.key: row for row in form.rows}
    for name in told:
        if name not in rows:
            raise _misplaced((key, name), Text("不是这张表的行", "is no row of this table"))
    places: dict[str, Place] = {}
    values = {key: _row(told[key], form, row, (lines, places)) for key, row in rows.items() if told.get(key)}
    found = {column for cells in values.values() for column in cells}
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
    told: Mapping[str, Any], form: TableForm, row: Heading, shown: tuple[Lines, dict[str, Place]]
) -> dict[str, Value]:
    """The values of a row, which is shown as one line."""
    lines, places = shown
    columns = {column.key: column for column in form.block_of(row.key).columns}
    for key in told:
        if key not in columns:
            raise _misplaced((form.key, row.key, key), Text("不是这一行的列", "is no column of this row"))
    label = form.row_name(row.key)
    cells = {key: told[key] for key in columns if key in told}
    texts = [label, *(visible(cell["raw"]) for cell in cells.values())]
    line = lines.add(_BETWEEN.join(texts), next(iter(cells.values()))["location"])
    places[row.key] = line.part(0, len(label))
    flaw = _row_flaw(list(cells.values()), len(columns))
    values: dict[str, Value] = {}
    start = len(label) + len(_BETWEEN)
    for (key, cell), text in zip(cells.items(), texts[1:], strict=True):
        place = line.part(start, start + len(text))._replace(spot=Spot(line=cell["location"]["line"]))
        values[key] = _value(cell, place, columns[key], flaw)
        if values[key].state != cell["state"] or not _same(values[key], cell["value"]):
            raise _contradiction((form.key, row.key, key), cell)
        start += len(text) + len(_BETWEEN)
    return values


def _value(cell: Mapping[str, Any], place: Place, column: Heading, flaw: Flaw | None) -> Value:
    """What a cell's raw text says; a row that could not be read has its text in each of its cells."""
    value = read_value(cell["raw"], place, kind=column.kind)
    if cell["state"] == "unreadable" and (flaw or not isinstance(value, Unreadable)):
        return Unreadable(cell["raw"], place, flaw or "words")
    return value


def _row_flaw(cells: list[Mapping[str, Any]], columns: int) -> Flaw | None:
    """The flaw of a row that was not readable as a whole."""
    raws = {cell["raw"] for cell in cells}
    if len(cells) < 2 or len(raws) > 1 or any(cell["state"] != "unreadable" for cell in cells):
        return None
    return "row_too_long" if len(raws.pop().split()) > columns else "row_too_short"


def _same(value: Value, told: float | None) -> bool:
    return float(value.value) == told if isinstance(value, Number) and told is not None else told is None


def _misplaced(way: tuple[str, ...], what: Text) -> ReadFailure:
    zh, en = (way_words(("tables", *way), lang) for lang in ("zh", "en"))
    return ReadFailure(
        Text(f"JSON 不合统一格式：{zh} {what.zh}", f"the JSON does not fit the form: {en} {what.en}")
    )


def _contradiction(way: tuple[str, ...], cell: Mapping[str, Any]) -> ReadFailure:
    zh, en = (way_words(("tables", *way), lang) for lang in ("zh", "en"))
    raw, state, value = visible(cell["raw"]), cell["state"], cell["value"]
    told = "" if value is None else f" {value}"
    return ReadFailure(
        Text(
            f"JSON 前后不一：{zh} 的 raw 是“{raw}”，state 和 value 却是 {state}{told}",
            f"the JSON contradicts itself: {en} has raw {raw!r} but state {state}{told}",
        )
    )
