"""Kind `applicants_told`: how many applicants of each kind the prose tells is what table 三 shows for this year's
applications.

Parameters: `received`, regular expressions for words behind which a sentence tells of what came in, `until` those for
words with which it goes on to something else; `applicants`, each with the `words` for a kind of applicant and the
`columns` that hold it; `only`, with the group `words`, for sentences that say all were of one kind. A figure is told
behind the words. `row` is what it must be; `may_be` lists rows that it may mean as well (with the carry-over, handled).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reportlint.checks.shared.parameters import PATTERN, PATTERNS
from reportlint.checks.shared.running_text import running_text
from reportlint.checks.shared.sentences import sentences
from reportlint.checks.shared.tables import cell_lost, table_lost
from reportlint.engine.kind import CheckContext, Elsewhere, Finding, Judgement, Kind, Unchecked
from reportlint.model.document import Place
from reportlint.model.forms import TableForm, cell_name, load_form
from reportlint.model.report import CellKey, Number, Report, Table
from reportlint.model.wording import Text

_TABLE = "applications"
_FIGURE = r"(?:个人|公民)?(?:提出|提交|的|政府信息公开|依申请公开|申请|共|为|是|有|：|:)*\s*(?P<figure>\d[\d,]*)\s*[件条宗份起]"


def _run(report: Report, context: CheckContext) -> Iterator[Judgement]:
    parameters = context.parameters
    received, until, only = (_any(parameters[name]) for name in ("received", "until", "only"))
    for section, paragraph, text in running_text(report, received):
        for start, sentence in sentences(text):
            match = received.search(sentence)
            if match is None:
                continue
            end = until.search(sentence, match.end())
            stretch = sentence[: end.start() if end else len(sentence)]
            for entry in parameters["applicants"]:
                told = re.search(f"(?:{entry['words']}){_FIGURE}", stretch[match.start() :])
                if told is not None:
                    at = start + match.start()
                    place = paragraph.place.part(at + told.start(), at + told.end())
                    value = int(told["figure"].replace(",", ""))
                    yield from _judged(report, parameters, entry["columns"], (told[0], value, place, section))
            yield from _only(report, parameters, only.search(stretch), (paragraph.place, start, section))


def _judged(
    report: Report,
    parameters: Mapping[str, Any],
    columns: Sequence[str],
    told: tuple[str, int, Place, int | None],
) -> Iterator[Judgement]:
    words, value, place, section = told
    table = report.tables.get(_TABLE)
    form = load_form(table.edition if table else report.edition).tables[_TABLE]
    if table is None:
        yield table_lost(report, form)
        return
    shown = _sum(table, form, [parameters["row"]], columns)
    if isinstance(shown, Unchecked):
        yield shown
        return
    others = (_sum(table, form, rows, columns) for rows in parameters["may_be"])
    if value != shown and value not in others:
        yield Finding(
            place,
            {"words": words},
            section,
            CellKey(_TABLE, parameters["row"], columns[0]) if len(columns) == 1 else None,
            table.edition,
            expected=shown,
            actual=value,
            related=tuple(_cells(table, parameters["row"], columns)),
        )


def _only(
    report: Report,
    parameters: Mapping[str, Any],
    match: re.Match[str] | None,
    at: tuple[Place, int, int | None],
) -> Iterator[Finding]:
    """All were of one kind, and yet another column has some."""
    table = report.tables.get(_TABLE)
    if match is None or table is None:
        return
    entry = next(
        (one for one in parameters["applicants"] if re.fullmatch(one["words"], match["words"])), None
    )
    if entry is None:
        return
    every = {column for one in parameters["applicants"] for column in one["columns"]}
    rest = [column for column in every if column not in entry["columns"]]
    filled = [column for column in rest if _figure(table, parameters["row"], column)]
    if filled:
        place, start, section = at
        yield Finding(
            place.part(start + match.start(), start + match.end()),
            {"words": match[0]},
            section,
            edition=table.edition,
            variant="only",
            related=tuple(_cells(table, parameters["row"], sorted(filled))),
        )


def _figure(table: Table, row: str, column: str) -> int | None:
    value = table.value(row, column)
    return int(value.value) if isinstance(value, Number) else None


def _sum(table: Table, form: TableForm, rows: Sequence[str], columns: Sequence[str]) -> int | Unchecked:
    """What the cells add up to; why one of them does not tell."""
    total = 0
    for row in rows:
        for column in columns:
            figure = _figure(table, row, column)
            if figure is None:
                return cell_lost(table, form, row, column)
            total += figure
    return total


def _cells(table: Table, row: str, columns: Sequence[str]) -> Iterator[Elsewhere]:
    for column in columns:
        value = table.value(row, column)
        if isinstance(value, Number) and (value.value or len(columns) == 1):
            cell = CellKey(_TABLE, row, column)
            zh, en = cell_name(cell, edition=table.edition)
            yield Elsewhere(Text(f"{zh}填的是 {value.value}", f"{en} says {value.value}"), value.place, cell)


def _any(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


_ROW = {"type": "string", "format": "row"}

KIND = Kind(
    name="applicants_told",
    run=_run,
    parameters={
        "type": "object",
        "required": ["received", "until", "only", "applicants", "row", "may_be"],
        "additionalProperties": False,
        "properties": {
            "received": PATTERNS,
            "until": PATTERNS,
            "only": {
                "type": "array",
                "minItems": 1,
                "items": {**PATTERN, "pattern": re.escape("(?P<words>")},
            },
            "applicants": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "required": ["words", "columns"],
                    "additionalProperties": False,
                    "properties": {
                        "words": PATTERN,
                        "columns": {
                            "type": "array",
                            "minItems": 1,
                            "items": {"type": "string", "format": "column"},
                        },
                    },
                },
            },
            "row": _ROW,
            "may_be": {"type": "array", "items": {"type": "array", "minItems": 1, "items": _ROW}},
        },
    },
    placeholders=frozenset({"words"}),
    variants=frozenset({"only"}),
)
