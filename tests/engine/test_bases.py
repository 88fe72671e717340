"""What findings cite: only what was in force for the report, and what speaks of its kind of unit."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from reportlint.app.api import Settings, check_bytes
from reportlint.draft import draft_from, text
from reportlint.engine.bases import Subject, citation, cited, joined, load_bases
from reportlint.engine.loading import catalogue
from reportlint.engine.rules import Rule
from reportlint.model.forms import form_for_year
from reportlint.model.units import level_of
from reportlint.model.wording import Text

UNITS = {
    "ministry": "国家粮食和物资储备局",
    "province": "云陂省人民政府",
    "city": "云陂自治州人民政府",
    "county": "云陂县人民政府",
    "government": "江州市人民政府",
    "township": "云陂镇人民政府",
    "street": "江州市云陂街道办事处",
    "department": "云陂县水利局",
    "unknown": "云陂经济开发区管理委员会",
}
YEARS = (2019, 2020, 2021, 2022, 2023, 2024, 2025)
OLD_FORM = "国办公开办函〔2019〕60号"
NEW_FORM = "国办公开办函〔2021〕30号"


def words(rule: Rule, unit: str | None, year: int) -> list[list[str]]:
    """What each finding of the rule may cite for this unit and year, in Chinese."""
    subject = Subject(unit, year, form_for_year(year))
    return [[text.zh for text in cited(citations, subject)] for citations in rule.citations]


def rule(code: str) -> Rule:
    return next(rule for rule in catalogue() if rule.code == code)


def test_the_units_are_of_their_levels() -> None:
    assert {level: level_of(unit) for level, unit in UNITS.items()} == {level: level for level in UNITS}


@pytest.mark.parametrize("rule", catalogue(), ids=lambda rule: rule.code)
def test_every_rule_cites_what_was_in_force_and_something(rule: Rule) -> None:
    binding = {basis.words.zh: basis for basis in load_bases().values()}
    for year in YEARS:
        if year < rule.parameters.get("from", year):
            continue  # it says nothing of such a report
        for unit in (*UNITS.values(), None):
            for told in words(rule, unit, year):
                assert told, f"{rule.code} cites nothing for {unit}, {year}"
                assert len(set(told)) == len(told)
                for basis in (binding[one] for one in told if one in binding):
                    assert basis.always or basis.since <= date(year + 1, 3, 31)
                    assert not basis.levels or level_of(unit or "") in basis.levels
                assert not any((NEW_FORM if year < 2021 else OLD_FORM) in one for one in told)


R50 = "《政府信息公开条例》第五十条第一款"
R49A = "《政府信息公开条例》第四十九条第一款（部门，1月31日前）"
R49B = "《政府信息公开条例》第四十九条第二款（县级以上地方政府，3月31日前）"


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("department", [R49A]),
        ("ministry", [R49A]),
        ("county", [R49B]),
        ("government", [R49B]),
        ("township", ["《政府信息公开条例》第四条", R50]),
        ("street", [R50]),
        ("unknown", [R50]),
    ],
)
def test_who_owes_a_report_is_told_by_the_article_on_its_kind(level: str, expected: list[str]) -> None:
    assert words(rule("X709"), UNITS[level], 2024) == [expected]


def test_an_older_report_has_the_name_of_the_law_alone() -> None:
    assert words(rule("T208"), UNITS["county"], 2022) == [["《立法法》第九十一条、第九十三条"]]
    assert words(rule("T208"), UNITS["county"], 2021) == [["《立法法》"]]
    assert words(rule("A301"), UNITS["county"], 2017)[0][-1] == "《政府信息公开条例》"


def test_privacy_is_protected_today_whatever_the_year() -> None:
    assert words(rule("W602"), UNITS["county"], 2019)[0][0] == "《个人信息保护法》第二十五条"


def test_a_form_says_in_other_words_what_it_cites() -> None:
    told = cited(
        [citation("F30"), citation({"zh": "本市规定", "en": "City rule"})], Subject(None, 2020, "2019")
    )
    assert told == (load_bases()["F60"].words, Text("本市规定", "City rule"))


def test_items_of_one_article_are_cited_together() -> None:
    bases = load_bases()
    told = list(joined(bases[key].words for key in ("R50-1", "F30-4", "R50-4", "R50-5", "R50b")))
    assert told == [
        Text(
            "《政府信息公开条例》第五十条第一款第（一）（四）（五）项",
            "Regulation on Government Information Disclosure, art. 50 para. 1 (1), (4), (5)",
        ),
        bases["F30-4"].words,
        bases["R50b"].words,
    ]
    assert list(joined(told)) == told


CASES = {
    "a wrong sum on the old form": ("A301", "old", {}, (OLD_FORM, "第六条")),
    "an empty part one": ("S104", "town", {1: ""}, ("第（一）项", "30号")),
    "an empty part five": ("S104", "town", {5: "无"}, ("第（四）项", "30号")),
    "an empty part six": ("S104", "town", {6: ""}, ("第（五）项", "30号")),
    "截止": ("W605", "town", {6: "截止2024年12月31日没有收取信息处理费。"}, ("第六条",)),
    "公开为原则": ("W605", "town", {6: "坚持以公开为原则，未收取信息处理费。"}, ("第五条",)),
    "a review": (
        "N403",
        "town",
        {1: "因政府信息公开引发行政复议3件、行政诉讼0件。"},
        ("第（三）项", "第六条"),
    ),
    "a lawsuit": (
        "N403",
        "town",
        {1: "因政府信息公开引起的行政诉讼案件2件。"},
        ("第（三）项", "第六条", "201号"),
    ),
}


@pytest.mark.parametrize(("code", "sample", "sections", "expected"), CASES.values(), ids=CASES)
def test_a_finding_cites_what_fits_it(
    code: str, sample: str, sections: dict[int, str], expected: tuple[str, ...]
) -> None:
    edits: dict[str, Any] = {"sample": sample, "sections": sections}
    if code == "A301":
        edits["cells"] = {"applications.new_received.total": "77"}
    report = text(draft_from(edits)).encode()
    found = check_bytes(report, name="年报.txt", settings=Settings(select=(code,))).diagnostics
    assert [diagnostic.code for diagnostic in found] == [code]
    assert len(found[0].basis) == len(expected)
    assert all(part in one.zh for part, one in zip(expected, found[0].basis, strict=True))
