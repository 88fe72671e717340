"""The title and the running text of a report, as the kinds that look for wording go through them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.document import Paragraph
from reportlint.report import Report

_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+|[\w.+-]+@[\w-]+\.[\w.]+", re.ASCII | re.IGNORECASE)
_ADDRESS_SIGNS = (".", "@", "/")
_HALF_WIDTH = str.maketrans({0xFF10 + digit: str(digit) for digit in range(10)} | {"Ｘ": "X", "ｘ": "x"})


def running_text(report: Report) -> Iterator[tuple[int | None, Paragraph]]:
    """The title, then all prose, each with its section's number (None before section 一); no line twice."""
    if report.title is not None and all(
        part.place.line != report.title.place.line for part in report.preamble
    ):
        yield None, report.title
    yield from report.prose()


def half_width(text: str) -> str:
    """The text with half-width digits and X; every character stays at its position."""
    return text.translate(_HALF_WIDTH)


def without_addresses(text: str) -> str:
    """The text with spaces for web and mail addresses; every character stays at its position."""
    if not any(sign in text for sign in _ADDRESS_SIGNS):
        return text
    return _ADDRESS.sub(lambda match: " " * len(match[0]), text)
