"""Kind `owed_reports`: every unit of the list of units has a report of the latest year.

Parameter `one_in`: a year is the latest only if it has at least one report for so many as the year with the
most has; a year that a slip of the pen made is none. Found under the list of units; a unit that may have
handed in something that could not be read, or that nothing is known of, is told as not checked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from reportlint.checks.across.alike import COUNT
from reportlint.checks.shared.organs import core_name
from reportlint.checks.shared.owners import Owners
from reportlint.engine.kind import Across, Finding, Kind, NotApplicable, Placed, Unchecked, alone
from reportlint.model.batch import Batch, Unit
from reportlint.model.document import NOWHERE
from reportlint.model.wording import Text, fold

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def _run(across: Across) -> Iterator[Placed]:
    batch = across.batch
    yield from (Placed(entry.path, NotApplicable()) for entry in batch.entries)
    if not batch.units or batch.units_path is None:
        return
    year = _latest(batch, across.parameters["one_in"])
    if year is None:
        words = Text("没有一份报告认得出年份，没有核对谁还没有交", "the year of no report is known")
        yield Placed(batch.units_path, Unchecked(words))
        return
    reports = Owners(batch).reports
    yearless = {batch.owner(entry): entry.path for entry in batch.entries if entry.identity.year is None}
    owing = [unit for unit in batch.units if (unit.name, year) not in reports]
    for unit in owing:
        values = {"unit": unit.name, "year": year}
        unclear = _unclear(batch, unit, year, yearless.get(unit.name))
        yield Placed(
            batch.units_path,
            Unchecked(unclear) if unclear else Finding(NOWHERE, values, unit=unit.name, year=year),
        )
    nameless = [entry.path for entry in batch.entries if batch.owner(entry) is None]
    for path in (*nameless, *(_of_nobody(batch, year) if owing else ())):
        words = Text(
            f"{path} 没有认出是哪个单位的，也许就是没有交的单位的", f"{path}: whose report it is is not known"
        )
        yield Placed(batch.units_path, Unchecked(words))


def _of_nobody(batch: Batch, year: int) -> Iterator[str]:
    """The files that could not be read and whose paths name no unit of the list and no other year."""
    cores = [core for unit in batch.units if len(core := core_name(unit.name)) > 2]
    for path in batch.unread:
        words = fold(path)
        if path not in batch.owners and _may_be_on(words, year) and not any(core in words for core in cores):
            yield path


def _latest(batch: Batch, one_in: int) -> int | None:
    years = Counter(entry.identity.year for entry in batch.entries if entry.identity.year is not None)
    most = max(years.values(), default=0)
    return max((year for year, count in years.items() if count * one_in >= most), default=None)


def _unclear(batch: Batch, unit: Unit, year: int, yearless: str | None) -> Text | None:
    """The file that may be the unit's report though it could not be read, or its year (`yearless`) not be told."""
    if yearless is not None:
        zh = f"{unit.name}的 {yearless} 没有认出年份，不知道是不是{year}年度的"
        return Text(zh, f"{yearless} of {unit.name}: its year is not known, it may be {year}")
    for path in batch.unread:
        if _may_be(path, unit, year, batch.owners.get(path)):
            zh = f"{unit.name}的 {path} 没有读出来，不知道是不是{year}年度的报告"
            return Text(zh, f"{path} of {unit.name} could not be read; it may be the report on {year}")
    return None


def _may_be(path: str, unit: Unit, year: int, owner: str | None) -> bool:
    """Whether a file that could not be read may be the unit's report on the year, by what its path says."""
    core, words = core_name(unit.name), fold(path)
    return (owner == unit.name or (len(core) > 2 and core in words)) and _may_be_on(words, year)


def _may_be_on(words: str, year: int) -> bool:
    years = _YEAR.findall(words)
    return not years or str(year) in years


KIND = Kind(
    "owed_reports",
    alone,
    {
        "type": "object",
        "additionalProperties": False,
        "required": ["one_in"],
        "properties": {"one_in": COUNT},
    },
    placeholders=frozenset({"unit", "year"}),
    stage="across",
    across=_run,
)
