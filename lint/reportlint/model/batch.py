"""Many reports at once (`Batch`), each kept small (`BatchEntry`), for the rules that compare reports with each
other.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache, cached_property
from typing import TypeAlias

from msgspec import Struct, field

from reportlint.model.diagnostic import ReportIdentity
from reportlint.model.forms import TableForm, load_form
from reportlint.model.report import CellKey, Report

Amount: TypeAlias = int | Decimal


class Figures(Struct, frozen=True):
    """One table's figures: a double for each cell in the order of `cells_of`, NaN where there is no figure.

    `edition` is the form whose cells they are.
    """

    edition: str
    values: array[float]


class Prose(Struct, frozen=True):
    """The running text in pieces (parts of sentences), as parallel sequences in reading order.

    `keys` are 64-bit keys of the pieces with figures, dates and names masked: equal pieces have equal
    keys, in every process. `lengths` are their characters without what is masked, `sections` the numbers
    of the sections that they stand in (0 before section 一). What the form itself prescribes is left out.
    """

    keys: array[int]
    lengths: array[int]
    sections: bytes


class BatchEntry(Struct, frozen=True):
    """One report, as small as the rules across reports allow; it is sent between processes.

    `path` is how results call the file, `digest` a digest of its bytes. `figures` has the tables read.
    `titled` is the unit as the report itself names it, not its file; `others` are the units of further reports in the
    file.
    """

    path: str
    identity: ReportIdentity
    digest: str
    figures: Mapping[str, Figures]
    prose: Prose
    titled: str | None = None
    title_year: int | None = None
    period_year: int | None = None
    others: tuple[str, ...] = ()

    def figure(self, cell: CellKey) -> Amount | None:
        """The cell's figure; None where the table, its row or the figure is not there."""
        figures = self.figures.get(cell.table)
        if figures is None:
            return None
        index = _indices(cell.table, figures.edition).get(cell)
        return None if index is None else _plain(figures.values[index])

    def cells(self, table: str, *, zeros: bool = True) -> Iterator[tuple[CellKey, Amount]]:
        """The cells of a table that hold a figure, in the form's order; without those of 0 on request."""
        figures = self.figures.get(table)
        if figures is not None:
            for cell, value in zip(_indices(table, figures.edition), figures.values, strict=True):
                amount = _plain(value) if value or zeros else None
                if amount is not None:
                    yield cell, amount


class Unit(Struct, frozen=True):
    """A unit that owes a report: a line of the list of units. `parent` is the name of the unit above it."""

    name: str
    kind: str = ""
    parent: str | None = None


class Filing(Struct, frozen=True):
    """Whose a file is and on which year; `by` tells what it was recognised by, the weightiest first.

    `unit` is the listed name where there is one. `content` is the listed unit that the title names where the file
    was handed in for another; `also` are further listed units whose reports the file may hold. `path_years` are the
    years that the file's name tells, else its nearest folder that tells any.
    """

    unit: str | None
    year: int | None
    by: tuple[str, ...] = ()
    content: str | None = None
    also: tuple[str, ...] = ()
    path_years: frozenset[int] = frozenset()


class Batch(Struct, frozen=True, dict=True):
    """The reports that are compared with each other, ordered by path.

    `reading` fetches a whole report back; it is called only to show what was found, and may raise
    whatever reading raises. `priors` maps a path to the path of the same unit's report of the year
    before. `owners` maps paths to names of units: files of one unit have the same name there, which is
    that of `units` where the unit is listed; a path that is not in it belongs to the unit that the
    report names. `unread` are the files that gave no entry; `owners` may know whose they are.
    `units_path` is the file of the list of units, under which findings stand that have no file. `filings` says of
    every file, read or not, whose it was taken to be and why; `round_year` is the year that reports are owed on.
    """

    entries: tuple[BatchEntry, ...]
    reading: Callable[[BatchEntry], Report]
    units: tuple[Unit, ...] = ()
    units_path: str | None = None
    priors: Mapping[str, str] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    filings: Mapping[str, Filing] = field(default_factory=dict)
    round_year: int | None = None

    @cached_property
    def by_path(self) -> Mapping[str, BatchEntry]:
        """The entries by their paths."""
        return {entry.path: entry for entry in self.entries}

    def owner(self, entry: BatchEntry) -> str | None:
        """The name of the unit whose report this is; None where nobody knows."""
        return self.owners.get(entry.path, entry.identity.unit)

    def year(self, entry: BatchEntry) -> int | None:
        """The year that the report counts for."""
        filing = self.filings.get(entry.path)
        return entry.identity.year if filing is None else filing.year

    @cached_property
    def handed_in(self) -> frozenset[str]:
        """The units that have a report of the round."""
        owners = (self.owner(entry) for entry in self.entries if self.year(entry) == self.round_year)
        return frozenset(owner for owner in owners if owner is not None)

    @cached_property
    def strangers(self) -> Mapping[str, str]:
        """The units that are not on the list and have a report of the round, with its path."""
        listed = {unit.name for unit in self.units}
        found: dict[str, str] = {}
        for entry in self.entries:
            owner = self.owner(entry)
            if owner is not None and owner not in listed and self.year(entry) == self.round_year:
                found.setdefault(owner, entry.path)
        return found

    @cached_property
    def old_ones(self) -> Mapping[str, str]:
        """The units that handed in another year's report in place of the round's, with its path."""
        listed = {unit.name for unit in self.units}
        found: dict[str, str] = {}
        for entry in self.entries:
            owner, filing = self.owner(entry), self.filings.get(entry.path)
            if owner is None or filing is None or filing.year is None or owner in self.handed_in:
                continue
            told, owing = filing.path_years, owner in listed
            sent_again = self.round_year in told or (owing and filing.year < (self.round_year or 0))
            if filing.year != self.round_year and filing.year not in told and sent_again:
                found.setdefault(owner, entry.path)
        return found

    @cached_property
    def elsewhere(self) -> Mapping[str, str]:
        """The units whose reports stand in files that are another's, with the path: two in one, or handed in for it."""
        found: dict[str, str] = {}
        for path, filing in sorted(self.filings.items()):
            if filing.year in (None, self.round_year):
                for name in (*((filing.content,) if filing.content else ()), *filing.also):
                    found.setdefault(name, path)
        return found

    def prior(self, entry: BatchEntry) -> BatchEntry | None:
        """The same unit's report of the year before, where it is among the entries."""
        return self.by_path.get(self.priors.get(entry.path, ""))


def cells_of(table: TableForm) -> tuple[CellKey, ...]:
    """All cells of a table in the form's order."""
    return tuple(
        CellKey(table.key, row.key, column.key)
        for block in table.blocks
        for row in block.rows
        for column in block.columns
    )


@cache
def _indices(table: str, edition: str) -> Mapping[CellKey, int]:
    return {cell: index for index, cell in enumerate(cells_of(load_form(edition).tables[table]))}


def _plain(value: float) -> Amount | None:
    if math.isnan(value):
        return None
    return int(value) if value.is_integer() else Decimal(repr(value))
