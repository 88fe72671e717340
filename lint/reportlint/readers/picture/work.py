"""Pages recognised by worker processes, which load the models once each, and put together to a Document."""

from __future__ import annotations

import atexit
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from reportlint.model.document import Document, Place, Unread
from reportlint.model.wording import Text
from reportlint.readers.failure import ReadFailure
from reportlint.readers.pdf.pages import built
from reportlint.readers.pdf.sheets import Page, Sheet, Source
from reportlint.readers.picture import sentences
from reportlint.readers.picture.bundle import files_in
from reportlint.readers.picture.joining import joined
from reportlint.readers.progress import tell_pages
from reportlint.workers import Bounds, Failure, Processes, time_left, usable_cores
from reportlint.workers.inside import is_worker

if TYPE_CHECKING:
    from reportlint.readers.picture.loading import Picture

SECONDS = 90
"""What one page may take by the clock; on two idle cores it takes five."""
MEMORY = 3 << 30
"""Bytes of address space for the libraries, the models and the picture; a third of it is ever used."""
_SPARE = 2.0

_pools: dict[int, Processes] = {}
"""The worker processes of this process, by its own number: a copy of this process has none of them."""


def document_of_picture(data: bytes, *, name: str) -> Document:
    """The document in a picture file. Raises ReadFailure."""
    with _file(data) as path:
        ((_, count),) = _outcomes(_count, [(path,)])
        if isinstance(count, Failure):
            raise ReadFailure(count.words)
        pages = [Page(number, (0, 0, 0, 0)) for number in range(1, count + 1)]
        found = _recognised(_sheets_of_picture, [(path, page) for page in pages])
    source = Source([sheet for page in pages for sheet in found[page.number]])
    if files := files_in(data):
        source.notes.append(sentences.put_together([file for file, _ in files]))
    return built(joined(source), name=name)


def document_of_scan(data: bytes, source: Source, *, name: str) -> Document:
    """The document in a PDF file of which some pages are pictures; `source` is what was found in it."""
    return built(scan_recognised(data, source), name=name)


def scan_recognised(data: bytes, source: Source) -> Source:
    """The pages of a PDF file, with those that are pictures recognised. The last file's are kept: where findings are
    written into a file it is read twice.
    """
    digest = sha256(data).digest()
    if digest not in _last:
        made = _scan_recognised(data, source)
        _last.clear()
        _last[digest] = made
    return _last[digest]


_last: dict[bytes, Source] = {}


def _scan_recognised(data: bytes, source: Source) -> Source:
    with _file(data) as path:
        wanted = [sheet.page for sheet in source.sheets if sheet.pictured]
        items = [(path, page) for page in wanted]
        found = _recognised(_sheets_of_page, items, beside=len(wanted) < len(source.sheets))
    return _put_in(source, found)


def _put_in(source: Source, found: Mapping[int, list[Sheet]]) -> Source:
    """The pages of a file with those put in that were recognised."""
    sheets = [part for sheet in source.sheets for part in found.get(sheet.page.number, [sheet])]
    return joined(Source(sheets, source.unread, source.notes))


def document_of_pictured(source: Source, pictures: Mapping[int, bytes], *, name: str) -> Document:
    """The document in a file of which some pages are pictures: these, by the number of the page. Raises ReadFailure."""
    pages = {sheet.page.number: sheet.page for sheet in source.sheets}
    with ExitStack() as files:
        items = [
            (files.enter_context(_file(content)), Page(number, pages[number].box))
            for number, content in pictures.items()
        ]
        found = _recognised(_sheets_of_only_picture, items, beside=len(items) < len(pages))
    return built(_put_in(source, found), name=name)


def _recognised(
    function: Callable[[str, Page], list[Sheet] | Text],
    items: Sequence[tuple[str, Page]],
    *,
    beside: bool = False,
) -> dict[int, list[Sheet]]:
    """What stands on each of these pages of a file, by its number. A page that fails is left unread.

    Raises where all fail and there are none `beside` them.
    """
    pages = [page for _, page in items]
    found: dict[int, list[Sheet]] = {}
    failed: dict[int, Text] = {}
    tell_pages(0, len(pages))
    for index, outcome in _outcomes(function, items):
        page = pages[index]
        if isinstance(outcome, list) and any(sheet.glyphs or not sheet.drawn for sheet in outcome):
            found[page.number] = outcome
        else:
            words = outcome if isinstance(outcome, Text) else sentences.page_failed()
            words = sentences.without_text().words if isinstance(outcome, list) else words
            failed[page.number] = words
            unread = Unread(sentences.of_page(page.number, words), Place(page=page.number))
            found[page.number] = [Sheet(page, pictured=True, pictures=[0.0], drawn=True, unread=[unread])]
        tell_pages(len(found), len(pages))
    if beside:
        return found
    if len(failed) == len(pages):
        raise ReadFailure(failed[pages[0].number])
    if not any(sheet.drawn for sheets in found.values() for sheet in sheets):
        raise sentences.without_text()
    return found


def _outcomes(function: Callable[..., Any], items: Sequence[tuple[Any, ...]]) -> Iterator[tuple[int, Any]]:
    """The outcome of each call in the workers. Raises ReadFailure where the file's time is over."""
    begun = monotonic()

    def check_time() -> None:
        left = time_left()
        if left is not None and left < _SPARE:
            raise sentences.too_slow(round(monotonic() - begun))

    yield from _pool().outcomes(function, items, tick=check_time)


def _pool() -> Processes:
    """The workers of this process, kept for the files to come. One in a process that is itself one of several."""
    if os.getpid() not in _pools:
        _pools.clear()
        jobs = 1 if is_worker() else usable_cores()
        _pools[os.getpid()] = Processes(jobs, bounds=Bounds(seconds=SECONDS, memory=MEMORY))
        atexit.register(_close, os.getpid())
    return _pools[os.getpid()]


def _close(pid: int) -> None:
    if pid == os.getpid() and pid in _pools:
        _pools.pop(pid).close()


@contextmanager
def _file(data: bytes) -> Iterator[str]:
    """The bytes as a file that several processes may read."""
    with tempfile.TemporaryDirectory(prefix="reportlint-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "file"
        path.write_bytes(data)
        yield str(path)


def _count(path: str) -> int:
    from reportlint.readers.picture import loading

    return loading.count(Path(path).read_bytes())


def _sheets_of_picture(path: str, page: Page) -> list[Sheet] | Text:
    from reportlint.readers.picture import loading

    return _sheets(lambda: loading.picture_of(Path(path).read_bytes(), page.number - 1), page)


def _sheets_of_only_picture(path: str, page: Page) -> list[Sheet] | Text:
    from reportlint.readers.picture import loading

    return _sheets(lambda: loading.picture_of(Path(path).read_bytes(), 0), page)


def _sheets_of_page(path: str, page: Page) -> list[Sheet] | Text:
    from reportlint.readers.picture import loading

    return _sheets(lambda: loading.page_of(path, page.number - 1), page)


def _sheets(picture: Callable[[], Picture], page: Page) -> list[Sheet] | Text:
    """The pages in a picture, or why it could not be read."""
    from reportlint.readers.picture import page as reading

    try:
        return reading.sheets(picture(), page)
    except ReadFailure as failure:
        return failure.words
