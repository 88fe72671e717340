"""Measuring, cutting and wrapping text for a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.render.plain import clip, harmless, pad, width, wrap


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("abc", 3), ("年报", 4), ("“年”", 4), ("，", 2), ("e\u0301", 1), ("Ａ", 2), ("…", 1)],
)
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\tb\r\nc", "a b  c"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\x9b2J", "\\x9b2J"),
        ("\u202e年\u202c\ufeff\u200b报\xad", "年报"),
        ("\udcff", "\\udcff"),
        ("〇一二三 Ａ", "〇一二三 Ａ"),
    ],
)
def test_harmless(text: str, shown: str) -> None:
    assert harmless(text) == shown


def test_clip_and_pad() -> None:
    assert clip("本年新收", 8) == "本年新收"
    assert clip("本年新收", 7) == "本年新…"
    assert clip("本年新收", 6) == "本年…"
    assert pad("年", 4) == "年  "
    assert pad("年", 4, right=True) == "  年"


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("甲乙丙丁，戊己", 8, ["甲乙丙", "丁，戊己"]),
        ("甲乙丙“丁戊”", 8, ["甲乙丙", "“丁戊”"]),
        ("甲乙（丙）。丁", 10, ["甲乙（丙）", "。丁"][:0] or ["甲乙", "（丙）。丁"]),
        ("见 A301 和 T203", 8, ["见 A301", "和 T203"]),
        ("12345 67890", 4, ["1234", "5", "6789", "0"]),
        ("共 12,345.67 元", 11, ["共", "12,345.67", "元"]),
        ("", 10, []),
    ],
)
def test_wrap(text: str, columns: int, lines: list[str]) -> None:
    assert list(wrap(text, columns)) == lines


def test_first_line_may_be_shorter() -> None:
    assert list(wrap("甲乙丙丁戊己", 8, first=4)) == ["甲乙", "丙丁戊己"]


@given(st.text(alphabet="甲乙丙，。（）“”、a1. ", max_size=60), st.integers(8, 30))
def test_wrapping_loses_nothing_but_blanks(text: str, columns: int) -> None:
    lines = list(wrap(text, columns))
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(
    st.lists(st.sampled_from(["甲乙", "丙", "A301", "，", "。", "（丁）", " "]), max_size=40),
    st.integers(12, 40),
)
def test_lines_fit(words: list[str], columns: int) -> None:
    text = "戊".join(words)  # marks in ordinary use: never two closing marks in a row
    lines = list(wrap(text, columns))
    assert [line for line in lines if width(line) > columns] == []
    assert [line for line in lines[1:] if line[:1] in "，。）"] == []
