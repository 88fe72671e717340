"""What a user brings besides the bundled rules: rule files, forms and word lists, alone or in folders (packs).

In a pack `.yaml` files are rules or official forms (rules/formats has the bundled ones), at any depth, and `CODE.txt`
is the list of words of the rule with this code, a word on each line. An installed package may bring a pack by the entry
point group `reportlint.rules`; its name is given where a path would be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType

from reportlint.data.files import read_settings
from reportlint.data.plugins import find_plugin
from reportlint.engine.rules import RuleError, read_text
from reportlint.model.forms import add_form
from reportlint.model.wording import Text

ENTRY_POINTS = "reportlint.rules"
"""The group of entry points by which packages bring packs: name → the folder's path, or the package that is it."""

WORDS = ".txt"
"""The suffix of word lists."""
_SUFFIXES = (".yaml", ".yml", WORDS)
_FORM = re.compile(r"^edition\s*:", re.MULTILINE)
_RULE = re.compile(r"^code\s*:", re.MULTILINE)


def pack_files(given: Iterable[Path]) -> tuple[Path, ...]:
    """The files that paths to files and folders and names of installed packs mean, in a fixed order.

    Raises RuleError for a folder that holds none of them.
    """
    return tuple(dict.fromkeys(file for path in given for file in _files(path)))


def _files(path: Path) -> Iterator[Path]:
    found = path if path.exists() or path.suffix else _installed(path.name) or path
    if not found.is_dir():
        yield found
        return
    files = [file for file in sorted(found.rglob("*")) if file.suffix.lower() in _SUFFIXES and file.is_file()]
    files = [file for file in files if not any(part[0] in "._" for part in file.relative_to(found).parts)]
    if not files:
        words = Text("文件夹里没有规则、格式或词表", "the folder holds no rules, forms or word lists")
        raise RuleError.at(found, words)
    yield from files


def _installed(name: str) -> Path | None:
    """The folder of the pack that an installed package brings under this name. Raises RuleError when that fails."""
    try:
        found = find_plugin(ENTRY_POINTS, name)
    except Exception as error:  # another package's code runs here, and may fail in any way
        words = Text(f"规则包装不进来：{error}", f"the pack fails to load: {error}")
        raise RuleError.at(Path(name), words) from error
    if isinstance(found, ModuleType):
        return Path(found.__path__[0])
    return None if found is None else Path(str(found))


@cache
def learn_forms(given: tuple[Path, ...]) -> None:
    """Makes the forms among these files and packs known. Raises RuleError for the first that is not sound."""
    from reportlint.engine.validation import read_form_file

    for path in pack_files(given):
        if _is_form(path):
            edition = read_form_file(path)
            try:
                add_form(path, edition)
            except ValueError as error:
                zh, en = (
                    f"{edition} 年的格式已经有了：{error}",
                    f"the form of {edition} is there already: {error}",
                )
                raise RuleError.at(path, Text(zh, en)) from error


def rule_files(given: Iterable[Path]) -> tuple[Path, ...]:
    """The rule files among these files and packs."""
    return tuple(path for path in pack_files(given) if path.suffix.lower() != WORDS and not _is_form(path))


def word_lists(given: Iterable[Path]) -> Mapping[Path, tuple[str, ...]]:
    """The words of each word list; empty lines and lines that begin with # are left out. Raises RuleError."""
    return {path: _words(path) for path in pack_files(given) if path.suffix.lower() == WORDS}


def _words(path: Path) -> tuple[str, ...]:
    lines = (line.strip() for line in read_text(path).splitlines())
    return tuple(dict.fromkeys(line for line in lines if line and not line.startswith("#")))


def _is_form(path: Path) -> bool:
    """Whether a YAML file is a form; what cannot be read is told where rules are read."""
    if path.suffix.lower() == WORDS:
        return False
    try:
        text = read_settings(path)
    except (OSError, UnicodeDecodeError):
        return False
    return _FORM.search(text) is not None and _RULE.search(text) is None
