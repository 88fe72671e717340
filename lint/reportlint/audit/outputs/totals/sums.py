"""The county's sums: what its units told, cell by cell, beside what the county's own report and last year's units told.

The form of 国办公开办函〔2021〕30号 has a government's report sum up all reporting bodies of its area; organs led from
above (rules/vertical_organs.yaml) stand apart, and so does what a unit of the list already has in its own figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import TypeAlias

from msgspec import Struct, field

from reportlint.audit.outcome import Audit, AuditedUnit
from reportlint.audit.outputs.round import Round, RoundUnit, round_of
from reportlint.data.checked import load_data
from reportlint.model.batch import cells_of
from reportlint.model.forms import form_for_year, load_form
from reportlint.model.report import CellKey, Number, Report
from reportlint.model.units import level_of, same_organ, settled
from reportlint.model.wording import Text

Amount: TypeAlias = int | Decimal
_GOVERNMENTS = ("province", "city", "county", "government")
_SUMMING = Text("汇总各单位的数", "summing up")


class CellSum(Struct):
    """One cell: the sum over the units, what the county's own report tells there (None: nothing that could be read),
    last year's sum, and the units that have something there with what they told.
    """

    total: Amount = 0
    told: Amount | None = None
    before: Amount = 0
    parts: list[tuple[str, Amount]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    """Units whose cell holds no figure, so that they are not in the sum."""

    @property
    def difference(self) -> Amount | None:
        """What the county's report tells more than the units together."""
        return None if self.told is None else self.told - self.total


class Totals(Struct):
    """The sums of one year. `county` is the unit that sums up, None where none is known; `apart` are units that are
    not counted with the reason; `without_prior` those counted of which last year's report is not there.
    """

    year: int
    edition: str
    county: AuditedUnit | None
    has_own: bool
    cells: dict[CellKey, CellSum]
    counted: list[str]
    apart: list[tuple[str, Text]]
    unbalanced: list[str]
    without_prior: list[str]


def totals_of(audit: Audit, *, counted: Mapping[str, bool] | None = None) -> Totals | None:
    """The sums of the audit's round, reports taken one at a time; None where no report tells its year.

    `counted` has units that the user wants in the sums, or out of them, whatever their names and the list say.
    """
    wanted = {settled(name): told for name, told in (counted or {}).items()}
    round = round_of(audit)
    if round.year is None:
        return None
    edition = form_for_year(round.year)
    keys = [cell for table in load_form(edition).tables.values() for cell in cells_of(table)]
    county = _county(round)
    made = Totals(round.year, edition, county, False, {key: CellSum() for key in keys}, [], [], [], [])
    members = _counted(round, county, made, wanted)
    for member in audit.watched(_SUMMING, members):
        _count(audit, member, made)
    own = next((unit for unit in round.units if county is not None and unit.unit.name == county.name), None)
    if own is not None and own.row is not None and (report := audit.report(own.row.path)) is not None:
        made.has_own = True
        for key, amount in _figures(report):
            if key in made.cells:
                made.cells[key].told = amount
    return made


def _county(round: Round) -> AuditedUnit | None:
    """The unit that sums up the others: the topmost of the list with most units below; else the one government."""
    below = {unit.unit.name: 0 for unit in round.units}
    for unit in round.units:
        if unit.unit.parent in below:
            below[unit.unit.parent] += 1
    tops = [unit.unit for unit in round.units if below[unit.unit.name] and unit.unit.parent not in below]
    if tops:
        return max(tops, key=lambda unit: below[unit.name])
    named = [unit.unit for unit in round.units if is_government(unit.unit.name)]
    return named[0] if len(named) == 1 else None


def is_government(name: str) -> bool:
    """Whether a name is that of a government above townships; its office is a unit like others."""
    return level_of(name) in _GOVERNMENTS and not settled(name).endswith(("办", "办公厅", "办公室"))


def is_vertical(unit: AuditedUnit) -> bool:
    """Whether an organ is led from above the county: by its kind in the list, or by its name."""
    return any(word in (unit.kind or "") for word in ("垂", "中央驻", "上级驻")) or any(
        pattern.search(unit.name) for pattern in _vertical()
    )


@cache
def _vertical() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in load_data("vertical_organs", list[str]))


_NOT_READ = Text("有文件没能读取", "a file could not be read")
_MISSING = Text("没有交报告", "no report")
_MISFILED = Text("交的不是这一年的报告", "handed in something else")
_VERTICAL = Text("垂直管理单位，不汇总", "led from above, not summed up")
_UNLISTED = Text("不在名单里", "not in the list of units")


_LEFT_OUT = Text("配置里写明不汇总", "left out by the configuration")


def _counted(
    round: Round, county: AuditedUnit | None, made: Totals, wanted: Mapping[str, bool]
) -> list[RoundUnit]:
    """The units that are summed up; all others are put apart with the reason."""
    by_name = {unit.unit.name: unit for unit in round.units}
    listed = any(unit.unit.listed for unit in round.units)
    counted = []
    for unit in round.units:
        name = unit.unit.name
        if county is not None and name == county.name:
            continue
        above = _above(unit, by_name, county)
        said = wanted.get(settled(name))
        if said is False:
            made.apart.append((name, _LEFT_OUT))
        elif said and unit.row is not None:
            counted.append(unit)
        elif listed and not unit.unit.listed:
            made.apart.append((name, _UNLISTED))
        elif is_vertical(unit.unit):
            made.apart.append((name, _VERTICAL))
        elif above is not None:
            made.apart.append((name, Text(f"已含在{above}的数里", f"within the figures of {above}")))
        elif unit.row is None:
            reasons = {"unreadable": _NOT_READ, "misfiled": _MISFILED}
            made.apart.append((name, reasons.get(unit.status, _MISSING)))
        else:
            counted.append(unit)
    return counted


def _above(unit: RoundUnit, by_name: dict[str, RoundUnit], county: AuditedUnit | None) -> str | None:
    """The unit below the county that has this one in its own figures: one that handed in a report."""
    seen = {unit.unit.name}
    parent = unit.unit.parent
    while parent in by_name and parent not in seen and (county is None or parent != county.name):
        seen.add(parent)
        if by_name[parent].row is not None and not is_government(parent):
            return parent
        parent = by_name[parent].unit.parent
    return None


def _count(audit: Audit, member: RoundUnit, made: Totals) -> None:
    row, name = member.row, member.unit.name
    assert row is not None
    report = audit.report(row.path)
    if report is None:
        made.apart.append((name, _NOT_READ))
        return
    made.counted.append(name)
    if any(entry.code.startswith("A") for entry in row.tallied):
        made.unbalanced.append(name)
    told = dict(_figures(report))
    for key, cell in made.cells.items():
        amount = told.get(key)
        if amount is None:
            cell.unread.append(name)
        elif amount:
            cell.total += amount
            cell.parts.append((name, amount))
    prior = next(iter(member.unit.files.get(made.year - 1, ())), None)
    before = audit.report(prior) if prior is not None else None
    if before is None:
        made.without_prior.append(name)
        return
    for key, amount in _figures(before):
        if key in made.cells:
            made.cells[key].before += amount


def _figures(report: Report) -> Iterator[tuple[CellKey, Amount]]:
    for table in report.tables.values():
        for key, value in table.cells():
            if isinstance(value, Number):
                yield key, value.value


def main_parts(parts: Sequence[tuple[str, Amount]]) -> list[tuple[str, Amount]]:
    """What the units told, the most first."""
    return sorted(parts, key=lambda part: (-part[1], part[0]))


def may_be_office(county: AuditedUnit | None, names: Sequence[str]) -> list[str]:
    """The offices of the county's government among the units: their own report is one of those summed up."""
    if county is None:
        return []
    return [
        name
        for name in names
        if settled(name).endswith("办") and same_organ(settled(name).removesuffix("办"), county.name)
    ]
