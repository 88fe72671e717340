"""Under which keys outcomes are kept: whatever can change an outcome is part of its key."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path

from msgspec.structs import replace

from reportlint import __version__
from reportlint.app.api import Settings
from reportlint.audit.work import Instructions
from reportlint.data.resources import folder

_SIZE = 20


def digest(*parts: str | bytes) -> str:
    """A hexadecimal digest of the parts; no two lists of parts run together."""
    hashed = blake2b(digest_size=_SIZE)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        hashed.update(b"%d:" % len(data))
        hashed.update(data)
    return hashed.hexdigest()


def of_instructions(instructions: Instructions) -> str:
    """What all outcomes of a run rest on: the program, all its data, the user's rules and the settings."""
    settings: Settings = replace(instructions.settings, rule_files=())
    texts = [piece for name, data in instructions.rule_texts for piece in (name, data)]
    return digest(__version__, _program(), _data(), repr(settings), *texts)


@cache
def _program() -> str:
    """The state of the program's own files: an edited checkout has the version of the one before."""
    package = Path(__file__).resolve().parent.parent
    files = sorted(package.rglob("*.py"))
    states = ((str(path.relative_to(package)), path.stat()) for path in files)
    return digest(*(f"{name} {state.st_size} {state.st_mtime_ns}" for name, state in states))


@cache
def _data() -> str:
    """The content of the bundled rules, forms and lexicons."""
    files = sorted(folder("rules").rglob("*.yaml"))
    return digest(*(piece for path in files for piece in (path.name, path.read_bytes())))
