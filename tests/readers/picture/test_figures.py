"""Two readings of a cell: what is made of them."""

from __future__ import annotations

import pytest

pytest.importorskip("cv2", reason="the extra `ocr` is not installed")

from reportlint.readers.picture.figures import figure, line, or_slash, seems_figure
from reportlint.readers.picture.models import Reading, Sign


def reading(
    text: str, score: float = 0.98, others: dict[int, tuple[tuple[str, float], ...]] | None = None
) -> Reading:
    return Reading(tuple(Sign(sign, score, 0.5, (others or {}).get(at, ())) for at, sign in enumerate(text)))


@pytest.mark.parametrize(
    ("first", "second", "text", "alternatives", "sure"),
    [
        (reading("31"), reading("31"), "31", (), True),
        (reading("31"), reading("81"), "31", ("81",), False),
        (reading("31", 0.7), reading("81"), "81", ("31",), False),
        (reading("3", others={0: (("8", 0.2),)}), reading("3"), "3", ("8",), False),
        (reading("O"), reading("0"), "0", (), True),
        (reading("l2"), reading("l2"), "12", (), False),
        (reading(""), reading("7"), "7", (), False),
        (reading("", 0.0), reading("", 0.0), "", (), False),
        (reading("/"), reading("/"), "/", (), True),
        (reading("L"), reading("L"), "L", (), False),
        (reading("无"), reading("元"), "无", ("元",), False),
        (reading("12.5"), reading("12.5"), "12.5", (), True),
    ],
)
def test_a_figure(
    first: Reading, second: Reading, text: str, alternatives: tuple[str, ...], sure: bool
) -> None:
    said = figure(first, second)
    assert (said.text, said.alternatives) == (text, alternatives)
    assert (said.score >= 0.75) is sure or bool(alternatives)


def test_a_figure_that_looks_like_a_slash_is_in_doubt() -> None:
    said = or_slash(figure(reading("1", 0.92), reading("1")))
    assert (said.text, said.alternatives, said.score) == ("1", ("/",), 0.5)
    assert or_slash(figure(reading("/"), reading("/"))) == figure(reading("/"), reading("/"))


def test_what_may_be_a_figure() -> None:
    assert [seems_figure(reading(text)) for text in ("", "18462", "O", "/", "12345678.90")] == [True] * 5
    assert [seems_figure(reading(text)) for text in ("日", "A", "σ", "L1")] == [
        True
    ] * 4  # a blurred 0, as seen
    assert [seems_figure(reading(text)) for text in ("一、本年新收", "其他", "合计", "ABC")] == [False] * 4


def test_a_line_of_prose_keeps_what_the_readings_differ_in() -> None:
    told = line(reading("办结3件", 0.9), reading("办结8件", 0.8))
    assert [(sign.text, others) for sign, others in told] == [
        ("办", ()),
        ("结", ()),
        ("3", ("8",)),
        ("件", ()),
    ]
    assert told[2][0].score == 0.5
