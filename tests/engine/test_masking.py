"""Messages never repeat a number of a person, whatever rule quotes the text."""

from __future__ import annotations

import pytest

from reportlint.app.api import Settings, check_bytes
from reportlint.draft import draft_from, text
from reportlint.engine.diagnosing import masked

NUMBER = "350125199003071239"


@pytest.mark.parametrize(
    ("quoted", "shown"),
    [
        (f"申请人王某{NUMBER}", "申请人王某35*************239"),
        ("35012519521103002X", "35*************02X"),
        ("３５０１２５ １９９００３０７ １２３９", "３５*************２３９"),
        ("350125520307123", "35**********123"),
        ("6217991234000567818", "62**************818"),
        ("6217 9912 3400 0566", "62***********566"),
        ("电话13900001234。", "电话139****1234。"),
        ("电话139-0000-1234", "电话139****1234"),
    ],
)
def test_numbers_of_persons_are_masked(quoted: str, shown: str) -> None:
    assert masked(quoted) == shown


@pytest.mark.parametrize(
    "quoted",
    [
        "22（其中修订16件）",
        "1,234,567,890",
        "12345678901",
        "13812345678.5万元",
        "2024年1月1日至2024年12月31日",
    ],
)
def test_figures_dates_and_masked_numbers_stay(quoted: str) -> None:
    assert masked(quoted) == quoted


def test_no_rule_tells_the_number_that_stands_in_a_cell() -> None:
    cells = {
        "disclosure.licensing.decisions": NUMBER,
        "disclosure.penalties.decisions": f"5（王某{NUMBER}）",
        "applications.granted.total": f"见{NUMBER}号材料",
    }
    rows = {"applications.partial": f"部分公开{NUMBER}"}
    written = text(draft_from({"cells": cells, "rows": rows}))
    result = check_bytes(written.encode(), name="年报.txt", settings=Settings(everything=True))
    codes = {found.code for found in result.diagnostics}
    assert {"T204", "T206", "W602"} <= codes
    for found in result.diagnostics:
        told = (*found.message, *found.help, *(words for second in found.related for words in second.message))
        assert not any(NUMBER in words for words in told), found.code
        assert not (isinstance(found.actual, str) and NUMBER in found.actual)
