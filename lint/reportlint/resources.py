"""Where the rules and schemas lie: beside the engine when installed, at the top of a checkout otherwise."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

_PACKAGE = Path(__file__).resolve().parent
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def folder(name: str) -> Path:
    """The folder `name` ("rules" or "schemas"). Raises FileNotFoundError when the installation lacks it."""
    for candidate in (_PACKAGE / name, _PACKAGE.parent.parent / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"reportlint is installed without its folder {name}/")


def load_yaml(text: str) -> object:
    """One YAML document, read by the C loader where there is one. Raises yaml.YAMLError."""
    return yaml.load(text, Loader=_Loader)
