"""Tables whose heads, lines or figures were lost in copying: what the rules on tables say then."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from reportlint.api import Settings, check_bytes
from reportlint.diagnostic import Result
from reportlint.draft import draft_from, text
from reportlint.trial import marked

NO_EDITS: Mapping[str, Any] = {}
LABEL = "三、本年度办理结果\t（一）予以公开"
LINE = f"{LABEL}\t\t1\t1\t0\t0\t0\t0\t2"
STRIP = "1\t0\t0\t0\t1" + "\t0" * 10


def checked(code: str, *changes: tuple[str, str], edits: Mapping[str, Any] = NO_EDITS) -> Result:
    """A sample with edits, then with pieces of its text replaced, judged by one rule."""
    written = text(draft_from(edits))
    for old, new in changes:
        assert old in written
        written = written.replace(old, new)
    result = check_bytes(written.encode(), name="年报.txt", settings=Settings(select=(code,)))
    assert result.crashed == ()
    return result


def told(result: Result) -> list[tuple[str, str, str]]:
    """Severity, place and message of each finding."""
    return [(found.severity, marked(found), found.message) for found in result.diagnostics]


def reasons(result: Result) -> list[str]:
    """What could not be checked."""
    return [entry.reason for entry in result.not_checked]


def test_a_line_with_figures_too_many_is_told_once() -> None:
    longer = (LINE, f"{LINE}\t3\t4")
    message = "表三 第3行“（一）予以公开”应有 7 个数，现在多出来了，看不出多的是哪一个"
    assert told(checked("T204", longer)) == [("error", "applications.granted.natural_person", message)]
    assert told(checked("T203", longer)) == []
    result = checked("A301", longer)
    assert (told(result), reasons(result)) == ([], ["表三 第3行“（一）予以公开”的数对不上各列，没有核对"])
    assert result.outcomes["A301"] == "not_checked"


def test_a_line_with_figures_too_few_is_told_once() -> None:
    shorter = (LINE, f"{LABEL} | 1 | 1 | | 2")
    message = "表三 第3行“（一）予以公开”应有 7 个数，现在不够，看不出缺的是哪一列"
    assert told(checked("T203", shorter)) == [("warning", "applications.granted.natural_person", message)]
    assert told(checked("T204", shorter)) == []
    assert reasons(checked("A302", shorter)) == ["表三 第3行“（一）予以公开”的数对不上各列，没有核对"]


def test_table_four_with_a_figure_lost_is_one_line_of_fifteen() -> None:
    shorter = (STRIP, STRIP.removesuffix("\t0"))
    assert told(checked("T203", shorter)) == [
        ("warning", "remedies.review.upheld", "表四应有 15 个数，现在不够，看不出缺的是哪一列")
    ]
    assert reasons(checked("A304", shorter)) == ["表四的数对不上各列，没有核对"]


def test_a_table_without_a_single_figure_is_unreadable() -> None:
    (found,) = told(checked("T201", (STRIP, "\t".join(["见附件"] * 15))))
    severity, _, message = found
    assert (severity, message) == (
        "error",
        "找到了表四，但没有一个数能读出来，请检查表格是否完整、是否按格式排列",
    )


@pytest.mark.parametrize(
    ("line", "at", "message"),
    [
        (
            "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n",
            "规章",
            "表二的列名都没有了（本年制发件数、本年废止件数、现行有效件数）",
        ),
        ("本年收费金额（单位：万元）", "行政事业性收费", "表二的列名都没有了（本年收费金额）"),
    ],
    ids=["three", "one"],
)
def test_a_lost_head_is_one_finding(line: str, at: str, message: str) -> None:
    assert told(checked("T202", (line, ""))) == [("error", at, message)]


def test_the_edition_is_not_judged_without_a_year() -> None:
    nameless = {"sample": "old", "title": "云陂镇人民政府政府信息公开工作年度报告", "period": ""}
    result = checked("T207", ("2020年", "本年"), ("2019", ""), edits=nameless)
    assert (told(result), reasons(result)) == ([], ["不知道是哪一年的报告，没有核对表格版本"])


def test_the_form_of_2019_is_not_applied_before_2021() -> None:
    assert checked("T207", edits={"sample": "old"}).outcomes["T207"] == "not_applicable"
    assert checked("T209", edits={"sample": "old"}).outcomes["T209"] == "not_applicable"


def test_power_is_not_judged_where_the_figure_cannot_be_read() -> None:
    edits = {"cells": {"disclosure.regulations.in_force": "若干"}}
    assert reasons(checked("T208", edits=edits)) == [
        "表二 第1行“规章” 现行有效件数填的“若干”不是数，没有核对"
    ]


def test_english_names_the_same_cell() -> None:
    written = text(draft_from({"cells": {"applications.new_received.total": "2"}}))
    settings = Settings(select=("A301",), lang="en")
    (found,) = check_bytes(written.encode(), name="a.txt", settings=settings).diagnostics
    assert found.message == (
        "table 三 row 1 “一、本年新收政府信息公开申请数量”, 总计 says 2, "
        "the six kinds of applicants add up to 3"
    )
