"""Work spread over processes: outcomes as they come, and a worker that dies costs its own item only."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import wait
from typing import Any, Protocol

from msgspec import Struct

from reportlint.model.wording import Text
from reportlint.workers.outside import Bounds, NoOutcome, Worker, WorkerDied

TICK = 0.25
"""Seconds after which a waiting run shows that it lives."""
PER_FILE = Bounds(seconds=600, processor=60, memory=4 << 30)
"""What judging one file may take: a long city report takes three seconds of processor time; LibreOffice, whose
processor time is not counted, waits on a busy machine."""
_ATTEMPTS = 2
"""How often an item is tried that was in work when its worker died."""


class Failure(Struct, frozen=True):
    """An item that gave no outcome; `words` say why in one sentence."""

    words: Text


DIED = Failure(WorkerDied().words)
"""The item killed every worker that it was given to."""


class Pool(Protocol):
    """Where work is done: in this process, in others, on other machines."""

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

    def close(self) -> None:
        """Ends the workers, whatever they are doing, or leaves them."""
        ...


class ThisProcess:
    """No pool: the work is done by this process, item after item; what judges a file bounds its own time."""

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

    def close(self) -> None:
        """Nothing is held."""


class _Task(Struct, frozen=True):
    number: int
    item: tuple[Any, ...]
    attempt: int = 1


class Processes:
    """Worker processes of this machine, each item within bounds."""

    def __init__(self, jobs: int, *, bounds: Bounds = PER_FILE) -> None:
        self.jobs = jobs
        self._tasks: dict[Worker, deque[_Task]] = {Worker(bounds): deque() for _ in range(jobs)}
        """Of each worker: what it has been given, the one in work first."""
        self._again: deque[_Task] = deque()
        """What was given to a worker that is gone."""

    def outcomes(
        self, function: Callable[..., Any], items: Iterable[tuple[Any, ...]], *, tick: Callable[[], None]
    ) -> Iterator[tuple[int, Any]]:
        """As `Pool.outcomes`."""
        waiting = (_Task(number, item) for number, item in enumerate(items))
        try:
            while self._hand_out(function, waiting):
                busy = [worker for worker, tasks in self._tasks.items() if tasks]
                wait([worker.pipe for worker in busy], timeout=TICK)
                tick()
                for worker in busy:
                    if worker.has_outcome():
                        yield from self._outcome(worker)
        finally:
            self._again.clear()
            for worker, tasks in self._tasks.items():
                if tasks:
                    worker.kill()
                    tasks.clear()

    def _hand_out(self, function: Callable[..., Any], waiting: Iterator[_Task]) -> bool:
        """Gives each worker something to do, and the next item ahead where it is small. Whether any has work."""
        for worker, tasks in self._tasks.items():
            if not tasks and (task := self._next(waiting)) is not None:
                worker.submit(function, *task.item)
                tasks.append(task)
        for worker, tasks in self._tasks.items():
            if len(tasks) == 1 and (task := self._next(waiting)) is not None:
                if worker.submit_ahead(function, *task.item):
                    tasks.append(task)
                else:
                    self._again.append(task)
        return any(self._tasks.values())

    def _next(self, waiting: Iterator[_Task]) -> _Task | None:
        return self._again.popleft() if self._again else next(waiting, None)

    def _outcome(self, worker: Worker) -> Iterator[tuple[int, Any]]:
        """The outcome of the worker's task, unless it is to be tried again. Raises what concerns all items."""
        tasks = self._tasks[worker]
        task = tasks.popleft()
        outcome: Any
        try:
            outcome = worker.outcome()
        except NoOutcome as error:
            self._again.extend(tasks)
            tasks.clear()
            if isinstance(error, WorkerDied) and task.attempt < _ATTEMPTS:
                self._again.append(_Task(task.number, task.item, task.attempt + 1))
                return
            outcome = Failure(error.words)
        except Exception as error:
            outcome = failure(error)
        yield task.number, outcome

    def close(self) -> None:
        """Ends the processes, whatever they are doing."""
        for worker in self._tasks:
            worker.kill()


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
