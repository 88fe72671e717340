"""What the page tells of a rule behind its code: why it exists and what it leaves alone, with examples of both."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from msgspec import Struct

from reportlint.engine.examples import Example, read_examples
from reportlint.engine.rules import Rule

MOST = 4
"""Examples of each sort that are shown."""


class ShownRule(Struct, frozen=True):
    """A rule: its reason, what it tells (the case, and the message) and what it leaves alone."""

    reason: str
    told: tuple[tuple[str, str], ...]
    silent: tuple[str, ...]


def about(rule: Rule, lang: str) -> ShownRule:
    """What its file says of the rule. Messages of examples are in Chinese, so in English the cases stand alone."""
    examples = _examples(rule.path)
    told = [example for example in examples if not example.good and example.findings][:MOST]
    silent = [example for example in examples if example.good and not example.not_checked][:MOST]
    return ShownRule(
        rule.rationale.of(lang),
        tuple((each.title.of(lang), each.findings[0].message if lang == "zh" else "") for each in told),
        tuple(each.title.of(lang) for each in silent),
    )


@cache
def _examples(path: Path) -> tuple[Example, ...]:
    return read_examples(path)
