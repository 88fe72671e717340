"""Work that is slow, and work that kills the process it is done in."""

from __future__ import annotations

import os
import time


def dies_on(fatal: int, number: int) -> int:
    """The number; the process ends at once where it is the fatal one."""
    if number == fatal:
        os._exit(9)
    return number


def slow(seconds: float) -> float:
    """The seconds, after as many."""
    time.sleep(seconds)
    return seconds
