"""Edits: a stretch of one line of a report, written anew in its file; every other byte or run stays."""

from __future__ import annotations

import codecs
import copy
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from reportlint.marking.failure import MarkFailure
from reportlint.marking.package import rewritten, serialised
from reportlint.model.wording import Text
from reportlint.readers.container import Container, damaged, parsed
from reportlint.readers.encoding import decode
from reportlint.readers.text import line_starts
from reportlint.readers.word import docx
from reportlint.readers.word.numbers import W
from reportlint.readers.word.pieces import Piece

if TYPE_CHECKING:
    from lxml.etree import _Element

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
_TEXT, _RUN, _PROPERTIES = W + "t", W + "r", W + "rPr"


class Edit(NamedTuple):
    """Characters `start` to `end` (from 0, end excluded) of a line (from 1) become `new`."""

    line: int
    start: int
    end: int
    new: str


def edited_text(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The text file with these edits: encoding, mark and line ends stay. Raises MarkFailure, ReadFailure."""
    whole, name = decode(data)
    mark, codec = _coding(data, whole, name)
    starts = line_starts(whole)
    for edit in sorted(edits, reverse=True):
        start, end = (starts[edit.line - 1] + at for at in (edit.start, edit.end))
        whole = whole[:start] + edit.new + whole[end:]
    try:
        return mark + whole.encode(codec)
    except UnicodeEncodeError as error:
        raise _uncoded(name) from error


def _coding(data: bytes, whole: str, name: str) -> tuple[bytes, str]:
    """The byte order mark and the codec that give these very bytes. Raises MarkFailure where none does."""
    marked = [(mark, codec) for mark, codec in _MARKS if data.startswith(mark)]
    for mark, codec in marked or [(b"", codec) for codec in (*_UNMARKED, name)]:
        try:
            if mark + whole.encode(codec) == data:
                return mark, codec
        except (UnicodeEncodeError, LookupError):
            continue
    raise _uncoded(name)


def _uncoded(name: str) -> MarkFailure:
    return MarkFailure(
        Text(
            f"文件的编码（{name}）写回去会变样，没有改动；请用记事本另存为 UTF-8 再试",
            f"writing the file in its encoding ({name}) would change it elsewhere; save it as UTF-8 first",
        )
    )


def edited_word(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The Word file with these edits: only the runs that hold the text change, and all other parts stay.

    An edit of what no run holds (a numeral of a list, a symbol, a formula) is left out. Raises ReadFailure.
    """
    container = Container(data)
    main = docx.main_part(container)
    source = container.part(main)
    if source is None:
        raise damaged()
    root = parsed(source, whole=True)
    lines = docx.sources(data, root)
    for edit in sorted(edits, reverse=True):
        _write(edit, lines[edit.line - 1])
    return rewritten(data, {main: serialised(root)})


def _write(edit: Edit, pieces: Sequence[Piece]) -> None:
    """Puts the new text into the first run that holds the old one, and takes the rest of it from the others."""
    position = 0
    held: list[tuple[_Element, int, int]] = []
    empty: list[Piece] = []
    for text, source, offset in pieces:
        start, end = max(edit.start - position, 0), min(edit.end - position, len(text))
        if start < end:
            held.append((source, offset + start, offset + end))
        elif not text and edit.start == edit.end == position:
            empty.append((text, source, offset))
        position += len(text)
    if held and all(element.tag == _TEXT for element, _, _ in held):
        for index, (element, start, end) in reversed(list(enumerate(held))):
            old = element.text or ""
            element.text = old[:start] + ("" if index else edit.new) + old[end:]
    elif not held and empty:
        _fill(edit.new, empty)


def _fill(new: str, empty: Sequence[Piece]) -> None:
    """Puts text where there is none: into a run that is there, else into a new one like its neighbours."""
    from lxml import etree

    for _, element, offset in empty:
        if element.tag == _TEXT:
            old = element.text or ""
            element.text = old[:offset] + new + old[offset:]
            return
    paragraph = empty[0][1]
    if paragraph.tag != W + "p":
        return
    row = next(paragraph.iterancestors(W + "tr"), paragraph)
    like = next((entry for beside in row.iter(_RUN) for entry in beside.iterchildren(_PROPERTIES)), None)
    run = etree.SubElement(paragraph, _RUN)
    if like is not None:
        run.append(copy.deepcopy(like))
    etree.SubElement(run, _TEXT).text = new
