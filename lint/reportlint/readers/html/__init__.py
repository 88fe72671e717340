"""Web page → Document: the article's paragraphs and tables in reading order, without the site around it."""

from __future__ import annotations

from collections.abc import Sequence

from reportlint.model.document import Document
from reportlint.model.wording import fold
from reportlint.readers.html.beside import HIDDEN, Beside, hides_sentences
from reportlint.readers.html.blocks import Blocks
from reportlint.readers.html.encoding import to_utf8
from reportlint.readers.html.fields import show_fields
from reportlint.readers.html.head import Head, Title, attachments
from reportlint.readers.html.marks import settle_marks
from reportlint.readers.html.pieces import Piece, Pieces
from reportlint.readers.html.region import article
from reportlint.readers.html.styles import hidden_names
from reportlint.readers.html.tree import tree, without_text
from reportlint.readers.html.unseen import Hidden, drop_unseen
from reportlint.readers.marks import STRUCK
from reportlint.readers.radicals import without_radicals_in_utf8

_LEADING = 12
"""Pieces among which the article's title is looked for."""
_LEAST_TITLE = 6


def read(data: bytes, *, name: str) -> Document:
    """The document in the bytes of a web page. Raises ReadFailure for a page without text or without end."""
    return document(data, name=name)


def document(data: bytes, *, name: str, charset: str | None = None, lines: bool = True) -> Document:
    """The document in a page's bytes; `charset` is an encoding that is told from outside of the page.

    `lines` is False where the page's lines are not those of the file that holds it.
    """
    page, encoding, notes = to_utf8(data, declared=charset)
    page = without_radicals_in_utf8(page)
    root = tree(page)
    files = attachments(root)
    names = hidden_names(root)
    besides = Beside(root)
    show_fields(root)
    drop_unseen(root)
    struck = settle_marks(root, page)
    pieces = Pieces(Hidden(root, page, names))
    body = root.find("body")
    pieces.walk(root if body is None else body)
    if not pieces.found:
        raise without_text()
    head = Head(root)
    kept = article(pieces)
    builder = Blocks(lines)
    builder.build([*_missing(head.title(), kept), *kept])
    told = (STRUCK,) if struck else ()
    if hides_sentences(pieces, kept, builder.lines):
        told = (*told, HIDDEN)
    beside = tuple(builder.apart(text, line) for text, line in list(besides.texts(builder.lines)))
    return Document(
        name=name,
        blocks=tuple(builder.found),
        lines=tuple(builder.lines),
        encoding=encoding,
        published=head.publication(lines=lines),
        attachments=files,
        notes=(*notes, *told),
        beside=beside,
    )


def _missing(title: Title, kept: Sequence[Piece]) -> list[Piece]:
    """The title that the page's head tells, where the article itself has none."""
    key = fold(title.text)
    if not key:
        return []
    for piece in kept[:_LEADING]:
        if piece.heading == 1 and not title.own:
            return []
        own = fold(piece.text)
        if piece.table is None and len(own) >= _LEAST_TITLE and (own in key or key in own):
            return []
    return [Piece(title.text, title.line, 0)]
