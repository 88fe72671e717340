"""What an .xlsx workbook holds beside its cells: text boxes, page headers, comments, charts, hidden rows and sheets."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reportlint.model.document import NOWHERE, Paragraph, Place, Spot, Unread
from reportlint.model.wording import Text, fold
from reportlint.readers.container import Container
from reportlint.readers.failure import ReadFailure
from reportlint.readers.numbers_beside import NUMBER, Known, stretches

if TYPE_CHECKING:
    from lxml.etree import _Element

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PARAGRAPHS = (
    _S + "si",
    _S + "is",
    _S + "comment",
    _DRAWN + "p",
    _S + "oddHeader",
    _S + "oddFooter",
    _S + "v",
)
_MARGINS = {_S + "oddHeader": "header", _S + "oddFooter": "footer"}
_NAMES = {"header": "页眉", "footer": "页脚"}
_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|\d+|.)')
_PAGE_NUMBER = re.compile(r"(?:page|of|[-—–第页共/\d])*", re.IGNORECASE)
_NO_TEXT = re.compile(r"(?:styles|theme\d*|calcchain|workbook)\.xml$")
_PLACES = (
    ("comments", "comment"),
    ("threadedcomment", "comment"),
    ("chart", "drawing"),
    ("drawing", "drawing"),
)
BOX = Text(
    "工作表上的文本框里有文字，没有读；请把文字写进单元格再检查",
    "a text box of the workbook has text that was not read: write it into cells",
)
"""For text boxes on a sheet."""


class Beside:
    """The parts of a workbook that hold text, looked at for what its cells do not say."""

    def __init__(self, data: bytes, lines: Sequence[str]) -> None:
        container = Container(data)
        self._lines = lines
        self._parts: list[tuple[str, _Element]] = []
        for name in container.names():
            if name.startswith("xl/") and name.endswith(".xml") and not _NO_TEXT.search(name):
                with contextlib.suppress(ReadFailure):  # what the cells need of it was read before
                    part = container.tree(name)
                    self._parts += [] if part is None else [(name, part)]

    def numbers(self) -> Iterator[Paragraph]:
        """The texts with long numbers that no cell shows."""
        known = Known(self._lines)
        for name, part in self._parts:
            if not NUMBER.search("".join(map(str, part.itertext()))):
                continue
            base = name.rpartition("/")[2]
            kind = next((kind for begin, kind in _PLACES if base.startswith(begin)), "hidden")
            for element in part.iter(*_PARAGRAPHS):
                text = "".join(map(str, element.itertext()))
                if known.has_new(text):
                    place = Place(spot=Spot(part=kind))
                    yield from (Paragraph(stretch, place) for stretch in stretches(text))

    def unread(self) -> Iterator[Unread]:
        """What people see beside the cells, unless the cells say it as well."""
        known = fold("".join(self._lines))
        boxes = (part for name, part in self._parts if name.startswith("xl/drawings/"))
        said = (
            fold("".join(map(str, text.itertext()))) for part in boxes for text in part.iter(_DRAWN + "p")
        )
        if any(text and text not in known for text in said):
            yield Unread(BOX, NOWHERE)
        sheets = (part for name, part in self._parts if name.startswith("xl/worksheets/"))
        margins = [margin for part in sheets for margin in part.iter(*_MARGINS)]
        for tag, where in _MARGINS.items():
            words = [
                margin_unread(where, margin.text or "", known) for margin in margins if margin.tag == tag
            ]
            yield from (Unread(told, NOWHERE) for told in dict.fromkeys(filter(None, words)))


def margin_unread(where: str, text: str, known: str) -> Text | None:
    """What to say of a page header or footer with words that the cells, folded, have not."""
    said = fold(_CODES.sub("", text))
    if _PAGE_NUMBER.fullmatch(said) or said in known or not any(map(str.isalnum, said)):
        return None
    return Text(
        f"{_NAMES[where]}里有正文没有的文字，没有检查",
        f"a page's {where} has text that the report has not; it was not checked",
    )
