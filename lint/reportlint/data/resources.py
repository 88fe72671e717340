"""Where the rules and schemas lie: beside the engine when installed, at the top of a checkout otherwise."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_PACKAGE = Path(__file__).resolve().parent.parent
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STRING, _MAPPING, _SEQUENCE = (f"tag:yaml.org,2002:{kind}" for kind in ("str", "map", "seq"))


@cache
def folder(name: str) -> Path:
    """The folder `name` ("rules" or "schemas"). Raises FileNotFoundError when the installation lacks it."""
    for candidate in (_PACKAGE / name, _PACKAGE.parent.parent / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"reportlint is installed without its folder {name}/")


def load_yaml(text: str) -> object:
    """One YAML document, read by the C loader where there is one. Raises yaml.YAMLError."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        return None if node is None else _built(node, loader)
    finally:
        loader.dispose()


def _built(node: yaml.Node, loader: Any) -> object:
    """What a node holds. PyYAML's own construction takes twice as long, at every start of the command."""
    if isinstance(node, yaml.ScalarNode):
        return node.value if node.tag == _STRING else loader.construct_object(node, deep=True)
    if isinstance(node, yaml.MappingNode) and node.tag == _MAPPING:
        return {_built(key, loader): _built(value, loader) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode) and node.tag == _SEQUENCE:
        return [_built(item, loader) for item in node.value]
    return loader.construct_object(node, deep=True)
