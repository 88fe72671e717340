"""The worker processes of a service: one request each, within the time of a request."""

from __future__ import annotations

import asyncio
import logging

from reportlint.web.jobs import Answer, Job, prepare_worker, work
from reportlint.web.limits import BROKEN, BUSY, TOO_LONG, Limits, Refusal
from reportlint.workers import Bounds, TooLong, Worker


class Workers:
    """The workers of a service. Whoever runs a job waits until one is idle, or is refused when that takes too long;
    `start` and `stop` frame its life.
    """

    def __init__(self, limits: Limits) -> None:
        bounds = Bounds(seconds=limits.work, memory=limits.memory)
        self._all = [Worker(bounds, prepare=prepare_worker) for _ in range(limits.workers)]
        self._idle: asyncio.Queue[Worker] = asyncio.Queue()
        self._wait = limits.wait
        self._tasks: set[asyncio.Task[Answer]] = set()

    async def start(self) -> None:
        """Starts the workers; each has loaded the rules when it takes its first job."""
        for worker in self._all:
            worker.start()
            self._idle.put_nowait(worker)

    async def stop(self) -> None:
        """Ends every worker, whatever it is doing."""
        for worker in self._all:
            worker.kill()

    async def run(self, job: Job) -> Answer:
        """The answer to a job. Raises Refusal, also for a job that broke its worker or took too long."""
        try:
            worker = await asyncio.wait_for(self._idle.get(), self._wait)
        except asyncio.TimeoutError as error:
            raise BUSY from error
        task = asyncio.create_task(self._use(worker, job))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        # A client that goes away leaves no worker in the middle of an answer.
        return await asyncio.shield(task)

    async def _use(self, worker: Worker, job: Job) -> Answer:
        try:
            return await asyncio.to_thread(_answer, worker, job)
        finally:
            self._idle.put_nowait(worker)


def _answer(worker: Worker, job: Job) -> Answer:
    try:
        answer = worker.call(work, job)
    except Refusal:
        raise
    except TooLong as error:
        raise TOO_LONG from error
    except Exception as error:  # whatever a file breaks, the next one is served
        logging.getLogger("reportlint").debug("a job failed", exc_info=error)
        raise BROKEN from error
    assert isinstance(answer, Answer)
    return answer
