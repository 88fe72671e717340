"""Bank card numbers: every full one is told and masked, none is seen in other figures."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportlint.checks.wording.card_numbers import is_card_number
from reportlint.checks.wording.id_numbers import is_credit_code, is_id_number
from tests.checks import Told, found


def completed(digits: str) -> str:
    return next(digits + last for last in "0123456789" if is_card_number(digits + last))


def other(number: str) -> bool:
    return len(number) == 18 and (is_id_number(number) or is_credit_code(number))


CARDS = (
    st.from_regex(r"6[02][0-9]{13,16}", fullmatch=True).map(completed).filter(lambda card: not other(card))
)


def masked(number: str) -> str:
    return number[:4] + "*" * (len(number) - 8) + number[-4:]


def grouped(number: str, sign: str) -> str:
    return sign.join(number[start : start + 4] for start in range(0, len(number), 4))


@given(CARDS, st.sampled_from(["", " ", "-"]))
def test_a_full_number_is_told_and_masked(card: str, sign: str) -> None:
    written = grouped(card, sign) if sign else card
    message = f"这里有完整的银行卡号（{masked(card)}）"
    assert found("W604", sections={6: f"补贴发到村民陈某的卡上（{written}）。"}) == [
        Told("W604", "warning", written, message)
    ]


@given(CARDS, st.integers(1, 9))
def test_a_wrong_check_digit_is_silent(card: str, step: int) -> None:
    wrong = card[:-1] + str((int(card[-1]) + step) % 10)
    assert found("W604", sections={6: f"清单序号{wrong}。"}) == []


@given(CARDS, st.sampled_from("0123456789AX"))
def test_parts_of_longer_figures_are_silent(card: str, sign: str) -> None:
    written = f"序列{sign}{card}、{card}.5元、档案编号{card}、索引号：{card}、批次{card}{sign * 4}。"
    assert found("W604", sections={6: written}) == []


@given(st.from_regex(r"4[0-9]{14}|5[1-5][0-9]{13}", fullmatch=True).map(completed))
def test_other_issuers_count_only_where_a_card_is_spoken_of(card: str) -> None:
    assert found("W604", sections={6: f"项目序列{card}。"}) == []
    (told,) = found("W604", sections={6: f"银行卡号：{card}。"})
    assert told.at == card
