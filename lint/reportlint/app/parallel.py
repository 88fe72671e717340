"""`check_paths` on several processes: the same results in the same order, each file within bounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from reportlint.app.api import (
    DEFAULTS,
    Settings,
    check_each,
    compared,
    found_in,
    rules_in_force,
    unreadable,
)
from reportlint.app.archives import content
from reportlint.app.inputs import Found, Missed
from reportlint.app.sequences import pages_on_disk
from reportlint.data.files import note_input
from reportlint.model.diagnostic import Result
from reportlint.model.naming import without_sheet
from reportlint.model.report import Report
from reportlint.workers import Failure, Processes


def check_in_parallel(
    paths: Iterable[str],
    *,
    jobs: int,
    stdin_name: str | None = None,
    settings: Settings = DEFAULTS,
    prior: Report | None = None,
    left_out: list[str] | None = None,
    pairs: bool = True,
) -> Iterator[Result]:
    """What `reportlint.app.api.check_paths` gives for the same arguments, judged by `jobs` processes.

    A file that kills its process, or takes longer than a file may, costs itself only: it is unreadable, and the
    sentence says why. Raises RuleError at once.
    """
    rules_in_force(settings)
    settings = replace(settings, each=True)
    results = _results(found_in(paths, stdin_name, settings, left_out), jobs, settings, prior)
    return compared(results, settings) if pairs and prior is None else results


def _results(
    meant: Iterable[Found | Missed],
    jobs: int,
    settings: Settings,
    prior: Report | None,
) -> Iterator[Result]:
    here: dict[int, Sequence[Result]] = {}
    places: list[tuple[int, str]] = []
    """Of each item handed out: its number among all files, and its path."""

    def items() -> Iterator[tuple[Any, ...]]:
        for number, found in enumerate(meant):
            if isinstance(found, Missed):
                here[number] = [unreadable(found.path, found.words, settings=settings)]
            elif found.content is not None:
                here[number] = tuple(check_each(found, settings=settings, prior=prior))
            else:
                # A member is unpacked here, once: every process would unpack the whole archive.
                data = content(found.path, max_bytes=settings.max_bytes) if found.inside else None
                if data is None:
                    for path in pages_on_disk(found.path):
                        note_input(path)
                    note_input(without_sheet(found.path))
                places.append((number, found.path))
                yield found.path, data, settings, prior

    pool = Processes(jobs)
    due = 0
    try:
        for item, outcome in pool.outcomes(_check, items(), tick=lambda: None):
            number, path = places[item]
            failed = isinstance(outcome, Failure)
            here[number] = [unreadable(path, outcome.words, settings=settings)] if failed else outcome
            while due in here:
                yield from here.pop(due)
                due += 1
        yield from (result for number in sorted(here) for result in here[number])
    finally:
        pool.close()


def _check(path: str, data: bytes | None, settings: Settings, prior: Report | None) -> tuple[Result, ...]:
    return tuple(check_each(Found(path, content=data), settings=settings, prior=prior))
