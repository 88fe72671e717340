"""What a report says of itself before and around its first section: title, unit, year, period, day of publication."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from reportlint.model.document import Paragraph, Publication
from reportlint.model.report import Period
from reportlint.parsing import identity
from reportlint.parsing.flow import Row, row_of
from reportlint.parsing.publication import lines_of, named, split_off
from reportlint.parsing.sections import Heading

_LONGEST_PREAMBLE = 40
"""Rows that are taken to stand before the report where no section is found."""


class Opening(Struct, frozen=True):
    """What is told, None for what is not; `preamble` are the paragraphs before the first section."""

    title: Paragraph | None
    title_year: int | None
    year: int | None
    """The report year that title and period tell."""
    unit: str | None
    period: Period | None
    published: Publication | None
    preamble: tuple[Paragraph, ...]

    @property
    def likeness(self) -> int:
        """How many of title and period are there."""
        return (self.title is not None) + (self.period is not None)


def read_opening(
    rows: Sequence[Row], found: Sequence[Heading], footnotes: Iterable[tuple[int | None, Paragraph]]
) -> Opening:
    """The opening of the report in `rows`, whose headings are `found`; a period may stand in a footnote too."""
    lines = lines_of(rows[: found[0].row if found else min(len(rows), _LONGEST_PREAMBLE)])
    preamble, published = split_off(lines)
    title = identity.find_title(preamble) or identity.find_title(tuple(named(lines)))
    first = rows[: found[1].row if len(found) > 1 else len(rows)]
    period = (
        identity.find_period(first)
        or identity.find_period(rows[len(first) :])
        or identity.find_period(row_of(note) for _, note in footnotes)
    )
    title_year = identity.year_in(title.text) if title else None
    return Opening(
        title=title,
        title_year=title_year,
        year=identity.report_year(title_year, period),
        unit=identity.find_unit(title.text) or identity.unit_below(title, preamble) if title else None,
        period=period,
        published=published,
        preamble=tuple(paragraph for paragraph in preamble if paragraph.text or not found),
    )
