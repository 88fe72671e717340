"""The ways of telling (rules/lexicon/ways.yaml): each one's good sentences are told by it, its bad ones are not."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from reportlint.data.resources import folder, load_yaml
from reportlint.parsing import claims
from reportlint.parsing.claims.context import Context
from reportlint.parsing.claims.kinds import KINDS, WORDS
from reportlint.parsing.claims.lexicon import kind_names, load_lexicon, measure_names, reason_names
from reportlint.parsing.claims.reading import read_sentence
from reportlint.parsing.claims.sentences import sentences
from reportlint.parsing.claims.settle import settle
from reportlint.parsing.claims.ways import WayError, load_ways, parsed_words

WAYS = load_ways().named
GOOD = [(name, text, told) for name, way in WAYS.items() for text, told in way.good]
BAD = [(name, text) for name, way in WAYS.items() for text in way.bad]
CODE = sorted(Path(claims.__file__).parent.glob("*.py"))


def told_by(way: str, text: str) -> dict[str, int]:
    """What a text tells in one way, by measure."""
    context = Context(2024)
    for number, sentence in enumerate(sentences(text)):
        read_sentence(sentence, context, load_lexicon(), number)
    return {
        claim.measure: claim.value for claim in settle(context.claims) if claim.way == way and claim.measure
    }


@pytest.mark.parametrize(("way", "text", "told"), GOOD)
def test_a_good_sentence_is_told_by_its_way(way: str, text: str, told: dict[str, int]) -> None:
    assert told_by(way, text) == told


@pytest.mark.parametrize(("way", "text"), BAD)
def test_a_bad_sentence_is_not(way: str, text: str) -> None:
    assert told_by(way, text) == {}


def test_every_way_that_the_code_names_is_described() -> None:
    named = {node.value for node in _strings() if node.value in WAYS}
    without_pattern = {name for name, way in WAYS.items() if not way.words}
    assert named >= without_pattern


def test_kinds_reasons_and_measures_have_names() -> None:
    assert set(kind_names()) == set(KINDS)
    told = {measure for way in WAYS.values() for measure in way.tells}
    assert told <= set(measure_names())
    reasons = {keyword.value.value for keyword in _keywords("why") if isinstance(keyword.value, ast.Constant)}
    assert reasons - {""} <= set(reason_names())


def test_the_code_asks_for_no_kind_of_word_that_there_is_not() -> None:
    """The type checker sees sets that have a type; here are those made on the spot."""
    known = {*KINDS, *measure_names(), "", "total", "direct", "after_review", "new", *"-iaoA"}
    asked = {
        part.value
        for node in _nodes()
        if isinstance(node, ast.Set)
        for part in node.elts
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }
    assert asked <= known


@pytest.mark.parametrize("words", ["recieve #", "receive| #", "receive #?!"])
def test_a_pattern_with_a_slip_is_refused(words: str) -> None:
    with pytest.raises(WayError, match=r"recieve|receive"):
        parsed_words(words)


@pytest.mark.parametrize("name", ["lexicon", "ways"])
def test_the_data_follow_their_schema(name: str) -> None:
    path = folder("rules") / "lexicon" / {"lexicon": "claims.yaml"}.get(name, f"{name}.yaml")
    _validator(name).validate(load_yaml(path.read_text("utf-8")))


def test_a_misspelt_kind_is_no_word_of_the_lexicon() -> None:
    data = load_yaml((folder("rules") / "lexicon" / "claims.yaml").read_text("utf-8"))
    assert isinstance(data, dict)
    data["words"]["recieve"] = "收到"
    with pytest.raises(ValidationError, match="recieve"):
        _validator("lexicon").validate(data)
    schema = json.loads((folder("schemas") / "lexicon.schema.json").read_text("utf-8"))
    assert set(schema["properties"]["words"]["propertyNames"]["enum"]) == WORDS


def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((folder("schemas") / f"{name}.schema.json").read_text("utf-8")))


def _nodes() -> Iterator[ast.AST]:
    for path in CODE:
        yield from ast.walk(ast.parse(path.read_text("utf-8")))


def _strings() -> Iterator[ast.Constant]:
    yield from (node for node in _nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str))


def _keywords(name: str) -> Iterator[ast.keyword]:
    yield from (node for node in _nodes() if isinstance(node, ast.keyword) and node.arg == name)
