"""A PDF file opened within bounds, and what stands on each of its pages: characters and straight lines.

pdfplumber does the reading. The bounds hold on every system, whether or not the process that reads is
limited as well (see `worker`): on pages, on unpacked bytes, on what is drawn, on tables inside fonts.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTItem
from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import LITERALS_FLATE_DECODE, PDFStream, list_value, resolve1
from pdfplumber.page import Page
from pdfplumber.pdf import PDF

from reportlint.readers.pdf import failures
from reportlint.readers.pdf.glyphs import Glyph, glyphs_of

MOST_PAGES = 100
"""A long city report has thirty."""
MOST_UNPACKED = 128 << 20
"""Bytes in all streams that are read; embedded Chinese fonts have ten to twenty million each."""
MOST_GLYPHS = 150_000
"""Characters in the whole file; a long city report has thirty thousand."""
MOST_PATHS = 30_000
"""Lines and shapes on one page."""
MOST_FORMS = 2_000
"""Drawings within drawings in the whole file."""
WIDEST_RANGE = 1 << 16
"""Codes in one range of a font's tables: there are no more in the planes that fonts use."""

_SMALLEST, _PAPER = 0.05, 0.8
"""The part of a page that a picture of a table takes at least, and one that is the paper itself."""
_STAMP = 40
"""A page with no more characters than this bears a stamp or a page number."""

_RANGES = re.compile(rb"begin(?:bf|cid|notdef)range(.*?)end", re.DOTALL)
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<[^>]*>|\[[^\]]*\]|\d+)")


@dataclass(slots=True)
class _Spent:
    """What the reading of one file has used up so far."""

    unpacked: int = 0
    glyphs: int = 0
    paths: int = 0
    forms: int = 0

    def add(self, *, unpacked: int = 0, glyphs: int = 0, paths: int = 0, forms: int = 0) -> None:
        """Counts something; raises ReadFailure when it is too much."""
        self.unpacked += unpacked
        self.glyphs += glyphs
        self.paths += paths
        self.forms += forms
        if (
            self.unpacked > MOST_UNPACKED
            or self.glyphs > MOST_GLYPHS
            or self.paths > MOST_PATHS
            or self.forms > MOST_FORMS
        ):
            raise failures.too_large()


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on one page. Edges are pdfplumber's; lengths are points from the top left corner."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    edges: list[dict[str, Any]]
    pictures: tuple[float, ...]
    """How high the pictures begin that are large enough to hold a table."""
    corner: tuple[float, float] = (0.0, 0.0)
    """Left and top of the page, which not every file has at 0."""


def sheets(data: bytes) -> Iterator[Sheet]:
    """The pages in order; each is given up before the next is read.

    Raises ReadFailure for a file that is locked, too long or too large; whatever else pdfminer raises
    over a damaged file is left to the caller.
    """
    spent = _Spent()
    file = _File(data, spent)
    with file:
        pages = list(_bounded(file))
        for number, page in enumerate(pages, start=1):
            yield _sheet(file, page, number, spent)


def _bounded(file: _File) -> Iterator[PDFPage]:
    for number, page in enumerate(PDFPage.create_pages(file.doc), start=1):
        if number > MOST_PAGES:
            raise failures.too_many_pages(MOST_PAGES)
        yield page


def _sheet(file: _File, source: PDFPage, number: int, spent: _Spent) -> Sheet:
    page = _Page(file, source, page_number=number)
    spent.paths = 0
    device = _Device(file.rsrcmgr, spent)
    _Interpreter(file.rsrcmgr, device, spent).process_page(source)
    page._layout = device.get_result()
    try:
        glyphs = glyphs_of(page.chars, page.bbox)
        pictures = device.pictures_on(float(page.width), float(page.height), written=len(glyphs) > _STAMP)
        width, height = float(page.width), float(page.height)
        corner = (float(page.mediabox[0]), float(page.mediabox[1]))
        return Sheet(number, width, height, glyphs, page.edges, pictures, corner)
    finally:
        page.close()


class _File(PDF):
    """pdfplumber's file, with streams that are unpacked within bounds."""

    def __init__(self, data: bytes, spent: _Spent) -> None:
        self.stream = BytesIO(data)
        self.stream_is_external = False
        self.path = self.pages_to_parse = self.laparams = self.unicode_norm = None
        self.password = ""
        self.raise_unicode_errors = False
        self.metadata: dict[str, Any] = {}
        self._pages: list[Page] = []
        try:
            self.doc = PDFDocument(_Parser(self.stream, spent), password="")
        except PDFPasswordIncorrect as error:
            raise failures.locked() from error
        self.rsrcmgr = _Resources()


class _Page(Page):
    """pdfplumber's page, with no more of each character than is used: their colours and fonts take a fifth of the time."""

    def process_object(self, item: LTItem) -> dict[str, Any]:
        """What pdfplumber tells of something on the page; see there."""
        if not isinstance(item, LTChar):
            told: dict[str, Any] = super().process_object(item)
            return told
        left, top = self.mediabox[0], self.mediabox[1] + self.height
        return {
            "object_type": "char",
            "text": item.get_text(),
            "x0": item.x0 + left,
            "top": top - item.y1,
            "x1": item.x1 + left,
            "bottom": top - item.y0,
            "size": item.size,
            "upright": item.upright,
        }


class _Parser(PDFParser):
    """Gives streams that count what they unpack to."""

    def __init__(self, file: BytesIO, spent: _Spent) -> None:
        super().__init__(file)
        self._spent = spent

    def push(self, *objects: Any) -> None:
        """Takes parsed objects; see pdfminer."""
        super().push(*((position, self._counted(item)) for position, item in objects))

    def _counted(self, item: Any) -> Any:
        if not isinstance(item, PDFStream):
            return item
        return _Stream(item.attrs, item.rawdata or b"", item.decipher, self._spent)


class _Stream(PDFStream):
    """A stream that refuses to unpack to more than is left."""

    def __init__(self, attrs: dict[str, Any], raw: bytes, decipher: Any, spent: _Spent) -> None:
        super().__init__(attrs, raw, decipher)
        self._spent = spent

    def decode(self) -> None:
        """Unpacks the stream; see pdfminer. Each filter is applied on its own, so that each is counted."""
        data = self.rawdata or b""
        if self.decipher and self.objid is not None and self.genno is not None:
            data = self.decipher(self.objid, self.genno, data, self.attrs)
        for name, parameters in self.get_filters():
            if name in LITERALS_FLATE_DECODE:
                _measured(data, MOST_UNPACKED - self._spent.unpacked)
            data = PDFStream({"Filter": name, "DecodeParms": parameters}, data).get_data()
            self._spent.add(unpacked=len(data))
        self.data = data
        self.rawdata = None


def _measured(data: bytes, room: int) -> None:
    """Raises ReadFailure when packed data has more bytes than there is room for."""
    inflate = zlib.decompressobj()
    size = 0
    while data and size <= room:
        try:
            size += len(inflate.decompress(data, 1 << 20))
        except zlib.error:
            return
        data = inflate.unconsumed_tail
    if size > room:
        raise failures.too_large()


class _Resources(PDFResourceManager):
    """Gives fonts after a look at the ranges in their tables."""

    def get_font(self, objid: object, spec: Mapping[str, object]) -> Any:
        """A font; see pdfminer. Raises ReadFailure for one that is made to fill the memory."""
        if not (objid and objid in self._cached_fonts):
            _refuse_endless(spec)
        return super().get_font(objid, spec)


def _refuse_endless(spec: Mapping[str, object]) -> None:
    for key in ("W", "W2"):
        if key in spec:
            numbers = [resolve1(item) for item in list_value(spec[key])]
            whole = [item if isinstance(item, int) else None for item in numbers]
            for first, last in pairwise(whole):
                if first is not None and last is not None and last - first > WIDEST_RANGE:
                    raise failures.too_large()
    for key in ("ToUnicode", "Encoding"):
        table = resolve1(spec.get(key))
        if isinstance(table, PDFStream):
            for block in _RANGES.findall(table.get_data()):
                for first, last in _RANGE.findall(block):
                    if int(b"".join(last.split()), 16) - int(b"".join(first.split()), 16) > WIDEST_RANGE:
                        raise failures.too_large()


class _Device(PDFPageAggregator):
    """Takes what is drawn and counts it; pictures are only measured."""

    def __init__(self, resources: PDFResourceManager, spent: _Spent) -> None:
        super().__init__(resources)
        self._spent = spent
        self._pictures: list[tuple[float, float, float]] = []

    def render_string(self, state: Any, seq: Any, space: Any, graphics: Any) -> None:
        """Draws a string; see pdfminer."""
        self._spent.add(glyphs=sum(len(part) for part in seq if isinstance(part, bytes)))
        super().render_string(state, seq, space, graphics)

    def paint_path(self, *told: Any, **named: Any) -> None:
        """Draws a path; see pdfminer."""
        self._spent.add(paths=1)
        super().paint_path(*told, **named)

    def render_image(self, name: str, stream: PDFStream) -> None:
        """Measures a picture: its upper edge from below, its width and its height."""
        figure = self.cur_item
        self._pictures.append((figure.y1, figure.width, figure.height))

    def pictures_on(self, width: float, height: float, *, written: bool) -> tuple[float, ...]:
        """How high the pictures begin that are large enough to hold a table.

        One that fills a page with text on it (`written`) is the paper.
        """
        area = width * height
        sizes = ((height - top, across * down / area) for top, across, down in self._pictures)
        return tuple(top for top, part in sizes if part > _SMALLEST and not (written and part > _PAPER))


class _Interpreter(PDFPageInterpreter):
    """Carries out what a page says and counts the drawings within drawings."""

    def __init__(self, resources: PDFResourceManager, device: Any, spent: _Spent) -> None:
        super().__init__(resources, device)
        self._spent = spent

    def subinterp(self) -> _Interpreter:
        """The interpreter of a drawing within this one; see pdfminer."""
        inner = type(self)(self.rsrcmgr, self.device, self._spent)
        inner.parent_stream_ids.update(self.parent_stream_ids)
        inner.parent_stream_ids.update(self.stream_ids)
        return inner

    def do_Do(self, name: Any) -> None:  # noqa: N802 — pdfminer's name for the operator
        """Draws a picture or a drawing; see pdfminer."""
        self._spent.add(forms=1)
        super().do_Do(name)
