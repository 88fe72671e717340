"""The three statutory tables of a report: where they stand, and on which form they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from reportlint.model.document import Paragraph
from reportlint.model.forms import editions, load_form, obsolete_heads
from reportlint.model.report import Label, Number, Remark, SecondTable, Table, Unreadable
from reportlint.model.wording import Text, bare
from reportlint.parsing.asides import asides, notes
from reportlint.parsing.flow import Row, without_side_columns
from reportlint.parsing.labels import all_labels, labels_of
from reportlint.parsing.run_together import run_together
from reportlint.parsing.strip import read_strip
from reportlint.parsing.tables import Reading, read_table


class Tables(Struct, frozen=True):
    """What was read: the tables, those found and unreadable, and the rows of the flow they take."""

    tables: Mapping[str, Table]
    unread: tuple[Remark, ...]
    remarks: tuple[Remark, ...]
    taken: frozenset[int]
    edition: str
    """The form that most tables carry the labels of."""
    asides: tuple[tuple[int, Paragraph], ...] = ()
    """What these rows hold besides labels and figures, with the row of each."""
    second: tuple[SecondTable, ...] = ()
    """Those of the tables that stand there once more, as a whole or in part."""


_SEEN_AGAIN = 2
"""Labels of a table that must stand elsewhere for it to be looked for there."""
_LINES_ABOVE = 8
"""Rows above a second table, heads among them, in which its caption may stand."""
_LONGEST_CAPTION = 60

Ranges = Mapping[int, tuple[int, int]]
Rows = Sequence[tuple[int, Row]]


def read_tables(rows: Sequence[Row], ranges: Ranges, *, edition: str | None, expected: str | None) -> Tables:
    """The tables among the rows. `edition` fixes the form; `expected` is the one tried first."""
    order = [edition] if edition else sorted(editions(), key=lambda known: known != expected)
    tables: dict[str, Table] = {}
    found: list[Table] = []
    unread: list[Remark] = []
    remarks: list[Remark] = []
    taken: set[int] = set()
    for key, form in load_form(order[0]).tables.items():
        reading = _read(rows, ranges.get(form.section), key, order)
        if reading is None:
            merged = run_together(_section(rows, ranges.get(form.section)), key, order[0])
            unread.extend([merged[0]] if merged else [])
            taken |= merged[1] if merged else set()
            continue
        taken |= reading.rows
        found.append(reading.table)
        unread.extend(unread_of([reading.table]))
        if reading.table.values:
            tables[key] = reading.table
            remarks.extend(_remarks(reading.table, form.called))
    written = [table.edition for table in tables.values()]
    most = max(order, key=written.count)
    whole = taken | _inside(rows, taken, [*ranges.values()], order[0])
    theirs = frozenset(whole - notes(rows, whole, found))
    beside = tuple(asides(rows, theirs, found))
    second = tuple(_second(rows, tables, taken))
    return Tables(tables, tuple(unread), tuple(remarks), theirs, most, beside, second)


def _second(rows: Sequence[Row], tables: Mapping[str, Table], taken: set[int]) -> Iterator[SecondTable]:
    """What can be read of the tables in the rows that none of them has taken."""
    rest = [(index, row) for index, row in enumerate(rows) if index not in taken]
    for key, table in tables.items():
        labels = labels_of(table.edition, key)
        own = labels.columns.keys() if labels.form.layout == "strip" else labels.rows.keys()
        hits = sum(
            bare(cell.text) in own
            for _, row in rest
            if row.grid is not None
            for cell in row.cells
            if cell.text
        )
        reading = (
            _read_edition(rest, key, table.edition, wanted=table.edition) if hits >= _SEEN_AGAIN else None
        )
        if reading is not None and any(isinstance(value, Number) for _, value in reading.table.cells()):
            above = range(max(min(reading.rows) - _LINES_ABOVE, 0), min(reading.rows))
            said = (rows[index].text for index in above if index not in taken)
            yield SecondTable(
                reading.table, "\n".join(text for text in said if len(text) <= _LONGEST_CAPTION)
            )


def _section(rows: Sequence[Row], span: tuple[int, int] | None) -> Rows:
    """The rows of a section with their indices, or all where it is not found."""
    return [(index, row) for index, row in enumerate(rows)][slice(*(span or (None,)))]


def _read(
    rows: Sequence[Row], span: tuple[int, int] | None, key: str, order: Sequence[str]
) -> Reading | None:
    """The table in its section, else anywhere in the file."""
    scopes = [_section(rows, span), _section(rows, None)] if span else [_section(rows, None)]
    for scope in scopes:
        readings = []
        for edition in order:
            reading = _read_edition(scope, key, edition, wanted=order[0])
            if reading is not None:
                readings.append(reading)
                if _complete(reading.table, wanted=order[0]):
                    return reading
        if readings:
            return min(readings, key=lambda reading: _lacking(reading.table))
    return None


def _read_edition(scope: Rows, key: str, edition: str, *, wanted: str) -> Reading | None:
    """The table as a form has it; `wanted` is the form that the report should be on."""
    form = load_form(edition)
    if key not in form.tables:
        return None
    labels = labels_of(edition, key)
    read = read_strip if labels.form.layout == "strip" else read_table
    reading = read(without_side_columns(scope), labels, edition=edition)
    if reading is None:
        return None
    obsolete = tuple(_obsolete(scope, reading, obsolete_heads(wanted)))
    return Reading(replace(reading.table, obsolete_heads=obsolete), reading.rows)


def _obsolete(scope: Rows, reading: Reading, heads: Mapping[str, str]) -> Iterator[Label]:
    """The heads of older forms among the table's rows, each once; `heads` as `forms.obsolete_heads` has them."""
    seen: set[str] = set()
    first, last = min(reading.rows), max(reading.rows)
    for index, row in scope:
        if not first - 6 <= index <= last + 6 or row.grid is None:
            continue
        for cell in row.cells:
            key = bare(cell.text)
            if key in heads and key not in seen:
                seen.add(key)
                yield Label(key, cell.text, cell.place, cell.text)


def _complete(table: Table, *, wanted: str) -> bool:
    """Whether nothing of the form is lacking; on the form that is wanted no head of an older one may stand."""
    return not _lacking(table) and (table.edition != wanted or not table.obsolete_heads)


def _lacking(table: Table) -> int:
    """How much of the form the table lacks or has otherwise; a label in other words is a label all the same."""
    altered = sum(label.altered for label in (*table.rows.values(), *table.columns))
    other = len(table.missing_rows) + len(table.missing_columns) + len(table.unknown_labels)
    return 3 * other + altered


def _inside(rows: Sequence[Row], taken: set[int], spans: Sequence[tuple[int, int]], edition: str) -> set[int]:
    """Further rows of the tables: head cells, group labels, pieces of labels between them, empty rows.

    A grid belongs to a table whole. Rows without row breaks run on from one table to the next, so
    that only those between a section's first label and its last figure belong to its table.
    """
    grids = {rows[index].grid for index in taken if not rows[index].flowing} - {None}
    inside = {index for index, row in enumerate(rows) if row.grid in grids and not row.flowing}
    for first, end in spans:
        mine = [index for index in taken | inside if first <= index < end]
        between = range(min(mine), max(mine)) if mine else ()
        inside |= {
            index for index in between if rows[index].grid is None and len(bare(rows[index].text)) < 12
        }
    for first, end in spans:
        within = [index for index in range(first, end) if rows[index].flowing]
        last = max((index for index in within if index in taken), default=first)
        start = next((i for i in within if bare(rows[i].text) in all_labels(edition)), last)
        inside |= {index for index in within if start <= index <= last}
    return inside


def unread_of(tables: Iterable[Table]) -> Iterator[Remark]:
    """What to say of the tables that were found without a single figure that can be read."""
    for table in tables:
        if not any(value.state != "unreadable" for _, value in table.cells()):
            yield Remark(table.key, _why_unread(table), table.place)


def _why_unread(table: Table) -> Text:
    form = load_form(table.edition).tables[table.key]
    (name, en_name), cells = form.called, list(table.cells())
    if any(isinstance(value, Unreadable) and value.is_formula for _, value in cells):
        return Text(
            f"找到了{name}，但填的是公式，文件里没有存下算出的数，要用 Excel 或 WPS 打开后保存一次",
            f"{en_name} holds formulas whose results are not in the file: open it in Excel and save it",
        )
    flaws = {value.flaw for _, value in cells if isinstance(value, Unreadable)}
    known = _LINE_FLAWS.get(flaws.pop()) if len(flaws) == 1 else None
    if known is None:
        return Text(
            f"找到了{name}，但没有一个数能读出来",
            f"{en_name} was found but none of its figures can be read",
        )
    zh, en = (f"（应有 {len(cells)} 个）", f" (of {len(cells)})") if form.layout == "strip" else ("", "")
    return Text(
        f"找到了{name}，但{known.zh}{zh}，看不出每个数属于哪一列",
        f"{en_name} {known.en}{en}, and under which column each stands cannot be told",
    )


_LINE_FLAWS: Mapping[str, Text] = {
    "row_too_short": Text("数不够", "has too few figures"),
    "row_too_long": Text("数多出来了", "has too many figures"),
    "unplaced_blank": Text("有空格", "has blanks among its figures"),
}
"""What may be wrong with every line of a table, so that no figure of it can be read."""


def _remarks(table: Table, name: Text) -> Iterator[Remark]:
    if table.repeated_rows:
        first = table.repeated_rows[0]
        yield Remark(
            table.key,
            Text(
                f"{name.zh}里，“{first.text}”等 {len(table.repeated_rows)} 行出现了不止一次，只查了第一次出现的",
                f"{len(table.repeated_rows)} rows of {name.en} stand twice; only the first was checked",
            ),
            first.place,
        )
