"""Concise output: what problem matchers read."""

from __future__ import annotations

from msgspec.structs import replace

from reportlint.model.document import NOWHERE, Place
from reportlint.render import RenderOptions, renderer
from tests.render import samples


def concise(*results: object) -> list[str]:
    return "".join(renderer("concise")(results, RenderOptions())).splitlines()  # type: ignore[arg-type]


def test_one_line_per_finding() -> None:
    prose = samples.prose_finding("此处 XX 填写", "XX")
    assert concise(samples.checked(prose, samples.balance_finding()), samples.CLEAN, samples.UNREADABLE) == [
        "柳溪镇.txt:9:4: warning W601 “XX”是模板里没有换掉的字",
        "柳溪镇.txt:80:20: error A303 最可能：第三部分的表，“（一）予以公开”行、“自然人”列应为 3（现填 4），改后全表的合计都对得上",
        "空.txt: error E901 文件是空的，没有内容可查",
    ]


def test_unknown_places_are_left_out() -> None:
    prose = samples.prose_finding("此处 XX 填写", "XX")
    nowhere, line_only = replace(prose, place=NOWHERE), replace(prose, place=Place(line=3))
    assert concise(samples.checked(nowhere, line_only)) == [
        "柳溪镇.txt: warning W601 “XX”是模板里没有换掉的字",
        "柳溪镇.txt:3: warning W601 “XX”是模板里没有换掉的字",
    ]
