"""Table 四: three groups of five columns side by side, one line of figures below them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct, field

from reportlint.model.document import Cell
from reportlint.model.forms import Heading
from reportlint.model.numbers import is_figure, read_value
from reportlint.model.report import Blank, Flaw, Label, Table, Unreadable, Value
from reportlint.model.wording import bare
from reportlint.parsing.flow import Row
from reportlint.parsing.labels import Labels
from reportlint.parsing.tables import Reading

_MOST_PIECES = 8
_WORD = re.compile(r"\S+")
_LONGEST_PIECE = 12


class _Found(Struct):
    """Heads and figures met so far; `figures` has one list for each line of figures."""

    heads: dict[str, Label] = field(default_factory=dict)
    groups: dict[str, Label] = field(default_factory=dict)
    figures: list[list[Cell]] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)
    lossy: bool = False
    """Whether an empty cell may be lost without a trace."""

    def add(self, index: int, lossy: bool, heads: Sequence[tuple[Label, bool]]) -> None:
        """Take a row of the flow for the table, with the heads (True: a group) that stand in it."""
        self.rows.add(index)
        self.lossy = self.lossy or lossy
        for label, group in heads:
            (self.groups if group else self.heads).setdefault(label.key, label)


def read_strip(rows: Sequence[tuple[int, Row]], labels: Labels, *, edition: str) -> Reading | None:
    """The table among these rows (index, row), or None when its heads are not found.

    A table whose heads are found without any line of figures has no values and all rows missing.
    """
    found = _gathered(rows, labels)
    if not found.figures:
        stream = [(index, cell) for index, row in rows if _cell_like(row) for cell in row.cells]
        found = _Found()
        _take_stream(stream, found, labels)
    form = labels.form
    spelled = _spelled(rows, labels)
    if spelled is not None and not (
        len(found.heads) == len(form.blocks[0].columns)
        and found.figures
        and len(found.groups) == len(form.rows)
    ):
        found = spelled
    if len(found.heads) < 2 and not (found.figures and found.groups):
        return None
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


def _spelled(rows: Sequence[tuple[int, Row]], labels: Labels) -> _Found | None:
    """Heads whose pieces are out of order above one line of all figures: they spell the form's heads together.

    Copying may lose some of the pieces; what is there spells at least half of the heads, and nothing else.
    """
    form = labels.form
    columns, size = form.blocks[0].columns, len(form.rows) * len(form.blocks[0].columns)
    printed = [heading.label for heading in (*form.rows, *form.groups)] + [
        head.label for head in columns
    ] * len(form.rows)
    wanted = Counter(bare("".join(printed)))
    found, told, texts, cells = _Found(), Counter[str](), list[Cell](), list[Cell]()
    for index, row in rows:
        parts = [
            Cell(word[0], cell.place.part(*word.span()))
            for cell in row.cells
            for word in _WORD.finditer(cell.text)
        ]
        if len(parts) == 1 and parts[0].text == "0" * size:
            parts = [parts[0]._replace(text="0") for _ in range(size)]
        figures = [part for part in parts if is_figure(part.text)]
        words = [part for part in parts if not is_figure(part.text)]
        strange = any(not wanted[sign] for part in words for sign in bare(part.text))
        if cells and words:
            break
        if strange:
            told, texts, found = Counter(), [], _Found()
            continue
        told.update(bare("".join(part.text for part in words)))
        texts += words
        cells += figures
        found.rows.add(index)
    if len(cells) != size or told - wanted or 2 * told.total() < wanted.total():
        return None
    found.figures = [cells]
    found.heads = {head.key: Label(head.key, head.label, texts[0].place, head.label) for head in columns}
    found.groups = {row.key: Label(row.key, row.label, texts[0].place, row.label) for row in form.rows}
    return found


def _gathered(rows: Sequence[tuple[int, Row]], labels: Labels) -> _Found:
    """Heads and figures row by row, up to heads behind a full line; rows without breaks are taken together."""
    found, size = _Found(), len(labels.form.rows) * len(labels.form.blocks[0].columns)
    for flowing, run in groupby(rows, key=lambda item: item[1].flowing):
        if flowing:
            _take_stream([(index, cell) for index, row in run for cell in row.cells], found, labels)
        else:
            for index, row in run:
                full = any(sum(bool(cell.text) for cell in line) >= size for line in found.figures)
                if full and any(cell.text and not is_figure(cell.text) for cell in row.cells):
                    return found  # the same table begins again
                _take(index, row, found, labels)
    return found


def _cell_like(row: Row) -> bool:
    """Whether the row may belong to a table whose heads are broken over lines."""
    return row.grid is not None or len(row.text) <= _LONGEST_PIECE


def _take(index: int, row: Row, found: _Found, labels: Labels) -> None:
    """Sort one row's cells into heads and figures."""
    texts = [cell for cell in row.cells if cell.text and not is_figure(cell.text)]
    first = next((at for at, cell in enumerate(row.cells) if is_figure(cell.text)), None)
    heads = [(label, group) for label, group, _ in _named(texts, labels)]
    blank_line = not texts and first is None
    if not found.heads and all(label.key == "total" for label, _ in heads):
        return  # 总计 alone is a head of table 三
    if not (heads or found.heads) or (row.grid is None and not heads):
        return
    if not heads and first is None and not (blank_line and len(row.cells) > 1):
        return
    found.add(index, row.blanks == "lost", heads)
    if not heads:
        found.figures.append(list(row.cells))
    elif first is not None:
        found.figures.append(list(row.cells[first:]))


def _take_stream(cells: Sequence[tuple[int, Cell]], found: _Found, labels: Labels) -> None:
    """Sort cells without row breaks: the figures are what stands behind the last head."""
    texts = [(at, cell) for at, (_, cell) in enumerate(cells) if cell.text and not is_figure(cell.text)]
    named = _named([cell for _, cell in texts], labels)
    while named and not named[0][1] and named[0][0].key == "total":
        named = named[1:]  # 总计 alone is a head of table 三
    if not named:
        return
    behind = texts[named[-1][2] - 1][0] + 1
    head = next(at for at, cell in texts if cell.place == named[0][0].place)
    for index, _ in cells[head:]:
        found.add(index, True, [])
    found.add(cells[head][0], True, [(label, group) for label, group, _ in named])
    found.figures.append([cell for _, cell in cells[behind:]])


def _named(texts: Sequence[Cell], labels: Labels) -> list[tuple[Label, bool, int]]:
    """The heads among the texts, pieces put together.

    Each with whether it is a group (a row of the form), and how many of the texts it ends at.
    """
    named: list[tuple[Label, bool, int]] = []
    index = 0
    while index < len(texts):
        for count in range(min(_MOST_PIECES, len(texts) - index), 0, -1):
            joined = "".join(cell.text for cell in texts[index : index + count])
            heading, group, altered = _heading(joined, labels)
            if heading is not None:
                index += count
                label = Label(heading.key, joined, texts[index - count].place, heading.label, altered)
                named.append((label, group, index))
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
    filled = [cell for cell in cells if cell.text]
    cells = filled if len(filled) == size else cells
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
