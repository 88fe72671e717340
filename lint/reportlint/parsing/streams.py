"""Entries of a table whose cells follow each other without row breaks: labels alone tell where a row begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlint.model.document import Cell
from reportlint.model.numbers import is_figure
from reportlint.parsing.entry import LONGEST_LABEL, Entry, State, depth
from reportlint.parsing.flow import Row
from reportlint.parsing.labels import Match
from reportlint.parsing.windows import Stretch


def from_stream(run: Sequence[tuple[int, Row]], state: State) -> Iterator[Entry]:
    """Entries of a table whose cells follow each other without row breaks."""
    cells = [(index, cell) for index, row in run for cell in row.cells]
    texts: list[Cell] = []
    position = 0
    while position < len(cells):
        cell = cells[position][1]
        position += 1
        if not cell.text or is_figure(cell.text):
            continue
        texts.append(cell)
        used, match = _label_at_end(texts, state)
        if match is not None:
            position = _after_label(cells, position, texts[len(texts) - used :], match, state)
        following = position < len(cells) and is_figure(cells[position][1].text)
        if match is None and following and not state.labels.known(cell.text):
            used, match = 1, state.labels.similar_row(cell.text, taken=state.found)
            if match is None and _figures_ahead(cells, position) < 3:
                continue
        elif match is None:
            continue
        end = _next_label(cells, position, state, match)
        state.rows.extend(range(cells[position - 1][0], cells[end - 1][0] + 1))
        state.heads.append(tuple(texts[: len(texts) - used]))
        stretch = Stretch(
            tuple(cell for _, cell in cells[position:end]),
            0,
            depth(match.heading) if match else 0,
            0,
            0,
            blanks="cut" if end == len(cells) else "lost",
            flowing=True,
        )
        yield state.entry(texts[-used] if used else cell, match, stretch)
        texts, position = [], end


def _label_at_end(texts: Sequence[Cell], state: State) -> tuple[int, Match | None]:
    """The longest run of pieces at the end of `texts` that labels a row, and how many pieces it takes."""
    best: tuple[int, Match | None] = (0, None)
    joined = ""
    for count in range(1, len(texts) + 1):
        joined = texts[-count].text + joined
        if count > 1 and len(joined) > LONGEST_LABEL:
            break
        match = state.labels.row(joined, after=state.after)
        if match is not None and not (match.altered and best[1]):
            best = (count, match)
    return best


def _after_label(
    cells: Sequence[tuple[int, Cell]], start: int, pieces: Sequence[Cell], match: Match, state: State
) -> int:
    """Where a label ends whose further pieces follow: （二）部分公开 / （区分处理的， / 只计这一情形…）."""
    joined = "".join(piece.text for piece in pieces)
    longest = start
    for end in range(start, len(cells)):
        text = cells[end][1].text
        joined += text
        if not text or is_figure(text) or len(joined) > LONGEST_LABEL:
            break
        longer = state.labels.row(joined, after=state.after)
        if longer is not None and longer.heading.key == match.heading.key and not longer.altered:
            longest = end + 1
    return longest


def _figures_ahead(cells: Sequence[tuple[int, Cell]], start: int) -> int:
    count = 0
    while start + count < len(cells) and is_figure(cells[start + count][1].text):
        count += 1
    return count


def _next_label(cells: Sequence[tuple[int, Cell]], start: int, state: State, match: Match | None) -> int:
    """Where the cells behind a label end: at the next text that is a label, or a piece of one."""
    end, filled = start, 0
    columns = len(state.labels.form.block_of(match.heading.key).columns) if match else 0
    while end < len(cells):
        text = cells[end][1].text
        if text and not is_figure(text):
            full = filled >= columns
            if filled == columns - 1 and _before_label(cells, end, state):
                filled, end = filled + 1, end + 1
                continue
            if full or state.labels.known(text) or _starts_label(cells, end):
                break
        filled += bool(text)
        end += 1
    return max(end, start) if match else start + _figures_ahead(cells, start)


def _before_label(cells: Sequence[tuple[int, Cell]], at: int, state: State) -> bool:
    """Whether an unknown text stands right before a label: then it is the last cell of its row, in words."""
    text = cells[at][1].text
    following = cells[at + 1][1].text if at + 1 < len(cells) else ""
    piece = state.labels.known(text) or state.labels.known(text + following)
    return state.labels.known(following) and not piece


def _starts_label(cells: Sequence[tuple[int, Cell]], at: int) -> bool:
    """Whether text stands before more text: two texts in a row are labels, one alone is a cell in words."""
    following = at + 1
    while following < len(cells) and not cells[following][1].text:
        following += 1
    return following == len(cells) or not is_figure(cells[following][1].text)
