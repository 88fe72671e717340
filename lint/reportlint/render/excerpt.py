"""A line of the file with the place marked under it, aligned for wide characters and cut to the width."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.model.diagnostic import Excerpt
from reportlint.render.paper import Painter
from reportlint.render.plain import harmless_character, width

_TAB = 4
_ELLIPSIS = "…"


def excerpt_lines(excerpt: Excerpt, columns: int, paint: Painter) -> Iterator[str]:
    """Two lines: the text behind its line number, and the marks below what is meant."""
    excerpt = _without_blanks(excerpt)
    gutter = "" if excerpt.line is None else str(excerpt.line)
    room = columns - len(gutter) - 3
    pieces = _pieces(excerpt.text)
    first, last = _window([width(piece) for piece in pieces], excerpt, room)
    before = _ELLIPSIS if first else ""
    after = _ELLIPSIS if last < len(pieces) else ""
    start, end = max(excerpt.start, first), min(excerpt.end, last)
    lead = before + "".join(pieces[first:start])
    meant = "".join(pieces[start:end])
    rest = "".join(pieces[end:last])
    yield f"{paint('faint', f'{gutter} |')} {lead}{paint('mark', meant)}{rest.rstrip()}{after}"
    marks = " " * width(lead) + paint("mark", "^" * max(width(meant), 1))
    yield f"{paint('faint', ' ' * len(gutter) + ' |')} {marks}"


def _without_blanks(excerpt: Excerpt) -> Excerpt:
    """The excerpt without blanks around the line, and with none at the edges of what is marked."""
    text = excerpt.text
    start = min(excerpt.start, len(text))
    end = min(max(excerpt.end, start), len(text))
    meant = text[start:end]
    if meant.strip():
        start += len(meant) - len(meant.lstrip())
        end = start + len(meant.strip())
    indent = min(len(text) - len(text.lstrip()), start)
    shown = text[indent : max(len(text.rstrip()), end)]
    return Excerpt(excerpt.line, shown, start - indent, end - indent)


def _pieces(text: str) -> list[str]:
    """What is shown for each character of the text; tabs reach to the next stop."""
    pieces = []
    used = 0
    for character in text:
        piece = " " * (_TAB - used % _TAB) if character == "\t" else harmless_character(character)
        used += width(piece)
        pieces.append(piece)
    return pieces


def _window(sizes: list[int], excerpt: Excerpt, room: int) -> tuple[int, int]:
    """The first and the last (excluded) character to show: the mark with as much around it as fits."""
    if sum(sizes) <= room:
        return 0, len(sizes)
    first, last = excerpt.start, excerpt.start
    used = 2 * width(_ELLIPSIS)
    while last < excerpt.end and used + sizes[last] <= room:
        used += sizes[last]
        last += 1
    while True:
        right = last < len(sizes) and used + sizes[last] <= room
        if right:
            used += sizes[last]
            last += 1
        left = first > 0 and used + sizes[first - 1] <= room
        if left:
            first -= 1
            used += sizes[first]
        if not left and not right:
            return first, last
