"""Table 四: three groups of five columns side by side, one line of figures below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlint.document import Cell
from reportlint.forms import Heading
from reportlint.numbers import is_figure, read_value
from reportlint.parsing.flow import Row
from reportlint.parsing.labels import Labels
from reportlint.parsing.tables import Reading
from reportlint.report import Blank, Flaw, Label, Table, Unreadable, Value

_MOST_PIECES = 4


@dataclass(slots=True)
class _Found:
    """Heads and figures met so far; `figures` has one list for each line of figures."""

    heads: dict[str, Label] = field(default_factory=dict)
    groups: dict[str, Label] = field(default_factory=dict)
    figures: list[list[Cell]] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)
    lossy: bool = False
    """Whether an empty cell may be lost without a trace."""


def read_strip(rows: Sequence[tuple[int, Row]], labels: Labels, *, edition: str) -> Reading | None:
    """The table among these rows (index, row), or None when its heads are not found.

    A table whose heads are found without any line of figures has no values and all rows missing.
    """
    found = _Found()
    for index, row in rows:
        _take(index, row, found, labels)
    if len(found.heads) < 2 and not (found.figures and found.groups):
        return None
    form = labels.form
    block = form.blocks[0]
    cells = _one_line(found, len(form.rows) * len(block.columns))
    values = _values(cells, found, labels) if cells else {}
    places = [*(label.place for label in (*found.groups.values(), *found.heads.values()))]
    last = cells[-1].place if cells else places[-1]
    table = Table(
        key=form.key,
        edition=edition,
        place=min(places, key=lambda place: (place.line or 0, place.column or 0)).until(last),
        rows={row.key: found.groups[row.key] for row in form.rows if row.key in found.groups},
        columns=tuple(found.heads.values()),
        values=values,
        missing_rows=tuple(row.key for row in form.rows if row.key not in found.groups or not values),
        missing_columns=tuple((None, head.key) for head in block.columns if head.key not in found.heads),
    )
    return Reading(table, frozenset(found.rows))


def _take(index: int, row: Row, found: _Found, labels: Labels) -> None:
    """Sort one row's cells into heads and figures."""
    texts = [cell for cell in row.cells if cell.text and not is_figure(cell.text)]
    figures = [cell for cell in row.cells if is_figure(cell.text)]
    heads = _named(texts, labels)
    if not heads and not figures and (not found.heads or any(cell.text for cell in row.cells)):
        if row.flowing and found.heads and not found.figures:
            found.rows.add(index)
        return
    if not heads and not found.heads:
        return
    if row.grid is None and not heads:
        return
    found.rows.add(index)
    found.lossy = found.lossy or row.blanks == "lost" or row.flowing
    for label, group in heads:
        (found.groups if group else found.heads).setdefault(label.key, label)
    if row.flowing:
        _take_stream(row, found, after_heads=bool(heads))
    elif not heads:
        found.figures.append(list(row.cells))
    elif figures:
        first = next(i for i, cell in enumerate(row.cells) if is_figure(cell.text))
        found.figures.append(list(row.cells[first:]))


def _take_stream(row: Row, found: _Found, *, after_heads: bool) -> None:
    """A row without row breaks: figures are what stands behind the last head."""
    cells = list(row.cells)
    last_text = max((i for i, cell in enumerate(cells) if cell.text and not is_figure(cell.text)), default=-1)
    if after_heads and len(cells) == 1:
        found.figures = [[]]
        return
    if after_heads:
        cells = cells[last_text + 1 :]
    if not found.figures:
        found.figures.append([])
    found.figures[-1].extend(cells)


def _named(texts: Sequence[Cell], labels: Labels) -> list[tuple[Label, bool]]:
    """The heads among the texts, pieces put together; True marks a group (a row of the form)."""
    named: list[tuple[Label, bool]] = []
    index = 0
    while index < len(texts):
        for count in range(min(_MOST_PIECES, len(texts) - index), 0, -1):
            joined = "".join(cell.text for cell in texts[index : index + count])
            heading, group, altered = _heading(joined, labels)
            if heading is not None:
                label = Label(heading.key, joined, texts[index].place, heading.label, altered)
                named.append((label, group))
                index += count
                break
        else:
            index += 1
    return named


def _heading(text: str, labels: Labels) -> tuple[Heading | None, bool, bool]:
    match = labels.row(text)
    if match is not None:
        return match.heading, True, match.altered
    match = labels.column(text)
    return (match.heading, False, match.altered) if match else (None, False, False)


def _one_line(found: _Found, size: int) -> list[Cell]:
    """The cells that hold the figures: one line of them, or the lines of tables that were split."""
    lines = [line for line in found.figures if line]
    filled = [line for line in lines if any(cell.text for cell in line)]
    if not filled:
        return max(lines, key=len, default=[])
    if len(filled) > 1 and len(filled[0]) < size:
        return [cell for line in filled for cell in line if cell.text or len(line) * len(filled) == size]
    return filled[0]


def _values(cells: list[Cell], found: _Found, labels: Labels) -> dict[str, dict[str, Value]]:
    """The values by group and column; empty cells around the figures are what is left of spans."""
    block = labels.form.blocks[0]
    size = len(block.rows) * len(block.columns)
    place = cells[0].place.until(cells[-1].place)
    while len(cells) > size and not cells[-1].text:
        cells = cells[:-1]
    while len(cells) > size and not cells[0].text:
        cells = cells[1:]
    short = len(cells) < size and (found.lossy or any(cell.text.strip("0 ") for cell in cells))
    if len(cells) > size or short:
        flaw: Flaw = "row_too_long" if len(cells) > size else "row_too_short"
        raw = " ".join(cell.text for cell in cells if cell.text)
        return {
            row.key: {column.key: Unreadable(raw, place, flaw) for column in block.columns}
            for row in block.rows
        }
    width = len(block.columns)
    end = cells[-1].place
    values: dict[str, dict[str, Value]] = {}
    for at, row in enumerate(block.rows):
        line = cells[at * width : (at + 1) * width]
        values[row.key] = {
            column.key: read_value(cell.text, cell.place) if cell else Blank("", end)
            for column, cell in zip(block.columns, [*line, *[None] * (width - len(line))], strict=True)
        }
    return values
