"""A draft as a Word file: headings, paragraphs, and tables whose cells are merged as the form prints them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any
from xml.sax.saxutils import escape

from reportlint.draft.drawing import Drawing, grids
from reportlint.draft.model import Draft
from reportlint.draft.text import Raster, covered

_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TITLE_FONT, _HEAD_FONT, _TEXT_FONT, _TABLE_FONT = "方正小标宋简体", "黑体", "仿宋", "宋体"
_WIDTH = 8700
"""Of a table, in twentieths of a point: A4 within its margins."""
_FIGURE_WIDTH = 640


def docx(draft: Draft, *, redraw: Callable[[str, Drawing], Drawing] | None = None) -> bytes:
    """The whole report as a Word file; `redraw` changes a table, given its key, before it is written."""
    from docx import Document  # takes longer to import than a check takes

    document = Document()
    document.core_properties.title = "".join(draft.title)
    document.core_properties.author = draft.unit
    tables = grids(draft)
    sections = {table.section: key for key, table in draft.form.tables.items() if key in tables}
    for line in draft.title:
        _paragraph(document, line, _TITLE_FONT, size=22, centred=True)
    for number in draft.order:
        _paragraph(document, draft.headings[number], _HEAD_FONT, size=16)
        for line in (draft.period if number == 1 else "", *draft.prose[number].split("\n")):
            _paragraph(document, line, _TEXT_FONT, size=16, indented=True)
        if number in sections:
            key = sections[number]
            _add_table(document, redraw(key, tables[key]) if redraw else tables[key])
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _paragraph(
    document: Any, text: str, font: str, *, size: int, centred: bool = False, indented: bool = False
) -> None:
    """Adds a paragraph; an empty text adds none."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt

    if not text:
        return
    paragraph = document.add_paragraph()
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if indented:
        paragraph.paragraph_format.first_line_indent = Pt(2 * size)
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run.font.name = font
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)


def _add_table(document: Any, drawing: Drawing) -> None:
    from docx.oxml import parse_xml

    end = document.add_paragraph()._p  # tables that follow each other would grow together
    end.addprevious(parse_xml(table_xml(drawing)))


def table_xml(drawing: Drawing) -> str:
    """A table as the XML of a Word file."""
    raster = covered(drawing)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in _widths(drawing, len(raster[0])))
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in sides)
    properties = (
        f'<w:tblPr><w:tblW w:w="{_WIDTH}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="28" w:type="dxa"/>'
        '<w:right w:w="28" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    )
    rows = "".join(f"<w:tr>{''.join(_row_cells(raster, line))}</w:tr>" for line in range(len(raster)))
    return f"<w:tbl {_NAMESPACE}>{properties}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"


def _widths(drawing: Drawing, columns: int) -> list[int]:
    """Narrow columns for figures; labels share what is left."""
    figures = max(sum(cell.key is not None for cell in row) for row in drawing)
    labels = columns - figures
    width = min(_FIGURE_WIDTH, _WIDTH // columns)
    left = _WIDTH - width * figures
    return [left // labels] * labels + [width] * figures if labels > 0 else [width] * columns


def _row_cells(raster: Raster, line: int) -> Iterator[str]:
    """The cells of a row; where one reaches down from above, its continuation."""
    for column, place in enumerate(raster[line]):
        if place is None or place[1] != column:
            continue
        top, _, cell = place
        down = "" if cell.row_span == 1 else '<w:vMerge w:val="restart"/>' if top == line else "<w:vMerge/>"
        across = f'<w:gridSpan w:val="{cell.column_span}"/>' if cell.column_span > 1 else ""
        text = cell.text if top == line else ""
        yield f"<w:tc><w:tcPr>{across}{down}</w:tcPr>{_cell_paragraphs(text)}</w:tc>"


def _cell_paragraphs(text: str) -> str:
    font = f'<w:rPr><w:rFonts w:eastAsia="{_TABLE_FONT}" w:hint="eastAsia"/><w:sz w:val="18"/></w:rPr>'
    return "".join(
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0"/><w:jc w:val="center"/></w:pPr>'
        + (f'<w:r>{font}<w:t xml:space="preserve">{escape(line)}</w:t></w:r>' if line else "")
        + "</w:p>"
        for line in text.split("\n")
    )
