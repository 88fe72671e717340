"""Tables whose heads, lines or figures were lost in copying: what the rules on tables say then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from msgspec.structs import replace

from reportlint.app.api import Settings, check_bytes
from reportlint.app.trial import marked
from reportlint.draft import draft_from, text
from reportlint.engine.loading import load_rules
from reportlint.engine.run import judge
from reportlint.model.diagnostic import NotChecked, Result
from reportlint.model.document import Place
from reportlint.model.report import CellKey, Flaw, Report, Unreadable
from reportlint.model.wording import Text
from reportlint.parsing import parse
from reportlint.readers import read

NO_EDITS: Mapping[str, Any] = {}
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
    return [(found.severity, marked(found), found.message.zh) for found in result.diagnostics]


def reasons(result: Result) -> list[str]:
    """What could not be checked."""
    return [entry.reason.zh for entry in result.not_checked]


LINES = {
    "row_too_long": ("T204", "error", "应有 7 个数，现在多出来了，看不出多的是哪一个"),
    "row_too_short": ("T203", "warning", "应有 7 个数，现在不够，看不出缺的是哪一列"),
    "unplaced_blank": ("T203", "warning", "有空格，看不出每个数属于哪一列"),
}


@pytest.mark.parametrize("flaw", LINES)
def test_a_line_that_cannot_be_divided_is_told_once(flaw: Flaw) -> None:
    code, severity, words = LINES[flaw]
    verdict = judge(with_row_flaw(flaw), load_rules(select=("T203", "T204", "A301", "A302")))
    assert [(found.code, found.severity, found.cell, found.message.zh) for found in verdict.diagnostics] == [
        (
            code,
            severity,
            CellKey("applications", "granted", "natural_person"),
            f"第三部分的表，“（一）予以公开”行{words}",
        )
    ]
    reason = Text(
        "第三部分的表，“（一）予以公开”行的数对不上各列，没有核对",
        "the figures of the table of part 3, row “（一）予以公开” cannot be told apart by column",
    )
    assert verdict.not_checked == (NotChecked("A301", reason), NotChecked("A302", reason))
    assert (verdict.states["A301"], verdict.states["A302"]) == ("judged", "judged")


def with_row_flaw(flaw: Flaw) -> Report:
    """The sample with one row of the table of part 3 whose figures could not be told apart."""
    report = parse(read(text(draft_from({})).encode(), name="年报.txt"))
    table = report.tables["applications"]
    row = {column: Unreadable("1 1 2", Place(43, 1, 43, 6), flaw) for column in table.values["granted"]}
    changed = replace(table, values={**table.values, "granted": row})
    return replace(report, tables={**report.tables, "applications": changed})


def test_table_four_with_a_figure_lost_is_one_line_of_fifteen() -> None:
    shorter = (STRIP, STRIP.removesuffix("\t0"))
    assert told(checked("T203", shorter)) == [
        ("warning", "remedies.review.upheld", "第四部分的表应有 15 个数，现在不够，看不出缺的是哪一列")
    ]
    assert reasons(checked("A304", shorter)) == ["第四部分的表的数对不上各列，没有核对"]


SHORT = (
    "找到了第四部分的表，但数不够（应有 15 个），看不出每个数属于哪一列，请检查表格是否完整、是否按格式排列"
)
LONG = SHORT.replace("数不够", "数多出来了")
NO_PENDING = (
    ("\t尚未审结", ""),
    ("\t\t\t\t\t结果维持", "\t\t\t\t结果维持"),
    (STRIP, STRIP.removesuffix("\t0\t0\t0")),
)


@pytest.mark.parametrize(
    ("edits", "leading", "everything"),
    [
        ([(STRIP, STRIP.removesuffix("\t0"))], [("T201", SHORT)], ["T201", "T203"]),
        ([(STRIP, f"{STRIP}\t0")], [("T201", LONG)], ["T201", "T204"]),
        (NO_PENDING, [("T202", "第四部分的表缺“尚未审结”一列")], ["T201", "T202", "T203"]),
    ],
    ids=["figure-lost", "figure-too-many", "column-lost"],
)
def test_one_fact_is_told_once(
    edits: Sequence[tuple[str, str]], leading: list[tuple[str, str]], everything: list[str]
) -> None:
    """What follows from the leading finding is told with --all, and where the leading rule is not asked for."""
    written = text(draft_from({}))
    for old, new in edits:
        assert old in written
        written = written.replace(old, new)
    result = check_bytes(written.encode(), name="年报.txt")
    assert [(found.code, found.message.zh) for found in result.diagnostics] == leading
    (leader,) = {code for code, _ in leading}
    told = {code: ("found", ()) if code == leader else ("explained", (leader,)) for code in everything}
    assert {code: result.outcomes[code] for code in everything} == told
    assert [entry.code for entry in result.not_checked] == ["A304", "N403"]
    whole = check_bytes(written.encode(), name="年报.txt", settings=Settings(everything=True))
    assert [found.code for found in whole.diagnostics] == everything
    for code in everything:
        alone = check_bytes(written.encode(), name="年报.txt", settings=Settings(select=(code,)))
        assert [found.code for found in alone.diagnostics] == [code]


def test_a_table_without_a_single_figure_is_unreadable() -> None:
    (found,) = told(checked("T201", (STRIP, "\t".join(["见附件"] * 15))))
    severity, _, message = found
    assert (severity, message) == (
        "error",
        "找到了第四部分的表，但没有一个数能读出来，请检查表格是否完整、是否按格式排列",
    )


@pytest.mark.parametrize(
    ("line", "at", "message"),
    [
        (
            "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n",
            "规章",
            "第二部分的表的列名都没有了（本年制发件数、本年废止件数、现行有效件数）",
        ),
        ("本年收费金额（单位：万元）", "行政事业性收费", "第二部分的表的列名都没有了（本年收费金额）"),
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
    assert checked("T207", edits={"sample": "old"}).outcomes["T207"].outcome == "not_applicable"
    assert checked("T209", edits={"sample": "old"}).outcomes["T209"].outcome == "not_applicable"


def test_power_is_not_judged_where_the_figure_cannot_be_read() -> None:
    edits = {"cells": {"disclosure.regulations.in_force": "若干"}}
    assert reasons(checked("T208", edits=edits)) == [
        "第二部分的表，“规章”行、“现行有效件数”列填的“若干”不是数，没有核对"
    ]


def test_english_names_the_same_cell() -> None:
    written = text(draft_from({"cells": {"applications.new_received.total": "2"}}))
    settings = Settings(select=("A301",))
    (found,) = check_bytes(written.encode(), name="a.txt", settings=settings).diagnostics
    assert found.message.en == (
        "the table of part 3, row “一、本年新收政府信息公开申请数量”, column “总计” says 2, "
        "the six kinds of applicants add up to 3"
    )
