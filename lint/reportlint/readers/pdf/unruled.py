"""Tables that show no lines: words that stand in columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from reportlint.model.numbers import is_figure
from reportlint.readers.pdf import sentences
from reportlint.readers.pdf.lines import Line
from reportlint.readers.pdf.paragraphs import Measure
from reportlint.readers.pdf.pieces import Piece, Raster, pieces, raster_of
from reportlint.readers.pdf.tables import Row, Slot, Table, is_full

_HEADING = re.compile(r"[一二三四五六七八九十]、|第[一二三四五六七八九十]部分")
_SHORTEST_HEADING = 8
"""In characters; what is left of a label in a narrow column is shorter."""
_MOST_BETWEEN = 4
"""Lines with a single word between two rows: what is left of a label that takes several lines."""

_WIDE, _MOST_BARE = 5, 5
"""Columns of a wide table, and its rows without any figure from which on its labels count as torn."""


class _Draft(Struct):
    """A row while it is put together, and its first and last lines (by index)."""

    first: int
    last: int
    labels: list[Piece] = field(default_factory=list)
    cells: dict[int, Piece] = field(default_factory=dict)


def parts(lines: Sequence[Line], measure: Measure) -> Iterator[list[Line] | Table]:
    """Runs of lines of running text, and the tables between them."""
    start = 0
    for first, end in _regions(lines, measure):
        if start < first:
            yield list(lines[start:first])
        yield _table(lines[first:end])
        start = end
    if start < len(lines):
        yield list(lines[start:])


def _regions(lines: Sequence[Line], measure: Measure) -> Iterator[tuple[int, int]]:
    """Where tables begin and end: rows of several words that stand close, some of them figures."""
    rows = [index for index, line in enumerate(lines) if len(line.words) > 1]
    start = 0
    for at, row in enumerate(rows):
        following = rows[at + 1] if at + 1 < len(rows) else None
        if following is not None and _close(lines, row, following, measure):
            continue
        group = rows[start : at + 1]
        start = at + 1
        figures = any(is_figure(word.text) for index in group for word in lines[index].words[1:])
        if figures and (len(group) > 1 or len(lines[row].words) > 4):
            yield _stretched(lines, group[0], row + 1, measure)


def _close(lines: Sequence[Line], first: int, second: int, measure: Measure) -> bool:
    """Whether nothing stands between two rows but further lines of their cells."""
    between = lines[first + 1 : second]
    return len(between) <= _MOST_BETWEEN and all(_in_cell(line, lines[first], measure) for line in between)


def _in_cell(line: Line, row: Line, measure: Measure) -> bool:
    """Whether a line with one word may be a line of a cell."""
    if len(line.words) > 1:
        return False
    wide = line.x1 - line.x0 > 0.85 * (measure.right - measure.left)
    long = len(line.text) >= _SHORTEST_HEADING
    heading = _HEADING.match(line.text) and long and line.x0 - measure.left < line.size
    return abs(line.size - row.size) < 0.08 * row.size and not wide and not heading


def _stretched(lines: Sequence[Line], start: int, end: int, measure: Measure) -> tuple[int, int]:
    """The table with the single words above and below it that belong to its cells."""
    while start and _belongs(lines[start - 1], lines[start], lines[start - 1], measure):
        start -= 1
    while end < len(lines) and _belongs(lines[end - 1], lines[end], lines[end], measure):
        end += 1
    return start, end


def _belongs(above: Line, below: Line, line: Line, measure: Measure) -> bool:
    """Whether `line`, one of two that follow each other, stands as close as the lines of a table do."""
    row = below if line is above else above
    touches = above.page != below.page or below.top - above.top < 1.8 * above.size
    return touches and _in_cell(line, row, measure)


def _table(lines: Sequence[Line]) -> Table:
    raster = raster_of(lines)
    found = pieces(lines, raster)
    drafts = _drafts(found, len(lines))
    if _may_be_broken(lines, raster, drafts) or _are_torn(raster, drafts):
        raise sentences.without_lines()
    width = max((len(draft.labels) for draft in drafts), default=0)
    rows = tuple(_row(lines, draft, width, raster) for draft in drafts)
    return Table((raster.begin, *raster.edges), rows)


def _may_be_broken(lines: Sequence[Line], raster: Raster, drafts: Sequence[_Draft]) -> bool:
    """Whether figures may take two lines each: some fill their columns, and some stand alone.

    Where all rows have a label and all lines of figures one in every column, each figure is whole.
    """
    full = False
    gaps = any(not draft.labels and any(map(_is_figure, draft.cells.values())) for draft in drafts)
    for line in lines:
        figures = {
            column: word
            for word in line.words
            if is_figure(word.text) and (column := raster.column(word)) is not None
        }
        gaps = gaps or 0 < len(figures) < len(raster.columns)
        full = full or any(
            is_full(Line((word,), line.top, line.bottom, line.size), raster.pitch(column), "0")
            for column, word in figures.items()
        )
    return full and gaps


def _are_torn(raster: Raster, drafts: Sequence[_Draft]) -> bool:
    """Whether labels of a wide table were not put together: several rows below its first figures have none."""
    filled = [any(map(_is_figure, draft.cells.values())) for draft in drafts]
    body = filled[filled.index(True) :] if True in filled else []
    return len(raster.columns) >= _WIDE and body.count(False) >= _MOST_BARE


def _is_figure(piece: Piece) -> bool:
    return is_figure(piece.text)


def _drafts(found: Sequence[Piece], end: int) -> list[_Draft]:
    """The rows: below the heads each label is one, with the cells that stand beside it."""
    labels = [piece for piece in found if piece.column is None]
    body = min(
        (piece.lines[0] for piece in found if piece.column is not None and is_figure(piece.text)), default=end
    )
    deep = [piece for piece in labels if not any(_right_of(other, piece) for other in labels)]
    drafts = [_Draft(piece.lines[0], piece.lines[-1], [piece]) for piece in deep]
    for piece in found:
        if piece.column is None:
            if piece not in deep:
                draft = _draft_of(drafts, piece)
                draft.labels.insert(max(len(draft.labels) - 1, 0), piece)
            continue
        draft = _head_at(drafts, piece) if piece.lines[-1] < body else _draft_of(drafts, piece)
        draft.cells[piece.column] = piece
    return sorted(drafts, key=lambda draft: draft.first)


def _right_of(other: Piece, piece: Piece) -> bool:
    """Whether a label stands beside and right of another one."""
    together = other.lines[0] <= piece.lines[-1] and piece.lines[0] <= other.lines[-1]
    return together and other.words[0].x0 >= piece.words[0].x1


def _draft_of(drafts: list[_Draft], piece: Piece) -> _Draft:
    """The row that a text belongs to, with nothing in its column yet; a new one where there is none."""
    middle = (piece.lines[0] + piece.lines[-1]) // 2
    for draft in drafts:
        if draft.first <= middle <= draft.last and (piece.column is None or piece.column not in draft.cells):
            return draft
    drafts.append(_Draft(piece.lines[0], piece.lines[-1]))
    return drafts[-1]


def _head_at(drafts: list[_Draft], piece: Piece) -> _Draft:
    """The row of a head: heads in several lines are in one row where their lines stand beside each other."""
    first, last = piece.lines[0], piece.lines[-1]
    for draft in drafts:
        if piece.spans or not draft.cells or piece.column in draft.cells:
            continue
        spans = any(cell.spans for cell in draft.cells.values())
        if draft.first <= last and first <= draft.last and not spans:
            draft.first, draft.last = min(draft.first, first), max(draft.last, last)
            return draft
    for draft in drafts:
        if draft.first == first and piece.column not in draft.cells and (piece.spans or not draft.cells):
            return draft
    drafts.append(_Draft(first, last))
    return drafts[-1]


def _row(lines: Sequence[Line], draft: _Draft, labels: int, raster: Raster) -> Row:
    line = lines[draft.first]
    empty = [Slot("", at) for at in range(labels - len(draft.labels))]
    slots = [*empty, *(_slot(piece, lines) for piece in draft.labels)]
    for column, (left, right) in enumerate(raster.columns):
        blank = Slot("", 0, box=(left, line.top, right, line.bottom))
        slots.append(_slot(draft.cells[column], lines) if column in draft.cells else blank)
    numbered = tuple(replace(slot, column=at) for at, slot in enumerate(slots))
    return Row(numbered, line.page, line.top, line.number)


def _slot(piece: Piece, lines: Sequence[Line]) -> Slot:
    """A cell with its text and the box around what of it stands on the page where it begins."""
    held = list(zip(piece.words, (lines[index] for index in piece.lines), strict=True))
    page = held[0][1].page
    here = [(word, line) for word, line in held if line.page == page]
    left, right = min(word.x0 for word, _ in here), max(word.x1 for word, _ in here)
    top, bottom = min(line.top for _, line in here), max(line.bottom for _, line in here)
    return Slot(piece.text, 0, box=(left, top, right, bottom), page=page)
