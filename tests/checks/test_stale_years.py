"""Other years in a report on 2024: this year's work told of them is found, everything else stays silent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checks import Told, found, found_in

STALE = [
    "2023年，我镇共主动公开政府信息128条。",
    "2023 年我镇主动公开政府信息 128 条。",
    "2023年度，云陂镇人民政府收到政府信息公开申请3件，均已答复。",
    "（二）依申请公开。2023年，本机关受理申请5件。",
    "二是依申请公开方面，2023年共收到申请2件。",
    "我镇2023年共收到政府信息公开申请2件。",
    "本单位在2023年未收到政府信息公开申请。",
    "2023年未发生因政府信息公开引起的行政复议、行政诉讼。",
    "2023年度，我镇没有收到政府信息公开申请，也没有发生行政复议。",
    "2023年全年，本镇举办政务公开培训两次。",
    "2023年1月至12月，本镇共收到政府信息公开申请13件。",
    "截至2023年底，本镇尚无行政机关收到和处理政府信息公开申请情况。",
    "2023年，我镇认真贯彻落实条例，扎实做好政府信息公开各项工作。",
    "2023年，我镇在县委、县政府的正确领导下，深入推进政务公开。",
    "2023年云陂镇政府信息公开工作紧紧围绕中心任务开展。",
    "2023年政府信息公开工作总体情况如下。",
    "二〇二三年，我镇共公开信息三十条。",
    "2025年，我镇共主动公开政府信息128条。",
    "云陂镇2023年度政府信息公开工作年度报告根据《中华人民共和国政府信息公开条例》编制。",
    "现将我镇2023年度政府信息公开工作情况报告如下。",
    "2023年全镇通过政府网站发布信息96条，通过微信公众号发布信息20条。",
    "2023年通过政府网站公开财政预决算信息6条。",
    "2023年在政府门户网站发布信息128条。",
    "2023年政府网站发布信息128条。",
    "2023年，我镇在微信公众号“云陂发布”推送信息30条。",
    "2023年，依托县政府网站和村务公开栏公开信息66条。",
    "2023年新增栏目两个。",
    "2023年共梳理信息128条。",
    "2023年对村级公开栏进行检查4次。",
    "2023年收到申请9件，结转1件。",
    "2023年新收政府信息公开申请3件，上年结转1件；全年办结3件，结转下年度继续办理1件。",
    "2023年受理申请4件，其中结转上年度1件，均已答复。",
]
IN_PLACE = [
    "2024年，我镇共主动公开政府信息128条，较2023年增加12条。",
    "与2023年相比，申请数量减少3件。",
    "2023年，我镇共收到申请3件，今年收到5件。",
    "2023年共收到申请3件，2024年共收到5件。",
    "2023年，我镇共收到申请3件。2024年共收到5件。",
    "受理申请12件，同比增长20%，2022年、2023年分别为8件和10件。",
    "2022年共公开信息80条，2023年共公开信息96条，逐年上升。",
    "2023年结转政府信息公开申请2件，已全部办结。",
    "结转2025年度继续办理1件。",
    "新收3件（含2023年结转1件）。",
    "2023年收到的申请1件于2月办结。",
    "2023年收到申请2件，结转的1件于2月办结。",
    "2023年收到申请2件，结转1件已于2月答复。",
    "2024年收到申请3件；2023年收到5件，结转1件。",
    "2023年在政府门户网站发布信息128条，2024年发布156条。",
    "2023年政府网站发布的信息128条已经清理。",
    "2023年新增的栏目2个继续使用。",
    "2023年新增栏目2个，沿用至今。",
    "2023年在全县政务公开考核中居前3名。",
    "2023年政府网站年度工作报表已公布1份。",
    "2023年，栏目信息发布偏少，今年发布128条。",
    "2023年未办结的申请1件已经答复。",
    "公开2023年度部门决算和2025年部门预算。",
    "2023年度部门决算、2025年度预算按时公开3件。",
    "按时公布2023年政府信息公开工作年度报告。",
    "2023年度政府信息公开工作年度报告已于1月在网站公布。",
    "办理2023年人大代表建议和政协提案的公开，2023年建议提案答复公开4件。",
    "根据国办公开办函〔2021〕30号和云政办发〔2023〕6号文件要求，共公开信息5条。",
    "落实《云陂县2023年政务公开工作要点》，公开《2023年惠民补贴发放情况》3期。",
    "依据2019年修订的《中华人民共和国政府信息公开条例》办理申请3件。",
    "自2020年以来，我镇坚持每月公开村务信息12条。",
    "2020年以来，我镇共公开信息960条。",
    "2021年至2023年，我镇共公开信息300条。",
    "2021—2023年共收到申请9件。",
    "镇便民服务中心成立于2018年，2019年设立查阅点1处。",
    "2021年，我镇建成政务公开专区，沿用至今，现有查阅点6处。",
    "“十四五”期间，2021年起按季度公开项目进展3次。",
    "2023年，我镇获评全县政务公开先进单位1次。",
    "2023年12月，镇党政办公室组织培训1次。",
    "2025年1月20日，本报告在政府网站公布1份。",
    "2025年，我镇将认真贯彻条例，做好政府信息公开工作。",
    "2025年计划公开信息100条，力争举办培训4次。",
    "2023年，国务院办公厅印发文件2件，县政府办公室组织检查3次。",
    "2010年，我镇共公开信息60条。",
    "本镇收到申请2件，其中1件申请公开2021年征地批复，1件申请公开2023年补贴名单。",
    "“2023年，我镇共公开信息96条”一句已按要求更正。",
    "2023年我镇制定的公开目录继续使用，共12项。",
    "已清理2023年底前制发的文件5件。",
    "主动公开情况：2023年及以前年度的文件已清理3件。",
]


LONG = ["网站", "通过网站", "在网站，", "按网站共", "共新全年", "对公开"]


def edited(sentence: str, section: int = 1) -> dict[int, str]:
    return {section: f"根据条例编制本报告。\n{sentence}\n内容真实完整。"}


@pytest.mark.parametrize("sentence", STALE)
def test_work_of_another_year_is_told(sentence: str) -> None:
    (told,) = found("Y504", sections=edited(sentence))
    year = "2025" if "2025" in sentence else "2023"
    assert (told.code, told.severity) == ("Y504", "warning")
    assert told.at in sentence
    assert told.message == (f"报告年度是 2024 年，这里写的却是 {year} 年的工作，可能是旧稿没有改")


@pytest.mark.parametrize("sentence", IN_PLACE)
@pytest.mark.parametrize("section", [1, 6])
def test_other_years_in_their_place_are_silent(sentence: str, section: int) -> None:
    assert found("Y504", sections=edited(sentence, section)) == []


@pytest.mark.parametrize("words", LONG)
def test_a_clause_without_end_takes_no_time(words: str) -> None:
    assert found("Y504", sections=edited(f"2023年{words * 400}")) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "2023年存在的问题已整改到位，公开栏每月更新。",
        "针对2023年更新不及时的问题，我镇组织培训3次。",
        "2023年，我镇收到整改意见2条，已逐条落实。",
        "2025年，我镇将组织培训4次，公开信息100条。",
        "2023年公开工作虽取得成效，但仍存在更新慢的问题，今年已经改进。",
    ],
)
def test_section_five_may_name_last_years_problems_and_next_years_plans(sentence: str) -> None:
    assert found("Y504", sections=edited(sentence, 5)) == []


def test_last_years_section_five_left_standing() -> None:
    sentence = "2023年，我镇政府信息公开工作取得了一定成效，但仍存在更新不及时的问题。"
    message = "报告年度是 2024 年，这里写的却是 2023 年的工作，可能是旧稿没有改"
    assert found("Y504", sections=edited(sentence, 5)) == [Told("Y504", "warning", "2023年", message)]


@given(st.integers(2010, 2035), st.integers(2021, 2030))
def test_only_years_near_the_reports_are_told(told: int, year: int) -> None:
    sentence = f"{told}年，我镇共主动公开政府信息128条。"
    expected = 0 < abs(told - year) <= 5
    assert bool(found("Y504", year=year, sections=edited(sentence))) == expected


def test_the_period_may_name_the_year_that_the_title_lacks() -> None:
    """Where title and period differ, one finding of Y501 is enough."""
    edits = {"title": "云陂镇人民政府2025年政府信息公开工作年度报告"}
    assert found("Y504", **edits) == []


def test_an_unknown_year_is_not_checked() -> None:
    from reportlint.app.api import Settings, check_bytes
    from reportlint.draft import draft_from, text

    written = text(draft_from({"title": "云陂镇人民政府政府信息公开工作年度报告", "period": ""}))
    result = check_bytes(written.encode(), name="年报.txt", settings=Settings(select=("Y504",)))
    assert [entry.reason.zh for entry in result.not_checked] == ["不知道是哪一年的报告，没有核对正文里的年份"]


def test_other_reports_named_around_the_text_are_silent() -> None:
    from reportlint.draft import draft_from, text

    written = text(draft_from({}))
    links = "上一篇：云陂镇2023年政府信息公开工作年度报告\n下一篇：云陂镇2025年政府信息公开工作年度报告\n"
    assert found_in("Y504", links + written + links) == []
