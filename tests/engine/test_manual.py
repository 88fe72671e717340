"""The manual of the kinds of check: every kind is worded whole, and nothing is worded that there is not."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from reportlint.checks import ACROSS, KINDS, every_kind, find_kind
from reportlint.checks.manual import _entries, described_parameters, manual_of
from reportlint.engine.kind import Kind, alone
from reportlint.engine.loading import catalogue
from reportlint.engine.validation import fault_in
from reportlint.model.wording import Text
from reportlint.render.kinds import render_kinds

NAMES = sorted({**KINDS, **ACROSS})


def kind_of(name: str) -> Kind:
    kind = find_kind(name)
    assert kind is not None
    return kind


@pytest.mark.parametrize("name", NAMES)
def test_everything_about_a_kind_is_worded_in_both_languages(name: str) -> None:
    manual, own = manual_of(kind_of(name)), _entries()["kinds"][name]
    parts = {
        "parameters": {parameter.path: parameter.words for parameter in manual.parameters},
        "placeholders": manual.placeholders,
        "variants": manual.variants,
    }
    assert all(manual.about)
    for part, entries in parts.items():
        assert [key for key, words in entries.items() if not all(words)] == []
        assert set(own.get(part, ())) <= set(entries), "worded, and not there"
    assert set(own) <= {"about", *parts}


def test_no_kind_is_worded_that_there_is_not() -> None:
    assert sorted(_entries()["kinds"]) == NAMES == [kind.name for kind in every_kind()]


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_of_the_parameters_tells_what_they_mean(name: str) -> None:
    schema = described_parameters(kind_of(name))
    Draft202012Validator.check_schema(schema)
    assert all(inner["title"] and inner["description"] for inner in schema.get("properties", {}).values())
    for rule in catalogue():
        if rule.check == name:
            assert fault_in(rule.parameters, schema) is None


def test_parameters_within_parameters_are_worded() -> None:
    wordings = described_parameters(kind_of("replaced_wordings"))["properties"]["wordings"]
    assert wordings["items"]["properties"]["instead"]["title"] == "规范的写法"


def test_a_chapter_has_the_parts_of_the_kind_and_a_rule_of_it() -> None:
    chapter = "".join(render_kinds(catalogue(), [kind_of("sum")], ("zh",)))
    assert "| `along` | row / column | 必须 | row 按行加各列，column 按列加各行 |\n" in chapter
    assert "| `{difference}` | 相差多少 |\n" in chapter
    assert "| `unfilled` | 有空格，按 0 算 |\n" in chapter
    assert "例：A301\n\n```yaml\ncheck: sum\n" in chapter


def test_a_kind_of_another_package_is_worded_by_its_schema() -> None:
    parameter = {"type": "integer", "title": "几个", "description": "how many"}
    schema = {"title": "试验", "description": "a trial", "properties": {"most": parameter}}
    manual = manual_of(Kind("trial", alone, schema))
    assert manual.about == Text("试验", "a trial")
    assert [(entry.path, entry.type, entry.words) for entry in manual.parameters] == [
        ("most", "integer", Text("几个", "how many"))
    ]
    assert json.loads(json.dumps(described_parameters(Kind("trial", alone, schema)))) == schema
