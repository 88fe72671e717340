"""Work that is slow, hungry or endless, that kills its process, or starts others."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from pathlib import Path

from reportlint.model.wording import Text
from reportlint.readers.failure import ReadFailure
from reportlint.workers import Bounds, TooLong, once, run_program, time_left


def dies_on(fatal: int, number: int) -> int:
    """The number; the process ends at once where it is the fatal one."""
    if number == fatal:
        os._exit(9)
    return number


def dies_the_first_time(mark: str) -> str:
    """What the file `mark` says; the process that finds none writes it and ends at once."""
    if not os.path.exists(mark):
        Path(mark).write_text("again")
        os._exit(9)
    return Path(mark).read_text()


def slow(seconds: float) -> float:
    """The seconds, after as many."""
    time.sleep(seconds)
    return seconds


def busy(seconds: float) -> None:
    """Computes for so many seconds of processor time."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def hungry(mebibytes: int) -> int:
    """How many bytes it got."""
    return len(bytearray(mebibytes << 20))


def wrong(words: str) -> None:
    """Fails."""
    raise ValueError(words)


def wrong_for_all() -> None:
    """Fails for a reason that concerns all items, in words of its own."""
    raise ReadFailure(Text("都读不了", "nothing can be read"))


class OddError(Exception):
    """An error whose class takes other arguments than the error keeps."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} {second}")


def odd() -> None:
    """Fails with such an error."""
    raise OddError("odd", "error")


class HeldError(Exception):
    """An error that cannot be sent."""


def held() -> None:
    """Fails with such an error."""
    error = HeldError("it holds a lock")
    error.lock = threading.Lock()  # type: ignore[attr-defined]
    raise error


def own_pid() -> int:
    """The worker's number."""
    return os.getpid()


def starts_others(told: str) -> None:
    """Starts a program in a group of its own, tells its number and that of its child, and waits for ever."""
    script = f"sleep 300 & echo $$ $! > {told}.new; mv {told}.new {told}; wait"
    run_program(["sh", "-c", script], seconds=600, folder="/", environment=dict(os.environ))


def leaves_files() -> None:
    """Makes a temporary folder with a file in it, and waits for ever."""
    folder = tempfile.mkdtemp(prefix="left-behind-")
    Path(folder, "file").write_text("x")
    time.sleep(300)


def tells_time_left() -> float | None:
    """What is left of the time."""
    return time_left()


def has_a_worker_of_its_own(seconds: float) -> str:
    """What became of a call that takes too long, in a worker of this worker."""
    try:
        once(slow, 300.0, bounds=Bounds(seconds=seconds))
    except TooLong:
        return "stopped"
    return "done"


def daemon(told: str) -> None:
    """Starts a program that leaves its parent, as LibreOffice does, tells its number and waits for ever."""
    subprocess.run(
        ["sh", "-c", f"sh -c 'echo $$ > {told}.new; mv {told}.new {told}; sleep 300' &"], check=True
    )
    time.sleep(300)
