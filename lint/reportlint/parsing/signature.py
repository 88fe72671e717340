"""The signature at a report's end: the organ's name and the day, on lines of their own or on one line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from msgspec import Struct

from reportlint.model.document import Paragraph, Place
from reportlint.model.report import Report
from reportlint.parsing.dates import GAP, day_of, number_of, parts_of_day

_LAST_LINES = 4
_DAY = f"(?P<told>{parts_of_day('year', 'month', 'day', signs='-/.')})"
_DAY_ALONE = re.compile(rf"{GAP}[（(]?{_DAY}[)）]?{GAP}")
_NAME_AND_DAY = re.compile(
    rf"{GAP}(?P<name>[^\W\d_]{{3,40}})(?:[（(][公盖]章[)）])?[\s,，]+"
    rf"{_DAY}{GAP}"
)
_NAME_ALONE = re.compile(rf"{GAP}(?P<name>[^\W\d_]{{3,40}})(?:[（(][公盖]章[)）])?{GAP}")


class Signature(Struct, frozen=True):
    """Who signs and when, and the section it stands below. `name` is None where the day stands alone, `day` where
    there is no such day.
    """

    section: int
    day: date | None
    day_place: Place
    name: str | None = None
    name_place: Place | None = None


def signature(report: Report) -> Signature | None:
    """The signature on the last lines of the last section; None where no day stands there on its own."""
    section = max(report.sections, key=lambda section: section.place.line or 0, default=None)
    if section is None:
        return None
    lines = [paragraph for paragraph in section.paragraphs if paragraph.text.strip()][-_LAST_LINES:]
    for index in reversed(range(len(lines))):
        together = _NAME_AND_DAY.fullmatch(lines[index].text)
        if together is not None:
            return _signature(section.number, (together, lines[index]), (together, lines[index]))
        alone = _DAY_ALONE.fullmatch(lines[index].text)
        if alone is not None:
            return _signature(section.number, (alone, lines[index]), _name_beside(lines, index))
    return None


_Found: TypeAlias = tuple[re.Match[str], Paragraph]


def _name_beside(lines: Sequence[Paragraph], index: int) -> _Found | None:
    """The name on the line before the day, else on the one behind it."""
    for beside in (index - 1, index + 1):
        match = _NAME_ALONE.fullmatch(lines[beside].text) if 0 <= beside < len(lines) else None
        if match is not None:
            return match, lines[beside]
    return None


def _signature(section: int, day: _Found, name: _Found | None) -> Signature:
    written, line = day
    return Signature(
        section,
        day_of(*(number_of(written[part]) for part in ("year", "month", "day"))),
        line.place.part(*written.span("told")),
        name[0]["name"] if name else None,
        name[1].place.part(*name[0].span("name")) if name else None,
    )
