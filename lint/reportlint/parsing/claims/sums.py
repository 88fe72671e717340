"""A figure that adds up those told before it: 区政府办收到212件，各街道收到814件，共1026件."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from reportlint.parsing.claims.context import CARRIES, DISCLOSED, OUTCOMES, REMEDIES, Context, Told, kinds
from reportlint.parsing.claims.figure import Figure, gap_before

_PLAIN = frozenset({"total", "current", "year", "filler", "own_level"})
_OTHER = frozenset({"other_thing", "publication", "matter", "reason", "result", "none"})
"""What tells that the parts are no applications received."""


def sum_told(figure: Figure, context: Context) -> list[Told]:
    """All applications received, where the parts before are exactly that many: by organs, ways or months.

    Parts that were handled are no claims either, but what their sum tells stays open.
    """
    words = kinds(figure.before)
    if "total" not in words or not words <= _PLAIN or gap_before(figure, None) or not context.this_year:
        return []
    seen = context.seen
    if seen & (_OTHER | OUTCOMES | REMEDIES | DISCLOSED) or not _of_applications(context):
        return []
    parts = context.told[context.first :]
    sums = list(accumulate(part.value for part in reversed(parts)))
    if figure.token.bare or figure.value not in sums[1:]:
        return []
    added = parts[-1 - sums.index(figure.value, 1) :]
    if seen & {"handle", "treat"}:
        return _open(figure, added)
    return [figure.told("received" if seen & CARRIES else "new_received", sure=False)]


def _open(figure: Figure, parts: Sequence[Told]) -> list[Told]:
    measures = {part.measure for part in parts if part.measure}
    if not measures <= {"handled"}:
        return []
    for part in parts:
        part.measure = ""
    return [figure.told("")]


def _of_applications(context: Context) -> bool:
    about = context.topic == "applications" or context.mentioned
    return about or {"apply", "receive"} <= context.seen
