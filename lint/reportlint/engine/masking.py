"""Numbers of persons in what the messages quote: a message that tells of a leak must not leak once more."""

from __future__ import annotations

import re

_LONG = re.compile(
    r"(?<!\d)(?:\d{6} ?\d{8} ?\d{3}[\dXxＸｘ]?(?!\d)|\d{4}(?:[ -]\d{4}){3}(?:[ -]\d{1,3})?|\d{15,})"
)
"""Identity cards (18 signs, older ones 15) and bank cards (16 to 19 digits); no figure of a report has as many."""
_MOBILE = re.compile(r"(?<![\d.])1[3-9]\d(?:\d{8}|[ -]\d{4}[ -]\d{4})(?![\d.])")

_SHORTEST = 15
"""Digits of the shortest number of a person that `_LONG` knows."""


def masked(text: str) -> str:
    """The text with asterisks in the middle of numbers that belong to persons: 35*************239, 139****1234."""
    if sum(map(str.isdecimal, text)) < 11:
        return text
    text = _LONG.sub(lambda match: _middle(match[0], first=2, last=3), text)
    return _MOBILE.sub(lambda match: _middle(match[0], first=3, last=4), text)


def masked_value(value: object, shown: str) -> str:
    """A value as it is shown, masked; a figure only where it is longer than any, as an identity number is."""
    return masked(shown) if isinstance(value, str) or len(shown) >= _SHORTEST else shown


def _middle(number: str, *, first: int, last: int) -> str:
    digits = re.sub(r"[ -]", "", number)
    return digits[:first] + "*" * (len(digits) - first - last) + digits[-last:]
