"""A PDF file opened within bounds, and what stands on each of its pages: characters and straight lines.

pdfplumber does the reading. The bounds hold on every system, whether or not the process that reads is
limited as well (see `worker`): on pages, on unpacked bytes, on what is drawn, on tables inside fonts.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from msgspec import Struct
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTItem
from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream
from pdfplumber.page import Page
from pdfplumber.pdf import PDF

from reportlint.readers.pdf import failures
from reportlint.readers.pdf.bounds import Parser, Resources, Spent
from reportlint.readers.pdf.glyphs import Glyph, glyphs_of
from reportlint.readers.pdf.turns import Turn, quarter_of, turn_of
from reportlint.readers.pdf.watermarks import is_text, without_watermarks

MOST_PAGES = 100
"""A long city report has thirty."""
_SMALLEST, _PAPER, _WHOLE = 0.05, 0.8, 0.5
"""The part of a page that a picture of a table takes at least, one that is the paper, and one that is the page."""
_STAMP = 40
"""A page with no more characters than this bears a stamp or a page number."""
_GROUND = 100.0
"""In points: shading higher and wider than half a page lies under a page or a table, not under a row or a cell."""


class Sheet(Struct, frozen=True):
    """What stands on one page, turned so that its text is upright.

    Edges are pdfplumber's; lengths are points from the top left corner.
    """

    number: int
    turn: Turn
    glyphs: list[Glyph]
    edges: list[dict[str, Any]]
    pictures: tuple[float, ...]
    """How high the pictures begin that are large enough to hold a table."""
    pictured: bool = False
    """Whether the page is a picture, with no more text than a stamp."""
    askew: bool = False
    """Whether text of the page was left out because it is set askew; watermarks are no text."""


def sheets(data: bytes) -> Iterator[Sheet]:
    """The pages in order; each is given up before the next is read.

    Raises ReadFailure for a file that is locked, too long or too large; whatever else pdfminer raises
    over a damaged file is left to the caller.
    """
    spent = Spent()
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


def _sheet(file: _File, source: PDFPage, number: int, spent: Spent) -> Sheet:
    page = _Page(file, source, page_number=number)
    spent.paths = 0
    device = _Device(file.rsrcmgr, spent)
    _Interpreter(file.rsrcmgr, device, spent).process_page(source)
    page._layout = device.get_result()
    try:
        chars = _standing(page)
        level = [char for char in chars if char["quarter"] is not None]
        askew = [char for char in chars if char["quarter"] is None]
        turn = turn_of((char["quarter"] for char in level), page.bbox)
        glyphs = without_watermarks(glyphs_of(level, turn))
        written = len(glyphs) > _STAMP
        pictures = device.pictures_on(turn, written=written)
        pictured = not written and device.pictured > _WHOLE * turn.width * turn.height
        edges = [turn.edge(edge) for edge in page.edges] if turn.quarter else page.edges
        return Sheet(number, turn, glyphs, edges, pictures, pictured, is_text(askew, len(level)))
    finally:
        page.close()


def _standing(page: Page) -> list[dict[str, Any]]:
    """The characters that stand on the page."""
    left, top, right, bottom = page.bbox
    return [
        char
        for char in page.chars
        if char["x1"] > left and char["x0"] < right and char["bottom"] > top and char["top"] < bottom
    ]


class _File(PDF):
    """pdfplumber's file, with streams that are unpacked within bounds."""

    def __init__(self, data: bytes, spent: Spent) -> None:
        self.stream = BytesIO(data)
        self.stream_is_external = False
        self.path = self.pages_to_parse = self.laparams = self.unicode_norm = None
        self.password = ""
        self.raise_unicode_errors = False
        self.metadata: dict[str, Any] = {}
        self._pages: list[Page] = []
        try:
            self.doc = PDFDocument(Parser(self.stream, spent), password="")
        except PDFPasswordIncorrect as error:
            raise failures.locked() from error
        self.rsrcmgr = Resources()


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
            "quarter": quarter_of(item.matrix, item.adv),
        }

    @property
    def rects(self) -> list[dict[str, Any]]:
        """Its rectangles, without shading that lies under the whole page or a whole table and has no lines."""
        widest = float(self.width) / 2
        return [
            rect
            for rect in super().rects
            if rect["stroke"] or rect["height"] < _GROUND or rect["width"] < widest
        ]


class _Device(PDFPageAggregator):
    """Takes what is drawn and counts it; pictures are only measured."""

    def __init__(self, resources: PDFResourceManager, spent: Spent) -> None:
        super().__init__(resources)
        self._spent = spent
        self._pictures: list[tuple[float, float, float, float]] = []

    def render_string(self, state: Any, seq: Any, space: Any, graphics: Any) -> None:
        """Draws a string; see pdfminer."""
        self._spent.add(glyphs=sum(len(part) for part in seq if isinstance(part, bytes)))
        super().render_string(state, seq, space, graphics)

    def paint_path(self, *told: Any, **named: Any) -> None:
        """Draws a path; see pdfminer."""
        self._spent.add(paths=1)
        super().paint_path(*told, **named)

    def render_image(self, name: str, stream: PDFStream) -> None:
        """Measures a picture: its box, from the lower left corner of the page."""
        figure = self.cur_item
        self._pictures.append(figure.bbox)

    @property
    def pictured(self) -> float:
        """How much of the page pictures cover, in square points."""
        return float(sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in self._pictures))

    def pictures_on(self, turn: Turn, *, written: bool) -> tuple[float, ...]:
        """How high the pictures begin that are large enough to hold a table.

        One that fills a page with text on it (`written`) is the paper.
        """
        left, _, _, bottom = turn.page
        area = turn.width * turn.height
        sizes = (
            (
                turn.turned((x0 + left, bottom - y1, x1 + left, bottom - y0))[1],
                (x1 - x0) * (y1 - y0) / area,
            )
            for x0, y0, x1, y1 in self._pictures
        )
        return tuple(top for top, part in sizes if part > _SMALLEST and not (written and part > _PAPER))


class _Interpreter(PDFPageInterpreter):
    """Carries out what a page says and counts the drawings within drawings."""

    def __init__(self, resources: PDFResourceManager, device: Any, spent: Spent) -> None:
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
