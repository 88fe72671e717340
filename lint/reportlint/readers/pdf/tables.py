"""Tables on their way to grids: rows of cells as the page shows them, joined where a page cuts them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from reportlint.model.numbers import is_figure
from reportlint.readers.pdf.lines import Glyph, Line, lines_of
from reportlint.readers.pdf.rulings import Frame

PADDING = 10.9
"""In points: the room left and right of a cell's text, as Word and WPS have it."""
_SLACK = 1.1
"""In points: how far the edges that are seen may lie beside the cell's own, where more than a digit fits."""
_LOOSE = 2.2
"""In em: lines further apart are not one figure, whatever room there was."""
NOTED = re.compile(r"\d*[（(]")
"""How the rest of a figure begins that has a remark."""
_NEAR = 4.0
"""In points: how far the same column may move from page to page."""
_BEGINS = re.compile(r"[（(]?[一二三四五六七八九十\d]+[）)、.．，]|第[一二三四五六七八九十]+")
"""The enumerator that a label begins with."""


class Slot(Struct, frozen=True):
    """A cell: its text, the column it begins in and its spans.

    `full`: its last line reaches so far that the text may go on.
    """

    text: str
    column: int
    row_span: int = 1
    column_span: int = 1
    full: bool = False
    box: tuple[float, float, float, float] | None = None
    """Left, top, right and bottom; of a cell that a page cuts, of its upper part."""
    page: int = 0
    """The page of the box; 0 for the row's."""


class Row(Struct, frozen=True):
    """A row of a table on page `page`; `top` is its height there, `number` its line on the page."""

    slots: tuple[Slot, ...]
    page: int
    top: float
    number: int = 0

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of its cells."""
        return tuple(slot.text for slot in self.slots)


class Table(Struct, frozen=True):
    """A table; `xs` are the edges of its columns in points."""

    xs: tuple[float, ...]
    rows: tuple[Row, ...]


def table_of(frame: Frame, glyphs: Iterable[Glyph], page: int) -> Table:
    """The table within ruling lines, with the characters that stand in it."""
    rows: dict[int, list[Slot]] = {}
    for box, inside in frame.shared(glyphs).items():
        width = frame.xs[box.column + box.column_span] - frame.xs[box.column]
        text, full = _text(inside, width)
        right, below = frame.xs[box.column + box.column_span], frame.ys[box.row + box.row_span]
        edges = (frame.xs[box.column], frame.ys[box.row], right, below)
        slot = Slot(text, box.column, box.row_span, box.column_span, full, edges)
        rows.setdefault(box.row, []).append(slot)
    return Table(
        frame.xs, tuple(Row(tuple(slots), page, frame.ys[row]) for row, slots in sorted(rows.items()))
    )


def _text(glyphs: Sequence[Glyph], width: float) -> tuple[str, bool]:
    """A cell's text, and whether its last line is full."""
    if len(glyphs) == 1:
        glyph = glyphs[0]
        return glyph.text.strip(), width - (glyph.x1 - glyph.x0) < glyph.size + PADDING
    if not all(glyph.upright for glyph in glyphs) or _in_columns(glyphs):
        return "".join(glyph.text for glyph in glyphs).strip(), False
    lines = lines_of(glyphs)
    if not lines:
        return "", False
    text = lines[0].text
    for above, below in pairwise(lines):
        full = is_full(above, width, below.text) and below.middle - above.middle < _LOOSE * above.size
        text = joined(text, below.text, full=full)
    return text, is_full(lines[-1], width, "一")


def _in_columns(glyphs: Sequence[Glyph]) -> bool:
    """Whether text runs from top to bottom in columns: what follows stands further left, and no lower."""
    return any(
        following.x0 < glyph.x0 - 0.5 * glyph.size and following.middle < glyph.middle + 0.5 * glyph.size
        for glyph, following in pairwise(glyphs)
    )


def is_full(line: Line, width: float, following: str) -> bool:
    """Whether the text that follows had no room behind the line in a cell of this width."""
    used = line.x1 - line.x0
    step = used / len(line.text) if following[0].isascii() and line.text.isascii() else line.size
    return width - used < step + PADDING + (_SLACK if len(line.text) > 1 else 0)


def joined(text: str, following: str, *, full: bool) -> str:
    """Two lines of one text. A figure goes on in the next line where the line is full, or a remark follows."""
    if not text or NOTED.match(following):
        return text + following
    parted = text[-1].isascii() and following[:1].isascii() and not full
    return f"{text} {following}" if parted else text + following


def follows(upper: Table, lower: Table) -> bool:
    """Whether a table goes on in the one that begins the next page: both have the same columns."""
    if lower.rows[0].page != upper.rows[-1].page + 1:
        return False
    longer, shorter = sorted((upper.xs, lower.xs), key=len, reverse=True)
    ends = abs(longer[0] - shorter[0]) < _NEAR and abs(longer[-1] - shorter[-1]) < _NEAR
    return ends and all(any(abs(x - other) < _NEAR for other in longer) for x in shorter)


def whole(upper: Table, lower: Table) -> Table:
    """The two parts of a table as one: heads that the page repeats once, a row that it cuts put together.

    Columns are counted by the part that has more of them.
    """
    xs = max(upper.xs, lower.xs, key=len)
    above = [_recounted(row, upper.xs, xs) for row in upper.rows]
    below = [_recounted(row, lower.xs, xs) for row in lower.rows]
    below = below[_repeated(above, below) :]
    if below and not any(below[0].texts):
        below = below[1:]
    if below and (mended := _mended(above, below[0])):
        above, below = mended, below[1:]
    elif below and (heads := _heads(above, below[0])):
        above[-1], below[0] = heads
    return Table(xs, (*above, *below))


def _recounted(row: Row, xs: Sequence[float], wanted: Sequence[float]) -> Row:
    """The row with its columns counted by other edges."""
    if len(xs) == len(wanted):
        return row
    index = [min(range(len(wanted)), key=lambda at: abs(wanted[at] - x)) for x in xs]
    slots = (
        replace(
            slot,
            column=index[slot.column],
            column_span=index[slot.column + slot.column_span] - index[slot.column],
        )
        for slot in row.slots
    )
    return replace(row, slots=tuple(slots))


def _repeated(above: Sequence[Row], below: Sequence[Row]) -> int:
    """How many rows at the top of the second part repeat the head of the first."""
    count = 0
    while count < min(len(above), len(below)) and above[count].texts == below[count].texts:
        count += 1
    return count if count < len(above) and any("".join(row.texts) for row in below[:count]) else 0


def _mended(above: list[Row], lower: Row) -> list[Row] | None:
    """The rows above with what the page cut off their last one, or None where `lower` is a row of its own.

    A row is cut where whatever has text on both sides of the cut goes on from a full line. A lower part
    with a text that begins as labels do is a row, and so is one whose label may as well be another.
    """
    upper = {slot.column: slot for slot in above[-1].slots}
    texts = {slot.column: slot for slot in lower.slots if slot.text}
    own = [(upper[column], slot) for column, slot in texts.items() if column in upper]
    opened = {first.column for first, _ in own if first.text.endswith(("（", "("))}
    opened |= {at for at, slot in texts.items() if at not in upper and _is_open(above, slot)}
    begins = (slot.column not in opened and _BEGINS.match(slot.text) for slot in texts.values())
    if not own or any(begins):
        return None
    if any(first.column_span != slot.column_span or (first.text and not first.full) for first, slot in own):
        return None
    if not _is_cut(list(upper.values()), own):
        return None
    mended = list(above)
    for column, slot in texts.items():
        at = next((at for at in range(len(above) - 1, -1, -1) if _slot(above[at], column)), None)
        if at is None:
            return None
        mended[at] = _with(mended[at], slot)
    return mended


def _is_open(rows: Sequence[Row], lower: Slot) -> bool:
    """Whether a cell without text runs to the end of the rows, and goes on below: the text in its middle is there."""
    for at in range(len(rows) - 1, -1, -1):
        if slot := _slot(rows[at], lower.column):
            runs = at + slot.row_span >= len(rows)
            return runs and not slot.text and slot.column_span == lower.column_span
    return False


def _is_cut(upper: Sequence[Slot], own: Sequence[tuple[Slot, Slot]]) -> bool:
    """Whether the cells of a row have ends below the cut (`own`: a cell above, its end below).

    A part without a label below one with a label is no row. Where the label goes on, some figure must
    have nothing below it, and none that has may be of one digit, which fills a narrow column by itself.
    """
    labels = [slot for slot in upper if slot.text and not is_figure(slot.text)]
    if any(first in labels and is_figure(second.text) for first, second in own):
        return False
    if any(not is_figure(second.text) and first in labels for first, second in own):
        ended = len(own) < sum(bool(slot.text) for slot in upper)
        return ended and not any(len(first.text) == 1 and is_figure(second.text) for first, second in own)
    return bool(labels) or all(first.text for first, _ in own)


def _heads(above: list[Row], lower: Row) -> tuple[Row, Row] | None:
    """The last row above and the one below where a head that spans both is cut, else None."""
    upper = above[-1]
    if any(is_figure(text) for text in (*upper.texts, *lower.texts)):
        return None
    cut = [
        slot
        for slot in lower.slots
        if slot.text
        and (first := _slot(upper, slot.column))
        and first.column_span == slot.column_span
        and first.text
        and first.full
        and not _BEGINS.match(slot.text)
    ]
    if not cut:
        return None
    for slot in cut:
        upper = _with(upper, slot)
    return upper, replace(lower, slots=tuple(replace(s, text="") if s in cut else s for s in lower.slots))


def _slot(row: Row, column: int) -> Slot | None:
    return next((slot for slot in row.slots if slot.column == column), None)


def _with(row: Row, lower: Slot) -> Row:
    """The row with the text that goes on below one of its cells."""
    slots = (
        replace(slot, text=joined(slot.text, lower.text, full=slot.full), full=lower.full)
        if slot.column == lower.column
        else slot
        for slot in row.slots
    )
    return replace(row, slots=tuple(slots))
