"""Who wants to hear how far the reading of a long file is: pages that are recognised take seconds each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeAlias

Listener: TypeAlias = Callable[[int, int], None]
"""Is told how many pages are done, and how many there are."""

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def telling(listener: Listener) -> Iterator[None]:
    """Tells `listener` of pages while the block runs."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def tell_pages(done: int, count: int) -> None:
    """Tells whoever listens."""
    listener = _listener.get()
    if listener is not None:
        listener(done, count)
