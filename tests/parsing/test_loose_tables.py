"""Tables whose rows came apart: every cell is read right, or is told not to be read; never another row's figures."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from msgspec.structs import replace

from reportlint.app.api import check_bytes, parse_bytes
from reportlint.draft import Draft, sample, text
from reportlint.draft.drawing import Drawing
from reportlint.model.report import Number
from tests.parsing.test_shapes import rows


def printed(drawing: Drawing, *, width: int, where: str) -> Iterator[str]:
    """The lines of a table as a PDF viewer copies them: labels of `width` characters a line, figures at `where`."""
    for row in rows(drawing):
        words = [cell for cell in row if (cell and not cell[0].isdigit()) or cell[1:2] == "."]
        figures = [cell for cell in row if cell and cell not in words]
        if not (figures and words):
            yield " ".join([*words, *figures])
            continue
        *groups, label = words
        yield from groups
        lines = [label[at : at + width] for at in range(0, len(label), width)]
        at = {"before": 0, "between": (len(lines) + 1) // 2, "behind": len(lines)}[where]
        lines.insert(at, " ".join(figures))
        yield from lines


def copied(draft: Draft, *, width: int, where: str) -> str:
    return text(draft, write=lambda _, drawing: "\n".join(printed(drawing, width=width, where=where)))


def figures_of(seed: int) -> Draft:
    """A county's report with other figures in each cell of table 三; sums do not matter here."""
    rng = Random(seed)
    draft = sample("city")
    cells = {key: str(rng.randrange(1000)) for key in draft.cells if key.table == "applications"}
    return replace(draft, cells={**draft.cells, **cells})


@pytest.mark.parametrize("where", ["behind", "between"])
@pytest.mark.parametrize("width", [9, 12, 15, 19, 24, 60])
def test_labels_over_several_lines(width: int, where: str) -> None:
    draft = figures_of(width)
    report = parse_bytes(copied(draft, width=width, where=where).encode(), name=draft.filename)
    read = dict(report.tables["applications"].cells())
    wrong = [
        key
        for key, value in read.items()
        if isinstance(value, Number) and str(value.value) != draft.cells[key]
    ]
    assert wrong == []
    assert sum(isinstance(value, Number) for value in read.values()) == 175


@pytest.mark.parametrize("seed", range(6))
def test_a_line_of_figures_that_is_lost_takes_no_other_row_s(seed: int) -> None:
    draft, rng = figures_of(seed), Random(seed)
    lines = copied(draft, width=rng.randint(9, 30), where=rng.choice(["behind", "between", "before"])).split(
        "\n"
    )
    sevens = [
        at for at, line in enumerate(lines) if len(line.split()) == 7 and line.replace(" ", "").isdigit()
    ]
    del lines[rng.choice(sevens)]
    content = "\n".join(lines).encode()
    for key, value in parse_bytes(content, name=draft.filename).tables["applications"].cells():
        if isinstance(value, Number):
            assert str(value.value) == draft.cells[key], key
    assert check_bytes(content, name=draft.filename).diagnostics


HEAD_OF_THREE = """申请人情况
（本列数据的勾稽关系为：
法人或其他组织
第一项加第二项之和，等于
自然人 社会公益 法律服务 总计
第三项加第四项之和） 商业企业 科研机构 其他
组织 机构"""
UPRIGHT = """四 政府信息
） 2.没有现成信息需要
{figures}
无 另行制作
法"""
"""As converters that keep the layout write narrow columns of labels."""


def with_head(lines: list[str], head: str) -> list[str]:
    """The lines of a report with another head of table 三."""
    first = next(at for at, line in enumerate(lines) if line.startswith("（本列数据"))
    last = next(at for at, line in enumerate(lines) if line.startswith("一、本年新收"))
    return [*lines[:first], head, *lines[last:]]


def test_heads_in_pieces_out_of_order_name_the_columns() -> None:
    draft = figures_of(3)
    lines = with_head(copied(draft, width=60, where="behind").split("\n"), HEAD_OF_THREE)
    table = parse_bytes("\n".join(lines).encode(), name=draft.filename).tables["applications"]
    assert (table.missing_columns, [label.altered for label in table.columns]) == ((), [False] * 7)


def test_heads_in_pieces_that_lack_one_are_told() -> None:
    draft = figures_of(3)
    head = HEAD_OF_THREE.replace(" 总计", "")
    lines = with_head(copied(draft, width=60, where="behind").split("\n"), head)
    found = check_bytes("\n".join(lines).encode(), name=draft.filename).diagnostics
    assert any("总计" in entry.message.zh and entry.code in ("T202", "T204") for entry in found)


def test_letters_of_an_upright_label_are_no_figures() -> None:
    """无 stands for no figure where it is a letter of 无法提供."""
    draft = figures_of(4)
    lines = copied(draft, width=60, where="behind").split("\n")
    at = next(at for at, line in enumerate(lines) if line.startswith("2.没有现成"))
    lines[at : at + 2] = UPRIGHT.format(figures=lines[at + 1]).split("\n")
    report = parse_bytes("\n".join(lines).encode(), name=draft.filename)
    read = {key: getattr(value, "raw", None) for key, value in report.tables["applications"].cells()}
    assert read == {key: raw for key, raw in draft.cells.items() if key.table == "applications"}


def broken(line: str, *, digits: int) -> str:
    """A line of figures whose columns hold so many digits: what is longer goes on in the line below."""
    *words, last = line.split(" ")
    figures = [word for word in (*words, last) if word.isdigit()]
    rest = [figure[digits:] for figure in figures if len(figure) > digits]
    first = " ".join(word[:digits] if word.isdigit() else word for word in (*words, last))
    return "\n".join([first, " ".join(rest)]) if rest else first


@pytest.mark.parametrize("digits", [1, 2])
def test_figures_that_the_print_broke_over_lines_are_not_read(digits: int) -> None:
    """What stands in the first line is a part of a figure: neither read as one, nor an error of the report."""
    draft = figures_of(5)
    whole = text(draft, write=lambda key, drawing: "\n".join(" ".join(row) for row in rows(drawing)))
    lines = [broken(line, digits=digits) if line[-1:].isdigit() else line for line in whole.split("\n")]
    content = "\n".join(lines).encode()
    for key, value in parse_bytes(content, name=draft.filename).tables["applications"].cells():
        if isinstance(value, Number):
            assert str(value.value) == draft.cells[key], key
    codes = {entry.code for entry in check_bytes(content, name=draft.filename).diagnostics}
    assert codes & {"T203", "T204"}
    assert not codes & {"A301", "A302", "A303"}


STRIP = """行政复议行政诉讼
未经复议直接起诉复议后起诉
结果结果其他尚未
总计
维持纠正结果审结维持纠正结果审结
| 19 | 22 | 4 | 5 | 50 | 34 | 29 | 24 | 13 | 100 | 19 | 24 | 14 | 31 | 88 |"""


@pytest.mark.parametrize("head", [STRIP, STRIP.replace("\n总计", "\n总计\n结果维持\n未审")])
def test_one_line_of_all_figures_under_a_scrambled_head_is_table_four(head: str) -> None:
    draft = sample("city")
    words = text(
        draft,
        write=lambda key, drawing: (
            head if key == "remedies" else "\n".join(printed(drawing, width=60, where="behind"))
        ),
    )
    table = parse_bytes(words.encode(), name=draft.filename).tables["remedies"]
    read = [getattr(value, "value", None) for _, value in table.cells()]
    assert read == [19, 22, 4, 5, 50, 34, 29, 24, 13, 100, 19, 24, 14, 31, 88]


def test_one_line_of_figures_under_strange_words_is_not() -> None:
    draft = sample("city")
    head = STRIP.replace("总计", "备注栏")
    words = text(
        draft,
        write=lambda key, drawing: (
            head if key == "remedies" else "\n".join(printed(drawing, width=60, where="behind"))
        ),
    )
    found = check_bytes(words.encode(), name=draft.filename).diagnostics
    assert any(entry.code in ("T201", "T202", "T204", "T205") for entry in found)
