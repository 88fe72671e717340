"""Tables that were copied with a line for each cell: which lines are cells, and which gaps are blank cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from reportlint.model.document import Cell, Grid, Paragraph, Place
from reportlint.model.numbers import is_figure
from reportlint.readers.rows import Line

_FEWEST_FIGURES = 3
"""Fewer figures on lines of their own are no table."""


def blocks(lines: Sequence[Line]) -> Iterator[Paragraph | Grid]:
    """A run of short lines: a one-column grid as far as figures go, paragraphs after the last of them."""
    figures = [index for index, line in enumerate(lines) if line.shape == "cell" and is_figure(_text(line))]
    end = figures[-1] + 1 if len(figures) >= _FEWEST_FIGURES else 0
    usual = _usual_gap(lines[:end])
    if end and usual == 0 and end < len(lines) and lines[end].shape == "cell":
        end += 1  # right below the last figure: a last cell in words
    if end:
        yield _grid(lines[:end], usual)
    for line in lines[end:]:
        if line.shape == "cell":
            yield Paragraph(_text(line), line.cells()[0].place)


def _usual_gap(lines: Sequence[Line]) -> int:
    """How many empty lines stand between two cells: 0 where every empty line is a blank cell."""
    gaps: Counter[int] = Counter()
    gap, after_figure = 0, False
    for line in lines:
        if line.shape != "cell":
            gap += 1
            continue
        figure = is_figure(_text(line))
        if after_figure or figure:
            gaps[gap] += 1
        gap, after_figure = 0, figure
    return max(gaps, key=lambda size: (gaps[size], -size)) if gaps else 0


def _grid(lines: Sequence[Line], usual: int) -> Grid:
    cells: list[Cell] = []
    gap: list[Line] = []
    for line in lines:
        if line.shape != "cell":
            gap.append(line)
            continue
        cells.extend(_blanks(gap, usual) if cells else ())
        cells.extend(line.cells())
        gap = []
    return Grid(tuple((cell,) for cell in cells), cells[0].place.until(cells[-1].place))


def _blanks(gap: Sequence[Line], usual: int) -> Iterator[Cell]:
    """The blank cells in a gap of empty lines that is wider than usual."""
    step = usual + 1
    extra = -(-(len(gap) - usual) // step)
    for index in range(extra):
        line = gap[min(index * step + usual, len(gap) - 1)]
        yield Cell("", Place(line.number, 1, line.number, 1))


def _text(line: Line) -> str:
    return line.raw[slice(*line.pieces[0])]
