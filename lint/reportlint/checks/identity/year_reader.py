"""Reads sentences for the work of another year, as the kind `stale_years` is told to."""

from __future__ import annotations

import re

from reportlint.checks.identity.years import CLAUSE_START, YEAR, YEAR_TAIL, year_of, years_in
from reportlint.engine.kind import CheckContext
from reportlint.model.report import Report
from reportlint.model.wording import fold

WORD_LISTS = ("own", "apart_from", "plans", "this_year")
"""The parameters that are lists of words, in the order in which they are taken."""

_UNIT = "■"
_TOLD = re.compile(rf"(?P<told>{YEAR}){YEAR_TAIL}")
_BEFORE = rf"{CLAUSE_START}(?:{_UNIT}+\s*[在于]?)?$"
_NEXT_YEAR = re.compile(rf"{CLAUSE_START}(?P<told>{YEAR})")


class YearReader:
    """The parameters of `stale_years` made ready for one report; `others` are the years that may be stale."""

    def __init__(self, report: Report, others: frozenset[int], context: CheckContext) -> None:
        parameters = context.parameters
        unit = fold(report.unit or "")
        names = {unit, unit.replace("人民政府", "政府"), unit.removesuffix("人民政府")} - {""}
        self._names = sorted(names, key=len, reverse=True)
        self._year, self._others = report.year or 0, others
        self._own, self._apart, self._plans, self._this_year = (
            re.compile("|".join(parameters[name])) for name in WORD_LISTS
        )
        self._tellings = [
            (re.compile(telling.get("before", _BEFORE)), re.compile(telling["after"]), telling["sections"])
            for telling in parameters["tellings"]
        ]

    def with_unit(self, text: str) -> str:
        """The text with the reporting unit blotted out wherever it is named."""
        for name in self._names:
            text = text.replace(name, _UNIT * len(name))
        return self._own.sub(lambda match: _UNIT * len(match[0]), text)

    def stale(self, sentence: str, *, before: str, after: str, section: int) -> re.Match[str] | None:
        """The other year whose work the sentence tells; `before` is joined to it, `after` the sentence that follows."""
        match = next(
            (match for match in _TOLD.finditer(sentence) if self._tells(sentence, match, section)), None
        )
        if match is None or self._apart.search(sentence) or self._this_year.search(sentence):
            return None
        told, named = year_of(match["told"]), set(years_in(sentence))
        if (
            self._year in {*named, *years_in(before)}
            or named & self._others != {told}
            or self._goes_on(after)
        ):
            return None
        return None if told > self._year and self._plans.search(sentence) else match

    def _tells(self, sentence: str, match: re.Match[str], section: int) -> bool:
        return year_of(match["told"]) in self._others and any(
            before.search(sentence[: match.start()]) and after.match(sentence, match.end())
            for before, after, sections in self._tellings
            if section in sections
        )

    def _goes_on(self, after: str) -> bool:
        """Whether the sentence that follows begins with the report's year."""
        match = _NEXT_YEAR.match(after)
        start = re.match(CLAUSE_START, after)
        return (match is not None and year_of(match["told"]) == self._year) or (
            start is not None and self._this_year.match(after, start.end()) is not None
        )
