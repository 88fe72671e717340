"""The files of a run: those that it reads are remembered, and the one way to write a file never touches them."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path

_inputs: dict[str | int, None] = {}
"""Paths, or numbers of open streams, of what this run reads."""


class OverInput(Exception):
    """What was to be written over is a file that this run reads."""


def forget_inputs() -> None:
    """Begins a new run: nothing has been read."""
    _inputs.clear()


def note_input(path: str | int) -> None:
    """Remembers a file (or the number of an open stream) that is read in this run, here or by a worker."""
    _inputs[path] = None


def is_input(path: str) -> bool:
    """Whether a path leads to a file that this run reads, by whatever name, link or hard link."""
    with contextlib.suppress(OSError, ValueError):
        state = os.stat(path)
        return stat.S_ISREG(state.st_mode) and any(_is_same(known, state) for known in _inputs)
    return False


def _is_same(known: str | int, state: os.stat_result) -> bool:
    with contextlib.suppress(OSError, ValueError):
        return os.path.samestat(os.stat(known), state)
    return False


def read_settings(path: Path) -> str:
    """The text of a file of settings or rules. Raises OSError, for pipes and devices too, and UnicodeDecodeError."""
    _note_regular(path)
    return path.read_text("utf-8-sig")


def read_template(path: Path) -> bytes:
    """The bytes of a file that outputs are made from. Raises OSError, for pipes and devices too."""
    _note_regular(path)
    return path.read_bytes()


def _note_regular(path: Path) -> None:
    mode = os.stat(path).st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise OSError(errno.EINVAL, "not a regular file")  # a pipe could be waited for for ever
    note_input(str(path))


def write_whole(
    pieces: Iterable[bytes], output: str, *, over_input: bool = False, like: str | None = None
) -> None:
    """Writes a file that appears whole or not at all; links are followed, an existing file keeps its mode.

    Whoever is killed meanwhile leaves the old file. A new file gets the mode of the file `like`. Raises OSError, and
    OverInput for a file that this run reads, unless `over_input` says that this is meant.
    """
    target = Path(os.path.realpath(output))
    if target.exists() and not target.is_file():
        with open(target, "wb") as stream:  # a pipe or a device
            stream.writelines(pieces)
        return
    _demand_free(output, target, over_input=over_input)
    model = target if target.exists() else like
    mode = 0o666 & ~_umask() if model is None else stat.S_IMODE(os.stat(model).st_mode) & 0o777
    handle, name = _opened_beside(target)
    try:
        with open(handle, "wb") as stream:
            stream.writelines(pieces)
            stream.flush()
            name = name or _named(stream.fileno(), target)
        os.chmod(name, mode)
        _demand_free(output, target, over_input=over_input)  # it may have been read while this was written
        os.replace(name, target)
    except BaseException:
        if name:
            os.unlink(name)
        raise


def _demand_free(output: str, target: Path, *, over_input: bool) -> None:
    if not over_input and is_input(output):
        raise OverInput(output)
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _opened_beside(target: Path) -> tuple[int, str]:
    """A new file in the target's folder: its number, and its name, "" while it has none (Linux)."""
    with contextlib.suppress(AttributeError, OSError):
        return os.open(
            target.parent, os.O_TMPFILE | os.O_WRONLY, 0o600
        ), ""  # what has no name goes with its process
    return tempfile.mkstemp(dir=target.parent, prefix=_prefix(target))


def _named(number: int, target: Path) -> str:
    """Gives an open file without a name one beside the target."""
    name = str(target.parent / f"{_prefix(target)}{secrets.token_hex(4)}")
    os.link(f"/proc/self/fd/{number}", name, src_dir_fd=number)  # the number makes linkat follow this link
    return name


def _prefix(target: Path) -> str:
    return f".{target.name[:40]}."


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
