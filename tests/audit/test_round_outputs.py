"""What is made of one round: the county's sums and the director's page, read back as their programs do."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pytest
from msgspec.structs import replace

pytest.importorskip("xlsxwriter", reason="the extra `audit` is not installed")

from docx import Document
from openpyxl import load_workbook

from reportlint.app.api import DEFAULTS, check_bytes, parse_bytes, rules_in_force
from reportlint.audit.outcome import GravestFinding
from reportlint.audit.outputs.brief import brief, brief_of
from reportlint.audit.outputs.notices.content import Sender
from reportlint.audit.outputs.round import round_of
from reportlint.audit.outputs.totals import totals_file
from reportlint.audit.outputs.totals.sums import is_government, totals_of
from reportlint.audit.outputs.wording import OwnNames
from reportlint.model.report import CellKey
from reportlint.model.wording import Text
from tests.audit.counties import COUNTY, FILES, KINDS, OTHER, STARTED, TOWN, county, report

RULES = tuple(rules_in_force(DEFAULTS))
RECEIVED = CellKey("applications", "new_received", "total")
TAX, OFFICE = "国家税务总局砚陂县税务局", "砚陂县人民政府办公室"


def whole(kinds: Mapping[str, str] = KINDS, **more: bytes) -> Mapping[str, bytes]:
    return {
        "2024/云陂镇.txt": report(TOWN, 2024),
        "2023/云陂镇.txt": report(TOWN, 2023),
        "2024/清河镇.txt": report(OTHER, 2024, cells={RECEIVED: "/"}),
        "2024/税务局.txt": report(TAX, 2024),
        "2024/办公室.txt": report(OFFICE, 2024),
        "2024/县.txt": report(COUNTY, 2024, cells={RECEIVED: "7"}),
    }


def test_the_sum_of_a_cell_beside_the_county_and_last_year() -> None:
    audit = county(whole(), kinds={**KINDS, TAX: "部门", OFFICE: "部门"})
    totals = totals_of(audit)
    assert totals is not None
    assert totals.county is not None
    assert totals.county.name == COUNTY
    assert sorted(totals.counted) == sorted([TOWN, OFFICE, OTHER])
    cell = totals.cells[RECEIVED]
    assert (cell.total, cell.told, cell.difference, cell.before) == (6, 7, 1, 3)
    assert sorted(cell.parts) == sorted([(TOWN, 3), (OFFICE, 3)])
    assert cell.unread == [OTHER]
    assert {name: reason.zh for name, reason in totals.apart} == {
        TAX: "垂直管理单位，不汇总",
        "砚陂县教育局": "没有交报告",
    }


def test_the_office_is_no_government() -> None:
    assert is_government(COUNTY)
    assert not is_government(OFFICE)
    assert not is_government(TOWN)


def test_the_sums_as_a_workbook_and_as_a_report_to_begin_with() -> None:
    audit = county(whole(), kinds={**KINDS, OFFICE: "部门"})
    data = totals_file(audit, ".xlsx")
    assert data is not None
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["汇总表", "逐格核对", "两年对比", "各单位的数", "怎么算的"]
    (row,) = (
        [cell.value for cell in row[:8]]
        for row in book["逐格核对"].iter_rows()
        if row[1].value == "一、本年新收政府信息公开申请数量" and row[2].value == "总计"
    )
    assert row[3:] == [6, 7, 1, 3, 3]
    assert book["两年对比"]._charts
    form = totals_file(audit, ".docx")
    assert form is not None
    read = parse_bytes(form, name="年报.docx")
    assert (read.unit, read.year) == (COUNTY, 2024)
    value = read.tables["applications"].value("new_received", "total")
    assert getattr(value, "value", None) == 6
    found = {finding.code for finding in check_bytes(form, name="年报.docx").diagnostics}
    assert not {"N401", "T203", "A303"} & found


def test_nothing_to_sum_up() -> None:
    assert totals_file(county({"说明.txt": FILES["2024/说明.txt"]}, kinds={}), ".xlsx") is None


def test_the_round_has_this_years_reports_only() -> None:
    round = round_of(county())
    assert round.year == 2024
    assert {unit.unit.name: unit.status for unit in round.units} == {
        TOWN: "handed_in",
        OTHER: "handed_in",
        "砚陂县教育局": "handed_in",
        COUNTY: "missing",
    }
    assert round.figures() == {
        "owed": 4, "handed_in": 3, "fine": 1, "to_mend": 2, "unreadable": 0, "misfiled": 0, "missing": 1,
    }  # fmt: skip


def test_what_the_audit_tells_of_its_round_is_taken_over() -> None:
    audit = county()
    told = {
        "round": {"year": 2024},
        "units": [
            {
                "name": OTHER,
                "status": "misfiled",
                "note": Text("交了，但是2023年度的", "of 2023"),
                "mended": [{"year": 2024}] * 2,
            }
        ],
        "missing": [],
    }
    made = brief_of(replace(audit, batch=told), rules=RULES, sender=Sender())
    assert dict(made.parts)["没有报送的单位"] == (
        f"{OTHER}：交了，但是2023年度的。",
        "认不出是哪个单位的文件1个：“说明.txt”。",
    )
    assert dict(made.parts)["上次问题的整改情况"] == ("与上次检查相比，1个单位改好了2处问题。",)


def test_the_circular() -> None:
    audit = county()
    rows = []
    for row in audit.rows:
        first = next(iter(audit.result(row.path).diagnostics), None)
        worst = first and GravestFinding(first.code, first.severity, first.title, first.where, first.message)
        rows.append(replace(row, worst=worst or None))
    sender = Sender("砚陂县人民政府办公室", dated=STARTED.date())
    told = brief_of(replace(audit, rows=tuple(rows)), rules=RULES, sender=sender)
    assert told.title == "关于2024年度政府信息公开工作年度报告检查情况的通报"
    assert (
        "应当报告的单位4个，已报3个，其中没有发现错误和警告的1个，需要修改的2个，没有报送的1个"
        in told.opening
    )
    assert told.table[-1] == ("合计", "4", "3", "1", "2", "0", "0", "1", "1", "3")
    parts = dict(told.parts)
    assert parts["没有报送的单位"] == (
        f"县政府：{COUNTY}。",
        "认不出是哪个单位的文件1个：“说明.txt”。",
    )
    assert parts["问题突出的单位"][0].startswith(
        f"1. {TOWN}（错误1处、警告1处）：最可能：第三部分的表，“一、"
    )
    assert parts["常见问题"][0].startswith("1. 总计列与六类申请人之和不符（1个单位）。如云陂镇人民政府：")
    assert "于收到本通报之日起10个工作日内完成" in parts["下一步要求"][0]
    lines = [
        paragraph.text
        for paragraph in Document(io.BytesIO(brief(audit, rules=RULES, sender=sender))).paragraphs
    ]
    assert lines[-2:] == ["砚陂县人民政府办公室", "2025年2月10日"]


def test_folders_are_nobody_elses_concern() -> None:
    names = OwnNames(["D:\\年报\\2024\\甲.txt", "/home/科长/2024/乙.docx", "丙.txt"])
    assert (
        names.only("和 D:\\年报\\2024\\甲.txt、/home/科长/2024/乙.docx、丙.txt 相同")
        == "和 甲.txt、乙.docx、丙.txt 相同"
    )


def test_the_user_says_who_is_summed_up() -> None:
    audit = county(whole(), kinds={**KINDS, TAX: "部门", OFFICE: "部门"})
    totals = totals_of(audit, counted={TAX: True, "砚陂县政府办": False})
    assert totals is not None
    assert sorted(totals.counted) == sorted([TOWN, OTHER, TAX])
    assert dict(totals.apart)[OFFICE].zh == "配置里写明不汇总"
