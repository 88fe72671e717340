"""Recognised figures weighed by the report's own sums; nothing is recognised here, only said to be."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from reportlint.app.api import DEFAULTS, parse_bytes, rules_in_force
from reportlint.engine.run import Verdict, judge
from reportlint.model.document import Certainty, Recognised, Recognition
from reportlint.model.report import CellKey, Number, Report
from reportlint.model.wording import Text
from reportlint.suspects.readings import saying_so, settled, weighed
from tests.readers.pdf_files import KEPT

SURE = Certainty(0.99)
TOTAL = CellKey("applications", "new_received", "total")
GRANTED = CellKey("applications", "granted", "natural_person")
LICENCES = CellKey("disclosure", "licensing", "decisions")


def recognised(
    figures: Mapping[CellKey, int] | None = None, doubts: Mapping[CellKey, Certainty] | None = None
) -> Report:
    """A report as if all of it had been recognised, with other figures and with doubts."""
    report = parse_bytes((KEPT / "narrow-labels.pdf").read_bytes(), name="年报.pdf")
    tables = {}
    for key, table in report.tables.items():
        values = {row: dict(columns) for row, columns in table.values.items()}
        for cell, value in table.cells():
            certainty = (doubts or {}).get(cell, SURE)
            values[cell.row][cell.column] = replace(value, certainty=certainty)
            if figures and cell in figures and isinstance(value, Number):
                number = figures[cell]
                values[cell.row][cell.column] = replace(
                    value, value=number, raw=str(number), certainty=certainty
                )
        tables[key] = replace(table, values=values)
    pages = tuple(range(1, 20))
    return replace(report, tables=tables, recognised=Recognition(pages, Text("图片", "a picture")))


def judged(report: Report) -> tuple[Verdict, Report]:
    rules = rules_in_force(DEFAULTS)
    verdict, report = weighed(judge(report, rules), report, rules)
    return saying_so(verdict, report), report


def reasons(verdict: Verdict) -> set[str]:
    return {item.reason.zh for item in verdict.not_checked if "认读" in item.reason.zh}


def test_a_doubtful_figure_is_certain_where_all_its_sums_hold() -> None:
    verdict, report = judged(recognised(doubts={GRANTED: Certainty(0.4, ("7",))}))
    value = report.tables["applications"].value("granted", "natural_person")
    assert value is not None
    assert value.certainty == Certainty(0.4, ("7",), settled=True)
    assert (verdict.diagnostics, reasons(verdict)) == ((), set())


def test_a_figure_that_no_sum_has_stays_in_doubt() -> None:
    report = settled(recognised(doubts={LICENCES: Certainty(0.4)}), rules_in_force(DEFAULTS))
    value = report.tables["disclosure"].value("licensing", "decisions")
    assert value is not None
    assert value.certainty is not None
    assert value.certainty.doubtful


def test_a_sum_that_another_reading_mends_is_not_checked() -> None:
    verdict, report = judged(recognised({TOTAL: 8}, {TOTAL: Certainty(0.5, ("3",))}))
    assert verdict.diagnostics == ()
    assert reasons(verdict) == {
        "认读可能有误，请看原件：第三部分的表，“一、本年新收政府信息公开申请数量”行、“总计”列这一格像 8 也像 3，这样合计就对得上",
        "认读可能有误，请看原件：第三部分的表，“一、本年新收政府信息公开申请数量”行、“总计”列这一格像 8 也像 3",
    }
    value = report.tables["applications"].value("new_received", "total")
    assert isinstance(value, Number)
    assert value.value == 8


def test_a_doubt_that_mends_nothing_is_named() -> None:
    verdict, _ = judged(recognised({TOTAL: 8}, {TOTAL: Certainty(0.5, ("9",))}))
    assert verdict.diagnostics == ()
    assert reasons(verdict) == {
        "认读可能有误，请看原件：第三部分的表，“一、本年新收政府信息公开申请数量”行、“总计”列这一格像 8 也像 9",
    }


def test_a_sum_of_sure_figures_is_the_reports_mistake_and_says_where_it_was_read() -> None:
    verdict, _ = judged(recognised({TOTAL: 8}))
    errors = [found for found in verdict.diagnostics if found.code.startswith("A")]
    assert errors
    assert all(found.severity == "error" for found in errors)
    assert all(found.message.zh.endswith("（由图片认读）") for found in errors)
    assert all(found.message.en.endswith("(recognised from a picture)") for found in errors)


def test_a_finding_on_words_in_doubt_is_not_checked() -> None:
    report = recognised({LICENCES: 999})
    rules = rules_in_force(DEFAULTS)
    told = [found for found in judge(report, rules).diagnostics if found.code.startswith("N")]
    assert told
    assert report.recognised is not None
    place = told[0].place
    doubt = Recognised(place._replace(end_column=(place.column or 0) + 1), Certainty(0.5, ("8",)))
    report = replace(report, recognised=replace(report.recognised, texts=(doubt,)))
    verdict, _ = weighed(judge(report, rules), report, rules)
    assert [found.code for found in verdict.diagnostics if found.place == place] == []
    assert any(
        reason.startswith(f"第{place.page}页第") and "也像“8”" in reason for reason in reasons(verdict)
    )


def test_a_report_that_was_read_is_left_alone() -> None:
    report = replace(recognised({TOTAL: 8}), recognised=None)
    rules = rules_in_force(DEFAULTS)
    verdict = judge(report, rules)
    assert weighed(verdict, report, rules) == (verdict, report)
