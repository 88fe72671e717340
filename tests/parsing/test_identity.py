"""Title, unit, year and period, in the forms that published reports have them."""

from __future__ import annotations

from datetime import date

import pytest

from reportlint.model.document import NOWHERE, Document, Paragraph
from reportlint.parsing import parse
from reportlint.parsing.flow import rows_of
from reportlint.parsing.identity import (
    find_period,
    find_title,
    find_unit,
    report_year,
    unit_in_filename,
    year_in,
)
from reportlint.readers import read


def paragraphs(*texts: str) -> list[Paragraph]:
    return [Paragraph(text, NOWHERE) for text in texts]


@pytest.mark.parametrize(
    ("title", "unit", "year"),
    [
        ("柳坪镇人民政府2024年政府信息公开工作年度报告", "柳坪镇人民政府", 2024),
        ("柳坪镇人民政府 2024 年度政府信息公开工作年度报告", "柳坪镇人民政府", 2024),
        ("2024年柳坪镇政府信息公开工作年度报告", "柳坪镇", 2024),
        ("柳坪镇人民政府信息公开工作2024年度报告", "柳坪镇人民政府", 2024),
        ("二〇二四年柳坪镇政府信息公开工作年度报告", "柳坪镇", 2024),
        ("云川县教育局2023年政府信息公开工作年度报告-云川县人民政府", "云川县教育局", 2023),
        ("关于柳坪镇2022年度政府信息公开情况的报告", "柳坪镇", 2022),
        ("柳坪镇关于2022年度政府信息公开情况的报告", "柳坪镇", 2022),
        ("柳坪镇2024年政务公开工作年度报告", "柳坪镇", 2024),
        ("柳坪镇人民政府政府信息公开工作年度报告", "柳坪镇人民政府", None),
        ("政府信息公开工作年度报告", None, None),
        ("2024年政府信息公开工作年度报告", None, 2024),
        ("柳坪镇人民政府1924年政府信息公开工作年度报告", "柳坪镇人民政府", 1924),
        ("2204年柳坪镇政府信息公开工作年度报告", "柳坪镇", 2204),
        ("柳坪镇2024年政府信息公开工作年度报告（3024年修改）", "柳坪镇", 2024),
        ("柳坪镇人民政府关于印发2024年政府信息公开工作年度报告的通知", "柳坪镇人民政府", 2024),
    ],
)
def test_unit_and_year_of_a_title(title: str, unit: str | None, year: int | None) -> None:
    assert (find_unit(title), year_in(title)) == (unit, year)


def test_a_year_that_cannot_be_leaves_the_periods() -> None:
    period = find_period(rows_of(Document("", tuple(paragraphs("统计期限为2024年度。")))))
    assert (report_year(2204, period), report_year(2023, period), report_year(2204, None)) == (
        2024,
        2023,
        None,
    )


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("柳坪镇人民政府", "2024年政府信息公开工作年度报告"), "柳坪镇人民政府\n2024年政府信息公开工作年度报告"),
        (("柳坪镇人民政府2024年", "政府信息公开工作年度报告"), "柳坪镇人民政府2024年\n政府信息公开工作年度报告"),
        (("柳坪镇人民政府", "2024年", "政府信息公开工作年度报告"), "柳坪镇人民政府\n2024年\n政府信息公开工作年度报告"),
        (("云川县人民政府办公室", "2024年度政府信息公开", "工作年度报告"), "云川县人民政府办公室\n2024年度政府信息公开\n工作年度报告"),
        (("政府信息公开", "2024年政府信息公开工作年度报告"), "2024年政府信息公开工作年度报告"),
        (("首页 > 年报", "柳坪镇2024年政府信息公开工作年度报告", "发布日期：2025-01-10"), "柳坪镇2024年政府信息公开工作年度报告"),
        (("柳坪镇关于印发2024年政府信息公开工作年度报告的通知", "柳坪镇", "2024年政府信息公开工作年度报告"), "柳坪镇\n2024年政府信息公开工作年度报告"),
    ],
)  # fmt: skip
def test_a_title_may_stand_on_several_lines(lines: tuple[str, ...], title: str) -> None:
    found = find_title(paragraphs(*lines))
    assert found is not None
    assert found.text == title


def test_a_sentence_that_announces_the_report_is_no_title() -> None:
    assert find_title(paragraphs("现将柳坪镇2024年政府信息公开工作年度报告公布如下。")) is None


@pytest.mark.parametrize(
    ("name", "unit"),
    [("柳坪镇人民政府2024年政府信息公开工作年度报告.txt", "柳坪镇人民政府"), ("柳坪镇.docx", "柳坪镇"), ("年报终稿.txt", None)],
)  # fmt: skip
def test_the_unit_may_stand_in_the_file_name(name: str, unit: str | None) -> None:
    assert unit_in_filename(name) == unit


FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)


@pytest.mark.parametrize(
    ("sentence", "start", "end"),
    [
        ("所列数据的统计期限自2024年1月1日起至2024年12月31日止。", FIRST, LAST),
        ("统计期限为2024年1月1日至12月31日。", FIRST, LAST),
        ("数据统计期限：2024 年 1 月 1 日—2024 年 12 月 31 日", FIRST, LAST),
        ("统计期限自2024  1  1  日至 2024  12  31  日。", FIRST, LAST),
        ("本报告数据统计截至2024年12月31日。", None, LAST),
        ("统计期限自2024年1\u200b月1日起至20\ufeff24年12月31日止。", FIRST, LAST),
        ("统计期限自2024.1.1至2024.11.30。", FIRST, date(2024, 11, 30)),
        ("统计期限为2024/1/1—2024/12/31。", FIRST, LAST),
        ("统计期限：2024.1.1-2024.12.31", FIRST, LAST),
        ("统计期限为2024-01-01至2024-12-31。", FIRST, LAST),
        ("统计期限为2024.1.1-12.31。", FIRST, LAST),
        ("统计期限为2024年10-12月。", date(2024, 10, 1), LAST),
        ("统计期限为2024.1-2024.12。", FIRST, LAST),
        ("自二〇二四年一月一日至十二月三十一日统计。", FIRST, LAST),
        ("自二〇二四年一月一日至十二月三十一日。", FIRST, LAST),
        ("数据统计截至二〇二四年十二月三十一日。", None, LAST),
        ("统计期限为2024年度。", FIRST, LAST),
        ("统计期限自2024-1-1起至2024-12-31止。", FIRST, LAST),
        ("统计期限为2024.01.01—12.31。", FIRST, LAST),
        ("数据统计期限自2024年1月1日始至2024年12月31日止。", FIRST, LAST),
        ("统计期限自202411日起至20241231日止。", FIRST, LAST),
        ("所涉及的数据核定时间点为2024年12月31日。", None, LAST),
        ("所列数据截止日期为2024年12月31日。", None, LAST),
        ("统计期限自2024年 月 日起至2024年 月 日止。", None, None),
        ("统计期限自2023年1月1日至2023年11月31日。", date(2023, 1, 1), None),
    ],
)
def test_period(sentence: str, start: date | None, end: date | None) -> None:
    period = find_period(rows_of(Document("", tuple(paragraphs(sentence)))))
    assert period is not None
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    "sentence",
    [
        "2024年3月1日至3月5日开展了政策宣传周活动。",
        "2024.3.1至2024.3.5开展了政策宣传周活动，每日一题。",
        "全年公开信息31条。",
        "2024年3-5次的统计数据已经公开，按日登记。",
        "统计口径见云政发〔2024〕1号—12号文件，按日登记。",
    ],
)
def test_other_dates_are_no_period(sentence: str) -> None:
    assert find_period(rows_of(Document("", tuple(paragraphs(sentence))))) is None


@pytest.mark.parametrize(
    "site",
    [
        "名 称： 柳坪镇人民政府2024年政府信息公开工作年度报告",
        "标 题 | 柳坪镇人民政府2024年政府信息公开工作年度报告 |",
        "• 标题：柳坪镇人民政府2024年政府信息公开工作年度报告",
    ],
)
def test_the_site_may_name_the_report_where_its_own_title_is_lost(site: str) -> None:
    said = ("索 引 号 | 01425812-5/2025-00001 | 分 类 | 其他 |", site, "文 号 | 无号 | 主 题 词 | |")
    report = parse(read("\n".join((*said, "一、总体情况", "全年平稳。")).encode(), name="年报.txt"))
    assert (report.unit, report.year) == ("柳坪镇人民政府", 2024)
    titled = parse(
        read(
            "\n".join((*said, "云川县教育局2023年政府信息公开工作年度报告", "一、总体情况")).encode(),
            name="a.txt",
        )
    )
    assert (titled.unit, titled.year) == ("云川县教育局", 2023)


@pytest.mark.parametrize(
    ("below", "unit"),
    [
        ("柳坪镇人民政府", "柳坪镇人民政府"),
        ("柳坪经开区（滨江）管委会", "柳坪经开区(滨江)管委会"),
        ("字体：大 中 小", None),
        ("全年平稳有序", None),
    ],
)
def test_the_unit_may_stand_below_the_title(below: str, unit: str | None) -> None:
    lines = ("2024年政府信息公开工作年度报告", below, "一、总体情况", "全年平稳。")
    assert parse(read("\n".join(lines).encode(), name="年报.txt")).unit == unit


def test_a_title_may_stand_among_a_site_s_bars() -> None:
    site = (
        "首页 |",
        "|",
        "柳坪镇人民政府",
        "2024年政府信息公开工作年度报告",
        "2025-01-10 | 字体：大 中 小 |",
    )
    report = parse(read("\n".join((*site, "一、总体情况", "全年平稳。")).encode(), name="年报.txt"))
    assert report.title is not None
    assert report.title.text == "柳坪镇人民政府\n2024年政府信息公开工作年度报告"
