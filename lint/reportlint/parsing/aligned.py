"""Tables whose rows came apart: what stands there is aligned with the form as a whole, and so each row is found.

Text copied out of a PDF, a browser or a converter has the pieces of a table in odd orders: a label over several
lines, its figures behind, between or before them, pieces of a group's label in the midst. The form's rows and
their counts of figures are known. So labels are put together from pieces, in the form's order and an exact one
before a cut or altered one; then every run of figures goes to the row beside which it stands, so that as many
rows as possible have what they need. Where another way to share them out is about as good, the row is not read.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from reportlint.model.document import Cell
from reportlint.model.forms import Heading
from reportlint.model.numbers import is_figure
from reportlint.model.wording import bare
from reportlint.parsing.entry import LONGEST_LABEL, Entry, depth
from reportlint.parsing.flow import Row, is_page_number
from reportlint.parsing.labels import Labels, Match
from reportlint.parsing.windows import Stretch

_MOST_PIECES = 48
"""Pieces that one label may come in, with those of other labels between them."""
_LONGEST_PIECE = 2 * LONGEST_LABEL
"""In characters: longer texts are no part of a table."""
_LONGEST_ROW = 150
"""In characters: a row of heads in which nothing parts the cells."""
_LINES, _GAPS, _SPACES = re.compile(r"[^\n]+"), re.compile(r"\S+(?: \S+)*"), re.compile(r"\S+")
_SHORT_WORDS = 24
"""In characters: a cell in words where a figure belongs is no longer."""
_MOST_CANDIDATES = 1_500

_EXACT, _ALTERED, _CUT, _IN_PLACE = 10.0, 6.0, 5.0, 4.0
"""How much a label counts that stands there as the form has it, with another numeral, cut off, or as a column's name."""

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


@dataclass(frozen=True, slots=True)
class _Token:
    """One cell of the flow: a piece of text, or a figure (a blank one too). `row` is its row's index."""

    cell: Cell
    row: int
    key: str
    """The text made comparable; "" for a figure."""
    own: bool
    """Whether the text is a piece of one of the table's labels or heads."""
    loose: bool
    """Whether it stands in no grid."""

    @property
    def figure(self) -> bool:
        """Whether it is a figure or a blank cell."""
        return not self.key


@dataclass(frozen=True, slots=True)
class _Span:
    """A row label found in tokens `start` to `end` (excluded). `match` is None for one that is none of the form's."""

    start: int
    end: int
    match: Match | None
    weight: float
    pieces: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """One label among the others: what it needs, the tokens inside it and in the gap behind it."""

    span: _Span
    need: int
    """How many figures the row has by the form; 0 where any number will do."""
    inside: tuple[int, ...]
    gap: tuple[int, ...]


def aligned(rows: Sequence[tuple[int, Row]], labels: Labels) -> list[Entry]:
    """The entries of a table among these rows of the flow, in the order of the file."""
    tokens = list(_tokens(rows, labels))
    spans = _labelled(tokens, labels)
    if not spans:
        return []
    return list(_entries(dict(rows), tokens, spans, labels))


def _tokens(rows: Sequence[tuple[int, Row]], labels: Labels) -> Iterator[_Token]:
    """The cells of the rows; a sign for nothing between pieces of single characters is one of these (无/法/提/供)."""
    cells = [
        (index, row, cell)
        for index, row in rows
        if not is_page_number(row)
        for whole in row.cells
        for cell in _words(whole, labels)
    ]
    known = _pieces_of(labels)
    for at, (index, row, cell) in enumerate(cells):
        key = bare(cell.text)
        beside = [bare(other.text) for _, _, other in cells[max(at - 1, 0) : at + 2 : 2]]
        figure = not cell.text or is_figure(cell.text)
        if figure and not (
            _is_single(key) and key in known and len(row.cells) == 1 and any(map(_is_single, beside))
        ):
            yield _Token(cell, index, "", own=False, loose=row.grid is None)
        elif len(key) > _LONGEST_PIECE:
            yield _Token(cell, index, key, own=False, loose=row.grid is None)
        elif key:
            texts, figures = _apart(key, labels)
            for text in texts:
                yield _Token(
                    cell._replace(text=cell.text if text == key else text),
                    index,
                    text,
                    text in known,
                    row.grid is None,
                )
            for text in figures:
                yield _Token(cell._replace(text=text), index, "", own=False, loose=row.grid is None)


def _words(cell: Cell, labels: Labels) -> list[Cell]:
    """The parts of a cell that are a cell each: its lines, or words, where these are figures or pieces of the form."""
    key = bare(cell.text)
    if not key or key in _pieces_of(labels) or len(key) > _LONGEST_ROW or key.isdigit():
        return [cell]
    for separator in (_LINES, _GAPS, _SPACES):
        parts = [found.span() for found in separator.finditer(cell.text)]
        texts = [cell.text[start:end] for start, end in parts]
        if len(parts) > 1 and all(is_figure(text) or bare(text) in _pieces_of(labels) for text in texts):
            return [Cell(text, cell.place.part(*part)) for text, part in zip(texts, parts, strict=True)]
    names = [name for name in _spelling(key, labels) or () if name]
    return [cell._replace(text=name) for name in names] if len(names) > 1 else [cell]


@cache
def _spelling(key: str, labels: Labels) -> tuple[str, ...] | None:
    """The heads that a text is made of, where nothing stands between them; None where it is something else."""
    names = sorted({*labels.columns, *labels.groups, *labels.heads}, key=len, reverse=True)
    found: list[str] = []
    while key:
        name = next((name for name in names if key.startswith(name)), None)
        if name is None:
            return None
        found.append(name)
        key = key[len(name) :]
    return tuple(found)


def _is_single(key: str) -> bool:
    return len(key) == 1 and not key.isdigit()


@cache
def _pieces_of(labels: Labels) -> frozenset[str]:
    """Every stretch of every label and head of the table."""
    words = {*labels.rows, *labels.columns, *labels.groups, *labels.heads}
    return frozenset(
        word[start:end]
        for word in words
        for start in range(len(word))
        for end in range(start + 1, len(word) + 1)
    )


def _apart(key: str, labels: Labels) -> tuple[list[str], list[str]]:
    """A text in which a group's label, a row's and its figures run together, as pieces and figures.

    Figures that run together are told apart where they can stand in one way only: nothing but zeros, as many
    as there are columns, or a single column.
    """
    text = key.rstrip("0123456789")
    figures = key[len(text) :]
    heading = labels.rows.get(text) or labels.rows.get(_behind_groups(text, labels)[-1]) if figures else None
    count = len(labels.form.block_of(heading.key).columns) if heading else 0
    told = list(figures) if count == len(figures) and not figures.strip("0") else [figures] * (count == 1)
    return _behind_groups(text if told else key, labels), told


def _behind_groups(text: str, labels: Labels) -> list[str]:
    """The text parted behind the label of a group that it begins with, where a row's label or more goes on."""
    found = []
    while text not in labels.rows and text not in labels.groups:
        group = next(
            (group for group in labels.groups if text.startswith(group) and len(text) > len(group)), None
        )
        if group is None or text[len(group) :] not in _pieces_of(labels) | {text[len(group) :].rstrip()}:
            break
        rest = text[len(group) :]
        if not any(
            label.startswith(rest) or rest.startswith(label) for label in (*labels.rows, *labels.groups)
        ):
            break
        found.append(group)
        text = rest
    return [*found, text]


def _labelled(tokens: list[_Token], labels: Labels) -> list[_Span]:
    """The row labels that the pieces make, none of them over another, in the order of the file."""
    chain = _chain(_candidates(tokens, labels), labels)
    if all(span.weight == _IN_PLACE for span in chain):
        return []
    _take_words_for_figures(tokens, chain, labels)
    taken = {at for span in chain for at in span.pieces}
    found = {span.match.heading.key for span in chain if span.match}
    chain += _others(tokens, taken, found, labels, chain)
    return sorted(chain, key=lambda span: span.start)


def _take_words_for_figures(tokens: list[_Token], chain: Sequence[_Span], labels: Labels) -> None:
    """Makes a figure of the one strange text among a row's figures where just one of them is wanting: 见附件."""
    ends = [span.start for span in chain[1:]] + [len(tokens)]
    for span, end in zip(chain, ends, strict=True):
        gap = range(span.end, min(end, span.end + 4 * _MOST_PIECES))
        filled = [at for at in gap if tokens[at].figure and tokens[at].cell.text]
        strange = [at for at in gap if tokens[at].key and not tokens[at].own]
        need = len(labels.form.block_of(span.match.heading.key).columns) if span.match else 0
        if len(strange) == 1 and len(filled) == need - 1 and _beside_figures(tokens, strange[0], span.end):
            tokens[strange[0]] = replace(tokens[strange[0]], key="", own=False)


def _beside_figures(tokens: Sequence[_Token], at: int, start: int) -> bool:
    """Whether a text stands right behind a figure or a label, with no more than labels behind it."""
    return at == start or (tokens[at - 1].figure and len(tokens[at].cell.text) <= _SHORT_WORDS)


def _candidates(tokens: Sequence[_Token], labels: Labels) -> list[_Span]:
    """All ways to read pieces that follow each other as the label of a row."""
    by_first: Mapping[str, list[tuple[str, Heading]]] = _by_first(labels)
    found: list[_Span] = []
    for start, token in enumerate(tokens):
        if token.figure or len(found) > _MOST_CANDIDATES:
            continue
        for wording, heading in by_first.get(token.key[0], ()):
            if wording.startswith(token.key):
                span = _spelled(tokens, start, wording, heading, labels)
                if span is not None:
                    found.append(span)
        found += _single(start, token, labels)
    return found


@cache
def _by_first(labels: Labels) -> dict[str, list[tuple[str, Heading]]]:
    by_first: dict[str, list[tuple[str, Heading]]] = defaultdict(list)
    for wording, heading in labels.rows.items():
        by_first[wording[0]].append((wording, heading))
    return by_first


def _spelled(
    tokens: Sequence[_Token], start: int, wording: str, heading: Heading, labels: Labels
) -> _Span | None:
    """The label from token `start` on, where the pieces spell it; or its beginning, where the rest is lost."""
    told, pieces, at = tokens[start].key, [start], start + 1
    groups = _stretches_of_groups(labels)
    strange = 0
    while told != wording and at < len(tokens) and len(pieces) + strange < _MOST_PIECES:
        token = tokens[at]
        if not token.figure:
            if wording.startswith(told + token.key):
                told += token.key
                pieces.append(at)
            elif token.key in groups:
                strange += 1
            else:
                break
        at += 1
    match = Match(heading)
    if told == wording:
        return _Span(start, pieces[-1] + 1, match, _EXACT + len(wording) / 100, tuple(pieces))
    cut = len(told) >= 4 and _only_beginning(told, labels) == heading.key and wording == bare(heading.label)
    return _Span(start, pieces[-1] + 1, Match(heading, altered=True), _CUT, tuple(pieces)) if cut else None


@cache
def _stretches_of_groups(labels: Labels) -> frozenset[str]:
    words = {*labels.groups, *labels.heads}
    return frozenset(
        word[start:end]
        for word in words
        for start in range(len(word))
        for end in range(start + 1, len(word) + 1)
    )


@cache
def _only_beginning(text: str, labels: Labels) -> str | None:
    """The one row whose label begins so, or None where several do."""
    keys = {heading.key for wording, heading in labels.rows.items() if wording.startswith(text)}
    return keys.pop() if len(keys) == 1 else None


def _single(at: int, token: _Token, labels: Labels) -> Iterator[_Span]:
    """The row that a single piece labels in other words: another numeral, an explanation, a column's name."""
    if token.key in labels.rows:
        return
    for after in (
        ("other_overdue_fee", "other_rest", None) if token.key in ("其他", "总计", "合计") else (None,)
    ):
        match = labels.row(token.cell.text, after=after if after in labels.form.row_index else None)
        if match is not None and bare(token.cell.text) == token.key:
            yield _Span(at, at + 1, match, _ALTERED if match.altered else _IN_PLACE, (at,))
            return


def _chain(candidates: Sequence[_Span], labels: Labels) -> list[_Span]:
    """The candidates that together say most, each below the one before in the form and behind it in the file."""
    ranks = labels.form.row_index
    ordered = sorted(candidates, key=lambda span: (span.end, -span.weight))
    ends = [span.end for span in ordered]
    best: list[tuple[float, int]] = []
    frontier: list[dict[int, int]] = []
    for at, span in enumerate(ordered):
        assert span.match is not None
        rank = ranks[span.match.heading.key]
        before = bisect_left(ends, span.start + 1)
        score, previous = (
            max(
                ((best[i][0], i) for i in frontier[before - 1].values() if _rank(ordered[i], ranks) < rank),
                key=lambda pair: (pair[0], -pair[1]),
                default=(0.0, -1),
            )
            if before
            else (0.0, -1)
        )
        best.append((score + span.weight, previous))
        reached = dict(frontier[-1]) if frontier else {}
        if rank not in reached or best[reached[rank]][0] < best[at][0]:
            reached[rank] = at
        frontier.append(reached)
    chain = []
    at = max(range(len(best)), key=lambda i: (best[i][0], -i), default=-1)
    while at >= 0:
        chain.append(ordered[at])
        at = best[at][1]
    return chain[::-1]


def _rank(span: _Span, ranks: Mapping[str, int]) -> int:
    assert span.match is not None
    return ranks[span.match.heading.key]


def _others(
    tokens: Sequence[_Token], taken: set[int], found: set[str], labels: Labels, chain: Sequence[_Span]
) -> list[_Span]:
    """Further labels: rows out of the form's order, altered labels of rows not found, and rows of no form."""
    others: list[_Span] = []
    free = [
        span for span in _candidates(tokens, labels) if span.weight > _CUT and taken.isdisjoint(span.pieces)
    ]
    for span in sorted(free, key=lambda span: -span.weight):
        if taken.isdisjoint(span.pieces):
            taken.update(span.pieces)
            found.add(span.match.heading.key if span.match else "")
            others.append(span)
    first = min((span.start for span in (*chain, *others)), default=0)
    last = max((span.end for span in (*chain, *others)), default=0)
    at = first
    while at < min(len(tokens), last + 40):
        pieces = [at] if _strange(tokens, at, taken) else []
        while pieces and pieces[-1] + 1 < len(tokens) and _strange(tokens, pieces[-1] + 1, taken):
            pieces.append(pieces[-1] + 1)
        if pieces and at + len(pieces) < len(tokens) and tokens[pieces[-1] + 1].figure:
            text = "".join(tokens[piece].cell.text for piece in pieces)
            match = labels.similar_row(text, taken=found) if len(text) <= LONGEST_LABEL else None
            if match is not None:
                found.add(match.heading.key)
            if match is not None or pieces[-1] < last:
                others.append(_Span(at, pieces[-1] + 1, match, _ALTERED, tuple(pieces)))
        at += max(len(pieces), 1)
    return others


def _strange(tokens: Sequence[_Token], at: int, taken: set[int]) -> bool:
    """Whether a piece is in no label that was found and none of the form's."""
    token = tokens[at]
    return not token.figure and at not in taken and not token.own and len(token.key) <= LONGEST_LABEL


class _Sharing:
    """How the figures around labels are shared out: every way to do so, and what it costs."""

    def __init__(self, tokens: Sequence[_Token], spans: Sequence[_Span], labels: Labels) -> None:
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

    def chosen(self) -> Iterator[tuple[_Span, list[int], bool]]:
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


def _place(tokens: Sequence[_Token], spans: Sequence[_Span], at: int, labels: Labels) -> _Place:
    span = spans[at]
    need = len(labels.form.block_of(span.match.heading.key).columns) if span.match else 0
    end = spans[at + 1].start if at + 1 < len(spans) else _next_strange(tokens, span.end)
    return _Place(span, need, _figures(tokens, span.start, span.end), _figures(tokens, span.end, end))


def _with_usual_needs(places: Sequence[_Place], tokens: Sequence[_Token]) -> list[_Place]:
    """The places; where nearly all rows have one figure more than the form has columns, that is what rows need."""
    counts = Counter((place.need, sum(bool(tokens[at].cell.text) for at in place.gap)) for place in places)
    more = {
        need for (need, count), times in counts.items() if count == need + 1 > 2 and times * 2 > len(places)
    }
    return [replace(place, need=place.need + 1) if place.need in more else place for place in places]


def _figures(tokens: Sequence[_Token], start: int, end: int) -> tuple[int, ...]:
    return tuple(at for at in range(start, end) if tokens[at].figure)


def _next_strange(tokens: Sequence[_Token], start: int) -> int:
    """Where text begins that is no piece of the table."""
    return next(
        (at for at in range(start, len(tokens)) if tokens[at].key and not tokens[at].own), len(tokens)
    )


def _last_strange(tokens: Sequence[_Token], end: int) -> int:
    """Behind the last running text before `end`."""
    return next((at + 1 for at in range(end - 1, -1, -1) if _runs(tokens[at])), 0)


def _runs(token: _Token) -> bool:
    return bool(token.key) and not token.own and (token.loose or len(token.key) > LONGEST_LABEL)


def _entries(
    rows: Mapping[int, Row], tokens: Sequence[_Token], spans: Sequence[_Span], labels: Labels
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


def _label(tokens: Sequence[_Token], span: _Span) -> Cell:
    cells = list(dict.fromkeys(tokens[at].cell for at in span.pieces))
    place = cells[0].place if len(cells) == 1 else cells[0].place.until(cells[-1].place)
    return Cell("".join(cell.text for cell in cells), place)


def _stretch(
    rows: Mapping[int, Row], tokens: Sequence[_Token], span: _Span, figures: Sequence[int], *, sure: bool
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
