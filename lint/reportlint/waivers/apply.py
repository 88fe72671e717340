"""Waivers applied to one file's outcome after the other, and what became of each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from reportlint.model.diagnostic import Diagnostic, Result, Waived
from reportlint.model.fingerprint import Known, Values, anchor, values
from reportlint.model.wording import visible
from reportlint.waivers.waiver import Waiver, Waivers

State: TypeAlias = Literal["used", "expired", "lapsed", "unused"]

_NEVER = "E"
"""The family of rules on reading: a file that could not be judged cannot be accepted."""
_BINDING = ("actual", "expected")
"""Values that a waiver must tell where the finding has them; without them it could never lapse."""


class Tracker(Struct):
    """What became of the waivers in a run, by their index; those of files that were not judged are not in it.

    `findings` has the finding that a lapsed waiver was meant for, as it is now.
    """

    states: dict[int, State] = field(default_factory=dict)
    used: dict[int, int] = field(default_factory=dict)
    findings: dict[int, Diagnostic] = field(default_factory=dict)

    def watch(self, waivers: Waivers, results: Iterable[Result], *, today: date) -> Iterator[Result]:
        """The results as they come, with the waivers applied."""
        for result in results:
            yield apply(waivers, result, today=today, tracker=self)


def is_waivable(diagnostic: Diagnostic) -> bool:
    """Whether a finding may be accepted: all but those that say that the file could not be judged."""
    return not diagnostic.code.startswith(_NEVER)


def apply(waivers: Waivers, result: Result, *, today: date, tracker: Tracker | None = None) -> Result:
    """The result with its waived findings moved to `Result.waived`; a waiver past its day waives nothing.

    What becomes of each waiver for this file is noted in the `tracker`.
    """
    indices = waivers.of(result.path)
    if not indices or result.status == "unreadable":
        return result
    left: list[Diagnostic] = []
    waived: list[Waived] = []
    used: dict[int, int] = {}
    ready = [index for index in indices if not _is_expired(waivers.entries[index], today)]
    ready.sort(key=lambda index: -len(waivers.entries[index].values))  # the most particular first
    for diagnostic in result.diagnostics:
        index = _fitting(diagnostic, waivers, ready, used)
        if index is None:
            left.append(diagnostic)
        else:
            entry = waivers.entries[index]
            used[index] = used.get(index, 0) + 1
            waived.append(Waived(diagnostic, entry.reason, entry.until))
    if tracker is not None:
        _note(tracker, waivers, indices, result, left, used, today)
    return replace(result, diagnostics=tuple(left), waived=(*result.waived, *waived))


def _is_expired(entry: Waiver, today: date) -> bool:
    return entry.until is not None and entry.until < today


def _fitting(
    diagnostic: Diagnostic, waivers: Waivers, ready: Sequence[int], used: dict[int, int]
) -> int | None:
    if not is_waivable(diagnostic):
        return None
    for index in ready:
        entry = waivers.entries[index]
        if used.get(index, 0) < entry.times and is_at(entry, diagnostic) and _has_values(entry, diagnostic):
            return index
    return None


def is_at(entry: Waiver, diagnostic: Diagnostic) -> bool:
    """Whether the waiver is for the rule and the cell, or the words, of the finding."""
    cell, words = anchor(diagnostic)
    if entry.code != diagnostic.code or entry.cell != cell:
        return False
    return cell is not None or visible(entry.text or "") == words


def _has_values(entry: Waiver, diagnostic: Diagnostic) -> bool:
    told = values(diagnostic)
    return not any(name in told and name not in entry.values for name in _BINDING) and not changed(
        entry.values, told
    )


def changed(given: Values, told: Values) -> list[str]:
    """The names of the values that are not what they were given as."""
    return [name for name, value in given.items() if _comparable(value) != _comparable(told.get(name, ""))]


def _comparable(value: Known | list[Known]) -> str:
    """Numbers and texts alike: YAML reads a figure as a number that the file has as text."""
    if isinstance(value, list):
        return "\n".join(_comparable(part) for part in value)
    return f"{value:g}" if isinstance(value, float) else visible(str(value))


def _note(
    tracker: Tracker,
    waivers: Waivers,
    indices: Sequence[int],
    result: Result,
    left: Sequence[Diagnostic],
    used: dict[int, int],
    today: date,
) -> None:
    unjudged = {missed.code for missed in result.not_checked}
    for index in indices:
        entry = waivers.entries[index]
        number = used.get(index, 0)
        near = next((found for found in left if is_at(entry, found)), None)
        tracker.used[index] = number
        if _is_expired(entry, today):
            tracker.states[index] = "expired"
        elif number == entry.times:
            tracker.states[index] = "used"
        elif near is not None:
            tracker.states[index] = "lapsed"
            tracker.findings[index] = near
        elif result.states.get(entry.code) in ("judged", "not_applicable") and entry.code not in unjudged:
            tracker.states[index] = "unused"
        elif number:
            tracker.states[index] = "used"
