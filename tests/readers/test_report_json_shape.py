"""The types by which a parsed report's JSON is read take what its schema takes, and nothing else."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from reportlint.app.api import check_bytes, parse_bytes
from reportlint.data.resources import folder
from reportlint.draft import html, sample, text
from reportlint.parsing.report_json.shape import ReportJson
from reportlint.parsing.report_json.writing import write_report

SCHEMA = json.loads((folder("schemas") / "report.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
HOSTILE = Path(__file__).resolve().parents[3] / "shared" / "cases" / "hostile"


def _written(name: str) -> str:
    return write_report(parse_bytes(text(sample(name)).encode(), name="年报.txt"))


def _small() -> Any:
    """A report that has every key of the schema, and of everything repeated one or two."""
    page = html(sample("town")).replace("</h1>", "</h1><p>发布日期：2025-04-05</p>", 1)
    report = json.loads(write_report(parse_bytes(page.encode(), name="年报.html")))
    for table in report["tables"].values():
        for row in list(table)[2:]:
            del table[row]
    place = report["sections"][0]["location"]
    words = {"zh": "没有读", "en": "not read"}
    return report | {
        "sections": report["sections"][:2],
        "claims": report["claims"][:1],
        "preamble": report["preamble"][:1],
        "asides": [{"section": 3, "text": "见附件", "location": place}],
        "remarks": [{"subject": "applications", "text": words, "location": place}],
        "pictures": [{"section": None, "location": place}],
    }


SMALL = _small()
WORDS = ("", "a", "A b", "2021", "2024-02-01", "2024-2-1", "number", "blank", "unreadable", "disclosure")
NUMBERS = (0, 1, 2, 6, 7, -1, 2**70, 1.0, 2.5)
HOLDERS = ([], [1], {}, {"a": 1}, {"zh": "a", "en": "b"})
VALUES = st.sampled_from((None, True, False, *NUMBERS, *WORDS, *HOLDERS)).map(deepcopy)
KEYS = st.sampled_from(["extra", "A", "a_b", "value", "schema_version", "remedies", "text", "", "1"])


def _spots(value: Any) -> list[tuple[Any, Any]]:
    """All containers and keys by which something in the JSON is reached."""
    keys = (
        list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
    )
    return [spot for key in keys for spot in [(value, key), *_spots(value[key])]]


@st.composite
def spoilt(draw: st.DrawFn) -> Any:
    """The small report with one to three things changed, taken out or put in."""
    report = deepcopy(SMALL)
    for _ in range(draw(st.integers(1, 3))):
        holder, key = draw(st.sampled_from(_spots(report)))
        match draw(st.sampled_from(["change", "drop", "add", "other key"])):
            case "change":
                holder[key] = draw(VALUES)
            case "drop":
                del holder[key]
            case "add" if isinstance(holder, dict):
                holder[draw(KEYS)] = draw(VALUES)
            case "other key" if isinstance(holder, dict):
                holder[draw(KEYS)] = holder.pop(key)
            case _:
                holder.append(draw(VALUES))
    return report


def fits_types(report: Any) -> bool:
    try:
        msgspec.convert(report, ReportJson)
    except msgspec.ValidationError:
        return False
    return True


@settings(max_examples=150, deadline=None)
@given(spoilt())
def test_what_fits_the_schema_fits_the_types_and_the_other_way_round(report: Any) -> None:
    read = json.loads(json.dumps(report), parse_float=lambda written: _whole(float(written)))
    assert fits_types(read) == VALIDATOR.is_valid(report)


def _whole(value: float) -> float:
    return int(value) if value.is_integer() else value


@pytest.mark.parametrize("name", ["town", "zeros", "city", "old"])
def test_what_is_written_fits_both(name: str) -> None:
    report = json.loads(_written(name))
    assert report["schema_version"] == 1
    assert list(VALIDATOR.iter_errors(report)) == []
    assert fits_types(report)
    assert VALIDATOR.is_valid(SMALL)


def test_the_types_have_exactly_the_keys_of_the_schema() -> None:
    types, schema = msgspec.json.schema(ReportJson)["$defs"], SCHEMA
    whole = types["ReportJson"]
    assert (set(whole["properties"]), set(whole["required"])) == (
        set(schema["properties"]),
        set(schema["required"]),
    )
    cell, place = schema["$defs"]["cell"], schema["$defs"]["location"]
    assert set(types["CellJson"]["properties"]) == set(cell["properties"])
    assert set(types["CellJson"]["required"]) == set(cell["required"])
    assert set(cell["properties"]) - set(cell["required"]) == {"source", "score", "alternatives", "settled"}
    assert set(types["LocationJson"]["properties"]) == set(place["properties"]) == set(place["required"])


def told(data: bytes) -> str | None:
    result = check_bytes(data, name="年报.json")
    assert [found.code for found in result.diagnostics] == ["E901"]
    return result.error and result.error.zh


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('"year": 2024', '"year": NaN', "JSON 里有 NaN，它不是一个数"),
        ('"year": 2024', '"year": -Infinity', "JSON 里有 -Infinity，它不是一个数"),
        ('"year": 2024', '"year": 1e999', "JSON 里有大得读不出的数（1e999）"),
        ('"year": 2024', f'"year": {"7" * 5000}', "JSON 里有大得读不出的数（…）"),
        ('"year": 2024', '"year": 2024, "year": 2023', "JSON 里同一处的键“year”写了两次，只能留一处"),
        ("云陂镇", "\\ud800", "JSON 里有不成字的编码；请用 reportlint parse 重新写一份，存成 UTF-8"),
        (
            '"schema_version": 1',
            '"schema_version": 2',
            "JSON 不合 report.schema.json：schema_version：“schema_version”写成了“2”，只能是 1",
        ),
    ],
)
def test_json_that_no_two_programs_read_alike_is_refused(old: str, new: str, sentence: str) -> None:
    assert told(_written("town").replace(old, new, 1).encode()) == sentence


@pytest.mark.parametrize("opening", ['{"a":', '{"title":[', "[["])
def test_json_that_is_nested_without_end_is_refused(opening: str) -> None:
    sentence = "JSON 一层套一层，套得太深，不是年报读出的数据"
    assert told(opening.encode() * 100_000) == sentence


def test_json_cut_off_is_told_by_where_it_ends() -> None:
    assert told(_written("town")[:100].encode()) == (
        "JSON 写法有误，第6行第2个字符起读不下去（Unterminated string starting at）；"
        "请用 reportlint parse 重新写一份"
    )


@pytest.mark.skipif(not HOSTILE.exists(), reason="the shared cases are not here")
def test_a_spoilt_file_of_44_kilobytes_is_told_in_one_sentence() -> None:
    sentence = told((HOSTILE / "broken-json-44k.json").read_bytes())
    assert sentence == (
        "JSON 写法有误，第1行第4321个字符起读不下去（Invalid control character at）；"
        "请用 reportlint parse 重新写一份"
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_json_saved_in_another_unicode_encoding_is_read(encoding: str) -> None:
    result = check_bytes(_written("town").encode(encoding), name="年报.json")
    assert (result.status, result.diagnostics) == ("checked", ())


def test_without_a_version_the_present_one_is_meant_and_whole_numbers_may_have_a_point() -> None:
    written = (
        _written("town").replace(' "schema_version": 1,\n', "").replace('"year": 2024', '"year": 2024.0')
    )
    result = check_bytes(written.encode(), name="年报.json")
    assert (result.status, result.diagnostics) == ("checked", ())
    assert result.report is not None and repr(result.report.year) == "2024"
