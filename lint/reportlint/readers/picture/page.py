"""One picture → what stands on its page or pages: characters, ruling lines, and how sure each of them is."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from msgspec import Struct

from reportlint.model.document import SURE
from reportlint.readers.pdf.lines import Glyph
from reportlint.readers.pdf.rulings import Frame, frames
from reportlint.readers.pdf.sheets import Page, Seen, Sheet
from reportlint.readers.picture import cutting, figures, models
from reportlint.readers.picture.cleaning import Flat, Leaf, flattened, leaves, lies_on_its_side
from reportlint.readers.picture.cutting import CellCuts, Cut
from reportlint.readers.picture.loading import UNIT, Dots, Picture
from reportlint.readers.picture.ruled import Rulings, of_tables, rulings

_WELL = 0.8
"""How sure the characters of a page are on the whole that is the right way up."""
_PROBES = 6
"""Lines that are read to see which way is up."""
_POOR = 0.5
"""A line whose characters are less sure on the whole is not read."""
_AGAIN = 0.85
"""A line with a character that is less sure is read a second time."""
_MARGIN, _WIDE_MARGIN = 0.12, 0.3
"""The part of a line's height that is left around it in a first and in a second reading."""
_ONE_SIGN = 0.25
"""By how much a line of words is surer than its least sure character."""
_LEAST_LINE = 10
"""Dots: what is lower is no line of text."""
_LEFT, _RIGHT = "。，、；：！？）》”」』〕", "（《“「『〔"
"""Signs that stand in the left or the right half of their square."""
_LONG = 16
"""Halves of squares in a line from which on its breadth tells the size of its characters."""
_EMPTY, _ROOM = 150, 24
"""Dots from top to bottom without ink that part two pieces of a page, and those left around each piece."""
_NARROWEST = 0.3
"""The part of the page's breadth that a table has at least; the strokes of a large title make narrower frames."""
_FAINT = 30
"""Dots darker than paper in a cell without ink, from which on it may not be blank."""
_AROUND = 8
"""Dots of the picture that are kept around a cut-out."""


class _Drawn(Struct, frozen=True):
    """A page with its rulings, its tables and the lines of text beside them."""

    leaf: Leaf
    rules: Rulings
    frames: Sequence[Frame]
    cells: Sequence[Sequence[CellCuts]]
    prose: Sequence[Cut]

    def probes(self) -> list[Cut]:
        """Lines by which one sees which way is up: broad ones."""
        lines = [cut for table in self.cells for cell in table for cut in cell.lines] + list(self.prose)
        return sorted(lines, key=lambda cut: -min(cut.width, 600))[:_PROBES]


def sheets(picture: Picture, page: Page) -> list[Sheet]:
    """The pages in a picture: one, or two that lie side by side. Raises ReadFailure for a picture that is too dark.

    `page` is what the picture is of, as the file has it.
    """
    return [_sheet(drawn, page) for drawn in _upright(flattened(picture.dots), first=-page.quarter % 4)]


def _upright(flat: Flat, first: int) -> list[_Drawn]:
    """The pages the right way up: where their lines can be read."""
    order = [first, (first + 2) % 4, (first + 1) % 4, (first + 3) % 4]
    on_its_side = lies_on_its_side(np.rot90(flat.grey, first))
    if on_its_side:
        order = [(first + 1) % 4, first, (first + 3) % 4, (first + 2) % 4]
    tried = []
    for number, quarter in enumerate(order):
        drawn = [_drawn(leaf) for leaf in leaves(flat, quarter)]
        probed = [(page, cut) for page in drawn for cut in page.probes()]
        if not probed:
            return drawn
        readings = models.read_lines([_crop(page.leaf.grey, cut, _MARGIN) for page, cut in probed])
        # The model reads characters that lie on their side too; but then lines are short, from one row to the next.
        tried.append((sum(reading.mean * len(reading.signs) for reading in readings), drawn))
        sure = sum(reading.mean for reading in readings) / len(readings)
        if sure >= _WELL and (number or not on_its_side):  # columns of zeros look like lines on their side
            break
    return max(tried, key=lambda entry: entry[0])[1]


def _drawn(leaf: Leaf) -> _Drawn:
    ink = leaf.ink
    rules = rulings(leaf.thin, leaf.stamped)
    found = frames(rules.upright, rules.level)
    tables = [frame for frame in found if frame.xs[-1] - frame.xs[0] >= _NARROWEST * ink.shape[1] * UNIT]
    rules = of_tables(rules, tables)
    free = cutting.without_rulings(ink, rules.dots)
    inside = [cutting.cells(frame, free) for frame in tables]
    beside, grey = free.copy(), leaf.grey.copy()
    grey[rules.dots > 0] = 255
    for frame in tables:
        left, right = round(frame.xs[0] / UNIT), round(frame.xs[-1] / UNIT)
        top, bottom = round(frame.ys[0] / UNIT), round(frame.ys[-1] / UNIT)
        beside[max(top, 0) : bottom, max(left, 0) : right] = 0
        grey[max(top, 0) : bottom, max(left, 0) : right] = 255
    return _Drawn(leaf, rules, tables, inside, _prose(beside, grey))


def _prose(ink: Dots, grey: Dots) -> list[Cut]:
    """The lines of text beside the tables, trimmed to their ink."""
    found = []
    for top, bottom in _bands(ink):
        for cut in _whole(models.lines_in(np.ascontiguousarray(grey[top:bottom]))):
            part = ink[cut.y0 + top : cut.y1 + top, cut.x0 : cut.x1]
            across, down = np.flatnonzero(part.any(axis=0)), np.flatnonzero(part.any(axis=1))
            if len(across) and down[-1] - down[0] >= _LEAST_LINE // 2:
                left, upper = cut.x0, cut.y0 + top
                found.append(
                    Cut(
                        left + int(across[0]),
                        upper + int(down[0]),
                        left + int(across[-1]) + 1,
                        upper + int(down[-1]) + 1,
                    )
                )
    return found


def _bands(ink: Dots) -> Iterator[tuple[int, int]]:
    """From where to where text stands on the page, with some room; parted where much of it is empty."""
    rows = np.flatnonzero(ink.any(axis=1))
    if not len(rows):
        return
    breaks = np.flatnonzero(np.diff(rows) > _EMPTY)
    starts = [rows[0], *rows[breaks + 1]]
    ends = [*rows[breaks], rows[-1]]
    for start, end in zip(starts, ends, strict=True):
        if end - start >= _LEAST_LINE // 2:
            yield max(int(start) - _ROOM, 0), min(int(end) + _ROOM, ink.shape[0])


def _whole(cuts: Sequence[Cut]) -> list[Cut]:
    """The lines with the pieces of each put together."""
    found: list[Cut] = []
    for cut in sorted(cuts, key=lambda cut: (cut.x0, cut.y0)):
        for index, before in enumerate(found):
            shared = min(before.y1, cut.y1) - max(before.y0, cut.y0)
            lower = min(before.height, cut.height)
            if shared > 0.6 * lower and before.height < 1.6 * cut.height and cut.x0 - before.x1 < 0.7 * lower:
                found[index] = Cut(
                    before.x0, min(before.y0, cut.y0), max(before.x1, cut.x1), max(before.y1, cut.y1)
                )
                break
        else:
            found.append(cut)
    return found


def _crop(grey: Dots, cut: Cut, margin: float, *, harder: bool = False) -> Dots:
    """A line cut out, with white around it where its rulings would be too near; `harder`: with more contrast."""
    room = max(round(margin * cut.height), 2)
    part = grey[cut.y0 : cut.y1, cut.x0 : cut.x1]
    if harder:
        part = np.clip((part.astype(np.int16) - 50) * 3 // 2, 0, 255).astype(np.uint8)
    return np.asarray(
        cv2.copyMakeBorder(part, room, room, room, room, cv2.BORDER_CONSTANT, value=255), np.uint8
    )


def _sheet(drawn: _Drawn, page: Page) -> Sheet:
    height, width = drawn.leaf.grey.shape
    (a, b, c), (d, e, f) = drawn.leaf.back
    left, _, _, top = page.box
    place = (a, -d, b, -e, left + c * UNIT, top - f * UNIT)
    sheet = Sheet(Page(page.number, (0, 0, width * UNIT, height * UNIT), found_at=place))
    sheet.level, sheet.upright = list(drawn.rules.level), list(drawn.rules.upright)
    seen: list[Seen] = []
    _read_cells(drawn, sheet, seen)
    _read_prose(drawn, sheet, seen)
    sheet.seen = seen
    sheet.drawn = bool(drawn.leaf.ink.any())
    sheet.signs = sum(not glyph.text.isspace() for glyph in sheet.glyphs)
    return sheet


def _read_cells(drawn: _Drawn, sheet: Sheet, seen: list[Seen]) -> None:
    """Puts the text of the tables' cells on the sheet, and how sure each is."""
    grey = drawn.leaf.grey
    found = [cell for table in drawn.cells for cell in table]
    lines = [cut for cell in found for cut in cell.lines]
    first = models.read_lines([_crop(grey, cut, _MARGIN) for cut in lines])
    again = [
        index
        for index, (cut, reading) in enumerate(zip(lines, first, strict=True))
        if figures.seems_figure(reading) or reading.score < _AGAIN
    ]
    repeated = dict(
        zip(
            again,
            models.read_lines([_crop(grey, lines[at], _WIDE_MARGIN, harder=True) for at in again]),
            strict=True,
        )
    )
    at = 0
    for cell in found:
        said = []
        for cut in cell.lines:
            one, other = first[at], repeated.get(at)
            if other is not None and (figures.seems_figure(one) or figures.seems_figure(other)):
                figure = figures.figure(one, other)
                said.append(figures.or_slash(figure) if cutting.is_slash(drawn.leaf.ink, cut) else figure)
            else:
                said.append(_words(one, other))
            at += 1
        for cut, text in zip(cell.lines, said, strict=True):
            sheet.glyphs.extend(_glyphs(cut, text.text, piece=len(sheet.glyphs)))
        seen.append(_seen(grey, cell, said))


def _words(first: models.Reading, second: models.Reading | None) -> figures.Said:
    """A line of words: the surer of its readings."""
    better = first if second is None or first.mean >= second.mean else second
    return figures.Said(better.text, min(better.mean, better.score + _ONE_SIGN))


def _seen(grey: Dots, cell: CellCuts, said: Sequence[figures.Said]) -> Seen:
    """A cell as it was seen."""
    inside = cell.inside
    box = (inside.x0 * UNIT, inside.y0 * UNIT, inside.x1 * UNIT, inside.y1 * UNIT)
    if not said:
        inner = grey[inside.y0 + 4 : inside.y1 - 4, inside.x0 + 4 : inside.x1 - 4]
        faint = int(np.count_nonzero(inner < 215)) + cell.ink
        if faint < _FAINT:
            return Seen(box, 1.0)
        return Seen(box, 0.5, picture=_png(grey, inside))
    score = min(part.score for part in said)
    alternatives: list[str] = []
    for index, part in enumerate(said):
        texts = [other.text for other in said]
        for text in part.alternatives:
            alternatives.append("".join((*texts[:index], text, *texts[index + 1 :])))
    first, last = cell.lines[0], cell.lines[-1]
    ends = Cut(min(cut.x0 for cut in cell.lines), first.y0, max(cut.x1 for cut in cell.lines), last.y1)
    return Seen(box, round(score, 3), tuple(alternatives), _png(grey, ends))


def _png(grey: Dots, cut: Cut) -> bytes:
    """The picture of a piece of the page."""
    part = grey[max(cut.y0 - _AROUND, 0) : cut.y1 + _AROUND, max(cut.x0 - _AROUND, 0) : cut.x1 + _AROUND]
    return bytes(cv2.imencode(".png", part)[1])


def _read_prose(drawn: _Drawn, sheet: Sheet, seen: list[Seen]) -> None:
    """Puts the lines beside the tables on the sheet, and which of their characters are in doubt."""
    grey, cuts = drawn.leaf.grey, drawn.prose
    first = models.read_lines([_crop(grey, cut, _MARGIN) for cut in cuts])
    again = [at for at, reading in enumerate(first) if reading.score < _AGAIN]
    second = dict(
        zip(
            again,
            models.read_lines([_crop(grey, cuts[at], _WIDE_MARGIN, harder=True) for at in again]),
            strict=True,
        )
    )
    for at, cut in enumerate(cuts):
        signs = figures.line(first[at], second.get(at))
        sure = sum(sign.score for sign, _ in signs) / len(signs) if signs else 0.0
        if sure < _POOR:
            sheet.unclear += cut.height >= _LEAST_LINE and cut.width >= _LEAST_LINE
            continue
        glyphs = list(_glyphs(cut, "".join(sign.text for sign, _ in signs), piece=len(sheet.glyphs)))
        sheet.glyphs.extend(glyphs)
        seen.extend(_doubts(grey, cut, glyphs, signs))


def _doubts(
    grey: Dots, cut: Cut, glyphs: Sequence[Glyph], signs: Sequence[tuple[models.Sign, tuple[str, ...]]]
) -> Iterator[Seen]:
    """The characters of a line that are in doubt."""
    for glyph, (sign, others) in zip(glyphs, signs, strict=True):
        others = tuple(dict.fromkeys((*others, *(digit for digit, _ in sign.others))))
        if sign.score < SURE or (sign.text.isdigit() and others):
            x0, x1 = round(glyph.x0 / UNIT), round(glyph.x1 / UNIT)
            around = Cut(max(x0 - cut.height, cut.x0), cut.y0, min(x1 + cut.height, cut.x1), cut.y1)
            box = (glyph.x0, glyph.top, glyph.x1, glyph.bottom)
            yield Seen(box, round(sign.score, 3), others, _png(grey, around), alone=True)


def _glyphs(cut: Cut, text: str, *, piece: int) -> Iterator[Glyph]:
    """The characters of a line, each as broad as its kind is; `piece` is the line's number, no other's."""
    widths = [2.0 if unicodedata.east_asian_width(sign) in "WFA" else 1.0 for sign in text]
    if text and text[-1] in _LEFT:  # the rest of its square is empty, and was cut off
        widths[-1] = 0.8
    if text and text[0] in _RIGHT:
        widths[0] = 1.0
    step = cut.width / max(sum(widths), 1)
    size = _size(cut, text, sum(widths), step)
    middle = (cut.y0 + cut.y1) / 2 * UNIT
    x = float(cut.x0)
    for sign, width in zip(text, widths, strict=True):
        end = x + width * step
        yield Glyph(sign, x * UNIT, middle - size / 2, end * UNIT, middle + size / 2, size, True, piece)
        x = end


def _size(cut: Cut, text: str, width: float, step: float) -> float:
    """The size of a line's characters in points: by its height, and no more than its breadth leaves for each."""
    by_height = cut.height / (0.95 if any(sign > "\u2e80" for sign in text) else 0.74) * UNIT
    return min(by_height, 2 * step * UNIT) if width >= _LONG else by_height
