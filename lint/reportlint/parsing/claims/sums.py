"""A figure that adds up those told before it: 区政府办收到212件，各街道收到814件，共1026件."""

from __future__ import annotations

from itertools import accumulate

from reportlint.parsing.claims.context import CARRIES, DISCLOSED, OUTCOMES, REMEDIES, Context, Told, kinds
from reportlint.parsing.claims.figure import Figure, gap_before

_PLAIN = frozenset({"total", "current", "year", "filler", "own_level"})
_OTHER = frozenset({"other_thing", "publication", "matter", "handle", "treat", "reason", "result", "none"})
"""What tells that the parts are no applications received."""


def sum_told(figure: Figure, context: Context) -> list[Told]:
    """All applications received, where the parts before are exactly that many: by organs, ways or months."""
    words = kinds(figure.before)
    if "total" not in words or not words <= _PLAIN or gap_before(figure, None):
        return []
    seen = context.seen
    if seen & (_OTHER | OUTCOMES | REMEDIES | DISCLOSED) or not _of_applications(context):
        return []
    parts = context.told[context.first :]
    sums = list(accumulate(part.value for part in reversed(parts)))
    if figure.value not in sums[1:]:
        return []
    return [figure.told("received" if seen & CARRIES else "new_received", sure=False)]


def _of_applications(context: Context) -> bool:
    about = context.topic == "applications" or context.mentioned
    return about or {"apply", "receive"} <= context.seen
