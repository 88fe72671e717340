"""Sums: what a finding carries besides its words, and how sums are declared."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from reportlint.app.api import Settings, check_bytes
from reportlint.draft import draft_from, text
from reportlint.model.diagnostic import Diagnostic, TableCut
from reportlint.model.report import CellKey
from tests.engine.rulefiles import written

APPLICANTS = (
    "自然人",
    "商业企业",
    "科研机构",
    "社会公益组织",
    "法律服务机构",
    "法人或其他组织—其他",
    "总计",
)


def found(code: str, cells: Mapping[str, str], **edits: Any) -> tuple[Diagnostic, ...]:
    """What a rule on sums finds in a sample with other figures."""
    data = text(draft_from({"cells": cells, **edits})).encode()
    return check_bytes(data, name="年报.txt", settings=Settings(select=(code,))).diagnostics


def test_a_wrong_row_shows_its_seven_cells() -> None:
    (wrong,) = found("A301", {"applications.new_received.total": "2"})
    assert (wrong.cell, wrong.expected, wrong.actual, wrong.section) == (
        CellKey("applications", "new_received", "total"),
        3,
        2,
        3,
    )
    assert wrong.cut == TableCut(
        APPLICANTS,
        (("一、本年新收政府信息公开申请数量", ("2", "1", "0", "0", "0", "0", "2")),),
        (0, 6),
    )
    assert wrong.excerpt is not None
    assert wrong.excerpt.text[wrong.excerpt.start : wrong.excerpt.end] == "2"


def test_a_wrong_column_shows_what_counts_in_it() -> None:
    (wrong,) = found("A302", {"applications.handled_total.natural_person": "4"})
    assert wrong.cut == TableCut(
        ("自然人",),
        (
            ("（一）予以公开", ("1",)),
            ("（四）无法提供—1.本机关不掌握相关政府信息", ("1",)),
            ("（七）总计", ("4",)),
        ),
        (2, 0),
    )


def test_a_column_out_of_balance_shows_its_four_cells() -> None:
    (wrong,) = found("A303", {"applications.carried_out.commercial": "2"})
    assert wrong.cut is not None
    assert [row for row, _ in wrong.cut.rows] == [
        "一、本年新收政府信息公开申请数量",
        "二、上年结转政府信息公开申请数量",
        "（七）总计",
        "四、结转下年度继续办理",
    ]
    assert (wrong.expected, wrong.actual, wrong.cut.marked) == (0, 2, (3, 0))


def test_a_carry_over_below_zero_is_not_proposed() -> None:
    (wrong,) = found("A303", {"applications.new_received.natural_person": "0"})
    assert (wrong.cell, wrong.expected) == (CellKey("applications", "carried_out", "natural_person"), None)


@pytest.mark.parametrize(
    ("total", "columns"),
    [("3", ["natural_person"]), ("5", ["natural_person"]), ("6", ["natural_person", "total"])],
    ids=["total right", "total follows", "total wrong by itself"],
)
def test_a_total_column_that_follows_another_is_not_told(total: str, columns: list[str]) -> None:
    cells = {"applications.handled_total.natural_person": "4", "applications.handled_total.total": total}
    assert [wrong.cell.column for wrong in found("A302", cells) if wrong.cell] == columns


def test_a_group_stands_for_its_members(tmp_path: Path) -> None:
    data = text(draft_from({"cells": {"applications.partial.research": "1"}})).encode()
    settings = Settings(select=("Z901",), rule_files=(written(tmp_path),))
    (wrong,) = check_bytes(data, name="年报.txt", settings=settings).diagnostics
    assert (wrong.cell, wrong.expected, wrong.severity) == (
        CellKey("applications", "partial", "total"),
        1,
        "info",
    )
    assert wrong.cut is not None
    assert wrong.cut.columns == APPLICANTS
