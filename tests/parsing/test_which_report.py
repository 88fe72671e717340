"""Which of the reports that a page names it is, and what stands glued to its headings and dates."""

from __future__ import annotations

import pytest

from reportlint.app.api import Settings, check_bytes, parse_bytes
from reportlint.draft import draft_from, text

REPORT = text(draft_from({"sample": "town"}))
TITLE = "云陂镇人民政府2024年政府信息公开工作年度报告"
LAST_YEARS = ("云陂镇人民政府2023年政府信息公开工作年度报告", "云陂镇人民政府2022年政府信息公开工作年度报告")


def with_opening(*lines: str) -> str:
    """The report with other lines in the place of its title."""
    return REPORT.replace(TITLE, "\n".join(lines), 1)


@pytest.mark.parametrize(
    "lines",
    [
        (*LAST_YEARS, TITLE),
        ("首页", "政府信息公开年报", *LAST_YEARS, "", TITLE),
        (TITLE, f"附件：{LAST_YEARS[0]}.pdf"),
        (TITLE, f"{LAST_YEARS[0]}.docx"),
        (f"上一篇：{LAST_YEARS[0]}", TITLE),
        (TITLE,),
    ],
)
def test_the_title_is_the_one_that_the_report_follows(lines: tuple[str, ...]) -> None:
    report = parse_bytes(with_opening(*lines).encode(), name="年报.txt")
    assert (report.title_year, report.year, report.unit) == (2024, 2024, "云陂镇人民政府")


def test_the_title_in_a_page_s_head_is_not_lost_in_a_list_beside_the_article() -> None:
    rows = "".join(f"<p>{line}</p>" for line in REPORT.split("\n") if line.strip() and "\t" not in line)
    listed = "".join(f"<li onclick=\"go('{year}')\">{year}</li>" for year in LAST_YEARS)
    page = f"<html><head><title>{TITLE}</title></head><body><ul>{listed}</ul><div>{rows}</div></body></html>"
    assert parse_bytes(page.encode(), name="年报.html").year == 2024


@pytest.mark.parametrize(
    "end", ["如有疑问，请与本镇联系（电话：0800-1234567）。", "现将有关情况公布如下（数据截至年末）"]
)
def test_a_heading_glued_behind_the_opening_is_a_heading(end: str) -> None:
    written = REPORT.replace("一、总体情况\n", f"根据条例编制本报告。{end}一、总体情况\n", 1)
    report = parse_bytes(written.encode(), name="年报.txt")
    section = report.section(1)
    assert section is not None
    assert (section.title, section.standing) == ("总体情况", "official")
    assert report.preamble[-1].text.endswith(end)


def test_a_title_named_in_a_sentence_is_no_heading() -> None:
    written = REPORT.replace(
        "没有其他需要报告的事项", "详见本报告（第二部分）二、主动公开政府信息情况的说明", 1
    )
    report = parse_bytes(written.encode(), name="年报.txt")
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("written", ["202024年12月31日", "20245年12月31日"])
def test_a_year_with_a_slip_is_a_broken_date_and_no_missing_period(written: str) -> None:
    report = REPORT.replace("至2024年12月31日止", f"至{written}止", 1)
    found = check_bytes(report.encode(), name="年报.txt", settings=Settings(select=("Y5",))).diagnostics
    assert [(one.code, one.severity) for one in found] == [("Y502", "warning")]
    assert written in found[0].message.zh
