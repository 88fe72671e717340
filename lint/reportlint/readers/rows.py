"""Lines of a text that are rows of a table: cells parted by tabs, bars, or two and more spaces."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, groupby
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from reportlint.model.document import Cell, Grid, Place
from reportlint.model.numbers import is_figure
from reportlint.model.wording import fold

Shape = Literal["empty", "void", "rule", "tabs", "bars", "spaces", "cell", "prose"]
"""What a line looks like. "void" holds bars only, "rule" is the line under a Markdown head, "cell" is
short enough to be one cell of a table that has a line for each cell."""

ROW_SHAPES: tuple[Shape, ...] = ("tabs", "bars", "spaces")

LONGEST_CELL = 48
"""The longest official label has 40 characters; a longer line is prose."""

_FEWEST_CELLS = 6
"""A table with a line for each cell has more; fewer rows with one filled cell may be rows with blanks."""

_SENTENCE = re.compile(r"[。！？；!?;]")
BARS = re.compile(r"[|｜│┃]")
_RULE = re.compile(r"[\s|｜│┃:：+\-─━═=┼├┤┬┴┌┐└┘]+")
_GAP = re.compile(
    r"(?:[ \u00a0\u2000-\u200a]{2,}|[ \u00a0\u2000-\u200a]*\u3000[ \u00a0\u3000\u2000-\u200a]*)"
)
_EXPLAINED = re.compile(r"[^（()）。]{2,24}[（(][^。；;]{12,160}[)）]")
"""A label with an explanation in brackets behind it; it may be longer than any label."""
_WORD = re.compile(r"\S+")

Piece = tuple[int, int]
"""Where a cell's text starts and ends in its line (from 0, end excluded)."""


class Line(Struct, frozen=True):
    """One line of the text and, where it is a row, the pieces that are its cells."""

    number: int
    raw: str
    shape: Shape
    pieces: tuple[Piece, ...] = ()

    def cells(self) -> tuple[Cell, ...]:
        """The pieces as cells with their places."""
        return tuple(
            Cell(self.raw[start:end], Place(self.number, start + 1, self.number, end + 1))
            for start, end in self.pieces
        )


def classify(number: int, raw: str) -> Line:
    """What the line looks like on its own; `settle` has the last word, seeing its neighbours."""
    stripped = raw.strip()
    if not stripped or (len(stripped) < 4 and not fold(stripped)):
        return Line(number, raw, "empty")
    if "\t" in raw:
        pieces = _trimmed(raw, _parts(raw, "\t"))
        filled = sum(start < end for start, end in pieces)
        if filled > 1 or (raw.rstrip("\r\n ").endswith("\t") and _fits_cell(stripped)):
            return Line(number, raw, "tabs", pieces)
    if BARS.search(raw):
        return _bars(number, raw)
    if _SENTENCE.search(stripped):
        return Line(number, raw, "prose")
    pieces = _spaced(raw)
    if len(pieces) > 1:
        return Line(number, raw, "spaces", pieces)
    return _unspaced(Line(number, raw, "prose"))


def settle(lines: Sequence[Line]) -> list[Line]:
    """Lines parted by spaces are rows only among rows: a head needs figures below, a title is no table."""
    settled = _without_needless_tabs(lines)
    rows = _in_runs_with_figures(settled)
    following = False
    for index in range(len(settled) - 1, -1, -1):
        line = settled[index]
        if line.shape == "spaces":
            following = following or _has_figures(line)
            if not following and index not in rows:
                settled[index] = _unspaced(line)
        elif line.shape == "cell" and BARS.search(line.raw) and _beside_bars(settled, index):
            settled[index] = _with_bars(line)
        elif line.shape in ("cell", "empty", "void") and following:
            following = line.shape != "cell" or _is_head(line)
            if following and line.shape == "cell" and len(_WORD.findall(line.raw)) > 1:
                settled[index] = replace(line, shape="spaces", pieces=_words(line.raw))
        else:
            following = False
    return settled


def _without_needless_tabs(lines: Sequence[Line]) -> list[Line]:
    """The lines; where no row of a run has more than one filled cell, tabs part nothing and each line is a cell."""
    settled = list(lines)
    for tabbed, run in groupby(range(len(lines)), key=lambda index: lines[index].shape in ("tabs", "empty")):
        rows = [index for index in run if lines[index].shape == "tabs"] if tabbed else []
        filled = {index: [piece for piece in lines[index].pieces if piece[0] < piece[1]] for index in rows}
        if len(rows) >= _FEWEST_CELLS and all(len(pieces) == 1 for pieces in filled.values()):
            for index, pieces in filled.items():
                settled[index] = replace(lines[index], shape="cell", pieces=tuple(pieces))
    return settled


def _in_runs_with_figures(lines: Sequence[Line]) -> set[int]:
    """The lines parted by spaces that follow, without a line between, on one that has figures."""
    inside: set[int] = set()
    for index, line in enumerate(lines):
        if line.shape == "spaces" and (_has_figures(line) or index - 1 in inside):
            inside.add(index)
    return inside


def grid(lines: Iterable[Line]) -> Grid:
    """The grid that a run of rows of one shape makes."""
    kept = [line for line in lines if line.shape in ROW_SHAPES]
    blanks: Literal["kept", "cut", "lost"]
    if kept[0].shape == "spaces":
        kept, blanks = with_blanks(kept)
    else:
        blanks = "kept" if any(line.pieces[-1][0] == line.pieces[-1][1] for line in kept) else "cut"
        kept = _without_outer_bars(kept) if kept[0].shape == "bars" else kept
    first, last = kept[0], kept[-1]
    place = Place(first.number, 1, last.number, len(last.raw) + 1)
    return Grid(tuple(line.cells() for line in kept), place, blanks)


def _bars(number: int, raw: str) -> Line:
    if _RULE.fullmatch(raw):
        ruled = re.findall(r"[-─━═=]+", raw)
        if len(ruled) != 1 or len(ruled[0]) > 2:  # one or two dashes alone are a cell's sign for nothing
            return Line(number, raw, "rule" if ruled else "void")
    pieces = _trimmed(raw, _parts(BARS.sub("|", raw), "|"))
    filled = [piece for piece in pieces if piece[0] < piece[1]]
    outer = (pieces[0][0] == pieces[0][1]) + (pieces[-1][0] == pieces[-1][1])
    if len(filled) == 1 and len(pieces) - outer == 1:
        return Line(number, raw, "cell", tuple(filled))
    return Line(number, raw, "bars", pieces)


def _beside_bars(lines: Sequence[Line], index: int) -> bool:
    """Whether the line before or after is a row parted by bars."""
    return any(line.shape == "bars" for line in lines[max(index - 1, 0) : index + 2])


def _with_bars(line: Line) -> Line:
    """A line that looked like a single cell between bars, as the row that it is among rows."""
    return replace(line, shape="bars", pieces=_trimmed(line.raw, _parts(BARS.sub("|", line.raw), "|")))


def _without_outer_bars(lines: Sequence[Line]) -> list[Line]:
    """The rows without the empty pieces outside their outer bars, where all rows have such bars."""
    first = all(line.pieces[0][0] == line.pieces[0][1] for line in lines)
    last = all(line.pieces[-1][0] == line.pieces[-1][1] for line in lines)
    return [
        replace(line, pieces=line.pieces[first : len(line.pieces) - last] or line.pieces) for line in lines
    ]


def _parts(raw: str, separator: str) -> list[Piece]:
    """The stretches of the line between the separators (one character each)."""
    pieces, start = [], 0
    for part in raw.split(separator):
        pieces.append((start, start + len(part)))
        start += len(part) + 1
    return pieces


def _trimmed(raw: str, pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces without white space at their ends; an empty one keeps its start."""
    trimmed = []
    for start, end in pieces:
        text = raw[start:end]
        if text and (text[0].isspace() or text[-1].isspace()):
            left = start + len(text) - len(text.lstrip())
            right = start + len(text.rstrip())
            start, end = (left, right) if left < right else (start, start)
        trimmed.append((start, end))
    return tuple(trimmed)


def _spaced(raw: str) -> tuple[Piece, ...]:
    """Cells parted by two or more spaces; figures at the end may stand one space apart."""
    if _many_figures(raw) and len(raw) > 2 * LONGEST_CELL and _single_spaced(raw):
        return _words(raw)
    pieces: list[Piece] = []
    body = len(raw.rstrip())
    start = len(raw) - len(raw.lstrip())
    for gap in _GAP.finditer(raw, start, body):
        pieces.extend(_figures_apart(raw, (start, gap.start())))
        start = gap.end()
    pieces.extend(_figures_apart(raw, (start, body)))
    return tuple(pieces)


def _figures_apart(raw: str, piece: Piece) -> list[Piece]:
    """A piece split at single spaces where it ends in figures: `予以公开 0 0 0`."""
    words = [(piece[0] + word.start(), piece[0] + word.end()) for word in _WORD.finditer(raw[slice(*piece)])]
    figures = [index for index, word in enumerate(words) if is_figure(raw[slice(*word)])]
    alone = raw.strip() == raw[slice(*piece)]
    if not figures or len(words) < 2 or (alone and len(words) == len(figures) == 2):
        return [piece]  # two figures alone on a line are one cell with two figures
    first = figures[0]
    if len(figures) * 5 < (len(words) - first) * 3:
        return [piece]
    return ([(words[0][0], words[first - 1][1])] if first else []) + words[first:]


def _words(raw: str) -> tuple[Piece, ...]:
    return tuple((word.start(), word.end()) for word in _WORD.finditer(raw))


def _many_figures(raw: str) -> bool:
    """Whether the line is a table written on one line."""
    words = raw.split()
    figures = sum(map(is_figure, words))
    return figures >= 6 and figures * 10 >= len(words) * 3


def _single_spaced(raw: str) -> bool:
    """Whether single spaces part the words, but for a few wider gaps where a cell is blank."""
    return len(_GAP.findall(raw.strip())) * 4 < len(raw.split())


def _has_figures(line: Line) -> bool:
    return any(is_figure(line.raw[start:end]) for start, end in line.pieces)


def _is_head(line: Line) -> bool:
    """Whether a short line above rows may be their head: several words, none of them a heading."""
    return not re.match(r"\s*第?[一二三四五六七八九十]+(?:[、.．]|部分)", line.raw)


def _unspaced(line: Line) -> Line:
    """A line that is no row: short enough for a cell, or prose."""
    short = _fits_cell(line.raw.strip()) and not _SENTENCE.search(line.raw)
    return replace(line, shape="cell" if short else "prose", pieces=_trimmed(line.raw, [(0, len(line.raw))]))


def _fits_cell(text: str) -> bool:
    """Whether a text is short enough for a cell; characters that are not seen do not count."""
    return (
        len(text) <= LONGEST_CELL
        or (len(text) < 4 * LONGEST_CELL and len(fold(text)) <= LONGEST_CELL)
        or _EXPLAINED.fullmatch(text) is not None
    )


def with_blanks(lines: Sequence[Line]) -> tuple[list[Line], Literal["kept", "cut", "lost"]]:
    """The rows with their blank cells put in, by the columns' edges or by the usual gap; and what that shows.

    Columns are taken for aligned where all cells, or at least the figures of all full rows, begin
    (or end) at the same edges, counted in characters or in screen columns; then a figure's edge
    tells its column.
    Otherwise cells were joined by a fixed gap, and a gap twice as wide has a blank cell in it.
    Which empty cells are seen that way is told as in `Grid.blanks`.
    """
    padded = _padded(lines)
    if padded is not None:
        return padded, "kept"
    edges = _edges(lines)
    if edges is None:
        usual = _usual_gap(lines)
        return ([_by_gap(line, usual) for line in lines], "cut") if usual else (list(lines), "lost")
    measure, places = edges
    return [_by_edge(line, measure, places) for line in lines], "kept"


Measure = Callable[[str, Piece], int]


@lru_cache(maxsize=16)
def _screen(line: str) -> tuple[int, ...]:
    """How far from its beginning each character of a line stands on the screen, and its end."""
    widths = (2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line)
    return tuple(accumulate(widths, initial=0))


_MEASURES: tuple[Measure, ...] = (
    lambda raw, piece: piece[0],
    lambda raw, piece: piece[1],
    lambda raw, piece: _screen(raw)[piece[0]],
    lambda raw, piece: _screen(raw)[piece[1]],
)


def _padded(lines: Sequence[Line]) -> list[Line] | None:
    """The rows cell by cell where every cell was padded to its column's width: all begin at the same edges."""
    for measure in (_MEASURES[0], _MEASURES[2]):
        rows = [[measure(line.raw, piece) for piece in line.pieces] for line in lines]
        edges = sorted({edge for row in rows for edge in row})
        if len(lines) < 2 or len(edges) > max(map(len, rows)):
            continue
        return [
            _on_edges(line, dict(zip(row, line.pieces, strict=True)), edges)
            for line, row in zip(lines, rows, strict=True)
        ]
    return None


def _on_edges(line: Line, by_edge: dict[int, Piece], edges: Sequence[int]) -> Line:
    end = len(line.raw)
    return replace(line, pieces=tuple(by_edge.get(edge, (end, end)) for edge in edges))


def _figures(line: Line) -> tuple[Piece, ...]:
    """The figures at the end of a row."""
    first = len(line.pieces)
    while first and is_figure(line.raw[slice(*line.pieces[first - 1])]):
        first -= 1
    return line.pieces[first:]


def _edges(lines: Sequence[Line]) -> tuple[Measure, tuple[int, ...]] | None:
    """How edges are measured and where the columns' edges are, when nearly all full rows agree on them."""
    widths = Counter(len(_figures(line)) for line in lines)
    width = max((size for size, times in widths.items() if size > 2 and times > 1), default=0)
    full = [line for line in lines if len(_figures(line)) == width] if width else []
    if len({len(line.raw[: _figures(line)[0][0]].rstrip()) for line in full}) < 2:
        return None
    for measure in _MEASURES:
        found = Counter(tuple(measure(line.raw, piece) for piece in _figures(line)) for line in full)
        places, times = found.most_common(1)[0]
        if times == len(full):
            return measure, places
    return None


def _by_edge(line: Line, measure: Measure, places: tuple[int, ...]) -> Line:
    figures = _figures(line)
    by_place = {measure(line.raw, piece): piece for piece in figures}
    if not 0 < len(figures) < len(places) or not by_place.keys() <= set(places):
        return line
    label = line.pieces[: len(line.pieces) - len(figures)]
    end = len(line.raw)
    return replace(line, pieces=(*label, *(by_place.get(place, (end, end)) for place in places)))


def _usual_gap(lines: Sequence[Line]) -> int:
    """The gap that joins all cells; 0 where gaps vary, as they do between aligned columns.

    A gap that is no multiple of it shows that the cells were not joined by it.
    """
    gaps = Counter(
        after[0] - before[1]
        for line in lines
        for before, after in zip(line.pieces, line.pieces[1:], strict=False)
    )
    gap, times = gaps.most_common(1)[0] if gaps else (0, 0)
    share = 0.8 if gap == 1 else 0.6
    return gap if times >= share * sum(gaps.values()) and not any(size % gap for size in gaps) else 0


def _by_gap(line: Line, usual: int) -> Line:
    """The row with blanks where a gap holds several of the usual ones."""
    start = len(line.raw) - len(line.raw.lstrip())
    pieces: list[Piece] = [(0, 0)] * (start // usual if start % usual == 0 else 0)
    for index, piece in enumerate(line.pieces):
        pieces.append(piece)
        gap = line.pieces[index + 1][0] - piece[1] if index + 1 < len(line.pieces) else 0
        if gap % usual == 0:
            pieces.extend([(piece[1] + usual, piece[1] + usual)] * (gap // usual - 1))
    trailing = len(line.raw) - len(line.raw.rstrip(" \u3000"))
    pieces.extend([(len(line.raw), len(line.raw))] * (trailing // usual))
    return replace(line, pieces=tuple(pieces))
