"""A rule of the user's own that would search for years is stopped and named; the others judge as ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportlint.app.api import Settings, check_bytes
from reportlint.draft import sample, text
from reportlint.engine import patience

HOSTILE = Path(__file__).resolve().parents[3] / "shared" / "cases" / "hostile" / "rule-redos.yaml"
RULE = """\
code: Z666
name: never-ending
severity: warning
since: 0.1.0
title: {zh: 坏词, en: Bad word}
message: {zh: "“{text}”不好", en: "“{text}” is bad"}
help: {zh: 改, en: Mend it}
basis: [R6]
rationale: {zh: 试, en: A trial}
check: text_pattern
parameters:
  apart_from: ['村庄[^规]']
  patterns: ['PATTERN']
"""


@pytest.mark.parametrize("pattern", [r"(?:\w+)+\$", r"(?:\w|\w\w)+#", r"(?:.*)*(?:.*)*@"])
def test_a_pattern_without_end_is_stopped_and_named(
    pattern: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "SECONDS", 0.2)
    path = tmp_path / "Z666.yaml"
    path.write_text(RULE.replace("PATTERN", pattern), encoding="utf-8")
    data = text(sample("town")).replace("行政许可\t36", "行政许可\t37").encode()
    result = check_bytes(data, name="年报.txt", settings=Settings(rule_files=(path,)))
    alone = check_bytes(data, name="年报.txt")
    assert result.crashed == ("Z666",)
    assert [entry.reason.zh for entry in result.not_checked if entry.code == "Z666"] == [
        "查了 0.2 秒还没有查完，已经停下；请把规则里的正则表达式改简单些，少用套在一起的重复"
    ]
    assert result.diagnostics == alone.diagnostics != ()


@pytest.mark.skipif(not HOSTILE.exists(), reason="the shared cases are not here")
def test_the_rule_of_the_shared_cases_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "SECONDS", 0.2)
    data = text(sample("town")).encode()
    result = check_bytes(data, name="年报.txt", settings=Settings(rule_files=(HOSTILE,)))
    assert (result.status, result.crashed, result.diagnostics) == ("checked", ("W990",), ())


def test_a_rule_that_ends_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "Z666.yaml"
    path.write_text(RULE.replace("PATTERN", "村庄规划"), encoding="utf-8")
    data = text(sample("town")).encode()
    result = check_bytes(data, name="年报.txt", settings=Settings(rule_files=(path,)))
    assert [(found.code, found.place.line) for found in result.diagnostics] == [("Z666", 9)]
