"""Tiers of tests: what runs by default, what needs other programs or long, and the full products of generated cases.

`default` has everything that is not marked, and of each product of generated cases a sample that covers it.
`slow` has the tests marked so: browser, LibreOffice, clusters, package registries, long reads.
`exhaustive` has the rest of the products, and the tests on generated values again with many more of them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from random import Random
from typing import Any, TypeAlias

import pytest

TIERS = ("default", "slow", "exhaustive", "all")

Case: TypeAlias = tuple[Any, ...]
Covers: TypeAlias = Callable[..., Iterable[Hashable]]
"""What a case shows, such as a fault in a kind of layout: every such thing is shown by some case of the sample."""


def sampled(names: str, cases: Iterable[Case], covers: Covers) -> pytest.MarkDecorator:
    """Gives a test these cases, as parametrize does: a covering sample by default, all in the exhaustive tier.

    The parts of a case stand in its id by their name, or as strings.
    """
    return pytest.mark.sampled(names, tuple(cases), covers)


def covering(cases: Sequence[Case], covers: Covers) -> list[int]:
    """The numbers of few cases that together show all that all of them show; the same ones each time."""
    order = list(range(len(cases)))
    Random(len(cases)).shuffle(order)
    shows = {number: frozenset(covers(*cases[number])) for number in order}
    chosen: list[int] = []
    shown: set[Hashable] = set()
    for wanted in range(max(map(len, shows.values()), default=0), 0, -1):
        for number in order:
            if len(shows[number] - shown) >= wanted:
                chosen.append(number)
                shown |= shows[number]
    return sorted(chosen)


def parameters(cases: Sequence[Case], covers: Covers, *, tier: str) -> list[Any]:
    """The cases for this tier and the default one, with marks that tell them apart."""
    usual = set(covering(cases, covers))
    return [
        pytest.param(*case, id=_id(case), marks=() if number in usual else pytest.mark.exhaustive)
        for number, case in enumerate(cases)
        if number in usual or tier in ("exhaustive", "all")
    ]


def belongs(item: pytest.Item, tier: str) -> bool:
    """Whether a test runs in this tier."""
    slow, exhaustive, generated = (
        item.get_closest_marker(name) is not None for name in ("slow", "exhaustive", "hypothesis")
    )
    if tier == "exhaustive":
        return exhaustive or generated
    return tier == "all" or (slow == (tier == "slow") and not exhaustive)


def _id(case: Case) -> str:
    return "-".join(str(getattr(part, "name", getattr(part, "__name__", part))) for part in case)
