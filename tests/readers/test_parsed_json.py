"""A parsed report as JSON is an input; what does not fit its schema or the form is told by its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from time import monotonic
from typing import Any

import pytest

from reportlint.app.api import Settings, check_bytes, parse_bytes
from reportlint.draft import html, sample, text
from reportlint.parsing.report_json.writing import write_report

JSON = dict[str, Any]


def parsed(name: str = "town") -> JSON:
    report: JSON = json.loads(write_report(parse_bytes(text(sample(name)).encode(), name="年报.txt")))
    return report


def told(data: JSON) -> str | None:
    result = check_bytes(json.dumps(data, ensure_ascii=False).encode(), name="年报.json")
    assert result.status == "unreadable"
    assert [found.code for found in result.diagnostics] == ["E901"]
    return result.error and result.error.zh


def test_what_parse_writes_of_what_it_wrote_is_the_same() -> None:
    for name in ("town", "zeros", "city", "old"):
        once = parsed(name)
        again = json.loads(write_report(parse_bytes(json.dumps(once).encode(), name="x.json")))
        for report in (once, again):
            report["claims"] = [(claim["measure"], claim["value"]) for claim in report["claims"]]
            for told in report["preamble"]:
                told["location"] = told["location"]["line"]
            for section in report["sections"]:
                section["location"] = section["location"]["line"]
            for table in report["tables"].values():
                for row in table.values():
                    for cell in row.values():
                        cell["location"] = cell["location"]["line"]
        assert again == once


def test_places_are_those_of_the_file_that_was_parsed() -> None:
    data = parsed()
    cell = data["tables"]["applications"]["granted"]["total"]
    cell |= {"raw": "99", "value": 99}
    result = check_bytes(json.dumps(data).encode(), name="年报.json")
    (found,) = (found for found in result.diagnostics if found.code == "A301")
    assert found.place.spot is not None
    assert found.place.spot.line == cell["location"]["line"]


def test_what_the_data_do_not_hold_could_not_be_checked() -> None:
    result = check_bytes(json.dumps(parsed()).encode(), name="年报.json")
    assert (result.status, result.diagnostics) == ("checked", ())
    assert [(entry.code, entry.reason.zh) for entry in result.not_checked] == [
        ("S102", "JSON 数据里没有各部分标题的编号，没有核对编号"),
        ("T205", "JSON 数据里没有行名、列名的原文，没有核对"),
        ("T207", "JSON 数据里没有行名、列名的原文，没有核对"),
    ]


def test_text_before_the_first_section_and_what_was_left_out_come_along() -> None:
    """A report says the same by way of its data: nothing is lost, or it is said to be."""
    town = text(sample("town"))
    number = "350125199003071239"
    row = next(line for line in town.split("\n") if line.startswith("四、结转下年度继续办理"))
    for written in (
        town.replace("一、总体情况", f"经办人身份证{number}\n\n一、总体情况", 1),
        town.replace("一、总体情况", "本报告由五个部分组成。\n\n一、总体情况", 1),
        town.replace("行政许可\t36", f"行政许可\t36（王某{number}）"),
        town.replace(row, f"{row}\n{row.replace('1', '2')}"),
        f"{town}\n\n{town}",
    ):
        plain = check_bytes(written.encode(), name="年报.txt")
        report = write_report(parse_bytes(written.encode(), name="年报.txt"))
        again = check_bytes(report.encode(), name="年报.json")
        assert (plain.diagnostics, plain.not_checked) != ((), ())
        assert [(found.code, found.message.zh) for found in again.diagnostics] == [
            (found.code, found.message.zh) for found in plain.diagnostics
        ]
        assert set(plain.not_checked) <= set(again.not_checked)


def test_pictures_and_the_day_of_publication_come_along() -> None:
    page = html(sample("town")).replace("</h1>", "</h1><p>发布日期：2025-04-05</p><p>来源：云陂镇</p>", 1)
    start, end = page.index("<table>"), page.index("</table>") + len("</table>")
    page = f"{page[:start]}<img src='2.png' width='800' height='600'>{page[end:]}"
    plain = check_bytes(page.encode(), name="年报.html", settings=Settings(select=("E903", "Y509")))
    report = write_report(parse_bytes(page.encode(), name="年报.html"))
    again = check_bytes(report.encode(), name="年报.json", settings=Settings(select=("E903", "Y509")))
    assert {found.code for found in plain.diagnostics} >= {"E903"}
    assert {(found.code, found.message.zh) for found in again.diagnostics} == {
        (found.code, found.message.zh) for found in plain.diagnostics
    }
    assert set(again.not_checked) == set(plain.not_checked)


def test_data_without_these_texts_say_that_they_were_not_checked() -> None:
    data = parsed()
    for key in ("preamble", "asides", "remarks", "pictures", "published"):
        del data[key]
    result = check_bytes(json.dumps(data).encode(), name="年报.json")
    assert (result.status, result.diagnostics) == ("checked", ())
    assert [entry.reason.zh for entry in result.not_checked if entry.code == "E901"] == [
        "JSON 数据里没有第一部分以前的文字（preamble），没有检查",
        "JSON 数据里没有表格里格式以外的文字（asides），没有检查",
    ]


def drop(*way: str) -> Callable[[JSON], object]:
    def change(data: JSON) -> None:
        for step in way[:-1]:
            data = data[step]
        del data[way[-1]]

    return change


def put(value: object, *way: str) -> Callable[[JSON], object]:
    def change(data: JSON) -> None:
        for step in way[:-1]:
            data = data[step]
        data[way[-1]] = value

    return change


CELL = ("tables", "applications", "granted", "total")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (drop("edition"), "JSON 不合 report.schema.json：缺“edition”"),
        (
            put("2024", "year"),
            "JSON 不合 report.schema.json：year：“year”应当是一个整数或空",
        ),
        (
            put("6", *CELL, "state"),
            "JSON 不合 report.schema.json：tables → applications → granted → total → state："
            "“state”写成了“6”，只能是 number、blank、placeholder、unreadable；"
            "tables → applications → granted → total → value：“value”应当是空",
        ),
        (
            put({}, "tables", "applications", "grants"),
            "JSON 不合统一格式：tables → applications → grants 不是这张表的行",
        ),
        (
            put({"value": 1}, "tables", "applications", "granted", "sum"),
            "JSON 不合 report.schema.json：tables → applications → granted → sum：缺“raw”、“state”、“location”",
        ),
        (
            put(7, *CELL, "value"),
            "JSON 前后不一：tables → applications → granted → total 的 raw 是“2”，state 和 value 却是 number 7",
        ),
        (
            put({"start": "2024-02-30", "end": None}, "period"),
            "period 里的日期不存在（day is out of range for month）",
        ),
    ],
)
def test_each_violation_is_told_by_its_place(change: Callable[[JSON], object], sentence: str) -> None:
    data = parsed()
    change(data)
    if data.get("period") and data["period"]["end"] is None:
        data["sections"] = []
    assert told(data) == sentence


def test_several_violations_are_told_and_the_others_counted() -> None:
    data = parsed()
    for row in ("granted", "partial", "carried_in", "carried_out", "new_received"):
        data["tables"]["applications"][row]["total"]["raw"] = 5
    sentence = told(data)
    assert sentence is not None
    assert sentence.count("“raw”应当是一段文字") == 3
    assert sentence.endswith("；另有 2 处")


def test_a_result_of_a_check_is_no_report() -> None:
    assert told({"schema_version": 1, "files": []}) == (
        "这是 reportlint 的检查结果，不是报告；请检查报告本身，或 reportlint parse 写出的 JSON"
    )


def test_data_larger_than_any_report_are_not_read() -> None:
    data = parsed()
    data["sections"] *= 2000
    start = monotonic()
    assert told(data) == "JSON 超过 4 MB，不像是一份年报读出的数据；请一份年报存成一个文件"
    assert monotonic() - start < 10


def test_endless_violations_are_counted_within_bounds() -> None:
    data = parsed()
    data["claims"] = [0] * 1_000_000
    start = monotonic()
    sentence = told(data)
    assert sentence is not None
    assert sentence.startswith("JSON 不合 report.schema.json：claims → 第1项：“claims”应当是一组“键: 值”；")
    assert monotonic() - start < 10
