"""From a report to the finding: it leads with the cell, the broken sums follow, nothing else is lost."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

import pytest

from reportlint import draft
from reportlint.app.api import Settings, check_bytes
from reportlint.engine.kind import CheckContext
from reportlint.engine.loading import load_rules
from reportlint.model.diagnostic import Diagnostic, Result, Suspect
from reportlint.model.forms import load_form
from reportlint.model.report import CellKey
from reportlint.parsing import parse
from reportlint.readers import read
from tests.suspects.slips import ONE_CELL
from tests.suspects.tables import consistent_table, system

SUMS = ("A301", "A302", "A303")
FIRST_ROW = "第三部分的表，“一、本年新收政府信息公开申请数量”行"


def check(
    cells: Mapping[str, str],
    *,
    sample: str = "town",
    everything: bool = False,
) -> Result:
    """The outcome for a sample report with some cells of the table of part 3 changed."""
    settings = Settings(select=SUMS, everything=everything)
    named = {f"applications.{name}": raw for name, raw in cells.items()}
    text = draft.text(draft.draft_from({"sample": sample, "cells": named}))
    return check_bytes(text.encode(), name="report.txt", settings=settings)


def cell(name: str) -> CellKey:
    return CellKey("applications", *name.split("."))


def related(diagnostic: Diagnostic) -> list[tuple[CellKey | None, str]]:
    return [(second.cell, second.message.zh) for second in diagnostic.related]


@pytest.mark.parametrize("edition", ("2021", "2019"))
def test_the_rules_hold_the_identities_these_tests_stand_on(edition: str) -> None:
    report = parse(
        read(draft.text(draft.sample("old" if edition == "2019" else "town")).encode(), name="a.txt")
    )
    held = {
        identity
        for rule in load_rules(select=SUMS)
        if rule.kind.identities is not None
        for identity in rule.kind.identities(report, CheckContext(load_form(edition), rule.parameters))
    }
    assert held == set(system(edition).identities)


def test_one_wrong_cell() -> None:
    (found,) = check({"new_received.natural_person": "1"}).diagnostics
    assert (found.code, found.severity, found.cell) == ("A301", "error", cell("new_received.total"))
    assert found.message.zh == f"最可能：{FIRST_ROW}、“自然人”列应为 2（现填 1），改后全表的合计都对得上"
    assert found.suspect == Suspect(cell("new_received.natural_person"), 2)
    assert related(found) == [
        (cell("new_received.natural_person"), "很可能填错的就是这一格，现填 1，应为 2"),
        (cell("new_received.total"), f"{FIRST_ROW}、“总计”列填的是 3，六类申请人加起来是 2"),
        (
            cell("carried_out.natural_person"),
            "第三部分的表，“四、结转下年度继续办理”行、“自然人”列不平：第一项加第二项是 2，第三项加第四项是 3，相差 1",
        ),
    ]
    assert all(second.place.line for second in found.related)
    assert found.cut is not None
    assert found.cut.marked == (0, 0)


def test_in_english() -> None:
    (found,) = check({"new_received.natural_person": "1"}).diagnostics
    assert found.message.en == (
        "most likely: the table of part 3, row “一、本年新收政府信息公开申请数量”, column “自然人” should be 2 (it says 1); "
        "then all sums of the table agree"
    )


def test_a_wrong_total_is_told_at_itself() -> None:
    (found,) = check({"granted.total": "20"}).diagnostics
    assert (found.code, found.cell) == ("A301", cell("granted.total"))
    assert found.suspect == Suspect(cell("granted.total"), 2)


def test_a_wrong_column_total_keeps_the_code_that_is_told_there() -> None:
    (found,) = check({"handled_total.commercial": "8"}).diagnostics
    assert (found.code, found.cell) == ("A302", cell("handled_total.commercial"))
    assert found.suspect == Suspect(cell("handled_total.commercial"), 1)


def test_a_blank_cell_lowers_every_sum_and_so_the_finding() -> None:
    (found,) = check({"granted.commercial": ""}).diagnostics
    assert found.severity == "warning"
    assert found.suspect == Suspect(cell("granted.commercial"), 1)
    assert found.message.zh.endswith("“商业企业”列应为 1（现在空着），改后全表的合计都对得上")


def test_a_sign_for_nothing_is_quoted() -> None:
    (found,) = check({"granted.commercial": "/"}).diagnostics
    assert "“商业企业”列应为 1（现填 “/”）" in found.message.zh


def test_two_figures_swapped() -> None:
    cells = {"granted.natural_person": "1187", "granted.commercial": "9214"}
    (found,) = check(cells, sample="city").diagnostics
    assert found.suspect == Suspect(cell("granted.natural_person"), 9214)
    assert found.message.zh == (
        "最可能是两格的数写对调了：第三部分的表，“（一）予以公开”行、“自然人”列应为 9214（现填 1187）；"
        "第三部分的表，“（一）予以公开”行、“商业企业”列应为 1187（现填 9214），"
        "改后全表的合计都对得上"
    )
    assert [second.cell for second in found.related][:2] == [
        cell("granted.natural_person"),
        cell("granted.commercial"),
    ]


def test_several_that_fit_are_listed_and_none_is_named() -> None:
    (found,) = check(
        {"granted.natural_person": "9213", "granted.commercial": "1188"}, sample="city"
    ).diagnostics
    assert found.suspect is None
    assert found.message.zh.startswith(
        "第三部分的表有两格填错，有 20 种改法都能让合计全部对上，只看表分不出是哪一种，下面列出"
    )
    listed = [message for _, message in related(found) if message.startswith("改法")]
    assert len(listed) == 5
    assert all(message.count("列应为") == 2 for message in listed)


def test_more_than_two_wrong_cells_stay_single_and_are_said_to_be() -> None:
    cells = {"new_received.total": "9", "granted.research": "4", "carried_out.legal_service": "7"}
    result = check(cells)
    assert [note.zh for note in result.notes] == [
        "第三部分的表要改三格以上，合计才能全部对上，推不出是哪几格填错，对不上的合计逐处列出"
    ]
    assert all(found.suspect is None for found in result.diagnostics)
    assert result.diagnostics == check(cells, everything=True).diagnostics


def test_all_tells_every_broken_sum() -> None:
    found = check({"new_received.natural_person": "1"}, everything=True).diagnostics
    assert [(one.code, one.cell, one.suspect) for one in found] == [
        ("A301", cell("new_received.total"), None),
        ("A303", cell("carried_out.natural_person"), None),
    ]


def test_all_tells_a_total_column_that_only_follows() -> None:
    cells = {"carried_out.natural_person": "0", "carried_out.total": "0"}
    (folded,) = check(cells).diagnostics
    assert folded.code == "A303"
    everything = check(cells, everything=True).diagnostics
    assert [one.cell for one in everything] == [cell("carried_out.natural_person"), cell("carried_out.total")]


def test_an_unreadable_cell_is_told_of() -> None:
    result = check({"granted.commercial": "3", "carried_out.research": "见附件"})
    (found,) = result.diagnostics
    assert found.suspect == Suspect(cell("granted.commercial"), 1)
    assert found.message.zh.endswith("（另有 2 处合计因为有数认不出或缺行缺列，没有核对）")


def test_the_prose_confirms_what_the_table_leaves_open() -> None:
    """Two totals are off by as much as two applicants' figures may be; the prose tells the totals."""
    cells = {"new_received.total": "4", "carried_in.total": "0"}
    (alone,) = check(cells).diagnostics
    assert alone.suspect is None
    text = draft.text(
        draft.draft_from({"cells": {f"applications.{name}": raw for name, raw in cells.items()}})
    )
    text = text.replace("新收政府信息公开申请4件，上年结转0件", "新收政府信息公开申请3件，上年结转1件")
    result = check_bytes(text.encode(), name="report.txt", settings=Settings(select=(*SUMS, "N401")))
    (found,) = [found for found in result.diagnostics if found.code in SUMS]
    assert found.suspect == Suspect(cell("new_received.total"), 3)
    assert "改后全表的合计都对得上，和正文说的也一致" in found.message.zh


def test_one_rule_alone_names_no_cell() -> None:
    text = draft.text(draft.draft_from({"cells": {"applications.new_received.total": "2"}}))
    result = check_bytes(text.encode(), name="report.txt", settings=Settings(select=("A301",)))
    (found,) = result.diagnostics
    assert (found.suspect, found.related, result.notes) == (None, (), ())


@pytest.mark.parametrize("edition", ("2021", "2019"))
def test_any_one_wrong_cell_is_named_in_the_file(edition: str) -> None:
    """Through reader and parser: the finding names the cell and the value, whatever the slip."""
    rng = Random(edition)
    sample = "old" if edition == "2019" else "town"
    for size in ("sparse town", "county", "city"):
        for kind, slip in ONE_CELL.items():
            figures = consistent_table(edition, size, rng)
            spoilt = slip(figures, system(edition), rng)
            if not spoilt:
                continue
            ((wrong, held),) = spoilt.items()
            raw = {f"{key.row}.{key.column}": str(value) for key, value in figures.items()}
            raw[f"{wrong.row}.{wrong.column}"] = "" if held is None else str(held)
            (found,) = check(raw, sample=sample).diagnostics
            assert found.suspect == Suspect(wrong, figures[wrong]), kind
