"""Wordings, citations and numbers of documents: what is told with its replacement, and what is fine."""

from __future__ import annotations

import pytest

from tests.checks import found

OUTDATED = [
    ("坚持公开为原则，不公开为例外", "公开为原则，不公开为例外", "公开为常态、不公开为例外"),
    ("遵循“公正”和公开为原则", "公开为原则", "公开为常态、不公开为例外"),
    ("截止2024年12月31日，收到申请3件", "截止", "截至"),
    ("截止至2024年底", "截止至", "截至"),
    ("截止到12月31日", "截止到", "截至"),
    ("截止目前", "截止", "截至"),
    ("累计收到申请3,截止2024年12月31日均已办结", "截止", "截至"),
    ("做好已申请公开工作", "已申请公开", "依申请公开"),
    ("四类过程性性信息", "性性", "性"),
    ("主动公开政政府信息", "政政府", "政府"),
    ("政府信息信息公开申请", "政府信息信息公开", "政府信息公开"),
    ("进进一步完善制度", "进进一步", "进一步"),
    ("公众的的知情权", "的的", "的"),
]
FINE = [
    "以公开为常态、不公开为例外的原则",
    "截至2024年12月31日",
    "征集意见截止2024年12月31日",
    "报名时间截止到6月30日",
    "活动于2024年12月31日截止",
    "截止日期、截止时间、截止2件未答复",
    "申请人已申请公开的文件",
    "对已申请公开情况复杂的事项",
    "研究研究、统计统计局数据、工作工作人员",
    "信息息息相关、公开公开栏、主动动员、进一步一起推进",
    "以公开为目的的工作的确有效",
    "诚信信息、征信信息、办公公开、行政政府、重申申请程序、业主主动查询",
    "天天更新、家家知晓、处处留心、人人参与",
    "办理申请请到窗口",
    "公共公开渠道、政府府院联动",
    "“公开为原则”的旧提法",
]
CITED = [
    ("（国务院令第492号）", "国务院令第492号", "国务院令第711号"),
    ("（中华人民共和国国务院令 第 492 号）", "国务院令 第 492 号", "国务院令第711号"),
    ("（国务院第492号令）", "国务院第492号令", "国务院令第711号"),
    ("（国办发〔2021〕30号）", "国办发〔2021〕30号", "国办公开办函〔2021〕30号"),
    ("（国办函〔2021〕30号）", "国办函〔2021〕30号", "国办公开办函〔2021〕30号"),
    ("（国办公开函〔2021〕30号）", "国办公开函〔2021〕30号", "国办公开办函〔2021〕30号"),
    ("（国办发（2021）30号）", "国办发（2021）30号", "国办公开办函〔2021〕30号"),
    ("（国办公开办函〔2019〕60号）", "国办公开办函〔2019〕60号", "国办公开办函〔2021〕30号"),
    ("（国办公开办函[2019]60号）", "国办公开办函[2019]60号", "国办公开办函〔2021〕30号"),
]
CITED_WELL = [
    "根据《政府信息公开条例》（国务院令第711号）编制",
    "根据国办公开办函〔2021〕30号编制",
    "依据国办函〔2020〕109号收费",
    "条例2007年由国务院令第492号公布",
    "国务院令第492号同时废止",
    "条例由国务院令第492号公布、第711号修订",
    "原《条例》（国务院令第492号）的规定不再适用",
    "试行格式（国办公开办函〔2019〕60号）已停止执行",
    "格式由国办公开办函〔2019〕60号改为国办公开办函〔2021〕30号",
    "2019、2020年度报告适用国办公开办函〔2019〕60号",
    "公开《关于物流的意见》（国办发〔2021〕30号）",
    "答复书第492号、档案492号、国办发〔2019〕54号",
    "云府办函〔2019〕60号、云政办发〔2021〕30号",
]
NUMBERS = [
    "云政办发[2024]6号",
    "云政办发（2024）6号",
    "云政办发【2024】6号",
    "云府函〔2024〕第6号",
    "云府函〔2024〕006号",
    "云府函〔24〕6号",
    "国办公开办函202130号",
    "国办公开办函2021年30号",
]
NUMBERS_WELL = [
    "云政办发〔2024〕6号",
    "云政办发﹝2024﹞6号",
    "云政办发〔 2024 〕 6 号",
    "国务院令第711号",
    "云陂县人民政府令2024年第3号",
    "公告（2024）第3号",
    "（2024）云01行初12号",
    "云水罚决字〔2024〕3号",
    "2024年发出答复书12号文件夹",
    "人民路（2024）",
    "12345热线2024年受理3号线意见5件",
]


@pytest.mark.parametrize(("sentence", "at", "instead"), OUTDATED)
def test_outdated_wordings(sentence: str, at: str, instead: str) -> None:
    (told,) = found("W605", sections={6: f"2024年{sentence}。"})
    assert (told.severity, told.at) == ("info", at)
    assert told.message == f"“{at}”一般应写作“{instead}”"


@pytest.mark.parametrize("sentence", FINE)
def test_wordings_that_are_fine(sentence: str) -> None:
    assert found("W605", sections={6: f"2024年，{sentence}。"}) == []


@pytest.mark.parametrize(("cited", "at", "instead"), CITED)
def test_wrong_citations(cited: str, at: str, instead: str) -> None:
    (told,) = found("Y508", sections={6: f"根据有关规定{cited}编制本报告。"})
    assert (told.severity, told.at) == ("warning", at)
    assert told.message == f"这里引用的是“{at}”，现行有效的是{instead}"


@pytest.mark.parametrize("sentence", CITED_WELL)
def test_citations_that_are_fine(sentence: str) -> None:
    assert found("Y508", sections={6: f"{sentence}。"}) == []


@pytest.mark.parametrize(("year", "count"), [(2018, 0), (2019, 1), (2020, 1), (2021, 2), (2024, 2)])
def test_what_was_in_force_in_the_reports_year(year: int, count: int) -> None:
    sample = "old" if year < 2021 else "town"
    sections = {6: "依据国务院令第492号。\n依据国办公开办函〔2019〕60号。"}
    told = found("Y508", sample=sample, year=year, sections=sections)
    assert len(told) == count


@pytest.mark.parametrize("number", NUMBERS)
def test_forms_of_document_numbers(number: str) -> None:
    (told,) = found("W606", sections={6: f"按照{number}文件执行。"})
    assert (told.severity, told.at) == ("info", number)


@pytest.mark.parametrize("number", NUMBERS_WELL)
def test_document_numbers_that_are_fine(number: str) -> None:
    assert found("W606", sections={6: f"按照{number}文件执行。"}) == []
