"""By what findings are known again: not by lines, messages or language, but by everything that they rest on."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from reportlint.app.api import check_bytes
from reportlint.app.trial import judge_example
from reportlint.engine.examples import read_examples
from reportlint.engine.loading import bundled_paths
from reportlint.engine.rules import build_rule
from reportlint.engine.validation import read_rule_file
from reportlint.model.diagnostic import Diagnostic
from reportlint.model.document import Place
from reportlint.model.fingerprint import anchor, fingerprint, values
from reportlint.model.wording import Text
from tests.render import samples

ROOT = Path(__file__).parent.parent
FAULTY = (ROOT / "examples" / "faulty.txt").read_bytes()
GATES = ("E901", "E902")
"""What cannot be read has nothing to be told apart by."""


def findings(data: bytes) -> tuple[Diagnostic, ...]:
    return check_bytes(data, name="a.txt").diagnostics


def prints(found: tuple[Diagnostic, ...]) -> list[str]:
    return [fingerprint("a.txt", diagnostic) for diagnostic in found]


def test_lines_above_change_nothing() -> None:
    here = findings(FAULTY)
    moved = findings(b"\n\n\n" + FAULTY)
    assert [found.place.line for found in moved] == [
        found.place.line + 3 for found in here if found.place.line
    ]
    assert prints(moved) == prints(here)


def test_file_and_values_change_it() -> None:
    found = samples.sum_finding()
    assert fingerprint("a.txt", found) != fingerprint("b.txt", found)
    assert fingerprint("a.txt", found) != fingerprint("a.txt", replace(found, actual=1))
    assert fingerprint("a.txt", found) != fingerprint("a.txt", replace(found, code="A302"))
    assert found.cut is not None
    label, cells = found.cut.rows[0]
    others = replace(found.cut, rows=((label, ("1", "1", *cells[2:])),))
    assert fingerprint("a.txt", found) != fingerprint("a.txt", replace(found, cut=others))
    assert fingerprint("a.txt", found) == fingerprint(
        "a.txt", replace(found, message=Text("…", "…"), place=Place(1))
    )


def test_what_a_folded_finding_rests_on() -> None:
    (found,) = (found for found in findings(FAULTY) if found.code == "A301")
    assert anchor(found) == ("applications.new_received.total", "3")
    assert values(found) == {
        "actual": 3,
        "expected": 2,
        "suspect": "applications.new_received.natural_person=2",
        "figures": [
            *(1, 1, 0, 0, 0, 0, 3),
            *("一、本年新收政府信息公开申请数量=1", "二、上年结转政府信息公开申请数量=1"),
            *("（七）总计=2", "四、结转下年度继续办理=1"),
        ],
    }


def test_sentence_around_the_words() -> None:
    text = "前一句。需要了解详情的请登录（具体网址）查询；后一句。"
    found = samples.prose_finding(text, "（具体网址）")
    assert anchor(found) == (None, "（具体网址）")
    assert values(found) == {"section": 1, "sentence": "需要了解详情的请登录（具体网址）查询；"}


@pytest.mark.parametrize(
    ("text", "number", "masked"),
    [
        ("身份证号350125199003071239。", "350125199003071239", "35*************239"),
        ("电话 139-0000-1234。", "139-0000-1234", "13*-****-*234"),
        (
            "退至６２１７９９１２３４０００５６６。",
            "６２１７９９１２３４０００５６６",
            "６２***********５６６",
        ),
    ],
)
def test_personal_numbers_are_not_written_down(text: str, number: str, masked: str) -> None:
    found = samples.prose_finding(text, number)
    assert anchor(found) == (None, masked)
    assert values(found)["sentence"] == text.replace(number, masked)


@pytest.mark.parametrize("path", bundled_paths(), ids=lambda path: path.stem)
def test_findings_that_say_different_things_are_told_apart(path: Path) -> None:
    rule = build_rule(read_rule_file(path), path)
    if rule.code in GATES:
        return
    told: dict[str, str] = {}
    for example in read_examples(path):
        for found in [one for result in judge_example(rule, example).values() for one in result.diagnostics]:
            message = told.setdefault(fingerprint("a.txt", found), found.message.zh)
            assert message == found.message.zh
