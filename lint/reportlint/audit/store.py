"""What was judged, on disk: the cache of later runs, or a private folder that goes with the audit.

One file for each key, with its parts one after the other behind a head that tells their lengths and a
digest of all; whatever does not fit its digest counts as not there. Whatever can change an outcome is part
of its key.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import struct
import tempfile
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path
from time import time

from msgspec.structs import replace

from reportlint import __version__
from reportlint.app.api import Settings
from reportlint.audit.judging import Instructions
from reportlint.data.resources import folder
from reportlint.model.wording import Text

_MAGIC = b"reportlint audit 2\n"
_DIGEST = 16
_UNUSED_DAYS = 60
_DAY = 86_400


class StoreError(Exception):
    """The folder of the cache cannot be used; `words` is one sentence."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


def usual_cache() -> Path:
    """The folder of the cache where the user names none: the platform's."""
    from platformdirs import user_cache_path

    return user_cache_path("reportlint", appauthor=False) / "audit"


class Store:
    """Parts of bytes by key. Keys are hexadecimal digests."""

    def __init__(self, folder: Path, *, temporary: bool = False) -> None:
        self.folder = folder
        self._temporary = temporary

    @classmethod
    def private(cls) -> Store:
        """A store in a folder of its own, which `close` removes."""
        return cls(Path(tempfile.mkdtemp(prefix="reportlint-audit-")), temporary=True)

    @classmethod
    def cache(cls, folder: Path) -> Store:
        """A store that stays. Raises StoreError for a folder that cannot be used or that others may write to."""
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if os.name == "posix":
                _demand_private(folder)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise StoreError(
                Text(
                    f"缓存文件夹 {folder} 不能用（{reason}），请用 --cache-dir 换一个，或者加 --no-cache",
                    f"the cache folder {folder} cannot be used ({reason}); name another with --cache-dir, "
                    "or add --no-cache",
                )
            ) from error
        return cls(folder)

    def put(self, key: str, parts: Sequence[bytes]) -> None:
        """Keeps the parts under the key; a reader sees all of them or none."""
        body = b"".join(parts)
        lengths = struct.pack(f"<B{len(parts)}I", len(parts), *map(len, parts))
        digest = blake2b(lengths + body, digest_size=_DIGEST).digest()
        path = self._path(key)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        try:
            with open(handle, "wb") as stream:
                stream.write(b"".join((_MAGIC, digest, lengths, body)))
            os.replace(name, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise

    def get(self, key: str) -> tuple[bytes, ...] | None:
        """All parts; None for a key without an entry or with a broken one."""
        try:
            data = self._path(key).read_bytes()
        except OSError:
            return None
        start = len(_MAGIC) + _DIGEST
        if not data.startswith(_MAGIC) or len(data) <= start:
            return None
        if blake2b(data[start:], digest_size=_DIGEST).digest() != data[len(_MAGIC) : start]:
            return None
        count = data[start]
        lengths = struct.unpack_from(f"<{count}I", data, start + 1)
        position = start + 1 + 4 * count
        parts = []
        for length in lengths:
            parts.append(data[position : position + length])
            position += length
        return tuple(parts)

    def use(self, key: str) -> tuple[bytes, ...] | None:
        """As `get`, and remembers that the entry is still of use."""
        parts = self.get(key)
        if parts is not None and not self._temporary:
            with contextlib.suppress(OSError):
                path = self._path(key)
                if time() - path.stat().st_mtime > _DAY:
                    os.utime(path)
        return parts

    def close(self) -> None:
        """Removes a private store; drops from a cache what was of no use for long."""
        if self._temporary:
            shutil.rmtree(self.folder, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):
                self._sweep()

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key[2:]

    def _sweep(self) -> None:
        """Once a day, deletes what no audit has used for `_UNUSED_DAYS`."""
        mark = self.folder / "swept"
        now = time()
        if mark.exists() and now - mark.stat().st_mtime < _DAY:
            return
        mark.touch(mode=0o600)
        for shelf in os.scandir(self.folder):
            if shelf.is_dir(follow_symlinks=False) and len(shelf.name) == 2:
                for entry in os.scandir(shelf.path):
                    if now - entry.stat().st_mtime > _UNUSED_DAYS * _DAY:
                        os.unlink(entry.path)


def _demand_private(folder: Path) -> None:
    """Raises PermissionError unless the folder is the user's own and nobody else may write to it.

    What lies there is unpickled: whoever writes to it could have anything run.
    """
    state = folder.stat()
    if state.st_uid != os.geteuid() or state.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise PermissionError(0, Text("别人也能写", "others may write to it").zh)


_SIZE = 20


def key_of(*parts: str | bytes) -> str:
    """A hexadecimal digest of the parts; no two lists of parts run together."""
    hashed = blake2b(digest_size=_SIZE)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        hashed.update(b"%d:" % len(data))
        hashed.update(data)
    return hashed.hexdigest()


def key_of_instructions(instructions: Instructions) -> str:
    """What all outcomes of a run rest on: the program, all its data, the user's rules and the settings."""
    settings: Settings = replace(instructions.settings, rule_files=())
    texts = [piece for name, data in instructions.rule_texts for piece in (name, data)]
    return key_of(__version__, _program(), _data(), repr(settings), *texts)


@cache
def _program() -> str:
    """The state of the program's own files: an edited checkout has the version of the one before."""
    package = Path(__file__).resolve().parent.parent
    files = sorted(package.rglob("*.py"))
    states = ((str(path.relative_to(package)), path.stat()) for path in files)
    return key_of(*(f"{name} {state.st_size} {state.st_mtime_ns}" for name, state in states))


@cache
def _data() -> str:
    """The content of the bundled rules, forms and lexicons."""
    files = sorted(folder("rules").rglob("*.yaml"))
    return key_of(*(piece for path in files for piece in (path.name, path.read_bytes())))
