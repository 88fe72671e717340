"""Kind `told_figures`: figures told in the prose are those of the tables.

Parameter `comparisons`: for each measure (rules/lexicon/claims.yaml) the rows of a table whose `column` added up
shows it. `may_be` lists other rows that the measure may mean as well (收到5件 may include the carry-over), `loosely`
those that only an unsure claim may mean; neither counts where the prose tells the measure `unless_told` as well. A
comparison may have a `basis` of its own. Parameter `cases`: "all", or "zero" for none told against some shown and
the reverse, or "some" for two figures above zero. `both_some`: the severity where both are above zero. A fact told
several times is one finding. Ambiguous sentences give a warning, never an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reportlint.checks.narrative.told_cells import COMPARISON, Shown, marked, shown, told_sums, told_words
from reportlint.engine.kind import CheckContext, Elsewhere, Finding, Judgement, Kind, Unchecked
from reportlint.model.diagnostic import SEVERITIES, Severity
from reportlint.model.report import Claim, Report
from reportlint.model.wording import Text


def _run(report: Report, context: CheckContext) -> Iterator[Judgement]:
    for comparison in context.parameters["comparisons"]:
        groups: dict[int, list[Claim]] = {}
        for claim in report.claims:
            if claim.measure == comparison["measure"]:
                groups.setdefault(claim.value, []).append(claim)
        if not groups:
            continue
        table = shown(report, comparison, comparison["rows"])
        if isinstance(table, Unchecked):
            yield table
        elif table is not None:
            for claims in groups.values():
                yield from _judge(report, context.parameters, comparison, (claims, table))


def _judge(
    report: Report,
    parameters: Mapping[str, Any],
    comparison: Mapping[str, Any],
    both: tuple[list[Claim], Shown],
) -> Iterator[Finding]:
    claims, table = both
    told = claims[0].value
    zero = not told or not table.value
    if told == table.value or {"zero": not zero, "some": zero}.get(parameters["cases"], False):
        return
    sure = [claim for claim in claims if claim.sure]
    if any(told == value for value in _readings(report, comparison, unsure=not sure)):
        return
    first, *others = sorted(claims, key=lambda claim: not claim.sure)
    yield Finding(
        first.place,
        {"told": told_words(first, report), "where": table.where(), "phrase": marked(first, report)},
        first.section,
        table.cell,
        table.table.edition,
        expected=table.value,
        actual=told,
        severity=_severity(parameters, sure=bool(sure), zero=zero),
        confidence=None if sure else "possible",
        basis=tuple(comparison.get("basis", ())),
        related=(*table.places(), *_repeated(others)),
    )


def _readings(report: Report, comparison: Mapping[str, Any], *, unsure: bool) -> Iterator[int]:
    """What the tables show for the other things that the measure may mean."""
    if comparison.get("unless_told") in {claim.measure for claim in report.claims}:
        return
    rows: list[Sequence[str]] = [
        *comparison.get("may_be", ()),
        *(comparison.get("loosely", ()) if unsure else ()),
    ]
    for keys in rows:
        other = shown(report, comparison, keys)
        if isinstance(other, Shown):
            yield other.value


def _severity(parameters: Mapping[str, Any], *, sure: bool, zero: bool) -> Severity | None:
    """The rule's own, lighter where the sentence is ambiguous or the parameters say so."""
    wanted: list[Severity] = [] if sure else ["warning"]
    if not zero and "both_some" in parameters:
        wanted.append(parameters["both_some"])
    return max(wanted, key=SEVERITIES.index) if wanted else None


def _repeated(claims: Sequence[Claim]) -> Iterator[Elsewhere]:
    for claim in claims:
        yield Elsewhere(Text(f"这里也说是 {claim.value}", f"here it is {claim.value} as well"), claim.place)


KIND = Kind(
    name="told_figures",
    run=_run,
    parameters={
        "type": "object",
        "required": ["comparisons", "cases"],
        "additionalProperties": False,
        "properties": {
            "comparisons": {"type": "array", "minItems": 1, "items": COMPARISON},
            "cases": {"enum": ["all", "zero", "some"]},
            "both_some": {"enum": list(SEVERITIES)},
        },
    },
    placeholders=frozenset({"told", "where", "phrase"}),
    told_sums=told_sums,
)
