"""What in the cells of a table is running text: people lay out whole reports in tables."""

from __future__ import annotations

_SHORTEST = 10
_WIDEST = 3

BETWEEN_CELLS = " | "
"""What stands between the cells of a row where a finding shows it."""


def is_prose(text: str) -> bool:
    """Whether a cell's text is a sentence; labels and figures are none."""
    return "。" in text and len(text) >= _SHORTEST


def holds_prose(texts: list[str]) -> bool:
    """Whether a row with these cells holds running text, beside a heading perhaps, and no figures of a table."""
    return len(texts) <= _WIDEST and any(map(is_prose, texts))
