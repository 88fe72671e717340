"""The workbook, read back as a spreadsheet program reads it, and as LibreOffice prints it."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from reportlint.app.api import DEFAULTS, rules_in_force
from reportlint.audit.outcome import Audit
from reportlint.model.diagnostic import Diagnostic, Result
from reportlint.model.document import NOWHERE
from reportlint.model.report import CellKey
from reportlint.model.wording import Text
from tests.audit.counties import OTHER, TOWN, WRONG_TOTAL, audit_of, county, kept, report

pytest.importorskip("xlsxwriter", reason="the extra `audit` is not installed")

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from reportlint.audit.outputs.workbook import workbook

SHEETS = ["总览", "报送情况", "各单位", "问题明细", "按规则", "跨年核对", "未能读取", "运行记录"]


def made(audit: Audit, **options: Any) -> bytes:
    return workbook(audit, rules=tuple(rules_in_force(DEFAULTS)), **options)


def sheets(data: bytes) -> Mapping[str, list[list[Any]]]:
    book = load_workbook(io.BytesIO(data))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


@pytest.fixture(scope="module")
def book() -> bytes:
    return made(county())


def test_the_sheets_in_their_order(book: bytes) -> None:
    assert list(sheets(book)) == SHEETS


def test_the_whole_in_figures(book: bytes) -> None:
    told = {row[0]: row[1] for row in sheets(book)["总览"][:13] if row[0]}
    assert told["报告年度"] == "2023、2024"
    assert [told[key] for key in ("单位", "文件", "已检查", "未能读取", "没有发现问题的报告", "问题")] == [
        4, 5, 4, 1, 2, 5,
    ]  # fmt: skip
    lines = [row[:5] for row in sheets(book)["总览"]]
    assert ["A 勾稽", 1, 0, 0, 1] in lines
    assert ["T 表格", 0, 2, 0, 2] in lines
    assert ["合计", 2, 3, 0, 5] in lines
    assert lines[-2:] == [[TOWN, 1, 1, 0, 2], ["（单位没有认出来）", 1, 0, 0, 1]]


def test_the_overview_has_three_charts(book: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        assert sum(name.startswith("xl/charts/chart") for name in archive.namelist()) == 3


def test_units_are_ranked_by_their_errors(book: bytes) -> None:
    head, *rows = sheets(book)["各单位"]
    assert head[:10] == [
        "单位",
        "类别",
        "上级单位",
        "报告年度",
        "报告",
        "错误",
        "警告",
        "提示",
        "没能检查的项",
        "未能读取",
    ]
    assert [row[:8] for row in rows] == [
        [TOWN, "乡镇", "砚陂县人民政府", "2023、2024", 2, 1, 1, 0],
        ["（单位没有认出来）", None, None, None, 1, 1, 0, 0],
        [OTHER, "乡镇", "砚陂县人民政府", "2024", 1, 0, 2, 0],
        ["砚陂县教育局", "部门", "砚陂县人民政府", "2024", 1, 0, 0, 0],
        ["砚陂县人民政府", "县政府", None, None, 0, 0, 0, 0],
    ]


def test_what_a_finding_says(book: bytes) -> None:
    head, *rows = sheets(book)["问题明细"]
    assert head == [
        "单位", "年度", "级别", "编号", "哪一格", "现填", "应为", "说明", "依据", "怎么改", "文件",
        "类别", "问题", "原文位置", "另见",
    ]  # fmt: skip
    assert [(row[0], row[1], row[2], row[3], row[10]) for row in rows] == [
        (TOWN, 2024, "错误", "A301", "2024/云陂镇.txt"),
        (TOWN, 2024, "警告", "W601", "2024/云陂镇.txt"),
        (OTHER, 2024, "警告", "T203", "2024/清河镇.txt"),
        (OTHER, 2024, "警告", "T203", "2024/清河镇.txt"),
        ("（单位没有认出来）", None, "错误", "E902", "2024/说明.txt"),
    ]
    wrong = dict(zip(head, rows[0], strict=True))
    assert wrong["哪一格"] == "第三部分的表，“一、本年新收政府信息公开申请数量”行、“自然人”列"
    assert (wrong["现填"], wrong["应为"]) == ("9", 2)
    assert "“自然人”列应为 2（现填 9）" in wrong["说明"]
    assert wrong["依据"].startswith("国办公开办函〔2021〕30号附件")


def test_every_rule_is_listed_with_what_became_of_it(book: bytes) -> None:
    head, *rows = sheets(book)["按规则"]
    known = {rule.code for rule in rules_in_force(DEFAULTS)}
    assert {row[0] for row in rows} == known
    told = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert [told["T203"][key] for key in ("处数", "涉及文件", "通过", "不适用", "没能核对")] == [
        2,
        1,
        3,
        0,
        0,
    ]
    assert (told["X705"]["没有上年报告"], told["X705"]["没能核对"]) == (4, 0)


def test_units_without_a_report_stand_with_the_years(book: bytes) -> None:
    rows = sheets(book)["跨年核对"]
    assert [row[:2] for row in rows if row[4] == "应报未报的报告"] == [
        ["砚陂县人民政府", 2024],
    ]


def test_unreadable_files_have_their_reason(book: bytes) -> None:
    _, *rows = sheets(book)["未能读取"]
    (row,) = (row for row in rows if row[2] == "整个文件")
    assert row[0] == "2024/说明.txt"
    assert row[3].startswith("文件里只有 7 个字")


def test_checks_that_could_not_be_made_have_their_reason(book: bytes) -> None:
    head, *rows = sheets(book)["未能读取"]
    assert head == ["文件", "单位", "没能检查的", "原因"]
    told = [row for row in rows if row[2] != "整个文件"]
    assert len(told) == sum(row.not_checked for row in county().rows) > 0
    assert all(row[3] for row in told)


def test_how_it_was_run(book: bytes) -> None:
    told = dict(row for row in sheets(book)["运行记录"])
    assert (told["程序"], told["开始时间"], told["进程数"]) == (
        "reportlint 1.2.3",
        "2025-02-10 09:30:00",
        "2",
    )


def test_lists_can_be_filtered_and_printed(book: bytes) -> None:
    sheet = load_workbook(io.BytesIO(book))["问题明细"]
    assert (sheet.auto_filter.ref, sheet.freeze_panes, sheet.print_title_rows) == ("A1:O6", "B2", "$1:$1")
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)


@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
def test_no_text_is_a_formula(sign: str) -> None:
    unit = f"{sign}cmd|'/C calc'!A0镇人民政府"
    name = f'{sign}HYPERLINK("http://example.invalid").txt'
    audit = county({name: report(TOWN, 2024, cells=WRONG_TOTAL)}, kinds={unit: f"{sign}1+1"})
    data = made(audit)
    cells = [cell for sheet in load_workbook(io.BytesIO(data)) for row in sheet.iter_rows() for cell in row]
    texts = [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith(sign)]
    assert {cell.value for cell in texts} == {unit, f"{sign}1+1", name}
    assert {cell.data_type for cell in texts} == {"s"}
    assert all(cell.quotePrefix for cell in texts)
    assert not any(cell.hyperlink for cell in cells)


def test_hostile_texts_leave_the_file_whole() -> None:
    name = "\x1b[31m\udc80\u202e_x0041_<b>.txt"
    cells = {CellKey("applications", "granted", "research"): "长" * 5000 + "\x07<&"}
    told = sheets(made(county({name: report(TOWN, 2024, cells=cells)})))["问题明细"]
    assert unescape(told[1][10]) == "\\x1b[31m\\udc80_x0041_<b>.txt"
    assert all(len(str(entry)) < 2100 for row in told for entry in row)


def test_a_list_that_is_too_long_goes_on_in_a_further_sheet() -> None:
    told = sheets(made(county(), most_rows=4))
    assert [row[3] for row in told["问题明细"]] == ["编号", "A301", "W601", "T203"]
    assert [row[3] for row in told["问题明细（续）2"]] == ["编号", "T203", "E902"]


def test_an_audit_without_findings_says_so() -> None:
    told = sheets(made(county({"a.txt": report(TOWN, 2024)}, kinds={})))
    assert told["问题明细"][1][0] == "没有"
    assert told["未能读取"][1][0] == "没有"
    assert [row[0] for row in told["总览"] if row[0] == "没有"][:1] == ["没有"]


def test_in_english() -> None:
    told = sheets(made(county(), lang="en"))
    assert list(told) == [
        "Overview",
        "Handed in",
        "Units",
        "Findings",
        "By rule",
        "Across years",
        "Unreadable",
        "Record",
    ]
    assert told["Findings"][0][:4] == ["Unit", "Year", "Severity", "Code"]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_prints_it(book: bytes, tmp_path: Path) -> None:
    pdfplumber = pytest.importorskip("pdfplumber", reason="pdfplumber is not installed")
    (tmp_path / "a.xlsx").write_bytes(book)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "a.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    with pdfplumber.open(tmp_path / "a.pdf") as pages:
        texts = [page.extract_text() for page in pages.pages]
    assert all(any(name in text for text in texts) for name in SHEETS)
    assert any("A301" in text and TOWN in text for text in texts)
    assert texts[0].splitlines()[-1] == f"第 1 页，共 {len(texts)} 页"


def test_the_list_of_units_is_no_file_of_a_unit() -> None:
    owing = Diagnostic(
        "X709",
        "report-missing",
        "warning",
        Text("没有清河镇人民政府2024年度的报告", "there is no report of 清河镇人民政府 on 2024"),
        NOWHERE,
        (),
        Text("催报。", "ask for it"),
        Text("没有报告", "no report"),
    )
    units = Result("units.csv", "checked", None, None, (owing,), (), {"X709": "judged"})
    told = sheets(made(audit_of({**kept({"a.txt": report(TOWN, 2024)}), "units.csv": units})))
    assert told["问题明细"][1][0] == "（单位名单）"
    assert [row[0] for row in told["各单位"][1:] if row[4]] == [TOWN]
    assert {row[0]: row[1] for row in told["总览"][:13]}["文件"] == 1
