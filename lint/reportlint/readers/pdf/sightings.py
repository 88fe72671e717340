"""What was recognised on a page, found again for the cells and paragraphs that were made of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reportlint.readers.pdf.areas import width
from reportlint.readers.pdf.lines import Line
from reportlint.readers.pdf.sheets import Seen

_STEP = 20.0
"""In points: how high the shelves are in which places are looked up."""


class Sightings:
    """What was recognised on one page."""

    def __init__(self, seen: Iterable[Seen]) -> None:
        self._cells: dict[int, list[Seen]] = {}
        self._alone: dict[int, list[Seen]] = {}
        for one in seen:
            shelves = self._alone if one.alone else self._cells
            shelves.setdefault(int((one.box[1] + one.box[3]) / 2 // _STEP), []).append(one)

    def of_cell(self, box: tuple[float, float, float, float]) -> Seen | None:
        """What was seen in a cell."""
        x0, top, x1, bottom = box
        for shelf in range(int(top // _STEP), int(bottom // _STEP) + 1):
            for one in self._cells.get(shelf, ()):
                if (
                    x0 <= (one.box[0] + one.box[2]) / 2 <= x1
                    and top <= (one.box[1] + one.box[3]) / 2 <= bottom
                ):
                    return one
        return None

    def in_line(self, line: Line) -> Iterator[Seen]:
        """The characters in doubt that stand in a line."""
        for shelf in range(int(line.top // _STEP), int(line.bottom // _STEP) + 1):
            for one in self._alone.get(shelf, ()):
                if line.top <= (one.box[1] + one.box[3]) / 2 <= line.bottom and (
                    line.x0 <= (one.box[0] + one.box[2]) / 2 <= line.x1
                ):
                    yield one


def doubts(
    lines: Sequence[Line], text: str, sightings: Sequence[Sightings]
) -> Iterator[tuple[int, int, Seen]]:
    """The characters in doubt of a paragraph: from where to where each stands in its text."""
    position = 0
    for line in lines:
        found = list(sightings[line.page - 1].in_line(line)) if line.page else []
        for word in line.words:
            position = text.index(word.text, position)
            for one in found:
                middle = (one.box[0] + one.box[2]) / 2
                if word.x0 <= middle <= word.x1:
                    at = position + _index(word.text, (middle - word.x0) / max(word.x1 - word.x0, 1e-6))
                    yield at, at + 1, one
            position += len(word.text)


def _index(text: str, part: float) -> int:
    """The character at this part of the way along a text."""
    wanted, passed = part * width(text), 0
    for index, sign in enumerate(text):
        passed += width(sign)
        if passed > wanted:
            return index
    return len(text) - 1
