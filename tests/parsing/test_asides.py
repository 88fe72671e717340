"""What stands in or beside the tables and is no part of them is prose or an aside, and is judged."""

from __future__ import annotations

import pytest

from reportlint import parsing, readers
from reportlint.app.api import Settings, check_bytes
from reportlint.app.trial import marked
from reportlint.draft import SAMPLES, html, sample, text
from reportlint.model.report import Report

NUMBER = "350125199003071239"
TOLD = f"2024年新收政府信息公开申请9件，经办人身份证{NUMBER}"
NOTE = f"备注\t{TOLD}"
SMALL = f"姓名\t身份证号\t电话\n王某\t{NUMBER}\t13900001234"


def lines_with(added: str, *, at: str, behind: bool = True) -> str:
    """The sample of a township with lines behind (or before) the first line that begins with `at`."""
    lines = text(sample("town")).split("\n")
    index = next(index for index, line in enumerate(lines) if line.startswith(at))
    lines.insert(index + behind, added)
    return "\n".join(lines)


def codes(
    written: str, name: str = "年报.txt", select: tuple[str, ...] = ("N401", "W")
) -> list[tuple[str, str]]:
    result = check_bytes(written.encode(), name=name, settings=Settings(select=select))
    assert result.not_checked == ()
    return [(found.code, marked(found)) for found in result.diagnostics]


def read(written: str, name: str = "年报.txt") -> Report:
    return parsing.parse(readers.read(written.encode(), name=name))


@pytest.mark.parametrize(
    ("at", "behind"),
    [
        ("行政许可", True),
        ("行政事业性收费", True),
        ("第二十条第（一）项", False),
        ("一、本年新收政府信息公开申请数量", True),
        ("四、结转下年度继续办理", True),
        ("行政复议\t", False),
    ],
)
def test_a_note_in_or_beside_a_table_is_prose(at: str, behind: bool) -> None:
    written = lines_with(NOTE, at=at, behind=behind)
    assert codes(written) == [("N401", "applications.new_received.total"), ("W602", NUMBER)]
    told = [paragraph.text for _, paragraph in read(written).prose()]
    assert f"备注 {TOLD}" in told


@pytest.mark.parametrize(
    ("at", "behind"),
    [
        ("行政事业性收费", True),
        ("第二十条第（一）项", False),
        ("四、结转下年度继续办理", True),
        ("行政复议\t", False),
    ],
)
def test_a_small_table_that_runs_into_one_of_the_forms_is_not_lost(at: str, behind: bool) -> None:
    written = lines_with(SMALL, at=at, behind=behind)
    assert codes(written, select=("W",)) == [("W602", NUMBER), ("W603", "13900001234")]


def test_a_small_table_behind_the_last_is_prose() -> None:
    lines = text(sample("town")).split("\n")
    end = next(index for index, line in enumerate(lines) if line.startswith("五、"))
    last = max(index for index in range(end) if lines[index].strip())
    written = "\n".join([*lines[: last + 1], *SMALL.split("\n"), *lines[last + 1 :]])
    assert codes(written, select=("W",)) == [("W602", NUMBER), ("W603", "13900001234")]
    section = read(written).section(4)
    assert section is not None
    assert section.text == f"姓名 身份证号 电话\n王某 {NUMBER} 13900001234"


@pytest.mark.parametrize("heading", ["三、", "四、", "五、"])
def test_a_table_of_its_own_in_a_page_is_judged(heading: str) -> None:
    page = html(sample("town"))
    start = page.index(f"<h2>{heading}")
    rows = f"<tr><td>姓名</td><td>身份证</td></tr><tr><td>王某</td><td>{NUMBER}</td></tr>"
    written = f"{page[:start]}<table>{rows}</table>{page[start:]}"
    assert codes(written, "年报.html", ("W",)) == [("W602", NUMBER)]


def test_remarks_and_labels_that_are_none_of_the_forms_are_asides() -> None:
    written = text(sample("town")).replace("行政许可\t36", f"行政许可\t36（王某{NUMBER}）")
    report = read(written)
    assert [(section, aside.text) for section, aside in report.asides] == [(2, f"36（王某{NUMBER}）")]
    assert codes(written) == [("W602", NUMBER)]
    strange = read(lines_with("其中王某\t5", at="行政许可"))
    assert [(section, aside.text) for section, aside in strange.asides] == [(2, "其中王某")]


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("write", [text, html])
def test_a_correct_table_leaves_nothing_beside_it(name: str, write: object) -> None:
    assert callable(write)
    report = read(write(sample(name)), "年报.html" if write is html else "年报.txt")
    assert report.asides == ()
    assert [section.number for section in report.sections if section.paragraphs] == [1, 5, 6]


def test_cells_in_prose_stand_as_far_apart_as_on_their_line() -> None:
    """A finding marks the words themselves, also behind gaps between cells."""
    written = text(sample("town")).rstrip() + f"\n\n联系人\t\t王某\t\t身份证号  {NUMBER}\t无\n"
    assert codes(written) == [("W602", NUMBER)]
