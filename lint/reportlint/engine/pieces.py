"""Prose in pieces that can be compared: the parts of sentences with figures, dates, names and numbering masked.

What is masked, and what everybody has to write the same, stands in rules/masks.yaml.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b

from msgspec import Struct, field

from reportlint.data.checked import load_data
from reportlint.model.batch import Prose
from reportlint.model.document import Place
from reportlint.model.report import Report
from reportlint.model.wording import fold

_SENTENCE = re.compile(r"[^。；;！!？?\n]+")
_PART = re.compile(r"[^，,：:、—]+(?:、[^，,：:、—]+)*")
_SUFFIX = re.compile(r"(?:人民)?(?:政府)?(?:办事处|(?<=街道)办)?(?:(?:党政)?办公[室厅])?$")
_PLACE = re.compile(r".{2,}?(?:自治[区州县]|[省市州盟县区旗])(?=.)")
_ENDING = re.compile(r"(?:镇|(?:民族)?乡|苏木|街道|自治[区州县]|[省市州盟县区旗])$")


class Sentence(Struct, frozen=True):
    """One sentence of a section: as it stands, where, and the (key, length) of its pieces."""

    section: int
    text: str
    place: Place
    pieces: tuple[tuple[int, int], ...]


class _Mask(Struct, frozen=True, forbid_unknown_fields=True):
    """What is masked, and as what."""

    pattern: str
    sign: str = field(name="as")


class _Written(Struct, frozen=True, forbid_unknown_fields=True):
    """rules/masks.yaml as it is written."""

    shortest: int
    numbering: str
    masks: list[_Mask]
    uncounted: str
    official_sentences: list[str]
    official: list[str]


class _Masks(Struct, frozen=True):
    """The contents of rules/masks.yaml, ready for use."""

    shortest: int
    numbering: re.Pattern[str]
    masks: tuple[tuple[re.Pattern[str], str], ...]
    uncounted: re.Pattern[str]
    official_sentences: re.Pattern[str]
    official: re.Pattern[str]


def prose_of(report: Report) -> Prose:
    """The pieces of all sections' running text."""
    keys, lengths, sections = array("Q"), array("H"), bytearray()
    for sentence in sentences_of(report):
        for key, length in sentence.pieces:
            keys.append(key)
            lengths.append(length)
            sections.append(sentence.section)
    return Prose(keys, lengths, bytes(sections))


def sentences_of(report: Report) -> Iterator[Sentence]:
    """The sentences of all sections that have pieces of their own, in reading order."""
    names = _names(report.unit or "")
    for section in report.sections:
        for paragraph in section.paragraphs:
            for found in _SENTENCE.finditer(paragraph.text):
                pieces = tuple(_pieces(found[0], names))
                if pieces:
                    text = found[0].strip()
                    start = found.start() + found[0].index(text)
                    place = paragraph.place.part(start, start + len(text))
                    yield Sentence(section.number, text, place, pieces)


def _pieces(sentence: str, names: re.Pattern[str] | None) -> Iterator[tuple[int, int]]:
    masks, folded = _masks(), fold(sentence)
    if masks.official_sentences.search(folded):
        return
    if names is not None:
        folded = names.sub("@", folded)
    for part in _PART.findall(folded):
        masked = masks.numbering.sub("", part)
        for pattern, sign in masks.masks:
            masked = pattern.sub(sign, masked)
        length = len(masks.uncounted.sub("", masked))
        if length >= masks.shortest and not masks.official.search(masked):
            yield int.from_bytes(blake2b(masked.encode(), digest_size=8).digest(), "big"), min(length, 65535)


@cache
def _names(unit: str) -> re.Pattern[str] | None:
    """The unit's name and those of the places in it, in every shortened form that is longer than a sign."""
    core = _SUFFIX.sub("", fold(unit))
    forms = {fold(unit), core}
    rest = core
    while found := _PLACE.match(rest):
        forms |= {found[0], rest}
        rest = rest[found.end() :]
    forms.add(rest)
    forms |= {_ENDING.sub("", form) for form in forms}
    longest_first = sorted((form for form in forms if len(form) > 1), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))) if longest_first else None


@cache
def _masks() -> _Masks:
    written = load_data("masks", _Written)
    return _Masks(
        written.shortest,
        re.compile(written.numbering),
        tuple((re.compile(mask.pattern), mask.sign) for mask in written.masks),
        re.compile(f"[{written.uncounted}]"),
        re.compile("|".join(written.official_sentences)),
        re.compile("|".join(written.official)),
    )
