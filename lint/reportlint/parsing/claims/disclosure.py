"""Normative documents, decisions and charges: what table 二 counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reportlint.parsing.claims.context import Context, Told, kinds
from reportlint.parsing.claims.tokens import Token, unread

_NORMATIVE = {"issue": "normative_issued", "repeal": "normative_repealed", "in_force": "normative_in_force"}
_DECIDED = frozenset({"decide", "treat", "handle"})
_PUBLISHED = frozenset({"publication", "disclose", "disclosure", "information", "application", "other_thing"})


def disclosure_told(
    before: Sequence[Token], told: Callable[..., Told], context: Context, head: Token | None
) -> list[Told]:
    """What a figure behind such a name tells: documents made, repealed or in force, decisions taken.

    Documents and decisions that were published, as items on a site, are not those that were made.
    """
    words = kinds(before)
    topic = head.kind if head is not None else context.topic
    if words & (_PUBLISHED | {"channel", "none", "part"}) or not context.ours:
        return []
    if topic == "normative":
        verbs = [token.kind for token in before if token.kind in _NORMATIVE]
        return [told(_NORMATIVE[verbs[-1]])] if verbs else []
    if topic == "levy" or head is None or _of_one_kind(before, head):
        return []
    named = head.end - head.start > 4
    if "decide" in words:
        context.verb = "decide"
    if context.verb != "decide" and not (named and words & _DECIDED):
        return []
    return [told(topic, sure="decide" in words or named)]


def _of_one_kind(before: Sequence[Token], head: Token) -> bool:
    """作出城市管理行政处罚35件, 办理户籍类行政许可801件: words that the lexicon does not know narrow the name."""
    ends = [token.end for token in before if token.kind != "filler" and token.end <= head.start]
    return bool(ends) and unread(before, ends[-1], head.start) > 0
