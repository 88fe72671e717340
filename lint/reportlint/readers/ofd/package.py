"""An OFD file opened: its documents in order, and what stands on each of their pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct, field
from msgspec.structs import astuple

from reportlint.model.document import NOWHERE, Place, Unread
from reportlint.readers.ofd import sentences
from reportlint.readers.ofd.objects import Painter, Resources
from reportlint.readers.ofd.parts import Parts, children, number, numbers, text_of
from reportlint.readers.pdf import sentences as common
from reportlint.readers.pdf.drawing import Matrix, joined
from reportlint.readers.pdf.sheets import MOST_GLYPHS, MOST_PAGES, Page, Sheet, Source, filled, usual_quarter

if TYPE_CHECKING:
    from lxml import etree

    Element: TypeAlias = etree._Element

_POINTS = 72 / 25.4
"""In a millimetre."""
_PAPER = (0.0, 0.0, 210.0, 297.0)
"""In millimetres: the page of a file that does not say how large it is."""
_MOST_OBJECTS = 250_000
"""On all pages; a long city report with an object for each character has forty thousand."""


def opened(data: bytes, pictures: dict[int, bytes]) -> Source:
    """What stands in an OFD file. Raises ReadFailure for one that is locked, damaged, too long or too large.

    `pictures` takes the picture of each page that is one, by the number of the page.
    """
    parts = Parts(data)
    roots = [text_of(body, "DocRoot") for body in children(parts.tree("OFD.xml"), "DocBody")]
    reader = _Reader(parts, pictures)
    for root in roots:
        path = parts.path(root, "OFD.xml")
        tree = parts.tree(path)
        if tree is None:
            reader.found.unread.append(Unread(common.partly_damaged(), NOWHERE))
        else:
            reader.read(path, tree)
    found = reader.found
    if not roots or (_is_spoilt(found) and not any(sheet.drawn for sheet in found.sheets)):
        raise sentences.damaged()
    if len(roots) > 1:
        found.notes.append(sentences.several(len(roots)))
    if recognised := [str(sheet.page.number) for sheet in found.sheets if sheet.recognised]:
        found.notes.append(common.recognised("、".join(recognised)))
    return found


def _is_spoilt(found: Source) -> bool:
    """Whether something of a file is missing or damaged."""
    return bool(found.unread) or any(sheet.unread for sheet in found.sheets)


class _Shared(Struct):
    """What the pages of a document share: their size, templates by their names, notes by the page, resources."""

    paper: tuple[float, ...]
    templates: Mapping[str, str]
    notes: Mapping[str, str]
    resources: Resources = field(default_factory=Resources)


class _Looked(Struct):
    """What a page shows: resources, templates taken in, contents with the corner that they count from and whether
    they are seen, missing parts.
    """

    resources: Resources
    templates: set[str]
    contents: list[tuple[Element, tuple[float, float], bool]]
    missing: list[str]


class _Reader:
    """Reads the pages of all documents of a file, within bounds of all of them together."""

    def __init__(self, parts: Parts, pictures: dict[int, bytes]) -> None:
        self.found = Source()
        self._pictures = pictures
        self._parts = parts
        self._templates: dict[str, Element | None] = {}
        self._glyphs, self._objects = MOST_GLYPHS, _MOST_OBJECTS

    def read(self, path: str, document: Element) -> None:
        """Adds the pages of one document."""
        data = next(children(document, "CommonData"), None)
        shared = _Shared(
            numbers(text_of(data, "PageArea", "PhysicalBox"), 4) or _PAPER,
            {
                template.get("ID", ""): self._parts.path(template.get("BaseLoc", ""), path)
                for template in children(data, "TemplatePage")
            },
            dict(self._notes(path, text_of(document, "Annotations"))),
        )
        self._take(shared.resources, data, path)
        for page in children(document, "Pages", "Page"):
            if len(self.found.sheets) >= MOST_PAGES:
                raise common.too_many_pages(MOST_PAGES)
            self.found.sheets.append(self._sheet(page, path, shared))

    def _notes(self, path: str, location: str) -> Iterator[tuple[str, str]]:
        """The part that holds the notes of each page, by the page's name."""
        if not location:
            return
        index = self._parts.path(location, path)
        tree = self._parts.tree(index)
        if tree is None:
            self.found.unread.append(Unread(common.partly_damaged(), NOWHERE))
        for page in children(tree, "Page"):
            yield page.get("PageID", ""), self._parts.path(text_of(page, "FileLoc"), index)

    def _take(self, resources: Resources, element: Element | None, path: str) -> None:
        """Adds the resources that a document or a page names: what ruling lines need, and where pictures are."""
        for name in ("PublicRes", "DocumentRes", "PageRes"):
            for location in children(element, name):
                part = self._parts.path(location.text or "", path)
                tree = self._parts.tree(part)
                for medium in children(tree, "MultiMedias", "MultiMedia"):
                    where = self._medium(text_of(medium, "MediaFile"), part, tree)
                    resources.pictures[medium.get("ID", "")] = where
                for drawing in children(tree, "CompositeGraphicUnits", "CompositeGraphicUnit"):
                    resources.drawings[drawing.get("ID", "")] = drawing
                for parameter in children(tree, "DrawParams", "DrawParam"):
                    width = number(parameter.get("LineWidth"), -1.0)
                    width = resources.widths.get(parameter.get("Relative", ""), -1.0) if width < 0 else width
                    if width >= 0:
                        resources.widths[parameter.get("ID", "")] = width

    def _medium(self, location: str, part: str, tree: Element | None) -> str:
        """The path of a picture: in the folder that its resources name, or beside them."""
        folder = "" if tree is None else tree.get("BaseLoc", "")
        inside = self._parts.path(f"{folder}/{location}", part) if folder else ""
        return inside if self._parts.has(inside) else self._parts.path(location, part)

    def _sheet(self, entry: Element, document: str, shared: _Shared) -> Sheet:
        """One page, turned so that most of its text stands upright."""
        count = len(self.found.sheets) + 1
        path = self._parts.path(entry.get("BaseLoc", ""), document)
        tree = self._parts.tree(path)
        if tree is None:
            told = Unread(common.page_damaged(count), Place(page=count))
            return Sheet(Page(count, (0, 0, 1, 1)), unread=[told])
        left, top, width, height = numbers(text_of(tree, "Area", "PhysicalBox"), 4) or shared.paper
        page = Page(count, (0.0, 0.0, width * _POINTS, height * _POINTS))
        stand: Matrix = (_POINTS, 0, 0, -_POINTS, -left * _POINTS, (top + height) * _POINTS)
        looked = _Looked(Resources(*(dict(held) for held in astuple(shared.resources))), set(), [], [])
        self._look(looked, tree, path, shared)
        if note := shared.notes.get(entry.get("ID", "")):
            self._look_at_notes(looked, note)
        painter = self._painted(page, looked, stand)
        if quarter := usual_quarter(painter.chars):
            page = Page(count, page.box, quarter)
            painter = self._painted(page, looked, joined(stand, page.turn()))
        sheet = filled(Sheet(page), painter.drawing, painter.chars)
        shown = looked.resources.pictures.get(painter.largest[1]) if sheet.pictured else None
        if shown is not None and (content := self._parts.content(shown)) is not None:
            self._pictures[count] = content
        if looked.missing:
            sheet.unread.append(Unread(sentences.without_part(count), Place(page=count)))
        self._glyphs -= len(sheet.glyphs)
        return sheet

    def _look(self, looked: _Looked, tree: Element, path: str, shared: _Shared) -> None:
        """Gathers what a page shows: its templates, each once, and its own contents."""
        self._take(looked.resources, tree, path)
        for reference in children(tree, "Template"):
            location = shared.templates.get(reference.get("TemplateID", ""), "")
            if location in looked.templates:
                continue
            looked.templates.add(location)
            if location not in self._templates:
                self._templates[location] = self._parts.tree(location)
            template = self._templates[location]
            if template is None:
                looked.missing.append(location)
            else:
                self._look(looked, template, location, shared)
        looked.contents.extend((content, (0.0, 0.0), True) for content in children(tree, "Content"))

    def _look_at_notes(self, looked: _Looked, path: str) -> None:
        """Gathers what the notes of a page show: of stamps and marks what is drawn, of watermarks nothing."""
        tree = self._parts.tree(path)
        if tree is None:
            looked.missing.append(path)
        for note in children(tree, "Annot"):
            if note.get("Type") != "Watermark":
                for shown in children(note, "Appearance"):
                    left, top, _, _ = numbers(shown.get("Boundary"), 4) or (0.0, 0.0, 0.0, 0.0)
                    looked.contents.append((shown, (left, top), note.get("Visible") != "false"))

    def _painted(self, page: Page, looked: _Looked, stand: Matrix) -> Painter:
        painter = Painter(looked.resources, (0.0, 0.0, page.width, page.height), self._glyphs)
        for content, (left, top), seen in looked.contents:
            painter.paint(content, joined((1, 0, 0, 1, left, top), stand), seen=seen)
        painter.drawing.finished()
        self._objects -= painter.drawing.count
        if self._objects < 0:
            raise common.too_large()
        return painter
