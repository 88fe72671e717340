"""Administrative reviews and lawsuits on account of disclosure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reportlint.parsing.claims.context import REMEDIES, Context, Told, kinds
from reportlint.parsing.claims.tokens import Token, unread

MEASURES = {
    "review": "review_total",
    "litigation": "litigation_total",
    "litigation_direct": "litigation_direct",
    "litigation_after_review": "litigation_after_review",
}
TOTALS = frozenset({"review_total", "litigation_total"})
"""The measures of all cases of a kind."""
_FRESH = {"review_total": "review_new", "litigation_total": "litigation_new"}


def remedies_told(
    before: Sequence[Token], told: Callable[..., Told], context: Context, value: int
) -> list[Told]:
    """What a figure behind the name of a review or lawsuit tells.

    Reviews that a bureau of justice decides on others are not its own. A figure above zero counts
    only where the text speaks of disclosure: most lawsuits of a government are about other things. Cases
    dealt with (办理) may be those of others.
    """
    words = kinds(before)
    named = [token for token in before if token.kind in REMEDIES]
    if words & {"result", "previous", "carry", "fault", "other_thing", "rest"}:
        return []
    if _under_total(named, context):
        if words & {"application", "disclosure"}:
            _unclaim(context)
        elif _a_part(named, context):
            return []
        else:
            context.part = None
    if value and (not _about_disclosure(words, context) or "on_behalf" in words | context.seen):
        return []
    if context.reviews and named[-1].kind == "review" and words & {"receive", "treat", "handle"}:
        return []
    together = group(before, named)
    measures = list(dict.fromkeys(MEASURES[token.kind] for token in together))
    sure = not (value and words & {"treat", "handle"})
    if "fresh" in words:
        fresh = [_FRESH[measure] for measure in measures if measure in _FRESH]
        return [told(measure, sure=sure) for measure in fresh] if len(measures) == 1 else []
    if value == 0 and joined_to(before, together):
        measures.insert(0, "new_received")
    if len(measures) == 1 or value == 0 or words & {"each", "respectively"}:
        return [told(measure, sure=sure) for measure in measures]
    return [told("remedies_total")] if set(measures) == {"review_total", "litigation_total"} else []


def _about_disclosure(words: set[str], context: Context) -> bool:
    """Whether the text speaks of disclosure.

    Cases taken in or dealt with (受理, 办理) must say so in their sentence, and so must those in which other
    things are named that people fight about (征地).
    """
    if words & {"application", "disclosure"} or context.mentioned or context.part is not None:
        return True
    return context.about_disclosure and not context.disputes and not words & {"receive", "treat", "handle"}


def _under_total(named: Sequence[Token], context: Context) -> bool:
    """Whether a total of cases is told behind another, whose parts may be listed still."""
    whole = context.part
    return whole is not None and whole.measure in TOTALS and MEASURES[named[-1].kind] in TOTALS


def _a_part(named: Sequence[Token], context: Context) -> bool:
    """Whether the figure is a part of those just told: 行政复议2件，其中向市政府申请行政复议1件.

    复议2件，其中维持1件；诉讼3件 goes on to cases of another kind.
    """
    return context.part is not None and context.part.measure == MEASURES[named[-1].kind]


def _unclaim(context: Context) -> None:
    """行政复议9件（其中涉及政府信息公开的3件): the totals before are of cases of every kind."""
    for told in reversed(context.told):
        if told.measure not in TOTALS:
            return
        told.measure = ""


def joined_to(scope: Sequence[Token], remedies: Sequence[Token]) -> bool:
    """Whether applications are told together with them: 政府信息公开申请、行政复议、行政诉讼均为零."""
    before = [token.kind for token in scope if token.end <= remedies[0].start]
    return len(before) > 1 and before[-2] == "application" and before[-1] in ("join", "、")


def group(scope: Sequence[Token], named: Sequence[Token]) -> list[Token]:
    """The last of the names and those that are joined to it: 行政复议、行政诉讼."""
    together = [named[-1]]
    for token in reversed(named[:-1]):
        between = [other for other in scope if token.end <= other.start and other.end <= together[0].start]
        if (
            any(other.kind == "figure" for other in between)
            or unread(scope, token.end, together[0].start) > 2
        ):
            break
        together.insert(0, token)
    return together
