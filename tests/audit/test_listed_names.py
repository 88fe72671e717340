"""What the list of units lets the rules know of names in the prose."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from reportlint.audit.request import AuditRequest
from reportlint.audit.run import audit
from reportlint.draft import sample, text
from reportlint.model.batch import Unit

COUNTY, BUREAU, SCHOOL = "砚陂县人民政府", "砚陂县教育局", "砚陂县第一中学"
LISTED = (
    Unit(COUNTY, "县政府"),
    Unit("砚陂县水利局", "部门", COUNTY),
    Unit("砚陂县档案馆", "部门", COUNTY),
    Unit("砚陂县工业和信息化局", "部门", COUNTY),
    Unit(BUREAU, "部门", COUNTY),
    Unit(SCHOOL, "学校", BUREAU),
)


def _found(unit: str, opening: str, units: tuple[Unit, ...] = LISTED) -> list[tuple[str, str]]:
    draft = sample("zeros", unit=unit, year=2024)
    draft = replace(draft, prose={**draft.prose, 1: f"{opening}\n{draft.prose[1]}"})
    with audit(
        AuditRequest((), given={"年报.txt": text(draft).encode()}, units=units, units_path="单位.csv")
    ) as done:
        result = done.result("年报.txt")
        return [(one.code, one.message.zh) for one in result.diagnostics if one.code == "Y506"]


def _told(unit: str, name: str) -> list[tuple[str, str]]:
    return [("Y506", f"这是{unit}的报告，这里写的却是“{name}”，可能是套用了别的单位的稿子")]


@pytest.mark.parametrize("name", ["砚陂县档案馆", "砚陂县工业和信息化局"])
def test_names_of_the_list_are_known_whatever_they_look_like(name: str) -> None:
    opening = f"2024年，{name}认真贯彻落实条例。"
    assert _found("砚陂县水利局", opening) == _told("砚陂县水利局", name)
    assert _found("砚陂县水利局", opening, (Unit("砚陂县水利局"),)) == []


@pytest.mark.parametrize(
    ("unit", "opening"),
    [
        (SCHOOL, "2024年，砚陂县教育局高度重视，收到申请2件。"),  # above it
        (BUREAU, "2024年，砚陂县第一中学主动公开信息3条。"),  # below it
        ("砚陂县水利局", "联合砚陂县档案馆公开信息3条。"),
        ("砚陂县水利局", "砚陂县档案馆是政府信息查阅场所。"),
        ("砚陂县档案馆", "2024年，砚陂县档案馆认真贯彻落实条例。"),
    ],
)
def test_others_that_have_their_place(unit: str, opening: str) -> None:
    assert _found(unit, opening) == []
