"""The lexicon (rules/lexicon/claims.yaml): which words sentences tell figures by, and what a claim counts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from msgspec import Struct

from reportlint.data.resources import folder, load_yaml
from reportlint.model.wording import Text
from reportlint.parsing.claims.kinds import MARKS, WORDS, Kind

FIGURES = "0-9零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾"
"""What figures begin with."""


class LexiconError(ValueError):
    """A kind of word that the grammar does not know; the text says which."""


class Lexicon(Struct, frozen=True):
    """The words and their kinds.

    `bound` has those that are words only right before a figure (不存在3件), written 不存在# in the file, and whether they
    must begin a clause as well (^收#). `lengths` has, for each character that begins a word, the lengths such words
    have, the longest first. `starts` finds the next place where a word, a figure or a mark may begin, `keywords`
    whether a text tells anything that is read at all.
    """

    kinds: Mapping[str, Kind]
    bound: Mapping[str, tuple[Kind, bool]]
    lengths: Mapping[str, tuple[int, ...]]
    starts: re.Pattern[str]
    keywords: re.Pattern[str]


@cache
def load_lexicon() -> Lexicon:
    """The lexicon, read once. Raises LexiconError, and FileNotFoundError when the installation lacks its rules."""
    data = _data()
    if unknown := sorted(set(data["words"]) - WORDS):
        raise LexiconError(
            f"rules/lexicon/claims.yaml 里没有“{unknown[0]}”这种词 / there is no kind of word {unknown[0]!r}"
        )
    every = {word: kind for kind, listed in data["words"].items() for word in listed.split()}
    kinds = {word: kind for word, kind in every.items() if not word.endswith("#")}
    bound = {
        word.strip("^#"): (kind, word.startswith("^")) for word, kind in every.items() if word.endswith("#")
    }
    lengths: dict[str, set[int]] = {}
    for word in (*kinds, *bound):
        lengths.setdefault(word[0], set()).add(len(word))
    return Lexicon(
        kinds=kinds,
        bound=bound,
        lengths={first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()},
        starts=re.compile(f"[{re.escape(''.join(lengths))}{''.join(MARKS)}{FIGURES}]"),
        keywords=re.compile("|".join(data["keywords"].split())),
    )


@cache
def measure_names() -> Mapping[str, Text]:
    """What each measure counts, in the words of messages."""
    return _names("measures")


@cache
def reason_names() -> Mapping[str, Text]:
    """Why a figure is no claim, by the reason's key."""
    return _names("reasons")


@cache
def kind_names() -> Mapping[str, Text]:
    """The kinds of words, as a reader calls them."""
    return _names("kinds")


def _names(key: str) -> Mapping[str, Text]:
    return {name: Text(*words.split(" | ")) for name, words in _data()[key].items()}


@cache
def _data() -> Any:
    return load_yaml((folder("rules") / "lexicon" / "claims.yaml").read_text("utf-8"))
