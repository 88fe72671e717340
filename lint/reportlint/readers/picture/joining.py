"""Recognised pages made to fit each other: text of one size, edges of tables in one place, numbers in order.

No two pages lie alike on the glass, and no two lines of one size measure alike.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from reportlint.model.document import Place, Unread
from reportlint.readers.pdf.drawing import Stroke
from reportlint.readers.pdf.lines import Glyph
from reportlint.readers.pdf.rulings import Frame, frames
from reportlint.readers.pdf.sheets import Seen, Sheet, Source
from reportlint.readers.picture import sentences

_LIKE, _ROUGHLY = 0.12, 0.25
"""Sizes that differ by no more than this part are one, in long lines and in short ones."""
_LONG = 12
"""Characters of a long line."""
_STRETCH = 0.08
"""How much broader or narrower a page may be than the one before it."""
_BESIDE = 4.0
"""Points between the edges of one column on two pages, at most."""


def joined(source: Source) -> Source:
    """The pages of a file, numbered in order, those that were recognised fitted to each other."""
    sheets = [
        replace(sheet, page=replace(sheet.page, number=number, of=sheet.page.number))
        for number, sheet in enumerate(source.sheets, start=1)
    ]
    seen = [sheet for sheet in sheets if sheet.seen is not None]
    _in_sizes(seen)
    _at_edges(sheets)
    for sheet in seen:
        sheet.pictured = False
        if sheet.unclear:
            words = sentences.unclear(sheet.page.shown, sheet.unclear)
            sheet.unread.append(Unread(words, Place(page=sheet.page.shown)))
    return Source(sheets, source.unread, source.notes)


def _in_sizes(sheets: Iterable[Sheet]) -> None:
    """Gives the lines of about one size that size; long lines, which measure best, say which sizes there are."""
    lines: dict[tuple[int, int], list[Glyph]] = {}
    for number, sheet in enumerate(sheets := list(sheets)):
        for glyph in sheet.glyphs:
            lines.setdefault((number, glyph.piece), []).append(glyph)
    sizes: list[float] = []
    wanted: dict[tuple[int, int], float] = {}
    for line, glyphs in sorted(lines.items(), key=lambda entry: -len(entry[1])):
        measured = glyphs[0].size
        near = min(sizes, key=lambda size: abs(size - measured), default=0.0)
        like = _LIKE if len(glyphs) >= _LONG else _ROUGHLY
        if abs(near - measured) > like * measured:
            near = round(measured, 1)
            sizes.append(near)
        wanted[line] = near
    for number, sheet in enumerate(sheets):
        sheet.glyphs = [_sized(glyph, wanted[number, glyph.piece]) for glyph in sheet.glyphs]


def _sized(glyph: Glyph, size: float) -> Glyph:
    middle = glyph.middle
    return glyph._replace(size=size, top=middle - size / 2, bottom=middle + size / 2)


def _at_edges(sheets: list[Sheet]) -> None:
    """Moves recognised pages sideways so that a table's edges are where those of the last table above are."""
    above: Frame | None = None
    for sheet in sheets:
        found = frames(sheet.upright, sheet.level)
        if sheet.seen is not None and found and above is not None:
            shift, scale = _fit(found[0], above)
            if shift or scale != 1:
                _move(sheet, shift, scale)
                found = frames(sheet.upright, sheet.level)
        above = found[-1] if found else None


def _fit(frame: Frame, above: Frame) -> tuple[float, float]:
    """By how much to stretch and then to move what stands along a page; 0 and 1 where the tables are not alike."""
    scale = (above.xs[-1] - above.xs[0]) / (frame.xs[-1] - frame.xs[0])
    shift = above.xs[0] - frame.xs[0] * scale
    fewer, more = sorted(([x * scale + shift for x in frame.xs], list(above.xs)), key=len)
    alike = all(min(abs(x - other) for other in more) < _BESIDE for x in fewer)
    return (shift, scale) if alike and abs(scale - 1) <= _STRETCH else (0.0, 1.0)


def _move(sheet: Sheet, shift: float, scale: float) -> None:
    def moved(x: float) -> float:
        return x * scale + shift

    sheet.glyphs = [glyph._replace(x0=moved(glyph.x0), x1=moved(glyph.x1)) for glyph in sheet.glyphs]
    sheet.level = [Stroke(line.at, moved(line.start), moved(line.end)) for line in sheet.level]
    sheet.upright = [Stroke(moved(line.at), line.start, line.end) for line in sheet.upright]
    sheet.seen = [_moved(seen, moved(seen.box[0]), moved(seen.box[2])) for seen in sheet.seen or ()]
    if sheet.page.found_at is not None:
        a, b, c, d, e, f = sheet.page.found_at
        place = (a / scale, b / scale, c, d, e - a * shift / scale, f - b * shift / scale)
        sheet.page = replace(sheet.page, found_at=place)


def _moved(seen: Seen, left: float, right: float) -> Seen:
    return replace(seen, box=(left, seen.box[1], right, seen.box[3]))
