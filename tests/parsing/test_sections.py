"""Headings of the six sections: variants, noise, sub-headings and text glued behind."""

from __future__ import annotations

import pytest

from reportlint.model.report import Report
from reportlint.parsing import parse
from reportlint.readers import read

BODY = "全年工作平稳有序，各项任务如期完成。"
TITLES = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)


def parsed(*headings: str) -> Report:
    lines = ["柳坪镇人民政府2024年政府信息公开工作年度报告"]
    for heading in headings:
        lines += [heading, BODY]
    return parse(read("\n\n".join(lines).encode(), name="年报.txt"))


def standing(report: Report) -> list[tuple[int, str, str]]:
    return [(section.number, section.numeral, section.standing) for section in report.sections]


def test_official_titles() -> None:
    report = parsed(*TITLES)
    assert standing(report) == [(n, numeral, "official") for n, numeral in enumerate("一二三四五六", start=1)]
    assert [section.text for section in report.sections] == [BODY] * 6


@pytest.mark.parametrize(
    ("number", "heading", "numeral", "kind"),
    [
        (1, "第一部分 总体情况", "一", "official"),
        (1, "一．总体情况", "一", "official"),
        (1, "## 一、总体情况", "一", "official"),
        (1, "总体情况", "", "official"),
        (1, "一、2024年政务公开总体情况", "一", "variant"),
        (2, "二、行政机关主动公开政府信息情况", "二", "variant"),
        (3, "三、2024年收到和处理政府信息公开申请情况", "三", "variant"),
        (4, "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "四", "variant"),
        (5, "五、政府信息公开工作中存在的主要问题及改进措施", "五", "variant"),
        (6, "l六、其他需要报告的事项", "六", "official"),
        (6, "六、其它需要报告的事项", "六", "variant"),
        (5, "五、乡镇信息公开的建议和下一步工作思考", "五", "unrecognised"),
    ],
)
def test_variants_of_a_title(number: int, heading: str, numeral: str, kind: str) -> None:
    headings = [heading if n == number else title for n, title in enumerate(TITLES, start=1)]
    section = parsed(*headings).section(number)
    assert section is not None
    assert (section.numeral, section.standing, section.text) == (numeral, kind, BODY)


def test_topics_of_the_first_section_are_no_sections() -> None:
    topics = (
        "一、总体情况",
        "（一）主动公开政府信息情况",
        "（二）依申请公开情况",
        "（三）行政复议、行政诉讼情况",
    )
    report = parsed(*topics, *TITLES[1:])
    assert standing(report) == [(n, numeral, "official") for n, numeral in enumerate("一二三四五六", start=1)]


@pytest.mark.parametrize("glue", ["：", " ", "。"])
def test_text_glued_to_a_heading_is_the_sections_text(glue: str) -> None:
    report = parsed(*TITLES[:5], f"六、其他需要报告的事项{glue}无")
    section = report.section(6)
    assert section is not None
    assert (section.title, section.paragraphs[0].text) == ("其他需要报告的事项", "无")
