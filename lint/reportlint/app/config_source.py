"""Finding, reading and validating a configuration file, with the place of every fault.

Nothing heavy is imported unless such a file exists.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
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
    import yaml

    loader = _loader()
    try:
        _refuse_aliases(path, text)
        tree = yaml.compose(text, Loader=loader)
        positions: dict[tuple[str | int, ...], Position] = {}
        twice = _note_positions(tree, (), positions) if tree is not None else None
        data = yaml.load(text, Loader=loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else str(path)
        problem = getattr(error, "problem", None) or "not YAML"
        raise ConfigError(
            place, Text(f"不是有效的 YAML（{problem}）", f"not valid YAML ({problem})")
        ) from error
    source = Source(path, data, lambda keys: _nearest(positions, tuple(keys)))
    if twice is not None:
        line, column, key = twice
        words = Text(f"“{key}”写了两次，只能留一处", f"{key!r} is given twice")
        raise ConfigError(f"{path}:{line}:{column}", words)
    return source


def _loader() -> Any:
    """YAML's safe loader, in C where there is one; days stay texts, so that one that is none can be told."""
    import yaml

    base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    resolvers = {
        sign: [entry for entry in entries if entry[0] != "tag:yaml.org,2002:timestamp"]
        for sign, entries in base.yaml_implicit_resolvers.items()
    }
    return type("_Loader", (base,), {"yaml_implicit_resolvers": resolvers})


def _refuse_aliases(path: Path, text: str) -> None:
    """Raises ConfigError for an alias: a few lines of them may stand for more than the memory holds."""
    import yaml

    for event in yaml.parse(text, Loader=_loader()):
        if isinstance(event, yaml.AliasEvent):
            mark: Any = event.start_mark
            words = Text(
                "配置里不用 & 和 *（锚点、引用），请把内容写全",
                "anchors and aliases (& and *) are not used here",
            )
            raise ConfigError(f"{path}:{mark.line + 1}:{mark.column + 1}", words)


def _nearest(positions: Mapping[tuple[str | int, ...], Position], keys: tuple[str | int, ...]) -> Position:
    """Where the last of the keys stands that the file has."""
    return next((positions[keys[:end]] for end in range(len(keys), 0, -1) if keys[:end] in positions), (1, 1))


def _note_positions(
    node: Any, keys: tuple[str | int, ...], positions: dict[tuple[str | int, ...], Position]
) -> tuple[int, int, str] | None:
    """Notes where each key and item stands; tells the first key that is given twice."""
    positions.setdefault(keys, (node.start_mark.line + 1, node.start_mark.column + 1))
    if node.id == "sequence":
        children = [((*keys, index), child, child) for index, child in enumerate(node.value)]
    elif node.id == "mapping":
        children = [((*keys, str(key.value)), key, value) for key, value in node.value]
    else:
        children = []
    seen = set()
    for path, marked, child in children:
        place = (marked.start_mark.line + 1, marked.start_mark.column + 1)
        if path in seen:
            return (*place, str(path[-1]))
        seen.add(path)
        positions[path] = place
        if (twice := _note_positions(child, path, positions)) is not None:
            return twice
    return None


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

    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    data: Any = {} if source.data is None else source.data
    if isinstance(data, dict) and isinstance(data.get("severity"), dict):
        # YAML 1.1 reads a bare `off` as false
        data = {**data, "severity": {k: "off" if v is False else v for k, v in data["severity"].items()}}
    if isinstance(data, dict) and isinstance(data.get("edition"), int):
        data = {**data, "edition": str(data["edition"])}  # 2021 without quotes is meant as the edition
    schema: Any = json.loads((folder("schemas") / "config.schema.json").read_text("utf-8"))
    error = best_match(Draft202012Validator(schema).iter_errors(data))
    if error is None:
        return dict(data)
    raise _fault(source, error, sorted(schema["properties"]))


def _fault(source: Source, error: Any, known: Sequence[str]) -> ConfigError:
    keys = list(error.absolute_path)
    name = ".".join(key for key in keys if isinstance(key, str))
    if error.validator == "additionalProperties":
        from difflib import get_close_matches

        unknown = next(str(key) for key in error.instance if key not in known)
        near = get_close_matches(unknown, known, n=1)
        zh = f"，是不是“{near[0]}”？" if near else f"，可用的有 {'、'.join(known)}"
        en = f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(known)}"
        return source.error(
            [unknown], Text(f"不认识的设置“{unknown}”{zh}", f"unknown setting {unknown!r}{en}")
        )
    if not keys:
        words = Text("配置应当是“名称: 值”的列表", "the configuration must be a mapping of names to values")
        return source.error(keys, words)
    wanted = _wanted(error)
    found = str(error.instance)[:60]
    return source.error(
        keys,
        Text(f"“{name}”应为{wanted.zh}，不能是“{found}”", f"{name!r} must be {wanted.en}, not {found!r}"),
    )


def _wanted(error: Any) -> Text:
    """What the schema wants in place of the faulty value."""
    if error.validator == "enum":
        return Text(f" {'、'.join(error.validator_value)} 之一", f"one of {', '.join(error.validator_value)}")
    if error.validator == "type":
        kinds = {
            "array": Text("列表（如 [A301, T2]）", "a list (such as [A301, T2])"),
            "object": Text("“名称: 值”的对照", "a mapping of names to values"),
            "integer": Text("整数", "a whole number"),
            "number": Text("数字", "a number"),
            "string": Text("文字", "a text"),
        }
        return kinds[error.validator_value]
    limits = {
        "minimum": Text(f"不小于 {error.validator_value} 的数", f"at least {error.validator_value}"),
        "maximum": Text(f"不大于 {error.validator_value} 的数", f"at most {error.validator_value}"),
        "exclusiveMinimum": Text(f"大于 {error.validator_value} 的数", f"more than {error.validator_value}"),
    }
    return limits.get(error.validator, Text("非空的文字", "a text that is not empty"))
