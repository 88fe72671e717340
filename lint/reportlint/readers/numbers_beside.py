"""Long numbers that a file holds beside the report: by these a person may be known, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

NUMBER = re.compile(r"\d(?:[ -]?\d){13,}")
"""Digits of an identity card or a bank card; shorter numbers a file has by the dozen."""
_AROUND = 200
"""Characters on either side that are kept: words before a number say whose it is."""


def stretches(text: str) -> Iterator[str]:
    """What stands around each long number of a text."""
    for found in NUMBER.finditer(text):
        yield text[max(found.start() - _AROUND, 0) : found.end() + _AROUND]


class Known:
    """The long numbers that have been met."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._numbers = {_digits(found) for found in NUMBER.findall("\n".join(lines))}

    def has_new(self, text: str) -> bool:
        """Whether a text has a long number that was not met before; from now on it was."""
        new = {_digits(found) for found in NUMBER.findall(text)} - self._numbers
        self._numbers |= new
        return bool(new)


def _digits(number: str) -> str:
    return re.sub("[ -]", "", number)
