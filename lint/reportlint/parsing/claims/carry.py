"""Which way a figure is carried over: from last year, or to the next."""

from __future__ import annotations

from collections.abc import Sequence

from reportlint.parsing.claims.context import CARRIES, Context, Told
from reportlint.parsing.claims.tokens import Token

_FIXED = {"from_last_year": "carried_in", "to_next_year": "carried_out"}


def direction(around: Sequence[Token], context: Context) -> str:
    """carried_in or carried_out by the years named around 结转; "" where they do not tell."""
    verb = next(token for token in around if token.kind in CARRIES)
    if verb.kind in _FIXED:
        return _FIXED[verb.kind]
    years = _years(around, verb, context)
    named = {year for year, _ in years}
    if 1 in named and -1 not in named:
        return "carried_out"
    if -1 in named:
        return "carried_in"
    if verb.kind == "carry_over":
        return ""
    if any(year == 0 and behind for year, behind in years):
        return "carried_in"
    return _by_the_rest(around, context)


def _years(around: Sequence[Token], verb: Token, context: Context) -> list[tuple[int, bool]]:
    """Each year named as -1, 0 or 1 from the report year, and whether it stands behind the verb."""
    found = []
    for token in around:
        behind = token.start > verb.start
        if token.kind == "year" and token.value is not None:
            if context.year is None:
                found.append((1 if behind else -1, behind))
            elif token.value - context.year in (-1, 0, 1):
                found.append((token.value - context.year, behind))
            else:
                found.append((-1 if token.value < context.year else 1, behind))
        elif token.kind in ("previous", "current", "next"):
            found.append(({"previous": -1, "current": 0, "next": 1}[token.kind], behind))
    return found


def _by_the_rest(around: Sequence[Token], context: Context) -> str:
    """结转 alone: after what was handled it goes to the next year."""
    whole = context.part
    if whole is not None and whole.measure in ("new_received", "handled"):
        return _in_list(whole, context)
    handled = any(told.measure == "handled" for told in context.told[-4:])
    return "carried_out" if handled else ""


def _in_list(whole: Told, context: Context) -> str:
    """结转 alone in a list: at its head or beside 新收 it came from last year, behind outcomes it goes to the next."""
    beside = [told.measure for told in context.told[context.first :] if told.part_of is whole]
    if context.told[-1] is whole or "new_received" in beside:
        return "carried_in"
    done = whole.measure == "new_received" and any(
        told.measure == "handled" for told in context.told[context.first :]
    )
    return "carried_out" if context.listing or done else ""
