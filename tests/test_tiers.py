"""The tiers lose no case: the sample covers what all cases show, and the tiers together have each case once."""

from __future__ import annotations

from itertools import product

import pytest

from tests.generator.faults import covers, faults
from tests.generator.shapes import shapes
from tests.tiers import covering, parameters

CASES = tuple(product(shapes(), faults()))


def test_the_sample_shows_all_that_the_product_shows() -> None:
    chosen = covering(CASES, covers)
    assert {one for number in chosen for one in covers(*CASES[number])} == {
        one for case in CASES for one in covers(*case)
    }
    assert {case[0].name for case in CASES} == {CASES[number][0].name for number in chosen}
    assert {case[1].name for case in CASES} == {CASES[number][1].name for number in chosen}
    assert chosen == covering(CASES, covers)
    assert len(chosen) < len(CASES) / 5


def test_no_case_of_the_sample_is_idle() -> None:
    cases = [(a, b) for a in "123" for b in "abc"]
    chosen = covering(cases, lambda a, b: {a, b})
    assert len(chosen) == 3


@pytest.mark.parametrize("tier", ["exhaustive", "all"])
def test_every_case_is_in_one_tier(tier: str) -> None:
    usual = [parameter.id for parameter in parameters(CASES, covers, tier="default")]
    every = parameters(CASES, covers, tier=tier)
    assert [parameter.id for parameter in every] == [f"{shape.name}-{fault.name}" for shape, fault in CASES]
    assert [parameter.id for parameter in every if not parameter.marks] == usual
