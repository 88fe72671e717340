"""Where a finding points in a file that shows no lines: in words for people, as null for programs."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from reportlint.model.as_json import location
from reportlint.model.document import Place, Spot
from reportlint.render import RenderOptions, renderer, words
from tests.render import samples


@pytest.mark.parametrize(
    ("spot", "zh", "en"),
    [
        (Spot(paragraph=12), "", ""),
        (Spot(table=3, row=7, column=2), "", ""),
        (Spot(paragraph=12, note=True), "原文的脚注或尾注", "in a note"),
        (Spot(sheet="年报", address="D12"), "原文工作表“年报”单元格 D12", "sheet “年报”, cell D12"),
        (Spot(line=41), "原文第41行", "line 41"),
        (Spot(), "", ""),
        (
            Spot(sheet="\x1b[31m", address="A1"),
            "原文工作表“\\x1b[31m”单元格 A1",
            "sheet “\\x1b[31m”, cell A1",
        ),
    ],
)
def test_a_spot_in_words(spot: Spot, zh: str, en: str) -> None:
    place = Place(5, 3, 5, 9, None, spot)
    assert words.place(place, "zh") == zh
    assert words.place(place, "en") == en


def test_lines_of_a_file_that_has_none_are_null() -> None:
    nothing = {"line": None, "column": None, "end_line": None, "end_column": None, "page": None}
    assert location(Place(5, 3, 5, 9, None, Spot(table=3, row=7, column=2))) == nothing
    assert location(Place(5, 3, 5, 9, 2, Spot(line=41))) == {**nothing, "line": 41, "end_line": 41, "page": 2}


def test_parts_and_stretches_keep_the_spot() -> None:
    place = Place(5, 3, 5, 9, None, Spot(paragraph=12))
    assert place.part(1, 2) == Place(5, 4, 5, 5, None, Spot(paragraph=12))
    assert place.until(Place(6, 1, 6, 4, None, Spot(paragraph=13))).spot == Spot(paragraph=12)


def test_one_line_per_finding_says_where_to_look() -> None:
    prose = samples.prose_finding("此处 XX 填写", "XX")
    in_word = replace(prose, place=Place(5, 3, 5, 9, None, Spot(paragraph=12)))
    in_page = replace(prose, place=Place(5, 3, 5, 9, None, Spot(line=41)))
    told = "".join(renderer("concise")([samples.checked(in_word, in_page)], RenderOptions())).splitlines()
    assert told == [
        "柳溪镇.txt: warning W601 第一部分：“XX”是模板里没有换掉的字",
        "柳溪镇.txt:41: warning W601 “XX”是模板里没有换掉的字",
    ]
