"""The JSON of a parsed report as types: each has the keys of an object in schemas/report.schema.json.

The schema is the contract. Reading by these types takes a hundredth of the time; where they refuse something, the
schema is asked what is wrong. tests/readers/test_report_json_shape.py shows that the two agree.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Annotated, Any, Literal, TypeAlias

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from reportlint.data.resources import folder
from reportlint.model.wording import Text, visible
from reportlint.readers.failure import ReadFailure

MOST_BYTES = 4 << 20
"""A parsed report has about sixty thousand."""

MOST_TOLD = 3
"""Violations told in one sentence; the others are counted."""
MOST_COUNTED = 1000
"""Violations counted at all."""
LONGEST_STEP = 40
"""Characters shown of a key that leads to a violation."""

Key: TypeAlias = Annotated[str, Meta(pattern=r"^[a-z_]+$")]
Day: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
Count: TypeAlias = Annotated[int, Meta(ge=1)]
SectionNumber: TypeAlias = Annotated[int, Meta(ge=1, le=6)]


class LocationJson(Struct, forbid_unknown_fields=True):
    """Where something stood in the file that was parsed."""

    line: Count | None
    column: Count | None
    end_line: Count | None
    end_column: Count | None
    page: Count | None


class PeriodJson(Struct, forbid_unknown_fields=True):
    """The statistical period; a date told in part is null."""

    start: Day | None
    end: Day | None


class SectionJson(Struct, forbid_unknown_fields=True):
    """A section with its prose, a line for each paragraph."""

    number: SectionNumber
    title: str
    text: str
    location: LocationJson


class CellJson(Struct, forbid_unknown_fields=True):
    """A cell of a table; its value is known only in the state "number"."""

    value: int | float | None
    raw: str
    state: Literal["number", "blank", "placeholder", "unreadable"]
    location: LocationJson
    source: Literal["recognised"] | UnsetType = UNSET
    score: Annotated[float, Meta(ge=0, le=1)] | UnsetType = UNSET
    alternatives: list[str] | UnsetType = UNSET
    settled: bool | UnsetType = UNSET

    def __post_init__(self) -> None:
        if (self.value is None) == (self.state == "number"):
            raise ValueError("only a number has a value")
        if (
            len(
                {self.source is UNSET, self.score is UNSET, self.alternatives is UNSET, self.settled is UNSET}
            )
            > 1
        ):
            raise ValueError("a cell that was recognised has source, score, alternatives and settled")


TableJson: TypeAlias = dict[Key, dict[Key, CellJson]]
"""The cells of a table by the keys of their rows and columns."""


class ClaimJson(Struct, forbid_unknown_fields=True):
    """A figure that a sentence asserts."""

    measure: Key
    value: int
    text: str
    section: SectionNumber | None
    location: LocationJson


class ParagraphJson(Struct, forbid_unknown_fields=True):
    """A text before the first section."""

    text: str
    location: LocationJson


class AsideJson(Struct, forbid_unknown_fields=True):
    """A text in the rows of a table that is neither a label nor a figure."""

    section: SectionNumber | None
    text: str
    location: LocationJson


class WordsJson(Struct, forbid_unknown_fields=True):
    """A sentence in both languages."""

    zh: str
    en: str


class RemarkJson(Struct, forbid_unknown_fields=True):
    """What was left out when the report was read."""

    subject: Key
    text: WordsJson
    location: LocationJson


class PictureJson(Struct, forbid_unknown_fields=True):
    """A large picture."""

    section: SectionNumber | None
    location: LocationJson


class PublicationJson(Struct, forbid_unknown_fields=True):
    """The day of publication that a page tells."""

    day: Day | None
    location: LocationJson


class RecognisedJson(Struct, forbid_unknown_fields=True):
    """Which pages are pictures, and that in words."""

    pages: list[Count]
    text: WordsJson


class ReportJson(Struct, forbid_unknown_fields=True, kw_only=True):
    """The whole JSON; the keys with a default may be missing in what is read."""

    schema_version: Literal[1] = 1
    title: str | None
    unit: str | None
    year: int | None
    edition: Annotated[str, Meta(pattern=r"^[0-9]{4}$")]
    period: PeriodJson | None
    sections: list[SectionJson]
    tables: dict[Literal["disclosure", "applications", "remedies"], TableJson]
    claims: list[ClaimJson]
    preamble: list[ParagraphJson] | UnsetType = UNSET
    asides: list[AsideJson] | UnsetType = UNSET
    beside: list[ParagraphJson] | UnsetType = UNSET
    remarks: list[RemarkJson] = []
    pictures: list[PictureJson] = []
    published: PublicationJson | None = None
    recognised: RecognisedJson | UnsetType = UNSET


def load(data: bytes) -> ReportJson:
    """The report's JSON. Raises ReadFailure with one sentence for what is no JSON or does not fit the schema."""
    if len(data) > MOST_BYTES:
        raise ReadFailure(
            Text(
                f"JSON 超过 {MOST_BYTES >> 20} MB，不像是一份年报读出的数据；请一份年报存成一个文件",
                f"the JSON is larger than {MOST_BYTES >> 20} MB, more than one report; save each in a file of its own",
            )
        )
    parsed = _parsed(data)
    if isinstance(parsed, dict) and "schema_version" in parsed and "files" in parsed:
        raise ReadFailure(
            Text(
                "这是 reportlint 的检查结果，不是报告；请检查报告本身，或 reportlint parse 写出的 JSON",
                "this is a result of reportlint and no report; check the report, or what reportlint parse wrote",
            )
        )
    try:
        return msgspec.convert(parsed, ReportJson)
    except msgspec.ValidationError as error:
        faults = list(dict.fromkeys(faults_by_schema(parsed)))
        raise ReadFailure(_sentence(faults or [Text(str(error), str(error))])) from error


def way_words(way: tuple[object, ...], lang: str) -> str:
    """Where in the data something stands: tables → applications → granted → total; lists count from 1."""
    steps = [
        Text(f"第{step + 1}项", f"item {step + 1}").of(lang) if isinstance(step, int) else _short(str(step))
        for step in way
    ]
    return " → ".join(steps)


def faults_by_schema(parsed: object) -> Iterator[Text]:
    """What schemas/report.schema.json finds wrong, by place; nothing where the JSON fits it."""
    from jsonschema import Draft202012Validator

    from reportlint.data.schema_words import schema_words

    schema = json.loads((folder("schemas") / "report.schema.json").read_text("utf-8"))
    found = islice(Draft202012Validator(schema).iter_errors(parsed), MOST_COUNTED)
    for fault in sorted(found, key=lambda fault: [str(step) for step in fault.absolute_path]):
        words, way = schema_words(fault)[0], tuple(fault.absolute_path)
        zh, en = (
            f"{way_words(way, lang)}{mark}" if way else "" for lang, mark in (("zh", "："), ("en", ": "))
        )
        yield Text(zh + visible(words.zh), en + visible(words.en))


def _sentence(faults: list[Text]) -> Text:
    told, more = faults[:MOST_TOLD], len(faults) - MOST_TOLD
    zh, en = "；".join(fault.zh for fault in told), "; ".join(fault.en for fault in told)
    return Text(
        f"JSON 不合 report.schema.json：{zh}" + (f"；另有 {more} 处" if more > 0 else ""),
        f"the JSON does not fit report.schema.json: {en}" + (f"; and {more} more" if more > 0 else ""),
    )


def _short(step: str) -> str:
    shown = visible(step)
    return shown if len(shown) <= LONGEST_STEP else shown[: LONGEST_STEP - 1] + "…"


def _parsed(data: bytes) -> Any:
    """What the JSON says; whole numbers written as 3.0 are whole numbers, as the schema has it."""
    try:
        text = data.decode(json.detect_encoding(data))
        parsed = json.loads(text, parse_constant=_no_number, parse_float=_number, object_pairs_hook=_object)
        if "\\ud" in text.lower():
            json.dumps(parsed, ensure_ascii=False).encode()
        return parsed
    except json.JSONDecodeError as error:
        place, problem = f"第{error.lineno}行第{error.colno}个字符", error.msg
        words = Text(
            f"JSON 写法有误，{place}起读不下去（{problem}）；请用 reportlint parse 重新写一份",
            f"broken JSON at line {error.lineno}, column {error.colno} ({problem}); write it with reportlint parse",
        )
    except UnicodeError:
        words = Text(
            "JSON 里有不成字的编码；请用 reportlint parse 重新写一份，存成 UTF-8",
            "the JSON holds bytes that are no text; write it anew with reportlint parse and keep it in UTF-8",
        )
    except RecursionError:
        words = Text(
            "JSON 一层套一层，套得太深，不是年报读出的数据", "the JSON is nested too deeply for a report"
        )
    except ValueError:  # Python reads no whole number of more than some four thousand digits
        words = _too_large("…")
    raise ReadFailure(words)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of the JSON; which of two values under one key is meant nobody can tell."""
    known = dict(pairs)
    if len(known) < len(pairs):
        key = _short(Counter(key for key, _ in pairs).most_common(1)[0][0])
        raise ReadFailure(
            Text(
                f"JSON 里同一处的键“{key}”写了两次，只能留一处",
                f"the JSON has the key {key!r} twice in one place",
            )
        )
    return known


def _number(written: str) -> float:
    value = float(written)
    if value in (float("inf"), float("-inf")):
        raise ReadFailure(_too_large(written))
    return int(value) if value.is_integer() else value


def _too_large(written: str) -> Text:
    shown = _short(written)
    return Text(
        f"JSON 里有大得读不出的数（{shown}）", f"the JSON holds a number too large to be read ({shown})"
    )


def _no_number(name: str) -> None:
    raise ReadFailure(Text(f"JSON 里有 {name}，它不是一个数", f"the JSON holds {name}, which is no number"))
