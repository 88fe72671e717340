"""A parsed report as JSON (what `reportlint parse` writes) → its data, checked against its schema."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from reportlint.data.resources import folder
from reportlint.model.wording import Text, visible
from reportlint.readers.failure import ReadFailure

MOST_BYTES = 4 << 20
"""A parsed report has about sixty thousand."""

_TOLD = 3
"""So many violations are told; the others are counted."""
_MOST = 1000
"""So many violations are counted at all."""
_LONGEST_STEP = 40


def load(data: bytes) -> Mapping[str, Any]:
    """The report's data as schemas/report.schema.json has it. Raises ReadFailure that tells what does not fit."""
    if len(data) > MOST_BYTES:
        raise ReadFailure(
            Text(
                f"JSON 超过 {MOST_BYTES >> 20} MB，不像是一份年报读出的数据；请一份年报存成一个文件",
                f"the JSON is larger than {MOST_BYTES >> 20} MB, more than one report; save each in a file of its own",
            )
        )
    parsed: Mapping[str, Any] = json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    if "schema_version" in parsed and "files" in parsed:
        raise ReadFailure(
            Text(
                "这是 reportlint 的检查结果，不是报告；请检查报告本身，或 reportlint parse 写出的 JSON",
                "this is a result of reportlint and no report; check the report, or what reportlint parse wrote",
            )
        )
    faults = list(dict.fromkeys(_faults(parsed)))
    if faults:
        raise ReadFailure(_sentence(faults))
    return parsed


def way_words(way: tuple[object, ...], lang: str) -> str:
    """Where in the data something stands: tables → applications → granted → total; lists count from 1."""
    steps = [
        Text(f"第{step + 1}项", f"item {step + 1}").of(lang) if isinstance(step, int) else _short(str(step))
        for step in way
    ]
    return " → ".join(steps)


def _faults(parsed: object) -> Iterator[Text]:
    from jsonschema import Draft202012Validator

    from reportlint.data.schema_words import schema_words

    schema = json.loads((folder("schemas") / "report.schema.json").read_text("utf-8"))
    found = islice(Draft202012Validator(schema).iter_errors(parsed), _MOST)
    for fault in sorted(found, key=lambda fault: [str(step) for step in fault.absolute_path]):
        words, way = schema_words(fault)[0], tuple(fault.absolute_path)
        zh, en = (
            f"{way_words(way, lang)}{mark}" if way else "" for lang, mark in (("zh", "："), ("en", ": "))
        )
        yield Text(zh + visible(words.zh), en + visible(words.en))


def _sentence(faults: list[Text]) -> Text:
    told, more = faults[:_TOLD], len(faults) - _TOLD
    zh, en = "；".join(fault.zh for fault in told), "; ".join(fault.en for fault in told)
    return Text(
        f"JSON 不合 report.schema.json：{zh}" + (f"；另有 {more} 处" if more > 0 else ""),
        f"the JSON does not fit report.schema.json: {en}" + (f"; and {more} more" if more > 0 else ""),
    )


def _short(step: str) -> str:
    shown = visible(step)
    return shown if len(shown) <= _LONGEST_STEP else shown[: _LONGEST_STEP - 1] + "…"


def _no_number(name: str) -> None:
    raise ReadFailure(Text(f"JSON 里有 {name}，它不是一个数", f"the JSON holds {name}, which is no number"))
