"""Finding, reading and validating a configuration file, with the place of every fault.

Nothing heavy is imported unless such a file exists.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from msgspec import Struct

from reportlint.app.config import TOML_NAME, YAML_NAME, Config, ConfigError
from reportlint.data.files import read_settings
from reportlint.data.resources import folder
from reportlint.model.wording import Text

Keys: TypeAlias = Sequence[str | int]
Position: TypeAlias = tuple[int, int]
_TOML_TABLE = "tool.reportlint"


def load_config(given: str | None = None, *, start: Path | None = None) -> Config:
    """The configuration file `given`, else the nearest one from the folder `start` (working folder) upwards.

    Raises ConfigError for a file that is missing or broken, with its place and in one sentence.
    """
    if given is not None:
        return _read(Path(given), required=True)
    here = (start or Path.cwd()).absolute()
    for place in (here, *here.parents):
        for name in (YAML_NAME, TOML_NAME):
            path = place / name
            if path.is_file():
                config = _read(path, required=False)
                if config.path is not None:
                    return config
    return Config()


def _read(path: Path, *, required: bool) -> Config:
    """The settings of one file; an empty Config for a pyproject.toml that says nothing of us."""
    try:
        text = read_settings(path)
    except OSError as error:
        words = Text("读不了这个配置文件，请核对路径和权限", "this configuration file cannot be read")
        raise ConfigError(str(path), words) from error
    except UnicodeDecodeError as error:
        words = Text("配置文件不是 UTF-8 编码，请另存为 UTF-8", "this configuration file is not UTF-8")
        raise ConfigError(str(path), words) from error
    if path.suffix.lower() != ".toml":
        source = read_yaml(path, text)
    elif required or _TOML_TABLE in text:
        source = read_toml(path, text, table=_TOML_TABLE)
        if source.data is None and not required:
            return Config()
    else:
        return Config()
    return Config(path, checked(source), source.position)


class Source(Struct, frozen=True):
    """What a configuration file says (None: nothing), and where each setting stands, by its keys."""

    path: Path
    data: Any
    position: Callable[[Keys], Position]

    def error(self, keys: Keys, words: Text) -> ConfigError:
        """The error at the setting with these keys."""
        line, column = self.position(keys)
        return ConfigError(f"{self.path}:{line}:{column}", words)


def read_yaml(path: Path, text: str) -> Source:
    """The YAML file's contents. Raises ConfigError for what is no YAML and for a key given twice."""
    from reportlint.data.marked_yaml import YamlFault, read_document

    try:
        document = read_document(text)
    except YamlFault as fault:
        raise ConfigError(":".join(map(str, (path, *(fault.position or ())))), fault.words) from fault
    return Source(path, document.data, lambda keys: document.position(keys, at_key=True))


def read_toml(path: Path, text: str, *, table: str) -> Source:
    """The table's contents, None where the file has no such table. Raises ConfigError for what is no TOML."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        data: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+), column (\d+)", str(error))
        place = f"{path}:{found[1]}:{found[2]}" if found else str(path)
        problem = str(error).split(" (at ")[0]
        raise ConfigError(
            place, Text(f"不是有效的 TOML（{problem}）", f"not valid TOML ({problem})")
        ) from error
    for key in table.split("."):
        data = data.get(key) if isinstance(data, dict) else None
    return Source(path, data, lambda keys: _toml_position(text, table, keys))


def _toml_position(text: str, table: str, keys: Keys) -> Position:
    """Where the first of the keys stands below the table's head, as near as the text shows it."""
    inside = False
    head = (1, 1)
    for number, line in enumerate(text.splitlines(), start=1):
        if line.lstrip().startswith("["):
            name = line.strip().strip("[]").replace('"', "").replace(" ", "")
            inside = name == table or name.startswith(f"{table}.")
            head = (number, 1) if inside and head == (1, 1) else head
            while inside and keys and f"{name}.".startswith(f"{table}.{keys[0]}."):
                head = (number, 1)
                table, keys = f"{table}.{keys[0]}", keys[1:]
        found = re.match(rf"\s*(?=\"?{re.escape(str(keys[0]))}\"?\s*[=.])", line) if keys else None
        if inside and found:
            return number, found.end() + 1
    return head


def checked(source: Source) -> dict[str, Any]:
    """The settings, when they are as schemas/config.schema.json wants them. Raises ConfigError."""
    import json

    from reportlint.data.schema_words import find_fault

    data: Any = {} if source.data is None else source.data
    if isinstance(data, dict) and isinstance(data.get("severity"), dict):
        # YAML 1.1 reads a bare `off` as false
        data = {**data, "severity": {k: "off" if v is False else v for k, v in data["severity"].items()}}
    if isinstance(data, dict) and isinstance(data.get("edition"), int):
        data = {**data, "edition": str(data["edition"])}  # 2021 without quotes is meant as the edition
    fault = find_fault(data, json.loads((folder("schemas") / "config.schema.json").read_text("utf-8")))
    if fault is not None:
        raise source.error(fault.way, fault.words)
    return dict(data)
