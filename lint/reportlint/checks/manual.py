"""The manual of the kinds of check (kinds.yaml): what each looks for, and what its parts mean, in both languages.

A kind that another package brings has its words in the JSON Schema of its parameters: `title` in Chinese,
`description` in English.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reportlint.data.resources import load_yaml
from reportlint.engine.kind import Kind
from reportlint.model.wording import Text

_NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a kind: its path (wordings[].text), its type in words of JSON Schema, what it means."""

    path: str
    type: str
    required: bool
    words: Text


@dataclass(frozen=True, slots=True)
class KindManual:
    """What there is to know of a kind before a rule of it is written."""

    name: str
    about: Text
    parameters: tuple[Parameter, ...]
    placeholders: Mapping[str, Text]
    variants: Mapping[str, Text]


def manual_of(kind: Kind) -> KindManual:
    """The manual of a kind; words are empty where nobody wrote any."""
    own, shared = _entries()["kinds"].get(kind.name, {}), _entries()

    def words(part: str, *names: str) -> Text:
        found = (place.get(part, {}).get(name) for name in names for place in (own, shared))
        return _text(next(filter(None, found), ""))

    parameters = tuple(
        Parameter(
            path,
            _type(schema),
            required,
            _of_schema(schema) or words("parameters", path, path.rpartition(".")[2].removesuffix("[]")),
        )
        for path, schema, required in _flat(kind.parameters)
    )
    return KindManual(
        kind.name,
        _of_schema(kind.parameters) or _text(own.get("about", "")),
        parameters,
        {name: words("placeholders", name) for name in sorted(kind.placeholders)},
        {name: words("variants", name) for name in sorted(kind.variants)},
    )


def described_parameters(kind: Kind) -> Mapping[str, Any]:
    """The JSON Schema of a kind's parameters, each with its `title` (Chinese) and `description` (English)."""
    words = {parameter.path: parameter.words for parameter in manual_of(kind).parameters}
    return _described(kind.parameters, "", words)


def _described(schema: Mapping[str, Any], path: str, words: Mapping[str, Text]) -> dict[str, Any]:
    told = words.get(path, _NOTHING)
    inner = {"title": told.zh, "description": told.en, **schema} if told.zh else dict(schema)
    before = f"{path}." if path else ""
    if "properties" in schema:
        properties = schema["properties"].items()
        inner["properties"] = {key: _described(value, f"{before}{key}", words) for key, value in properties}
    if isinstance(schema.get("items"), dict):
        inner["items"] = _described(schema["items"], f"{path}[]", words)
    return inner


def _flat(schema: Mapping[str, Any], way: str = "") -> Iterator[tuple[str, Mapping[str, Any], bool]]:
    """The parameters of a schema with those inside them: path, schema, whether it must be given."""
    for key, value in schema.get("properties", {}).items():
        yield f"{way}{key}", value, key in schema.get("required", ())
        yield from _flat(value, f"{way}{key}.")
        if isinstance(value.get("items"), dict):
            yield from _flat(value["items"], f"{way}{key}[].")


def _type(schema: Mapping[str, Any]) -> str:
    if "enum" in schema:
        return " / ".join(map(str, schema["enum"]))
    inner = schema.get("items")
    if isinstance(inner, dict):
        return f"array of {_type(inner)}"
    return str(schema.get("format", schema.get("type", "")))


def _of_schema(schema: Mapping[str, Any]) -> Text | None:
    return Text(schema["title"], schema["description"]) if {"title", "description"} <= schema.keys() else None


def _text(entry: str) -> Text:
    zh, _, en = entry.partition(" | ")
    return Text(zh.strip(), en.strip())


@cache
def _entries() -> Mapping[str, Any]:
    entries: Any = load_yaml((Path(__file__).parent / "kinds.yaml").read_text("utf-8"))
    return dict(entries)
