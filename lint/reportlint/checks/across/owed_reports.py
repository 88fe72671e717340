"""Kind `owed_reports`: every unit of the list of units has a report of the latest year.

Found under the list of units, and only where no file can be the unit's: one that may have handed in something that
could not be read, whose report stands in another's file, or that may have another name by now, is told as not
checked; another year's report in place of the round's is told by the rule on misfiled reports. Parameter `alike`: so
many characters of a place's or department's own name must be shared by one that may be its new name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.checks.across.alike import COUNT
from reportlint.checks.shared.organs import core_name, own_name
from reportlint.engine.kind import Across, Finding, Kind, NotApplicable, Placed, Unchecked, alone
from reportlint.model.batch import Batch, Unit
from reportlint.model.document import NOWHERE
from reportlint.model.units import level_of
from reportlint.model.wording import Text, fold

ALIKE = 2
"""Characters in common from which on a name may be a new one, where no rule says."""
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def _run(across: Across) -> Iterator[Placed]:
    batch = across.batch
    yield from (Placed(entry.path, NotApplicable()) for entry in batch.entries)
    if not batch.units or batch.units_path is None:
        return
    year = batch.round_year
    if year is None:
        words = Text("没有一份报告认得出年份，没有核对谁还没有交", "the year of no report is known")
        yield Placed(batch.units_path, Unchecked(words))
        return
    owing = [
        unit for unit in batch.units if unit.name not in batch.handed_in and unit.name not in batch.old_ones
    ]
    for unit in owing:
        values = {"unit": unit.name, "year": year}
        doubt = in_doubt(batch, unit, year, alike=across.parameters["alike"])
        yield Placed(
            batch.units_path,
            Unchecked(doubt[1]) if doubt else Finding(NOWHERE, values, unit=unit.name, year=year),
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


def in_doubt(batch: Batch, unit: Unit, year: int, *, alike: int = ALIKE) -> tuple[str, Text] | None:
    """The file that may be the report that a unit has not handed in under its own name, and why it is not known."""
    if (path := batch.elsewhere.get(unit.name)) is not None:
        zh = f"{unit.name}的报告可能在 {path} 里（交在别的单位名下，或者和别的报告放在一个文件里），没有当作没有交"
        return path, Text(zh, f"the report of {unit.name} may be in {path}; it is not called missing")
    for entry in batch.entries:
        if batch.year(entry) is None and batch.owner(entry) == unit.name:
            zh = f"{unit.name}的 {entry.path} 没有认出年份，不知道是不是{year}年度的"
            return entry.path, Text(
                zh, f"{entry.path} of {unit.name}: its year is not known, it may be {year}"
            )
    for path in batch.unread:
        if _may_be(path, unit, year, batch.owners.get(path)):
            zh = f"{unit.name}的 {path} 没有读出来，不知道是不是{year}年度的报告"
            return path, Text(zh, f"{path} of {unit.name} could not be read; it may be the report on {year}")
    return _renamed(batch, unit, alike)


def _renamed(batch: Batch, unit: Unit, alike: int) -> tuple[str, Text] | None:
    """Whether a unit beside the list that handed in a report may be this one by another name."""
    own, level = own_name(unit.name), level_of(unit.name)
    for name, path in batch.strangers.items():
        shared = set(own) & set(own_name(name))
        if len(shared) >= min(alike, len(set(own))) and level_of(name) == level:
            zh = f"{unit.name}没有报告，{path} 是{name}的，名单里没有；可能改了名，请核对名单或写进配置的 aliases"
            en = (
                f"{unit.name} has none; {path} is of {name}, which is not on the list and may be its new name"
            )
            return path, Text(zh, en)
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
        "required": ["alike"],
        "properties": {"alike": COUNT},
    },
    placeholders=frozenset({"unit", "year"}),
    stage="across",
    across=_run,
)
