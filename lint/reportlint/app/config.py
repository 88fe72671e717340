"""The configuration: .reportlint.yaml, or [tool.reportlint] in pyproject.toml, nearest to the working folder.

Nothing heavy is imported unless such a file exists.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from reportlint.model.wording import Text

YAML_NAME = ".reportlint.yaml"
TOML_NAME = "pyproject.toml"
WAIVERS_NAME = ".reportlint-waivers.yaml"
_TOML_TABLE = "tool.reportlint"


class ConfigError(Exception):
    """A configuration that cannot be used; `words` is one sentence that begins with file:line:column."""

    def __init__(self, place: str, words: Text) -> None:
        super().__init__(f"{place}: {words.en}")
        self.words = Text(f"{place}: {words.zh}", f"{place}: {words.en}")


def _at_top(keys: Sequence[str | int]) -> tuple[int, int]:
    return 1, 1


class Config(Struct, frozen=True):
    """The settings of one configuration file, by the keys of schemas/config.schema.json; none without a file.

    `position` tells line and column of the setting that some keys lead to.
    """

    path: Path | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    position: Callable[[Sequence[str | int]], tuple[int, int]] = _at_top

    def get(self, key: str) -> Any:
        """The setting, or None where it is not set."""
        return self.values.get(key)

    def error(self, keys: Sequence[str | int], words: Text) -> ConfigError:
        """The error that tells what is wrong with the setting these keys lead to, and its place."""
        line, column = self.position(keys)
        return ConfigError(f"{self.path}:{line}:{column}", words)

    def rule_files(self) -> tuple[Path, ...]:
        """The rule files named, found from the folder of the configuration file."""
        folder = self.path.parent if self.path else Path()
        return tuple(folder / name for name in self.values.get("rules", ()))

    def waivers_file(self) -> str | None:
        """The file of waivers named, found from the folder of the configuration file; None where none is."""
        folder = self.path.parent if self.path else Path()
        return str(folder / self.values["waivers"]) if "waivers" in self.values else None
