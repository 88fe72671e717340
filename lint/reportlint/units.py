"""Of which level of government an organ is, as far as its name tells (rules/units.yaml)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Literal, TypeAlias

from reportlint.resources import folder, load_yaml
from reportlint.wording import fold

Level: TypeAlias = Literal[
    "ministry", "province", "city", "county", "township", "street", "department", "unknown"
]
LEVELS: tuple[Level, ...] = ("ministry", "province", "city", "county", "township", "street", "department")
"""The levels that a name may tell: governments from above to below, then local departments."""


@cache
def level_of(unit: str) -> Level:
    """The level of an organ: "street" for 街道办事处, "department" for a department of any local government.

    A government's general office counts as the government. Names that fit several levels (a 市 may
    have districts or be of county level) are "unknown".
    """
    name = fold(unit)
    return next((level for level, pattern in _patterns() if pattern.search(name)), "unknown")


@cache
def _patterns() -> tuple[tuple[Level, re.Pattern[str]], ...]:
    data: Any = load_yaml((folder("rules") / "units.yaml").read_text("utf-8"))
    return tuple((entry["level"], re.compile(entry["name"])) for entry in data)
