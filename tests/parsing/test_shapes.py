"""Tables as web pages leave them when they become text: blank cells, cut heads, explained labels, cells run
together.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest
from msgspec.structs import replace

from reportlint.app.api import check_bytes
from reportlint.draft import Draft, sample, text
from reportlint.draft.drawing import Drawing
from reportlint.model.report import CellKey, Number, Report
from reportlint.parsing import parse
from reportlint.readers import read

Write: TypeAlias = Callable[[str, Drawing], str]


def rows(drawing: Drawing) -> list[list[str]]:
    return [[cell.text for cell in row] for row in drawing]


def in_bars(key: str, drawing: Drawing) -> str:
    """A bar behind each cell."""
    return "\n".join("".join(f"{cell} | " for cell in row).strip() for row in rows(drawing))


def filled_up(key: str, drawing: Drawing) -> str:
    """A bar behind each cell, and a bare bar for each cell that a row lacks."""
    width = max(map(len, rows(drawing)))
    return "\n".join(
        "".join(f"{cell} | " for cell in row) + "|" * (width - len(row)) for row in rows(drawing)
    )


def run_together(key: str, drawing: Drawing) -> str:
    """Nothing between the cells."""
    return "".join("".join(row) for row in rows(drawing))


def rows_run_together(key: str, drawing: Drawing) -> str:
    """Nothing between the cells of a row."""
    return "\n".join("".join(row) for row in rows(drawing))


def parsed(content: str) -> Report:
    return parse(read(content.encode(), name="年报.txt"))


def only_totals() -> Draft:
    """A report of zeros whose table of part 3 is blank but for its totals."""
    draft = sample("zeros")
    blank = {key: "" for key in draft.cells if key.table == "applications" and key.column != "total"}
    return replace(draft, cells={**draft.cells, **blank})


@pytest.mark.parametrize("write", [in_bars, filled_up], ids=lambda write: write.__name__)
def test_rows_with_nothing_but_a_total_are_read(write: Write) -> None:
    draft = only_totals()
    table = parsed(text(draft, write=write)).tables["applications"]
    for key in draft.cells:
        if key.table == "applications":
            value = table.value(key.row, key.column)
            assert value is not None
            assert value.state == ("number" if key.column == "total" else "blank"), key


def test_heads_may_go_on_in_the_row_below() -> None:
    def cut(key: str, drawing: Drawing) -> str:
        lines = in_bars(key, drawing)
        return lines.replace("商业企业 | 科研机构 |", "商业 | 科研 |").replace(
            "法律服务机构 | 其他 |", "法律服务机构 | 其他 |\n企业 | 机构 |"
        )

    draft = sample("town")
    result = check_bytes(text(draft, write=cut).encode(), name=draft.filename)
    assert (result.diagnostics, result.not_checked) == ((), ())


def test_labels_with_explanations_are_known_and_told_as_altered() -> None:
    draft = sample("old")
    explained = {
        "规章": "规章（设区的市应提供相关数据）",
        "其他对外管理服务事项": "其他对外管理服务事项（指行政许可以外的政务服务事项，含行政确认、行政奖励、行政裁决、行政给付、行政征收和其他类）",
        "上一年项目数量": "上一年项目数量（指2019年事项数）",
    }

    def write(key: str, drawing: Drawing) -> str:
        return "\n".join(
            "".join(f"{explained.get(cell, cell)} | " for cell in row).strip() for row in rows(drawing)
        )

    content = text(draft, write=write)
    table = parsed(content).tables["disclosure"]
    assert table.edition == "2019"
    assert {key: value.raw for key, value in table.cells()} == {
        key: raw for key, raw in draft.cells.items() if key.table == "disclosure"
    }
    found = check_bytes(content.encode(), name=draft.filename).diagnostics
    assert {finding.code for finding in found} == {"T205"}


@pytest.mark.parametrize("name", ["town", "old", "city"])
def test_of_rows_that_run_together_only_zeros_are_read_and_the_others_told(name: str) -> None:
    draft = sample(name)
    content = text(draft, write=rows_run_together)
    report = parsed(content)
    told = {
        (entry.cell.table, entry.cell.row)
        for entry in check_bytes(content.encode(), name="年报.txt").diagnostics
        if entry.code in ("T203", "T204") and entry.cell is not None
    }
    for table in report.tables.values():
        for key, value in table.cells():
            if isinstance(value, Number):
                assert str(value.value) == draft.cells[key], key
            else:
                assert value.state == "unreadable"
                assert (key.table, key.row) in told or table.key in {
                    remark.subject for remark in report.unread
                }


@pytest.mark.parametrize("name", ["town", "old"])
def test_cells_that_run_together_are_told_and_not_read(name: str) -> None:
    content = text(sample(name), write=run_together)
    report = parsed(content)
    assert report.tables == {}
    assert [remark.subject for remark in report.unread] == ["disclosure", "applications", "remedies"]
    found = check_bytes(content.encode(), name="年报.txt").diagnostics
    assert [(entry.code, entry.message.zh) for entry in found] == [
        ("T201", f"{table}的各格连成了一片，分不出哪个数在哪一格，没有读，请检查表格是否完整、是否按格式排列")
        for table in ("第二部分的表", "第三部分的表", "第四部分的表")
    ]


def test_prose_that_names_many_labels_is_no_table() -> None:
    draft = sample("town")
    prose = "作出行政许可、行政处罚、行政强制决定的，制发行政规范性文件的，收取行政事业性收费的，均已公开。"
    dropped = replace(draft, prose={**draft.prose, 2: prose}, dropped_tables=frozenset({"disclosure"}))
    assert parsed(text(dropped)).unread == ()


def test_a_single_blank_cell_that_breaks_its_row_is_found_in_its_place() -> None:
    draft = sample("town")
    blank = CellKey("applications", "carried_in", "research")

    def write(key: str, drawing: Drawing) -> str:
        return "\n".join(
            "".join(f"{cell} | " if cell else "\n|" for cell in row).strip() for row in rows(drawing)
        )

    content = text(replace(draft, cells={**draft.cells, blank: ""}), write=write)
    table = parsed(content).tables["applications"]
    assert [key for key, value in table.cells() if value.state != "number"] == [blank]
