"""The lexicon (rules/lexicon/claims.yaml): which words sentences tell figures by, and what a claim counts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reportlint.resources import folder, load_yaml
from reportlint.wording import Text


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words by their first character, the longest first, each with its kind.

    `starts` finds the next place where a word or a figure may begin, `keywords` whether a text
    tells anything that is read at all.
    """

    words: Mapping[str, tuple[tuple[str, str], ...]]
    starts: re.Pattern[str]
    keywords: re.Pattern[str]


@lru_cache(maxsize=None)
def load_lexicon() -> Lexicon:
    """The lexicon, read once. Raises FileNotFoundError when the installation lacks its rules."""
    data = _data()
    words: dict[str, list[tuple[str, str]]] = {}
    for kind, listed in data["words"].items():
        for word in listed.split():
            words.setdefault(word[0], []).append((word, kind))
    ordered = {first: tuple(sorted(found, key=_longest_first)) for first, found in words.items()}
    figures = "0-9零〇一二两三四五六七八九十百千"
    return Lexicon(
        words=ordered,
        starts=re.compile(f"[{figures}{re.escape(''.join(ordered))}]"),
        keywords=re.compile("|".join(data["keywords"].split())),
    )


@lru_cache(maxsize=None)
def measure_names() -> Mapping[str, Text]:
    """What each measure counts, in the words of messages."""
    names = {key: words.split(" | ") for key, words in _data()["measures"].items()}
    return {key: Text(chinese, english) for key, (chinese, english) in names.items()}


def _longest_first(entry: tuple[str, str]) -> int:
    return -len(entry[0])


@lru_cache(maxsize=None)
def _data() -> Any:
    return load_yaml((folder("rules") / "lexicon" / "claims.yaml").read_text("utf-8"))
