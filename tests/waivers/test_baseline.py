"""The baseline: whatever any rule finds can be written down, read again, and is the same finding then."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reportlint.app.trial import judge_example
from reportlint.engine.examples import read_examples
from reportlint.engine.loading import bundled_paths
from reportlint.engine.rules import build_rule
from reportlint.engine.validation import read_rule_file
from reportlint.model.diagnostic import Result
from reportlint.waivers import FILENAME, Tracker, Waivers, apply, is_waivable, remarks
from reportlint.waivers.baseline import waivers_for, write_waivers
from reportlint.waivers.source import load_waivers
from tests.render import samples

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2025, 6, 1)


def baseline(folder: Path, *results: Result) -> Waivers:
    """The waivers for the results, written to their file and read from it."""
    path = folder / FILENAME
    text = write_waivers(waivers_for(results, folder=str(folder), known=Waivers()))
    path.write_text(text, encoding="utf-8")
    return load_waivers(path)


@pytest.fixture(autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("path", bundled_paths(), ids=lambda path: path.stem)
def test_findings_of_every_rule(tmp_path: Path, path: Path) -> None:
    rule = build_rule(read_rule_file(path), path)
    for example in read_examples(path):
        for name, said in judge_example(rule, example).items():
            told = (said.diagnostics, said.not_checked, said.states)
            result = Result(name or "年报.txt", "checked", None, None, *told)
            waivers, tracker = baseline(tmp_path, result), Tracker()
            left = apply(waivers, result, today=TODAY, tracker=tracker)
            assert [found for found in left.diagnostics if is_waivable(found)] == []
            assert len(left.waived) + len(left.diagnostics) == len(result.diagnostics)
            assert remarks(waivers, tracker) == ()


def test_hostile_text_is_read_as_it_was_written(tmp_path: Path) -> None:
    waivers = baseline(tmp_path, samples.HOSTILE, samples.ACCEPTED)
    assert len(waivers.entries) == 4
    assert apply(waivers, samples.HOSTILE, today=TODAY).diagnostics == ()


def test_findings_that_are_alike_are_one_waiver(tmp_path: Path) -> None:
    prose = samples.prose_finding("此处 XX 填写", "XX")
    twice = samples.checked(prose, samples.prose_finding("此处 XX 填写", "XX", line=30))
    waivers = baseline(tmp_path, twice)
    assert [entry.times for entry in waivers.entries] == [2]
    thrice = samples.checked(prose, prose, prose)
    assert apply(waivers, thrice, today=TODAY).diagnostics == (prose,)


def test_the_file_as_it_is_written(tmp_path: Path) -> None:
    text = write_waivers(waivers_for([samples.ACCEPTED], folder=str(tmp_path), known=Waivers()))
    assert text.split("\n", 2)[2] == (
        "waivers:\n"
        "  - file: 石桥镇.txt\n    code: W601\n    text: （具体网址）\n"
        "    values: {section: 1, sentence: 请登录（具体网址）查询。}\n    reason: 基线\n"
        "  - file: 石桥镇.txt\n    code: A301\n    cell: applications.new_received.total\n"
        "    values:\n      actual: 2\n      expected: 3\n      figures: [2, 0, 0, 0, 0, 1, 2]\n    reason: 基线\n"
        "  - file: 石桥镇.txt\n    code: T203\n    cell: applications.granted.natural_person\n"
        "    values: {actual: /}\n    reason: 基线\n"
    )
