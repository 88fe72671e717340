"""A bound on processor time for work that this process does itself.

A timer of the system interrupts the work; what it raises is no Exception, so that nothing on the way takes it for a
fault and goes on. Where there is no such timer (Windows), or in another thread than the main one, nothing is bounded:
there the work is given to a worker where a bound matters.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from reportlint.model.wording import Text

_AGAIN = 1.0
"""Seconds after which the work is interrupted again, where an interruption was lost (in a finalizer)."""
_bounded = False


def too_long(seconds: float) -> Text:
    """That a file took longer than it may."""
    return Text(
        f"查这个文件超过了 {seconds:g} 秒的时间限制，已经停下，文件没有读；请确认它是不是年报，或者换一种格式",
        f"this file took longer than the {seconds:g} seconds a file may take and was not read; "
        "make sure that it is a report, or save it in another format",
    )


class OutOfTime(Exception):
    """The work took more processor time than it may; `words` say so."""

    def __init__(self, seconds: float) -> None:
        super().__init__("out of time")
        self.words = too_long(seconds)


class _Interrupted(BaseException):
    """The time is up."""


@contextmanager
def own_time(seconds: float) -> Iterator[None]:
    """Bounds the work inside to so many seconds of processor time; bounds inside of bounds count for nothing.

    Raises OutOfTime.
    """
    global _bounded
    if _bounded or not _can_be_interrupted():
        yield
        return
    before = signal.signal(signal.SIGPROF, _interrupt)
    _bounded = True
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
    try:
        yield
    except _Interrupted:
        raise OutOfTime(seconds) from None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
        _bounded = False


def _can_be_interrupted() -> bool:
    """Whether there is such a timer, this thread gets its signals, and nobody else (a profiler) uses it."""
    return (
        hasattr(signal, "setitimer")
        and threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGPROF) is signal.SIG_DFL
    )


def _interrupt(number: int, frame: object) -> None:
    raise _Interrupted
