"""Rules judge a report: outcomes, crashes, order, words and severities of findings."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from reportlint.draft import draft_from, text
from reportlint.engine.kind import (
    CheckContext,
    Elsewhere,
    Finding,
    Judgement,
    Kind,
    NotApplicable,
    Unchecked,
)
from reportlint.engine.loading import load_rules
from reportlint.engine.rules import Rule, RuleSet, build_rule
from reportlint.engine.run import failed, judge
from reportlint.model.diagnostic import Excerpt, NotChecked, Severity
from reportlint.model.document import NOWHERE, Place
from reportlint.model.report import CellKey, Report
from reportlint.model.wording import Text
from reportlint.parsing import parse
from reportlint.readers import read

CELL = CellKey("applications", "new_received", "total")


@pytest.fixture(scope="module")
def report() -> Report:
    return parse(read(text(draft_from({})).encode(), name="年报.txt"))


@pytest.fixture
def rules(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes a rule set of rules that yield what they are told to, in the order given: Z001, Z002 …"""
    kinds: dict[str, Kind] = {}
    monkeypatch.setattr("reportlint.engine.rules.find_kind", kinds.get)

    def made(*yields: list[Judgement | Exception], stage: Any = "report", severity: str = "error") -> RuleSet:
        rules = []
        for number, outcomes in enumerate(yields, start=1):
            name = f"kind-{stage}-{number}"
            kinds[name] = Kind(name, _yielding(outcomes), {}, stage=stage)
            rules.append(_rule(f"Z{number:03}", name, severity))
        return RuleSet(tuple(rules))

    return made


def _yielding(outcomes: list[Judgement | Exception]) -> Any:
    def run(report: Report, context: CheckContext) -> Iterator[Judgement]:
        for outcome in outcomes:
            if isinstance(outcome, Exception):
                raise outcome
            yield outcome

    return run


def _rule(code: str, check: str, severity: str = "error", **texts: Mapping[str, str]) -> Rule:
    data = {
        "code": code,
        "name": f"rule-{code.lower()}",
        "severity": severity,
        "since": "0.1.0",
        "title": {"zh": "标题", "en": "title"},
        "passed": {"zh": "没有问题", "en": "fine"},
        "message": {"zh": "{cell}是{actual}应为{expected}", "en": "{cell} is {actual}, not {expected}"},
        "messages": {"other": {"zh": "{what}", "en": "{what}!"}},
        "help": {"zh": "改成{expected}", "en": "write {expected}"},
        "basis": ["LOGIC"],
        "rationale": {"zh": "因", "en": "why"},
        "check": check,
        **texts,
    }
    return build_rule(data, Path(f"{code}.yaml"))


def test_five_outcomes(report: Report, rules: Any) -> None:
    words = Text("没看见", "not seen")
    reason = Unchecked(words)
    verdict = judge(
        report,
        rules(
            [Finding(NOWHERE), reason],
            [],
            [NotApplicable()],
            [reason, reason],
            [Finding(NOWHERE), ValueError("坏了")],
        ),
    )
    assert verdict.states == {
        "Z001": "judged",
        "Z002": "judged",
        "Z003": "not_applicable",
        "Z004": "judged",
        "Z005": "crashed",
    }
    assert verdict.not_checked == (
        NotChecked("Z001", words),
        NotChecked("Z004", words),
        NotChecked(
            "Z005", Text("检查程序出错：ValueError('坏了')", "the check broke down: ValueError('坏了')")
        ),
    )
    assert [diagnostic.code for diagnostic in verdict.diagnostics] == ["Z001", "Z005"]
    assert verdict.gate is None


def test_a_crash_leaves_its_trace_in_the_log(
    report: Report, rules: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="reportlint"):
        judge(report, rules([ValueError("broken")]))
    (record,) = caplog.records
    assert record.getMessage() == "the check of Z001 failed"
    assert record.exc_info is not None
    assert isinstance(record.exc_info[1], ValueError)


def test_a_message_that_cannot_be_filled_is_a_crash(report: Report, rules: Any) -> None:
    verdict = judge(report, rules([Finding(NOWHERE, variant="other")], [Finding(NOWHERE)]))
    assert verdict.states == {"Z001": "crashed", "Z002": "judged"}


def test_findings_are_ordered_by_place_code_and_cell(report: Report, rules: Any) -> None:
    later, earlier = Place(9, 1, 9, 2), Place(3, 5, 3, 6)
    second = CellKey("applications", "carried_in", "natural_person")
    verdict = judge(
        report,
        rules(
            [Finding(NOWHERE), Finding(later), Finding(earlier, cell=second), Finding(earlier, cell=CELL)],
            [Finding(earlier), Finding(Place(3, 2, 3, 3)), Finding(Place(page=2))],
        ),
    )
    told = [(d.place.line, d.place.column, d.code, d.cell and d.cell.row) for d in verdict.diagnostics]
    assert told == [
        (3, 2, "Z002", None),
        (3, 5, "Z001", "new_received"),
        (3, 5, "Z001", "carried_in"),
        (3, 5, "Z002", None),
        (9, 1, "Z001", None),
        (None, None, "Z002", None),
        (None, None, "Z001", None),
    ]


def test_words_are_in_both_languages(report: Report, rules: Any) -> None:
    second = Elsewhere(Text("那里", "there"), Place(1, 1, 1, 3))
    finding = Finding(Place(2, 1, 2, 4), section=3, cell=CELL, expected=3, actual=2, related=(second,))
    (diagnostic,) = judge(report, rules([finding])).diagnostics
    cell = Text(
        "第三部分的表，“一、本年新收政府信息公开申请数量”行、“总计”列",
        "the table of part 3, row “一、本年新收政府信息公开申请数量”, column “总计”",
    )
    assert diagnostic.where == Text("第一部分之前", "before part 1")
    assert diagnostic.message == (f"{cell.zh}是2应为3", f"{cell.en} is 2, not 3")
    assert diagnostic.help == ("改成3", "write 3")
    assert diagnostic.basis == (("表间数据逻辑（非条文）", "logic of the figures (not an article)"),)
    assert [(entry.message, entry.place) for entry in diagnostic.related] == [(second.text, second.place)]
    assert (diagnostic.section, diagnostic.expected, diagnostic.actual) == (3, 3, 2)


def test_text_of_the_report_is_made_visible_and_cut(report: Report, rules: Any) -> None:
    finding = Finding(NOWHERE, {"what": "a\u200b\x1b[31m\n" + "很" * 100}, variant="other")
    listed = Finding(NOWHERE, {"what": [Text("甲", "A"), "乙", 3]}, variant="other")
    messages = [d.message for d in judge(report, rules([finding, listed])).diagnostics]
    cut = "a [31m " + "很" * 72 + "…"
    assert messages == [(cut, f"{cut}!"), ("甲、乙、3", "A, 乙, 3!")]


def test_the_excerpt_is_the_line_with_the_place(report: Report, rules: Any) -> None:
    places = [Place(1, 3, 1, 5), Place(1, 3, 2, 2), Place(1), Place(10_000, 1, 10_000, 2), NOWHERE]
    line = report.lines[0]
    found = judge(report, rules([Finding(place) for place in places])).diagnostics
    assert [diagnostic.excerpt for diagnostic in found] == [
        Excerpt(1, line, 0, len(line)),
        Excerpt(1, line, 2, 4),
        Excerpt(1, line, 2, len(line)),
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("declared", "set_to", "wanted", "in_force"),
    [
        ("error", None, "warning", "warning"),
        ("info", None, "warning", "warning"),
        ("error", "info", "warning", "info"),
        ("error", "warning", "info", "info"),
        ("info", "error", "warning", "error"),
        ("error", "warning", None, "warning"),
    ],
)
def test_a_finding_keeps_within_what_the_user_set(
    report: Report,
    rules: Any,
    declared: str,
    set_to: Severity | None,
    wanted: Severity | None,
    in_force: Severity,
) -> None:
    (rule,) = rules([Finding(NOWHERE, severity=wanted)], severity=declared)
    changed = replace(rule, severity=set_to) if set_to else rule
    (diagnostic,) = judge(report, RuleSet((changed,))).diagnostics
    assert diagnostic.severity == in_force


def test_a_gate_that_speaks_ends_the_judging(report: Report, rules: Any) -> None:
    gate = rules([Finding(NOWHERE, {"what": "不是年报"}, variant="other")], stage="gate")
    rest = rules([Finding(NOWHERE)], [Finding(NOWHERE)])
    verdict = judge(report, RuleSet((*gate.rules, rest.rules[1])))
    assert verdict.gate == ("不是年报", "不是年报!")
    assert [diagnostic.code for diagnostic in verdict.diagnostics] == ["Z001"]
    assert verdict.states == {"Z001": "judged", "Z002": "not_checked"}


def test_a_gate_that_breaks_down_lets_pass(report: Report, rules: Any) -> None:
    verdict = judge(report, rules([ValueError("x")], stage="gate"))
    assert (verdict.gate, verdict.states) == (None, {"Z001": "crashed"})


def test_a_file_that_was_not_read() -> None:
    words = Text("文件是空的", "the file is empty")
    verdict = failed(words, load_rules(select=("A301",)))
    assert verdict.gate == words
    assert [(d.code, d.place, d.excerpt) for d in verdict.diagnostics] == [("E901", NOWHERE, None)]
    (message,) = [d.message for d in verdict.diagnostics]
    assert words.zh in message.zh
    assert words.en in message.en
    assert verdict.states == {"A301": "not_checked", "E901": "judged", "E902": "not_checked"}
    assert failed(words, load_rules(ignore=("E901",))).diagnostics == ()


def test_the_reading_of_a_file_that_was_read_is_no_finding(report: Report) -> None:
    assert judge(report, load_rules()).states["E901"] == "judged"
