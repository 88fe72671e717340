"""Kind `told_twice`: one fact is told with one figure.

Parameter `comparisons`: for each measure the cells that show it. Where the tables show the measure,
each figure told is judged against them by another rule, and this one stays silent. Figures that
differ by the carry-over told are a total with and without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reportlint.checks.narrative.told_cells import COMPARISON, Shown, shown, told_words
from reportlint.engine.kind import CheckContext, Elsewhere, Finding, Kind
from reportlint.model.report import Claim, Report
from reportlint.model.wording import Text


def _run(report: Report, context: CheckContext) -> Iterator[Finding]:
    for comparison in context.parameters["comparisons"]:
        claims = [claim for claim in report.claims if claim.measure == comparison["measure"] and claim.sure]
        if len({claim.value for claim in claims}) < 2 or _settled(report, comparison):
            continue
        first = claims[0]
        others = [
            claim
            for claim in claims
            if claim.value != first.value and not _with_carry_over(first, claim, report)
        ]
        if others:
            yield Finding(
                others[0].place,
                {"told": told_words(others[0], report), "first": told_words(first, report)},
                others[0].section,
                expected=first.value,
                actual=others[0].value,
                related=(_also(first), *(_also(claim) for claim in others[1:])),
            )


def _settled(report: Report, comparison: Mapping[str, Any]) -> bool:
    return isinstance(shown(report, comparison, comparison["rows"]), Shown)


def _with_carry_over(first: Claim, second: Claim, report: Report) -> bool:
    carried = {claim.value for claim in report.claims if claim.measure == "carried_in"}
    return first.measure == "new_received" and abs(first.value - second.value) in carried


def _also(claim: Claim) -> Elsewhere:
    return Elsewhere(Text(f"这里说是 {claim.value}", f"here it is {claim.value}"), claim.place)


KIND = Kind(
    name="told_twice",
    run=_run,
    parameters={
        "type": "object",
        "required": ["comparisons"],
        "additionalProperties": False,
        "properties": {"comparisons": {"type": "array", "minItems": 1, "items": COMPARISON}},
    },
    placeholders=frozenset({"told", "first"}),
)
