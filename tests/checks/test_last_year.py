"""Two years beside each other: which names mean one organ, and what sentences tell of the change."""

from __future__ import annotations

import pytest

from reportlint.app.api import Settings, check_bytes, parse_bytes
from reportlint.app.trial import marked
from reportlint.checks.across.growth_words import Words, changes, fits
from reportlint.draft import draft_from, prior_draft_from, text
from reportlint.engine.loading import catalogue
from reportlint.model.units import same_organ


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("云陂镇人民政府", "云陂镇"),
        ("云陂镇人民政府", "云陂镇政府"),
        ("云陂镇人民政府", "砚陂县云陂镇人民政府"),
        ("云陂镇党政办公室", "云陂镇人民政府办公室"),
        ("云陂镇人民政府", "云陂镇党政综合办公室"),
        ("柳溪街道办事处", "柳溪街道"),
        ("云澜市清河区柳溪街道办", "柳溪街道办事处"),
        ("云澜市人民政府", "云澜市"),
        ("云澜市人民政府办公室", "云澜市政府办公室"),
        ("云澜市人力资源和社会保障局", "云澜市人社局"),
        ("云澜市发展和改革委员会", "云澜市发改委"),
        ("云澜市教育局", "市教育局"),
        ("清河区教育局", "教育局"),
        ("云澜经济开发区管理委员会", "云澜经济开发区管委会"),
        ("云　陂镇人民政府", "云陂镇人民政府"),
    ],
)
def test_names_of_one_organ(first: str, second: str) -> None:
    assert same_organ(first, second)
    assert same_organ(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("云陂镇人民政府", "清河镇人民政府"),
        ("云陂镇人民政府", "云陂乡人民政府"),
        ("大云陂镇人民政府", "云陂镇人民政府"),
        ("甲县云陂镇人民政府", "乙县云陂镇人民政府"),
        ("砚陂县人民政府", "砚陂县人民政府办公室"),
        ("云澜市人民政府", "云澜市清河区人民政府"),
        ("云澜市公安局", "清河区公安局"),
        ("云澜市公安局", "云澜市公安局清河分局"),
        ("云澜市教育局", "云澜市财政局"),
        ("云陂镇人民政府", "砚陂县人民政府"),
        ("柳溪街道办事处", "柳溪镇人民政府"),
    ],
)
def test_names_of_two_organs(first: str, second: str) -> None:
    assert not same_organ(first, second)
    assert not same_organ(second, first)


def words() -> Words:
    """The words of the rule X707."""
    rule = next(rule for rule in catalogue() if rule.code == "X707")
    return Words(**{kind: tuple(listed) for kind, listed in rule.parameters["words"].items()})


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("收到申请2107件，同比增长29%。", [("percent", 29.0)]),
        ("收到申请22起，比2022年（31起）减少29%,答复22起。", [("percent", -29.0)]),
        ("新收申请数量为4件，与上年相比减少66.6%", [("percent", -66.6)]),
        ("收到申请34290件,申请总量较2022年增长29.3%;答复", [("percent", 29.3)]),
        ("收到申请3件，较上年增加1件，增长50%。", [("count", 1.0), ("percent", 50.0)]),
        ("收到申请3件（同比增加1件，增幅为50%）", [("count", 1.0), ("percent", 50.0)]),
        ("收到申请3件，较去年同期下降了20%", [("percent", -20.0)]),
        ("收到申请1,215件，同比上年增长一倍", [("times", 1.0)]),
        ("收到申请3件，与去年持平。", [("same", 0.0)]),
        ("收到申请3件，较上年多2件", [("count", 2.0)]),
        ("收到申请3件，同比增长约50%", None),
        ("收到申请3件，同比增长50%以上", None),
        ("收到申请3件，同比增加20多件", None),
        ("收到申请3件，同比增加近20件", None),
        ("收到申请3件，与上年基本持平", None),
        ("收到申请3件，环比增长50%", None),
        ("发布信息较上年增长50%，收到申请3件", None),
        ("收到申请3件，办结率100%", None),
        ("收到申请3件，发布信息同比增长50%", None),
    ],
)
def test_changes_told(sentence: str, told: list[tuple[str, float]] | None) -> None:
    found = [[(one.unit, one.size) for one in change.told] for change in changes(sentence, words())]
    assert found == ([] if told is None else [told])


@pytest.mark.parametrize(
    ("phrase", "now", "then", "right"),
    [
        ("增长33.3%", 4, 3, True),
        ("增长33%", 4, 3, True),
        ("增长33.5%", 4, 3, False),
        ("增长34%", 4, 3, False),
        ("减少33.3%", 4, 3, False),
        ("下降25%", 3, 4, True),
        ("增长0%", 3, 3, True),
        ("增长1倍", 6, 3, True),
        ("增长2倍", 6, 3, False),
        ("增加3件", 6, 3, True),
        ("增加3件", 3, 6, False),
        ("增长100%", 6, 0, True),
        ("持平", 3, 3, True),
        ("持平", 3, 4, False),
    ],
)
def test_changes_judged(phrase: str, now: int, then: int, right: bool) -> None:
    (change,) = changes(f"收到申请{now}件，与上年相比{phrase}", words())
    assert fits(change.told[0], now, then, 0.1) is right


def test_the_figure_compared_is_the_one_before_the_change() -> None:
    """答复3件，同比… speaks of those answered, though as many were received."""
    report = {"sections": {1: "2024年收到政府信息公开申请3件，同比增加1件，答复3件，同比增加9件。"}}
    prior = {"cells": {"applications.new_received.total": "1"}}
    last_year = parse_bytes(text(prior_draft_from(prior, report)).encode(), name="上年.txt")
    settings = Settings(select=("X707",))
    result = check_bytes(
        text(draft_from(report)).encode(), name="年报.txt", settings=settings, prior=last_year
    )
    assert [(found.code, marked(found)) for found in result.diagnostics] == [("X707", "同比增加1件")]
