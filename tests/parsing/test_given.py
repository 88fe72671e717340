"""A year or a unit that the user gives and the report contradicts is said, in text and in parsed reports alike."""

from __future__ import annotations

from typing import Any

import pytest

from reportlint.app.api import Settings, check_bytes, parse_bytes
from reportlint.draft import draft_from, text
from reportlint.model.diagnostic import Result
from reportlint.parsing.report_json.writing import write_report

YEAR = "按指定的年份 2023 年检查，报告里写的却是 2024 年，请核对是不是拿错了报告或者指定错了年份"
UNIT = (
    "按指定的单位“清河镇人民政府”检查，报告里写的却是“云陂镇人民政府”，请核对是不是拿错了报告或者指定错了单位"
)


def notes(given: dict[str, Any], **edits: Any) -> tuple[str, ...]:
    written = text(draft_from(edits)).encode()
    return zh(check_bytes(written, name="年报.txt", settings=Settings(select=("Y501",), **given)))


def zh(result: Result) -> tuple[str, ...]:
    return tuple(note.zh for note in result.notes)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, ()),
        ({"year": 2024, "unit": "云陂镇人民政府"}, ()),
        ({"unit": "砚陂县云陂镇人民政府"}, ()),
        ({"unit": "云陂镇政府"}, ()),
        ({"year": 2023}, (YEAR,)),
        ({"unit": "清河镇人民政府"}, (UNIT,)),
        ({"year": 2023, "unit": "清河镇人民政府"}, (YEAR, UNIT)),
    ],
)
def test_what_is_given_and_contradicts_the_report(given: dict[str, Any], told: tuple[str, ...]) -> None:
    assert notes(given) == told


def test_what_the_report_lacks_is_given_without_a_word() -> None:
    assert notes({"year": 2023, "unit": "清河镇人民政府"}, title="政府信息公开工作年度报告", period="") == ()


def test_a_parsed_report_is_contradicted_in_the_same_words() -> None:
    parsed = write_report(parse_bytes(text(draft_from({})).encode(), name="年报.txt")).encode()
    settings = Settings(select=("Y501",), year=2023, unit="清河镇人民政府")
    assert zh(check_bytes(parsed, name="年报.json", settings=settings)) == (YEAR, UNIT)
