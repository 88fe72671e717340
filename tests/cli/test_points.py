"""Points by the user's own weights: off unless asked for, and every point explained."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from reportlint.model.report import CellKey
from tests.audit.counties import BUREAU, OTHER, TOWN, report
from tests.cli.conftest import Ran

Run = Callable[..., Ran]
SCHEMA = Path(__file__).resolve().parents[2] / "schemas" / "result.schema.json"
WEIGHTS = """points:
  full: 100
  missing: 30
  error: 5
  warning: 0.5
  rules: {W601: 10}
  most: {error: 12}
"""
WRONG = {CellKey("applications", row, "total"): "9" for row in ("new_received", "granted", "partial")}
AUDIT = ("audit", "报告", "--units", "单位.csv", "--no-cache", "--select", "A3,T203,W601")


@pytest.fixture(autouse=True)
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("报告").mkdir()
    faulty = report(TOWN, 2024, cells=WRONG, wording="详见（具体网址）。")
    Path("报告", "云陂镇2024年报.txt").write_bytes(faulty)
    Path("报告", "清河镇2024年报.txt").write_bytes(report(OTHER, 2024))
    Path("单位.csv").write_text(f"单位\n{TOWN}\n{OTHER}\n{BUREAU}\n", encoding="utf-8")


def test_there_are_none_without_weights(reportlint: Run) -> None:
    units = json.loads(reportlint(*AUDIT, "--format", "json").out)["batch"]["units"]
    assert not any("points" in unit for unit in units)


def test_every_point_is_explained(reportlint: Run) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    Path(".reportlint.yaml").write_text(WEIGHTS, encoding="utf-8")
    document = json.loads(reportlint(*AUDIT, "--format", "json", "--xlsx", "总表.xlsx").out)
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(document)
    assert {unit["name"]: unit["points"] for unit in document["batch"]["units"]} == {
        TOWN: {
            "score": 78,
            "lines": [
                {"reason": "W601 模板里的空还没有填", "points": -10},
                {"reason": "错误 5 处，每处 5 分，最多扣 12 分", "points": -12},
            ],
        },
        OTHER: {"score": 100, "lines": []},
        BUREAU: {"score": 70, "lines": [{"reason": "没有报送", "points": -30}]},
    }
    rows = list(openpyxl.load_workbook("总表.xlsx")["评分"].iter_rows(min_row=2, values_only=True))
    assert [(row[0], row[2], row[3]) for row in rows] == [
        (BUREAU, 70, "没有报送：-30"),
        (TOWN, 78, "W601 模板里的空还没有填：-10\n错误 5 处，每处 5 分，最多扣 12 分：-12"),
        (OTHER, 100, None),
    ]


def test_a_rule_that_is_not_there_is_told_with_its_place(reportlint: Run) -> None:
    Path(".reportlint.yaml").write_text("points:\n  rules: {X999: 3}\n", encoding="utf-8")
    ran = reportlint(*AUDIT)
    assert ran.code == 2
    assert ".reportlint.yaml:2:11: 没有“X999”这条规则，或者这次没有查它" in ran.err
