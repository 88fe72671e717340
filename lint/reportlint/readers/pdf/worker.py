"""Reading a PDF in a process of its own, which is stopped when it takes too long or too much memory.

A PDF is a program for drawing pages: no look at a file tells how long it will take, and what reads it is
written in C++.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from typing import TypeVar

from reportlint.model.document import Document
from reportlint.readers import picture
from reportlint.readers.pdf import sentences
from reportlint.readers.pdf.areas import Area
from reportlint.readers.pdf.pages import areas, built
from reportlint.readers.pdf.sheets import Source
from reportlint.readers.pdf.source import opened
from reportlint.workers import Bounds, TooLong, TooMuchMemory, WorkerDied, once, time_left

SECONDS = 30
"""A long city report takes less than one."""
MEMORY = 1 << 29
"""Bytes that reading may take beyond what the process has, on systems that can limit it."""
_SPARE = 2.0
"""Seconds that a worker keeps for telling that a PDF took too long."""
_BROKEN = (signal.SIGSEGV, getattr(signal, "SIGBUS", signal.SIGSEGV))
"""What ends a process that wrote or read where it must not."""

_T = TypeVar("_T")


def document_within_bounds(data: bytes, *, name: str, seconds: float = SECONDS) -> Document:
    """The document in the bytes of a PDF file. Raises ReadFailure (see `read` of this package).

    Pages that are pictures are recognised where that is installed.
    """
    recognises = picture.is_installed()
    found = _within_bounds(_document_or_source, data, name, recognises, seconds=seconds)
    if isinstance(found, Document):
        return found
    from reportlint.readers.picture.work import document_of_scan

    return document_of_scan(data, found, name=name)


def areas_within_bounds(data: bytes, *, seconds: float = SECONDS) -> list[tuple[Area, ...]]:
    """Where the text of each of the document's lines stands in a PDF file. Raises ReadFailure."""
    found = _within_bounds(_areas_or_source, data, picture.is_installed(), seconds=seconds)
    if isinstance(found, list):
        return found
    from reportlint.readers.picture.work import scan_recognised

    return areas(scan_recognised(data, found))


def document(data: bytes, *, name: str) -> Document:
    """The document in the bytes of a PDF file, read in this process and without bounds; pictures are not recognised."""
    return built(opened(data), name=name)


def _document_or_source(data: bytes, name: str, recognises: bool) -> Document | Source:
    """The document; where some pages are pictures that can be recognised, what was found on all of them."""
    source = opened(data)
    if recognises and _has_pictures(source):
        return source
    return built(source, name=name, extra_is_missing=not recognises)


def _areas_or_source(data: bytes, recognises: bool) -> list[tuple[Area, ...]] | Source:
    source = opened(data)
    return source if recognises and _has_pictures(source) else areas(source)


def _has_pictures(source: Source) -> bool:
    return any(sheet.pictured for sheet in source.sheets)


def _within_bounds(function: Callable[..., _T], *args: object, seconds: float) -> _T:
    left = time_left()
    if left is not None:
        seconds = min(seconds, max(left - _SPARE, 1.0))
    try:
        outcome: _T = once(function, *args, bounds=Bounds(seconds=seconds, memory=MEMORY))
    except TooLong as error:
        raise sentences.too_slow(round(seconds)) from error
    except TooMuchMemory as error:
        raise sentences.too_large() from error
    except WorkerDied as error:  # over the file, or as libraries do that get no memory
        raise (sentences.damaged() if -error.code in _BROKEN else sentences.too_large()) from error
    return outcome
