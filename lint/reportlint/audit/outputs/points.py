"""Points for the units of a round by the user's own weights (`points:` in the configuration), each explained line by
line; without weights there are none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from reportlint.audit.outcome import Audit, AuditedFile
from reportlint.audit.outputs.round import RoundUnit, round_of
from reportlint.engine.rules import Rule
from reportlint.model.diagnostic import SEVERITIES
from reportlint.model.wording import Text
from reportlint.render import words

_FULL = 100.0
_STATUSES: Mapping[str, Text] = {
    "missing": Text("没有报送", "not handed in"),
    "misfiled": Text("交了，但不是该交的报告", "handed in something else"),
    "unreadable": Text("文件没能读取", "file could not be read"),
}


class Weights(Struct, frozen=True):
    """What is taken off: for a status, for each finding of a severity, and once for the findings of a rule (by its code
    or name), which then count no further; `most` bounds what a severity takes off in all.
    """

    full: float = _FULL
    missing: float = 0.0
    misfiled: float = 0.0
    unreadable: float = 0.0
    error: float = 0.0
    warning: float = 0.0
    info: float = 0.0
    rules: Mapping[str, float] = field(default_factory=dict)
    most: Mapping[str, float] = field(default_factory=dict)


class _Line(Struct, frozen=True):
    reason: Text
    points: float

    def as_json(self) -> dict[str, Any]:
        return {"reason": self.reason, "points": _plain(self.points)}


def scored(audit: Audit, weights: Weights, rules: Sequence[Rule]) -> Audit:
    """The audit with the points of each unit in its `batch`: the score, and a line for everything taken off."""
    by_code = {rule.code: rule for rule in rules}
    given = {
        rule.code: points
        for rule in rules
        for key, points in weights.rules.items()
        if key in (rule.code, rule.name)
    }
    scores: dict[str, dict[str, Any]] = {}
    for unit in round_of(audit).units:
        lines = list(_lines(unit, weights, given, by_code))
        score = max(weights.full + sum(line.points for line in lines), 0.0)
        scores[unit.unit.name] = {"score": _plain(score), "lines": [line.as_json() for line in lines]}
    units = [{**entry, "points": scores.get(entry["name"])} for entry in audit.batch["units"]]
    return replace(audit, batch={**audit.batch, "units": units})


def _lines(
    unit: RoundUnit, weights: Weights, given: Mapping[str, float], rules: Mapping[str, Rule]
) -> Iterator[_Line]:
    off = getattr(weights, unit.status) if unit.status in _STATUSES else 0.0
    if off:
        yield _Line(_STATUSES[unit.status], -off)
    row = unit.row
    if row is None or unit.status != "handed_in":
        return
    counts = _counts(unit.rows)
    for code, points in given.items():
        if any(counts[code, level] for level in SEVERITIES):
            title = rules[code].title
            yield _Line(Text(f"{code} {title.zh}", f"{code} {title.en}"), -points)
    for level in SEVERITIES:
        number = sum(
            count for (code, severity), count in counts.items() if severity == level and code not in given
        )
        each = getattr(weights, level)
        if number and each:
            yield _by_severity(level, number, each, weights.most.get(level))


def _by_severity(level: str, number: int, each: float, most: float | None) -> _Line:
    taken = number * each
    name = words.SEVERITY[level]  # type: ignore[index]
    zh, en = f"{name.zh} {number} 处，每处 {_plain(each)} 分", f"{name.en} {number}, {_plain(each)} each"
    if most is not None and taken > most:
        return _Line(Text(f"{zh}，最多扣 {_plain(most)} 分", f"{en}, at most {_plain(most)}"), -most)
    return _Line(Text(zh, en), -taken)


def _counts(rows: Sequence[AuditedFile]) -> Counter[tuple[str, str]]:
    """How often each rule found something; of several files of one report the most counts."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        counts |= Counter({(entry.code, entry.severity): entry.count for entry in row.tallied})
    return counts


def _plain(number: float) -> int | float:
    return int(number) if number == int(number) else round(number, 2)
