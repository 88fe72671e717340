"""A few worker processes that take one job at a time and are killed, with all they started, when it takes too long."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import signal
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from reportlint.web.jobs import Answer, Job
from reportlint.web.limits import BROKEN, TOO_LONG, Limits, Refusal

_READY = "ready"
_START = 60.0
"""Seconds within which a new process must be ready."""


class Pool:
    """The workers of a service. Whoever runs a job waits until one is idle; `start` and `stop` frame its life."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._idle: asyncio.Queue[_Worker] = asyncio.Queue()
        self._all: list[_Worker] = []
        self._tasks: set[asyncio.Task[Answer]] = set()

    async def start(self) -> None:
        """Starts the workers; each has loaded the rules when it takes its first job."""
        for _ in range(self._limits.workers):
            worker = _Worker(self._limits.memory)
            self._all.append(worker)
            self._idle.put_nowait(worker)

    async def stop(self) -> None:
        """Ends every worker, whatever it is doing."""
        for worker in self._all:
            worker.kill()

    async def run(self, job: Job) -> Answer:
        """The answer to a job. Raises Refusal, also for a job that broke its worker or took too long."""
        worker = await self._idle.get()
        task = asyncio.create_task(self._use(worker, job))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return await asyncio.shield(
            task
        )  # a client that goes away leaves no worker in the middle of an answer

    async def _use(self, worker: _Worker, job: Job) -> Answer:
        try:
            return await asyncio.to_thread(worker.call, job, self._limits.work)
        finally:
            self._idle.put_nowait(worker)


class _Worker:
    """One process; it is started anew after it was killed or broke down."""

    def __init__(self, memory: int) -> None:
        self._memory = memory
        self._is_ready = False
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=serve, args=(other, self._memory), name="reportlint worker")
        self._process.start()
        other.close()

    def call(self, job: Job, seconds: float) -> Answer:
        """The answer to a job, within so many seconds from the time at which the worker is ready."""
        try:
            if not self._ready():
                raise BROKEN
            self._pipe.send(job)
            if not self._pipe.poll(seconds):
                self.restart()
                raise TOO_LONG
            answer = self._pipe.recv()
        except (EOFError, OSError) as error:
            self.restart()
            raise BROKEN from error
        if isinstance(answer, Refusal):
            raise answer
        assert isinstance(answer, Answer)
        return answer

    def _ready(self) -> bool:
        """Waits for a new process to have loaded what it needs."""
        if not self._is_ready:
            self._is_ready = self._pipe.poll(_START) and self._pipe.recv() == _READY
        return self._is_ready

    def restart(self) -> None:
        """Kills the process and starts another in its place."""
        self.kill()
        self._is_ready = False
        self._start()

    def kill(self) -> None:
        """Kills the process and everything that it started, such as LibreOffice."""
        for child in descendants(self._process.pid):
            with contextlib.suppress(OSError):
                os.kill(child, signal.SIGKILL)
        self._process.kill()
        self._process.join(5)
        self._pipe.close()


def descendants(pid: int | None) -> list[int]:
    """The processes that this one started, and theirs, as far as the system tells (Linux); the youngest first."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            parent = int(entry.read_text("utf-8", "replace").rpartition(")")[2].split()[1])
            parents.setdefault(parent, []).append(int(entry.parent.name))
    found = [] if pid is None else [pid]
    for parent in found:
        found += parents.get(parent, [])
    return found[:0:-1]


def serve(pipe: Connection, memory: int) -> None:
    """The life of a worker process: one job after the other until its service goes away."""
    _confine(memory)
    from reportlint.app.api import DEFAULTS, rules_in_force
    from reportlint.web.jobs import work

    rules_in_force(DEFAULTS)
    pipe.send(_READY)
    while True:
        try:
            job = pipe.recv()
        except (EOFError, KeyboardInterrupt):
            return
        answer: Any
        try:
            answer = work(job)
        except Refusal as refusal:
            answer = refusal
        except (Exception, MemoryError):  # whatever a file breaks, the next one is served
            answer = BROKEN
        pipe.send(answer)


def _confine(memory: int) -> None:
    """Makes the process deaf to Ctrl-C, which its service answers, and bounds its memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
