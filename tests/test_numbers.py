"""What a cell's text says: every shape of figure seen in published tables."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.model.document import NOWHERE
from reportlint.model.numbers import chinese_number, is_figure, read_value
from reportlint.model.report import Blank, Number, Placeholder, Unreadable


@pytest.mark.parametrize(
    ("raw", "value", "note"),
    [
        ("0", 0, ""),
        ("007", 7, ""),
        (" 12 ", 12, ""),
        ("１２", 12, ""),
        ("1,234", 1234, ""),
        ("1，234，567", 1234567, ""),
        ("1\u200b2", 12, ""),
        ("22（其中修订 16 件）", 22, "其中修订 16 件"),
        ("55(含自然失效29件)", 55, "含自然失效29件"),
        ("22，其中修订16件", 22, "其中修订16件"),
        ("5²", 5, "²"),
        ("５①", 5, "①"),
        ("1,204 ⑴", 1204, "⑴"),
        ("36¹、²", 36, "¹、²"),
        ("36（注¹）", 36, "注¹"),
        ("22（①其中修订16件）", 22, "①其中修订16件"),
    ],
)
def test_figures_are_read(raw: str, value: int, note: str) -> None:
    assert read_value(raw, NOWHERE) == Number(value, raw, NOWHERE, note)


@pytest.mark.parametrize(
    ("raw", "value"), [("一千二百", 1200), ("〇", 0), ("十", 10), ("二〇二四", 2024), ("三万零五", 30005)]
)
def test_chinese_numerals_are_read_and_told(raw: str, value: int) -> None:
    assert read_value(raw, NOWHERE) == Number(value, raw, NOWHERE, in_words=True)


@pytest.mark.parametrize("raw", ["", " ", "\t", "\xa0", "\u3000", "\u200b", "\ufeff"])
def test_blank_is_not_zero(raw: str) -> None:
    assert read_value(raw, NOWHERE) == Blank(raw, NOWHERE)


@pytest.mark.parametrize("raw", ["/", "／", "-", "--", "—", "－－", "无", "不涉及", "N/A", "不适用", "_"])
def test_signs_for_nothing_are_placeholders(raw: str) -> None:
    assert read_value(raw, NOWHERE) == Placeholder(raw, NOWHERE)


@pytest.mark.parametrize(
    ("raw", "flaw"),
    [
        ("124件", "unit"),
        ("251000元", "unit"),
        ("100万", "unit"),
        ("3（件）", "unit"),
        ("①", "words"),
        ("²", "words"),
        ("²5", "words"),
        ("5²3", "words"),
        ("5½", "words"),
        ("5⒈", "words"),
        ("㈠", "words"),
        ("减4", "negative"),
        ("-4", "negative"),
        ("1.5", "decimal"),
        ("3.0", "decimal"),
        ("3 5", "two_figures"),
        ("3、5", "two_figures"),
        ("1,23", "two_figures"),
        ("见附件", "words"),
        ("12a", "words"),
    ],
)
def test_what_needs_a_guess_is_unreadable(raw: str, flaw: str) -> None:
    value = read_value(raw, NOWHERE)
    assert isinstance(value, Unreadable)
    assert (value.raw, value.flaw) == (raw, flaw)


def test_money_has_decimals_and_differences_have_signs() -> None:
    assert read_value("0.50", NOWHERE, kind="amount") == Number(Decimal("0.50"), "0.50", NOWHERE)
    assert read_value("2.00", NOWHERE, kind="amount") == Number(2, "2.00", NOWHERE)
    assert read_value("减4", NOWHERE, kind="signed") == Number(-4, "减4", NOWHERE)
    assert read_value("+3", NOWHERE, kind="signed") == Number(3, "+3", NOWHERE)


@given(st.integers(min_value=0, max_value=10**9))
def test_thousands_separators_and_width_change_nothing(number: int) -> None:
    wide = str(number).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
    for raw in (str(number), f"{number:,}", wide):
        assert read_value(raw, NOWHERE) == Number(number, raw, NOWHERE)
        assert is_figure(raw)


@given(st.text(max_size=12))
def test_any_text_is_read_without_failing_and_keeps_its_raw_text(raw: str) -> None:
    assert read_value(raw, NOWHERE).raw == raw


def test_a_single_numeral_is_a_piece_of_a_label() -> None:
    assert not is_figure("三")
    assert is_figure("三十")
    assert chinese_number("第三") is None
