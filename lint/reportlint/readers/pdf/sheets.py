"""What stands on the pages of a file: characters, ruling lines, pictures, and what was recognised of those.

Everything is told in points from the top left corner of the page as it is read.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, field

from reportlint.model.document import Unread
from reportlint.model.wording import Text
from reportlint.readers.pdf.drawn import Box, Matrix, Stroke
from reportlint.readers.pdf.lines import Glyph


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
    unread: list[Unread] = field(default_factory=list)


class Source(Struct):
    """A file's pages in order, and what is to be said of them all."""

    sheets: list[Sheet] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
