"""The same work on a Dask cluster: `--scheduler tcp://…` (extra `cluster`)."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from importlib import import_module
from typing import Any

from reportlint.data.about import install_line
from reportlint.model.wording import Text
from reportlint.workers import DIED, TICK, Failure, failure

_PATIENCE = 15
"""Seconds to wait for the scheduler, and for a first worker."""
_AHEAD = 3
"""Tasks handed out for each thread of the cluster: the way there and back is covered by work."""


class ClusterError(Exception):
    """The cluster cannot be used; `words` is one sentence."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


class Cluster:
    """The machines of a Dask cluster. Raises ClusterError where none can be reached."""

    def __init__(self, address: str) -> None:
        try:
            distributed: Any = import_module("distributed")
        except ImportError as error:
            how = install_line("cluster")
            raise ClusterError(
                Text(f"--scheduler 需要 Dask，{how.zh}", f"--scheduler needs Dask, {how.en}")
            ) from error
        self._address = address
        try:
            self._client = distributed.Client(address, timeout=_PATIENCE, set_as_default=False)
            self._client.wait_for_workers(1, timeout=_PATIENCE)
        except (OSError, TimeoutError, ValueError) as error:
            raise ClusterError(_unreachable(address)) from error
        self._executor = self._client.get_executor(pure=False)
        threads: dict[str, int] = self._client.nthreads()
        self.jobs = max(sum(threads.values()), 1)
        """The threads of all workers there were at the start."""

    def outcomes(
        self, function: Callable[..., Any], items: Iterable[tuple[Any, ...]], *, tick: Callable[[], None]
    ) -> Iterator[tuple[int, Any]]:
        """As `Pool.outcomes`. Raises ClusterError when the cluster goes away."""
        held: dict[int, tuple[Any, ...]] = {}
        suspects: list[int] = []
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Sending large graph")
            for number, outcome in self._spread(function, _holding(items, held), tick):
                if outcome is DIED:
                    suspects.append(number)
                else:
                    del held[number]
                    yield number, outcome
            # A worker that dies takes along what it has been given beside: each is tried again by itself.
            for number in sorted(suspects):
                yield from self._spread(function, iter([(number, held[number])]), tick)

    def _spread(
        self,
        function: Callable[..., Any],
        waiting: Iterator[tuple[int, tuple[Any, ...]]],
        tick: Callable[[], None],
    ) -> Iterator[tuple[int, Any]]:
        """Hands out items, `_AHEAD` for each thread, and yields what comes back with the item's number."""
        working: dict[Future[Any], int] = {}
        while True:
            while len(working) < self.jobs * _AHEAD and (entry := next(waiting, None)) is not None:
                working[self._executor.submit(function, *entry[1])] = entry[0]
            if not working:
                return
            done, _ = wait(working, timeout=TICK, return_when=FIRST_COMPLETED)
            tick()
            for future in done:
                number = working.pop(future)
                error = _error_of(future)
                yield number, future.result() if error is None else self._failed(error)

    def _failed(self, error: BaseException) -> Failure:
        """What an error of a task means: its file's own fault, or that the cluster cannot go on."""
        from distributed import KilledWorker

        if isinstance(error, KilledWorker):
            return DIED
        if isinstance(error, ModuleNotFoundError):
            raise ClusterError(_not_installed(str(error.name))) from error
        if isinstance(error, (CancelledError, OSError)):
            raise ClusterError(_unreachable(self._address)) from error
        return failure(error)

    def close(self) -> None:
        """Leaves the cluster as it was found."""
        self._executor.shutdown(wait=False)
        self._client.close()


def _error_of(future: Future[Any]) -> BaseException | None:
    try:
        return future.exception()
    except CancelledError as error:
        return error


def _holding(
    items: Iterable[tuple[Any, ...]], held: dict[int, tuple[Any, ...]]
) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The items with their numbers, held until they are done."""
    for number, item in enumerate(items):
        held[number] = item
        yield number, item


def _unreachable(address: str) -> Text:
    return Text(
        f"连不上 {address} 的调度器，或者它还没有工作进程，请核对地址（写法如 tcp://10.0.0.5:8786）并启动 dask worker",
        f"no scheduler at {address}, or it has no workers yet; check the address (tcp://10.0.0.5:8786) "
        "and start `dask worker`",
    )


def _not_installed(module: str) -> Text:
    return Text(
        f"集群里的机器没有装 {module}，请在每台机器上装与本机相同版本的 reportlint",
        f"a machine of the cluster lacks {module}; install the same version of reportlint on each",
    )
