"""Columns parted by spaces: where a wider gap means that a cell in between is blank."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Literal

from msgspec.structs import replace

from reportlint.model.numbers import is_figure
from reportlint.readers.rows import Line, Piece


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
