"""What the checks on copied prose share: issued text, how much of one report stands in another, and where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from msgspec import Struct, field

from reportlint.engine.kind import Across, Elsewhere, Finding, Placed
from reportlint.engine.pieces import Sentence, sentences_of
from reportlint.model.batch import Batch, BatchEntry, Prose
from reportlint.model.document import NOWHERE
from reportlint.model.forms import NUMERALS
from reportlint.model.report import Report
from reportlint.model.wording import Text, visible

LONGEST_QUOTE = 60
"""Characters of a copied sentence that a finding quotes at most."""

COUNTED = 20
"""Units that say the same are counted up to this number."""
_PARTS = 4

Issued: TypeAlias = Mapping[int | None, frozenset[int]]
"""By year the keys of the pieces that so many units have that they must have been issued to them."""

SHARE = {"type": "number", "exclusiveMinimum": 0, "maximum": 1}
COUNT = {"type": "integer", "minimum": 1}
SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["whole", "section", "issued", "shown"],
    "properties": {
        "whole": {
            "type": "object",
            "additionalProperties": False,
            "required": ["share", "least"],
            "properties": {"share": SHARE, "least": COUNT},
        },
        "section": {
            "type": "object",
            "additionalProperties": False,
            "required": ["number", "share", "least"],
            "properties": {"share": SHARE, "least": COUNT, "number": {**COUNT, "maximum": 6}},
        },
        "issued": {
            "type": "object",
            "additionalProperties": False,
            "required": ["one_in", "least"],
            "properties": {"one_in": COUNT, "least": COUNT},
        },
        "shown": COUNT,
    },
}
"""The parameters that both kinds have."""


def issued_text(batch: Batch, parameters: Mapping[str, int]) -> Issued:
    """The pieces that one in `one_in` units, and at least `least` units, have in the same year."""
    years: defaultdict[int | None, defaultdict[str, list[BatchEntry]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for entry in batch.entries:
        years[entry.identity.year][batch.owner(entry) or entry.path].append(entry)
    return {
        year: frozenset(_in_many(units.values(), max(parameters["least"], len(units) / parameters["one_in"])))
        for year, units in years.items()
    }


def _in_many(units: Collection[Sequence[BatchEntry]], many: float) -> Iterator[int]:
    """The keys that at least `many` units have; a part of all keys at a time, for they are many."""
    for part in range(_PARTS):
        counts = Counter(
            key
            for entries in units
            for key in {key for entry in entries for key in entry.prose.keys if key % _PARTS == part}
        )
        yield from (key for key, count in counts.items() if count >= many)


class Own(Struct, frozen=True):
    """The pieces that count for a report's own: lengths by key, for the whole and for one section alone."""

    whole: Mapping[int, int]
    section: Mapping[int, int]


def own_pieces(prose: Prose, section: int, issued: Collection[int]) -> Own:
    """The report's own pieces, without those issued."""
    whole, part = {}, {}
    for key, length, number in zip(prose.keys, prose.lengths, prose.sections, strict=True):
        if key not in issued:
            whole[key] = length
            if number == section:
                part[key] = length
    return Own(whole, part)


class Likeness(Struct, frozen=True):
    """How much of a report's text stands in another: `share` from 0 to 1, `keys` of the pieces, the section (0:
    all).
    """

    share: float
    keys: frozenset[int]
    section: int


class Copy(Struct):
    """Where a report's text stands as well: the report most like it, and whose they are."""

    source: BatchEntry
    alike: Likeness
    units: set[str | None] = field(default_factory=set)

    def add(self, source: BatchEntry, alike: Likeness, unit: str | None) -> None:
        """Counts one more report, of `unit`, that the text stands in."""
        if len(self.units) < COUNTED:
            self.units.add(unit)
        if (not alike.section, alike.share) > (not self.alike.section, self.alike.share):
            self.source, self.alike = source, alike


def likeness(own: Own, other: Own, parameters: Mapping[str, Any]) -> Likeness | None:
    """How `own` is like `other`, where it is enough to be told; the whole goes before the section."""
    number = parameters["section"]["number"]
    pairs = ((own.whole, other.whole, "whole", 0), (own.section, other.section, "section", number))
    for mine, theirs, part, section in pairs:
        limits, total = parameters[part], sum(mine.values())
        if total < limits["least"]:
            continue
        keys = frozenset(mine.keys() & theirs.keys())
        share = sum(mine[key] for key in keys) / total
        if share >= limits["share"]:
            return Likeness(share, keys, section)
    return None


def told(
    across: Across,
    entry: BatchEntry,
    origin: tuple[BatchEntry, Text],
    found: Likeness,
    values: Mapping[str, object],
) -> Placed:
    """The finding in a batch; `origin` is the other report and how it is called."""
    report = across.read(entry)
    source, whose = origin
    beside = (across.read(source), whose)
    return Placed(
        entry.path, finding(report, beside, found, values, shown=across.parameters["shown"]), report
    )


def finding(
    report: Report | None,
    origin: tuple[Report | None, Text],
    found: Likeness,
    values: Mapping[str, object],
    *,
    shown: int,
) -> Finding:
    """The finding at the first copied sentence, with the `shown` longest; None for a report that is gone by now."""
    sentences = list(_copied(report, found)) if report is not None else []
    source, whose = origin
    return Finding(
        sentences[0].place if sentences else NOWHERE,
        {**values, "percent": int(100 * found.share), "count": len(sentences)},
        found.section or (sentences[0].section if sentences else None),
        variant="section" if found.section else "",
        related=tuple(_shown(sentences, source, whose, shown)),
    )


def _copied(report: Report, found: Likeness) -> Iterator[Sentence]:
    """The sentences of the report that are copied for the greater part, in its order."""
    for sentence in sentences_of(report):
        length = sum(length for _, length in sentence.pieces)
        if found.section in (0, sentence.section) and 2 * _shared(sentence, found.keys) >= length:
            yield sentence


def _shown(
    sentences: Sequence[Sentence], source: Report | None, whose: Text, most: int
) -> Iterator[Elsewhere]:
    """The longest of the copied sentences, each with what stands in the source."""
    longest = sorted(sentences, key=lambda sentence: len(sentence.text), reverse=True)[:most]
    known = list(sentences_of(source)) if source is not None else []
    for sentence in (sentence for sentence in sentences if sentence in longest):
        keys = {key for key, _ in sentence.pieces}
        there = max(known, key=lambda other: _shared(other, keys), default=sentence)
        number = NUMERALS[there.section]
        quote = _cut(visible(there.text))
        yield Elsewhere(
            Text(
                f"{whose.zh}第{number}部分也写着“{quote}”",
                f"{whose.en} says in section {there.section}: “{quote}”",
            ),
            sentence.place,
        )


def _shared(sentence: Sentence, keys: Collection[int]) -> int:
    return sum(length for key, length in sentence.pieces if key in keys)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"
