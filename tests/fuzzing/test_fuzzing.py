"""The fuzzer itself: its seeds are what they are meant to be, and each of its invariants can be broken."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from reportlint.app import api
from reportlint.model.diagnostic import NotChecked, Result
from reportlint.model.wording import Text
from tests.fuzzing import cases, judged
from tests.fuzzing.cases import Case, outcome
from tests.fuzzing.seeds import FORMATS, trio

FEW = 2


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("number", range(2))
def test_seeds_are_silent_and_what_is_planted_in_them_is_found(format: str, number: int) -> None:
    found = outcome(Case(1, format, number), only=())
    assert (found.faults, found.inputs, found.silent) == ((), 3, 1)


@pytest.mark.parametrize("format", FORMATS)
def test_a_few_cases_break_nothing(format: str) -> None:
    for number in range(FEW):
        found = outcome(Case(2, format, number))
        assert found.faults == (), f"python tools/fuzz.py --seed 2 --only {format}/{number}"


def test_a_case_is_the_same_each_time() -> None:
    assert outcome(Case(5, "docx", 3)) == outcome(Case(5, "docx", 3))


Broken = Callable[..., Result]
GOOD = api.check_bytes


def _raises(data: bytes, **told: Any) -> Result:
    raise RecursionError("too deep")


def _crashed(data: bytes, **told: Any) -> Result:
    result = GOOD(data, **told)
    return replace(result, states={**result.states, "A301": "crashed"})


def _fails_inside(data: bytes, **told: Any) -> Result:
    return api.unreadable(told["name"], Text("读这个文件时程序出错（KeyError: 1）", "failed"))


def _blind(data: bytes, **told: Any) -> Result:
    return replace(GOOD(data, **told), diagnostics=(), not_checked=())


_COUNT = iter(range(1_000_000))


def _moody(data: bytes, **told: Any) -> Result:
    reason = Text(f"{next(_COUNT)}", "")
    return replace(GOOD(data, **told), not_checked=(NotChecked("E901", reason, unread=True),))


@pytest.mark.parametrize(
    ("check", "invariants"),
    [
        (_raises, {"no exception"}),
        (_crashed, {"no exception"}),
        (_fails_inside, {"no exception"}),
        (_blind, {"planted figures are found"}),
        (_moody, {"same bytes, same result"}),
    ],
)
def test_what_breaks_an_invariant_is_told(
    check: Broken, invariants: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judged, "check_bytes", check)
    assert {fault.invariant for fault in outcome(Case(1, "txt", 0), only=()).faults} == invariants


@pytest.mark.parametrize("format", sorted(FORMATS.keys() - {"mhtml", "json", "xls", "zip", "tar", "7z"}))
def test_a_number_that_is_shown_and_was_not_read_is_told(format: str) -> None:
    written = FORMATS[format]
    data = written.pack(written.write(trio(Random(1)).told, Random(1)))
    blind = judged.Judged(_blind(data, name=f"年报{written.suffix}"), ())
    assert [fault.invariant for fault in judged.lost(blind, data, written.suffix)] == [
        "everything lost is told"
    ]
    assert not list(judged.lost(judged.judged(data, name=f"年报{written.suffix}"), data, written.suffix))


def test_a_slow_file_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judged, "SECONDS", 0.0)
    assert [fault.invariant for fault in outcome(Case(1, "txt", 1), only=()).faults] == ["time"]


def test_what_breaks_is_made_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judged, "check_bytes", _raises)
    number = next(n for n in range(20) if Case(1, "md", n).random("steps").randint(0, cases._MOST_STEPS) > 2)
    assert outcome(Case(1, "md", number)).steps == ()
