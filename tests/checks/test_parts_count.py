"""The sentence that announces the parts of a report, in the ways it is written."""

from __future__ import annotations

import pytest

from tests.checks import found

SIX = "总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、{}、存在的主要问题及改进情况{}其他需要报告的事项"
REMEDIES = [
    "行政复议、行政诉讼情况",
    "政府信息公开行政复议、行政诉讼情况",
    "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
    "行政复议和行政诉讼情况",
    "复议诉讼情况",
]
ANNOUNCED = [
    "本报告由{}等六部分组成。",
    "本年度报告由{}六个部分组成。",
    "全文包括{}等六个方面的内容。",
    "报告共分{}6个部分。",
    "本报告包括六个部分，分别是{}。",
    "年报分为六大部分：{}。",
    "本报告由云陂镇党政办公室根据条例编制，全文包括{}六个部分。",
]


@pytest.mark.parametrize("announced", ANNOUNCED)
@pytest.mark.parametrize("remedies", REMEDIES)
@pytest.mark.parametrize("joint", ["、", "和", "以及", "，"])
def test_six_parts_are_six(announced: str, remedies: str, joint: str) -> None:
    assert found("S109", sections={1: announced.format(SIX.format(remedies, joint))}) == []


@pytest.mark.parametrize("announced", ANNOUNCED)
def test_one_part_forgotten(announced: str) -> None:
    five = SIX.format(REMEDIES[0], "、").replace("存在的主要问题及改进情况、", "")
    (told,) = found("S109", sections={1: announced.format(five)})
    assert (told.severity, told.message) == ("info", "这里说报告由 6 个部分组成，列出来的却是 5 个")


@pytest.mark.parametrize(
    "sentence",
    [
        "本报告由云陂镇党政办公室编制。",
        "本报告由总体情况、主动公开政府信息情况等组成。",
        "本报告分为总体情况和附表，共两份文件。",
        "我镇工作报告提出的五个部分任务均已公开。",
        "政府工作报告分为三个部分，已在网站公开。《政府工作报告》共五个部分。",
        "报告期内，主动公开包括重点领域等三个部分的信息。",
    ],
)
def test_other_sentences(sentence: str) -> None:
    messages = [item.message for item in found("S109", sections={1: sentence})]
    assert messages == []
