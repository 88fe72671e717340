"""The output for people: golden files at two widths, and what must hold in any report."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from reportlint.model.diagnostic import ReportIdentity, Result
from reportlint.render import RenderOptions, renderer
from reportlint.render.plain import width
from tests.render import samples

ESCAPE = re.compile(r"\x1b\[[\d;]*m")


def text(*results: Result, **options: object) -> str:
    return "".join(renderer("text")(results, RenderOptions(**options)))  # type: ignore[arg-type]


@pytest.mark.parametrize("columns", [80, 44])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_golden(columns: int, lang: str, golden: Callable[[str, str], None]) -> None:
    golden(f"text-{lang}-{columns}.txt", text(*samples.EVERYTHING, width=columns, lang=lang))


@pytest.mark.parametrize("columns", [40, 44, 60, 80, 100])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_the_terminal(columns: int, lang: str) -> None:
    shown = text(
        *samples.EVERYTHING, samples.checked(samples.sum_finding(wide=True)), width=columns, lang=lang
    )
    assert [line for line in shown.splitlines() if width(line) > columns] == []


def test_colours_change_nothing_but_colours() -> None:
    coloured = text(*samples.EVERYTHING, colour=True)
    assert "\x1b[1;31m错误 A301\x1b[0m" in coloured
    assert ESCAPE.sub("", coloured) == text(*samples.EVERYTHING)


def test_the_mark_stands_under_what_is_meant() -> None:
    lines = text(samples.checked(samples.prose_finding(samples.SENTENCE, "（具体网址）"))).splitlines()
    number = next(i for i, line in enumerate(lines) if " ^" in line)
    mark = lines[number]
    before = lines[number - 1].partition("（具体网址）")[0]
    assert width(before) == mark.index("^")
    assert mark.count("^") == width("（具体网址）")


def test_tabs_are_expanded_before_the_mark() -> None:
    shown = text(samples.checked(samples.prose_finding("规章\tXX\t0", "XX")))
    assert "    9 | 规章    XX  0\n      |         ^^\n" in shown


def test_a_marked_line_loses_its_indentation_only() -> None:
    shown = text(samples.checked(samples.prose_finding("\u3000\u3000本镇共 XX 件", "XX")))
    assert "    9 | 本镇共 XX 件\n      |        ^^\n" in shown


def test_a_row_that_is_too_wide_becomes_a_column() -> None:
    shown = text(samples.checked(samples.sum_finding(wide=True)), width=44)
    assert (
        "                        一、本年新收政府\n"
        "                        信息公开申请数量\n"
        "    自然人                     12345678\n"
        "    商业企业                          0\n"
    ) in shown
    assert "    总计                      [12345678]\n" in shown


def test_several_rows_that_are_too_wide_lose_columns_that_say_nothing_first() -> None:
    wide = samples.sum_finding(wide=True)
    assert wide.cut is not None
    rows = (*wide.cut.rows, ("二、上年结转政府信息公开申请数量", ("0", "0", "7", "0", "0", "0", "7")))
    shown = text(samples.checked(replace(wide, cut=replace(wide.cut, rows=rows))), width=60)
    assert (
        "                                       法人或其\n"
        "                                科研    他组织—\n"
        "                       自然人   机构       其他       总计\n"
        "    一、本年新收…   12345678  …   0  …       1  [12345678]\n"
        "    二、上年结转…          0  …   7  …       0          7\n"
    ) in shown


def test_cells_of_a_group_are_listed_row_by_row() -> None:
    shown = text(samples.checked(*samples.blank_cells(2)), width=120)
    assert "警告 T203 应填数的格子没有填数（6处）\n" in shown
    assert "  原文第60行：第三部分的表，“（一）予以公开”行：自然人“/”、商业企业“/”、总计（空）\n" in shown
    assert "  原文第61行：第三部分的表，“（二）部分公开”行：自然人、商业企业、总计都是“/”\n" in shown
    assert shown.count("怎么改：") == 1


def test_long_groups_are_capped_with_their_count() -> None:
    shown = text(samples.checked(*samples.blank_cells(14)))
    assert "（42处）" in shown
    assert shown.count("原文第") == 12
    assert "  另有 6 处（--format json 看全部）\n" in shown


def test_findings_of_prose_are_capped_too() -> None:
    findings = [samples.prose_finding("此处 XX 填写", "XX", line=line) for line in range(1, 21)]
    shown = text(samples.checked(*findings))
    assert shown.count("原文第") == 12
    assert shown.count("^^") == 5
    assert "  另有 8 处（--format json 看全部）\n" in shown


def test_grave_findings_come_first() -> None:
    info = replace(samples.prose_finding("XX", "XX", line=1), severity="info", code="S103")
    shown = text(samples.checked(info, samples.sum_finding()))
    assert shown.index("错误 A301") < shown.index("提示 S103")


def test_clean_file_is_said_to_be_clean_with_what_was_checked() -> None:
    assert text(samples.CLEAN) == (
        "== reports/清河乡.txt\n"
        f"   {samples.TITLE}\n"
        "   柳溪镇人民政府  2024年度\n"
        "\n"
        "结论：没有发现问题；28 项检查通过，2 项不适用\n"
        "\n"
    )


def test_nothing_is_called_fine_when_something_was_left_unchecked() -> None:
    shown = text(samples.UNCHECKED)
    assert "没有发现问题；" not in shown
    assert "没能检查，不等于没有问题：\n  A304：没有找到第四部分的表\n" in shown
    assert "结论：能查的没有发现问题，但有项目没能检查；1 项检查通过，1 项没能检查\n" in shown


def test_no_check_at_all_is_no_pass() -> None:
    assert "没有要查的项目" in text(samples.checked(states={}))
    assert "没有发现问题" not in text(samples.checked(states={}))


def test_crashed_check_is_told() -> None:
    shown = text(samples.checked(states={"A301": "crashed"}))
    assert "1 项检查出错" in shown
    assert "没有发现问题；" not in shown


def test_one_file_has_no_summary_and_several_have_one() -> None:
    assert "共 1 个文件" not in text(samples.CLEAN)
    assert text(samples.CLEAN, samples.UNREADABLE, samples.UNCHECKED).endswith(
        "\n共 3 个文件：0 处错误，0 处警告，0 处提示，1 个文件没能检查，另有 1 项没能检查\n"
    )


HOSTILE = "\x1b[31m红\x1b]0;标题\x07\x9b2J \u202e反\u2066转\u200b[bold]粗[/bold]\r\n换行\udc80"


def hostile_result() -> Result:
    said = samples.said(HOSTILE)
    finding = samples.prose_finding(f"前{HOSTILE}后 XX 完", "XX")
    finding = replace(finding, message=said, help=said, title=said, basis=(said,))
    cut = samples.sum_finding().cut
    assert cut is not None
    rows = ((HOSTILE, (HOSTILE, "0", "0", "0", "0", "0", HOSTILE)),)
    summed = replace(
        samples.sum_finding(),
        cut=replace(cut, rows=rows, columns=(HOSTILE,) * 7),
        message=samples.said(HOSTILE),
    )
    return samples.checked(
        finding,
        summed,
        *samples.blank_cells(2),
        path=HOSTILE,
        report=ReportIdentity(HOSTILE, HOSTILE, 2024, "2021"),
        notes=(samples.said(HOSTILE),),
    )


@pytest.mark.parametrize("format", ["text", "concise", "json"])
def test_report_text_cannot_steer_a_terminal(format: str) -> None:
    shown = "".join(renderer(format)([hostile_result()], RenderOptions()))
    assert (
        re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)
        == []
    )
    assert "[bold]" in shown
    shown.encode("utf-8")


def test_hostile_text_stays_on_its_line() -> None:
    shown = "".join(renderer("concise")([hostile_result()], RenderOptions()))
    assert len(shown.splitlines()) == 8
    assert r"\x1b[31m红\x1b]0;标题\x07\x9b2J 反转[bold]粗[/bold]  换行\udc80" in shown
