"""The clauses of a sentence: cut at commas, semicolons, colons, and at 、 behind a figure; brackets apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct, field

from reportlint.parsing.claims.kinds import OUTCOMES, REMEDIES, RESULTS, Kinds
from reportlint.parsing.claims.tokens import Token

_BEFORE_BRACKETS: Kinds = OUTCOMES | REMEDIES | RESULTS | {"percent"}


class Clause(Struct):
    """A clause from `start` to `end`. `inner` are the clauses of its brackets; in `tokens` each
    bracket is one token of the kind "bracket"."""

    start: int
    end: int = 0
    tokens: list[Token] = field(default_factory=list)
    inner: list[tuple[Token, list[Clause]]] = field(default_factory=list)


def clauses(tokens: Sequence[Token], start: int, end: int) -> list[Clause]:
    """The clauses that the tokens between two places of a sentence form."""
    found = [Clause(start)]
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.kind == "（":
            close = _closing(tokens, index)
            stop = tokens[close].start if close < len(tokens) else end
            bracket = Token("bracket", token.start, min(stop + 1, end))
            found[-1].tokens.append(bracket)
            found[-1].inner.append((bracket, clauses(tokens[index + 1 : close], token.end, stop)))
            index = close
        elif (
            token.kind in "，；"
            or _parting_colon(tokens, index)
            or (token.kind == "、" and _behind_figure(found[-1]))
        ):
            found[-1].end = token.start
            found.append(Clause(token.end))
        elif token.kind != "）":
            found[-1].tokens.append(token)
        index += 1
    found[-1].end = end
    return found


def lift_from_brackets(clause: Clause) -> None:
    """予以公开占56.4%（22件）, 部分公开（1件）: the figure in brackets counts what stands before them."""
    lifted: list[Token] = []
    for token, behind in pairwise([*clause.tokens, None]):
        inner = next((held for bracket, held in clause.inner if bracket is behind), [])
        figure = _only_figure(inner)
        if token is None or (lifted and token.start < lifted[-1].start):
            continue
        if token.kind in _BEFORE_BRACKETS and figure is not None:
            lifted += [token._replace(end=figure.start), figure]
            clause.inner = [(bracket, held) for bracket, held in clause.inner if bracket is not behind]
        else:
            lifted.append(token)
    clause.tokens = lifted


def _only_figure(inner: Sequence[Clause]) -> Token | None:
    alone = len(inner) == 1 and [token.kind for token in inner[0].tokens] == ["figure"]
    return inner[0].tokens[0] if alone and inner[0].tokens[0].start == inner[0].start else None


def _closing(tokens: Sequence[Token], opening: int) -> int:
    """The index of the bracket that closes the one at `opening`; the number of tokens when none does."""
    depth = 0
    for index in range(opening, len(tokens)):
        depth += {"（": 1, "）": -1}.get(tokens[index].kind, 0)
        if depth == 0:
            return index
    return len(tokens)


def _parting_colon(tokens: Sequence[Token], index: int) -> bool:
    """Whether this is a colon, and not one that only stands before a figure: 行政复议：0件, 申请：无."""
    following = [token.kind for token in tokens[index + 1 : index + 3]] + ["", ""]
    told_there = following[0] == "figure" or (following[0] == "none" and following[1] in ("", "，", "；"))
    return tokens[index].kind == "：" and not told_there


def _behind_figure(clause: Clause) -> bool:
    last = next((token for token in reversed(clause.tokens) if token.kind not in ("filler", "bracket")), None)
    return last is not None and last.kind in ("figure", "money", "quantity", "percent")
