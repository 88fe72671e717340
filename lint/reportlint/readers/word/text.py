"""The text of a Word paragraph as a reader takes it: changes accepted, hidden and struck text, notes and comments
left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from reportlint.readers.container import whole
from reportlint.readers.marks import RAISED, is_alone
from reportlint.readers.word.numbers import VAL, W
from reportlint.readers.word.pieces import Piece

if TYPE_CHECKING:
    from lxml.etree import _Element

ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_CHOICE = ALTERNATE.replace("AlternateContent", "Choice")
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

WRAPPERS = frozenset(
    W + name for name in ("ins", "moveTo", "sdt", "sdtContent", "customXml", "smartTag", "dir", "bdo")
)
"""Elements that only wrap what is read: insertions, content controls, tags. Deletions are none of them."""

_WITHIN = WRAPPERS | {W + "hyperlink", W + "fldSimple", W + "rubyBase"}
_R, _T, _PROPERTIES, _RUBY, _SYMBOL = W + "r", W + "t", W + "rPr", W + "ruby", W + "sym"
_STRUCK, _RAISED = (W + "strike", W + "dstrike"), W + "vertAlign"
NOTE_MARKS = frozenset((W + "footnoteReference", W + "endnoteReference"))
"""What stands in the text where a note belongs; the note's own text is elsewhere in the file."""
_OWN_MARK = W + "customMarkFollows"
_FIXED = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_SMALLEST = (2_160_000, 720_000)
"""Width and height of a picture that may hold a table, in EMU: 6 by 2 centimetres."""
_DRAWN = frozenset(W + name for name in ("drawing", "pict", "object"))
BOX = W + "txbxContent"
_PICTORIAL = frozenset(("wingdings", "wingdings 2", "wingdings 3", "webdings", "symbol"))
_PICTURES = {"F0FC": "✓", "F0FB": "✗", "F0FE": "☑", "F052": "☑", "F0A8": "□", "F06F": "□", "F0A3": "□"}
_VANISH, _STYLE = W + "vanish", W + "rStyle"
_OFF = ("0", "false", "off")


class _Hiding(NamedTuple):
    """The styles that hide text, and whether that of the paragraph does."""

    styles: frozenset[str]
    paragraph: bool


def pieces_of(
    paragraph: _Element, boxes: list[_Element], style: str | None = None, hidden: frozenset[str] = frozenset()
) -> list[Piece]:
    """The paragraph's text in pieces, line breaks as \\n; `style` is its style, `hidden` the styles that hide text.

    Raised and lowered digits become such signs, but where nothing else stands in the paragraph.
    The contents of its text boxes are added to `boxes`, the pictures that may hold a table, and the marks of notes.
    """
    pieces: list[Piece] = []
    _collect(paragraph, pieces, boxes, _Hiding(hidden, style in hidden))
    if pieces and all(is_alone(text) for text, *_ in pieces):
        return [
            (source.text or "", source, start) if source.tag == _T else (text, source, start)
            for text, source, start in pieces
        ]
    return pieces


def chosen(alternate: _Element) -> _Element | None:
    """Of several forms of the same thing the one to be read: the newest, else the fallback."""
    first: _Element | None = next(alternate.iterchildren(_CHOICE), None)
    return next(alternate.iterchildren(), None) if first is None else first


def is_on(parent: _Element, name: str) -> bool:
    """Whether a property (w:name, without or with w:val) is set."""
    found = parent.find(W + name)
    return found is not None and found.get(VAL) not in _OFF


def _collect(parent: _Element, pieces: list[Piece], boxes: list[_Element], hiding: _Hiding) -> None:
    for child in parent:
        tag = child.tag
        if tag == _R:
            _run(child, pieces, boxes, hiding)
        elif tag in _WITHIN:
            _collect(child, pieces, boxes, hiding)
        elif tag == ALTERNATE:
            inner = chosen(child)
            if inner is not None:
                _collect(inner, pieces, boxes, hiding)
        elif isinstance(tag, str) and tag.startswith(_MATH):
            pieces.extend((text.text or "", text, 0) for text in child.iter(_MATH + "t"))


def holds_struck(root: _Element) -> bool:
    """Whether any text is struck out."""
    if next(root.iter(*_STRUCK), None) is None:
        return False
    return any(
        run.find(_T) is not None and _is_struck(font)
        for run in root.iter(_R)
        for font in run.iterchildren(_PROPERTIES)
    )


def _is_struck(font: _Element) -> bool:
    return is_on(font, "strike") or is_on(font, "dstrike")


def _run(run: _Element, pieces: list[Piece], boxes: list[_Element], hiding: _Hiding) -> None:
    font = run.find(_PROPERTIES)
    if _is_hidden(font, hiding) or (font is not None and _is_struck(font)):
        return
    raised = None if font is None else font.find(_RAISED)
    marks = None if raised is None else RAISED.get(raised.get(VAL, ""))
    for child in run:
        tag = child.tag
        if tag == _T:
            text = child.text or ""
            pieces.append((text.translate(marks) if marks else text, child, 0))
        elif tag in _FIXED:
            pieces.append((_FIXED[tag], child, 0))
        elif tag in _DRAWN:
            boxes.extend(_boxes(child))
            if _is_picture(child):
                boxes.append(child)
        elif tag == ALTERNATE:
            inner = chosen(child)
            if inner is not None:
                _run(inner, pieces, boxes, hiding)
        elif tag in NOTE_MARKS:
            boxes.append(child)
            if child.get(_OWN_MARK, "0") not in _OFF:
                return  # what follows is the mark
        elif tag == _SYMBOL:
            pieces.append((_symbol(child), child, 0))
        elif tag == _RUBY:
            _collect(child, pieces, boxes, hiding)


def _is_hidden(properties: _Element | None, hiding: _Hiding) -> bool:
    """Whether a run is hidden: by itself, else by the style of its characters or by that of its paragraph."""
    if properties is None:
        return hiding.paragraph
    if properties.find(_VANISH) is not None:
        return is_on(properties, "vanish")
    style = properties.find(_STYLE) if hiding.styles else None
    return hiding.paragraph != (style is not None and style.get(VAL) in hiding.styles)


def _boxes(drawing: _Element) -> Iterator[_Element]:
    """The contents of the text boxes in a drawing, each once."""
    for child in drawing:
        if child.tag == BOX:
            yield child
        elif child.tag == ALTERNATE:
            inner = chosen(child)
            yield from () if inner is None else _boxes(inner)
        else:
            yield from _boxes(child)


def description(drawing: _Element) -> str:
    """What the file says of a picture; "" for nothing."""
    told = next(drawing.iter(_DRAWING + "docPr"), None)
    return "" if told is None else told.get("descr", "") or told.get("title", "")


def _is_picture(drawing: _Element) -> bool:
    """Whether a drawing holds a picture that is large enough for a table; its size may be unknown."""
    if next(drawing.iter(_BLIP, _IMAGE), None) is None:
        return False
    extent = next(drawing.iter(_DRAWING + "extent"), None)
    sizes = (0, 0) if extent is None else (whole(extent.get("cx")), whole(extent.get("cy")))
    return not all(sizes) or all(size >= least for size, least in zip(sizes, _SMALLEST, strict=True))


def _symbol(element: _Element) -> str:
    """A character of a symbol font: the mark that it draws, or the letter that it stands for."""
    code = element.get(W + "char", "").upper()
    if element.get(W + "font", "").lower() in _PICTORIAL:
        return _PICTURES.get(code, "•")
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    number -= 0xF000 if 0xF020 <= number <= 0xF0FF else 0
    return chr(number) if 0x20 <= number <= 0xFFFF and not 0xD800 <= number <= 0xDFFF else ""
