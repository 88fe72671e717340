"""Mobile numbers: every full one is told and masked, none is seen in other figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checks import Told, found

NUMBERS = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)


def masked(number: str) -> str:
    return f"{number[:3]}****{number[-4:]}"


@given(
    NUMBERS, st.sampled_from(["{0}", "{0:.3}-{1}-{2}", "{0:.3} {1} {2}"]), st.sampled_from(["", "+86", "86-"])
)
def test_a_full_number_is_told_however_it_is_written(number: str, form: str, country: str) -> None:
    written = form.format(number, number[3:7], number[7:])
    message = f"这里有完整的手机号码（{masked(number)}）"
    assert found("W603", sections={6: f"村民陈某（{country}{written}）领取补贴。"}) == [
        Told("W603", "warning", written, message)
    ]


@given(
    NUMBERS,
    st.sampled_from(["联系电话：", "咨询电话", "值班电话（手机）", "如有疑问，请与镇党政办公室联系："]),
)
def test_an_office_contact_is_only_remarked_on(number: str, words: str) -> None:
    message = f"办公联系电话用的是手机号码（{masked(number)}），确认是否需要公开"
    assert found("W603", sections={6: f"{words}{number}。"}) == [Told("W603", "info", number, message)]


@given(NUMBERS)
def test_an_office_word_in_another_sentence_does_not_count(number: str) -> None:
    told = found("W603", sections={6: f"联系电话：0591-12345678。经手人李某{number}。"})
    assert [item.severity for item in told] == ["warning"]


@given(NUMBERS, st.sampled_from("0123456789"))
def test_parts_of_longer_figures_are_silent(number: str, digit: str) -> None:
    written = (
        f"编号{digit}{number}、{number}{digit}、{number}.5，累计{number}元、{number}条、{digit}.{number}。"
    )
    assert found("W603", sections={6: written}) == []


@pytest.mark.parametrize("mask", ["138****1234", "138XXXX1234", "138＊＊＊＊1234", "1380000****", "138…1234"])
def test_masked_numbers_are_silent(mask: str) -> None:
    assert found("W603", sections={6: f"来电人{mask}反映的事项已经答复。"}) == []
