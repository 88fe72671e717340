"""Figures before their verb or outcome: 其中298件如期办结, 3件予以公开, 2件结转下年度."""

from __future__ import annotations

from reportlint.parsing.claims.context import CARRIES, OUTCOMES, VERBS, Context, Told, kinds
from reportlint.parsing.claims.figure import Figure, carried_told, gap_before, joined
from reportlint.parsing.claims.incoming import NOT_COUNTED, named_behind, without_verb

_NOT_HANDLED = (NOT_COUNTED - {"fee", "rate"}) | {"none", "application", "apply", "fault"}


def told_behind(figure: Figure, context: Context) -> list[Told]:
    """The verb or outcome behind the figure: 其中298件如期办结, 3件予以公开, 2件结转下年度."""
    words, before = kinds(figure.after), kinds(figure.before)
    about = context.topic == "applications" or "application" in words
    if not about or not context.ours:
        return []
    if gap_before(figure, None):
        return [] if words else without_verb(figure, context, before)
    counted = "total" in before and named_behind(figure) and not words & VERBS
    if counted or _number_of_announced(figure, context):
        return [figure.told("new_received", sure=False)]
    if words & CARRIES:
        return carried_told(figure, context, (*figure.before, *figure.after))
    outcomes = [token for token in figure.after if token.kind in OUTCOMES]
    if outcomes and "none" not in words:
        together = len(outcomes) > 1 and joined(figure.after, outcomes[0], outcomes[1])
        return [] if together or "already_public" in words else [figure.told(outcomes[-1].kind)]
    if "handle" in words and "rest" in before and _all_but_carried(figure, context):
        return [figure.told("handled", sure=False)]
    if "handle" in words and not words & _NOT_HANDLED and "rest" not in before and not context.listing:
        if "all" in words and "total" in before:
            return [figure.told("new_received", sure=False)]
        return [figure.told("handled")]
    if context.total is not None and "receive" in words and words & {"current", "year"}:
        return [figure.told("new_received", fresh=True)]
    return without_verb(figure, context, before) if not words else []


def _all_but_carried(figure: Figure, context: Context) -> bool:
    """收到14件，除2件结转外，其余12件均已办结: the rest and what is carried over are exactly the total."""
    left = [told.value for told in context.told[context.first :] if told.measure == "carried_out"]
    return context.total is not None and bool(left) and sum(left) + figure.value == context.total.value


def _number_of_announced(figure: Figure, context: Context) -> bool:
    """收到…申请，共计2件: nothing but the number that the clause before left open."""
    words, behind = kinds(figure.before), kinds(figure.after)
    plain = bool(words) and words <= {"total", "all", "filler"} and behind <= {"all", "filler"}
    return context.announced and plain and ("total" in words or figure.value == 0)
