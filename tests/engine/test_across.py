"""Reports judged together: entries, verdicts by path, options, files that are gone, checks that break down."""

from __future__ import annotations

import logging
import pickle
from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from reportlint.app.api import check_bytes, parse_bytes
from reportlint.app.trial import marked
from reportlint.checks.across.near import FEW, near_pairs
from reportlint.data.about import install_line
from reportlint.draft import draft_from, text
from reportlint.engine.across import entry_of, judge_across
from reportlint.engine.kind import Across, Placed
from reportlint.engine.loading import load_rules
from reportlint.engine.pieces import sentences_of
from reportlint.model.batch import Batch, BatchEntry, Unit
from reportlint.model.diagnostic import NotChecked
from reportlint.model.report import CellKey, Report
from reportlint.model.wording import Text
from tests.generator.batches import two_years
from tests.generator.prose import written

LICENCES = CellKey("disclosure", "licensing", "decisions")


def report(**edits: Any) -> Report:
    return parse_bytes(text(draft_from(edits)).encode(), name="年报.txt")


def batch(*files: tuple[str, dict[str, Any]], **known: Any) -> Batch:
    reports = {path: report(**edits) for path, edits in files}
    entries = tuple(entry_of(found, path=path, digest=path) for path, found in reports.items())
    return Batch(entries, lambda entry: reports[entry.path], **known)


def told(of: Batch, *codes: str, **chosen: Any) -> list[tuple[str, str, str, str]]:
    verdicts = judge_across(of, load_rules(select=codes or ["X"], **chosen))
    assert all("crashed" not in verdict.states.values() for verdict in verdicts.values())
    return [
        (path, found.code, found.severity, marked(found))
        for path, verdict in verdicts.items()
        for found in verdict.diagnostics
    ]


TWINS = (
    ("云陂镇.txt", {}),
    ("清河镇.txt", {"unit": "清河镇人民政府", "cells": {"disclosure.licensing.decisions": "12"}}),
)
FIRST_SENTENCE = "以公开为常态、不公开为例外，及时公开财政预决算、惠民补贴、村庄规划和应急管理等信息"


def test_an_entry_is_small_and_says_what_the_report_does() -> None:
    entry = entry_of(report(sample="city"), path="年报.txt", digest="0" * 64)
    assert len(pickle.dumps(entry)) < 5000
    assert pickle.loads(pickle.dumps(entry)) == entry
    assert entry.figure(LICENCES) == 13582746
    assert entry.figure(CellKey("disclosure", "fees", "amount")) == Decimal("12345678.9")
    assert sum(1 for _ in entry.cells("applications")) == 175


def test_blank_is_no_figure() -> None:
    entry = entry_of(report(cells={"disclosure.licensing.decisions": ""}), path="年报.txt", digest="")
    assert entry.figure(LICENCES) is None
    assert LICENCES not in dict(entry.cells("disclosure"))


def test_figures_dates_and_names_make_no_difference_to_prose() -> None:
    sentence = "{year}年，{unit}会同{county}财政所走访困难户{count}户，全{kind}发放化肥{count}吨。"
    first = report(
        sections={6: sentence.format(year=2024, unit="云陂镇", county="本县", count=36, kind="镇")}
    )
    second = report(
        unit="清河街道办事处",
        year=2023,
        sections={
            6: sentence.format(year="二〇二三", unit="清河街道", county="该县", count="一百二十", kind="街道")
        },
    )
    [one], [other] = (
        [found for found in sentences_of(each) if found.section == 6] for each in (first, second)
    )
    assert one.pieces == other.pieces
    assert sum(length for _, length in one.pieces) > 10


def test_a_single_file_is_none_of_their_business() -> None:
    result = check_bytes(text(draft_from({})).encode(), name="年报.txt")
    across = [rule.code for rule in load_rules().at("across")]
    assert across == ["X703", "X704", "X706", "X708", "X709", "X710"]
    assert {result.outcomes[code].outcome for code in across[1:]} == {"not_applicable"}
    assert result.states["X703"] == "no_prior"


def test_every_entry_has_an_outcome_for_every_rule_across_reports() -> None:
    verdicts = judge_across(batch(*TWINS), load_rules())
    states = {
        "X703": "no_prior",
        "X704": "judged",
        "X706": "not_applicable",
        "X708": "judged",
        "X709": "not_applicable",
        "X710": "judged",
    }
    assert [dict(verdict.states) for verdict in verdicts.values()] == [states, states]


def test_copied_sentences_are_marked_and_told_with_their_source() -> None:
    [found] = judge_across(batch(*TWINS), load_rules(select=["X704"]))["清河镇.txt"].diagnostics
    assert found.message.en == (
        "100 % of the prose are word for word the report of 云陂镇人民政府 (云陂镇.txt) on the same year "
        "(apart from figures, names and common phrases): 13 sentences from here on"
    )
    assert marked(found) == FIRST_SENTENCE
    assert [second.message.en for second in found.related][:1] == [
        f"云陂镇人民政府 (云陂镇.txt) says in section 1: “{FIRST_SENTENCE}”"
    ]
    assert all(second.place.line for second in found.related)


def test_options_work_as_for_other_rules() -> None:
    assert [entry[1:3] for entry in told(batch(*TWINS))] == [("X704", "warning")] * 2
    assert [entry[1:3] for entry in told(batch(*TWINS), severities={"X704": "error"})] == [
        ("X704", "error")
    ] * 2
    assert told(batch(*TWINS), ignore=["copied-from-sibling"]) == []
    strict = {
        "X704": {"whole": {"share": 1, "least": 2000}, "section": {"number": 5, "share": 1, "least": 2000}}
    }
    assert told(batch(*TWINS), parameters=strict) == []


def test_a_report_that_cannot_be_read_again_is_told_without_places() -> None:
    def gone(entry: BatchEntry) -> Report:
        raise OSError(entry.path)

    lost = replace(batch(*TWINS), reading=gone)
    assert told(lost) == [("云陂镇.txt", "X704", "warning", ""), ("清河镇.txt", "X704", "warning", "")]


def test_reports_are_fetched_back_only_for_what_was_found() -> None:
    read: list[str] = []
    quiet = two_years(12, 1, stock=0.2).batch

    def reading(entry: BatchEntry) -> Report:
        read.append(entry.path)
        return quiet.reading(entry)

    assert told(replace(quiet, reading=reading)) == []
    assert read == []


def test_a_check_that_breaks_down_stops_no_other(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from reportlint.checks.across import copied_over_years

    def broken(across: Across) -> Iterator[Placed]:
        raise KeyError("甲")

    monkeypatch.setattr(
        "reportlint.checks.across.copied_over_years.KIND", replace(copied_over_years.KIND, across=broken)
    )
    from reportlint.checks import find_kind

    find_kind.cache_clear()
    try:
        with caplog.at_level(logging.DEBUG, logger="reportlint"):
            verdicts = judge_across(batch(*TWINS), load_rules(select=["X"]))
    finally:
        find_kind.cache_clear()
    assert verdicts["云陂镇.txt"].states["X703"] == "crashed"
    assert verdicts["云陂镇.txt"].states["X704"] == "judged"
    assert verdicts["云陂镇.txt"].not_checked == (
        NotChecked("X703", Text("检查程序出错：KeyError('甲')", "the check broke down: KeyError('甲')")),
    )
    assert "the check of X703 failed" in caplog.text


def test_whose_a_report_is_tells_the_caller_and_not_the_name() -> None:
    owners = {"云陂镇.txt": "云陂镇", "清河镇.txt": "云陂镇"}
    assert told(batch(*TWINS, owners=owners)) == [
        ("清河镇.txt", "X708", "warning", "disclosure.licensing.decisions")
    ]


def test_unknown_units_are_told_as_not_checked() -> None:
    nameless = batch(("甲.txt", {"title": "2024年政府信息公开工作年度报告", "sections": {1: "无"}}), TWINS[1])
    reasons = judge_across(nameless, load_rules(select=["X"]))["甲.txt"].not_checked
    assert [reason.code for reason in reasons] == ["X704", "X708"]


def test_units_that_owe_a_report_stand_under_the_list() -> None:
    listed = (Unit("云陂镇人民政府"), Unit("清河镇人民政府"), Unit("石桥镇人民政府"))
    verdicts = judge_across(
        batch(*TWINS, units=listed, units_path="units.csv", round_year=2024), load_rules(select=["X709"])
    )
    assert [found.message.zh for found in verdicts["units.csv"].diagnostics] == [
        "没有石桥镇人民政府2024年度的报告"
    ]


def test_many_sets_are_not_compared_each_with_each() -> None:
    random = Random(1)
    sets = {str(number): {random.getrandbits(64) for _ in range(40)} for number in range(3 * FEW)}
    for number in range(0, 3 * FEW, 30):
        common = sorted(sets[str(number)])[:36]
        sets[str(number + 1)] = {*common, *(random.getrandbits(64) for _ in range(4))}
    pairs = set(near_pairs(list(sets), sets.__getitem__, rows=3))
    assert {(str(number), str(number + 1)) for number in range(0, 3 * FEW, 30)} <= pairs
    assert len(pairs) < 3 * FEW


def test_without_the_library_many_reports_are_not_compared_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("reportlint.checks.across.near.FEW", 1)
    monkeypatch.setitem(__import__("sys").modules, "datasketch", None)
    verdicts = judge_across(batch(*TWINS), load_rules(select=["X704"]))
    assert [reason.reason.zh for reason in verdicts["云陂镇.txt"].not_checked] == [
        f"报告太多，要装上 datasketch 才能互相比较，{install_line('audit').zh}"
    ]


@pytest.mark.parametrize("stock", [0.2, 0.6])
def test_prose_written_anew_is_never_called_copied(stock: float) -> None:
    assert told(two_years(15, 7, stock=stock).batch) == []


@pytest.mark.parametrize("few", [FEW, 1], ids=["each with each", "by sketches"])
def test_copies_with_small_edits_are_found_and_nothing_else(
    few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportlint.checks.across.near.FEW", few)
    made = two_years(15, 3, stock=0.3, copies=3, edits=0.05)
    found = told(made.batch)
    assert {path for path, code, *_ in found if code == "X703"} == made.from_last_year
    assert {path for path, code, *_ in found if code == "X704"} == made.from_sibling
    assert {code for _, code, *_ in found} == {"X703", "X704"}


def test_issued_text_is_nobodys_copy() -> None:
    random = Random(5)
    issued = written(random, stock=0.3)
    towns = ("云陂镇", "清河镇", "石桥镇", "白沙镇", "南塘镇", "丰田镇")
    files = []
    for number, name in enumerate(towns):
        own = written(random, stock=0.3)
        sections = {1: issued[1], 5: own[5]} if number < 3 else dict(own)
        files.append((f"{name}.txt", {"unit": f"{name}人民政府", "sections": sections}))
    assert told(batch(*files)) == []
