"""Reports of one unit for consecutive years in one run are compared without being asked; `--no-pairs` turns it off."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reportlint import draft
from tests.cli.conftest import Ran

Reportlint = Callable[..., Ran]
LEFT = {"applications.carried_out.natural_person": "2", "applications.carried_out.total": "2"}


@pytest.fixture
def two_years(folder: Path) -> Callable[..., list[str]]:
    """Writes a town's reports of 2023 and 2024, whose carry-over does not meet, and gives their names."""

    def write(*more: str) -> list[str]:
        before = draft.prior_draft_from({"cells": LEFT}, {})
        for name in ("2023.txt", *more):
            (folder / name).write_text(draft.text(before), encoding="utf-8")
        (folder / "2024.txt").write_text(draft.text(draft.sample("town")), encoding="utf-8")
        return ["2023.txt", *more, "2024.txt"]

    return write


def across(ran: Ran) -> dict[str, list[str]]:
    """The codes of the findings on the carry-over by file."""
    files: list[dict[str, Any]] = json.loads(ran.out)["files"]
    return {
        file["path"]: [item["code"] for item in file["diagnostics"] if item["code"] == "X701"]
        for file in files
    }


def test_two_years_in_one_run_are_compared(
    reportlint: Reportlint, two_years: Callable[..., list[str]]
) -> None:
    ran = reportlint(*two_years(), "--format", "json")
    assert across(ran) == {"2023.txt": [], "2024.txt": ["X701"]}
    assert "说明：已和上年报告（2023.txt）对照" in reportlint("2024.txt", "2023.txt").out


def test_the_same_by_several_processes(reportlint: Reportlint, two_years: Callable[..., list[str]]) -> None:
    assert across(reportlint(*two_years(), "--format", "json", "--jobs", "2"))["2024.txt"] == ["X701"]


def test_no_pairs(reportlint: Reportlint, two_years: Callable[..., list[str]]) -> None:
    ran = reportlint(*two_years(), "--no-pairs", "--format", "json")
    assert across(ran) == {"2023.txt": [], "2024.txt": []}


def test_two_reports_of_the_year_before(reportlint: Reportlint, two_years: Callable[..., list[str]]) -> None:
    ran = reportlint(*two_years("旧稿.txt"))
    words = "上年报告不止一份（2023.txt、旧稿.txt），没有和上年核对；请只留一份，或者用 --prior 指明"
    assert words in ran.out.replace("\n   ", "")
    assert "X701" not in ran.out
