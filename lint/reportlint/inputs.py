"""Which files the paths on the command line mean, and reading one of them within the size limit."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

from reportlint.readers import SUFFIXES
from reportlint.readers.failure import ReadFailure
from reportlint.wording import Text

STDIN = "-"
_PIECE = 1 << 20
_MEBIBYTE = 1 << 20
_MAGIC = frozenset("*?[")
_DESCRIPTOR = re.compile(r"/dev/(?:stdin|fd/\d+)|/proc/(?:self|\d+)/fd/\d+")
"""What a shell calls a stream that it has opened already, as in `reportlint <(command)`."""


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes | None: ...


class Found(NamedTuple):
    """A file to be checked, shown to the user as `path`."""

    path: str


class Missed(NamedTuple):
    """A path that leads to no file, and one sentence that says why and what to do."""

    path: str
    words: Text


def find(paths: Iterable[str]) -> Iterator[Found | Missed]:
    """The files meant: files as they are, folders searched in sorted order, globs expanded, `-` for stdin.

    In folders only files with a suffix that a reader knows are taken, hidden ones are passed over.
    A file that is met twice is checked once.
    """
    seen: set[str] = set()
    for path in paths:
        for found in _meant(path):
            key = os.path.realpath(found.path) if found.path != STDIN else STDIN
            if key not in seen:
                seen.add(key)
                yield found


def _meant(path: str) -> Iterator[Found | Missed]:
    if path == STDIN:
        yield Found(path)
    elif os.path.isdir(path):
        yield from _folder(path)
    elif not has_magic(path):
        yield Found(path)
    else:
        yield from _pattern(path)


def has_magic(path: str) -> bool:
    """Whether a path is a glob: it has signs of one and is no file that happens to be called so."""
    return not os.path.lexists(path) and bool(_MAGIC.intersection(path))


def _folder(path: str) -> Iterator[Found | Missed]:
    empty = True
    for found in _below(path):
        empty = False
        yield found
    if empty:
        yield Missed(
            path,
            Text(
                "文件夹里没有年报文件（文本、网页、Word、PDF、Excel 都没有找到），请核对文件夹，或者直接写文件名",
                "the folder has no reports (no text, web page, Word, PDF or Excel file); check it, or name the files",
            ),
        )


def _below(folder: str) -> Iterator[Found | Missed]:
    """The reports below a folder; links to folders are not followed."""
    try:
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except OSError as error:
        yield Missed(folder, failure_words(error))
        return
    for entry in entries:
        if entry.name.startswith((".", "~$")):
            continue  # hidden, or the lock that Word lays beside a file that is open
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path)
        elif Path(entry.name).suffix.lower() in SUFFIXES and not entry.is_dir():
            yield Found(entry.path)


def _pattern(pattern: str) -> Iterator[Found | Missed]:
    from glob import glob

    empty = True
    for path in sorted(glob(pattern, recursive=True)):
        for found in _below(path) if os.path.isdir(path) else (Found(path),):
            empty = False
            yield found
    if empty:
        yield Missed(
            pattern,
            Text("没有符合这个通配符的文件，请核对路径", "no file matches this pattern; check the path"),
        )


def read_file(path: str, *, max_bytes: int) -> bytes:
    """The file's bytes, or standard input's for `-`.

    Raises ReadFailure when the file cannot be opened, is a pipe or a device, which could be waited for for
    ever, or is larger than `max_bytes`; not more than one byte beyond the limit is ever read.
    """
    try:
        if path == STDIN and sys.stdin is None:
            raise ReadFailure(Text("没有标准输入可读", "there is no standard input"))
        if path == STDIN:
            return _read(sys.stdin.buffer, max_bytes)
        if not (stat.S_ISREG(os.stat(path).st_mode) or os.path.isdir(path) or _DESCRIPTOR.fullmatch(path)):
            raise ReadFailure(_NO_FILE)
        with open(path, "rb", buffering=0) as stream:
            if os.fstat(stream.fileno()).st_size > max_bytes:
                raise _too_large(max_bytes)
            return _read(stream, max_bytes)
    except OSError as error:
        raise ReadFailure(failure_words(error)) from error
    except ValueError as error:  # a path with a null character
        raise ReadFailure(failure_words(FileNotFoundError())) from error


_NO_FILE = Text(
    "这是管道或设备，不是普通文件；请写文件名，或者用 - 从标准输入读",
    "this is a pipe or a device and no regular file; name a file, or use - for standard input",
)


def _read(stream: _Readable, max_bytes: int) -> bytes:
    pieces = []
    left = max_bytes + 1
    while left and (piece := stream.read(min(left, _PIECE))):
        pieces.append(piece)
        left -= len(piece)
    if not left:
        raise _too_large(max_bytes)
    return b"".join(pieces)


def _too_large(max_bytes: int) -> ReadFailure:
    limit = f"{round(max_bytes / _MEBIBYTE, 3):g} MB"
    return ReadFailure(
        Text(
            f"文件超过 {limit} 的上限，请确认是不是年报，确实要查就用 --max-size 调高上限",
            f"the file is larger than {limit}; make sure that it is a report, or raise the limit with --max-size",
        )
    )


def failure_words(error: OSError) -> Text:
    """One sentence for a file that cannot be opened: why, and what to do."""
    if isinstance(error, FileNotFoundError):
        return Text(
            "找不到这个文件，请核对路径和文件名", "there is no such file; check the path and the name"
        )
    if isinstance(error, IsADirectoryError):
        return Text("这是文件夹，请写里面的文件名", "this is a folder; name a file in it")
    if isinstance(error, PermissionError):
        return Text(
            "没有权限读这个文件，请检查文件权限，或者关掉正占用它的程序",
            "no permission to read it; check its permissions, or close the program that holds it",
        )
    reason = error.strerror or type(error).__name__
    return Text(f"文件打不开（{reason}），请核对路径", f"it cannot be opened ({reason}); check the path")
