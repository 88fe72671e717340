"""Reading a PDF in a process of its own, which is stopped when it takes too long or too much memory.

A PDF is a program for drawing pages: no look at a file tells how long it will take, and what reads it is
written in C++. Where the system can copy a process and no other thread runs, the copy reads; elsewhere a
new one does.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import select
import signal
import subprocess
import sys
import threading
import traceback
from time import monotonic
from typing import Literal, TypeAlias

from reportlint.model.document import Document
from reportlint.model.wording import Text
from reportlint.readers.failure import ReadFailure
from reportlint.readers.pdf import sentences
from reportlint.readers.pdf.areas import Area
from reportlint.readers.pdf.pages import areas, document

SECONDS = 30
"""A long city report takes less than one."""
MEMORY = 1 << 29
"""Bytes that reading may take beyond what the process has, on systems that can limit it."""

_BROKEN = (-11, -7, -10)
"""How a process ends that wrote or read where it must not (SIGSEGV, SIGBUS)."""

_Areas: TypeAlias = list[tuple[Area, ...]]
_Outcome: TypeAlias = Document | _Areas | Text | str
"""The document, or where its lines stand, or the sentence that says why there is none, or a fault's trace."""
_Wanted: TypeAlias = Literal["document", "areas"]


class Fault(Exception):
    """A fault of ours while a file was read; it tells the trace in the process that read."""


def document_within_bounds(data: bytes, *, name: str, seconds: int = SECONDS) -> Document:
    """The document in the bytes of a PDF file. Raises ReadFailure (see `read` of this package), and Fault."""
    outcome = _within_bounds(data, name, seconds, "document")
    assert isinstance(outcome, Document)
    return outcome


def areas_within_bounds(data: bytes, *, seconds: int = SECONDS) -> _Areas:
    """Where the text of each of the document's lines stands in a PDF file. Raises ReadFailure, and Fault."""
    outcome = _within_bounds(data, "", seconds, "areas")
    assert isinstance(outcome, list)
    return outcome


def _within_bounds(data: bytes, name: str, seconds: int, wanted: _Wanted) -> _Outcome:
    read = _in_copy if _can_copy() else _in_new_process
    outcome = read(data, name, seconds, wanted)
    if isinstance(outcome, Text):
        raise ReadFailure(outcome)
    if isinstance(outcome, str):
        raise Fault(outcome.splitlines()[-1]) from RuntimeError(outcome)
    return outcome


def outcome_of(data: bytes, name: str, wanted: _Wanted) -> _Outcome:
    """What is wanted, or the sentence, or the trace of a fault."""
    try:
        return document(data, name=name) if wanted == "document" else areas(data)
    except ReadFailure as failure:
        return failure.words
    except MemoryError:
        return sentences.too_large().words
    except Exception:
        return traceback.format_exc()


def main() -> None:
    """The new process: name, bytes and what is wanted on stdin, the outcome on stdout."""
    name, data, wanted = pickle.load(sys.stdin.buffer)
    _limit_memory()
    sys.stdout.buffer.write(pickle.dumps(outcome_of(data, name, wanted)))


def _can_copy() -> bool:
    return sys.platform == "linux" and threading.active_count() == 1


def _in_copy(data: bytes, name: str, seconds: int, wanted: _Wanted) -> _Outcome:
    """Reads in a copy of this process (POSIX)."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(reading)
            gc.freeze()  # collections would touch, and so copy, all memory that is shared with the parent
            _limit_memory()
            with open(writing, "wb") as pipe:
                pipe.write(pickle.dumps(outcome_of(data, name, wanted)))
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    status = 0
    try:
        told = _received(reading, monotonic() + seconds)
    finally:
        os.close(reading)
        if not told:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return sentences.too_slow(seconds).words if told is None else _unpacked(told, status)


def _received(pipe: int, until: float) -> bytes | None:
    """All bytes that come through a pipe, or None when they do not end in time."""
    told = bytearray()
    while (left := until - monotonic()) > 0 and select.select([pipe], [], [], left)[0]:
        piece = os.read(pipe, 1 << 16)
        if not piece:
            return bytes(told)
        told += piece
    return None


def _in_new_process(data: bytes, name: str, seconds: int, wanted: _Wanted) -> _Outcome:
    """Reads in a new interpreter."""
    command = [sys.executable, "-c", "from reportlint.readers.pdf.worker import main; main()"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    try:
        done = subprocess.run(
            command,
            input=pickle.dumps((name, data, wanted)),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return sentences.too_slow(seconds).words
    return _unpacked(done.stdout, done.returncode)


def _unpacked(told: bytes, status: int) -> _Outcome:
    """What the process has told; one that ended without a word ran out of memory, or broke down over the file."""
    try:
        outcome: _Outcome = pickle.loads(told)
    except (EOFError, pickle.UnpicklingError):
        return (sentences.damaged() if status in _BROKEN else sentences.too_large()).words
    return outcome


def _limit_memory() -> None:
    """Limits the memory of this process, on systems that can."""
    try:
        import resource
    except ModuleNotFoundError:
        return
    with contextlib.suppress(OSError, ValueError):
        with open("/proc/self/statm", encoding="ascii") as file:
            used = int(file.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
