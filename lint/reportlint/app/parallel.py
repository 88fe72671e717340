"""`check_paths` on several processes: the same results in the same order, each file within bounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from reportlint.app.api import DEFAULTS, Settings, check_file, compared, rules_in_force, unreadable
from reportlint.app.inputs import STDIN, Found, Missed, find
from reportlint.data.files import note_input
from reportlint.model.diagnostic import Result
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
    results = _results(find(paths, left_out=left_out), jobs, stdin_name, settings, prior)
    return compared(results, settings) if pairs and prior is None else results


def _results(
    meant: Iterable[Found | Missed],
    jobs: int,
    stdin_name: str | None,
    settings: Settings,
    prior: Report | None,
) -> Iterator[Result]:
    here: dict[int, Result] = {}
    places: list[tuple[int, str]] = []
    """Of each item handed out: its number among all files, and its path."""

    def items() -> Iterator[tuple[Any, ...]]:
        for number, found in enumerate(meant):
            if isinstance(found, Missed):
                here[number] = unreadable(found.path, found.words, settings=settings)
            elif found.path == STDIN:
                here[number] = check_file(STDIN, name=stdin_name, settings=settings, prior=prior)
            else:
                note_input(found.path)
                places.append((number, found.path))
                yield found.path, settings, prior

    pool = Processes(jobs)
    due = 0
    try:
        for item, outcome in pool.outcomes(_check, items(), tick=lambda: None):
            number, path = places[item]
            failed = isinstance(outcome, Failure)
            here[number] = unreadable(path, outcome.words, settings=settings) if failed else outcome
            while due in here:
                yield here.pop(due)
                due += 1
        yield from (here[number] for number in sorted(here))
    finally:
        pool.close()


def _check(path: str, settings: Settings, prior: Report | None) -> Result:
    return check_file(path, settings=settings, prior=prior)
