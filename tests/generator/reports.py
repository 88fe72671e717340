"""Correct reports of every size on both forms."""

from __future__ import annotations

from random import Random

from reportlint.draft import Draft, sample
from reportlint.model.forms import bundled_editions, load_form
from tests.generator.figures import SIZES, figures

SORTS = tuple((edition, size) for edition in bundled_editions() for size in SIZES)
"""The sorts of report: edition of the form and size of the figures."""

_SAMPLES = {"zero": "zeros", "town": "town", "city": "city"}


def correct(edition: str, size: str, seed: int) -> Draft:
    """A correct report of this sort with random figures, the same ones for the same seed."""
    cells = figures(load_form(edition), size, Random(f"{edition} {size} {seed}"))
    if edition == "2021":
        return sample(_SAMPLES[size], figures=cells)
    return sample("old", unit="云澜市人民政府" if size == "city" else None, figures=cells)
