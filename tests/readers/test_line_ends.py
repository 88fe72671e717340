"""Hard line ends inside sentences change nothing: the same findings, and places that point to the lines as they are."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from reportlint.app.api import check_bytes, parse_bytes
from reportlint.draft import text
from reportlint.model.diagnostic import Result
from reportlint.model.document import Paragraph
from reportlint.readers import read
from reportlint.readers.line_ends import cut_lines
from tests.generator.hard_ends import MANNERS, Manner
from tests.quiet.test_quiet import REPORTS, draft

FAULTY = (
    ("统计期限自2024年1月1日", "统计期限自2024年1月2日"),
    ("全年", "全年共收到政府信息公开申请977件，"),
    ("2024年", "2023年"),
)


def told(result: Result) -> list[tuple[str, str, str]]:
    """The findings without their places, which cut lines change."""
    return sorted((found.code, found.severity, found.message) for found in result.diagnostics)


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_report_with_hard_line_ends_is_judged_as_the_same_without(path: Path) -> None:
    whole = draft(path)
    rng = Random(path.stem)
    for fault, manner in zip(("", rng.choice(FAULTY)), rng.sample(MANNERS, 2), strict=True):
        words = text(whole).replace(*fault) if fault else text(whole)
        cut = Manner(rng.randint(20, 60), **manner).cut(words)
        assert cut != words
        assert told(check_bytes(cut.encode(), name=whole.filename)) == told(
            check_bytes(words.encode(), name=whole.filename)
        )


@pytest.mark.parametrize("tag", ["br", "p"])
def test_a_page_with_a_line_for_each_line_is_judged_as_the_same_without(tag: str) -> None:
    whole = draft(REPORTS[0])

    def page(words: str) -> bytes:
        parts = [part for part in words.split("\n\n") if part.strip()]
        tables = [part.replace("\n", "</tr><tr>") for part in parts]
        shown = [
            "<table><tr><td>"
            + part.replace("</tr><tr>", "</td></tr><tr><td>").replace("\t", "</td><td>")
            + "</td></tr></table>"
            if "\t" in part
            else f"<p>{part}</p>".replace("</tr><tr>", "<br>" if tag == "br" else "</p><p>")
            for part in tables
        ]
        return f"<html><body><div>{''.join(shown)}</div></body></html>".encode()

    cut = Manner(27).cut(text(whole))
    assert told(check_bytes(page(cut), name="年报.html")) == told(
        check_bytes(page(text(whole)), name="年报.html")
    )


OPENING = "青漪镇人民政府2024年政府信息公开工作年度报告\n\n"


def prose(words: str) -> list[str]:
    return [
        block.text for block in read(words.encode(), name="年报.txt").blocks if isinstance(block, Paragraph)
    ]


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        pytest.param(
            ["本报告所列数据的统计期限自 2024 年 1 月 1 日", "起至 2024 年 12 月 31 日止。"],
            ["本报告所列数据的统计期限自 2024 年 1 月 1 日起至 2024 年 12 月 31 日止。"],
            id="a single cut, before a word that begins no line",
        ),
        pytest.param(
            ["坚持问题导向，开设“镇长信箱", "”栏目，全年答复来信四十一封，", "无一超期。"],
            ["坚持问题导向，开设“镇长信箱”栏目，全年答复来信四十一封，无一超期。"],
            id="marks and open brackets",
        ),
        pytest.param(
            ["联系地址：青漪镇解放路17号", "联系电话：0000-7654321", "邮政编码：000000"],
            ["联系地址：青漪镇解放路17号", "联系电话：0000-7654321", "邮政编码：000000"],
            id="an address is a list",
        ),
        pytest.param(
            ["加强组织领导，确保公开工作落到实处", "我镇成立领导小组，由镇长任组长。"],
            ["加强组织领导，确保公开工作落到实处", "我镇成立领导小组，由镇长任组长。"],
            id="a heading without a number",
        ),
        pytest.param(
            ["（一）主动公开情况", "全年主动公开信息210条，其中网站公开180条，公众号公开30条。"],
            ["（一）主动公开情况", "全年主动公开信息210条，其中网站公开180条，公众号公开30条。"],
            id="a heading with a number",
        ),
        pytest.param(
            [
                "1.健全制度，明确各站所报送信息的责任",
                "2.加强培训，提高经办人员的水平",
                "3.严格审核，防止泄密",
            ],
            [
                "1.健全制度，明确各站所报送信息的责任",
                "2.加强培训，提高经办人员的水平",
                "3.严格审核，防止泄密",
            ],
            id="items without end marks",
        ),
        pytest.param(
            ["本报告所列数据的统计期限自 2024 年 1 月 1 日起至 2024", "年 12 月 31 日止。"],
            ["本报告所列数据的统计期限自 2024 年 1 月 1 日起至 2024年 12 月 31 日止。"],
            id="a date with spaces, cut behind its year",
        ),
        pytest.param(
            [
                "（本列数据的勾稽关系为：第一项加第二项之和，等于 申请人情况",
                "第三项加第四项之和） 自然人 法人或其他组织 总计",
            ],
            [
                "（本列数据的勾稽关系为：第一项加第二项之和，等于 申请人情况",
                "第三项加第四项之和） 自然人 法人或其他组织 总计",
            ],
            id="rows of a table's head",
        ),
        pytest.param(
            ["存在的主要问题：一是部分公开栏更新不及时；二", "是解读形式单一，不够通俗；三是", "培训不够。"],
            ["存在的主要问题：一是部分公开栏更新不及时；二是解读形式单一，不够通俗；三是培训不够。"],
            id="items counted in a sentence, cut behind their numerals",
        ),
        pytest.param(
            ["特此报告。", "青漪镇人民政府", "2025年1月13日"],
            ["特此报告。", "青漪镇人民政府", "2025年1月13日"],
            id="a signature",
        ),
    ],
)
def test_what_belongs_together_and_what_does_not(lines: list[str], paragraphs: list[str]) -> None:
    assert prose("\n".join(lines)) == paragraphs


LINES = (
    "（二）依申请公开。全年收到申请五件，其中当面提交三件，网上提",
    "交二件，均在法定期限内答复；因本机关不掌握而无法提供的一件，",
    "予以公开的四件。办理中注重与申请人沟通，没有引起行政复议和行",
    "政诉讼。",
    "（三）监督保障。镇党委会议两次研究公开工作，把公开列入对村和",
    "站所的考核，占二分。",
)


@pytest.mark.parametrize("between", ["\n", "\n\n", "\r\n"])
def test_the_width_shows_where_a_paragraph_ends(between: str) -> None:
    assert prose(between.join(LINES)) == ["".join(LINES[:4]), "".join(LINES[4:])]


def test_places_point_to_the_lines_as_they_are() -> None:
    lines = (*LINES[:2], "予以公开的四件。登记由镇公开办一名人员负责，手机1380000", "1234，均有登记。")
    found = next(iter(read("\n".join(lines).encode(), name="年报.txt").paragraphs()))
    start = found.text.index("当面提交")
    place = found.place.part(start, start + 4)
    assert (place.line, place.column, place.end_line, place.end_column) == (1, 21, 1, 25)
    start = found.text.index("13800001234")
    place = found.place.part(start, start + 11)
    assert (place.line, place.column, place.end_line, place.end_column) == (3, 25, 4, 5)
    inside = place.part(7, 9)
    assert (inside.line, inside.column, inside.end_column) == (4, 1, 3)
    assert place.words(lines) == "13800001234"


def test_a_heading_and_a_title_may_be_cut_too() -> None:
    words = "\n".join(
        [
            "青漪县农业农村局2024年政府信息公开工作年",
            "度报告",
            "一、总体情况",
            "全年平稳。",
            "四、因政府信息公开工作被申请行政复议、提",
            "起行政诉讼情况",
        ]
    )
    report = parse_bytes(words.encode(), name="年报.txt")
    assert report.title is not None
    assert report.title.text == "青漪县农业农村局2024年政府信息公开工作年度报告"
    assert [section.number for section in report.sections] == [1, 4]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_nothing_is_put_together_that_was_not_cut(path: Path) -> None:
    assert not any(cut_lines(text(draft(path)).split("\n")))


def test_lines_without_end_take_time_in_step_with_their_number() -> None:
    lines = ["全年公开信息，推进平台建设，落实保密审查和"] * 40_000
    assert sum(cut_lines(lines)) < len(lines)


def test_the_title_over_each_page_is_no_text() -> None:
    head = "青漪镇人民政府2024年政府信息公开工作年度报告"
    pages = [
        "一、总体情况\n本镇公开信息12条。",
        "五、存在的主要问题及改进情况\n没有。",
        "六、其他需要报告的事项\n没有。",
    ]
    words = "\n".join(f"{head}\n{page}" for page in pages)
    assert prose(words) == [head, *"\n".join(pages).split("\n")]
    twice = "\n".join(f"{head}\n{page}" for page in pages[:2])
    assert prose(twice).count(head) == 2
