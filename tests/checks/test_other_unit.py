"""Another organ named as the one reporting: which names can mean the same organ, its parent or its child."""

from __future__ import annotations

import pytest

from reportlint.checks.shared.organs import is_another
from tests.checks import Told, found

RELATED = [
    ("江州市北山区云陂镇人民政府", "云陂镇"),
    ("云陂镇人民政府", "江州市北山区云陂镇人民政府"),
    ("云陂镇人民政府", "云陂镇人民政府党政办公室"),
    ("云陂镇人民政府", "云陂乡"),
    ("云陂街道办事处", "江州市北山区云陂镇"),
    ("北山区人民政府云陂街道办事处", "云陂街道办"),
    ("云陂县人民政府", "云陂县人民政府办公室"),
    ("云陂县人民政府办公室", "云陂县人民政府"),
    ("云陂县人民政府", "江州市云陂县"),
    ("云陂县人民政府", "云陂县水利局"),
    ("云陂县水利局", "云陂县人民政府"),
    ("云陂县水利局", "县水利局"),
    ("云陂县水利局", "水利局"),
    ("云陂县水利局", "县水务局"),
    ("云陂县水利局", "江州市水利局"),
    ("江州市城市管理局", "江州市城管局"),
    ("江州市生态环境局北山分局", "江州市生态环境局"),
    ("江州市生态环境局", "江州市生态环境局北山分局"),
    ("云陂县发展和改革委员会", "云陂县发改委"),
    ("云陂县自然资源和规划局", "云陂县自规局"),
    ("云陂镇人民政府", "砚陂县人民政府"),
    ("云陂镇人民政府", "江州市"),
    ("云陂县人民政府", "清河镇"),
    ("云陂市人民政府", "江州市人民政府"),
    ("云陂经济开发区管理委员会", "清河镇"),
    ("云陂镇人民政府", "县财政局"),
]
OTHERS = [
    ("江州市北山区云陂镇人民政府", "清河镇"),
    ("云陂镇人民政府", "清河街道办事处"),
    ("云陂乡人民政府", "江州市北山区清河乡人民政府"),
    ("云陂街道办事处", "清河街道"),
    ("云陂县人民政府", "砚陂县人民政府"),
    ("云陂县人民政府", "北山区人民政府"),
    ("云陂县水利局", "云陂县财政局"),
    ("云陂县水利局", "砚陂县水利局"),
]
LEADS = [
    "现向社会公布{}2024年度政府信息公开工作年度报告。",
    "现将{}2024年政府信息公开工作情况报告如下。",
    "按照条例要求，现将{}政府信息公开工作报告公布如下。",
    "根据条例要求编制{}2024年政府信息公开工作年度报告。",
    "本报告由{}根据条例编制。",
    "本机关（{}）认真落实条例。",
    "{}（以下简称“我单位”）认真落实条例。",
    "{}2024年政府信息公开工作年度报告根据条例编制。",
    "{} 2024 年度政务公开工作有序开展。",
    "2024年，{}认真贯彻条例。",
    "2024年度{}共收到政府信息公开申请3件。",
    "{}根据《政府信息公开条例》第五十条和国办公开办函〔2021〕30号文件规定的格式编制本报告。",
    "按照上级要求，{}依据条例编制了本年度报告。",
    "根据条例和格式规定，由{}编制本报告。",
    "{}按照条例规定发布2024年政府信息公开工作年度报告。",
    "{}2024年共公开信息100条。",
    "（一）{} 2024 年度，未收到政府信息公开申请。",
]
SILENT = [
    "2024年，我镇与清河镇、北山镇联合开展政务公开宣传。",
    "2024年，清河镇与我镇联合培训。",
    "邀请砚陂县水利局讲解，学习清河镇2024年政务公开经验。",
    "2024年，全面推进街道政府信息公开。",
    "2024年持续加强城镇政务公开。",
    "2024年度本镇共收到申请3件。",
    "2024年各乡镇政府信息公开工作有序开展。",
    "2024年，云陂村、清河村主动公开村务。",
    "会同清河街道、北山街道编制公开目录。",
    "清河镇居民张某2024年申请公开征地信息。",
    "上级部门对清河镇2024年政务公开工作开展检查。",
    "砚陂县2024年政务公开工作要点",
    "现将有关情况报告如下。",
    "县水利局（以下简称县水利局）转办申请1件。",
    "落实《清河镇2024年政务公开工作方案》。",
    "根据砚陂县人民政府办公室要求编制本报告。",
    "砚陂县人民政府办公室根据条例编制本报告。",
    "砚陂县2024年共公开信息9000条，其中我镇100条。",
    "清河镇2024年修建的公路信息已经公开。",
    "依据清河镇、云陂镇合并前的资料编制本报告。",
]
SIGNED = [
    "{}\n2025年1月15日",
    "{}（公章）\n2025 年 1 月 15 日",
    "二〇二五年一月十五日\n{}",
    "    {}　2025年1月15日",
]


@pytest.mark.parametrize(("unit", "name"), RELATED)
def test_names_that_may_be_related(unit: str, name: str) -> None:
    assert not is_another(unit, name, tiers_may_differ=True)


@pytest.mark.parametrize(("unit", "name"), OTHERS)
def test_names_of_others(unit: str, name: str) -> None:
    assert is_another(unit, name)


@pytest.mark.parametrize("lead", LEADS)
def test_every_way_to_name_the_reporting_organ(lead: str) -> None:
    message = "这是云陂镇人民政府的报告，这里写的却是“清河镇”，可能是套用了别的单位的稿子"
    assert found("Y506", sections={1: lead.format("清河镇")}) == [Told("Y506", "warning", "清河镇", message)]
    assert found("Y506", sections={1: lead.format("云陂镇")}) == []
    assert found("Y506", sections={1: lead.format("云陂镇人民政府")}) == []


def test_a_departments_full_name_in_a_towns_report() -> None:
    message = "这是云陂镇人民政府的报告，这里写的却是“砚陂县财政局”，可能是套用了别的单位的稿子"
    told = found("Y506", sections={1: "现将砚陂县财政局2024年政府信息公开工作年度报告公布如下。"})
    assert told == [Told("Y506", "warning", "砚陂县财政局", message)]
    told = found("Y506", sections={1: "2024年，砚陂县财政局共收到申请3件。"})
    assert told == [Told("Y506", "warning", "砚陂县财政局", message)]
    assert found("Y506", sections={1: "2024年，县财政局共收到申请3件。"}) == []


@pytest.mark.parametrize("sentence", SILENT)
def test_other_organs_in_their_place_are_silent(sentence: str) -> None:
    assert found("Y506", sections={1: sentence}) == []


OWN_WORK = (
    "2024年，{}认真贯彻条例。",
    "2024年度{}共收到政府信息公开申请3件。",
    "{}2024年共公开信息100条。",
    "一是{}党委、政府高度重视村务公开。",
    "{}成立了由镇长任组长的政务公开领导小组。",
    "利用{}微信公众号推送信息30条。",
    "更新{}政务公开专栏。",
)
"""Another town's work, and what belongs to it, told as if it were the report's own."""


@pytest.mark.parametrize("sentence", OWN_WORK)
def test_another_towns_work_is_told_in_any_section(sentence: str) -> None:
    message = "这是云陂镇人民政府的报告，这里写的却是“清河镇”，可能是套用了别的单位的稿子"
    for section in (1, 5, 6):
        told = found("Y506", sections={section: sentence.format("清河镇")})
        assert told == [Told("Y506", "warning", "清河镇", message)]
        assert found("Y506", sections={section: sentence.format("云陂镇")}) == []


@pytest.mark.parametrize("lead", [lead for lead in LEADS if lead not in OWN_WORK])
def test_names_below_section_one_are_not_looked_at(lead: str) -> None:
    assert found("Y506", sections={5: lead.format("清河镇")}) == []


@pytest.mark.parametrize("signature", SIGNED)
def test_the_signature_of_another_organ_is_told(signature: str) -> None:
    message = "这是云陂镇人民政府的报告，落款却是“{}”，可能是套用了别的单位的稿子"
    for name in ("清河镇人民政府", "砚陂县水利局"):
        told = found("Y506", sections={6: f"没有其他需要报告的事项。\n{signature.format(name)}"})
        assert told == [Told("Y506", "warning", name, message.format(name))]


@pytest.mark.parametrize("signature", SIGNED)
@pytest.mark.parametrize("name", ["云陂镇人民政府", "砚陂县云陂镇党政办公室", "云陂县人民政府", "本机关"])
def test_signatures_of_the_organ_its_office_and_its_superiors_are_silent(signature: str, name: str) -> None:
    assert found("Y506", sections={6: f"没有其他需要报告的事项。\n{signature.format(name)}"}) == []


def test_a_name_without_a_day_and_a_day_within_the_text_are_no_signature() -> None:
    assert found("Y506", sections={6: "清河镇人民政府\n没有其他需要报告的事项。"}) == []
    assert found("Y506", sections={6: "清河镇人民政府\n2025年1月15日\n一\n二\n三\n没有其他事项。"}) == []
