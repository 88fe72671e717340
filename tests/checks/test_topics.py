"""Topics of the overview: how real overviews are arranged, and what each lacks."""

from __future__ import annotations

import pytest

from tests.checks import found

FULL = [
    # headings in every style
    "（一）主动公开\n全年发布信息128条。\n（二）依申请公开\n未收到申请。\n（三）政府信息管理\n落实三审。\n"
    "（四）政府信息公开平台建设\n维护专栏。\n（五）监督保障\n培训两次。",
    "1.主动公开方面。发布信息128条。\n2.依申请公开方面。未收到申请。\n3.政府信息资源管理方面。落实审核。\n"
    "4.政府信息公开平台方面。维护专栏。\n5.监督保障方面。培训两次。",
    "一、主动公开情况\n发布信息128条。\n二、办理申请公开情况\n未收到申请。\n三、信息规范管理情况\n落实审核。\n"
    "四、载体建设情况\n维护专栏。\n五、组织领导与考核培训\n培训两次。",
    "**主动公开**\n发布信息128条。\n**依申请公开**\n未收到申请。\n**政府信息管理**\n落实审核。\n"
    "**平台建设**\n维护专栏。\n**监督保障**\n培训两次。",
    # items inside one paragraph
    "第一，主动公开各类信息128条。第二，规范依申请公开，未收到申请。第三，强化信息管理，落实审核。"
    "第四，拓宽公开渠道，维护专栏。第五，严格监督考核，培训两次。",
    "首先，主动公开信息128条。其次，依申请公开畅通。再次，管理制度健全，网站平台运行平稳。最后，监督保障有力。",
    # merged headings
    "（一）主动公开和依申请公开情况。发布信息128条，未收到申请。\n（二）信息管理与平台建设情况。落实审核，维护专栏。\n"
    "（三）监督保障情况。培训两次。",
    # what a sentence says it is about
    "主动公开情况：发布信息128条。依申请公开情况：未收到申请。政府信息管理情况：落实审核。平台建设情况：维护专栏。"
    "监督保障情况：培训两次。",
]
MENTIONED = [
    (
        "我镇在网站、公众号发布惠民补贴等信息128条，未收到公开申请，严格落实三审三校，镇长负责，组织了培训，群众满意。",
        "主动公开、依申请公开、政府信息管理、平台建设、监督保障",
    ),
    (
        "（一）主动公开。通过微信公众号发布惠民信息128条。\n（二）依申请公开。未收到申请，按流程登记。\n"
        "（三）监督保障。培训两次，由党政办公室负责日常工作。",
        "政府信息管理、平台建设",
    ),
]


@pytest.mark.parametrize("overview", FULL)
def test_full_overviews_are_silent(overview: str) -> None:
    assert found("S107", sections={1: overview}) == []


@pytest.mark.parametrize(("overview", "topics"), MENTIONED)
def test_mentioned_topics_are_remarks(overview: str, topics: str) -> None:
    (told,) = found("S107", sections={1: overview})
    assert (told.severity, told.at) == ("info", "一、总体情况")
    assert told.message == f"第一部分提到了{topics}，但没有单独成段或列项"


def test_nothing_but_figures() -> None:
    (told,) = found(
        "S107",
        sections={1: "2024年本镇人口三万余人，下辖十二个行政村，全年粮食总产量稳中有升，农民收入持续增加。"},
    )
    assert told.message == "第一部分没有写到主动公开、依申请公开、政府信息管理、平台建设、监督保障"
    assert told.severity == "warning"
