"""Which way the text of a page runs: a page on its side or upside down is read as if it were held upright."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypeAlias

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right and bottom in points, as pdfplumber counts them on its page."""

_ASKEW = 0.09
"""Text that runs this much up or down for each step along (5 degrees) is no line; scans are turned by less."""


def quarter_of(matrix: Sequence[float], advance: float) -> int | None:
    """By how many quarters a character is turned against the clock (0 to 3); None for one set askew.

    `advance` is how far the next one stands in the font's own direction: less than 0 where the font's size is
    negative and the matrix turns it back, and where the font runs downwards.
    """
    along, up = matrix[0], matrix[1]
    if abs(up) <= _ASKEW * abs(along):
        return 0 if along >= 0 or advance < 0 else 2
    if abs(along) <= _ASKEW * abs(up):
        return 1 if up > 0 else 3
    return None


class Turn(NamedTuple):
    """How a page is turned to be read: by `quarter` quarters with the clock. `page` is its box as it is shown."""

    quarter: int
    page: Box

    @property
    def width(self) -> float:
        """The page's width as it is read."""
        left, top, right, bottom = self.page
        return bottom - top if self.quarter % 2 else right - left

    @property
    def height(self) -> float:
        """The page's height as it is read."""
        left, top, right, bottom = self.page
        return right - left if self.quarter % 2 else bottom - top

    def turned(self, box: Box) -> Box:
        """The box where it stands once the page is turned."""
        if not self.quarter:
            return box
        (left, top, right, bottom), (x0, y0, x1, y1) = self.page, box
        if self.quarter == 1:
            return bottom - y1, x0 - left, bottom - y0, x1 - left
        if self.quarter == 2:
            return right - x1, bottom - y1, right - x0, bottom - y0
        return y0 - top, right - x1, y1 - top, right - x0

    def back(self, box: Box) -> Box:
        """The box of the turned page where it stands on the page as it is shown."""
        if not self.quarter:
            return box
        (left, top, right, bottom), (x0, y0, x1, y1) = self.page, box
        if self.quarter == 1:
            return y0 + left, bottom - x1, y1 + left, bottom - x0
        if self.quarter == 2:
            return right - x1, bottom - y1, right - x0, bottom - y0
        return right - y1, x0 + top, right - y0, x1 + top

    def edge(self, edge: dict[str, Any]) -> dict[str, Any]:
        """One of pdfplumber's lines where it stands once the page is turned."""
        if not self.quarter:
            return edge
        x0, top, x1, bottom = self.turned((edge["x0"], edge["top"], edge["x1"], edge["bottom"]))
        told = {**edge, "x0": x0, "top": top, "x1": x1, "bottom": bottom}
        if self.quarter % 2:
            other = {"h": "v", "v": "h"}.get(edge["orientation"], edge["orientation"])
            told.update(width=edge["height"], height=edge["width"], orientation=other)
        return told


def turn_of(quarters: Iterable[int | None], page: Box) -> Turn:
    """The turn by which most characters of a page stand upright; none where no direction has most of them."""
    counts = Counter(quarter for quarter in quarters if quarter is not None)
    quarter, count = max(counts.items(), key=lambda entry: entry[1], default=(0, 0))
    return Turn(quarter if 2 * count > counts.total() else 0, page)
