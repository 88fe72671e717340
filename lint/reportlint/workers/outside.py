"""The outside of a worker: started, given calls, killed with all that it started, and started anew."""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from multiprocessing import Pipe
from time import monotonic
from typing import Any
from weakref import WeakSet

from msgspec import Struct

from reportlint.data.own_time import too_long
from reportlint.model.wording import Text
from reportlint.workers import inside

_START = 60.0
"""Seconds within which a new interpreter must be ready for its first call."""


class Bounds(Struct, frozen=True):
    """What one call may take; None leaves it open.

    `seconds` by the clock; `processor` seconds of processor time of the worker itself (POSIX); `memory` bytes
    beyond what the worker has when it starts (on systems that can limit it, Linux above all).
    """

    seconds: float | None = None
    processor: int | None = None
    memory: int | None = None


class NoOutcome(Exception):
    """A call has no outcome; `words` say why in one sentence. The worker is gone, the next call gets a new one."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


class WorkerDied(NoOutcome):
    """The process ended before the call did; `code` is its exit code, -N when signal N ended it."""

    def __init__(self, code: int = 0) -> None:
        super().__init__(
            Text(
                "检查这个文件的进程意外中止了（文件可能有问题，或者内存不够），请单独检查这个文件，或者换一种格式",
                "the process that judged this file died (the file may be hostile, or memory ran out); "
                "check it on its own, or save it in another format",
            )
        )
        self.code = code


class TooLong(NoOutcome):
    """The call took more than its `seconds`, by the clock or of processor time, and was stopped."""

    def __init__(self, seconds: float) -> None:
        super().__init__(too_long(seconds))
        self.seconds = seconds


class TooMuchMemory(NoOutcome):
    """The call needed more memory than it may have."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "查这个文件要的内存太多，已经停下，文件没有读；请确认它是不是年报，或者换一种格式",
                "this file needs too much memory and was not read; "
                "make sure that it is a report, or save it in another format",
            )
        )


class Worker:
    """One process that does calls in the order in which they come, started with the first of them.

    `prepare` is called by a new process before its first call, outside that call's time. A copy of this process
    is made where that is safe, for it starts at once with all rules loaded; else a new interpreter.
    """

    def __init__(self, bounds: Bounds | None = None, *, prepare: Callable[[], object] | None = None) -> None:
        self._bounds = bounds or Bounds()
        self._prepare = prepare
        self._process: _Forked | subprocess.Popen[bytes] | None = None
        self._pipe: Any = None
        self._limits: deque[float | None] = deque()
        """Of each call without an outcome: the seconds that it may take."""
        self._began = 0.0
        """When the oldest call without an outcome came to its turn."""
        self._preparing = False

    @property
    def calls(self) -> int:
        """How many calls have no outcome yet."""
        return len(self._limits) - self._preparing

    @property
    def pipe(self) -> Any:
        """What becomes readable when an outcome is there (`multiprocessing.connection.wait`); while there are calls."""
        return self._pipe

    def start(self) -> None:
        """Starts the process if there is none, or if it died while it had nothing to do."""
        if self._process is not None and not self._limits and self._pipe.poll(0):
            self.kill()
        if self._process is not None:
            return
        self._scratch = tempfile.mkdtemp(prefix="reportlint-")
        self._pipe, other = Pipe()
        _running.add(self)
        memory = self._bounds.memory or 0
        copied = _can_copy()
        if copied:
            self._process = _copy(other, memory, self._scratch)
        else:
            self._process = _interpreter(other, memory, self._scratch)
        other.close()
        if self._prepare is not None or not copied:
            self._preparing = True
            self._send(_message(self._prepare or os.getpid, (), _START, None), _START)

    def submit(self, function: Callable[..., Any], *args: Any, seconds: float | None = None) -> None:
        """Gives the worker a call, to be done after those that it has; `seconds` in place of its bounds'."""
        limit = self._bounds.seconds if seconds is None else seconds
        self.start()
        self._send(_message(function, args, limit, self._bounds.processor), limit)

    def submit_ahead(self, function: Callable[..., Any], *args: Any) -> bool:
        """As `submit` to a worker in the middle of a call; False, and nothing is done, where it might block for
        long.
        """
        message = _message(function, args, self._bounds.seconds, self._bounds.processor)
        if len(message) > _NEVER_BLOCKS:
            return False
        self._send(message, self._bounds.seconds)
        return True

    def _send(self, message: bytes, limit: float | None) -> None:
        if not self._limits:
            self._began = monotonic()
        self._limits.append(limit)
        with contextlib.suppress(OSError):  # a worker that is dead is met when its outcome is asked for
            self._pipe.send_bytes(message)

    def has_outcome(self) -> bool:
        """Whether `outcome` would answer without waiting."""
        if self._preparing and self._pipe.poll(0):
            self._end_preparing()
        return self._process is None or self._pipe.poll(0) or self._left() == 0

    def outcome(self) -> Any:
        """The outcome of the oldest call, waited for. Raises what the function raised; NoOutcome, with which the
        other calls are gone too."""
        if self._preparing:
            self._end_preparing()
        return self._next_outcome()

    def _end_preparing(self) -> None:
        self._preparing = False
        try:
            self._next_outcome()
        except NoOutcome:
            self._limits.clear()

    def _next_outcome(self) -> Any:
        try:
            if self._process is None:
                raise EOFError
            if not self._pipe.poll(self._left()):
                limit = self._limits[0]
                self.kill()
                raise TooLong(limit or 0.0)
            succeeded, value = self._pipe.recv()
        except (EOFError, OSError) as error:
            code = self.kill()
            if self._bounds.processor is not None and code == -getattr(signal, "SIGXCPU", 0):
                raise TooLong(self._bounds.processor) from error
            raise WorkerDied(code) from error
        self._limits.popleft()
        self._began = monotonic()
        if succeeded:
            return value
        failed = inside.rebuilt(*value)
        if isinstance(failed, MemoryError):
            self.kill()
            raise TooMuchMemory
        if isinstance(failed, NoOutcome):  # of a worker of the worker's
            self.kill()
        raise failed

    def _left(self) -> float | None:
        """Seconds that the oldest call may still take."""
        limit = self._limits[0] if self._limits else None
        return None if limit is None else max(self._began + limit - monotonic(), 0.0)

    def call(self, function: Callable[..., Any], *args: Any) -> Any:
        """The outcome of a call, tried once more where the worker dies, within its time all the same."""
        end = None if self._bounds.seconds is None else monotonic() + self._bounds.seconds
        self.submit(function, *args)
        try:
            return self.outcome()
        except WorkerDied:
            left = None if end is None else max(end - monotonic(), 0.0)
            self.submit(function, *args, seconds=left)
            return self.outcome()

    def kill(self) -> int:
        """Ends the process, all that it started and its temporary files; its exit code, -N when signal N ended it."""
        if self._process is None:
            return 0
        _running.discard(self)
        process, self._process = self._process, None
        self._limits.clear()
        self._preparing = False
        self._pipe.close()
        code = _end(process)
        shutil.rmtree(self._scratch, ignore_errors=True)
        return code


_NEVER_BLOCKS = 1 << 15
"""Bytes that any pipe takes at once: neither side ever waits for the other while both are sending."""
_running: WeakSet[Worker] = WeakSet()
"""The workers of this process; a copy of it lets go of them."""


def once(function: Callable[..., Any], *args: Any, bounds: Bounds) -> Any:
    """The outcome of one call in a process of its own. Raises what it raises, and NoOutcome."""
    worker = Worker(bounds)
    try:
        worker.submit(function, *args)
        return worker.outcome()
    finally:
        worker.kill()


def run_program(
    command: Sequence[str], *, seconds: float, folder: str, environment: Mapping[str, str]
) -> None:
    """Runs a program in a folder to its end, which comes after `seconds` at the latest, for its children too.

    What it prints is dropped. Raises TooLong, and OSError where it does not start.
    """
    process = subprocess.Popen(
        command,
        env=environment,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **_apart(),
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise TooLong(seconds) from error
    finally:
        _end(process)


def _message(
    function: Callable[..., Any], args: tuple[Any, ...], seconds: float | None, processor: int | None
) -> bytes:
    return pickle.dumps((function, args, seconds, processor), pickle.HIGHEST_PROTOCOL)


class _Forked(Struct):
    """A copy of this process."""

    pid: int

    def wait(self) -> int:
        """Its exit code, when it has ended; 0 where the surrounding program collects those of its children itself."""
        try:
            return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        except ChildProcessError:
            return 0


def _can_copy() -> bool:
    """Whether a copy of this process is safe: it has one thread only."""
    return sys.platform == "linux" and threading.active_count() == 1


def _copy(pipe: Any, memory: int, scratch: str) -> _Forked:
    """Starts a copy of this process as a worker."""
    child = os.fork()
    if child:
        return _Forked(child)
    try:
        os.setpgid(0, 0) if inside.is_worker() else os.setsid()
        gc.freeze()  # collections would touch, and so copy, all memory that is shared with the parent
        for worker in list(_running):
            worker.pipe.close()
        _running.clear()
        inside.do_calls(pipe, memory, scratch)
    finally:
        os._exit(0)


def _interpreter(pipe: Any, memory: int, scratch: str) -> subprocess.Popen[bytes]:
    """Starts a new interpreter as a worker. It imports what it is sent, never the script that runs here."""
    program = ["-c", "from reportlint.workers.inside import main; main()"]
    if getattr(sys, "frozen", False):  # the package starts itself, see cli/packaged.py
        program = [inside.AS_WORKER]
    given: dict[str, Any] = _apart()
    if sys.platform == "win32":
        os.set_handle_inheritable(pipe.fileno(), True)
        given["startupinfo"] = subprocess.STARTUPINFO(lpAttributeList={"handle_list": [pipe.fileno()]})
    else:
        given["pass_fds"] = (pipe.fileno(),)
    return subprocess.Popen(
        [sys.executable, *program, str(pipe.fileno()), str(memory), scratch],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        **given,
    )


def _apart() -> dict[str, Any]:
    """What makes Popen start a process as the head of a session, or within a worker's session of a group (POSIX).

    A worker is so killed with its whole session, what it started only with its group.
    """
    if os.name != "posix":
        return {}
    if not inside.is_worker():
        return {"start_new_session": True}
    return {"process_group": 0} if sys.version_info >= (3, 11) else {"preexec_fn": os.setpgrp}


def _end(process: _Forked | subprocess.Popen[bytes]) -> int:
    """Kills a process with all that it started, and waits for it; its exit code."""
    pid = process.pid
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(pid)], capture_output=True, check=False)
        return process.wait()
    with contextlib.suppress(OSError):
        os.kill(pid, signal.SIGKILL)
    with contextlib.suppress(OSError):
        os.killpg(pid, signal.SIGKILL)
    if not inside.is_worker():
        for member in (
            *_session(pid),
            *_session(pid),
        ):  # twice: the first time one may just have been started
            with contextlib.suppress(OSError):
                os.kill(member, signal.SIGKILL)
    return process.wait()


def _session(leader: int) -> list[int]:
    """The processes of a session (POSIX)."""
    if sys.platform == "linux":
        pids = [int(name) for name in os.listdir("/proc") if name.isdigit()]
    else:
        told = subprocess.run(["ps", "-A", "-o", "pid="], capture_output=True, text=True, check=False).stdout
        pids = [int(word) for word in told.split()]
    found = []
    for pid in pids:
        with contextlib.suppress(OSError):
            if os.getsid(pid) == leader:
                found.append(pid)
    return found
