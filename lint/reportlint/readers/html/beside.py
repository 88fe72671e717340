"""What a page holds beside its article: the site's frame, hidden parts, choices of forms, frames inside of frames.

It is no text of the report, and nobody looks for faults there; but the number of a person that stands there was
published with the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from lxml.etree import _Element

from reportlint.model.wording import Text
from reportlint.readers.html.pieces import Piece, Pieces
from reportlint.readers.html.words import BLOCKS, line_of, squeezed, whole_text
from reportlint.readers.numbers_beside import NUMBER, Known, stretches

_NEVER_SEEN = frozenset({"script", "style", "template", "head"})
_SENTENCE = re.compile(r"[^。]{12,}。")
HIDDEN = Text(
    "网页里有不显示的文字，只查了其中有没有身份证号码和银行卡号",
    "the page hides some text, in which only numbers of identity cards and bank cards were looked for",
)


class Beside:
    """The long numbers of a page, found before anything is taken out of it: each with its text and its line."""

    def __init__(self, root: _Element) -> None:
        self._found: list[tuple[str, int | None]] = []
        if NUMBER.search(whole_text(root)) or root.find(".//iframe[@srcdoc]") is not None:
            self._found.extend(_runs(root))

    def texts(self, shown: Sequence[str]) -> Iterator[tuple[str, int | None]]:
        """The texts whose numbers do not stand among the lines `shown`, each number once."""
        if self._found:
            known = Known(shown)
            yield from ((text, line) for text, line in self._found if known.has_new(text))


def _runs(root: _Element) -> Iterator[tuple[str, int | None]]:
    """The paragraphs of a page that hold a long number, cut to what stands around it."""
    parts: list[str] = []
    begun: int | None = None
    for element, text, opens in _said(root):
        if opens:
            yield from _around("".join(parts), begun)
            parts, begun = [], None
        if text:
            begun = begun or line_of(element)
            parts.append(text)
    yield from _around("".join(parts), begun)


def _said(root: _Element) -> Iterator[tuple[_Element, str | None, bool]]:
    """Each stretch of text, and whether a new paragraph begins with it."""
    left: list[tuple[_Element, bool]] = [(root, False)]
    while left:
        element, ended = left.pop()
        block = element.tag in BLOCKS or element.tag in ("br", "option", "iframe", "svg")
        if ended:
            yield element, element.tail, block
            continue
        left.append((element, True))
        if element.tag in _NEVER_SEEN:
            continue
        yield element, element.get("srcdoc") if element.tag == "iframe" else element.text, block
        left.extend((child, False) for child in reversed(element))


def _around(text: str, line: int | None) -> Iterator[tuple[str, int | None]]:
    return ((squeezed(stretch), line) for stretch in stretches(text))


def hides_sentences(pieces: Pieces, kept: Sequence[Piece], lines: Iterable[str]) -> bool:
    """Whether something hidden inside of the article is a sentence that is not shown elsewhere."""
    if not pieces.passed or not kept:
        return False
    numbers = {id(piece): number for number, piece in enumerate(pieces.found)}
    first, last = numbers[id(kept[0])], numbers[id(kept[-1])]
    shown = re.sub(r"\s", "", "".join(lines))
    texts = (whole_text(element) for at, element in pieces.passed if first < at <= last)
    sentences = (found[0] for text in texts for found in _SENTENCE.finditer(re.sub(r"\s", "", text)))
    return any(sentence not in shown for sentence in sentences)
