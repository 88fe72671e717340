"""Today's findings written as waivers, so that from now on only new ones and changed ones show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import yaml
from msgspec.structs import replace

from reportlint.model.diagnostic import Diagnostic, Result
from reportlint.model.fingerprint import anchor, values
from reportlint.waivers.apply import is_waivable
from reportlint.waivers.waiver import Waiver, Waivers, named

REASON = "基线"

_HEAD = """\
# 豁免：这些问题已经知道，暂不计入结果。数一变，豁免就失效。reason 写理由，until 写期限（如 2025-12-31）。
# Waivers: findings that are known and not counted. A waiver lapses when its values change.
"""


def waivers_for(results: Iterable[Result], *, folder: str, known: Waivers) -> tuple[Waiver, ...]:
    """A waiver for each finding, those that are alike counted in one, ordered by file and place.

    Files are named from `folder`. What stands in `known` keeps its reason and its day.
    """
    made: dict[tuple[Any, ...], Waiver] = {}
    for result in sorted(results, key=lambda result: named(result.path, folder)):
        file = named(result.path, folder)
        waived = [entry.diagnostic for entry in result.waived]
        for diagnostic in (*result.diagnostics, *waived):
            if is_waivable(diagnostic):
                entry = _waiver(file, diagnostic)
                key = _key(entry)
                made[key] = replace(made[key], times=made[key].times + 1) if key in made else entry
    before = {_key(entry): entry for entry in known.entries}
    return tuple(_kept(entry, before.get(key)) for key, entry in made.items())


def _waiver(file: str, diagnostic: Diagnostic) -> Waiver:
    cell, words = anchor(diagnostic)
    return Waiver(file, diagnostic.code, cell, words if cell is None else None, values(diagnostic), REASON)


def _key(entry: Waiver) -> tuple[Any, ...]:
    told = ((name, str(value)) for name, value in sorted(entry.values.items()))
    return entry.file, entry.code, entry.cell, entry.text, *told


def _kept(entry: Waiver, before: Waiver | None) -> Waiver:
    return entry if before is None else replace(entry, reason=before.reason, until=before.until)


def write_waivers(entries: Iterable[Waiver]) -> str:
    """The waivers' file; the same waivers give the same text."""
    dumped = [_entry(entry) for entry in entries]
    text = yaml.dump(
        {"waivers": dumped},
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=None,
        width=110,
    )
    return _HEAD + text


class _Dumper(yaml.SafeDumper):
    """Indents the entries of a list, as people do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:
        """Never without indentation."""
        return super().increase_indent(flow, False)


def _entry(entry: Waiver) -> Mapping[str, Any]:
    told: dict[str, Any] = {"file": entry.file, "code": entry.code}
    if entry.cell is not None:
        told["cell"] = entry.cell
    else:
        told["text"] = entry.text or ""
    told["values"] = dict(entry.values)
    told["reason"] = entry.reason
    if entry.until is not None:
        told["until"] = entry.until
    if entry.times != 1:
        told["times"] = entry.times
    return told
