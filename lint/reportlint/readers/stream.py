"""Tables whose bars are all there while line breaks say nothing: a bar on a line of its own closes a cell too.

Pages turned into text end each cell with a bar and may break the line before it, behind it, or inside
the cell. There a bar closes what stands since the bar before, over however many lines; nothing is a
blank cell. Where the rows were filled up with bare bars (`总计 | ||`) their length is known again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import gcd

from msgspec import Struct

from reportlint.model.document import Cell, Grid, Paragraph, Place
from reportlint.model.numbers import is_figure
from reportlint.model.wording import fold
from reportlint.readers.line_ends import together
from reportlint.readers.rows import BARS, LONGEST_CELL, Line

_MOST_PIECES = 6
"""In lines; a cell has no more."""
_LONGEST_NUMBERED = 16
"""In characters: no row label that begins like a heading (一、本年新收…) is longer."""
_LONGEST_ROW = 20
_HEADING = re.compile(r"\s*第?[一二三四五六七八九十]+(?:[、.．]|部分)")
_TITLE = re.compile(r"(?:情况|事项|措施)\W*$")
"""How headings end, and no row label."""
_OPENED = re.compile(r"\s*[|｜│┃]")
_CLOSED = re.compile(r"[|｜│┃]\s*$")
_FILLED_UP = re.compile(r"[|｜│┃]{2,}\s*$")


class _Token(Struct, frozen=True):
    """What one bar closes: the lines it stands on (with start and end), and where the bar is.

    `fresh`: no bar stands before it on its first line. `last`: bare bars that fill up a row end here.
    """

    pieces: tuple[tuple[Line, int, int], ...]
    bar: Place
    fresh: bool
    last: bool = False

    def cell(self) -> Cell:
        """The token as a cell; its lines stay lines."""
        if not self.pieces:
            return Cell("", self.bar)
        parts = [
            Paragraph(line.raw[start:end], _place((line, start, end))) for line, start, end in self.pieces
        ]
        whole = together(parts, "\n")
        return Cell(whole.text, whole.place)


class Finder:
    """Finds such tables among the lines of a text; no line is looked at in vain more than once."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._solid = _next_solid(lines)
        self._barren = 0
        """No such table begins before this line, among those not yet passed."""

    def end(self, start: int) -> int:
        """The end of the table whose first line is `start`; `start` itself when there is none.

        Every line that has bars ends with one, and at least one line only goes on with the row above.
        """
        if start < self._barren:
            return start
        end, barred = start, []
        while (ahead := self._next_barred(end, start)) is not None:
            end = ahead + 1
            if not _CLOSED.search(self._lines[ahead].raw):
                self._barren = end
                return start
            barred.append(self._lines[ahead])
        framed = all(_OPENED.match(line.raw) for line in barred)
        if any(_goes_on(line, framed) for line in barred):
            return end
        self._barren = end
        return start

    def _next_barred(self, at: int, start: int) -> int | None:
        """The next line with a bar, over no more lines than one cell may have; None where there is none.

        The heading of the next section ends a table that begins at `start`.
        """
        pieces, index = 0, self._solid[at]
        while index < len(self._lines):
            line = self._lines[index]
            if line.shape == "void" or (line.shape in ("cell", "bars") and BARS.search(line.raw)):
                return index
            pieces += line.shape == "cell"
            ended = index > start and _is_heading(line, len(fold(line.raw)))
            if line.shape != "cell" or pieces > _MOST_PIECES or ended:
                return None
            index = self._solid[index + 1]
        return None

    def heads(self, line: int) -> bool:
        """Whether a line is a heading with such a table below."""
        return _HEADING.match(self._lines[line].raw) is not None and self.end(line) > line


def _goes_on(line: Line, framed: bool) -> bool:
    """Whether a line with bars is no row: it has no label, be it behind a bar where rows have none in front."""
    text = line.raw.strip()
    cells = [cell for cell in BARS.split(text) if cell.strip()]
    if len(text) == 1 or (len(cells) == 1 and not framed and is_figure(cells[0])):
        return True
    return not framed and bool(_OPENED.match(text)) and (not cells or is_figure(cells[0]))


def blocks(lines: Sequence[Line]) -> Iterator[Paragraph | Grid]:
    """The tables in such lines, and the lines between them that belong to no cell."""
    table: list[_Token] = []
    tokens = list(_tokens(lines))
    first = tokens[0]
    for token in tokens:
        outside = _outside(token) if token is not first else _above(token)
        if outside:
            if table:
                yield _grid(table)
            for line, start, end in token.pieces[:outside]:
                yield Paragraph(line.raw[start:end], _place((line, start, end)))
            token = _Token(token.pieces[outside:], token.bar, fresh=True, last=token.last)
            table = []
        table.append(token)
    if table:
        yield _grid(table)


def _next_solid(lines: Sequence[Line]) -> list[int]:
    """For each line, and the end, the first line from there on that is not empty: thousands may lie between two."""
    solid = [len(lines)] * (len(lines) + 1)
    for index in reversed(range(len(lines))):
        solid[index] = solid[index + 1] if lines[index].shape == "empty" else index
    return solid


def _is_heading(line: Line, length: int) -> bool:
    """Whether a line is a heading, given the length of the cell that it would begin."""
    numbered = _HEADING.match(line.raw) is not None
    return numbered and (length > _LONGEST_NUMBERED or _TITLE.search(line.raw) is not None)


def _tokens(lines: Sequence[Line]) -> Iterator[_Token]:
    pieces: list[tuple[Line, int, int]] = []
    fresh = True
    for line in lines:
        bars = [found.start() for found in BARS.finditer(line.raw)]
        filled_up = bool(_FILLED_UP.search(line.raw))
        start = 0
        for number, bar in enumerate([*bars, len(line.raw)]):
            text = line.raw[start:bar]
            if fold(text):
                left = start + len(text) - len(text.lstrip())
                fresh = number == 0 if not pieces else fresh
                pieces.append((line, left, start + len(text.rstrip())))
            if number < len(bars):
                place = Place(line.number, bar + 1, line.number, bar + 1)
                fresh = fresh if pieces else number == 0
                yield _Token(tuple(pieces), place, fresh, last=filled_up and number == len(bars) - 1)
                pieces = []
            start = bar + 1


def _above(token: _Token) -> int:
    """How many of the first token's lines stand above the table: all but the last, or a heading that stands last."""
    last = token.pieces[-1:]
    count = len(token.pieces) - 1 if last else 0
    return count + bool(last and _HEADING.match(last[0][0].raw))


def _outside(token: _Token) -> int:
    """How many of a token's lines stand before its cell: the heading of the next table, a line of prose."""
    count = 0
    while count < len(token.pieces):
        (line, *_), *_ = left = token.pieces[count:]
        texts = [fold(piece.raw[first:last]) for piece, first, last in left]
        length = sum(map(len, texts))
        heading = _is_heading(line, length)
        open_bracket = texts[0].count("(") > texts[0].count(")")
        if line.number == token.bar.line or not (heading or (length > LONGEST_CELL and not open_bracket)):
            break
        count += 1
    return count


def _grid(tokens: Sequence[_Token]) -> Grid:
    cells = [token.cell() for token in tokens]
    place = cells[0].place.until(cells[-1].place)
    width = _row_length(tokens)
    if not width:
        return Grid(tuple((cell,) for cell in cells), place)
    opened = all(not cell.text for cell in cells[::width])
    rows = [tuple(cells[at + opened : at + width]) for at in range(0, len(cells), width)]
    return Grid(tuple(row for row in rows if row), place, "moved" if _moved_up(rows) else "kept")


def _moved_up(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether figures may have moved up over blank cells: some rows are short of them, and no blank stands before
    one.
    """
    filled = [[bool(cell.text) for cell in row[1:]] for row in rows]
    if any(True in row[row.index(False) :] for row in filled if False in row):
        return False
    figures = [sum(bool(cell.text) and is_figure(cell.text) for cell in row) for row in rows]
    return any(
        count > 1 and len(row) - row.count(True) > 1 for count, row in zip(figures, filled, strict=True)
    )


def _row_length(tokens: Sequence[_Token]) -> int:
    """How many bars each row has, where bare bars fill up the shorter rows; 0 where that is not so.

    Bare bars end a row, so that all rows have a length that divides the places of these ends. Each
    row begins on a new line with a text, perhaps behind a bar that opens the row; only the last row
    may begin with a blank cell.
    """
    ends = [index + 1 for index, token in enumerate(tokens) if token.last]
    whole = gcd(*ends)
    for length in range(2, min(whole, _LONGEST_ROW) + 1):
        starts = range(0, len(tokens), length)
        if whole % length or len(starts) < 2 or not all(tokens[at].fresh for at in starts):
            continue
        filled = [bool(tokens[at].pieces) for at in starts]
        behind = [at + 1 == len(tokens) or bool(tokens[at + 1].pieces) for at in starts]
        if all(filled[:-1]) or (not any(filled) and all(behind[:-1])):
            return length
    return 0


def _place(piece: tuple[Line, int, int]) -> Place:
    line, start, end = piece
    return Place(line.number, start + 1, line.number, end + 1)
