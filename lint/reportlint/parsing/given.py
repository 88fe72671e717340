"""What the user says of a report in place of what it says itself, where the two contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.model.units import same_organ
from reportlint.model.wording import Text, visible


def contradictions(
    *, year: int | None, told_year: int | None, unit: str | None, told_unit: str | None
) -> Iterator[Text]:
    """What the user is to know: `year` and `unit` as given (None: not given), `told_…` as the report has them."""
    if year is not None and told_year is not None and year != told_year:
        yield Text(
            f"按指定的年份 {year} 年检查，报告里写的却是 {told_year} 年，请核对是不是拿错了报告或者指定错了年份",
            f"judged as a report on {year} as asked for, but it says {told_year}; make sure that it is the right one",
        )
    if unit and told_unit and not same_organ(unit, told_unit):
        given, told = visible(unit), visible(told_unit)
        yield Text(
            f"按指定的单位“{given}”检查，报告里写的却是“{told}”，请核对是不是拿错了报告或者指定错了单位",
            f"judged as a report of {given} as asked for, but it says {told}; make sure that it is the right one",
        )
