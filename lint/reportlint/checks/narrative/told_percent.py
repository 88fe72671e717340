"""Kind `told_percent`: a percentage told behind a figure is that figure's share of something told.

A base is plausible when it is a figure of the paragraph, a sum of its figures that stand one behind
the other, or a total of the tables, and not smaller than the part. Parameter `tolerance` in points is added to
the rounding of the percentage as written; 约, 近 and the like before the figure or the percentage make it
uncheckable. Parameters `table`, `column`, `rows`: the totals that are bases too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from reportlint.checks.shared.running_text import running_text
from reportlint.engine.kind import CheckContext, Finding, Kind
from reportlint.model.report import Number, Report

_SHARE = re.compile(
    r"(?P<rough>约|近|逾|超过?)?(?<![\d,])(?P<part>\d[\d,]*)\s*(?P<unit>[件条宗起份项次例]次?)(?P<more>余|多)?\s*[,，、（(]?\s*(?:约?占(?:比|[^，,。；;：:（）()\d]{1,16}的?)?|比例|所占比例)"
    r"(?:为|是|达|达到|：|:)?\s*(?P<about>约|近|超过?|逾)?\s*(?P<percent>\d+(?:\.(?P<decimals>\d+))?)\s*[%％](?!\s*[和及与、]\s*\d)"
)
_FIGURE = re.compile(r"(?<![\d.])(\d{1,3}(?:,\d{3})+|\d+)\s*[件条宗起份项次例]")


def _run(report: Report, context: CheckContext) -> Iterator[Finding]:
    totals: list[int] | None = None
    for section, paragraph, text in running_text(report, _SHARE):
        for match in _SHARE.finditer(text):
            totals = _totals(report, context) if totals is None else totals
            found = _judge(match, text, totals, context.parameters["tolerance"])
            if found is not None:
                share, base = found
                values = {
                    "part": match["part"] + match["unit"],
                    "percent": match["percent"],
                    "share": share,
                    "base": base,
                }
                place = paragraph.place.part(match.start("percent"), match.end())
                yield Finding(place, values, section, expected=share, actual=match["percent"])


def _judge(
    match: re.Match[str], text: str, totals: Sequence[int], tolerance: float
) -> tuple[str, int] | None:
    """The share that the largest figure before it gives, and that figure; None when the percentage is right."""
    if match["rough"] or match["more"] or match["about"]:
        return None
    part, told = _number(match["part"]), float(match["percent"])
    decimals = len(match["decimals"] or "")
    allowed = tolerance + 0.5 * 10**-decimals + 1e-9
    figures = [_number(figure) for figure in _FIGURE.findall(text)]
    bases = {base for base in (*figures, *_sums(figures), *totals) if base >= part and base > 0}
    before = [_number(figure) for figure in _FIGURE.findall(text[: match.start("part")])]
    wholes = [figure for figure in before if figure > 0 and figure >= part]
    if not wholes or any(abs(100 * part / base - told) <= allowed for base in bases):
        return None
    return f"{100 * part / max(wholes):.{max(decimals, 1)}f}", max(wholes)


def _sums(figures: Sequence[int]) -> set[int]:
    """The sums of figures that stand one behind the other."""
    return {total for start in range(len(figures)) for total in accumulate(figures[start : start + 12])}


def _totals(report: Report, context: CheckContext) -> list[int]:
    parameters = context.parameters
    table = report.tables.get(parameters["table"])
    values = [table.value(row, parameters["column"]) for row in parameters["rows"]] if table else []
    numbers = [int(value.value) for value in values if isinstance(value, Number)]
    return [*numbers, *_sums(numbers), *(claim.value for claim in report.claims)]


def _number(text: str) -> int:
    return int(text.replace(",", ""))


KIND = Kind(
    name="told_percent",
    run=_run,
    parameters={
        "type": "object",
        "required": ["tolerance", "table", "column", "rows"],
        "additionalProperties": False,
        "properties": {
            "tolerance": {"type": "number", "minimum": 0},
            "table": {"type": "string", "format": "table"},
            "column": {"type": "string", "format": "column"},
            "rows": {"type": "array", "minItems": 1, "items": {"type": "string", "format": "row"}},
        },
    },
    placeholders=frozenset({"part", "percent", "share", "base"}),
)
