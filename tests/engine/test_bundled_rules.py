"""Every bundled rule and form keeps to its schema and to what a rule owes its readers."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from reportlint.data.resources import folder, load_yaml
from reportlint.engine.loading import bundled_paths, catalogue
from reportlint.engine.rules import build_rule
from reportlint.engine.validation import read_rule_file
from reportlint.model.units import LEVELS

PATHS = bundled_paths()
FAMILIES = {
    "structure": "S",
    "tables": "T",
    "arithmetic": "A",
    "narrative": "N",
    "identity": "Y",
    "wording": "W",
    "across": "X",
    "input": "E",
}
"""The folder of each family and the letter of its codes."""


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_rule_is_sound(path: Path) -> None:
    rule = build_rule(read_rule_file(path), path)
    assert rule.code == path.stem
    assert rule.code.startswith(FAMILIES[path.parent.name])
    assert all(isinstance(key, str) for key, _ in rule.basis), "bundled rules cite rules/basis.yaml"


@pytest.mark.parametrize(
    "path",
    sorted(folder("rules").rglob("*.yaml")),
    ids=lambda path: path.relative_to(folder("rules")).as_posix(),
)
def test_every_reader_of_yaml_reads_the_same(path: Path) -> None:
    """The loader without a C library is stricter: a plain ? in a flow mapping must be quoted for it."""
    text = path.read_text("utf-8")
    pure = list(yaml.load_all(text, Loader=yaml.SafeLoader))
    assert pure == list(yaml.load_all(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_rule_is_short(path: Path) -> None:
    lines = path.read_text("utf-8").split("\n---\n")[0].splitlines()
    assert len(lines) <= 60


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_rule_is_documented_in_both_languages(path: Path) -> None:
    rule = build_rule(read_rule_file(path), path)
    for words in (rule.title, rule.message, rule.help, rule.rationale, *rule.messages.values()):
        assert re.search("[\u4e00-\u9fff]|{", words.zh), words
        assert re.search("[A-Za-z]{2}|{", words.en), words
        assert words.zh != words.en or "{" in words.zh
        assert not words.zh.endswith("。") or "。" in words.zh[:-1] or words in (rule.help, rule.rationale)
    assert not rule.passed.zh.startswith("没有发现“"), (
        "what is right where nothing is found has words of its own"
    )


def test_names_and_titles_are_each_used_once() -> None:
    rules = catalogue()
    for told in ([rule.name for rule in rules], [rule.title for rule in rules]):
        assert len(set(told)) == len(rules)


@pytest.mark.parametrize(
    ("name", "schema"),
    [("formats/2021.yaml", "format"), ("formats/2019.yaml", "format")],
)
def test_form_fits_its_schema(name: str, schema: str) -> None:
    data = load_yaml((folder("rules") / name).read_text("utf-8"))
    assert list(Draft202012Validator(_schema(schema)).iter_errors(data)) == []


def test_levels_of_organs_are_known() -> None:
    data: Any = load_yaml((folder("rules") / "units.yaml").read_text("utf-8"))
    assert {entry["level"] for entry in data} - {"unknown"} == set(LEVELS)
    assert all(re.compile(entry["name"]) for entry in data)


@pytest.mark.parametrize("path", sorted(folder("schemas").glob("*.schema.json")), ids=lambda path: path.name)
def test_schema_is_a_schema_of_closed_objects(path: Path) -> None:
    schema = json.loads(path.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    open_objects = [
        place
        for place, part in _parts(schema, "")
        if "properties" in part and part.get("additionalProperties") is not False and not _narrows(place)
    ]
    assert open_objects == []


def _schema(name: str) -> Any:
    return json.loads((folder("schemas") / f"{name}.schema.json").read_text("utf-8"))


def _parts(schema: Any, place: str) -> list[tuple[str, dict[str, Any]]]:
    if isinstance(schema, list):
        return [found for index, part in enumerate(schema) for found in _parts(part, f"{place}/{index}")]
    if not isinstance(schema, dict):
        return []
    below = [found for key, part in schema.items() for found in _parts(part, f"{place}/{key}")]
    return [(place, schema), *below] if not place.endswith("/properties") else below


def _narrows(place: str) -> bool:
    """Whether the part only narrows an object that is closed elsewhere."""
    return place.rsplit("/", 1)[-1] in ("if", "then", "else")
