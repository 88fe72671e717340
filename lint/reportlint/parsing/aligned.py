"""Tables whose rows came apart: what stands there is aligned with the form as a whole, and so each row is found.

Text copied out of a PDF, a browser or a converter has the pieces of a table in odd orders: a label over several
lines, its figures behind, between or before them, pieces of a group's label in the midst. The form's rows and
their counts of figures are known. So labels are put together from pieces, in the form's order and an exact one
before a cut or altered one; then every run of figures goes to the row beside which it stands, so that as many
rows as possible have what they need. Where another way to share them out is about as good, the row is not read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from reportlint.model.document import Cell
from reportlint.parsing.entry import LONGEST_LABEL, Entry, depth
from reportlint.parsing.flow import Row
from reportlint.parsing.labels import Labels
from reportlint.parsing.pieces import Span, Token, labelled, tokens_of
from reportlint.parsing.windows import Stretch

_SURE = 1.5
"""By so much the best way to share out the figures must be better than the next."""
_NO_FIGURES, _LEFT_OVER, _WRONG_COUNT, _BLANKS = 5.0, 6.0, 3.0, 0.7
"""What it costs when a row gets no figures, when figures go to no row, when their number is not that of the
columns, when blank cells are among them."""
_OTHER_SIDE, _OTHER_LINE, _TWICE = 2.0, 4.0, 6.0
"""What it costs when figures stand before a label here and behind one there, when they stand on the line of
another label, when a row has some inside its label besides."""
_NEVER = 1e9

Side = Literal["behind", "before", "inside", "none"]
_SIDES: tuple[Side, ...] = ("behind", "inside", "before", "none")


class _Place(Struct, frozen=True):
    """One label among the others: what it needs, the tokens inside it and in the gap behind it."""

    span: Span
    need: int
    """How many figures the row has by the form; 0 where any number will do."""
    inside: tuple[int, ...]
    gap: tuple[int, ...]


def aligned(rows: Sequence[tuple[int, Row]], labels: Labels) -> list[Entry]:
    """The entries of a table among these rows of the flow, in the order of the file."""
    tokens = list(tokens_of(rows, labels))
    spans = labelled(tokens, labels)
    if not spans:
        return []
    return list(_entries(dict(rows), tokens, spans, labels))


class _Sharing:
    """How the figures around labels are shared out: every way to do so, and what it costs."""

    def __init__(self, tokens: Sequence[Token], spans: Sequence[Span], labels: Labels) -> None:
        self._tokens = tokens
        self._places = _with_usual_needs(
            [_place(tokens, spans, at, labels) for at in range(len(spans))], tokens
        )
        self._above = _figures(tokens, _last_strange(tokens, spans[0].start), spans[0].start)
        count = len(spans)
        self._forward = [dict.fromkeys(_SIDES, _NEVER) for _ in range(count)]
        self._backward = [dict.fromkeys(_SIDES, 0.0) for _ in range(count)]
        for side in _SIDES:
            self._forward[0][side] = self._own(0, side) + self._gap_cost(-1, "none", side)
            self._backward[-1][side] = self._gap_cost(count - 1, side, "none")
        for at in range(1, count):
            for side in _SIDES:
                before = min(
                    self._forward[at - 1][left] + self._gap_cost(at - 1, left, side) for left in _SIDES
                )
                self._forward[at][side] = before + self._own(at, side)
        for at in range(count - 2, -1, -1):
            for side in _SIDES:
                self._backward[at][side] = min(
                    self._gap_cost(at, side, right) + self._own(at + 1, right) + self._backward[at + 1][right]
                    for right in _SIDES
                )

    def chosen(self) -> Iterator[tuple[Span, list[int], bool]]:
        """Every label with the tokens that are its figures, and whether no other way is about as good."""
        sides = self._best()
        for at, place in enumerate(self._places):
            totals = {side: self._forward[at][side] + self._backward[at][side] for side in _SIDES}
            rival = min(totals[side] for side in _SIDES if side != sides[at])
            yield place.span, self._share(at, sides), rival - totals[sides[at]] >= _SURE

    def _best(self) -> list[Side]:
        """The side that each label has its figures on, in the way that costs least."""
        sides: list[Side] = []
        for at in range(len(self._places)):
            costs = {
                side: self._backward[at][side]
                + self._own(at, side)
                + self._gap_cost(at - 1, sides[-1] if sides else "none", side)
                for side in _SIDES
            }
            sides.append(min(_SIDES, key=lambda side: costs[side]))
        return sides

    def _own(self, at: int, side: Side) -> float:
        """What it costs by itself that a label has its figures there."""
        place = self._places[at]
        if side == "inside":
            return self._count_cost(place.inside, place.need) if place.inside else _NEVER
        return (_TWICE if place.inside else 0.0) + (_NO_FIGURES if side == "none" else 0.0)

    def _gap_cost(self, at: int, left: Side, right: Side) -> float:
        """What it costs that the label before a gap and the one behind it have their figures on these sides."""
        gap = self._gap(at)
        takers = [self._places[at].need] if left == "behind" else []
        takers += [self._places[at + 1].need] if right == "before" else []
        switched = {left, right} == {"behind", "before"}
        cost = _OTHER_SIDE if switched else 0.0
        filled = [token for token in gap if self._tokens[token].cell.text]
        if not takers:
            return cost + (_LEFT_OVER if filled else 0.0)
        if len(takers) == 2:
            return cost + (0.0 if len(filled) == sum(takers) and all(takers) else _NEVER)
        return cost + self._count_cost(gap, takers[0]) + self._line_cost(at, filled, behind=left == "behind")

    def _line_cost(self, at: int, filled: Sequence[int], *, behind: bool) -> float:
        """What it costs that figures go to a label while they stand on the line of the other one."""
        above = {self._tokens[self._places[at].span.end - 1].row} if at >= 0 else set()
        below = {self._tokens[self._places[at + 1].span.start].row} if at + 1 < len(self._places) else set()
        mine, other = (above, below) if behind else (below, above)
        rows = {self._tokens[token].row for token in filled}
        return _OTHER_LINE if rows & other and not rows & mine else 0.0

    def _count_cost(self, tokens: Sequence[int], need: int) -> float:
        filled = sum(bool(self._tokens[token].cell.text) for token in tokens)
        if not filled and (not tokens or not need):
            return _NEVER
        if filled == need or not need:
            return 0.0
        return _BLANKS if filled < need <= len(tokens) else _WRONG_COUNT

    def _gap(self, at: int) -> tuple[int, ...]:
        return self._places[at].gap if at >= 0 else self._above

    def _share(self, at: int, sides: Sequence[Side]) -> list[int]:
        """The tokens that a label gets."""
        place, side = self._places[at], sides[at]
        if side == "inside":
            return list(place.inside)
        if side == "behind":
            gap = list(place.gap)
            if at + 1 < len(sides) and sides[at + 1] == "before":
                gap = [token for token in gap if self._tokens[token].cell.text][: place.need]
            return gap
        if side == "before":
            gap = list(self._gap(at - 1))
            if at and sides[at - 1] == "behind":
                gap = [token for token in gap if self._tokens[token].cell.text][-place.need :]
            return gap
        return [token for token in place.gap if not self._tokens[token].cell.text]


def _place(tokens: Sequence[Token], spans: Sequence[Span], at: int, labels: Labels) -> _Place:
    span = spans[at]
    need = len(labels.form.block_of(span.match.heading.key).columns) if span.match else 0
    end = spans[at + 1].start if at + 1 < len(spans) else _next_strange(tokens, span.end)
    return _Place(span, need, _figures(tokens, span.start, span.end), _figures(tokens, span.end, end))


def _with_usual_needs(places: Sequence[_Place], tokens: Sequence[Token]) -> list[_Place]:
    """The places; where nearly all rows have one figure more than the form has columns, that is what rows need."""
    counts = Counter((place.need, sum(bool(tokens[at].cell.text) for at in place.gap)) for place in places)
    more = {
        need for (need, count), times in counts.items() if count == need + 1 > 2 and times * 2 > len(places)
    }
    return [replace(place, need=place.need + 1) if place.need in more else place for place in places]


def _figures(tokens: Sequence[Token], start: int, end: int) -> tuple[int, ...]:
    return tuple(at for at in range(start, end) if tokens[at].figure)


def _next_strange(tokens: Sequence[Token], start: int) -> int:
    """Where text begins that is no piece of the table."""
    return next(
        (at for at in range(start, len(tokens)) if tokens[at].key and not tokens[at].own), len(tokens)
    )


def _last_strange(tokens: Sequence[Token], end: int) -> int:
    """Behind the last running text before `end`."""
    return next((at + 1 for at in range(end - 1, -1, -1) if _runs(tokens[at])), 0)


def _runs(token: Token) -> bool:
    return bool(token.key) and not token.own and (token.loose or len(token.key) > LONGEST_LABEL)


def _entries(
    rows: Mapping[int, Row], tokens: Sequence[Token], spans: Sequence[Span], labels: Labels
) -> Iterator[Entry]:
    """The labels with their figures, heads and rows."""
    labelling = {at for span in spans for at in span.pieces}
    before = _last_strange(tokens, spans[0].start)
    for span, figures, sure in _Sharing(tokens, spans, labels).chosen():
        heads: dict[int, list[Cell]] = {}
        for at in range(before, span.start):
            if tokens[at].key and at not in labelling and not _runs(tokens[at]):
                heads.setdefault(tokens[at].row if not rows[tokens[at].row].flowing else -1, []).append(
                    tokens[at].cell
                )
        between = [at for at in range(before, span.end) if tokens[at].own or at in labelling]
        used = {tokens[at].row for at in (*between, *figures)}
        yield Entry(
            _label(tokens, span),
            span.match,
            _stretch(rows, tokens, span, figures, sure=sure),
            tuple(map(tuple, heads.values())),
            tuple(cell for cells in heads.values() for cell in cells),
            tuple(sorted(used)),
        )
        before = span.end


def _label(tokens: Sequence[Token], span: Span) -> Cell:
    cells = list(dict.fromkeys(tokens[at].cell for at in span.pieces))
    place = cells[0].place if len(cells) == 1 else cells[0].place.until(cells[-1].place)
    return Cell("".join(cell.text for cell in cells), place)


def _stretch(
    rows: Mapping[int, Row], tokens: Sequence[Token], span: Span, figures: Sequence[int], *, sure: bool
) -> Stretch:
    """The cells of a row as they are read: in one row of cells by its blanks, else one behind the other."""
    cells = tuple(tokens[at].cell for at in figures)
    level = depth(span.match.heading) if span.match else 0
    used = {tokens[at].row for at in figures}
    row = rows[used.pop()] if len(used) == 1 else None
    if (
        row is not None
        and not row.flowing
        and row.grid is not None
        and cells[0] in row.cells
        and len(cells) == len(row.cells[row.cells.index(cells[0]) :])
    ):
        index = row.cells.index(cells[0]) - 1
        return Stretch(cells, 0, level, index, row.width, row.blanks, flowing=False, sure=sure)
    at_end = bool(figures) and figures[-1] + 1 >= len(tokens)
    return Stretch(cells, 0, level, 0, 0, "cut" if at_end else "lost", flowing=True, sure=sure)
