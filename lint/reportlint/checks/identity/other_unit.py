"""Kind `other_unit`: another organ is named as the one that reports.

Parameters: `introduced`, regular expressions `text` for the words that name the reporting organ wherever they stand
before section 二, each with the `signs` one of which stands in such a sentence, and `opening`, those that name it at
a sentence's start in section 一, `own_work` those that tell of its work or of what is its own anywhere in the prose;
in them `<name>` is the organ's name and `<year>` a year. `together` are regular expressions for sentences in which
another organ has its place beside the own work (neighbours, awards, transfers). `strangers` name an organ by any
other `text` (group `name`), in the reports of units that `wrong_for` fits. `no_name`, regular expressions for what
looks like a name and is none (全面推进街道). The name that signs the report above or below a day is looked at as well. A
name counts only where it cannot be a short form, the parent, a child or an office of the reporting organ: the two
must be of one tier (towns and streets; counties; departments with their places), or a department and a town. The
full names of the list of units, where there is one, are names whatever they look like; the unit's own superior and its
subordinates are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from reportlint.checks.shared.organs import core_name, is_another
from reportlint.checks.shared.parameters import PATTERN, PATTERNS
from reportlint.checks.shared.sentences import sentences
from reportlint.engine.kind import CheckContext, Finding, Judgement, Kind, Unchecked
from reportlint.model.batch import Unit
from reportlint.model.report import Report
from reportlint.model.units import same_organ
from reportlint.model.wording import Text, fold
from reportlint.parsing.signature import signature

_NAME = (
    r"(?P<name>(?![我本该全上度])[^\W\d_]{1,24}?(?:镇|乡|苏木|街道|县|旗|区|局|委员会|厅)"
    r"(?:人民)?(?:政府)?(?:办事处)?(?:(?:党政)?办公室)?)"
)
_YEAR = r"(?:(?:19|20)\d\d|二[〇零○][〇零○一二三四五六七八九]{2})\s*年度?"


def _run(report: Report, context: CheckContext) -> Iterator[Judgement]:
    if report.unit is None:
        yield Unchecked(Text("没有认出是哪个单位的报告，没有核对", "the reporting organ is not known"))
        return
    unit = fold(report.unit)
    listed = _others(unit, context.units)
    no_name = re.compile("|".join(context.parameters["no_name"]))
    for section, paragraph in report.prose():
        for start, sentence in sentences(paragraph.text):
            match = _named(sentence, section, unit, context.parameters)
            if match is None or no_name.search(match["name"]):
                match = _listed(sentence, section, listed, context.parameters) if listed else None
            if match is not None:
                place = paragraph.place.part(start + match.start("name"), start + match.end("name"))
                yield Finding(place, {"text": match["name"], "unit": report.unit}, section)
    yield from _signed(report, unit, no_name)


def _named(
    sentence: str, section: int | None, unit: str, parameters: Mapping[str, Any]
) -> re.Match[str] | None:
    """Where a sentence of a section names another organ than the unit as the one that reports or works."""
    if section in (None, 1):
        match = _first(parameters["introduced"], sentence)
        if match is None and section == 1:
            match = _first(parameters["opening"], sentence)
            if match is not None and is_another(unit, match["name"]):
                return match
        elif match is not None and is_another(unit, match["name"], tiers_may_differ=True):
            return match
    for way in parameters["strangers"]:
        if re.search(way["wrong_for"], unit) and (match := _first((way,), sentence)) is not None:
            return match
    match = _first(parameters["own_work"], sentence)
    if match is None or any(re.search(words, sentence) for words in parameters["together"]):
        return None
    return match if is_another(unit, match["name"], tiers_may_differ=True) else None


@cache
def _others(unit: str, units: Sequence[Unit]) -> tuple[str, ...]:
    """The full names of listed units that surely are not this one, nor above or below it."""
    own = [one for one in units if same_organ(one.name, unit)]
    related = {one.name for one in own} | {one.parent for one in own}
    related |= {one.name for one in units if any(one.parent == mine.name for mine in own)}
    core = core_name(unit)
    names = (fold(one.name) for one in units if one.name not in related)
    return tuple(
        name
        for name in sorted(names, key=len, reverse=True)
        if core not in core_name(name) and core_name(name) not in core
    )


def _listed(
    sentence: str, section: int | None, names: tuple[str, ...], parameters: Mapping[str, Any]
) -> re.Match[str] | None:
    """Where a sentence names a unit of the list, in full, as the one that reports or works."""
    if not any(name in sentence for name in names):
        return None
    if section in (None, 1):
        match = _first((*parameters["introduced"], *parameters["opening"]), sentence, names)
        if match is not None:
            return match
    if any(re.search(words, sentence) for words in parameters["together"]):
        return None
    return _first(parameters["own_work"], sentence, names)


def _signed(report: Report, unit: str, no_name: re.Pattern[str]) -> Iterator[Finding]:
    signed = signature(report)
    if signed is None or signed.name is None or signed.name_place is None:
        return
    is_name = _compiled("<name>").fullmatch(signed.name) and not no_name.search(signed.name)
    if is_name and is_another(unit, signed.name, tiers_may_differ=True):
        values = {"text": signed.name, "unit": report.unit}
        yield Finding(signed.name_place, values, signed.section, variant="signed")


def _first(
    ways: Sequence[Mapping[str, Any]], sentence: str, names: tuple[str, ...] = ()
) -> re.Match[str] | None:
    """The first of these ways to name an organ that the sentence uses: one of the `names`, where they are given."""
    for way in ways:
        if any(sign in sentence for sign in way["signs"]):
            match = _compiled(way["text"], names).search(sentence)
            if match is not None:
                return match
    return None


@lru_cache(maxsize=512)
def _compiled(text: str, names: tuple[str, ...] = ()) -> re.Pattern[str]:
    name = f"(?P<name>{'|'.join(map(re.escape, names))})" if names else _NAME
    return re.compile(re.sub("(?<!P)<name>", lambda _: name, text).replace("<year>", _YEAR))


_WORDS = {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}}
_WAYS = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "required": ["signs", "text"],
        "additionalProperties": False,
        "properties": {"signs": _WORDS, "text": {**PATTERN, "pattern": "<name>"}},
    },
}

_STRANGERS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["signs", "text", "wrong_for"],
        "additionalProperties": False,
        "properties": {
            "signs": _WORDS,
            "text": {**PATTERN, "pattern": re.escape("(?P<name>")},
            "wrong_for": PATTERN,
        },
    },
}

KIND = Kind(
    name="other_unit",
    run=_run,
    parameters={
        "type": "object",
        "required": ["introduced", "opening", "own_work", "together", "strangers", "no_name"],
        "additionalProperties": False,
        "properties": {
            "introduced": _WAYS,
            "opening": _WAYS,
            "own_work": _WAYS,
            "together": PATTERNS,
            "strangers": _STRANGERS,
            "no_name": PATTERNS,
        },
    },
    placeholders=frozenset({"text", "unit"}),
    variants=frozenset({"signed"}),
)
