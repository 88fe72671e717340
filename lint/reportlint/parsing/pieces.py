"""The pieces that a table's cells come in, and the row labels that they make when they are put together.

Labels are put together from pieces in the form's order; an exact one comes before one that is cut or altered.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from reportlint.model.document import Cell
from reportlint.model.forms import Heading
from reportlint.model.numbers import is_figure
from reportlint.model.wording import bare, fold
from reportlint.parsing.entry import LONGEST_LABEL
from reportlint.parsing.flow import Row, is_page_number
from reportlint.parsing.labels import Labels, Match

_MOST_PIECES = 48
"""Pieces that one label may come in, with those of other labels between them."""
_FARTHEST = 200
"""Tokens that one label may reach over, with figures between its pieces."""
_LONGEST_PIECE = 2 * LONGEST_LABEL
"""In characters: longer texts are no part of a table."""
_LONGEST_ROW = 150
"""In characters: a row of heads in which nothing parts the cells."""
_LINES, _GAPS, _SPACES = re.compile(r"[^\n]+"), re.compile(r"\S+(?: \S+)*"), re.compile(r"\S+")
_SHORT_WORDS = 24
"""In characters: a cell in words where a figure belongs is no longer."""
_MOST_CANDIDATES = 1_500
_AROUND = 8
"""Lines before and behind one that show whether every cell has a line of its own."""

_EXACT, _ALTERED, _CUT, _IN_PLACE = 10.0, 6.0, 5.0, 4.0
"""How much a label counts that stands there as the form has it, with another numeral, cut off, or as a column's
name.
"""


class Token(Struct, frozen=True):
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


class Span(Struct, frozen=True):
    """A row label found in tokens `start` to `end` (excluded). `match` is None for one that is none of the form's."""

    start: int
    end: int
    match: Match | None
    weight: float
    pieces: tuple[int, ...]


def tokens_of(rows: Sequence[tuple[int, Row]], labels: Labels) -> Iterator[Token]:
    """The cells of the rows; a sign for nothing between pieces of single characters is one of these (无/法/提/供)."""
    rows = [(index, row) for index, row in rows if not is_page_number(row)]
    cells = [
        (index, row, cell, len(parts) > 1 and not any(part.text.isdigit() for part in parts))
        for at, (index, row) in enumerate(rows)
        for parts in (
            [part for whole in row.cells for part in _words(whole, labels, alone=_alone(rows, at))],
        )
        for cell in parts
    ]
    known = _pieces_of(labels)
    for at, (index, row, cell, among_words) in enumerate(cells):
        key = bare(cell.text)
        beside = among_words or any(
            _is_single(bare(other.text)) for _, _, other, _ in cells[max(at - 1, 0) : at + 2 : 2]
        )
        figure = not cell.text or is_figure(cell.text)
        alone = among_words or len(row.cells) == 1
        if figure and not (_is_single(key) and key in known and alone and beside):
            yield Token(cell, index, "", own=False, loose=row.grid is None)
        elif len(key) > _LONGEST_PIECE:
            yield Token(cell, index, key, own=False, loose=row.grid is None)
        elif key:
            texts, figures = _apart(cell.text, labels)
            for text in texts:
                yield Token(
                    cell._replace(text=cell.text if text == key else text),
                    index,
                    text,
                    text in known,
                    row.grid is None,
                )
            for text in figures:
                yield Token(cell._replace(text=text), index, "", own=False, loose=row.grid is None)


def _alone(rows: Sequence[tuple[int, Row]], at: int) -> bool:
    """Whether a cell has its line for itself, in a text that has not every cell on a line of its own.

    In such a text single figures stand beside it, and no other line near it has several.
    """
    if len(rows[at][1].cells) != 1:
        return False
    words = [
        [word for cell in row.cells for word in cell.text.split()]
        for _, row in rows[max(at - _AROUND, 0) : at + _AROUND + 1]
    ]
    own = min(at, _AROUND)
    figures = [len(told) if told and all(word.isdigit() for word in told) else 0 for told in words]
    each = 1 in figures[max(own - 1, 0) : own] + figures[own + 1 : own + 2]
    return not each or any(count > 1 for near, count in enumerate(figures) if near != own)


def _words(cell: Cell, labels: Labels, *, alone: bool) -> list[Cell]:
    """The parts of a cell that are a cell each: its lines, or words, where these are figures or pieces of the form.

    Two figures in a cell are two only where it is `alone` in its row: beside others one of them is wrong.
    """
    key = bare(cell.text)
    whole = key.isdigit() and (not alone or len(cell.text.split()) == 1)
    if not key or whole or key in _pieces_of(labels) or len(key) > _LONGEST_ROW:
        return [cell]
    for separator in (_LINES, _GAPS, _SPACES):
        parts = [
            found.span() for found in separator.finditer(cell.text) if bare(found[0]) or is_figure(found[0])
        ]
        texts = [cell.text[start:end] for start, end in parts]
        if len(parts) > 1 and all(is_figure(text) or bare(text) in _pieces_of(labels) for text in texts):
            return [Cell(text, cell.place.part(*part)) for text, part in zip(texts, parts, strict=True)]
    names = [name for name in _spelling(key, labels) or () if name]
    return [cell._replace(text=name) for name in names] if len(names) > 1 else [cell]


@lru_cache(maxsize=4096)
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


@lru_cache(maxsize=4096)
def _pieces_of(labels: Labels) -> frozenset[str]:
    """Every stretch of every label and head of the table."""
    words = {*labels.rows, *labels.columns, *labels.groups, *labels.heads}
    return frozenset(
        word[start:end]
        for word in words
        for start in range(len(word))
        for end in range(start + 1, len(word) + 1)
    )


def _apart(words: str, labels: Labels) -> tuple[list[str], list[str]]:
    """A text in which a group's label, a row's and its figures run together, as pieces and figures.

    Figures that run together are told apart where they can stand in one way only: nothing but zeros, as many
    as there are columns. Others stay one figure, which is too few for a row.
    """
    told, key = fold(words), bare(words)
    label = told.rstrip("0123456789.,")
    text, figures = bare(label), told[len(label) :]
    heading = labels.rows.get(_behind_groups(text, labels)[-1]) if figures else None
    if heading is None:
        return _behind_groups(key, labels), []
    zeros = not figures.strip("0") and len(figures) == len(labels.form.block_of(heading.key).columns)
    return _behind_groups(text, labels), list(figures) if zeros else [figures]


def _behind_groups(text: str, labels: Labels) -> list[str]:
    """The text parted behind the labels of groups that it begins with, where a row's label goes on."""
    found = []
    while text not in labels.rows and text not in labels.groups:
        group = next((group for group in labels.groups if text.startswith(group)), None)
        rest = text[len(group or "") :]
        if not (group and rest and any(label.startswith(rest) for label in (*labels.rows, *labels.groups))):
            break
        found.append(group)
        text = rest
    return [*found, text]


def labelled(tokens: list[Token], labels: Labels) -> list[Span]:
    """The row labels that the pieces make, none of them over another, in the order of the file."""
    chain = _chain(_candidates(tokens, labels), labels)
    if all(span.weight == _IN_PLACE for span in chain):
        return []
    _take_words_for_figures(tokens, chain, labels)
    taken = {at for span in chain for at in span.pieces}
    found = {span.match.heading.key for span in chain if span.match}
    chain += _others(tokens, taken, found, labels, chain)
    return sorted(chain, key=lambda span: span.start)


def _take_words_for_figures(tokens: list[Token], chain: Sequence[Span], labels: Labels) -> None:
    """Makes a figure of the one strange text among a row's figures where just one of them is wanting: 见附件."""
    ends = [span.start for span in chain[1:]] + [len(tokens)]
    for span, end in zip(chain, ends, strict=True):
        gap = range(span.end, min(end, span.end + 4 * _MOST_PIECES))
        filled = [at for at in gap if tokens[at].figure and tokens[at].cell.text]
        strange = [at for at in gap if tokens[at].key and not tokens[at].own]
        need = len(labels.form.block_of(span.match.heading.key).columns) if span.match else 0
        if len(strange) == 1 and len(filled) == need - 1 and _beside_figures(tokens, strange[0], span.end):
            tokens[strange[0]] = replace(tokens[strange[0]], key="", own=False)


def _beside_figures(tokens: Sequence[Token], at: int, start: int) -> bool:
    """Whether a text stands right behind a figure or a label, with no more than labels behind it."""
    return at == start or (tokens[at - 1].figure and len(tokens[at].cell.text) <= _SHORT_WORDS)


def _candidates(tokens: Sequence[Token], labels: Labels) -> list[Span]:
    """All ways to read pieces that follow each other as the label of a row."""
    by_first: Mapping[str, list[tuple[str, Heading]]] = _by_first(labels)
    found: list[Span] = []
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


@lru_cache(maxsize=4096)
def _by_first(labels: Labels) -> dict[str, list[tuple[str, Heading]]]:
    by_first: dict[str, list[tuple[str, Heading]]] = defaultdict(list)
    for wording, heading in labels.rows.items():
        by_first[wording[0]].append((wording, heading))
    return by_first


def _spelled(
    tokens: Sequence[Token], start: int, wording: str, heading: Heading, labels: Labels
) -> Span | None:
    """The label from token `start` on, where the pieces spell it; or its beginning, where the rest is lost."""
    told, pieces, at = tokens[start].key, [start], start + 1
    groups = _stretches_of_groups(labels)
    strange = 0
    while (
        told != wording and at < min(len(tokens), start + _FARTHEST) and len(pieces) + strange < _MOST_PIECES
    ):
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
        return Span(start, pieces[-1] + 1, match, _EXACT + len(wording) / 100, tuple(pieces))
    cut = len(told) >= 4 and _only_beginning(told, labels) == heading.key and wording == bare(heading.label)
    return Span(start, pieces[-1] + 1, Match(heading, altered=True), _CUT, tuple(pieces)) if cut else None


@lru_cache(maxsize=4096)
def _stretches_of_groups(labels: Labels) -> frozenset[str]:
    words = {*labels.groups, *labels.heads}
    return frozenset(
        word[start:end]
        for word in words
        for start in range(len(word))
        for end in range(start + 1, len(word) + 1)
    )


@lru_cache(maxsize=4096)
def _only_beginning(text: str, labels: Labels) -> str | None:
    """The one row whose label begins so, or None where several do."""
    keys = {heading.key for wording, heading in labels.rows.items() if wording.startswith(text)}
    return keys.pop() if len(keys) == 1 else None


def _single(at: int, token: Token, labels: Labels) -> Iterator[Span]:
    """The row that a single piece labels in other words: another numeral, an explanation, a column's name."""
    if token.key in labels.rows:
        return
    for after in (
        ("other_overdue_fee", "other_rest", None) if token.key in ("其他", "总计", "合计") else (None,)
    ):
        match = labels.row(token.cell.text, after=after if after in labels.form.row_index else None)
        if match is not None and bare(token.cell.text) == token.key:
            yield Span(at, at + 1, match, _ALTERED if match.altered else _IN_PLACE, (at,))
            return


def _chain(candidates: Sequence[Span], labels: Labels) -> list[Span]:
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


def _rank(span: Span, ranks: Mapping[str, int]) -> int:
    assert span.match is not None
    return ranks[span.match.heading.key]


def _others(
    tokens: Sequence[Token], taken: set[int], found: set[str], labels: Labels, chain: Sequence[Span]
) -> list[Span]:
    """Further labels: rows out of the form's order, altered labels of rows not found, and rows of no form."""
    others: list[Span] = []
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
                others.append(Span(at, pieces[-1] + 1, match, _ALTERED, tuple(pieces)))
        at += max(len(pieces), 1)
    return others


def _strange(tokens: Sequence[Token], at: int, taken: set[int]) -> bool:
    """Whether a piece is in no label that was found and none of the form's."""
    token = tokens[at]
    return not token.figure and at not in taken and not token.own and len(token.key) <= LONGEST_LABEL
