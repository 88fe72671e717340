"""What a sentence says there was none of: 未收到, 没有发生, 无…, 均未…."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportlint.parsing.claims.context import Context, FigureClaim, head_of, kinds
from reportlint.parsing.claims.figure import direction
from reportlint.parsing.claims.kinds import CARRIES, OUTCOMES, REMEDIES, RESULTS, SUBROWS, Kind, Kinds
from reportlint.parsing.claims.other_tables import MEASURES, group, joined_to
from reportlint.parsing.claims.tokens import Token, unread

_LESS_THAN_NONE: Kinds = frozenset(
    {"fault", "late", "fee", "undone", "withdrawn", "returned", "rate", "compare", "change", "approximate"}
)
"""Nothing of this (败诉, 逾期, 收费) does not mean nothing at all."""
_OTHER: Kinds = RESULTS | SUBROWS | {"publication", "already_public", "elsewhere", "reason", "matter"}
_NONE_BY_NAME: Mapping[Kind, str] = {
    "no_application": "new_received",
    "no_review": "review_total",
    "no_litigation": "litigation_total",
}
_OPEN: Kinds = frozenset(
    {"raise", "filler", "all", "receive", "treat", "handle", "none", "also", "current", "join", "、"}
)


def none_told(clause: Sequence[Token], context: Context, end: int) -> list[FigureClaim]:
    """The zeros that a clause without figures tells; `end` is where the clause ends."""
    if not context.this_year:
        return []
    found = [
        FigureClaim(_NONE_BY_NAME[token.kind], 0, token.start, token.end, way="none")
        for token in clause
        if token.kind in _NONE_BY_NAME
    ]
    for before, objects, limit in _stretches(clause, end):
        if "if" in kinds(before) or "cumulative" in kinds(before) or "half" in kinds(before):
            continue
        found += _of(before, objects, limit, context)
    return found


def _stretches(clause: Sequence[Token], end: int) -> Iterator[tuple[list[Token], list[Token], int]]:
    """For each word that says none: what stands before it, it and what stands behind, and where that ends."""
    named = [token.kind == "none" for token in clause] + [False]
    marks = [index for index in range(len(clause)) if named[index] and not named[index + 1]]
    if not marks:
        return
    first = 0
    for mark, following in zip(marks, [*marks[1:], len(clause)], strict=True):
        limit = clause[following].start if following < len(clause) else end
        yield list(clause[first:mark]), list(clause[mark:following]), limit
        first = mark + 1


def _of(before: Sequence[Token], objects: Sequence[Token], end: int, context: Context) -> list[FigureClaim]:
    objects = _without_listed(objects)
    words = kinds(objects)
    if words & _LESS_THAN_NONE:
        return []
    remedies = [token for token in objects if token.kind in REMEDIES]
    if remedies:
        if "dispute" in kinds(before) and not words & {"application", "disclosure"}:
            return []
        return [*_no_applications_joined(objects, remedies[0]), *_no_remedies(objects, remedies, context)]
    if words & CARRIES:
        about = context.topic == "applications" or "application" in words
        measure = direction((*_times(before), *objects), context) if about and context.ours else ""
        zeros = [_zero(measure, objects, objects[-1])] if measure else []
        return (
            [_zero("new_received", objects, objects[-1]), *zeros] if _nothing_new_either(objects) else zeros
        )
    if words & OUTCOMES:
        return _no_outcome(objects, context)
    if head_of(objects) is None and words <= _OPEN and unread(objects, objects[0].start, end) == 0:
        return _of_what_stands_before(before, objects, context)
    return _no_applications(objects, end, context)


def _without_listed(objects: Sequence[Token]) -> list[Token]:
    """未发生收费、行政复议及诉讼: charges that are one of a list of things say nothing of the others."""
    kept: list[Token] = []
    for index, token in enumerate(objects):
        behind = next((other.kind for other in objects[index + 1 :] if other.kind != "filler"), "")
        joined = not behind and index > 0 and objects[index - 1].kind in ("join", "、")
        if token.kind != "fee" or not (joined or behind in ("join", "、")):
            kept.append(token)
    return kept


def _times(before: Sequence[Token]) -> Sequence[Token]:
    """上年度无结转: the year that stands before the word that says none, if nothing else does."""
    times = ("previous", "next", "year", "filler")
    return before if all(token.kind in times for token in before) else ()


def _zero(
    measure: str, objects: Sequence[Token], last: Token, *, sure: bool = True, both: bool = False
) -> FigureClaim:
    return FigureClaim(measure, 0, objects[0].start, last.end, sure, way="none", both=both)


def _no_remedies(objects: Sequence[Token], remedies: Sequence[Token], context: Context) -> list[FigureClaim]:
    """行政复议 and 行政诉讼; a result before the name, or right behind it, says less than none."""
    words = kinds(objects)
    if words & {"previous", "carry"} or _qualified(objects, remedies):
        return []
    decides = context.reviews and words & {"receive", "treat", "handle"}
    named = {MEASURES[token.kind]: token for token in remedies}
    return [
        _zero(measure, objects, token)
        for measure, token in named.items()
        if not (decides and measure == "review_total")
    ]


def _qualified(objects: Sequence[Token], remedies: Sequence[Token]) -> bool:
    results = [token for token in objects if token.kind in RESULTS]
    return any(
        token.start < remedies[0].start or any(_bound(objects, remedy, token) for remedy in remedies)
        for token in results
    )


def _bound(objects: Sequence[Token], remedy: Token, result: Token) -> bool:
    """Whether a result right behind a name belongs to it: 诉讼败诉, not 复议或败诉."""
    behind = next(token for token in objects if token.start >= remedy.end)
    return result.start - remedy.end in (0, 1) and behind.kind in RESULTS | {"filler"}


def _no_applications_joined(objects: Sequence[Token], remedy: Token) -> list[FigureClaim]:
    """未收到政府信息公开申请和行政复议 says none of both; 因政府信息公开申请行政复议 speaks of reviews only."""
    for index, token in enumerate(objects[:-1]):
        if token.kind == "application" and token.end <= remedy.start:
            joined = objects[index + 1].kind in ("join", "、") and "receive" in kinds(objects[:index])
            return [_zero("new_received", objects, token, sure=False)] if joined else []
    return []


def _nothing_new_either(objects: Sequence[Token]) -> bool:
    """无新收和上年结转的申请."""
    names = [token.kind for token in objects]
    return names[1:3] in (["receive", "join"], ["receive", "、"]) and "application" in names


def _no_outcome(objects: Sequence[Token], context: Context) -> list[FigureClaim]:
    words = kinds(objects)
    if words & ({"receive", "other_thing"} | _OTHER) or not (
        context.topic == "applications" or "application" in words
    ):
        return []
    named = [token for token in objects if token.kind in OUTCOMES]
    if len(named) != 1 or unread(objects, objects[0].start, named[0].start):
        return []
    return [_zero(named[0].kind, objects, named[0], sure=False)]


def _no_applications(objects: Sequence[Token], end: int, context: Context) -> list[FigureClaim]:
    words, head = kinds(objects), head_of(objects)
    names = [token for token in objects if token.kind in ("application", "apply")]
    if not context.ours or words & (_OTHER | {"other_rest"}) or not _speaks_of_all(objects, names, head):
        return []
    bare = not any(token.kind == "application" for token in names)
    if bare and (context.topic != "applications" or (not names and context.total is not None)):
        return []
    last = names[-1] if names else objects[-1]
    if "receive" in words:
        zeros = [_zero("new_received", objects, last, sure=not bare)]
        if words & {"treat", "handle"}:
            zeros.append(_zero("handled", objects, last, sure=not bare, both=True))
        return zeros
    if words & {"treat", "handle"}:
        return [_zero("handled", objects, last, sure=False)]
    plain = not bare and unread(objects, last.end, end) == 0 and head is last
    return [_zero("new_received", objects, last)] if plain else []


def _speaks_of_all(objects: Sequence[Token], names: Sequence[Token], head: Token | None) -> bool:
    """Whether applications are what there was none of, all of them and not those by one channel."""
    words = kinds(objects)
    channels = sum(token.kind == "channel" for token in objects)
    if (0 < channels < 3 and "all_channels" not in words) or _by_one_kind(objects):
        return False
    if head is None:
        return "receive" in words and unread(objects, objects[0].start, objects[-1].end) == 0
    if head.kind in ("application", "apply"):
        index = objects.index(head)
        return head.kind == "application" or objects[index - 1].end == head.start
    joined = objects[objects.index(head) - 1].kind in ("join", "、")
    return bool(names) and joined


def _by_one_kind(objects: Sequence[Token]) -> bool:
    """未收到企业申请: those of one kind of applicant, unlike 公民、法人或其他组织."""
    named = [index for index, token in enumerate(objects) if token.kind == "applicant"]
    return len(named) == 1 and objects[named[0] - 1].kind not in ("join", "、")


def _of_what_stands_before(
    before: Sequence[Token], objects: Sequence[Token], context: Context
) -> list[FigureClaim]:
    """行政复议、行政诉讼均未发生; 依申请公开：无."""
    words = kinds(objects)
    remedies = [token for token in before if token.kind in REMEDIES]
    if remedies and not words & {"handle", "treat"} and head_of(before) is remedies[-1]:
        together = group(before, remedies)
        zeros = [_zero(MEASURES[token.kind], [token], objects[-1]) for token in together]
        if joined_to(before, together):
            zeros.insert(0, _zero("new_received", [together[0]], objects[-1], sure=False))
        return zeros
    head = head_of(before)
    if head is not None and head.kind == "application" and context.ours and not remedies:
        about_all = not kinds(before) & {"channel", "applicant", "part"}
        if about_all and ("receive" in words or not words & {"handle", "treat"}):
            return [_zero("new_received", [head], objects[-1], sure="receive" in words)]
    if head is None and "receive" in words and context.topic == "applications" and context.total is None:
        return [_zero("new_received", objects, objects[-1], sure=False)]
    return []
