"""A small cut of a table with the wrong cell in brackets, fitted to the width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportlint.model.diagnostic import TableCut
from reportlint.render.paper import Painter
from reportlint.render.plain import clip, harmless, pad, width, wrap

_GAP = 1
_HEAD_LINES = (1, 2, 3)
_NARROWEST_LABEL = 14
_TOTALS = ("总计", "合计", "total", "Total")
_NOTHING = frozenset(("0", "０", ""))


def table_lines(cut: TableCut, columns: int, paint: Painter) -> Iterator[str]:
    """The cut line by line: heads on top, labels at the left, figures at the right edge of their columns.

    A single row that is too wide is turned into a column; of several rows some columns are left out.
    """
    cut = TableCut(
        tuple(harmless(head) for head in cut.columns),
        tuple((harmless(label), tuple(harmless(cell) for cell in cells)) for label, cells in cut.rows),
        cut.marked,
    )
    sizes, room = _fitted(cut, columns)
    if len(cut.rows) == 1 and room < min(width(cut.rows[0][0]), _NARROWEST_LABEL):
        cut = _turned(cut)
        sizes, room = _fitted(cut, columns)
    longest = max((width(label) for label, _ in cut.rows), default=0)
    label_size = min(longest, max(_NARROWEST_LABEL, room))
    shown = _choose(cut, sizes, columns - label_size)
    yield from _head_lines(cut.columns, sizes, shown, label_size)
    for number, (label, cells) in enumerate(cut.rows):
        yield _row_line(pad(clip(label, label_size), label_size), cells, sizes, shown, cut, number, paint)


def _turned(cut: TableCut) -> TableCut:
    """The cut of one row with its columns as rows."""
    ((label, cells),) = cut.rows
    rows = tuple((head, (cell,)) for head, cell in zip(cut.columns, cells, strict=True))
    return TableCut((label,), rows, (cut.marked[1], 0))


def _fitted(cut: TableCut, columns: int) -> tuple[list[int], int]:
    """The sizes of the columns, their heads in as few lines as fit, and the room left for the labels."""
    longest = max((width(label) for label, _ in cut.rows), default=0)
    sizes: list[int] = []
    room = 0
    for height in _HEAD_LINES:
        sizes = [
            _column_size(head, [cells[index] for _, cells in cut.rows], height)
            for index, head in enumerate(cut.columns)
        ]
        room = columns - _taken(sizes, range(len(sizes)))
        if room >= (longest if height == 1 else min(longest, _NARROWEST_LABEL)):
            break
    return sizes, room


def _column_size(head: str, cells: list[str], height: int) -> int:
    """Room for the figures in brackets, and for the head in so many lines."""
    figures = max((width(cell) for cell in cells), default=0) + 2
    folded = -(-width(head) // (2 * height)) * 2
    return max(figures, min(width(head), max(4, folded)))


def _taken(sizes: list[int], shown: range | list[int]) -> int:
    return sum(sizes[index] + _GAP for index in shown)


def _choose(cut: TableCut, sizes: list[int], room: int) -> list[int]:
    """The columns to show, in order: the marked one and the total always, then those that count, from near to far."""
    everything = list(range(len(sizes)))
    if _taken(sizes, everything) <= room:
        return everything
    marked = cut.marked[1]
    kept = [marked]
    total = next(
        (i for i in reversed(everything) if any(word in cut.columns[i] for word in _TOTALS)), len(sizes) - 1
    )
    if total != marked:
        kept.append(total)
    others = [index for index in everything if index not in kept]
    others.sort(key=lambda index: (_says_nothing(cut, index), abs(index - marked)))
    for index in others:
        candidate = sorted([*kept, index])
        if _taken(sizes, candidate) + _gaps(candidate, len(sizes)) * 2 <= room:
            kept = candidate
    return sorted(kept)


def _says_nothing(cut: TableCut, column: int) -> bool:
    return all(cells[column].strip() in _NOTHING for _, cells in cut.rows)


def _gaps(shown: list[int], number: int) -> int:
    """How many … are needed where columns are left out."""
    edges = [-1, *shown, number]
    return sum(after - before > 1 for before, after in pairwise(edges))


def _head_lines(heads: Sequence[str], sizes: list[int], shown: list[int], label_size: int) -> Iterator[str]:
    wrapped = {index: list(wrap(heads[index], sizes[index])) for index in shown}
    height = max(len(lines) for lines in wrapped.values())
    for level in range(height):
        texts = {}
        for index, lines in wrapped.items():
            line = level - (height - len(lines))
            texts[index] = pad(lines[line] if line >= 0 else "", sizes[index], right=True)
        yield _joined(" " * label_size, texts, len(heads), hint="").rstrip()


def _row_line(
    label: str,
    cells: Sequence[str],
    sizes: list[int],
    shown: list[int],
    cut: TableCut,
    number: int,
    paint: Painter,
) -> str:
    texts = {}
    for index in shown:
        meant = (number, index) == cut.marked
        text = f"[{cells[index]}]" if meant else f"{cells[index]} "
        blanks = " " * (sizes[index] - width(text))
        texts[index] = blanks + (paint("mark", text) if meant else text)
    return _joined(label, texts, len(cells), hint="…").rstrip()


def _joined(label: str, texts: dict[int, str], number: int, *, hint: str) -> str:
    """The label and the shown columns, with the hint where columns are left out."""
    line = label
    previous = -1
    for index, text in texts.items():
        left_out = index - previous > 1
        line += (" " + pad(hint, 1) if left_out else "") + " " * _GAP + text
        previous = index
    return line + (" " + hint if number - previous > 1 else "")
