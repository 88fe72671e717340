"""Title, year and period: every usual way to write them is understood, every other day is told."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checks import Told, found

PERIODS = [
    "统计期限为2024年1月1日至2024年12月31日。",
    "统计期限自2024年1月1日起，至2024年12月31日止。",
    "统计时间为2024年1月1日—12月31日。",
    "统计时间：2024年1月1日-2024年12月31日",
    "数据统计期限从 2024 年 1 月 1 日 到 2024 年 12 月 31 日。",
    "统计期限为2024年01月01日至2024年12月31日。",
    "统计期限为2024年1月1日零时至2024年12月31日24时。",
    "统计期限为２０２４年１月１日至２０２４年１２月３１日。",
]


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("code", ["Y501", "Y502", "Y503", "Y505"])
def test_usual_ways_to_tell_the_period_are_silent(period: str, code: str) -> None:
    assert found(code, period=f"本报告{period}") == []


@given(st.dates(date(2024, 1, 1), date(2024, 12, 31)), st.dates(date(2024, 1, 1), date(2024, 12, 31)))
def test_any_other_day_is_told(start: date, end: date) -> None:
    first, last = (f"{day.year}年{day.month}月{day.day}日" for day in (start, end))
    told = found("Y502", period=f"本报告所列数据的统计期限自{first}起至{last}止。")
    message = f"统计期限写的是“{first}至{last}”，应为“2024年1月1日至2024年12月31日”"
    if (start, end) == (date(2024, 1, 1), date(2024, 12, 31)):
        assert told == []
    else:
        assert told == [Told("Y502", "error", f"{first}起至{last}", message)]


@given(st.integers(2021, 2035), st.integers(2021, 2035))
def test_the_years_of_title_and_period_are_compared(title: int, period: int) -> None:
    told = found(
        "Y501",
        year=title,
        period=f"本报告所列数据的统计期限自{period}年1月1日起至{period}年12月31日止。",
    )
    message = f"标题写的是 {title} 年，统计期限却是 {period} 年"
    assert told == ([Told("Y501", "error", str(title), message)] if title != period else [])


@pytest.mark.parametrize(
    "title",
    [
        "云陂县水利局2024年政府信息公开工作年度报告",
        "云陂县水利局 2024 年度政府信息公开工作年度报告",
        "２０２４年云陂县水利局政府信息公开工作年度报告",
        "《云陂县水利局2024年政府信息公开工作年度报告》",
        "云陂县水利局2024年政府信息公开工作年度报告 - 云陂县人民政府门户网站",
        "云陂县水利局（云陂县河长制办公室）2024年政府信息公开工作年度报告",
        "云陂县人民政府办公室2024年政府信息公开工作年度报告_年报_政府信息公开",
    ],
)
def test_accepted_titles(title: str) -> None:
    assert found("S105", title=title) == []


@pytest.mark.parametrize(
    "title",
    [
        "云陂县水利局2024年政府信息公开年度报告",
        "云陂县水利局2024年政府信息公开工作总结报告",
        "云陂县水利局2024年政府信息公开工作年度报",
        "2024年政府信息公开工作年度报告",
        "2024年度政府信息公开工作年度报告",
        "关于云陂县水利局2024年政府信息公开工作年度报告",
        "云陂县水利局政府信息公开工作年度报告（2024年）",
    ],
)
def test_other_titles_are_told_once_with_the_title_as_place(title: str) -> None:
    told = found("S105", title=title)
    assert [(item.code, item.severity, item.at) for item in told] == [("S105", "warning", title)]
    assert told[0].message.startswith(f"标题写作“{title}”，规范的写法是“")
