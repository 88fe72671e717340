"""A rule of the user's own gets so much time and no more: a pattern that never ends stops itself, not the run.

Python's matcher looks for signals while it searches, so that a timer of the system can stop it. Where there is none
(Windows, another thread than the main one) the time that a file may take is the only bound.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from reportlint.data.resources import folder
from reportlint.engine.kind import CheckContext, Judgement
from reportlint.engine.rules import Rule
from reportlint.model.report import Report
from reportlint.model.wording import Text

SECONDS = 5.0
"""Seconds of processor time; the bundled rules together take a thousandth of it."""


class OutOfTime(Exception):
    """A rule has not come to an end in its time; `words` say so."""

    def __init__(self) -> None:
        super().__init__("out of time")
        self.words = Text(
            f"查了 {SECONDS:g} 秒还没有查完，已经停下；请把规则里的正则表达式改简单些，少用套在一起的重复",
            f"stopped after {SECONDS:g} seconds; make the rule's regular expressions simpler, "
            "without repetitions inside repetitions",
        )


def run_rule(rule: Rule, report: Report, context: CheckContext) -> Iterator[Judgement]:
    """What the rule's kind yields; of a rule that is not bundled, what it yields within its time.

    Raises whatever the kind raises behind what it yielded, and OutOfTime.
    """
    if _is_bundled(rule.path):
        yield from rule.kind.run(report, context)
        return
    outcomes: list[Judgement] = []
    try:
        with _limited(SECONDS):
            for outcome in rule.kind.run(report, context):
                outcomes.append(outcome)
    finally:
        yield from outcomes


@cache
def _is_bundled(path: Path) -> bool:
    return path.is_relative_to(folder("rules"))


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _stop(number: int, frame: object) -> None:
    raise OutOfTime
