"""What a Word file holds that is no text of the report: comments, hidden and deleted text, page headers, charts.

Two things are done with it: numbers of persons are looked for in it, and text that stands where no reader looks
(in elements that no word processor writes there) is told as not read.
"""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reportlint.model.document import NOWHERE, Paragraph, Place, Spot, Unread
from reportlint.model.wording import Text, fold
from reportlint.readers.container import Container, whole
from reportlint.readers.failure import ReadFailure
from reportlint.readers.numbers_beside import NUMBER, Known, stretches
from reportlint.readers.word.numbers import VAL, W
from reportlint.readers.word.styles import Styles, is_contents
from reportlint.readers.word.text import ALTERNATE, is_on

if TYPE_CHECKING:
    from lxml.etree import _Element

_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PARAGRAPHS = (W + "p", _DRAWN + "p")
_TOLD_OF = ("descr", "title", "string", "alt")
"""Attributes of drawings that hold words."""
_NO_TEXT = re.compile(r"(?:styles|theme\d*|settings|fonttable|numbering|websettings|styleswitheffects)\.xml$")
_PLACES = (
    ("header", "header"),
    ("footer", "footer"),
    ("comments", "comment"),
    ("chart", "drawing"),
    ("data", "drawing"),
)
"""By the beginning of a part's name what a person calls it."""
_LEFT_OUT = frozenset(
    (*(W + name for name in ("del", "moveFrom", "rt")), ALTERNATE.replace("AlternateContent", "Fallback"))
)
_FILLED = tuple(W + name for name in ("default", "listEntry", "helpText", "statusText"))
"""Parts of a form field with words of their own, which Word shows only where nothing else was filled in, or never."""
_CHOICE = W + "ddList"
_T = W + "t"
_SET = tuple(W + name for name in ("vanish", "strike", "dstrike", "vertAlign"))
"""Of a run whose text is hidden, gone or set as a mark."""
_MERGED = tuple(W + name for name in ("vMerge", "hMerge", "cellDel"))
"""Of a cell whose text another one has taken the place of."""
_LEAST = 2
CHARTS = Text(
    "图表和 SmartArt 里的文字，只查了其中有没有身份证号码和银行卡号",
    "in charts and SmartArt only numbers of identity cards and bank cards were looked for",
)

CHOSEN = Text(
    "表单的下拉框里选的文字没有读；请把它改成普通文字再检查",
    "what was chosen in a drop-down form field was not read: make it plain text",
)
"""For lists of form fields."""


def beside(container: Container, main: str, root: _Element, lines: Sequence[str]) -> Iterator[Paragraph]:
    """The texts with long numbers, of whatever sort, that do not stand among the document's lines."""
    known = Known(lines)
    parts = [(main, root)]
    for name in container.names():
        if (
            name != main.lower()
            and name.startswith("word/")
            and name.endswith(".xml")
            and not _NO_TEXT.search(name)
        ):
            with contextlib.suppress(ReadFailure):  # what the report needs of it was read before
                part = container.tree(name)
                parts += [] if part is None else [(name, part)]
    for name, part in parts:
        place = Place(spot=Spot(part=_place_of(name, main)))
        for text in _texts(part):
            if known.has_new(text):
                yield from (Paragraph(stretch, place) for stretch in stretches(text))


def _place_of(name: str, main: str) -> str:
    if name == main:
        return "hidden"
    base = name.rpartition("/")[2]
    return next((place for begin, place in _PLACES if base.startswith(begin)), "elsewhere")


def _texts(part: _Element) -> Iterator[str]:
    """The paragraphs of a part, and what its drawings are said to show."""
    if NUMBER.search("".join(map(str, part.itertext()))):
        for paragraph in part.iter(*_PARAGRAPHS):
            yield "".join(map(str, paragraph.itertext()))
    for element in part.iter():
        yield from (element.get(name, "") for name in _TOLD_OF if name in element.attrib)
        if element.tag in _FILLED:
            yield element.get(VAL, "")


def overlooked(root: _Element, lines: Sequence[str], styles: Styles) -> Iterator[Unread]:
    """Text of the main part that was not read though nothing hides it: it stands where no text belongs."""
    shown = "".join(lines)
    if not Counter("".join(map(str, root.itertext(_T)))) - Counter(shown):
        return
    known = fold(shown)
    for text in root.iter(_T):
        said = fold(text.text or "")
        if len(said) >= _LEAST and said not in known and not _is_left_out(text, styles):
            words = Text(
                "有文字写在 Word 不放文字的地方，没有读；请用 Word 或 WPS 打开后另存再检查",
                "some text stands where Word puts none and was not read: open the file in Word and save it again",
            )
            yield Unread(words, NOWHERE)
            return


def _is_left_out(text: _Element, styles: Styles) -> bool:
    """Whether a text is left out on purpose: deleted, hidden, struck out, an older form of the same, contents."""
    return any(_leaves_out(around, styles) for around in text.iterancestors())


def _leaves_out(element: _Element, styles: Styles) -> bool:
    tag = element.tag
    if tag in _LEFT_OUT:
        return True
    if tag in (W + "r", W + "p"):
        font = element.find(f"{tag}Pr")
        named = None if font is None else font.find(f"{tag}Style")
        style = "" if named is None else named.get(VAL, "")
        hidden = style in styles.hidden or style in styles.contents
        return hidden or (
            tag == W + "r" and font is not None and any(font.find(name) is not None for name in _SET)
        )
    if tag == W + "tr":
        row = element.find(W + "trPr")
        return row is not None and (row.find(W + "del") is not None or is_on(row, "hidden"))
    if tag == W + "tc":
        cell = element.find(W + "tcPr")
        return cell is not None and any(cell.find(name) is not None for name in _MERGED)
    return tag == W + "sdt" and is_contents(element)


def choices(root: _Element, lines: Sequence[str]) -> Iterator[Unread]:
    """What was chosen in lists of form fields: Word shows it, and the text does not say it."""
    shown = fold("".join(lines))
    for field in root.iter(_CHOICE):
        entries = [entry.get(VAL, "") for entry in field.iterchildren(W + "listEntry")]
        told = [found for name in ("result", "default") if (found := field.find(W + name)) is not None]
        number = whole(told[0].get(VAL)) if told else 0
        said = fold(entries[number]) if number < len(entries) else ""
        if said and said not in shown:
            yield Unread(CHOSEN, NOWHERE)
            return


def shows_charts(root: _Element) -> bool:
    """Whether the text holds charts or diagrams."""
    return any(
        data.get("uri", "").rpartition("/")[2] in ("chart", "diagram", "chartex")
        for data in root.iter(_DRAWN + "graphicData")
    )
