"""What stands on the pages of a file in fixed layout: characters, ruling lines, pictures, what was recognised of those.

Everything is told in points from the top left corner of the page as it is read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from msgspec import Struct, field

from reportlint.model.document import Place, Unread
from reportlint.model.wording import Text
from reportlint.readers.pdf import sentences
from reportlint.readers.pdf.drawing import Box, Drawing, Matrix, Stroke, meets
from reportlint.readers.pdf.lines import Glyph, is_page_text, without_watermarks

MOST_PAGES = 100
"""A long city report has thirty."""
MOST_GLYPHS = 150_000
"""Characters in the whole file; a long city report has thirty thousand."""

_ASKEW = 0.09
"""Text that runs this much up or down for each step along (5 degrees) is no line; scans are turned by less."""
_SMALLEST, _PAPER, _WHOLE = 0.05, 0.8, 0.5
"""The part of a page that a picture of a table takes at least, one that is the paper, and one that is the page."""
_INVISIBLE = 0.5
"""In points: a size at which nobody sees a character."""
_STAMP = 40
"""A page with no more characters than this bears a stamp or a page number."""
_MOST_SHAPES = 400
"""Curved shapes of a page without text: more are its characters, drawn."""
_FEW, _MOST_UNKNOWN = 3, 0.1
"""Characters of a page that may lack a code, and the part of them that may have one for private use: bullets do."""

UNKNOWN = "\ufffd"
"""What stands for a character that the file draws without saying which it is."""
_WITHOUT_CODE = re.compile(f"[{UNKNOWN}\ue000-\uf8ff]")
"""Characters of which nobody can tell which they are: without a code, or with one for private use."""


class Page(Struct, frozen=True):
    """A page as it is read: its number, its size, and by how many quarters it was turned with the clock.

    `box` is what is shown of it in the file's own coordinates: left, bottom, right, top. A page that was
    recognised counts from its own lower left corner; `found_at` brings a point (from the top left corner) back into
    the file. `of` is the number of the file's page where the two differ, as with two pages in one picture.
    """

    number: int
    box: Box
    quarter: int = 0
    found_at: Matrix | None = None
    of: int = 0

    @property
    def shown(self) -> int:
        """The number of the file's page that it is, or is a part of."""
        return self.of or self.number

    @property
    def width(self) -> float:
        """Its width as it is read."""
        left, bottom, right, top = self.box
        return top - bottom if self.quarter % 2 else right - left

    @property
    def height(self) -> float:
        """Its height as it is read."""
        left, bottom, right, top = self.box
        return right - left if self.quarter % 2 else top - bottom

    def turn(self) -> Matrix:
        """What turns the file's own coordinates to those of the page held upright, its lower left corner 0, 0."""
        left, bottom, right, top = self.box
        return (
            (1, 0, 0, 1, -left, -bottom),
            (0, -1, 1, 0, -bottom, right),
            (-1, 0, 0, -1, right, top),
            (0, 1, -1, 0, top, -left),
        )[self.quarter]

    def back(self, box: Box) -> Box:
        """Left, bottom, right and top in the file's own coordinates of a box (left, top, right, bottom) of the page."""
        x0, top, x1, bottom = box
        if self.found_at is not None:
            a, b, c, d, e, f = self.found_at
            corners = [(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (top, bottom)]
            return _around(corners)
        a, b, c, d, e, f = self.turn()
        points = [(x0, self.height - top), (x1, self.height - bottom)]
        return _around((a * (x - e) + b * (y - f), c * (x - e) + d * (y - f)) for x, y in points)


def _around(points: Iterable[tuple[float, float]]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


class Seen(Struct, frozen=True):
    """What was recognised in one place (left, top, right, bottom in points), and how sure that is (0 to 1).

    A cell of a table, also one without text; or a character in doubt (`alone`).
    """

    box: tuple[float, float, float, float]
    score: float
    alternatives: tuple[str, ...] = ()
    picture: bytes = b""
    """The piece of the picture, as PNG."""
    alone: bool = False


class Sheet(Struct):
    """What stands on one page."""

    page: Page
    glyphs: list[Glyph] = field(default_factory=list)
    level: list[Stroke] = field(default_factory=list)
    upright: list[Stroke] = field(default_factory=list)
    pictures: list[float] = field(default_factory=list)
    """How high the pictures begin that are large enough to hold a table."""
    pictured: bool = False
    """Whether the page is a picture, with no more text than a stamp."""
    recognised: bool = False
    """Whether the page is a picture with recognised text behind it."""
    seen: list[Seen] | None = None
    """What was recognised here, of a page that is a picture; None for one that was not."""
    unclear: int = 0
    """Lines of it that could not be made out."""
    drawn: bool = False
    """Whether there is anything on it."""
    signs: int = 0
    """How many characters are seen on it."""
    unknown: int = 0
    """How many of them it draws without saying which they are."""
    unread: list[Unread] = field(default_factory=list)
    beside: list[tuple[str, str]] = field(default_factory=list)
    """Texts that are none of the page's: what a person calls such a part (see `Spot.part`), and what it says."""


class Source(Struct):
    """A file's pages in order, and what is to be said of them all."""

    sheets: list[Sheet] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    beside: list[tuple[str, str]] = field(default_factory=list)
    """Texts that belong to no page, as those of a sheet that are not the page's: bookmarks."""


class Char(NamedTuple):
    """A character of a page: its box from the lower left corner, its text object's number and looks."""

    text: str
    box: Box
    size: float
    quarter: int | None
    """By how many quarters it is turned against the clock; None for one set askew."""
    piece: int
    seen: bool


def quarter_of(along: float, up: float) -> int | None:
    """By how many quarters text that runs this way is turned against the clock; None for text set askew."""
    if abs(up) <= _ASKEW * abs(along):
        return 0 if along >= 0 else 2
    if abs(along) <= _ASKEW * abs(up):
        return 1 if up > 0 else 3
    return None


def usual_quarter(chars: Sequence[Char], *, otherwise: int = 0) -> int:
    """By how many quarters most of a page's text is turned; `otherwise` where no way is that of most."""
    counts = Counter(char.quarter for char in chars if char.quarter is not None)
    quarter, most = max(counts.items(), key=lambda entry: entry[1], default=(0, 0))
    return quarter if 2 * most > counts.total() else otherwise


def filled(sheet: Sheet, drawn: Drawing, chars: Sequence[Char]) -> Sheet:
    """The sheet with everything that stands on the page."""
    page, everything = sheet.page, chars
    left, top = drawn.box[0], drawn.box[3]
    beyond = [char for char in chars if not meets(char.box, drawn.box)]
    if beyond:
        shown = {char.piece for char in chars if meets(char.box, drawn.box)}
        if any(char.piece in shown and char.text.strip() for char in beyond):
            sheet.unread.append(Unread(sentences.beyond_paper(page.number), Place(page=page.number)))
        chars = [char for char in chars if char.piece in shown]
    chars = [char for char in chars if char.size > _INVISIBLE]
    sheet.drawn = bool(chars or drawn.count)
    area = max(page.width * page.height, 1)
    covered = sum(width * height for _, width, height in drawn.pictures) / area
    hidden = [char for char in chars if not char.seen]
    if hidden and covered < _WHOLE:
        chars = [char for char in chars if char.seen]
    sheet.recognised = covered >= _WHOLE and 2 * len(hidden) > len(chars)
    kept = [char for char in chars if char.quarter is not None]
    if len(kept) < len(everything):
        sheet.beside.append(("hidden", _left_out(everything, kept)))
    glyphs = [
        Glyph(text, x0 - left, top - y1, x1 - left, top - y0, size, quarter == 0, piece)
        for text, (x0, y0, x1, y1), size, quarter, piece, _ in kept
    ]
    sheet.glyphs = without_watermarks(glyphs)
    written = "".join("".join([glyph.text for glyph in sheet.glyphs]).split())
    sheet.signs, sheet.unknown = len(written), len(_WITHOUT_CODE.findall(written))
    sheet.pictured = len(written) <= _STAMP and (covered > _WHOLE or drawn.curved > _MOST_SHAPES)
    sheet.pictures = [
        top - upper
        for upper, width, height in drawn.pictures
        if (part := width * height / area) > _SMALLEST and not (len(written) > _STAMP and part > _PAPER)
    ]
    sheet.level = [Stroke(top - at, start - left, end - left) for at, start, end in drawn.level]
    sheet.upright = [Stroke(at - left, top - end, top - start) for at, start, end in drawn.upright]
    if is_page_text([char.text for char in chars if char.quarter is None], len(glyphs)):
        sheet.unread.append(Unread(sentences.askew(page.number), Place(page=page.number)))
    if written.count(UNKNOWN) > _FEW or sheet.unknown > _MOST_UNKNOWN * len(written):
        sheet.unread.append(Unread(sentences.page_without_meaning(page.number), Place(page=page.number)))
    return sheet


def _left_out(chars: Sequence[Char], kept: Sequence[Char]) -> str:
    """The text of the characters that were not kept, each piece on a line: too small, outside, askew, unseen."""
    known = set(map(id, kept))
    left = (char for char in chars if id(char) not in known)
    return "\n".join(
        "".join(char.text for char in run) for _, run in groupby(left, key=lambda char: char.piece)
    )
