"""Plain text and Markdown → Document: paragraphs, and grids in every shape that copied tables take."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from reportlint.model.document import Document, Grid, Paragraph, Place
from reportlint.model.wording import Text, visible
from reportlint.readers import columns, rows, stream
from reportlint.readers.encoding import decode
from reportlint.readers.failure import ReadFailure
from reportlint.readers.line_ends import cut_lines, together
from reportlint.readers.radicals import without_radicals
from reportlint.readers.rows import Line

_TITLE = re.compile(r"^[^，。；：]{6,50}年度报告\s*$")
_FEWEST_PAGES = 3
_LINE_END = re.compile(r"\r\n|\r|\n")


def read(data: bytes, *, name: str) -> Document:
    """The document in the bytes of a text file. Raises ReadFailure for anything that is no text."""
    text, encoding = decode(data)
    text = without_radicals(text)
    if not visible(text):
        raise ReadFailure(
            Text("文件是空的，只有空白，没有内容可查", "the file holds nothing but white space")
        )
    raw_lines = tuple(_LINE_END.split(text))
    return Document(name, tuple(blocks_of(raw_lines, 0, len(raw_lines))), raw_lines, encoding)


def blocks_of(lines: Sequence[str], start: int, end: int) -> Iterator[Paragraph | Grid]:
    """What stands in the lines of a text from `start` to `end` (from 0, end excluded)."""
    heads = _running_heads(lines[start:end])
    yield from blocks(
        [rows.classify(at + 1, "" if at - start in heads else lines[at]) for at in range(start, end)]
    )


def _running_heads(lines: Sequence[str]) -> frozenset[int]:
    """Which lines (from 0) are the report's title over a page, as copying a paged file leaves it between others.

    It stands there once for each page; where it stands first it may be the title itself.
    """
    places: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        if _TITLE.search(line):
            places.setdefault(line.strip(), []).append(at)
    return frozenset(at for found in places.values() if len(found) >= _FEWEST_PAGES for at in found[1:])


def line_starts(text: str) -> list[int]:
    """Where each line of a text begins (from 0)."""
    return [0, *(found.end() for found in _LINE_END.finditer(text))]


def blocks(classified: Sequence[Line]) -> Iterator[Paragraph | Grid]:
    """Runs of rows become grids, runs of single cells may become one-column grids, the rest is prose.

    The lines are as `rows.classify` has them; what was cut at hard line ends is put together.
    """
    goes_on = cut_lines([line.raw for line in classified])
    lines = rows.settle([*_running(classified, goes_on)][::-1])
    index = 0
    streams = stream.Finder(lines)
    while index < len(lines):
        end = streams.end(index)
        if end > index:
            yield from stream.blocks(lines[index:end])
            index = end
            continue
        end = _run(lines, index, streams)
        if lines[index].shape in rows.ROW_SHAPES:
            yield rows.grid(lines[index:end])
        elif lines[index].shape == "cell":
            yield from columns.blocks(lines[index:end])
        elif lines[index].shape == "prose":
            end = _end_of_prose(lines, index, goes_on)
            yield together([_paragraph(line) for line in lines[index:end] if line.shape == "prose"])
        index = end


def _running(lines: Sequence[Line], goes_on: Sequence[bool]) -> Iterator[Line]:
    """The lines; those that were cut from each other are running text, whatever each looks like."""
    cut_off = False
    for line, cut in zip(reversed(lines), reversed(goes_on), strict=True):
        yield replace(line, shape="prose", pieces=()) if cut or (cut_off and line.shape != "empty") else line
        cut_off = cut or (cut_off and line.shape == "empty")


def _end_of_prose(lines: Sequence[Line], start: int, goes_on: Sequence[bool]) -> int:
    """The end of the lines that were cut from the one at `start`."""
    end = start + 1
    for index in range(start + 1, len(lines)):
        if goes_on[index]:
            end = index + 1
        elif lines[index].shape not in ("empty", "void"):
            break
    return end


def _run(lines: list[Line], start: int, streams: stream.Finder) -> int:
    """The end of the lines of one shape from `start`, with the empty lines between them."""
    shape = lines[start].shape
    if shape in ("prose", "empty", "void"):
        return start + 1
    end = start + 1
    for index in range(start + 1, len(lines)):
        if shape == "cell" and streams.heads(index):
            break
        if lines[index].shape == shape or (shape == "bars" and lines[index].shape == "rule"):
            end = index + 1
        elif lines[index].shape not in ("empty", "void"):
            break
    return end


def _paragraph(line: Line) -> Paragraph:
    text = line.raw.strip()
    start = line.raw.index(text) + 1 if text else 1
    return Paragraph(text, Place(line.number, start, line.number, start + len(text)))
