"""What an organ's name tells: its level of government (rules/units.yaml), and whether two names mean one organ."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, TypeAlias

from msgspec import Struct, field

from reportlint.data.checked import load_data
from reportlint.model.wording import fold

Level: TypeAlias = Literal[
    "ministry", "province", "city", "county", "government", "township", "street", "department", "unknown"
]
LEVELS: tuple[Level, ...] = (
    "ministry", "province", "city", "county", "government", "township", "street", "department",
)  # fmt: skip
"""The levels that a name may tell: governments from above to below, then local departments.

A "government" is one of county level or above whose name does not tell which (a 市 may have districts or none).
"""

OF_UNKNOWN_RANK: tuple[Level, ...] = ("government", "unknown")
"""What leaves open whether an organ is, say, the government of a city with districts."""


class _LevelName(Struct, frozen=True, forbid_unknown_fields=True):
    """A pattern of rules/units.yaml and the level that it tells."""

    level: Level
    name: str


class _SameName(Struct, frozen=True, forbid_unknown_fields=True):
    """A way of writing of rules/organ_names.yaml and what takes its place."""

    name: str
    usual: str = field(name="as")


@cache
def level_of(unit: str) -> Level:
    """The level of an organ: "street" for 街道办事处, "department" for a department of any local government.

    A government's general office counts as the government. A name that does not tell its level is "unknown".
    """
    name = fold(unit)
    return next((level for level, pattern in _patterns() if pattern.search(name)), "unknown")


@cache
def _patterns() -> tuple[tuple[Level, re.Pattern[str]], ...]:
    return tuple((entry.level, re.compile(entry.name)) for entry in load_data("units", list[_LevelName]))


def same_organ(first: str, second: str) -> bool:
    """Whether two names mean the same organ: 云陂镇政府 and 砚陂县云陂镇人民政府 do, 云陂镇 and 清河镇 do not.

    Ways of writing and usual short forms (rules/organ_names.yaml) count the same; the names of the
    superior governments, or only the first of a place (市教育局 for 云澜市教育局), may be left out.
    """
    short, long = sorted((settled(first), settled(second)), key=len)
    if not short or not long.endswith(short):
        return False
    superior = long.removesuffix(short)
    return not superior or superior[-1] in _ENDS_OF_PLACES or (len(short) > 2 and short[0] in _ENDS_OF_PLACES)


_ENDS_OF_PLACES = frozenset("省市州盟县区旗")


@cache
def settled(name: str) -> str:
    """The name as it is compared: one way of writing, usual short forms; of one organ's names one is the other's
    end.
    """
    written = fold(name)
    for pattern, usual in _same_names():
        written = pattern.sub(usual, written)
    return written


@cache
def _same_names() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(entry.name), entry.usual) for entry in load_data("organ_names", list[_SameName]))
