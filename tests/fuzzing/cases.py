"""One case of the fuzzer: a format, three drafts, a few steps; judged, and made smaller where it breaks something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from msgspec import Struct

from tests.fuzzing import judged
from tests.fuzzing.hiding import HIDE
from tests.fuzzing.judged import ARCHIVES, Fault, Judged
from tests.fuzzing.seeds import FORMATS, Format, Trio, trio
from tests.fuzzing.steps import STEPS, change_file

_WITH_OUTPUTS = 4
"""One case in so many is judged twice and goes through every output."""
_WHOLE_FILE = 0.15
"""How often the finished file is changed too, as a bad disk does."""
_WHOLE_ARCHIVE = 0.6
_MOST_STEPS = 4
_HIDDEN = 0.6
"""How often the canary stands in a place that is no text of the report, where a format has such places."""


class Case(Struct, frozen=True):
    """A case: all of it follows from the run's seed, the format and the number."""

    seed: int
    format: str
    number: int

    def random(self, *purpose: object) -> Random:
        """A generator for one purpose."""
        return Random(f"{self.seed} {self.format} {self.number} {purpose}")


class Outcome(Struct, frozen=True):
    """What a case came to: how many files were judged, how many of them in silence, and the faults.

    `steps` are the fewest that still break something, `file` is that file with its suffix.
    """

    inputs: int
    silent: int
    unreadable: int
    faults: tuple[Fault, ...] = ()
    steps: tuple[int, ...] = ()
    file: bytes = b""
    suffix: str = ""


class _Files(Struct, frozen=True):
    plain: bytes
    planted: bytes
    told: bytes


def outcome(case: Case, only: Sequence[int] | None = None) -> Outcome:
    """The case judged; with `only` these of its steps alone."""
    steps = tuple(range(case.random("steps").randint(0, _MOST_STEPS))) if only is None else tuple(only)
    format = FORMATS[case.format]
    drafts = trio(case.random("drafts"))
    found = _run(case, format, drafts, steps)
    if only is not None or not found.faults:
        return found
    for step in steps:  # fewer steps that break the same
        fewer = tuple(other for other in found.steps if other != step)
        again = _run(case, format, drafts, fewer)
        if {fault.invariant for fault in again.faults} & {fault.invariant for fault in found.faults}:
            found = again
    return found


def _run(case: Case, format: Format, drafts: Trio, steps: tuple[int, ...]) -> Outcome:
    files = _files(case, format, drafts, steps)
    name = f"年报{format.suffix}"
    seen: list[tuple[bytes, Judged, list[Fault]]] = []

    def judge(data: bytes) -> Judged:
        found = judged.judged(data, name=name)
        seen.append((data, found, list(found.faults)))
        return found

    plain = judge(files.plain)
    if plain.silent and files.planted != files.plain:
        wrong = judge(files.planted)
        seen[-1][2].extend(judged.planted(plain, wrong, ".".join(drafts.cell)))
    told = judge(files.told)
    seen[-1][2].extend(judged.lost(told, files.told, format.suffix))
    if case.number % _WITH_OUTPUTS == 0 and told.result is not None:
        seen[-1][2].extend(judged.repeated(told.result, files.told, name=name))
        seen[-1][2].extend(judged.taken_along(told.result, files.told, name=name))
    results = [found.result for _, found, _ in seen]
    counted = (
        len(seen),
        sum(found.silent for _, found, _ in seen),
        sum(result is not None and result.status == "unreadable" for result in results),
    )
    bad = next(((data, faults) for data, _, faults in seen if faults), None)
    if bad is None:
        return Outcome(*counted)
    return Outcome(*counted, tuple(bad[1]), steps, bad[0], format.suffix)


def _files(case: Case, format: Format, drafts: Trio, steps: Sequence[int]) -> _Files:
    def made(which: str) -> bytes:
        hidden = which == "told" and format.name in HIDE and case.random("hidden").random() < _HIDDEN
        parts = format.write(drafts.plain if hidden else getattr(drafts, which), case.random("write"))
        if hidden:
            HIDE[format.name](parts, case.random("hiding"))
        for step in steps:
            random = case.random("step", step)
            random.choice(STEPS[format.name])(parts, random)
            if not parts:
                parts[""] = b""
        data = format.pack(parts)
        whole = case.random("whole")
        often = _WHOLE_ARCHIVE if format.suffix in ARCHIVES else _WHOLE_FILE
        return change_file(data, whole) if steps and whole.random() < often else data

    return _Files(made("plain"), made("planted"), made("told"))


def cases(seed: int, formats: Sequence[str]) -> Iterator[Case]:
    """The cases of a run, one format after the other, without end."""
    number = 0
    while True:
        for format in formats:
            yield Case(seed, format, number)
        number += 1
