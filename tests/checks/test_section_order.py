"""Order and numerals of the sections: one cause is one finding."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checks import Told, found

TITLES = {
    1: "总体情况",
    2: "主动公开政府信息情况",
    3: "收到和处理政府信息公开申请情况",
    4: "政府信息公开行政复议、行政诉讼情况",
    5: "存在的主要问题及改进情况",
    6: "其他需要报告的事项",
}
NUMERALS = "〇一二三四五六七"


def longest_rise(order: list[int]) -> int:
    """The length of the longest increasing subsequence, by trying all."""
    return max(
        size
        for size in range(1, len(order) + 1)
        if any(list(chosen) == sorted(chosen) for chosen in combinations(order, size))
    )


@given(st.permutations(range(1, 7)))
def test_as_many_findings_as_sections_must_be_moved(order: list[int]) -> None:
    told = found("S102", order=order)
    assert len(told) == 6 - longest_rise(order)
    assert all("排在了" in item.message for item in told)


@given(st.sets(st.integers(1, 6), min_size=2).map(sorted), st.booleans())
def test_missing_sections_do_not_disturb_the_numerals(order: list[int], renumbered: bool) -> None:
    headings = {number: f"{NUMERALS[rank]}、{TITLES[number]}" for rank, number in enumerate(order, start=1)}
    assert found("S102", order=order, headings=headings if renumbered else {}) == []


@given(st.integers(2, 6))
def test_numerals_shifted_from_one_heading_on_are_one_finding(start: int) -> None:
    numbers = range(start, 7)
    headings = {number: f"{NUMERALS[number + 1]}、{TITLES[number]}" for number in numbers}
    written = "、".join(NUMERALS[number + 1] for number in numbers)
    right = "、".join(NUMERALS[number] for number in numbers)
    if start == 6:
        message = f"“{TITLES[6]}”的编号写成了“七”，应为“六”"
    else:
        message = f"从“{TITLES[start]}”起，编号与标题对不上：写的是“{written}”，应为“{right}”"
    assert found("S102", headings=headings) == [Told("S102", "warning", headings[start], message)]


@pytest.mark.parametrize(
    "form", ["{0}、{1}", "{0} 、{1}", "{0}．{1}", "{0}. {1}", "l{0}、{1}", "第{0}部分 {1}", "{1}"]
)
def test_every_way_to_number_is_read(form: str) -> None:
    headings = {number: form.format(NUMERALS[number], title) for number, title in TITLES.items()}
    assert found("S102", headings=headings) == []
