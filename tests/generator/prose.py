"""Prose of invented reports: written each by itself, or copied with small edits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from reportlint.data.resources import load_yaml
from reportlint.draft import Draft, draft_from

_PHRASES = Path(__file__).parent.parent / "corpus" / "phrases.yaml"
_OVERVIEW = ("主动公开", "政府信息管理", "平台建设", "监督保障")
_SYNONYMS = (
    ("群众", "百姓"),
    ("村民", "居民"),
    ("没有", "未曾"),
    ("了", "过"),
    ("的", ""),
    ("公布", "发布"),
    ("情况", "状况"),
    ("办公室", "综合办"),
    ("切实", "着力"),
    ("进一步", "继续"),
    ("加强", "强化"),
    ("不断", "持续"),
)
_INSERTED = ("积极", "认真", "及时", "全面", "按期", "主动")

Prose = Mapping[int, str]
"""Prose by section number, for a draft's `sections`."""


def written(random: Random, *, stock: float = 0.3, sentences: int = 4) -> Prose:
    """Sections 一 and 五 of a writer of their own; `stock` is the share of turns of phrase that everybody uses."""
    topics = []
    for number, topic in enumerate(_OVERVIEW):
        told = "".join(_sentence(random, topic, stock) + "。" for _ in range(sentences))
        topics.append(f"（{'一三四五'[number]}）{topic}。{told}")
    topics.insert(1, "（二）依申请公开。全年新收政府信息公开申请3件，上年结转1件，办结3件。")
    problems = "；".join(f"{count}是{_sentence(random, '问题', stock)}" for count in "一二三")
    measures = "；".join(f"{count}是{_sentence(random, '改进', stock)}" for count in "一二三")
    return {1: "\n".join(topics), 5: f"存在的主要问题：{problems}。\n改进情况：{measures}。"}


def _sentence(random: Random, topic: str, stock: float) -> str:
    """A sentence of two to four parts; those that everybody uses come in with the chance `stock`."""
    phrases = _phrases()[topic]
    parts = []
    for _ in range(random.choice((1, 2))):
        if random.random() < stock:
            parts.append(random.choice(phrases["stock"]))
        else:
            parts.append("".join(random.choice(phrases[slot]) for slot in ("lead", "act", "thing")))
        if random.random() < stock:
            parts.append(random.choice(phrases["stock"]))
        else:
            parts.append(random.choice(phrases["result"]))
    return "，".join(parts)


def copied(prose: Prose, random: Random, *, edits: float) -> Prose:
    """The same prose with a word changed, put in or left out in the share `edits` of its parts."""
    return {number: _edited(text, random, edits) for number, text in prose.items()}


def _edited(text: str, random: Random, edits: float) -> str:
    def edit(found: re.Match[str]) -> str:
        part = found[0]
        if random.random() >= edits or len(part) < 6:
            return part
        known = [(old, new) for old, new in _SYNONYMS if old in part]
        if known and random.random() < 0.7:
            return part.replace(*random.choice(known), 1)
        middle = random.randrange(3, len(part) - 1)
        return part[:middle] + random.choice(_INSERTED) + part[middle:]

    return re.sub(r"[^，。；：（）\n]+", edit, text)


def town_name(number: int) -> str:
    """The number-th of ten thousand invented towns."""
    return "".join("云清石白南高陂河桥滩"[int(digit)] for digit in f"{number:04}") + "镇人民政府"


def town(name: str, year: int, prose: Prose, random: Random) -> Draft:
    """A town's report with this prose and a number of licences of its own."""
    licences = str(random.randrange(20, 900))
    return draft_from(
        {
            "unit": name,
            "year": year,
            "sections": dict(prose),
            "cells": {"disclosure.licensing.decisions": licences},
        }
    )


@cache
def _phrases() -> Mapping[str, Mapping[str, list[str]]]:
    data: Any = load_yaml(_PHRASES.read_text("utf-8"))
    return dict(data)
