"""What this program is: its version, the commit it was built from, the state of its rules, and what it can be given.

It stands in one of three ways: in a checkout, installed by pip, or as a package that brings its own Python
(tools/package.py).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from reportlint import __version__
from reportlint.data.resources import folder
from reportlint.model.wording import Text

_PACKAGE = Path(__file__).resolve().parent.parent
_CHECKOUT = _PACKAGE.parent.parent
_COMMIT = "commit.txt"
"""Written into a wheel by tools/build_hook.py."""
_HANDBOOK = "handbook"
_DIGITS = 12
_PACKS = "packs"
"""Examples of rules that a user may bring; they judge nothing unless asked for."""


def in_package() -> bool:
    """Whether this is the package that brings its own Python."""
    return bool(getattr(sys, "frozen", False))


def checkout() -> Path | None:
    """The project's folder, where the program runs from a checkout of it."""
    there = _CHECKOUT / "pyproject.toml"
    return _CHECKOUT if there.is_file() and (_CHECKOUT / "rules").is_dir() else None


def handbook_folder() -> Path | None:
    """Where the built handbook lies (tools/handbook.py): in the package or in a checkout; None where there is none."""
    root = checkout()
    built = (_PACKAGE / _HANDBOOK, *(() if root is None else (root / "build" / _HANDBOOK,)))
    return next((folder for folder in built if (folder / "index.html").is_file()), None)


def version_line() -> str:
    """Version, commit and rules in one line: reportlint 0.1.0 (commit 4e6e9df0a1b2, rules 3f2a9c1d0b7e)."""
    return f"reportlint {__version__} (commit {commit() or 'unknown'}, rules {rules_digest()})"


def commit() -> str:
    """The commit it was built from, with + where the checkout has changes that are not committed; "" if unknown."""
    written = _PACKAGE / _COMMIT
    if written.is_file():
        return written.read_text("ascii").strip()
    root = checkout()
    if root is None or not (root / ".git").exists():
        return ""
    import subprocess

    command = ["git", "-C", str(root), "describe", "--always", "--exclude=*", "--dirty=+", "--abbrev=12"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=20).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return ""


@cache
def rules_digest() -> str:
    """The version of the bundled rules: whatever a report is judged by (rules, forms, bases, words) makes it another.

    Examples of rules, which judge nothing, and the ends of lines make no difference.
    """
    from hashlib import sha256  # takes a moment that not every start needs

    hashed = sha256()
    top = folder("rules")
    for name in sorted(_files_below(top)):
        hashed.update(_piece(name.encode("utf-8")))
        hashed.update(_piece(_first_document((top / name).read_bytes())))
    return hashed.hexdigest()[:_DIGITS]


def digest_of_changes(files: Iterable[Path], wishes: object) -> str:
    """The version of what a user adds to the rules or changes in them: the contents of files, and JSON-like data."""
    import json
    from hashlib import sha256

    hashed = sha256(json.dumps(wishes, ensure_ascii=True, sort_keys=True, default=str).encode("ascii"))
    for path in files:
        hashed.update(_piece(_first_document(path.read_bytes())))
    return hashed.hexdigest()[:8]


def _files_below(top: Path) -> Iterator[str]:
    for place, folders, names in os.walk(top):
        where = Path(place).relative_to(top).as_posix()
        if where == ".":
            folders[:] = [name for name in folders if name != _PACKS]
        yield from (name if where == "." else f"{where}/{name}" for name in names if name.endswith(".yaml"))


def _first_document(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n").split(b"\n---", 1)[0]


def _piece(data: bytes) -> bytes:
    """The data behind its length: no two lists of pieces run together."""
    return b"%d:%b" % (len(data), data)


def install_line(extra: str) -> Text:
    """What somebody has to do who needs an extra that is missing, as the end of a sentence.

    It is a line that works where this program runs: in a checkout, installed, or in a package, which cannot be added
    to.
    """
    if in_package():
        return _IN_PACKAGE[extra if extra in _IN_PACKAGE else ""]
    line = _pip(extra)
    return Text(f"请运行：{line}", f"install it with: {line}")


_IN_PACKAGE = {
    "ocr": Text(
        "请换用带文字识别的程序包（文件名里有 ocr）",
        "take the package with text recognition (its name has ocr in it)",
    ),
    "": Text(
        "这个程序包里没有，要用安装在 Python 里的 reportlint",
        "this package has it not: use the reportlint that is installed in Python",
    ),
}


def _pip(extra: str) -> str:
    """The line for a shell that stands in the present folder."""
    root = checkout()
    if root is None:
        what = f"reportlint[{extra}]"
    elif Path.cwd() == root:
        what = f".[{extra}]"
    else:
        what = f"{root}[{extra}]"
    from shutil import which

    python = which("python") or which("python3")
    own = python is not None and Path(python).parent == Path(sys.executable).parent
    if find_spec("pip") is None:
        return f'uv pip install --python "{sys.executable}" "{what}"'
    # without a virtual environment `pip` is the system's, as python is
    return f'pip install "{what}"' if own else f'"{_near(sys.executable)}" -m pip install "{what}"'


def _near(path: str) -> str:
    """The path as one would write it in the present folder."""
    try:
        near = os.path.relpath(path)
    except ValueError:  # another drive
        return path
    return path if near.startswith("..") else near
