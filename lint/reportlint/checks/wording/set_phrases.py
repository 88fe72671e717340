"""Kind `set_phrases`: phrases, names and numbers of documents that are fixed to the letter are written that way.

Parameters: `phrases`, each with its `text` and `slips`, the characters (one or two) that may be missing, added,
wrong or swapped for it to be the same phrase told wrongly; a phrase with `near` counts only in clauses where that
regular expression is found, one that is `titled` only between 《 and 》. Punctuation and width do not matter, nor do
the words that `alike` gives the same meaning (是 for 为). What stands for another phrase of the list, or for one of
`known`, is right. Both ends of a phrase must be there, so that an abbreviation is none; between 《 and 》, where all
of a title stands, they may be wrong too. `wrong` are regular expressions with what should stand in the place of
their group `text` `instead`, for slips that are no matter of characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reportlint.checks.shared.parameters import PATTERN
from reportlint.checks.shared.running_text import running_text
from reportlint.engine.kind import CheckContext, Finding, Kind
from reportlint.model.report import Report

_ANYTHING = re.compile("")
_SIGNS = re.compile(r"[^\w。；;！!？?]+|_")
_TITLE = re.compile(r"《([^《》]+)》")
_SENTENCE_END = re.compile(r"[。；;！!？?]")
_RIGHT_AROUND = 6
"""Characters of a phrase that must be right for the rest of it to be a slip."""


def _run(report: Report, context: CheckContext) -> Iterator[Finding]:
    parameters = context.parameters
    alike = str.maketrans(parameters["alike"])
    phrases = [(_letters(entry["text"], alike), entry) for entry in parameters["phrases"]]
    right = {phrase for phrase, _ in phrases} | {_letters(text, alike) for text in parameters["known"]}
    wrong = [(re.compile(entry["text"]), entry["instead"]) for entry in parameters["wrong"]]
    for section, paragraph, text in running_text(report, _ANYTHING):
        found = [
            (*match.span("text"), instead) for pattern, instead in wrong for match in pattern.finditer(text)
        ]
        letters = _letters(text, alike)
        titles = [(*match.span(1), _letters(match[1], alike)) for match in _TITLE.finditer(text)]
        for phrase, entry in phrases:
            told = [
                (first, last)
                for first, last, title in titles
                if title not in right and 0 < _distance(phrase, title, entry["slips"]) <= entry["slips"]
            ]
            if not entry.get("titled"):
                slips = _slips(phrase, letters, entry["slips"])
                told += [_places(text, alike, *slip) for slip in slips if letters[slice(*slip)] not in right]
            for first, last in told:
                if "near" not in entry or re.search(entry["near"], _sentence(text, first, last)):
                    found.append((first, last, entry["text"]))
        for first, last, instead in sorted(set(found)):
            values = {"text": paragraph.text[first:last], "instead": instead}
            yield Finding(paragraph.place.part(first, last), values, section=section)


def _letters(text: str, alike: Mapping[int, str]) -> str:
    """Letters, digits and ends of sentences, with what means the same made the same.

    What `alike` maps to nothing is left out.
    """
    return _SIGNS.sub("", text).translate(alike)


def _places(text: str, alike: Mapping[int, str], start: int, end: int) -> tuple[int, int]:
    """Where in the text the letters from `start` to `end` (end excluded) stand."""
    kept = [index for index, sign in enumerate(text) if not _SIGNS.match(sign) and alike.get(ord(sign), sign)]
    return kept[start], kept[end - 1] + 1


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence around a stretch of the text."""
    before = max((match.end() for match in _SENTENCE_END.finditer(text, 0, start)), default=0)
    after = _SENTENCE_END.search(text, end)
    return text[before : after.start() if after else len(text)]


def _slips(phrase: str, text: str, slips: int) -> Iterator[tuple[int, int]]:
    """Where the text has the phrase with one to `slips` characters wrong.

    A phrase with k slips has at least one of its k + 1 parts unharmed: only around these the text is compared.
    """
    candidates = _candidates(phrase, text, len(phrase) // (slips + 1), slips)
    if not candidates:
        return
    exact = [match.span() for match in re.finditer(re.escape(phrase), text)]
    last = 0
    for start in sorted(candidates):
        beside_itself = any(low < start + len(phrase) and start < high for low, high in exact)
        if start < last or beside_itself or text[start] != phrase[0]:
            continue
        ends = (start + len(phrase) + change for change in sorted(range(-slips, slips + 1), key=abs))
        for end in ends:
            if end <= len(text) and text[end - 1] == phrase[-1]:
                distance = _distance(phrase, text[start:end], slips)
                if distance <= slips and len(phrase) - distance >= _RIGHT_AROUND:
                    yield start, end
                    last = end
                    break


def _candidates(phrase: str, text: str, size: int, slips: int) -> set[int]:
    starts: set[int] = set()
    for offset in range(0, len(phrase) - size + 1, size):
        part = phrase[offset : offset + size]
        at = text.find(part)
        while at >= 0:
            starts.update(range(max(0, at - offset - slips), at - offset + slips + 1))
            at = text.find(part, at + 1)
    return starts


def _distance(phrase: str, written: str, most: int) -> int:
    """Characters missing, added, wrong or swapped with their neighbour; more than `most` is told as `most` + 1."""
    if abs(len(phrase) - len(written)) > most:
        return most + 1
    before: Sequence[int] = ()
    row: Sequence[int] = range(len(written) + 1)
    for i, sign in enumerate(phrase, start=1):
        now = [i]
        for j, other in enumerate(written, start=1):
            cost = min(row[j] + 1, now[j - 1] + 1, row[j - 1] + (sign != other))
            if i > 1 and j > 1 and sign == written[j - 2] and phrase[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            now.append(cost)
        if min(now) > most:
            return most + 1
        before, row = row, now
    return row[-1]


_PHRASE: Mapping[str, Any] = {
    "type": "object",
    "required": ["text", "slips"],
    "additionalProperties": False,
    "properties": {
        "text": {"type": "string", "minLength": 8},
        "slips": {"enum": [1, 2]},
        "near": PATTERN,
        "titled": {"type": "boolean"},
    },
}
_WORDS = {"type": "array", "items": {"type": "string", "minLength": 1}}

KIND = Kind(
    name="set_phrases",
    run=_run,
    parameters={
        "type": "object",
        "required": ["phrases", "known", "alike", "wrong"],
        "additionalProperties": False,
        "properties": {
            "phrases": {"type": "array", "minItems": 1, "items": _PHRASE},
            "known": _WORDS,
            "alike": {
                "type": "object",
                "propertyNames": {"maxLength": 1},
                "additionalProperties": {"type": "string", "maxLength": 1},
            },
            "wrong": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["text", "instead"],
                    "additionalProperties": False,
                    "properties": {
                        "text": {**PATTERN, "pattern": re.escape("(?P<text>")},
                        "instead": {"type": "string", "minLength": 1},
                    },
                },
            },
        },
    },
    placeholders=frozenset({"text", "instead"}),
)
