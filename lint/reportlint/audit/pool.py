"""Work spread over processes or machines: outcomes as they come, and a worker that dies costs its own item only."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from typing import Any, Protocol

from msgspec import Struct, field

from reportlint.model.wording import Text

TICK = 0.25
"""Seconds after which a waiting run shows that it lives."""
_AHEAD = 4
"""Items handed out for each worker: enough that none waits, few enough that memory stays flat."""


SMALL = 32
"""Up to so many files are judged sooner by this process than a pool has started."""


class Failure(Struct, frozen=True):
    """An item that gave no outcome; `words` say why in one sentence."""

    words: Text


class Pool(Protocol):
    """Where work is done."""

    @property
    def jobs(self) -> int:
        """How many items are worked on at once."""
        ...

    def outcomes(
        self, function: Callable[..., Any], items: Iterable[tuple[Any, ...]], *, tick: Callable[[], None]
    ) -> Iterator[tuple[int, Any]]:
        """The outcome of `function` for each item's arguments, with the item's number, in any order.

        An item whose worker dies, or whose function raises, has a `Failure`. `tick` is called while
        waiting. A failure that concerns all items is raised.
        """
        ...

    def close(self, *, now: bool = False) -> None:
        """Ends the workers, or leaves them; `now` without waiting for what they are doing."""
        ...


class Here:
    """No pool: the work is done by this process, item after item."""

    jobs = 1

    def outcomes(
        self, function: Callable[..., Any], items: Iterable[tuple[Any, ...]], *, tick: Callable[[], None]
    ) -> Iterator[tuple[int, Any]]:
        """As `Pool.outcomes`, in the order of the items."""
        for number, item in enumerate(items):
            tick()
            try:
                outcome = function(*item)
            except Exception as error:
                outcome = failure(error)
            yield number, outcome

    def close(self, *, now: bool = False) -> None:
        """Nothing is held."""


def usable_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def failure(error: BaseException) -> Failure:
    """Why an item has no outcome. Raises the error itself where it concerns all items (it brings its own words)."""
    if isinstance(getattr(error, "words", None), Text):
        raise error
    reason = f"{type(error).__name__}: {error}".rstrip(": ")
    return Failure(
        Text(
            f"检查这个文件时程序出错（{reason}），请把文件发给维护者",
            f"the program failed on this file ({reason}); send the file to the maintainers",
        )
    )


DIED = Failure(
    Text(
        "检查这个文件的进程意外中止了（文件可能有问题，或者内存不够），请单独检查这个文件，或者换一种格式",
        "the process that judged this file died (the file may be hostile, or memory ran out); "
        "check it on its own, or save it in another format",
    )
)


class Processes(Struct):
    """Processes of this machine."""

    jobs: int
    _executor: Executor | None = None
    _children: list[Any] = field(default_factory=list)

    def outcomes(
        self, function: Callable[..., Any], items: Iterable[tuple[Any, ...]], *, tick: Callable[[], None]
    ) -> Iterator[tuple[int, Any]]:
        """As `Pool.outcomes`."""
        waiting = enumerate(items)
        while True:
            executor = self._started()
            lost: list[tuple[int, tuple[Any, ...]]] = []
            work = spread(executor, function, waiting, ahead=self.jobs * _AHEAD, tick=tick, lost=lost)
            yield from work
            if not lost:
                return
            self.close()
            for number, item in sorted(lost, key=lambda entry: entry[0]):
                yield number, self._alone(function, item, tick)

    def _alone(self, function: Callable[..., Any], item: tuple[Any, ...], tick: Callable[[], None]) -> Any:
        """The outcome of one of the items that were in work when a worker died; one of them killed it."""
        with ProcessPoolExecutor(1, mp_context=_context(), initializer=_worker_starts) as executor:
            lost: list[Any] = []
            for _, outcome in spread(executor, function, iter([(0, item)]), ahead=1, tick=tick, lost=lost):
                return outcome
        return DIED

    def _started(self) -> Executor:
        if self._executor is None:
            before = set(multiprocessing.active_children())
            self._executor = ProcessPoolExecutor(self.jobs, mp_context=_context(), initializer=_worker_starts)
            self._executor.submit(os.getpid)  # starts the processes while this one still has a single thread
            self._children = [child for child in multiprocessing.active_children() if child not in before]
        return self._executor

    def close(self, *, now: bool = False) -> None:
        """Ends the processes; `now` whatever they are doing."""
        if self._executor is None:
            return
        for child in self._children if now else ():
            child.terminate()
        # Once and waiting: a second call would not wait for the thread that looks after the processes.
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._executor = None


def on_this_machine(jobs: int | None, *, files: int) -> Pool:
    """So many processes; None: as many as there are cores, where there are files enough to be worth it."""
    if jobs is None:
        jobs = usable_cores() if files > SMALL else 1
    return Here() if jobs == 1 else Processes(jobs)


def spread(
    executor: Executor,
    function: Callable[..., Any],
    waiting: Iterator[tuple[int, tuple[Any, ...]]],
    *,
    ahead: int,
    tick: Callable[[], None],
    lost: list[tuple[int, tuple[Any, ...]]],
    failed: Callable[[BaseException], Failure] | None = None,
) -> Iterator[tuple[int, Any]]:
    """Hands items to an executor, `ahead` of them at a time, and yields what comes back with the item's number.

    When the executor breaks, the items in work are put into `lost` and the rest stays in `waiting`.
    `failed` makes a `Failure` of any other error, or raises it; the usual is `failure`.
    """
    working: dict[Future[Any], tuple[int, tuple[Any, ...]]] = {}
    while True:
        while not lost and len(working) < ahead and (entry := next(waiting, None)) is not None:
            try:
                working[executor.submit(function, *entry[1])] = entry
            except BrokenExecutor:
                lost.append(entry)
        if not working:
            return
        done, _ = wait(working, timeout=TICK, return_when=FIRST_COMPLETED)
        tick()
        for future in done:
            number, item = working.pop(future)
            error = _error_of(future)
            if isinstance(error, BrokenExecutor):
                lost.append((number, item))
            else:
                yield number, future.result() if error is None else (failed or failure)(error)


def _error_of(future: Future[Any]) -> BaseException | None:
    try:
        return future.exception()
    except CancelledError as error:
        return error


def _worker_starts() -> None:
    """A worker leaves Ctrl-C to the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _context() -> Any:
    """Copies of this process where that is safe, for they start at once with all rules loaded; else new ones."""
    copied = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if copied else "spawn")
