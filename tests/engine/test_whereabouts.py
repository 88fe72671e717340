"""Where a finding stands, in the words of the form: the cell, else the part and the item; the same in every format."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reportlint import draft
from reportlint.app.api import Settings, check_bytes
from reportlint.draft.docx import docx
from reportlint.draft.html import html
from reportlint.model.diagnostic import Diagnostic
from reportlint.render import words

FORMATS: dict[str, Callable[[Any], bytes]] = {
    "年报.txt": lambda made: draft.text(made).encode(),
    "年报.docx": docx,
    "年报.html": lambda made: html(made).encode(),
}


def found(code: str, name: str = "年报.txt", **edits: Any) -> Diagnostic:
    made = draft.draft_from({"sample": "town", **edits})
    (diagnostic,) = check_bytes(
        FORMATS[name](made), name=name, settings=Settings(select=tuple(code.split(",")))
    ).diagnostics
    return diagnostic


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    ("code", "edits", "where"),
    [
        (
            "W601",
            {"sections": {1: "（一）主动公开。按期公开。\n（二）依申请公开。共XX件。"}},
            "第一部分“（二）依申请公开”",
        ),
        ("W601", {"sections": {6: "联系电话：XXXXXXX。"}}, "第六部分"),
        ("W601", {"title": "云陂镇人民政府2024年××政府信息公开工作年度报告"}, "标题"),
        ("S103", {"headings": {5: "五、存在的主要问题及改进措施"}}, "第五部分的标题"),
        (
            "T203",
            {"cells": {"applications.handled_total.natural_person": ""}},
            "第三部分的表，“（七）总计”行、“自然人”列",
        ),
        ("T203", {"cells": {"remedies.review.total": ""}}, "第四部分的表，“行政复议”的“总计”列"),
        (
            "T203",
            {"cells": {"disclosure.fees.amount": ""}},
            "第二部分的表，“行政事业性收费”行、“本年收费金额”列",
        ),
        ("N401", {"sections": {1: "2024年收到政府信息公开申请9件。"}}, "第一部分"),
    ],
)
def test_a_place_as_the_form_names_it(name: str, code: str, edits: dict[str, Any], where: str) -> None:
    assert found(code, name, **edits).where.zh == where


def test_what_is_missing_stands_nowhere() -> None:
    assert found("T201", drop_tables=["remedies"]).where.zh == ""


@pytest.mark.parametrize(
    ("name", "prose", "cell"),
    [
        ("年报.txt", "第六部分（原文第82行）", "原文第43行"),
        ("年报.docx", "第六部分", ""),
        ("年报.html", None, None),
    ],
)
def test_text_files_add_their_line_and_word_files_no_number(
    name: str, prose: str | None, cell: str | None
) -> None:
    in_prose = found("W601", name, sections={6: "联系电话：XXXXXXX。"})
    in_cell = found("T203", name, cells={"applications.granted.natural_person": ""})
    assert in_cell.message.zh == "第三部分的表，“（一）予以公开”行、“自然人”列没有填数"
    if prose is None:
        line = in_cell.place.spot.line if in_cell.place.spot else None
        assert words.at(in_cell, "zh") == f"原文第{line}行"
    else:
        assert (words.at(in_prose, "zh"), words.at(in_cell, "zh")) == (prose, cell)


def test_the_place_of_a_named_cell_is_that_cell() -> None:
    wrong = found("A301,A302,A303", cells={"applications.new_received.natural_person": "1"})
    named, place = words.leading(wrong)
    assert named.zh == "第三部分的表，“一、本年新收政府信息公开申请数量”行、“自然人”列"
    assert place == next(
        other.place for other in wrong.related if other.cell and other.cell.column == "natural_person"
    )
