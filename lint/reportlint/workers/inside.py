"""The inside of a worker: it confines itself, then does one call after the other until its owner goes away."""

from __future__ import annotations

import contextlib
import os
import pickle
import shutil
import signal
import sys
import tempfile
import traceback
from multiprocessing.connection import Connection
from time import monotonic, process_time
from typing import Any

AS_WORKER = "--reportlint-worker"
"""What a package that brings its own Python is started with to be a worker."""
_pipe: Connection | None = None
"""The way to the owner, in a worker; None in a process that is no worker."""
_until: float | None = None
"""When the call in work must have ended, by `monotonic`."""


def is_worker() -> bool:
    """Whether this process is a worker."""
    return _pipe is not None


def time_left() -> float | None:
    """Seconds that the call in work may still take; None where nobody set a limit."""
    return None if _until is None else max(_until - monotonic(), 0.0)


def main() -> None:
    """The life of a worker that is an interpreter of its own; its arguments are those of `do_calls`."""
    number, memory, scratch = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    if sys.platform == "win32":
        from multiprocessing.connection import PipeConnection

        do_calls(PipeConnection(number), memory, scratch)
    else:
        do_calls(Connection(number), memory, scratch)


def do_calls(pipe: Any, memory: int, scratch: str) -> None:
    """The life of a worker. `memory`: bytes that it may take beyond what it has (0: no limit); `scratch`: its folder.

    A call comes as (function, arguments, seconds by the clock, seconds of processor time); its outcome goes as
    (True, value) or (False, what `rebuilt` takes).
    """
    global _pipe
    if _pipe is not None:
        _pipe.close()  # this worker was made by another one, whose owner waits for the end of that pipe
    _pipe = pipe
    _confine(memory, scratch)
    while True:
        try:
            function, args, seconds, processor = pipe.recv()
        except (EOFError, OSError):
            shutil.rmtree(scratch, ignore_errors=True)
            return
        pipe.send_bytes(_outcome(function, args, seconds, processor))


def _outcome(function: Any, args: tuple[Any, ...], seconds: float | None, processor: int | None) -> bytes:
    """The outcome of a call, ready to be sent."""
    global _until
    _until = None if seconds is None else monotonic() + seconds
    _limit_processor(processor)
    try:
        return pickle.dumps((True, function(*args)), pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        return _told(error)


def _told(error: Exception) -> bytes:
    """An error as it is sent: its class, arguments, attributes and trace; else its name and words."""
    trace = "".join(traceback.format_exception(error))
    try:
        told = pickle.dumps((False, (type(error), error.args, vars(error), trace)))
        rebuilt(*pickle.loads(told)[1])
    except Exception:
        return pickle.dumps((False, (RuntimeError, (f"{type(error).__name__}: {error}",), {}, trace)))
    return told


def rebuilt(kind: type[Exception], args: tuple[Any, ...], state: dict[str, Any], trace: str) -> Exception:
    """The error that was sent, with its trace as its cause.

    Its class is not called, for that need not take the arguments that an error keeps.
    """
    error = kind.__new__(kind, *args)
    vars(error).update(state)
    error.__cause__ = RuntimeError(trace)
    return error


def _confine(memory: int, scratch: str) -> None:
    """Leaves Ctrl-C to the owner, bounds the memory and keeps temporary files together."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    tempfile.tempdir = scratch
    os.environ["TMPDIR"] = scratch
    if memory:
        _set_limit("RLIMIT_AS", _memory_held() + memory)
    _set_limit("RLIMIT_CORE", 0)


def _limit_processor(seconds: int | None) -> None:
    """Lets the system end this process when it has used `seconds` more of processor time (POSIX)."""
    if seconds is not None:
        _set_limit("RLIMIT_CPU", int(process_time()) + 1 + seconds)


def _set_limit(name: str, value: int) -> None:
    """Sets a soft limit of this process, on systems that have it."""
    with contextlib.suppress(ImportError, AttributeError, OSError, ValueError):
        import resource

        limit = getattr(resource, name)
        _, hard = resource.getrlimit(limit)
        resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _memory_held() -> int:
    """The bytes of this process's address space, as far as the system tells (Linux)."""
    with contextlib.suppress(OSError, ValueError), open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    return 0
