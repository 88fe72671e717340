"""The kinds of words that sentences tell figures by, and the families they form.

The lexicon (rules/lexicon/claims.yaml) is checked against `Kind` when it is loaded, and so are the patterns
(rules/lexicon/ways.yaml); the type checker finds a kind misspelt in the code.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias, get_args

Noun: TypeAlias = Literal[
    "application", "apply", "information", "disclose", "publication", "already_public", "matter", "other_thing",
    "review", "litigation", "litigation_direct", "litigation_after_review",
    "normative", "regulations", "licensing", "penalties", "coercion", "levy",
    "granted", "partial", "denied", "unavailable", "unprocessed", "other_handling", "other_rest",
    "reason", "not_held", "unclear", "withdrawn", "returned", "undone",
    "result", "concluded", "upheld", "corrected", "other_result", "pending",
    "applicant", "channel", "all_channels", "fee", "rate", "fault", "dispute",
]  # fmt: skip
"""What is told of."""
Verb: TypeAlias = Literal[
    "receive", "handle", "treat", "carry", "from_last_year", "to_next_year", "carry_over", "goes_on", "raise",
    "issue", "repeal", "in_force", "decide",
]  # fmt: skip
"""What is said of it."""
Manner: TypeAlias = Literal[
    "none", "no_application", "no_review", "no_litigation", "all", "each", "respectively", "total", "part", "also",
    "rest", "excluded", "such", "join", "filler", "item", "via", "previous", "next", "current", "cumulative", "half",
    "compare", "became", "change", "if", "approximate", "fresh", "late", "party", "unrelated", "elsewhere",
    "on_behalf", "whole_area", "own_level",
]  # fmt: skip
"""How it is said."""
Sign: TypeAlias = Literal[
    "figure",
    "money",
    "quantity",
    "percent",
    "year",
    "bracket",
    "disclosure",
    "，",
    "；",
    "：",
    "、",
    "（",
    "）",
]
"""What the reader itself makes: numbers, names put together (公开 + 信息: disclosure), marks, brackets as one."""
Word: TypeAlias = Literal[Noun, Verb, Manner]
"""A kind that the lexicon may give to a word."""
Kind: TypeAlias = Literal[Word, Sign]
Kinds: TypeAlias = frozenset[Kind]

MARKS: Mapping[str, Kind] = {"，": "，", "；": "；", "：": "：", "、": "、", "（": "（", "）": "）"}
"""The punctuation that parts clauses: each mark is a kind of its own."""
WORDS: frozenset[str] = frozenset(get_args(Word))
KINDS: tuple[Kind, ...] = get_args(Kind)

CARRIES: Kinds = frozenset({"carry", "carry_over", "from_last_year", "to_next_year"})
VERBS: Kinds = CARRIES | {"receive", "handle", "treat"}
CHANGES: Kinds = frozenset({"compare", "change", "became"})
REMEDIES: Kinds = frozenset({"review", "litigation", "litigation_direct", "litigation_after_review"})
OUTCOMES: Kinds = frozenset({"granted", "partial", "denied", "unavailable", "unprocessed", "other_handling"})
DISCLOSED: Kinds = frozenset({"normative", "regulations", "licensing", "penalties", "coercion", "levy"})
ENDINGS: Kinds = frozenset({"upheld", "corrected", "other_result", "pending"})
"""What became of a review or lawsuit, as table 四 has it."""
RESULTS: Kinds = ENDINGS | {"result", "concluded"}
"""All words on what became of one."""
SUBROWS: Kinds = frozenset({"not_held", "unclear"})
"""Reasons that are rows of their own in table 三."""
_OTHERS: Kinds = frozenset(
    {
        *("application", "apply", "other_thing", "matter", "publication", "already_public", "disclose"),
        *("reason", "withdrawn", "returned", "applicant", "channel", "fee", "rate", "undone", "other_rest"),
    }
)
NOUNS: Kinds = _OTHERS | REMEDIES | OUTCOMES | DISCLOSED | RESULTS | SUBROWS
"""What a figure may count; the last of them before the figure is its head."""
