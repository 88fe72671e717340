"""PDF files to read: drafts laid out as Word files in many ways and printed by LibreOffice Writer."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from reportlint.draft import Draft, sample
from reportlint.draft.docx import docx
from tests.readers.pdf_bytes import pdf

SOFFICE = shutil.which("soffice")
"""LibreOffice's command, or None where it is not installed."""

_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


@dataclass(frozen=True)
class Layout:
    """How a report stands on its pages.

    `labels` and `figure` are the widths of the columns in millimetres (the last of `labels` for all
    that follow); `sides` is the margin left and right. `borders`: "all", "none", "inside" (no lines
    around), "shaded" (all, head rows filled), "level" (no upright ones). `head` runs over every page,
    `foot` is text around the page's number. `upright`: the groups' labels are set from top to bottom.
    `page` is the paper's width and height and `ends` the margin above and below in millimetres; `font`
    is that of all text, "" for those that reports have; rows that are `kept` are not cut by a page.
    """

    name: str
    labels: tuple[float, ...] = (14, 22, 44)
    figure: float = 12
    sides: float = 26
    size: float = 9
    align: str = "top"
    centred: bool = True
    borders: str = "all"
    head: str = ""
    foot: tuple[str, str] | None = ("- ", " -")
    repeated: bool = False
    upright: bool = False
    indented: bool = True
    spacing: float = 0
    body: float = 16
    page: tuple[float, float] = (210, 297)
    ends: float = 25.4
    font: str = ""
    kept: bool = False


LAYOUTS = (
    Layout("plain"),
    Layout("narrow-labels", labels=(5.5, 5.5, 30), figure=14, align="center"),
    Layout("wide", labels=(20, 28, 60), figure=10, sides=14, head="{title}", foot=("第", "页")),
    Layout("tight", labels=(9, 12, 21), figure=9, size=10.5, sides=40, foot=("— ", " —"), repeated=True),
    Layout("open", borders="inside", labels=(12, 18, 40), figure=13, size=10.5, centred=False, body=14),
    Layout("shaded", borders="shaded", labels=(8, 16, 34), figure=15, size=10.5, head="{unit}", foot=None),
    Layout("upright", labels=(8, 9, 50), figure=12, align="center", upright=True),
    Layout("unindented", labels=(16, 20, 30), figure=13, indented=False, spacing=6, body=12),
)
"""Layouts with ruling lines. City figures have eight digits and need 13 mm in one line."""

PAPERS = (
    Layout("landscape", page=(297, 210), labels=(16, 24, 70), figure=16, size=10.5, ends=15, head="{title}"),
    Layout(
        "small-page",
        page=(184, 260),
        labels=(9, 13, 30),
        figure=14,
        sides=14,
        size=9,
        ends=37,
        align="center",
    ),
    Layout(
        "letter",
        page=(216, 279),
        labels=(12, 18, 42),
        figure=15,
        sides=20,
        font="Noto Sans CJK SC",
        kept=True,
    ),
    Layout(
        "large",
        page=(297, 420),
        labels=(20, 30, 80),
        figure=19,
        size=12,
        ends=10,
        align="bottom",
        font="DejaVu Sans",
    ),
    Layout(
        "narrowest",
        labels=(6, 7, 20),
        figure=14,
        size=9,
        sides=31.8,
        foot=("第", "页"),
        font="Noto Serif CJK SC",
    ),
)
"""The same with ruling lines on other paper, with other margins and fonts."""

UNRULED = (
    Layout("unruled", borders="none", labels=(16, 24, 46), figure=10.5, sides=20),
    Layout(
        "unruled-tight", borders="none", labels=(14, 20, 34), figure=11, size=8, centred=False, head="{title}"
    ),
    Layout(
        "unruled-centre",
        borders="none",
        labels=(14, 22, 36),
        figure=14.5,
        sides=15,
        align="center",
        spacing=2,
    ),
)
"""Layouts whose tables show no lines; their columns hold figures of four digits."""

UNRULED_WIDE = Layout("unruled-wide", borders="none", labels=(10, 14, 28), figure=19, size=7.5, sides=12)
"""The same with room for figures of nine digits."""


def word_file(draft: Draft, layout: Layout) -> bytes:
    """The draft as a Word file in this layout."""
    document = Document(io.BytesIO(docx(draft)))
    section = document.sections[0]
    section.page_width, section.page_height = map(Mm, layout.page)
    section.left_margin = section.right_margin = Mm(layout.sides)
    section.top_margin = section.bottom_margin = Mm(layout.ends)
    names = {"title": "".join(draft.title), "unit": draft.unit}
    if layout.head:
        section.header.paragraphs[0].text = layout.head.format(**names)
    if layout.foot:
        _page_number(section.footer.paragraphs[0], *layout.foot)
    for paragraph in document.paragraphs:
        _restyle(paragraph, layout)
    for table in document.tables:
        _lay_out(table, layout)
    if layout.font:
        for fonts in document.element.iter(qn("w:rFonts")):
            for name in ("w:ascii", "w:hAnsi", "w:eastAsia"):
                fonts.set(qn(name), layout.font)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf_files(files: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """The Word files by name, printed: one start of LibreOffice for all of them."""
    assert SOFFICE
    paths = []
    for name, data in files.items():
        paths.append(folder / f"{name}.docx")
        paths[-1].write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        SOFFICE,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        *map(str, paths),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {name: (folder / f"{name}.pdf").read_bytes() for name in files}


def _restyle(paragraph: Any, layout: Layout) -> None:
    for run in paragraph.runs:
        if run.font.size == Pt(16):
            run.font.size = Pt(layout.body)
    paragraph.paragraph_format.space_after = Pt(layout.spacing)
    paragraph.paragraph_format.space_before = Pt(0)
    if paragraph.paragraph_format.first_line_indent:
        paragraph.paragraph_format.first_line_indent = Pt(2 * layout.body if layout.indented else 0)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def _page_number(paragraph: Any, before: str, after: str) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(before)
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._element.append(element)
    paragraph.add_run(after)


def _lay_out(table: Any, layout: Layout) -> None:
    grid = table._tbl.tblGrid.gridCol_lst
    figures = 15 if len(grid) == 15 else 7 if len(grid) == 10 else 3 if len(grid) == 4 else len(grid) - 1
    labels = len(grid) - figures
    whole = layout.page[0] - 2 * layout.sides
    widths: list[float] = []
    if figures == 7:
        widths = [*layout.labels[:labels], *[layout.figure] * figures]
    else:
        figure = min(whole / len(grid), 40)
        widths = [whole - figure * figures] * labels + [figure] * figures
    for column, width in zip(grid, widths, strict=True):
        column.set(qn("w:w"), str(round(width * 56.7)))
    table._tbl.tblPr.find(qn("w:tblW")).set(qn("w:w"), str(round(sum(widths) * 56.7)))
    _borders(table, layout)
    for index, row in enumerate(table._tbl.tr_lst):
        if layout.repeated and figures in (7, 15) and index < 3:
            _mark(row, "w:tblHeader")
        if layout.kept:
            _mark(row, "w:cantSplit")
        for cell in row.tc_lst:
            _cell(cell, layout, head=index < 3)


def _mark(row: Any, name: str) -> None:
    """Sets a property of a row that has no value; twice the same would be another file than any program writes."""
    properties = row.get_or_add_trPr()
    if properties.find(qn(name)) is None:
        properties.append(OxmlElement(name))


def _borders(table: Any, layout: Layout) -> None:
    borders = table._tbl.tblPr.find(qn("w:tblBorders"))
    for side in _SIDES:
        shown = (
            layout.borders in ("all", "shaded")
            or (layout.borders == "inside" and side.startswith("inside"))
            or (layout.borders == "level" and side in ("top", "bottom", "insideH"))
        )
        if not shown:
            borders.find(qn(f"w:{side}")).set(qn("w:val"), "nil")


def _cell(cell: Any, layout: Layout, *, head: bool) -> None:
    properties = cell.get_or_add_tcPr()
    narrow = properties.find(qn("w:vMerge")) is not None and properties.find(qn("w:gridSpan")) is None
    if layout.borders == "shaded" and head:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), "D9D9D9")
        properties.append(shade)
    if layout.upright and narrow:
        direction = OxmlElement("w:textDirection")
        direction.set(qn("w:val"), "tbRlV")
        properties.append(direction)
    align = OxmlElement("w:vAlign")
    align.set(qn("w:val"), layout.align)
    properties.append(align)
    for jc in cell.iter(qn("w:jc")):
        jc.set(qn("w:val"), "center" if layout.centred else "left")
    for size in cell.iter(qn("w:sz")):
        size.set(qn("w:val"), str(round(2 * layout.size)))


KEPT = Path(__file__).parent / "pdf"
"""Printed reports that are kept, so that the reader is tested where LibreOffice is not installed."""

KEPT_REPORTS: Mapping[str, tuple[str, Layout]] = {
    "narrow-labels": ("town", LAYOUTS[1]),
    "tight": ("town", LAYOUTS[3]),
    "unruled-2019": ("old", UNRULED[1]),
    "landscape-city": ("city", PAPERS[0]),
    "small-page-zeros": ("zeros", PAPERS[1]),
}
"""The sample and the layout of each report that is kept."""


def without_fonts(data: bytes) -> bytes:
    """A printed file without the shapes of its characters, which are most of it and not read."""
    objects = {
        int(number): body for number, body in re.findall(rb"\n(\d+) 0 obj\n(.*?)\nendobj", data, re.DOTALL)
    }
    shapes = re.compile(rb"/FontFile[23]? (\d+) 0 R")
    for number in shapes.findall(data):
        del objects[int(number)]
    objects = {number: shapes.sub(b"", body) for number, body in objects.items()}
    return pdf(objects, root=int(re.findall(rb"/Root (\d+) 0 R", data)[-1]))


def main() -> None:
    """Prints the reports that are kept: python -m tests.readers.pdf_files."""
    with tempfile.TemporaryDirectory() as folder:
        files = {name: word_file(sample(draft), layout) for name, (draft, layout) in KEPT_REPORTS.items()}
        for name, data in pdf_files(files, Path(folder)).items():
            (KEPT / f"{name}.pdf").write_bytes(without_fonts(data))


if __name__ == "__main__":
    main()
