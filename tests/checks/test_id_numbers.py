"""Identity card numbers: every valid one is told, masked; a wrong digit makes it another number."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reportlint.checks.wording.id_numbers import is_credit_code, is_id_number
from tests.checks import Told, found

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
"""As GB 11643-1999 prints them."""
BODIES = st.builds(
    lambda area, born, order: f"{area}{born:%Y%m%d}{order:03}",
    st.sampled_from(["110101", "350125", "440106", "510107", "650102"]),
    st.dates(date(1920, 1, 1), date(2020, 12, 31)),
    st.integers(1, 999),
)


def with_check_digit(body: str) -> str:
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]


NUMBERS = BODIES.map(with_check_digit)


@given(NUMBERS)
def test_a_valid_number_is_told_and_masked(number: str) -> None:
    message = f"这里有完整的居民身份证号码（{number[:2]}*************{number[-3:]}）"
    written = f"申请人（身份证号{number}）的申请已经答复。"
    assert found("W602", sections={6: written}) == [Told("W602", "error", number, message)]


@given(NUMBERS, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_no_id_number(number: str, position: int, step: int) -> None:
    digit = str((int(number[position]) + step) % 10)
    assert not is_id_number(number[:position] + digit + number[position + 1 :])


@given(NUMBERS, st.sampled_from("0123456789X"))
def test_only_one_check_digit_is_right(number: str, digit: str) -> None:
    assert is_id_number(number[:17] + digit) == (digit == number[17])


@given(NUMBERS, st.sampled_from(["1", "62", "A"]))
def test_a_number_inside_a_longer_one_is_silent(number: str, more: str) -> None:
    assert found("W602", sections={6: f"流水号{more}{number}和{number}{more}已经登记。"}) == []


@given(NUMBERS)
def test_masked_numbers_are_silent(number: str) -> None:
    masks = [number[:2] + "*" * 13 + number[-3:], number[:6] + "********" + number[14:], number[:14] + "****"]
    assert found("W602", sections={6: f"身份证号{'、'.join(masks)}。"}) == []


@given(NUMBERS)
def test_a_credit_code_is_told_by_the_word_before_it_or_its_own_check(number: str) -> None:
    assume(number.isdigit())
    assert found("W602", sections={6: f"统一社会信用代码：{number}。"}) == []
    told = found("W602", sections={6: f"登记号{number}。"})
    assert (told == []) == is_credit_code(number)


@pytest.mark.parametrize("date_of_birth", ["19900230", "19901301", "18991231", "00000000"])
def test_an_impossible_birthday_is_no_id_number(date_of_birth: str) -> None:
    assert not is_id_number(with_check_digit(f"350125{date_of_birth}123"))


def test_credit_code_of_letters_and_digits() -> None:
    """GB 32100-2015: the weighted sum of all signs is a multiple of 31."""
    body = "11350125MA0000000"
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    right = [sign for sign in signs if is_credit_code(body + sign)]
    assert len(right) == 1
    total = sum(signs.index(sign) * pow(3, place) for place, sign in enumerate(body))
    assert (total + signs.index(right[0])) % 31 == 0
    assert not is_credit_code("2" + (body + right[0])[1:])
