"""A page's elements → pieces in reading order: paragraphs, tables and pictures, each with what tells chrome from
text.
"""

from __future__ import annotations

import re

from lxml.etree import _Element, iterwalk
from msgspec import Struct, field

from reportlint.readers.html.tables import Drawn, Part, Table, holds_table, is_layout, parts_of, texts_of
from reportlint.readers.html.tree import MOST_PIECES, MOST_TEXT, too_deep, too_long, too_many
from reportlint.readers.html.unseen import Hidden
from reportlint.readers.html.words import BLOCKS, LAST_LINE, line_of, squeezed, whole_text

_CHROME = frozenset({"nav", "footer", "aside", "menu"})
_CHROME_ROLES = frozenset({"navigation", "contentinfo", "search", "complementary"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_MOST_NESTED = 60
"""Tables inside each other."""
_ICON = 120
"""Pixels; a picture of a table is larger both ways."""
_LINE_ENDS = re.compile(r"\r\n|\r|\n")


class Piece(Struct):
    """A paragraph, a table (`table`) or a picture (`picture`) and where it stands.

    `box` is the number of the block element that holds it, `links` the characters of it that are links, `heading`
    the level of a heading (0 for none), `chrome` whether its page says that it belongs to the site's frame.
    """

    text: str
    line: int | None
    box: int
    links: int = 0
    heading: int = 0
    chrome: bool = False
    table: Table | None = None
    picture: bool = False


class Pieces(Struct):
    """The pieces of a page. `parents` has for each block element the number of the one around it."""

    hidden: Hidden
    found: list[Piece] = field(default_factory=list)
    passed: list[tuple[int, _Element]] = field(default_factory=list)
    """The hidden elements that were passed by, each with the number of pieces before it."""
    parents: list[int] = field(default_factory=lambda: [0])
    _chrome: list[bool] = field(default_factory=lambda: [False])
    _box: int = 0
    _parts: list[str] = field(default_factory=list)
    _line: int = 0
    _begun: int = 0
    _linked: int = 0
    _links: int = 0
    _heading: int = 0
    _raw: int = 0
    _length: int = 0
    _number: int = 0
    _nested: int = 0
    _tables: int = 0

    def walk(self, root: _Element) -> None:
        """Takes everything inside an element. Raises ReadFailure for text or nesting without end."""
        walk = iterwalk(root, events=("start", "end"))
        hides = self.hidden.hides if self.hidden.any else None
        for event, element in walk:
            tag = element.tag
            if event == "end":
                if tag in BLOCKS:
                    self._close(tag)
                elif tag == "a":
                    self._linked -= element.get("href") is not None
                text = element.tail if element is not root else None
            else:
                if tag in BLOCKS:
                    self._open(tag, element)
                else:
                    self._enter(tag, element)
                hidden = hides is not None and hides(element)
                if hidden or tag == "table":
                    walk.skip_subtree()
                    if hidden:
                        self.passed.append((len(self.found), element))
                    else:
                        self._table(element)
                    continue
                self._line = element.sourceline
                text = element.text
            if text and (self._parts or self._raw or not text.isspace()):
                self._say(text)
        self._flush()

    def _enter(self, tag: str, element: _Element) -> None:
        """What an element within a paragraph does at its beginning."""
        if tag == "br":
            self._flush()
        elif tag == "a":
            self._linked += element.get("href") is not None
        elif tag == "img":
            self._picture(element)

    def _open(self, tag: str, element: _Element) -> None:
        self._flush()
        chrome = self._chrome[self._box] or tag in _CHROME or element.get("role") in _CHROME_ROLES
        self.parents.append(self._box)
        self._chrome.append(chrome)
        self._box = len(self.parents) - 1
        self._heading = _HEADINGS.get(tag, self._heading)
        self._raw += tag == "pre"

    def _close(self, tag: str) -> None:
        self._flush()
        self._box = self.parents[self._box]
        self._heading = 0 if tag in _HEADINGS else self._heading
        self._raw -= tag == "pre"

    def _say(self, text: str) -> None:
        """Takes a stretch of text that goes on in its paragraph, or begins one."""
        if self._raw:
            self._say_raw(text)
            return
        if not self._parts:
            skipped = len(text) - len(text.lstrip())
            self._begun = self._line + text.count("\n", 0, skipped)
        self._parts.append(text)
        if self._linked:
            self._links += len(text.strip())
        self._line += text.count("\n")

    def _say_raw(self, text: str) -> None:
        """Takes text whose line ends are those of the page."""
        first, *others = _LINE_ENDS.split(text)
        self._parts.append(first)
        self._begun = self._begun or self._line
        for line in others:
            self._flush()
            self._line += 1
            self._parts, self._begun = [line], self._line

    def _flush(self) -> None:
        """Ends a paragraph."""
        if self._parts:
            joined = "".join(self._parts)
            text = joined.strip("\r\n") if self._raw else squeezed(joined)
            if text and not text.isspace():
                line = self._begun if self._begun < LAST_LINE else None
                self._add(Piece(text, line, self._box, self._links, self._heading))
            self._parts, self._links, self._begun = [], 0, 0

    def _add(self, piece: Piece) -> None:
        piece.chrome = self._chrome[self._box]
        self.found.append(piece)
        self._length += len(piece.text)
        if self._length > MOST_TEXT:
            raise too_long()
        self._count(1)

    def _count(self, pieces: int) -> None:
        self._number += pieces
        if self._number > MOST_PIECES:
            raise too_many()

    def _picture(self, image: _Element) -> None:
        """Takes a picture, unless it is declared to be an icon."""
        sizes = [re.match(r"\s*(\d{1,6})", image.get(name, "")) for name in ("width", "height")]
        if any(size and int(size[1]) < _ICON for size in sizes) or not image.get("src"):
            return
        self._flush()
        self._add(Piece(squeezed(image.get("alt", "")), line_of(image), self._box, picture=True))

    def _table(self, table: _Element) -> None:
        """Takes a table row by row; rows that only lay out text give what is in their cells."""
        self._nested += 1
        if self._nested > _MOST_NESTED:
            raise too_deep()
        if self._nested == 1 and self.hidden.in_tables:
            self.hidden.drop_inside(table)
        parts = list(parts_of(table))
        layout = all(len(part.cells) < 2 for part in parts)
        nested = next(table.iterdescendants("table"), None) is not None
        pictures = next(table.iterdescendants("img"), None) is not None
        drawn: list[Drawn] = []
        number = 0
        for part in parts:
            number += bool(part.cells)
            if part.cells and not layout and not (nested and holds_table(part)):
                self._count(len(part.cells))
                texts = texts_of(part.cells)
                if not is_layout(texts, pictures=pictures):
                    drawn.append(Drawn(number, part.cells, texts))
                    continue
            drawn = self._draw(table, drawn)
            self._unfold(part)
        self._draw(table, drawn)
        self._nested -= 1

    def _unfold(self, part: Part) -> None:
        if part.other is not None:
            self.walk(part.other)
        for cell in part.cells:
            self.walk(cell)

    def _draw(self, table: _Element, rows: list[Drawn]) -> list[Drawn]:
        """Makes a piece of the rows read so far, and begins anew."""
        texts = [text for row in rows for text in row.texts if text]
        if texts:
            self._tables += 1
            links = [len(whole_text(link)) for link in table.iterdescendants("a") if link.get("href")]
            piece = Piece("".join(texts), line_of(rows[0].cells[0]), self._box, sum(links))
            piece.table = Table(self._tables, tuple(rows))
            self._add(piece)
        return []
