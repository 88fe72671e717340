"""Whose report a file is: which of the names that reports give their units mean one unit, and what file names tell."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from msgspec import Struct

from reportlint.model.batch import Unit
from reportlint.model.units import same_organ, settled
from reportlint.model.wording import fold


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


_BESIDE = re.compile(
    r"\d{4}|年度?|政府信息公开|信息公开|工作|年度|报告|年报|[（(]?(修订|修改|终稿|定稿|最终|盖章|扫描)[版稿件]?[)）]?|[-_.\s\d()（）]+"
)
"""What file names have beside the unit: 云陂镇2024年政府信息公开工作年度报告（定稿）."""


def owners_of_unread(paths: Iterable[str], units: Sequence[Unit]) -> dict[str, str]:
    """The listed units, by path, whose reports these files are by their names; only where one unit fits."""
    owners = {}
    names = [(unit.name, fold(unit.name)) for unit in units]
    for path in paths:
        found = next(filter(None, (_owner(part, names) for part in _parts(path))), None)
        if found is not None:
            owners[path] = found
    return owners


def _parts(path: str) -> Iterable[str]:
    """The file's name without its suffix, then its folders from within."""
    pure = PurePath(path)
    return (fold(pure.stem), *(fold(parent.name) for parent in pure.parents))


def _owner(part: str, names: Sequence[tuple[str, str]]) -> str | None:
    whole = [name for name, folded in names if folded in part]
    if whole:
        longest = max(whole, key=len)
        return longest if all(name in longest for name in whole) else None
    bare = _BESIDE.sub("", part)
    fitting = [name for name, _ in names if len(bare) > 1 and same_organ(bare, name)]
    return fitting[0] if len(fitting) == 1 else None
