"""The rows of a table as its labels cut it: head rows, and entries (a row's label and the cells behind it)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from reportlint.model.document import Cell
from reportlint.model.numbers import is_figure
from reportlint.model.wording import bare
from reportlint.parsing.entry import LONGEST_LABEL, Entry, State, depth
from reportlint.parsing.flow import Row
from reportlint.parsing.heads import completed
from reportlint.parsing.labels import Labels, Match
from reportlint.parsing.windows import Stretch

_FARTHEST_REST = 6
"""Rows: so far below the figures that they go on from lines of the print stand, with lines of labels between."""
_LONGEST_LAST_WORDS = 4 * LONGEST_LABEL
"""Characters at the end of a text, spaces among them, in which its last label is looked for."""


def entries(rows: Sequence[tuple[int, Row]], labels: Labels) -> Iterator[Entry]:
    """The entries of a table among these rows of the flow (index, row), in order.

    Where lines with nothing but figures are left over below a row of copied text, its figures were broken over
    lines by the print: what stands in the row is a part of them, and is not sure.
    """
    state = State(labels)
    found: list[Entry] = []
    for flowing, run in groupby(rows, key=lambda item: item[1].flowing):
        if not flowing:
            found.extend(_from_rows(list(run), state))
    taken = {index for entry in found if entry.match for index in entry.rows}
    rests = [index for index, row in rows if index not in taken and _is_rest(row)]
    ends = [min(entry.rows, default=-1) for entry in found[1:] if entry.match] if rests else []
    for entry in found:
        last = max(entry.rows, default=-1)
        end = min((index for index in ends if index > last), default=last + _FARTHEST_REST)
        if entry.match and any(last < index < min(end, last + _FARTHEST_REST) for index in rests):
            yield replace(entry, stretch=replace(entry.stretch, sure=False))
        else:
            yield entry


def _is_rest(row: Row) -> bool:
    """Whether a row of copied text holds figures alone, and more than a page number is."""
    words = " ".join(cell.text for cell in row.cells).split()
    return row.blanks != "kept" and not row.flowing and len(words) > 1 and all(map(str.isdigit, words))


def _from_rows(run: Sequence[tuple[int, Row]], state: State) -> Iterator[Entry]:
    for position, (index, row) in enumerate(run):
        first = next((i for i, cell in enumerate(row.cells) if is_figure(cell.text)), len(row.cells))
        if first == len(row.cells):
            state.texts.extend(cell for cell in row.cells if cell.text)
        if first == len(row.cells) and _is_head(row, state):
            state.heads.append(row.cells)
            state.rows.append(index)
            continue
        at, match = _label_in(row.cells[:first], state)
        if match is None and first < len(row.cells):
            at, match = _cut_or_altered(row.cells[:first], state)
        if match is None and first == len(row.cells):
            state.pending.extend((index, cell) for cell in row.cells if cell.text)
            if row.grid is not None or state.labels.known(row.text):
                state.rows.append(index)
            continue
        if row.grid is None and match is None:
            continue
        state.rows.append(index)
        if match is not None and _goes_on(row, run[position + 1 :], match, state):
            state.pending.append((index, row.cells[at]))
            continue
        cells = row.cells[at + 1 :]
        if match is not None and not any(cell.text for cell in cells):
            cells = _values_below(run[position + 1 :], state) or cells
        stretch = Stretch(
            cells,
            0,
            depth(match.heading) if match else 0,
            at,
            row.width,
            blanks=row.blanks if match is not None and not match.altered else "lost",
            flowing=False,
        )
        label = row.cells[at] if at >= 0 else Cell("", row.cells[0].place)
        yield state.entry(label, match, stretch)


def _goes_on(row: Row, below: Sequence[tuple[int, Row]], match: Match, state: State) -> bool:
    """Whether a label without figures goes on in the row below, which has them."""
    if not below or any(is_figure(cell.text) for cell in row.cells):
        return False
    text = "".join(cell.text for cell in row.cells) + next((c.text for c in below[0][1].cells if c.text), "")
    longer = state.labels.row(text, after=state.after) or _last_words(text, state)
    return longer is not None and longer.heading.key == match.heading.key and not longer.altered


def _values_below(below: Sequence[tuple[int, Row]], state: State) -> tuple[Cell, ...] | None:
    """The figures of a label whose row has none, when the next row has nothing but figures."""
    if not below:
        return None
    index, row = below[0]
    texts = [cell.text for cell in row.cells if cell.text]
    if not texts or not all(map(is_figure, texts)):
        return None
    state.rows.append(index)
    return row.cells


def _is_head(row: Row, state: State) -> bool:
    """Whether a row without figures is a head: it has column labels, or the ends of those above.

    其他 alone may be a row.
    """
    labels = state.labels
    if state.heads and completed(state.heads[-1], row.cells, labels):
        return True
    keys = [bare(cell.text) for cell in row.cells if cell.text]
    hits = sum(key in labels.columns for key in keys)
    return hits > 1 or (
        hits == 1 and keys[0] not in labels.rows and not (len(keys) == 1 and keys[0] == "其他")
    )


def _label_in(cells: Sequence[Cell], state: State) -> tuple[int, Match | None]:
    """The last cell that labels a row, alone or together with the text cell before it."""
    for at in range(len(cells) - 1, -1, -1):
        if not cells[at].text:
            continue
        match = state.labels.row(cells[at].text, after=state.after) or _last_words(cells[at].text, state)
        if match is None and at and cells[at - 1].text:
            match = state.labels.row(cells[at - 1].text + cells[at].text, after=state.after)
        if match is not None:
            return at, match
    return -1, None


def _last_words(text: str, state: State) -> Match | None:
    """The label at the end of a text that holds several: `三、本年度办理结果 (一) 予以公开`."""
    words = text[-_LONGEST_LAST_WORDS:].split()
    for first in range(1, len(words)):
        match = state.labels.row("".join(words[first:]), after=state.after)
        if match is not None and not match.altered:
            return match
    return None


def _cut_or_altered(cells: Sequence[Cell], state: State) -> tuple[int, Match | None]:
    """The label of a row with figures that no wording matches: cut by a page, or altered."""
    at = next((i for i in range(len(cells) - 1, -1, -1) if cells[i].text), -1)
    if at < 0:
        return at, None
    text = joined = cells[at].text
    for index, piece in reversed(state.pending):
        joined = piece.text + joined
        match = state.labels.row(joined, after=state.after)
        if match is not None:
            state.rows.append(index)
            return at, match
        if len(joined) > LONGEST_LABEL:
            break
    if state.labels.known(text):
        return at, None
    return at, state.labels.similar_row(text, taken=state.found)
