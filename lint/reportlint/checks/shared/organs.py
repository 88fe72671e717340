"""Whether two names surely mean different organs, neither of which is the other's parent or child."""

from __future__ import annotations

import re

from reportlint.model.units import level_of, same_organ
from reportlint.model.wording import fold

_SUFFIX = re.compile(r"(?:人民)?(?:政府)?(?:办事处|(?<=街道)办)?(?:(?:党政)?办公[室厅])?$")
_TIERS = {"township": "town", "street": "town", "county": "county", "department": "department"}
_PLACED = re.compile(r".{2,}?[省市州盟县区旗](?=.{2,}$)")


def is_another(unit: str, name: str, *, tiers_may_differ: bool = False) -> bool:
    """Whether `name` surely means another organ than `unit`, and neither its parent nor its child.

    `tiers_may_differ`: a department's full name counts in a town's report as well, and the reverse.
    """
    own, other = core_name(unit), core_name(name)
    if same_organ(unit, name) or own in other or other in own or _is_short_form(other, own):
        return False
    if _stem(own).endswith(_stem(other)) or _stem(other).endswith(_stem(own)):
        return False
    tier, other_tier = _tier(unit), _tier(name)
    if other_tier == "department" and not _PLACED.match(other):
        return False
    if tier == other_tier == "department":
        return _place_level(own) == _place_level(other)
    return tier is not None and (
        tier == other_tier or (tiers_may_differ and {tier, other_tier} == {"town", "department"})
    )


def core_name(name: str) -> str:
    """The name without 人民政府, 办事处 and 办公室 at its end: 砚陂县云陂镇人民政府 → 砚陂县云陂镇."""
    return _SUFFIX.sub("", fold(name)) or fold(name)


def own_name(name: str) -> str:
    """What of a name is the organ's own: without the places above it and the word for its kind (文化旅游, 城关)."""
    core = core_name(name)
    placed = _PLACED.match(core)
    bare = core[placed.end() :] if placed else core
    return re.sub(r"(?:镇|(?:民族)?乡|苏木|街道|委员会|[局委办县区旗])$", "", bare) or bare


def _stem(core: str) -> str:
    """The bare place name: a 乡 that became a 镇 or a 街道 keeps it."""
    return re.sub(r"(?:镇|(?:民族)?乡|苏木|街道|县|区|旗)$", "", core)


def _is_short_form(short: str, long: str) -> bool:
    """Whether the characters of `short` stand in `long` in this order: 城管局 in 城市管理局."""
    signs = iter(long)
    return all(sign in signs for sign in short)


def _tier(name: str) -> str | None:
    level = level_of(name)
    if level == "unknown" and re.search("[县旗区]$", name):
        level = level_of(name + "人民政府")
    return _TIERS.get(level)


def _place_level(core: str) -> str:
    """The kind of place that a department belongs to: the last of its places (江州市云陂县水利局: 县)."""
    places = re.findall(r"[^\W\d_]{2,}?([省市州盟县区旗])(?=.{2,}$)", core)
    return places[-1] if places else ""
