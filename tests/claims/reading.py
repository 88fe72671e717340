"""What a text tells, as the tests say it."""

from __future__ import annotations

from reportlint.model.document import Paragraph, Place
from reportlint.model.report import Claim
from reportlint.parsing.claims import find_claims

YEAR = 2024


def claims(text: str, *, unit: str = "云陂县人民政府") -> tuple[Claim, ...]:
    """The claims of a text that stands in section 一 of a report on 2024."""
    lines = text.split("\n")
    prose = [
        (1, Paragraph(line, Place(number, 1, number, len(line) + 1)))
        for number, line in enumerate(lines, start=1)
    ]
    return find_claims(prose, year=YEAR, unit=unit)


def told(text: str, *, unit: str = "云陂县人民政府") -> list[tuple[str, int, str]]:
    """Measure, value and marked words of each claim; an unsure one has a ? behind its measure."""
    lines = text.split("\n")
    found = []
    for claim in claims(text, unit=unit):
        place = claim.place
        assert place.line is not None and place.column is not None and place.end_column is not None
        words = lines[place.line - 1][place.column - 1 : place.end_column - 1]
        found.append((claim.measure if claim.sure else f"{claim.measure}?", claim.value, words))
    return found
