"""Drafts as PDF files, written without any other program: ruled tables, Chinese text that names no font file."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.draft import Draft
from reportlint.draft.drawing import Drawing, grids
from reportlint.draft.text import covered
from tests.readers.pdf_bytes import stream

_WIDTH, _HEIGHT, _MARGIN = 595, 842, 48
_SIZE, _LEADING = 10, 14
_SMALL, _SMALL_LEADING = 7, 9
_FIGURE = 42
"""How wide a column of figures is, in points."""
_PAD = 2
_FONTS = {
    1: b"<</Type/Catalog/Pages 2 0 R>>",
    3: b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
    4: b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[1 95 500]/FontDescriptor 5 0 R"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>",
    5: b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/Ascent 880/Descent -120/CapHeight 880/StemV 93"
    b"/ItalicAngle 0/FontBBox[-25 -254 1000 880]>>",
}
FIRST_PAGE = 100
"""The number of the first page's object; its contents have the next number, and so on in turn."""


def objects(draft: Draft) -> dict[int, bytes]:
    """The bodies of the objects of a file that shows the draft (see `tests.readers.pdf_bytes.pdf`)."""
    found = dict(_FONTS)
    pages = list(_pages(draft))
    numbers = [FIRST_PAGE + 2 * index for index in range(len(pages))]
    for number, content in zip(numbers, pages, strict=True):
        found[number] = b"<</Type/Page/Parent 2 0 R/Contents %d 0 R>>" % (number + 1)
        found[number + 1] = stream(content)
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    found[2] = b"<</Type/Pages/Kids[%s]/Count %d/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>>>" % (
        kids,
        len(numbers),
    )
    return found


def shown(text: str, x: float, y: float, size: int = _SIZE) -> bytes:
    """The operators that show a text."""
    return b"BT /F %d Tf %.1f %.1f Td <%s> Tj ET\n" % (size, x, y, text.encode("utf-16-be").hex().encode())


def _wrapped(text: str, width: float, size: int) -> list[str]:
    """The lines of a text of this width; ASCII takes half as much as other characters."""
    lines, room = [""], width
    for character in text:
        taken = size / 2 if character.isascii() else size
        if taken > room and lines[-1]:
            lines.append("")
            room = width
        lines[-1] += character
        room -= taken
    return lines


class _Paper:
    """Pages being filled from top to bottom."""

    def __init__(self) -> None:
        self.pages: list[bytearray] = [bytearray()]
        self.y = _HEIGHT - _MARGIN

    def room(self, height: float) -> None:
        """Begins a new page where so much does not fit."""
        if self.y - height < _MARGIN:
            self.pages.append(bytearray())
            self.y = _HEIGHT - _MARGIN

    def paragraph(self, text: str, *, indent: int = 2) -> None:
        """A paragraph over the whole width."""
        first, *others = _wrapped("　" * indent + text, _WIDTH - 2 * _MARGIN, _SIZE)
        starts = [_MARGIN + indent * _SIZE, *[_MARGIN] * len(others)]
        for start, line in zip(starts, [first.lstrip("　"), *others], strict=True):
            self.room(_LEADING)
            self.y -= _LEADING
            self.pages[-1] += shown(line, start, self.y)

    def table(self, drawing: Drawing) -> None:
        """A ruled table; rows that a cell spans stay together."""
        raster = covered(drawing)
        columns = len(raster[0])
        labels = max(columns - 7, 1)
        widths = [(_WIDTH - 2 * _MARGIN - _FIGURE * (columns - labels)) / labels] * labels
        widths += [_FIGURE] * (columns - labels)
        lefts = [_MARGIN + sum(widths[:at]) for at in range(columns + 1)]
        lines: dict[tuple[int, int], list[str]] = {}
        heights = [_SMALL_LEADING + 2.0 * _PAD] * len(raster)
        spans: dict[tuple[int, int], tuple[int, int]] = {}
        for row, places in enumerate(raster):
            for column, place in enumerate(places):
                if place is None or place[:2] != (row, column):
                    continue
                cell = place[2]
                told = _wrapped(
                    cell.text, lefts[column + cell.column_span] - lefts[column] - 2 * _PAD, _SMALL
                )
                lines[row, column] = told
                spans[row, column] = cell.row_span, cell.column_span
                needed = (len(told) * _SMALL_LEADING + 2 * _PAD) / cell.row_span
                for at in range(row, row + cell.row_span):
                    heights[at] = max(heights[at], needed)
        tops: list[float] = []
        for row, height in enumerate(heights):
            together = max((spans[row, c][0] for c in range(columns) if (row, c) in spans), default=1)
            first = not any(r < row < r + down for (r, _), (down, _) in spans.items())
            if first:
                self.room(min(sum(heights[row : row + together]), _HEIGHT - 2 * _MARGIN))
            self.room(height)
            tops.append(self.y)
            self.y -= height
            for (r, c), (down, right) in spans.items():
                if r == row:
                    box = lefts[c], self.y - sum(heights[row + 1 : row + down]), lefts[c + right], tops[row]
                    self._cell(box, lines[r, c])
        self.y -= _LEADING

    def _cell(self, box: tuple[float, float, float, float], lines: list[str]) -> None:
        x0, y0, x1, y1 = box
        page = self.pages[-1]
        page += b"%.1f %.1f %.1f %.1f re S\n" % (x0, y0, x1 - x0, y1 - y0)
        for number, line in enumerate(lines, 1):
            page += shown(line, x0 + _PAD, y1 - number * _SMALL_LEADING, _SMALL)


def _pages(draft: Draft) -> Iterator[bytes]:
    tables = grids(draft)
    sections = {table.section: key for key, table in draft.form.tables.items() if key in tables}
    paper = _Paper()
    for line in draft.title:
        paper.paragraph(line, indent=8)
    for number in draft.order:
        paper.paragraph(draft.headings[number])
        for text in (draft.period if number == 1 else "", *draft.prose[number].split("\n")):
            paper.paragraph(text)
        if number in sections:
            paper.table(tables[sections[number]])
    return (bytes(page) for page in paper.pages)
