"""Numerals that Word itself puts before paragraphs stand before their texts."""

from __future__ import annotations

import pytest

from reportlint.readers.word.numbers import in_format
from tests.readers.word_files import outline, p, tbl, tc, tr, word_file


def level(number: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(name: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def num(name: int, owner: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{owner}"/>{overrides}</w:num>'


def item(text: str, number: int = 1, depth: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


HEADINGS = abstract(
    0,
    level(0, "chineseCounting", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
)


def test_headings_count_and_deeper_levels_begin_anew() -> None:
    data = word_file(
        item("总体情况"),
        item("主动公开", depth=1),
        item("依申请公开", depth=1),
        item("细目。", depth=2),
        item("主动公开政府信息情况"),
        item("情况", depth=1),
        numbering=HEADINGS + num(1, 0),
    )
    assert outline(data) == [
        "一、总体情况",
        "（一）主动公开",
        "（二）依申请公开",
        "1.细目。",
        "二、主动公开政府信息情况",
        "（一）情况",
    ]


def test_lists_of_one_definition_count_on_unless_told_to_begin_anew() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    data = word_file(
        item("甲。"),
        item("乙。", 2),
        item("丙。", 3),
        item("丁。", 3),
        numbering=HEADINGS + num(1, 0) + num(2, 0) + num(3, 0, anew),
    )
    assert outline(data) == ["一、甲。", "二、乙。", "一、丙。", "二、丁。"]


def test_several_parts_of_a_numeral_and_those_always_in_digits() -> None:
    levels = abstract(0, level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2 ", "<w:isLgl/>"))
    data = word_file(item("甲。"), item("乙。", depth=1), numbering=levels + num(1, 0))
    assert outline(data) == ["一、甲。", "1.1 乙。"]


def test_empty_paragraphs_bullets_and_number_zero_have_no_numeral() -> None:
    bullets = abstract(0, level(0, "bullet", "\u25cf"))
    data = word_file(item("甲。"), item("乙。", 0), numbering=bullets + num(1, 0))
    assert outline(data) == ["甲。", "乙。"]
    data = word_file(item("甲。"), item(""), item("乙。"), numbering=HEADINGS + num(1, 0))
    assert outline(data) == ["一、甲。", "二、乙。"]


def test_a_style_may_carry_the_number() -> None:
    levels = abstract(
        0,
        level(0, "chineseCounting", "第%1部分 ", '<w:pStyle w:val="Heading1"/>'),
        level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="Heading2"/>'),
    )

    def number_styles(document: object) -> None:
        from docx.oxml import parse_xml

        from tests.readers.word_files import NAMESPACES

        for name in ("Heading 1", "Heading 2"):
            style = document.styles[name].element  # type: ignore[attr-defined]
            numbered = parse_xml(f'<w:numPr {NAMESPACES}><w:numId w:val="1"/></w:numPr>')
            style.get_or_add_pPr().append(numbered)

    first, second = ('<w:pStyle w:val="Heading1"/>', '<w:pStyle w:val="Heading2"/>')
    data = word_file(
        p("总体情况", first),
        p("主动公开", second),
        p("不编号。", first + '<w:numPr><w:numId w:val="0"/></w:numPr>'),
        p("其他情况", first),
        numbering=levels + num(1, 0),
        change=number_styles,
    )
    assert outline(data) == ["第一部分 总体情况", "（一）主动公开", "不编号。", "第二部分 其他情况"]


def test_labels_in_cells_are_numbered_too() -> None:
    data = word_file(
        tbl(tr(tc(item("属于国家秘密", 1, 2)), "0"), tr(tc(item("其他", 1, 2)), "1")),
        numbering=HEADINGS + num(1, 0),
    )
    assert outline(data) == [[["1.属于国家秘密", "0"], ["2.其他", "1"]]]


@pytest.mark.parametrize(
    ("form", "numbers", "written"),
    [
        ("decimal", (1, 12), ("1", "12")),
        ("chineseCounting", (1, 10, 11, 20, 21, 100, 105, 110), ("一", "十", "十一", "二十", "二十一", "一百", "一百〇五", "一百一十")),
        ("chineseCountingThousand", (3, 19), ("三", "十九")),
        ("ideographDigital", (2, 10, 24), ("二", "一〇", "二四")),
        ("chineseLegalSimplified", (1, 12), ("壹", "拾贰")),
        ("ideographTraditional", (1, 10), ("甲", "癸")),
        ("decimalEnclosedCircle", (1, 20, 21), ("①", "⑳", "21")),
        ("decimalFullWidth", (1, 12), ("１", "１２")),
        ("decimalZero", (3,), ("03",)),
        ("upperRoman", (4, 9, 14), ("IV", "IX", "XIV")),
        ("lowerLetter", (1, 26, 27), ("a", "z", "aa")),
        ("none", (1,), ("",)),
        ("unheardOf", (5,), ("5",)),
    ],
)  # fmt: skip
def test_formats(form: str, numbers: tuple[int, ...], written: tuple[str, ...]) -> None:
    assert tuple(in_format(number, form) for number in numbers) == written
