"""Whose report a file is that could not be read, as far as its name and folders tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from reportlint.model.batch import Unit
from reportlint.model.units import same_organ
from reportlint.model.wording import fold

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
