"""Text in which bars close cells whatever the lines do: rows, blank cells and headings are told from each other."""

from __future__ import annotations

import time

from reportlint.model.document import Grid, Paragraph
from reportlint.readers import read


def blocks(*lines: str) -> list[str | list[list[str]]]:
    """The paragraphs' texts and the grids' rows of a text."""
    found: list[str | list[list[str]]] = []
    for block in read("\n".join(lines).encode(), name="年报.txt").blocks:
        if isinstance(block, Paragraph):
            found.append(block.text)
        elif isinstance(block, Grid):
            found.append([[cell.text for cell in row] for row in block.rows])
    return found


def test_a_bar_on_a_line_of_its_own_closes_the_cell_above_it_or_a_blank_one() -> None:
    assert blocks("规章", "|", "0", "|", "|", "6", "|") == [[["规章"], ["0"], [""], ["6"]]]


def test_a_cell_may_stand_on_several_lines() -> None:
    assert blocks("商业", "企业", "|", "其他", "|", "3", "|") == [
        "商业",
        [["企业"], ["其他"], ["3"]],
    ]  # above the first bar only one line is known for a cell
    assert blocks("自然人", "|", "商业", "企业", "|", "3", "|") == [[["自然人"], ["商业\n企业"], ["3"]]]


def test_bare_bars_that_fill_up_rows_give_the_rows_back() -> None:
    assert blocks(
        "第二十条 |", "|||", "信息内容 |", "制发 |", "废止 |", "有效 |", "规章 |", "|", "0 |", "6 |"
    ) == [[["第二十条", "", "", ""], ["信息内容", "制发", "废止", "有效"], ["规章", "", "0", "6"]]]


def test_a_bar_may_open_each_row() -> None:
    assert blocks("|", "第二十条 |", "||", "|", "规章 |", "0 |", "|", "|", "文件 |", "|", "4 |") == [
        [["第二十条", "", ""], ["规章", "0", ""], ["文件", "", "4"]]
    ]


def test_a_blank_cell_may_break_its_row() -> None:
    assert blocks("新收 | 25 |", "| 25 |", "结转 |", "|", "| 0 |") == [
        [["新收"], ["25"], [""], ["25"], ["结转"], [""], [""], ["0"]]
    ]


def test_a_figure_on_a_line_of_its_own_is_no_row() -> None:
    assert blocks("第二十条 | ||", "规章 |", "0 |", "6 |", "第五项 | ||", "许可 |", "5 | |") == [
        [["第二十条", "", ""], ["规章", "0", "6"], ["第五项", "", ""], ["许可", "5", ""]]
    ]


def test_lines_that_begin_with_a_blank_cell_and_a_label_are_rows() -> None:
    assert blocks("三、结果 | （一）公开 | 3 |", "| （二）部分 | 1 |", "| （三）其他 | 0 |") == [
        [["三、结果", "（一）公开", "3"], ["", "（二）部分", "1"], ["", "（三）其他", "0"]]
    ]


def test_the_heading_of_the_next_table_is_no_cell() -> None:
    heading = "三、收到和处理政府信息公开申请情况"
    assert blocks("收费", "|", "|", heading, "申请人情况", "|", "3", "|") == [
        [["收费"], [""]],
        heading,
        [["申请人情况"], ["3"]],
    ]


def test_a_short_heading_is_no_cell_either() -> None:
    assert blocks("收费 |", "|", "四、复议诉讼情况", "行政复议 |", "3 |") == [
        [["收费"], [""]],
        "四、复议诉讼情况",
        [["行政复议"], ["3"]],
    ]


def test_tabs_around_single_cells_part_nothing() -> None:
    lines = ("规章", "0", "1", "6", "规范性文件", "2", "0", "9")
    assert blocks(*(f"\t{line}\t" for line in lines)) == [[[line] for line in lines]]


def test_a_label_with_a_long_explanation_is_a_cell() -> None:
    label = "规范性文件（行政机关制发的决定、公告、通告、意见、通知，以及题为规定、办法、细则、规范、规程、规则的公文，一般都算在内）"
    assert blocks("规章", "0", "1", "6", label, "2", "0", "9") == [
        [["规章"], ["0"], ["1"], ["6"], [label], ["2"], ["0"], ["9"]]
    ]


def test_many_lines_that_might_be_such_a_table_take_no_long_time() -> None:
    start = time.monotonic()
    for line in ("一、甲 |", "一、甲", "| 甲 | 乙 |\n| 一、甲 |\n|", "一、甲 |\n一、乙\n|| 丙 |", "甲\n|"):
        blocks(*[line] * 4000)
    assert time.monotonic() - start < 30
