"""By what a finding is known again: its rule, its cell or the words it stands at, and the values it rests on.

Neither its lines nor its message take part, so that it is the same finding when the file grows above it, and in
both languages; with other values it is another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TypeAlias

from reportlint.model.diagnostic import Diagnostic, FoundValue, TableCut
from reportlint.model.wording import visible

Known: TypeAlias = int | float | str
"""A value as YAML and JSON have it."""
Values: TypeAlias = Mapping[str, Known | list[Known]]

_SENTENCE_END = re.compile("[。！？；!?;]")
_LONG_NUMBER = re.compile(r"\d{3,}(?:[ -]\d{3,})*[Xx]?")
_PERSONAL = 11
"""From so many digits on a number may be that of a telephone, a card or an identity card: it is masked."""


def anchor(diagnostic: Diagnostic) -> tuple[str | None, str]:
    """The cell (`applications.new_received.total`), and the words that the finding stands at.

    Without a cell the words are the anchor; "" where the place is unknown.
    """
    cell = None if diagnostic.cell is None else ".".join(diagnostic.cell)
    excerpt = diagnostic.excerpt
    words = "" if excerpt is None else _shown(excerpt.text[excerpt.start : excerpt.end])
    return cell, words


def values(diagnostic: Diagnostic) -> Values:
    """What the finding rests on, whatever is unknown left out.

    `actual` and `expected`; what else the message tells, by its names; `suspect`, the cell that is to
    be changed and its right value; `figures`, the cells of the sums that it tells of, as the file has
    them; for a finding without a cell `section`, and the `sentence` around the words it stands at.
    """
    known_by: dict[str, Known | list[Known]] = {}
    for name, value in (("actual", diagnostic.actual), ("expected", diagnostic.expected)):
        if value is not None:
            known_by[name] = plain(value)
    cell, words = anchor(diagnostic)
    known = {"" if cell else words, *map(str, known_by.values())}
    known_by.update((name, text) for name, text in diagnostic.rests_on if text not in known)
    if diagnostic.suspect is not None:
        known_by["suspect"] = f"{'.'.join(diagnostic.suspect.cell)}={diagnostic.suspect.value}"
    figures = [*_figures(diagnostic.cut), *(text for other in diagnostic.related for text in other.values)]
    if figures:
        known_by["figures"] = [int(text) if text.isascii() and text.isdecimal() else text for text in figures]
    if diagnostic.cell is None:
        if diagnostic.section is not None:
            known_by["section"] = diagnostic.section
        if sentence := _sentence(diagnostic):
            known_by["sentence"] = sentence
    return known_by


def resting_on(diagnostic: Diagnostic) -> tuple[str, ...]:
    """The values of a finding that becomes a part of another one."""
    own = (value for value in (diagnostic.actual, diagnostic.expected) if value is not None)
    return tuple(_figures(diagnostic.cut)) or tuple(str(plain(value)) for value in own)


def plain(value: FoundValue) -> Known:
    """A value as YAML and JSON have it; "" for none."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return "" if value is None else _shown(value) if isinstance(value, str) else value


def fingerprint(file: str, diagnostic: Diagnostic) -> str:
    """A digest of all that the finding is known by, within the file of this name."""
    import hashlib
    import json

    cell, words = anchor(diagnostic)
    known = [file, diagnostic.code, cell or words, cell is None, values(diagnostic)]
    return hashlib.sha256(json.dumps(known, ensure_ascii=True, sort_keys=True).encode()).hexdigest()


def _shown(text: str) -> str:
    """The text on one line, personal numbers in it masked: what is known of a finding may be written down."""
    return _LONG_NUMBER.sub(_masked, visible(text))


def _masked(number: re.Match[str]) -> str:
    text = number[0]
    if sum(map(str.isdigit, text)) < _PERSONAL:
        return text
    return (
        text[:2] + "".join("*" if character.isdigit() else character for character in text[2:-3]) + text[-3:]
    )


def _figures(cut: TableCut | None) -> Iterator[str]:
    """The cells of a sum; those of several rows with their labels, as empty rows may have been left out."""
    for label, cells in cut.rows if cut else ():
        lead = f"{label}=" if cut and len(cut.rows) > 1 else ""
        yield from (f"{lead}{visible(cell)}" for cell in cells)


def _sentence(diagnostic: Diagnostic) -> str:
    """The sentence around the words, as far as it stands on their line; "" where it is nothing but the words."""
    excerpt = diagnostic.excerpt
    if excerpt is None:
        return ""
    start = max((found.end() for found in _SENTENCE_END.finditer(excerpt.text, 0, excerpt.start)), default=0)
    following = _SENTENCE_END.search(excerpt.text, max(excerpt.end - 1, start))
    sentence = _shown(excerpt.text[start : following.end() if following else len(excerpt.text)])
    return "" if sentence == anchor(diagnostic)[1] else sentence
