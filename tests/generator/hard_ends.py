"""Texts with hard line ends, as editors, terminals and PDF viewers cut them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_NEVER_FIRST = "，。、；：！？）”》"
"""Marks that most programs never let begin a line."""
_WORD = re.compile(r"[0-9A-Za-z]+|.")


def columns(text: str) -> int:
    """The width of a text in columns of a screen."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


@dataclass(frozen=True)
class Manner:
    """How a program cuts lines: at `width` (in full-width characters), counted as it counts.

    `words`: numbers and Latin words stay whole. `marks`: no mark begins a line. `indented`: paragraphs
    begin with two full-width spaces. `dense`: no empty lines are left.
    """

    width: int
    on_screen: bool = True
    words: bool = True
    marks: bool = True
    indented: bool = False
    dense: bool = False

    def cut(self, text: str) -> str:
        """The text with its long lines cut; rows of tables stay as they are."""
        lines = [piece for line in text.split("\n") for piece in self._pieces(line)]
        return "\n".join(line for line in lines if line.strip() or not self.dense)

    def _pieces(self, line: str) -> Iterator[str]:
        if "\t" in line or "|" in line or not line.strip():
            yield line
            return
        piece = "　　" if self.indented and len(line) > 12 else ""
        for token in _WORD.findall(line) if self.words else line:
            kept = self.marks and token[0] in _NEVER_FIRST
            if piece.strip() and self._measure(piece + token) > self._limit and not kept:
                yield piece
                piece = ""
            piece += token
        yield piece

    def _measure(self, text: str) -> int:
        return columns(text) if self.on_screen else len(text)

    @property
    def _limit(self) -> int:
        return 2 * self.width if self.on_screen else self.width


MANNERS: tuple[dict[str, bool], ...] = (
    {},
    {"dense": True},
    {"words": False, "marks": False, "on_screen": False},
    {"words": False, "marks": False, "dense": True},
    {"indented": True},
    {"indented": True, "dense": True, "on_screen": False},
)
"""What programs do, but for the width."""
