"""The labelled sentences: our own (tests/corpus/narratives.jsonl) and, where it lies beside the project, the shared
ones.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
OWN = ROOT / "tests" / "corpus" / "narratives.jsonl"
MANNERS = ROOT / "tests" / "corpus" / "manners.jsonl"
"""Sentences in other manners of speech, written and labelled before the grammar was looked at; `manner` says which."""
VOICES = ROOT / "tests" / "corpus" / "voices.jsonl"
"""Sentences in yet other voices (letters, registers, lawyers, analyses), labelled before the tool had read them."""
KNOWN = ROOT / "tests" / "corpus" / "known_misses.txt"
"""What is wrong still, a line each: the record's key and what is missed or alarmed; one more line fails the tests."""
SHARED = ROOT.parent / "shared" / "corpus" / "narratives.jsonl"
BESIDES = ROOT / "tests" / "corpus" / "besides.yaml"
"""Figures that sentences of the shared corpus tell beside its labels, by the record's key."""


@dataclass(frozen=True, eq=False)
class Record:
    """Sentences as a report of `unit` on `year` has them, and what they assert.

    `claims` are the figures asserted, by measure; `besides` those that a reader of the tables would expect as well
    though no measure is asserted in so many words. `key` tells the record by its content; `heading` is that of the
    paragraph they stand in, where they do not name their topic; `aside` whether it belongs to the quarter that
    nobody looks at while writing the grammar.
    """

    number: int
    unit: str
    year: int
    sentences: tuple[str, ...]
    claims: Mapping[str, int]
    besides: Mapping[str, int]
    soft: frozenset[str]
    key: str
    aside: bool
    manner: str = ""
    heading: str = ""


def records(path: Path) -> tuple[Record, ...]:
    """The records of a corpus, in its order."""
    lines = path.read_text("utf-8").splitlines()
    return tuple(_record(number, line) for number, line in enumerate(lines, start=1))


def _record(number: int, line: str) -> Record:
    data = json.loads(line)
    digest = sha256(f"{data['unit']}{data['year']}{''.join(data['sentences'])}".encode()).hexdigest()
    key = digest[:8]
    besides = data["besides"] if "besides" in data else _besides().get(key, {})
    return Record(
        number=number,
        unit=data["unit"],
        year=data["year"],
        sentences=tuple(data["sentences"]),
        claims=data["claims"],
        besides=besides,
        soft=frozenset(data.get("soft", ())),
        key=key,
        aside=int(digest[-4:], 16) % 4 == 0,
        manner=data.get("manner", ""),
        heading=data.get("heading", ""),
    )


@cache
def _besides() -> Mapping[str, Mapping[str, int]]:
    found: Mapping[str, Mapping[str, int]] = yaml.safe_load(BESIDES.read_text("utf-8"))
    return found
