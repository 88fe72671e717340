"""PDF → Document: text in reading order, tables with and without lines.

A PDF is a program for drawing pages: no look at a file tells how long it will take, and what reads it is
written in C++. So it is read by a worker, which is stopped when it takes too long or too much memory.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from reportlint.model.document import Document
from reportlint.readers.pdf import pages, sentences
from reportlint.readers.pdf.areas import Area
from reportlint.workers import Bounds, NoOutcome, TooLong, once, time_left

SECONDS = 30.0
"""A long city report takes less than one."""
MEMORY = 1 << 29
"""Bytes that reading may take beyond what the process has, on systems that can limit it."""
_SPARE = 2.0
"""Seconds that a worker keeps for telling that a file took too long."""

_T = TypeVar("_T")


def read(data: bytes, *, name: str) -> Document:
    """The document in the bytes of a PDF file.

    Places have the page, and in their spot the line there: running text and rows of tables counted
    from the top of the page (from 1), heads, feet and page numbers left out. A paragraph has the place
    where it begins. Raises ReadFailure for a file that is locked, damaged, a scan, or more than is read
    in bounded time and memory.
    """
    return _bounded(partial(pages.document, data, name=name))


def areas(data: bytes) -> list[tuple[Area, ...]]:
    """Where the text of each of the document's lines stands in a PDF file. Raises ReadFailure."""
    return _bounded(partial(pages.areas, data))


def _bounded(function: Callable[[], _T]) -> _T:
    """The outcome of a function in a worker. Raises ReadFailure."""
    left = time_left()
    seconds = SECONDS if left is None else max(min(SECONDS, left - _SPARE), 1.0)
    try:
        outcome: _T = once(function, bounds=Bounds(seconds=seconds, memory=MEMORY))
    except TooLong as error:
        raise sentences.too_slow(round(seconds)) from error
    except NoOutcome as error:  # memory ran out in Python, or in C++, which ends the process
        raise sentences.too_large() from error
    return outcome
