"""The title, the running text and the asides of a report, as the kinds that look for wording go through them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.model.document import Paragraph
from reportlint.model.report import Report

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[!-~]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]+", re.ASCII | re.IGNORECASE
)
_FULL_WIDTH = re.compile("[０-９Ｘｘ]")
_HALF_WIDTH = str.maketrans({0xFF10 + digit: str(digit) for digit in range(10)} | {"Ｘ": "X", "ｘ": "x"})


def running_text(
    report: Report, *patterns: re.Pattern[str], asides: bool = False, beside: bool = False
) -> Iterator[tuple[int | None, Paragraph, str]]:
    """The title and all prose: section number (None before section 一), paragraph, text to search.

    With `asides` also what the rows of the tables hold besides labels and figures, with `beside` what the file
    holds beside the report.

    The text to search has half-width digits and spaces for web and mail addresses; every character
    stays at its position. Nothing is yielded when none of the patterns is found anywhere: most
    reports are done after one look at the whole.
    """
    paragraphs = [*_paragraphs(report), *(report.asides if asides else ())]
    if beside:
        paragraphs += [(None, text) for text in report.beside]
    whole = _half_width("\n".join(paragraph.text for _, paragraph in paragraphs))
    if any(pattern.search(whole) for pattern in patterns):
        for section, paragraph in paragraphs:
            yield section, paragraph, _without_addresses(_half_width(paragraph.text))


def _paragraphs(report: Report) -> Iterator[tuple[int | None, Paragraph]]:
    """The title, where the prose does not begin with it, and the prose."""
    title = report.title
    if title is not None and all(part.place.line != title.place.line for part in report.preamble):
        yield None, title
    yield from report.prose()


def _half_width(text: str) -> str:
    return text.translate(_HALF_WIDTH) if _FULL_WIDTH.search(text) else text


def _without_addresses(text: str) -> str:
    return _ADDRESS.sub(lambda match: " " * len(match[0]), text)
