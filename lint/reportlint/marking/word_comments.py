"""Notes as comments of a Word file; nothing else in it changes, and comments of others stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from reportlint.marking.failure import MarkFailure
from reportlint.marking.notes import Note
from reportlint.marking.package import rewritten, serialised, with_part
from reportlint.marking.word_anchors import PARAGRAPH, Anchor, anchor, part_runs
from reportlint.model.document import Place
from reportlint.model.wording import Text
from reportlint.readers.container import Container, damaged, parsed
from reportlint.readers.word import docx
from reportlint.readers.word.numbers import W
from reportlint.readers.word.pieces import Piece

if TYPE_CHECKING:
    from lxml.etree import _Element

AUTHOR, INITIALS = "reportlint", "RL"
_COMMENTS = "word/comments.xml"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_ID, _AUTHOR, _DATE = W + "id", W + "author", W + "date"
_START, _END, _REFERENCE = W + "commentRangeStart", W + "commentRangeEnd", W + "commentReference"
_EXTENDED = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_PARAGRAPH_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"


def with_comments(data: bytes, notes: Sequence[Note]) -> bytes:
    """The Word file with a comment for each note, at the very words or the cell that it speaks of.

    A note whose place is not in the file stands at the first text of it. What earlier runs wrote
    (comments of this author) is taken away, but for comments that somebody has answered. Raises
    MarkFailure for a file that comments cannot be written into, ReadFailure like the reader.
    """
    container = Container(data)
    main = docx.main_part(container)
    source = container.part(main)
    if source is None:
        raise damaged()
    if b"//purl.oclc.org/ooxml/" in source:
        raise MarkFailure(_STRICT)
    root = parsed(source, whole=True)
    name = container.related("comments", to=main)
    comments = _comments(None if name is None else container.part(name))
    _forget(root, comments, _answered(container, main))
    lines = docx.sources(data, root)
    if part_runs((note.place for note in notes), lines):
        lines = docx.sources(data, root)
    anchors = [_anchor(note.place, lines) for note in notes]
    _mark(anchors, _written(notes, root, comments))
    changed = {main: serialised(root), name or _COMMENTS: serialised(comments)}
    if name is None:
        changed |= with_part(container, main, _COMMENTS, _KIND, _TYPE)
    return rewritten(data, changed)


_STRICT = Text(
    "这个 Word 文件存成了“严格的 Open XML”，加不了批注；请用 Word 打开，另存为普通的 .docx 再试",
    "the Word file is saved as Strict Open XML, which comments cannot be written into; save it as a plain .docx",
)


def _comments(part: bytes | None) -> Any:
    """The root of the comments that are there, or of none, as python-docx knows it."""
    from docx.oxml import parse_xml
    from docx.package import Package
    from docx.parts.comments import CommentsPart

    if part is None:
        return CommentsPart.default(Package()).element
    known = parsed(part)  # refuses what no office program writes
    if not all((comment.get(_ID) or "").isdecimal() for comment in known):
        raise damaged()
    return parse_xml(part)


def _answered(container: Container, main: str) -> frozenset[str]:
    """The paragraphs of comments that have an answer, by their identifiers."""
    name = container.related("commentsExtended", to=main)
    root = None if name is None else container.tree(name)
    if root is None:
        return frozenset()
    return frozenset(
        entry.get(_EXTENDED + "paraIdParent", "") for entry in root.iter(_EXTENDED + "commentEx")
    )


def _forget(root: _Element, comments: Any, answered: frozenset[str]) -> None:
    """Takes away the comments that an earlier run wrote and nobody answered."""
    own = set()
    for comment in list(comments):
        paragraphs = {paragraph.get(_PARAGRAPH_ID, "") for paragraph in comment.iter(PARAGRAPH)}
        if comment.get(_AUTHOR) == AUTHOR and not paragraphs & answered:
            own.add(comment.get(_ID))
            comments.remove(comment)
    for mark in list(root.iter(_START, _END, _REFERENCE)):
        parent = mark.getparent()
        if mark.get(_ID) not in own or parent is None:
            continue
        parent.remove(mark)
        run = parent.getparent()
        if mark.tag == _REFERENCE and run is not None and all(child.tag == W + "rPr" for child in parent):
            run.remove(parent)


def _anchor(place: Place, lines: Sequence[Sequence[Piece]]) -> Anchor:
    found = anchor(place, lines)
    if found is not None:
        return found
    for number, pieces in enumerate(lines, 1):
        if any(text.strip() for text, *_ in pieces):
            found = anchor(Place(number, None, number), lines)
            if found is not None:
                return found
    raise damaged()


def _written(notes: Sequence[Note], root: _Element, comments: Any) -> list[str]:
    """Adds the notes to the comments; returns the identifiers they got."""
    from docx.comments import Comments
    from docx.opc.packuri import PackURI
    from docx.package import Package
    from docx.parts.comments import CommentsPart
    from docx.shared import Pt

    part = CommentsPart(PackURI(f"/{_COMMENTS}"), _TYPE, comments, Package())
    used = (mark.get(_ID) or "" for mark in (*comments, *root.iter(_START, _END, _REFERENCE)))
    first = max((int(number) for number in used if number.isdecimal()), default=-1) + 1
    for number, note in enumerate(notes, first):
        comment = Comments(comments, part).add_comment(author=AUTHOR, initials=INITIALS)
        comment.paragraphs[0].add_run(note.heading).bold = True
        for text in note.paragraphs:
            comment.add_paragraph(text)
        for paragraph in comment.paragraphs:
            for run in paragraph.runs:
                run.font.size = Pt(9)
        comments[-1].attrib.pop(_DATE)  # the same input gives the same bytes
        comments[-1].set(_ID, str(number))
    return [str(number) for number in range(first, first + len(notes))]


def _mark(anchors: Sequence[Anchor], numbers: Sequence[str]) -> None:
    """Puts the comments' marks around their anchors, backwards: those at one place then stand in their order."""
    begun: dict[_Element, _Element] = {}
    ended: dict[_Element, _Element] = {}
    for (first, last), number in reversed(list(zip(anchors, numbers, strict=True))):
        start, end, reference = _marks(number)
        if first.tag == PARAGRAPH:
            properties = first.find(W + "pPr")
            first.insert(0 if properties is None else first.index(properties) + 1, start)
            if first in ended:
                ended[first].addprevious(end)
            else:
                first.append(end)
            ended[first] = end
            end.addnext(reference)
        else:
            begun.get(first, first).addprevious(start)
            begun[first] = start
            last.addnext(reference)
            last.addnext(end)


def _marks(number: str) -> tuple[_Element, _Element, _Element]:
    """Where a comment begins, where it ends, and the run that names it."""
    from lxml import etree

    run = etree.Element(W + "r")
    style = etree.SubElement(etree.SubElement(run, W + "rPr"), W + "rStyle")
    style.set(W + "val", "CommentReference")
    etree.SubElement(run, _REFERENCE).set(_ID, number)
    start, end = etree.Element(_START), etree.Element(_END)
    start.set(_ID, number)
    end.set(_ID, number)
    return start, end, run
