"""Whose a file is and on which year, and where each unit stands in the round."""

from __future__ import annotations

import pytest

from reportlint.audit.outcome import Audit
from reportlint.audit.request import AuditRequest
from reportlint.audit.run import audit
from reportlint.draft import sample, text
from reportlint.engine.filing import Evidence, FileEvidence, Fixed
from reportlint.model.batch import Unit

COUNTY = "砚陂县人民政府"
LISTED = (
    Unit(COUNTY),
    Unit("砚陂县云陂镇人民政府", "乡镇", COUNTY),
    Unit("砚陂县清河镇人民政府", "乡镇", COUNTY),
    Unit("砚陂县教育局", "部门", COUNTY),
    Unit("砚陂县卫生健康局", "部门", COUNTY),
    Unit("砚陂县城市管理局", "部门", COUNTY),
    Unit("栎塘县清河镇人民政府", "乡镇", "栎塘县人民政府"),
)


@pytest.mark.parametrize(
    ("path", "told", "unit", "year", "by", "content"),
    [
        ("县卫健局2024年报.pdf", {}, "砚陂县卫生健康局", 2024, ("file name", "path"), None),
        ("2024/城管局（盖章扫描件）.pdf", {}, "砚陂县城市管理局", 2024, ("file name", "path"), None),
        ("砚陂县教育局/2024/扫描1.pdf", {}, "砚陂县教育局", 2024, ("folder", "path"), None),
        ("扫描1.pdf", {}, None, None, (), None),
        ("砚陂县/扫描1.pdf", {}, None, None, (), None),
        (
            "栎塘县清河镇2024年报.docx",
            {"unit": "清河镇人民政府", "title_year": 2024, "period_year": 2024},
            "栎塘县清河镇人民政府", 2024, ("title", "file name", "period"), None,
        ),
        (
            "教育局2024年报.docx",
            {"unit": "砚陂县教育局", "title_year": 2023, "period_year": 2024},
            "砚陂县教育局", 2024, ("title", "file name", "period"), None,
        ),
        (
            "教育局2024年报.docx",
            {"unit": "砚陂县教育局", "title_year": 2023, "period_year": 2023},
            "砚陂县教育局", 2023, ("title", "file name", "period"), None,
        ),
        (
            "教育局2024年报.docx",
            {"unit": "砚陂县卫生健康局", "title_year": 2024},
            "砚陂县教育局", 2024, ("file name", "title"), "砚陂县卫生健康局",
        ),
        (
            "砚陂县政府/教育局.docx",
            {"unit": "砚陂县教育局", "title_year": 2024},
            "砚陂县教育局", 2024, ("title", "file name"), None,
        ),
    ],
)  # fmt: skip
def test_unit_and_year_are_decided_by_all_that_speaks_for_them(
    path: str,
    told: dict[str, object],
    unit: str | None,
    year: int | None,
    by: tuple[str, ...],
    content: str | None,
) -> None:
    decided, _ = Evidence(LISTED, {}, 2024).decide([FileEvidence(path, **told)])  # type: ignore[arg-type]
    filing = decided[path]
    assert (filing.unit, filing.year, filing.content) == (unit, year, content)
    assert filing.by == tuple(dict.fromkeys(by))


def test_two_units_in_one_name_are_both_kept_in_mind() -> None:
    decided, _ = Evidence(LISTED, {}, None).decide(
        [FileEvidence("教育局、卫健局2024年报.docx", "砚陂县教育局", 2024, 2024)]
    )
    assert decided["教育局、卫健局2024年报.docx"].also == ("砚陂县卫生健康局",)


def _report(unit: str, year: int = 2024) -> bytes:
    return text(sample("town", unit=unit, year=year)).encode()


def _round(files: dict[str, bytes], units: tuple[Unit, ...], year: int | None = None) -> Audit:
    return audit(AuditRequest((), given=files, units=units, units_path="单位.csv", year=year))


def test_the_round_counts_its_year_only_and_nobody_is_called_missing_who_may_have_handed_in() -> None:
    units = (
        *(Unit(f"{name}镇人民政府", "乡镇") for name in ("云陂", "清河", "高桥", "南滩", "石桥")),
        Unit("砚陂县教育局", "部门"),
    )
    files = {
        "2023/云陂镇.txt": _report("云陂镇人民政府", 2023),
        "2023/石桥镇.txt": _report("石桥镇人民政府", 2023),
        "2024/云陂镇.txt": _report("云陂镇人民政府"),
        "2024/清河镇2024年报.txt": _report("清河镇人民政府", 2023),
        "2024/高桥镇.pdf": b"%PDF-1.7\nnothing",
        "2024/南滩镇和砚陂县教育局合并报送.txt": _report("南滩镇人民政府") + _report("砚陂县教育局"),
    }
    with _round(files, units) as done:
        standing = {unit["name"]: (unit["status"], unit["files"]) for unit in done.batch["units"]}
        found = [
            (one.path, [f.code for f in done.result(one.path).diagnostics if f.code > "X7"])
            for one in done.rows
        ]
        earlier = [row.path for row in done.rows if row.earlier]
    merged = "2024/南滩镇和砚陂县教育局合并报送.txt"
    assert standing == {
        "云陂镇人民政府": ("handed_in", ["2024/云陂镇.txt"]),
        "清河镇人民政府": ("misfiled", ["2024/清河镇2024年报.txt"]),
        "高桥镇人民政府": ("unreadable", ["2024/高桥镇.pdf"]),
        "南滩镇人民政府": ("handed_in", [merged]),
        "砚陂县教育局": ("handed_in", [f"{merged}#2"]),
        "石桥镇人民政府": ("missing", []),
    }
    assert {code: done.batch["round"][code] for code in ("year", "owed", "handed_in", "misfiled", "missing")} == {
        "year": 2024, "owed": 6, "handed_in": 4, "misfiled": 1, "missing": 1,
    }  # fmt: skip
    assert earlier == ["2023/云陂镇.txt", "2023/石桥镇.txt"]
    told = dict(found)
    assert "X710" in told["2024/清河镇2024年报.txt"] and "X710" in told[merged]
    assert told["单位.csv"] == ["X709"]


LETTER = "关于报送2024年政府信息公开工作年度报告的函\n县政府办公室：现将我单位年度报告报上，请查收。\n联系人：某某\n".encode()


def test_what_is_no_report_counts_nowhere_unless_it_came_in_place_of_one() -> None:
    units = tuple(Unit(f"{name}镇人民政府", "乡镇") for name in ("云陂", "清河", "高桥"))
    files = {
        "2024/云陂镇2024年报.txt": _report("云陂镇人民政府"),
        "2024/云陂镇2024年报附言.txt": LETTER,
        "2024/联系人名单.txt": "单位 姓名 电话\n".encode() * 30,
        "2024/清河镇2024年报.txt": LETTER,
        "2024/高桥镇关于报送年报的函.txt": LETTER,
    }
    with _round(files, units) as done:
        rows = {row.path: row.status for row in done.rows}
        standing = {unit["name"]: (unit["status"], unit["files"]) for unit in done.batch["units"]}
    assert rows == {
        "2024/云陂镇2024年报.txt": "checked",
        "2024/清河镇2024年报.txt": "unreadable",
        "单位.csv": "checked",
    }
    left_out = ["2024/云陂镇2024年报附言.txt", "2024/联系人名单.txt", "2024/高桥镇关于报送年报的函.txt"]
    assert sorted(done.batch["left_out"]) == sorted(done.batch["no_reports"]) == sorted(left_out)
    assert standing == {
        "云陂镇人民政府": ("handed_in", ["2024/云陂镇2024年报.txt"]),
        "清河镇人民政府": ("unreadable", ["2024/清河镇2024年报.txt"]),
        "高桥镇人民政府": ("missing", []),
    }


def test_the_configuration_settles_whose_a_file_is_and_on_which_year() -> None:
    units = (Unit("云陂镇人民政府", "乡镇"), Unit("清河镇人民政府", "乡镇"))
    files = {"收件/a.txt": _report("云陂镇人民政府"), "收件/b.txt": _report("清水乡人民政府", 2023)}
    fixed = {"b.txt": Fixed("清河镇人民政府", 2024), "不在.txt": Fixed(year=2024)}
    request = AuditRequest((), given=files, units=units, units_path="单位.csv", filings=fixed)
    with audit(request) as done:
        standing = {unit["name"]: (unit["status"], unit["by"]) for unit in done.batch["units"]}
        missing, idle = done.batch["missing"], done.batch["idle"]
    assert standing == {
        "云陂镇人民政府": ("handed_in", ["title", "period"]),
        "清河镇人民政府": ("handed_in", ["config"]),
    }
    assert (missing, idle) == ([], ["不在.txt"])
