"""Waivers in audits: what is found across reports is in the baseline, and a waiver of the list without use is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from reportlint.model.report import CellKey
from tests.audit.counties import BUREAU, OTHER, TOWN, report
from tests.cli.conftest import Ran

Run = Callable[..., Ran]
USUAL = ("报告", "--units", "单位.csv", "--select", "X7")


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three units of which one has not handed in and one has handed in twice, with other figures."""
    monkeypatch.chdir(tmp_path)
    Path("报告").mkdir()
    for name, data in {
        "云陂镇": report(TOWN, 2024),
        "清河镇": report(OTHER, 2024),
        "清河镇（二）": report(OTHER, 2024, cells={CellKey("disclosure", "penalties", "decisions"): "9"}),
    }.items():
        Path("报告", f"{name}2024年报.txt").write_bytes(data)
    Path("单位.csv").write_text(f"单位\n{TOWN}\n{OTHER}\n{BUREAU}\n", encoding="utf-8")
    return tmp_path


def _codes(document: dict[str, object]) -> list[str]:
    files = document["files"]
    assert isinstance(files, list)
    return sorted(one["code"] for file in files for one in file["diagnostics"])


def test_what_is_found_across_reports_is_in_the_baseline(county: Path, reportlint: Run) -> None:
    audit = ("audit", *USUAL, "--no-cache", "--format", "json")
    before = json.loads(reportlint(*audit).out)
    assert "X709" in _codes(before) and len(_codes(before)) > 1
    assert reportlint("baseline", *USUAL).code == 0
    ran = reportlint(*audit)
    after = json.loads(ran.out)
    assert (_codes(after), after["summary"]["waived"]) == ([], len(_codes(before)))
    assert after["batch"]["missing"] == []
    assert after["batch"]["round"]["owed"] == 2
    assert "没有用上" not in ran.err


def test_a_waiver_of_the_list_that_nothing_used_is_told(county: Path, reportlint: Run) -> None:
    assert reportlint("baseline", *USUAL).code == 0
    Path("报告", "教育局2024年报.txt").write_bytes(report(BUREAU, 2024))
    ran = reportlint("audit", *USUAL, "--no-cache")
    assert "豁免 单位.csv X709：没有用上：已经没有这个问题了，请删掉这一条" in ran.err


def test_the_case_of_a_waiver_by_a_message(county: Path, reportlint: Run) -> None:
    waiver = "waivers:\n  - file: 单位.csv\n    code: X709\n    text: 没有砚陂县审计局2024年度的报告\n"
    Path("w.yaml").write_text(f"{waiver}    values: {{}}\n    reason: 已撤销\n", encoding="utf-8")
    ran = reportlint("audit", *USUAL, "--no-cache", "--waivers", "w.yaml")
    assert "豁免 单位.csv X709 “没有砚陂县审计局2024年度的报告”：没有用上" in ran.err
