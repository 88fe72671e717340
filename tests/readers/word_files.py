"""Word files for tests: python-docx with raw XML in their body."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
from docx.oxml import parse_xml

from reportlint.model.document import Cell, Document, Grid, Paragraph
from reportlint.readers import read
from reportlint.readers.container import Container
from reportlint.readers.word.docx import sources

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "v": "urn:schemas-microsoft-com:vml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }.items()
)


def word_file(
    *body: str, numbering: str = "", change: Callable[[Any], object] = lambda document: None
) -> bytes:
    """A Word file with these elements as its body; `change` may do the rest with python-docx."""
    document = docx.Document()
    end = document.element.body.sectPr
    for element in body:
        wrapped = parse_xml(f"<w:body {NAMESPACES}>{element}</w:body>")
        for child in list(wrapped):
            end.addprevious(child)
    if numbering:
        root = document.part.numbering_part.element
        for child in list(root):
            root.remove(child)
        for child in list(parse_xml(f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>")):
            root.append(child)
    change(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_notes(data: bytes, *, kind: str = "footnote", **notes: str) -> bytes:
    """The file with these notes (paragraphs by their identifier, `n2=`), as Word stores them beside two of its own."""
    own = "".join(f'<w:{kind} w:type="separator" w:id="{number}">{p("线")}</w:{kind}>' for number in (-1, 0))
    told = "".join(f'<w:{kind} w:id="{name[1:]}">{content}</w:{kind}>' for name, content in notes.items())
    link = (
        f'<Relationship Id="rId-{kind}" Target="{kind}s.xml" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}s"/>'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as archive:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/_rels/document.xml.rels":
                part = part.replace(b"</Relationships>", f"{link}</Relationships>".encode())
            archive.writestr(name, part)
        archive.writestr(f"word/{kind}s.xml", f"<w:{kind}s {NAMESPACES}>{own}{told}</w:{kind}s>")
    return made.getvalue()


def mark(number: int, *, kind: str = "footnote", own: str = "") -> str:
    """The mark of a note in the text; `own` is one that its writer has chosen."""
    told = f'w:customMarkFollows="1" w:id="{number}"/><w:t>{own}</w:t' if own else f'w:id="{number}"/'
    return f"<w:r><w:{kind}Reference {told}></w:r>"


def p(text: str, properties: str = "") -> str:
    """A paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text)}</w:p>"


def r(text: str) -> str:
    """A run."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(content: str, properties: str = "") -> str:
    """A cell with a text, or with elements."""
    inner = content if content.startswith("<w:") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tbl(*rows: str) -> str:
    """A table of rows (`tr`)."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def tr(*cells: str, properties: str = "") -> str:
    """A row of cells; plain texts become cells."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(c if c.startswith('<') else tc(c) for c in cells)}</w:tr>"


def outline(data: bytes) -> list[str | list[list[str]]]:
    """What the reader makes of a file: paragraphs as texts, grids as rows of texts. All of it can be found again."""
    document = read(data, name="年报.docx")
    assert_found_again(data, document)
    return shown(document)


def assert_found_again(data: bytes, document: Document) -> None:
    """What the lines are made of is what the reader said, and stands in the elements that are told."""
    root = Container(data).tree("word/document.xml")
    assert root is not None
    lines = sources(data, root)
    assert ["".join(text for text, *_ in pieces) for pieces in lines] == list(document.lines)
    for text, source, start in (piece for pieces in lines for piece in pieces):
        assert root in source.iterancestors()
        if source.tag.endswith("}t"):
            assert (source.text or "")[start : start + len(text)] == text


def shown(document: Document) -> list[str | list[list[str]]]:
    """A document's paragraphs as texts, its grids as rows of texts."""
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, (Paragraph, Grid))
    ]


def spans(data: bytes) -> list[list[tuple[str, int, int]]]:
    """The first grid's cells with their row and column spans."""
    document = read(data, name="年报.docx")
    assert_found_again(data, document)
    grid = next(document.grids())

    def told(cell: Cell) -> tuple[str, int, int]:
        return cell.text, cell.row_span, cell.column_span

    return [[told(cell) for cell in row] for row in grid.rows]
