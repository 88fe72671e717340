"""Kind `told_percent`: a percentage told behind a figure is that figure's share of something told; a rate is that of
the two figures beside it (收到50件，回复48件，回复率96%).

A base is plausible when it is a figure of the paragraph, a sum of its figures that stand one behind
the other, or a total of the tables, and not smaller than the part. Parameter `tolerance` in points is added to
the rounding of the percentage as written; 约, 近 and the like before the figure or the percentage make it
uncheckable. A rate is judged where its clauses tell two figures and no others, one by the rate's own verb; 按时办结率
and the like are of something else. Parameters `table`, `column`, `rows`: the totals that are bases too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from reportlint.checks.shared.running_text import running_text
from reportlint.engine.kind import CheckContext, Finding, Kind
from reportlint.model.report import Number, Report

_SHARE = re.compile(
    r"(?P<rough>约|近|逾|超过?)?(?<![\d,])(?P<part>\d[\d,]*)\s*(?P<unit>[件条宗起份项次例]次?)(?P<more>余|多)?"
    r"\s*[,，、（(]?\s*(?:约?占(?:比|[^，,。；;：:（）()\d]{1,16}的?)?|比例|所占比例)"
    r"(?:为|是|达|达到|：|:)?\s*(?P<about>约|近|超过?|逾)?\s*(?P<percent>\d+(?:\.(?P<decimals>\d+))?)\s*[%％](?!\s*[和及与、]\s*\d)"
)
_RATE = re.compile(
    r"(?<!按时)(?<!按期)(?<!及时)(?<!如期)(?<!提前)(?P<stem>办结|答复|回复|办理|处理|满意|完成|受理|解决)率\s*(?:均?为|是|达到?|：|:)?\s*"
    r"(?P<percent>\d+(?:\.(?P<decimals>\d+))?)\s*[%％]"
)
_OPENS = re.compile(r"\s*(?:其中|在.{0,8}中|从)")
_FIGURE = re.compile(r"(?<![\d.])(\d{1,3}(?:,\d{3})+|\d+)\s*[件条宗起份项次例]")


def _run(report: Report, context: CheckContext) -> Iterator[Finding]:
    yield from _shares(report, context)
    yield from _rates(report, context)


def _rates(report: Report, context: CheckContext) -> Iterator[Finding]:
    for section, paragraph, text in running_text(report, _RATE):
        for match in _RATE.finditer(text):
            start = max(text.rfind(end, 0, match.start()) for end in "。！？；;\n") + 1
            end = min(
                (at for at in (text.find(mark, match.end()) for mark in "。！？；;\n") if at >= 0),
                default=len(text),
            )
            judged = _rate(match, text[start : match.start()], text[match.end() : end])
            if judged is None or _of_table(report, context, float(match["percent"])):
                continue
            done, whole, share = judged
            values = {
                "rate": match["stem"] + "率",
                "percent": match["percent"],
                "share": share,
                "part": done,
                "base": whole,
            }
            place = paragraph.place.part(match.start("stem"), match.end())
            yield Finding(place, values, section, expected=share, actual=match["percent"], variant="rate")


def _rate(match: re.Match[str], before: str, behind: str) -> tuple[int, int, str] | None:
    """What was done, of how many, and the rate of both; None where that cannot be told or the rate is right."""
    figures = [*_FIGURE.finditer(before), *_FIGURE.finditer(behind)]
    own = re.compile(rf"{match['stem']}了?(?:其中)?\s*(\d[\d,]*)\s*[件条宗起份项次例]")
    done = own.search(before) or own.search(behind)
    if len(figures) != 2 or done is None or "约" in before or "余" in before:
        return None
    numbers = [_number(figure[1]) for figure in figures]
    part = _number(done[1])
    whole = numbers[1 - numbers.index(part)]
    decimals = len(match["decimals"] or "")
    if (
        not part <= whole
        or not whole
        or abs(100 * part / whole - float(match["percent"])) <= 0.6 * 10**-decimals
    ):
        return None
    return part, whole, f"{100 * part / whole:.{max(decimals, 1)}f}"


def _of_table(report: Report, context: CheckContext, told: float) -> bool:
    """Whether it is the share of all applications, the carry-over among them, that were handled."""
    table, column = report.tables.get(context.parameters["table"]), context.parameters["column"]
    cells = (
        [table.value(row, column) for row in ("new_received", "carried_in", "handled_total")] if table else []
    )
    values = [int(cell.value) for cell in cells if isinstance(cell, Number)]
    return (
        len(values) == 3
        and values[0] + values[1] > 0
        and abs(100 * values[2] / sum(values[:2]) - told) <= 0.6
    )


def _shares(report: Report, context: CheckContext) -> Iterator[Finding]:
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
    before = [
        _number(figure) for figure in _FIGURE.findall(text, _sentence_start(text, match), match.start("part"))
    ]
    wholes = [figure for figure in before if figure > 0 and figure >= part]
    if not wholes or any(abs(100 * part / base - told) <= allowed for base in bases):
        return None
    return f"{100 * part / max(wholes):.{max(decimals, 1)}f}", max(wholes)


def _sentence_start(text: str, match: re.Match[str]) -> int:
    """Where the sentence of a share begins, or the one before where it opens with 其中: its whole stands there."""
    start = max(text.rfind(end, 0, match.start("part")) for end in "。！？\n") + 1
    if _OPENS.match(text, start):
        start = max(text.rfind(end, 0, max(start - 1, 0)) for end in "。！？\n") + 1
    return start


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
    placeholders=frozenset({"part", "percent", "share", "base", "rate"}),
    variants=frozenset({"rate"}),
)
