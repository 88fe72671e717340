"""Waivers: which finding each of them is for, when they lapse, and what is told of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from reportlint.model.diagnostic import Diagnostic, NotChecked, Result, Waived
from reportlint.waivers import Tracker, Waiver, Waivers, apply, remarks
from tests.render import samples

TODAY = date(2025, 6, 1)
SUM = samples.sum_finding()
PROSE = samples.prose_finding("请登录（具体网址）查询。", "（具体网址）")
TOTAL = "applications.new_received.total"
GIVEN: Mapping[str, Any] = {"actual": 2, "expected": 3}


def waiver(**changes: Any) -> Waiver:
    entry = Waiver("柳溪镇.txt", "A301", TOTAL, None, GIVEN, "已核对台账")
    return replace(entry, **changes)


def words(**changes: Any) -> Waiver:
    return replace(waiver(code="W601", cell=None, text="（具体网址）", values={}), **changes)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "柳溪镇.txt").touch()
    return tmp_path


def run(entries: tuple[Waiver, ...], *results: Result) -> tuple[list[Result], list[str]]:
    """The results with the waivers applied, and what is told of the waivers."""
    waivers, tracker = Waivers(Path("waivers.yaml"), entries), Tracker()
    done = list(tracker.watch(waivers, results, today=TODAY))
    return done, [remark.zh for remark in remarks(waivers, tracker)]


def waived(entry: Waiver, *found: Diagnostic) -> list[Diagnostic]:
    return [
        one.diagnostic for one in apply(Waivers(None, (entry,)), samples.checked(*found), today=TODAY).waived
    ]


def test_waived_finding_is_moved_and_nothing_else() -> None:
    until = date(2025, 6, 1)
    before = samples.checked(PROSE, SUM)
    (after,), told = run((waiver(until=until),), before)
    assert after == replace(before, diagnostics=(PROSE,), waived=(Waived(SUM, "已核对台账", until),))
    assert told == []


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        (waiver(values={"actual": "2", "expected": 3.0}), SUM),
        (waiver(values={**GIVEN, "figures": [2, "0", 0, 0, 0, 1, "2"]}), SUM),
        (waiver(file="./柳溪镇.txt"), SUM),
        (words(), PROSE),
        (words(values={"sentence": " 请登录（具体网址）查询。"}), PROSE),
        (waiver(cell="disclosure.fees.amount", values={"actual": 2, "expected": 1.5}), samples.MONEY),
    ],
)
def test_same_finding(entry: Waiver, found: Diagnostic) -> None:
    assert waived(entry, found) == [found]


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        (waiver(file="清河乡.txt"), SUM),
        (waiver(code="A302"), SUM),
        (waiver(cell="applications.carried_in.total"), SUM),
        (waiver(values={"actual": 2, "expected": 4}), SUM),
        (waiver(values={"actual": 1, "expected": 3}), SUM),
        (waiver(values={**GIVEN, "figures": [1, 1, 0, 0, 0, 1, 2]}), SUM),
        (waiver(values={"actual": 2}), SUM),  # does not say what was expected: it could never lapse
        (waiver(values={}), SUM),
        (waiver(until=date(2025, 5, 31)), SUM),
        (words(text="XX"), PROSE),
        (words(values={"sentence": "请打开（具体网址）查询。"}), PROSE),
    ],
)
def test_another_finding(entry: Waiver, found: Diagnostic) -> None:
    assert waived(entry, found) == []


def test_each_waiver_is_for_one_finding_unless_it_says_more() -> None:
    assert waived(words(), PROSE, PROSE) == [PROSE]
    assert waived(words(times=2), PROSE, PROSE, PROSE) == [PROSE, PROSE]


def test_more_particular_waiver_comes_first() -> None:
    (after,), told = run(
        (words(), words(values={"sentence": "请登录（具体网址）查询。"}, reason="甲")), samples.checked(PROSE)
    )
    assert [one.reason for one in after.waived] == ["甲"]
    assert told == [
        "waivers.yaml:1:1: 豁免 柳溪镇.txt W601 “（具体网址）”：没有用上：已经没有这个问题了，请删掉这一条"
    ]


def test_unreadable_files_are_never_waived() -> None:
    entry = Waiver("空.txt", "E901", None, "", {}, "看过了")
    (after,), _ = run((entry,), samples.UNREADABLE)
    assert after == samples.UNREADABLE
    picture = replace(PROSE, code="E903")
    assert waived(words(code="E903"), picture) == []


@pytest.mark.parametrize(
    ("entry", "found", "told"),
    [
        (
            waiver(until=date(2025, 5, 31)),
            SUM,
            "豁免 柳溪镇.txt A301 第三部分的表，“一、本年新收政府信息公开申请数量”行、“总计”列："
            "到 2025-05-31 为止，已经过期；请改正报告，或者重新定期限",
        ),
        (
            waiver(values={"actual": 9, "expected": 3}),
            SUM,
            "豁免 柳溪镇.txt A301 第三部分的表，“一、本年新收政府信息公开申请数量”行、“总计”列："
            "已经失效：填的原来是“9”，现在是“2”；请重新核对，确实要豁免就改这一条",
        ),
        (
            waiver(values={**GIVEN, "figures": [1, 1, 0, 0, 0, 1, 2]}),
            SUM,
            "豁免 柳溪镇.txt A301 第三部分的表，“一、本年新收政府信息公开申请数量”行、“总计”列："
            "已经失效：有关各格的数变了；请重新核对，确实要豁免就改这一条",
        ),
        (
            waiver(values={"actual": 2}),
            SUM,
            "豁免 柳溪镇.txt A301 第三部分的表，“一、本年新收政府信息公开申请数量”行、“总计”列："
            "已经失效：没有写 expected（现在是“3”）；请重新核对，确实要豁免就改这一条",
        ),
        (
            words(times=3),
            PROSE,
            "豁免 柳溪镇.txt W601 “（具体网址）”：写了 3 处，这次只有 1 处；请改 times",
        ),
    ],
)
def test_what_is_told(entry: Waiver, found: Diagnostic, told: str) -> None:
    _, lines = run((replace(entry, position=(7, 3)),), samples.checked(found))
    assert lines == [f"waivers.yaml:7:3: {told}"]


def test_unused_waiver_of_a_rule_that_passed() -> None:
    clean = samples.checked(states={"A301": "judged"})
    assert [line.split("“总计”列：")[1] for line in run((waiver(),), clean)[1]] == [
        "没有用上：已经没有这个问题了，请删掉这一条"
    ]


@pytest.mark.parametrize(
    "result",
    [
        samples.checked(states={"A301": "not_checked"}),
        samples.checked(states={"A301": "crashed"}),
        samples.checked(states={"A302": "judged"}),
        samples.checked(
            states={"A301": "judged"}, not_checked=(NotChecked("A301", samples.said("一格读不出来")),)
        ),
        replace(samples.UNREADABLE, path="柳溪镇.txt"),
    ],
    ids=["not checked", "crashed", "not selected", "checked in part", "unreadable"],
)
def test_nothing_is_told_of_a_waiver_that_was_not_judged(result: Result) -> None:
    assert run((waiver(),), result)[1] == []


def test_waiver_for_a_rule_that_does_not_exist() -> None:
    waivers = Waivers(Path("waivers.yaml"), (waiver(code="A310"), waiver(code="A303")))
    told = remarks(waivers, Tracker(), codes=("A301", "A303"))
    assert [words.zh.split("“总计”列：")[1] for words in told] == [
        "没有用上：没有编号为 A310 的规则，请核对编号"
    ]


def test_file_that_is_not_in_the_run(folder: Path) -> None:
    (folder / "清河乡.txt").touch()
    there, gone = waiver(file="清河乡.txt"), waiver(file="没有.txt")
    assert [line.split("“总计”列：")[1] for line in run((there, gone), samples.CLEAN)[1]] == [
        "没有用上：找不到这个文件，请核对文件名，或者删掉这一条"
    ]


def test_files_are_named_from_the_folder_of_the_waivers(folder: Path) -> None:
    waivers = Waivers(folder / "甲" / "w.yaml", (waiver(file="../柳溪镇.txt"),))
    for path in ("柳溪镇.txt", str(folder / "柳溪镇.txt"), "./甲/../柳溪镇.txt"):
        assert len(apply(waivers, samples.checked(SUM, path=path), today=TODAY).waived) == 1
    elsewhere = samples.checked(SUM, path="甲/柳溪镇.txt")
    assert apply(waivers, elsewhere, today=TODAY) is elsewhere


def test_names_as_macos_writes_them() -> None:
    entry = waiver(file="\u00c5\u00e9.txt")
    found = samples.checked(SUM, path="A\u030ae\u0301.txt")
    assert len(apply(Waivers(None, (entry,)), found, today=TODAY).waived) == 1
