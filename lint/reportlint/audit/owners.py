"""Which of the names that reports give their units mean one unit."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from reportlint.model.units import same_organ, settled


class Organs(Struct, frozen=True):
    """Names as they stand for units.

    `name_of` has the unit's name for every name given. `unclear` has the names that are short for
    several units with what they may mean; such a name stands for a unit of its own.
    """

    name_of: Mapping[str, str]
    unclear: Mapping[str, tuple[str, ...]]


def organs(
    names: Iterable[str], *, listed: Sequence[str] = (), aliases: Mapping[str, str] | None = None
) -> Organs:
    """Finds the units behind names (given as often as they are used).

    `aliases` maps names to those that they are to count as. A unit is called as in `listed`, where it is
    there, else by the name most used for it, the longer one of two.
    """
    other = {settled(name): meant for name, meant in (aliases or {}).items()}
    used = Counter(names)
    meant = {name: other.get(settled(name), name) for name in (*used, *listed)}
    spoken: dict[str, list[str]] = {}
    for target in meant.values():
        spoken.setdefault(settled(target), []).append(target)
    roots, unclear = _roots(spoken)
    called = _called(meant, roots, used, listed)
    return Organs(
        {name: called[roots[settled(target)]] for name, target in meant.items()},
        {
            spoken[short][0]: tuple(sorted(called[roots[long]] for long in longs))
            for short, longs in sorted(unclear.items())
        },
    )


def _roots(spoken: Mapping[str, Sequence[str]]) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """For every settled name the fullest one of the same unit; and the short ones that fit several units."""
    backwards = sorted(name[::-1] for name in spoken)
    roots: dict[str, str] = {}
    unclear: dict[str, tuple[str, ...]] = {}
    for short in sorted(spoken, key=len, reverse=True):
        longer = [
            long for long in _ending_with(short, backwards) if same_organ(spoken[short][0], spoken[long][0])
        ]
        found = dict.fromkeys(roots[long] for long in longer if long not in unclear)
        if len(found) > 1:
            unclear[short] = tuple(sorted(found))
        roots[short] = next(iter(found)) if len(found) == 1 else short
    return roots, unclear


def _ending_with(short: str, backwards: Sequence[str]) -> list[str]:
    """The longer names that end with a name; `backwards` are all names read from behind, sorted."""
    start = short[::-1]
    position = bisect_left(backwards, start)
    found = []
    while start and position < len(backwards) and backwards[position].startswith(start):
        if backwards[position] != start:
            found.append(backwards[position][::-1])
        position += 1
    return found


def _called(
    meant: Mapping[str, str], roots: Mapping[str, str], used: Mapping[str, int], listed: Sequence[str]
) -> dict[str, str]:
    """What each unit is called, by its root."""
    official: dict[str, str] = {}
    for name in listed:
        official.setdefault(roots[settled(meant[name])], name)
    counts: dict[str, Counter[str]] = {}
    for name, target in meant.items():
        counts.setdefault(roots[settled(target)], Counter())[target] += used[name]
    return {
        root: official.get(root) or max(names, key=lambda name: (names[name], len(name), name))
        for root, names in counts.items()
    }
