"""YAML that people write (settings, waivers, rules): what it says, and where each part of it stands.

Of YAML it takes what such files need: keys are words or numbers, none stands twice, days stay texts, and there are no
anchors and aliases, a few lines of which may stand for more than the memory holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, TypeAlias

import yaml
from msgspec import Struct

from reportlint.model.wording import Text

Keys: TypeAlias = Sequence[str | int]
"""The keys and indices that lead to a part."""
Position: TypeAlias = tuple[int, int]
"""Line and column, from 1."""

_TOP: Position = (1, 1)
_BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_BASE):  # type: ignore[misc]
    """YAML's safe loader, in C where there is one, to which a day is a text, so that one that is none can be told."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[Any]]] = {
        sign: [entry for entry in entries if entry[0] != "tag:yaml.org,2002:timestamp"]
        for sign, entries in _BASE.yaml_implicit_resolvers.items()
    }


class YamlFault(Exception):
    """Text that is no such YAML: in words, and where, if that is known."""

    def __init__(self, words: Text, position: Position | None) -> None:
        super().__init__(words.en)
        self.words = words
        self.position = position


class MarkedYaml(Struct, frozen=True):
    """One document: what it says (None: nothing), and its nodes."""

    data: Any
    node: Any

    def position(self, keys: Keys, *, at_key: bool = False) -> Position:
        """Where the part at the end of the keys stands, or its key; for what is not there, the last that is."""
        here = inner = self.node
        for key in keys:
            found = next((part for part in _parts(inner) if part[0] == str(key)), None)
            if found is None:
                break
            _, marked, inner = found
            here = marked if at_key else inner
        return _TOP if here is None else _position(here)


def read_documents(text: str) -> list[MarkedYaml]:
    """The documents that are not empty. Raises YamlFault."""
    try:
        if "*" in text:
            _refuse_aliases(text)
        nodes = [node for node in yaml.compose_all(text, Loader=_Loader) if node is not None]
        return [MarkedYaml(_data(node), node) for node in nodes]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        words = Text(f"不是有效的 YAML（{error.problem}）", f"not valid YAML ({error.problem})")
        raise YamlFault(words, (mark.line + 1, mark.column + 1) if mark else None) from error
    except yaml.YAMLError as error:
        words = Text("有 YAML 不允许的字符", "has characters that YAML does not allow")
        raise YamlFault(words, None) from error
    except RecursionError as error:
        raise YamlFault(Text("括号或缩进套得太深", "is nested too deeply"), None) from error


def read_document(text: str) -> MarkedYaml:
    """The one document of a file. Raises YamlFault."""
    documents = read_documents(text)
    if len(documents) > 1:
        words = Text("这种文件里不分几份（---）", "this file is one document, without ---")
        raise YamlFault(words, _position(documents[1].node))
    return documents[0] if documents else MarkedYaml(None, None)


def _refuse_aliases(text: str) -> None:
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            words = Text(
                "这里不用 & 和 *（锚点、引用），请把内容写全",
                "anchors and aliases (& and *) are not used here",
            )
            raise YamlFault(words, _position(event))


def _parts(node: Any) -> Iterator[tuple[str, Any, Any]]:
    """Of each part of a node: its key or index as written, the node that shows where it begins, its value."""
    if isinstance(node, yaml.MappingNode):
        yield from ((key.value, key, value) for key, value in node.value)
    elif isinstance(node, yaml.SequenceNode):
        yield from ((str(index), value, value) for index, value in enumerate(node.value))


def _data(node: Any) -> Any:
    if isinstance(node, yaml.SequenceNode):
        return [_data(value) for value in node.value]
    if not isinstance(node, yaml.MappingNode):
        return yaml.constructor.SafeConstructor().construct_document(node)
    found: dict[Any, Any] = {}
    written: set[str] = set()
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise YamlFault(Text("键只能是一个词", "a key must be a plain word"), _position(key))
        if key.value in written:
            words = Text(f"“{key.value}”写了两次，只能留一处", f"{key.value!r} is given twice")
            raise YamlFault(words, _position(key))
        written.add(key.value)
        found[_data(key)] = _data(value)
    return found


def _position(marked: Any) -> Position:
    return marked.start_mark.line + 1, marked.start_mark.column + 1
