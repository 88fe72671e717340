"""The rows of a table as its labels cut it: head rows, and entries (a row's label and the cells behind it)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from reportlint.document import Cell
from reportlint.forms import Heading
from reportlint.numbers import is_figure
from reportlint.parsing.flow import Row
from reportlint.parsing.labels import Labels, Match
from reportlint.parsing.windows import Stretch
from reportlint.wording import bare

LONGEST_LABEL = 48
"""In characters; a label may stand in as many cells (三/本/年/度/办/理/结/果)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row label as found, and the cells behind it. `match` is None for a label that is none of the form's."""

    label: Cell
    match: Match | None
    stretch: Stretch
    heads: tuple[tuple[Cell, ...], ...]
    """The head rows read since the entry before."""
    texts: tuple[Cell, ...]
    """All texts read since the entry before, in order: heads that are broken over lines."""
    rows: tuple[int, ...]
    """Indices of the flow's rows that it was read from."""


@dataclass(slots=True)
class _State:
    """What the reading of one table remembers from row to row."""

    labels: Labels
    after: str | None = None
    found: set[str] = field(default_factory=set)
    heads: list[tuple[Cell, ...]] = field(default_factory=list)
    texts: list[Cell] = field(default_factory=list)
    pending: list[tuple[int, Cell]] = field(default_factory=list)
    """Texts without figures just above (row, cell): perhaps the first part of a label that was cut."""
    rows: list[int] = field(default_factory=list)

    def entry(self, label: Cell, match: Match | None, stretch: Stretch) -> Entry:
        """The entry, with the head rows and rows gathered for it."""
        if match is not None:
            self.after = match.heading.key
            self.found.add(match.heading.key)
        entry = Entry(label, match, stretch, tuple(self.heads), tuple(self.texts), tuple(self.rows))
        self.heads, self.texts, self.pending, self.rows = [], [], [], []
        return entry


def entries(rows: Sequence[tuple[int, Row]], labels: Labels) -> Iterator[Entry]:
    """The entries of a table among these rows of the flow (index, row), in order."""
    state = _State(labels)
    for flowing, run in groupby(rows, key=lambda item: item[1].flowing):
        if flowing:
            yield from _from_stream(list(run), state)
        else:
            yield from _from_rows(list(run), state)


def depth(heading: Heading) -> int:
    """The level of a row in the form: 一、 0, （一） 1, 1. 2."""
    if heading.group is not None:
        return 2
    return 1 if heading.label[0] in "（(" else 0


def _from_rows(run: Sequence[tuple[int, Row]], state: _State) -> Iterator[Entry]:
    for position, (index, row) in enumerate(run):
        first = next((i for i, cell in enumerate(row.cells) if is_figure(cell.text)), len(row.cells))
        if first == len(row.cells):
            state.texts.extend(cell for cell in row.cells if cell.text)
        if first == len(row.cells) and _is_head(row, state.labels):
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


def _goes_on(row: Row, below: Sequence[tuple[int, Row]], match: Match, state: _State) -> bool:
    """Whether a label without figures goes on in the row below, which has them."""
    if not below or any(is_figure(cell.text) for cell in row.cells):
        return False
    text = "".join(cell.text for cell in row.cells) + next((c.text for c in below[0][1].cells if c.text), "")
    longer = state.labels.row(text, after=state.after) or _last_words(text, state)
    return longer is not None and longer.heading.key == match.heading.key and not longer.altered


def _values_below(below: Sequence[tuple[int, Row]], state: _State) -> tuple[Cell, ...] | None:
    """The figures of a label whose row has none, when the next row has nothing but figures."""
    if not below:
        return None
    index, row = below[0]
    texts = [cell.text for cell in row.cells if cell.text]
    if not texts or not all(map(is_figure, texts)):
        return None
    state.rows.append(index)
    return row.cells


def _is_head(row: Row, labels: Labels) -> bool:
    """Whether a row without figures is a head: it has column labels (其他 alone may be a row)."""
    keys = [bare(cell.text) for cell in row.cells if cell.text]
    hits = sum(key in labels.columns for key in keys)
    return hits > 1 or (hits == 1 and keys[0] not in labels.rows and not (len(keys) == 1 and keys[0] == "其他"))


def _label_in(cells: Sequence[Cell], state: _State) -> tuple[int, Match | None]:
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


def _last_words(text: str, state: _State) -> Match | None:
    """The label at the end of a text that holds several: `三、本年度办理结果 (一) 予以公开`."""
    words = text.split()
    for first in range(1, len(words)):
        match = state.labels.row("".join(words[first:]), after=state.after)
        if match is not None and not match.altered:
            return match
    return None


def _cut_or_altered(cells: Sequence[Cell], state: _State) -> tuple[int, Match | None]:
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


def _from_stream(run: Sequence[tuple[int, Row]], state: _State) -> Iterator[Entry]:
    """Entries of a table whose cells follow each other without row breaks."""
    cells = [(index, cell) for index, row in run for cell in row.cells]
    texts: list[Cell] = []
    position = 0
    while position < len(cells):
        index, cell = cells[position]
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


def _label_at_end(texts: Sequence[Cell], state: _State) -> tuple[int, Match | None]:
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
    cells: Sequence[tuple[int, Cell]], start: int, pieces: Sequence[Cell], match: Match, state: _State
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


def _next_label(
    cells: Sequence[tuple[int, Cell]], start: int, state: _State, match: Match | None
) -> int:
    """Where the cells behind a label end: at the next text that is a label, or a piece of one."""
    end, filled = start, 0
    columns = len(state.labels.form.block_of(match.heading.key).columns) if match else 0
    while end < len(cells):
        text = cells[end][1].text
        if text and not is_figure(text):
            if filled >= columns or state.labels.known(text) or _starts_label(cells, end):
                break
        filled += bool(text)
        end += 1
    return max(end, start) if match else start + _figures_ahead(cells, start)


def _starts_label(cells: Sequence[tuple[int, Cell]], at: int) -> bool:
    """Whether text stands before more text: two texts in a row are labels, one alone is a cell in words."""
    following = at + 1
    while following < len(cells) and not cells[following][1].text:
        following += 1
    return following == len(cells) or not is_figure(cells[following][1].text)
