"""Kind `told_twice`: one fact is told with one figure.

Parameter `comparisons`: for each measure the cells that show it. Where the tables show the measure,
each figure told is judged against them by another rule, and this one stays silent. Figures that
differ by the carry-over told are a total with and without it. Those of `disclosed` (documents, decisions), which no
other reading may explain, are told in the variant `shown` where the table shows them, so that the rule on the table
may lead.

Other things are facts by their words: in one paragraph, outside numbered items, two sentences that begin with the
same words up to a figure with the same measure word (全年组织业务培训6次) tell the same; their last clause is enough
where nothing before it is one of the `scopes` (网站, 方面). Parameter `left_out`: patterns of what makes no difference
(全年, 共, 我镇), as the report's year does; `same`: words that mean the same, by the word that stands for them;
`elsewhere`: words that make the scope doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reportlint.checks.narrative.told_cells import COMPARISON, Shown, shown, told_words
from reportlint.checks.shared.parameters import PATTERNS
from reportlint.engine.kind import CheckContext, Elsewhere, Finding, Kind
from reportlint.model.report import Claim, Report
from reportlint.model.wording import Text
from reportlint.parsing.claims.sentences import sentences

_FIRST_FIGURE = re.compile(
    r"[^\d]*?(?:20\d\d年度?[^\d]{0,40}?)?"
    r"(?P<figure>(?P<number>\d{1,3}(?:,\d{3})+|\d+)(?P<measure>人次|[条篇次期场个件项]))(?!余|多)"
)
"""A sentence up to its first figure, but for a year."""
_SHORTEST = 4
"""Characters that say what is counted: 发布信息."""


def _run(report: Report, context: CheckContext) -> Iterator[Finding]:
    yield from _claims_told_twice(report, context)
    yield from _words_told_twice(report, context)


def _words_told_twice(report: Report, context: CheckContext) -> Iterator[Finding]:
    """The same words with two figures."""
    parameters = context.parameters
    this_year = [] if report.year is None else [f"{report.year}年度?"]
    left_out = re.compile("|".join([*this_year, *parameters["left_out"]]))
    for section, paragraph in report.prose():
        known: dict[tuple[str, str], tuple[int, str, tuple[int, int]]] = {}
        for sentence in sentences(paragraph.text):
            if sentence.level:
                known = {}
            match = _FIRST_FIGURE.match(sentence.text)
            if match is None:
                continue
            said, words = _said(sentence.text[: match.start("figure")], parameters["scopes"])
            if any(word in words for word in parameters["elsewhere"]):
                continue
            words = left_out.sub("", words)
            for word, others in parameters["same"].items():
                words = re.sub("|".join(others), word, words)
            if len(words) < _SHORTEST:
                continue
            place, value = sentence.place(*match.span("figure")), int(match["number"].replace(",", ""))
            first, figure, at = known.setdefault((words, match["measure"]), (value, match["figure"], place))
            if value != first:
                told = Text(f"“{said}{match['figure']}”", f"“{said}{match['figure']}”")
                yield Finding(
                    paragraph.place.part(*place),
                    {"told": told, "first": Text(f"是{figure}", figure)},
                    section,
                    expected=first,
                    actual=value,
                    related=(
                        Elsewhere(
                            Text(f"这里说是 {first}", f"here it is {first}"), paragraph.place.part(*at)
                        ),
                    ),
                )


def _said(before: str, scopes: Sequence[str]) -> tuple[str, str]:
    """The clause before a figure, and the words that tell what it counts: more than the clause where a scope is
    named.
    """
    clause = re.split("[，；、]", before)[-1]
    earlier = before[: len(before) - len(clause)]
    return clause, before if any(word in earlier for word in scopes) or "：" in before else clause


def _claims_told_twice(report: Report, context: CheckContext) -> Iterator[Finding]:
    disclosed = context.parameters["disclosed"]
    for comparison in (*context.parameters["comparisons"], *disclosed):
        claims = [claim for claim in report.claims if claim.measure == comparison["measure"] and claim.sure]
        if len({claim.value for claim in claims}) < 2:
            continue
        settled = _settled(report, comparison)
        if settled and comparison not in disclosed:
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
                variant="shown" if settled else "",
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
        "required": ["comparisons", "disclosed", "left_out", "same", "elsewhere", "scopes"],
        "additionalProperties": False,
        "properties": {
            "comparisons": {"type": "array", "minItems": 1, "items": COMPARISON},
            "disclosed": {"type": "array", "items": COMPARISON},
            "left_out": PATTERNS,
            "same": {"type": "object", "additionalProperties": PATTERNS},
            "elsewhere": {"type": "array", "items": {"type": "string", "minLength": 1}},
            "scopes": {"type": "array", "items": {"type": "string", "minLength": 1}},
        },
    },
    placeholders=frozenset({"told", "first"}),
    variants=frozenset({"shown"}),
)
