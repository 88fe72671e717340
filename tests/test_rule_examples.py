"""Every example of every rule file gives exactly the findings that it lists: code, severity, place, message."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportlint.app.trial import lacking, try_example, try_file
from reportlint.data.resources import folder
from reportlint.engine.examples import Example, read_examples
from reportlint.engine.loading import bundled_paths
from reportlint.engine.rules import build_rule
from reportlint.engine.validation import read_rule_file

PACKS = sorted((folder("rules") / "packs").glob("*/*.yaml"))
EXAMPLES = [
    pytest.param(path, example, id=f"{path.stem}-{number}-{'good' if example.good else 'bad'}")
    for path in (*bundled_paths(), *PACKS)
    for number, example in enumerate(read_examples(path), start=1)
]


@pytest.mark.parametrize(("path", "example"), EXAMPLES)
def test_example_gives_exactly_its_findings(path: Path, example: Example) -> None:
    rule = build_rule(read_rule_file(path), path)
    assert try_example(rule, example) == []


@pytest.mark.parametrize("path", [*bundled_paths(), *PACKS], ids=lambda path: path.stem)
def test_rule_has_good_and_bad_examples(path: Path) -> None:
    examples = read_examples(path)
    assert lacking(examples) == []
    assert sum(not example.good for example in examples) >= 2, "a bundled rule shows two bad examples"


@pytest.mark.parametrize("path", bundled_paths(), ids=lambda path: path.stem)
def test_every_finding_of_an_example_differs_from_the_others(path: Path) -> None:
    for example in read_examples(path):
        told = [(finding.at, finding.message) for finding in example.findings]
        assert len(told) == len(set(told))


def test_a_wrong_example_is_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "Z900.yaml"
    path.write_text(_WRONG, encoding="utf-8")
    first, second = try_file(path)
    assert first.startswith(f"{path}: example 1 (nothing is promised): not expected: Z900 warning at “Z”: ")
    assert second == f"{path}: example 2 (nothing is there): missing: Z900 warning at “Z”: 正文里有Z"


_WRONG = """\
code: Z900
name: letter-z
severity: warning
since: 0.1.0
title: {zh: 字母, en: Letter}
passed: {zh: 没有问题, en: Fine}
message: {zh: "正文里有{text}", en: "the prose has {text}"}
help: {zh: 删去, en: Delete it}
basis: [{zh: 本单位规定, en: House rule}]
rationale: {zh: 试, en: A trial}
check: text_pattern
parameters: {patterns: [Z], apart_from: [ZZ]}
---
example: good
title: {zh: 甲, en: nothing is promised}
report: {sections: {6: 本部分有字母Z。}}
---
example: bad
title: {zh: 乙, en: nothing is there}
report: {}
findings: [{at: Z, message: 正文里有Z}]
"""
