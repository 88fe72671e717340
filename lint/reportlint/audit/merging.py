"""What was judged later, beside other reports, put into a file's result where its places belong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from reportlint.engine.rules import RuleSet
from reportlint.engine.run import Verdict
from reportlint.model.diagnostic import Diagnostic, NotChecked, Result


def merged(result: Result, verdict: Verdict, rules: RuleSet) -> Result:
    """The result with the findings, reasons, states and notes of `verdict`, as if all rules had judged at once.

    The verdict's rules take the place of what the result says of them.
    """
    order = {rule.code: index for index, rule in enumerate(rules)}
    replaced = verdict.states.keys()
    kept = [found for found in result.diagnostics if found.code not in replaced]
    reasons = [item for item in result.not_checked if item.code not in replaced]
    states = {**result.states, **verdict.states}
    return replace(
        result,
        diagnostics=_in_place_order(kept, verdict.diagnostics),
        not_checked=_in_rule_order(reasons, verdict.not_checked, order),
        states=dict(sorted(states.items(), key=lambda entry: order.get(entry[0], len(order)))),
        notes=(*result.notes, *verdict.notes),
        explained={**result.explained, **verdict.explained},
    )


def _in_place_order(first: Sequence[Diagnostic], second: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Both in order of place and code; neither changes its own order, for one rule's cells are sorted already."""
    merged: list[Diagnostic] = list(first)
    position = 0
    for found in second:
        while position < len(merged) and _place(merged[position]) <= _place(found):
            position += 1
        merged.insert(position, found)
        position += 1
    return tuple(merged)


def _place(found: Diagnostic) -> tuple[bool, int, int, int, str]:
    place = found.place
    unknown = place.line is None and place.page is None
    return unknown, place.page or 0, place.line or 0, place.column or 0, found.code


def _in_rule_order(
    first: Sequence[NotChecked], second: Sequence[NotChecked], order: Mapping[str, int]
) -> tuple[NotChecked, ...]:
    """Reasons rule by rule; those on the reading of the file, which come before all rules, stay first."""
    remarks = 0
    while remarks < len(first) and order.get(first[remarks].code, 0) <= order.get(first[0].code, 0):
        remarks += 1
    rest = sorted((*first[remarks:], *second), key=lambda item: order.get(item.code, len(order)))
    return (*first[:remarks], *rest)
