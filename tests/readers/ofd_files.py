"""OFD files to read: drafts laid out on pages, and written in the manners of the programs that write OFD."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal
from xml.sax.saxutils import escape

from reportlint.draft import Draft, Drawing, Drawn, grids
from reportlint.draft.text import covered

NAMESPACE = "http://www.ofdspec.org/2016"
WIDTH, HEIGHT, SIDE, TOP = 210.0, 297.0, 23.0, 25.0
"""Of a page and its margins, in millimetres as everything here."""
TITLE, BODY, SMALL = 7.76, 5.644, 3.175
"""Sizes of text: 22, 16 and 9 points."""
PADDING, LEADING = 1.9, 4.2
"""Left and right of the text in a cell, and from line to line there."""
LABELS, FIGURE = (14.0, 22.0, 40.0), 12.5
"""How wide the columns of table 三 are."""


@dataclass(frozen=True)
class Run:
    """A line of text: where it begins, and the height of its base."""

    x: float
    y: float
    size: float
    text: str


@dataclass
class Sheet:
    """What stands on a page: lines of text, and ruling lines by their ends."""

    runs: list[Run] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)


@dataclass(frozen=True)
class Manner:
    """How a program writes: `text` an object for each line or each character, or as converters from PDF do, in points
    and scaled; `rules` a path for each line, thin filled bars, one path for all, or a drawing that is used again.
    `head` stands on a template behind each page. `absolute` paths begin at the root; `blocks` nest objects.
    """

    name: str
    text: Literal["line", "character", "scaled"] = "line"
    rules: Literal["strokes", "bars", "path", "drawing"] = "strokes"
    head: str = ""
    absolute: bool = False
    blocks: bool = False
    prefix: str = "ofd:"


MANNERS = (
    Manner("lines"),
    Manner("characters", text="character", rules="bars", absolute=True),
    Manner("converted", text="scaled", rules="path", blocks=True),
    Manner("template", rules="drawing", head="政府信息公开工作年度报告", prefix=""),
)


def ofd(draft: Draft, manner: Manner = MANNERS[0]) -> bytes:
    """The whole report as an OFD file."""
    return packed(parts(sheets(draft), manner))


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """A container with these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def pictured(*pages: bytes) -> bytes:
    """A file whose pages are pictures (JPEG), as scanners write them."""
    entries = "".join(f'<ofd:Page ID="{at}" BaseLoc="P{at}.xml"/>' for at in range(len(pages)))
    media = "".join(
        f'<ofd:MultiMedia ID="{60 + at}" Type="Image"><ofd:MediaFile>{at}.jpg</ofd:MediaFile></ofd:MultiMedia>'
        for at in range(len(pages))
    )
    told: dict[str, str | bytes] = {
        "OFD.xml": entry("Doc_0/Document.xml"),
        "Doc_0/Document.xml": document_xml(entries, more=""),
        "Doc_0/PublicRes.xml": f'<ofd:Res xmlns:ofd="{NAMESPACE}" BaseLoc="Res">'
        f"<ofd:MultiMedias>{media}</ofd:MultiMedias></ofd:Res>",
    }
    for at, content in enumerate(pages):
        box = f'Boundary="0 0 {WIDTH:g} {HEIGHT:g}" CTM="{WIDTH:g} 0 0 {HEIGHT:g} 0 0"'
        told[f"Doc_0/P{at}.xml"] = page_xml(f'<ofd:ImageObject {box} ResourceID="{60 + at}"/>')
        told[f"Doc_0/Res/{at}.jpg"] = content
    return packed(told)


# Layout


def sheets(draft: Draft) -> list[Sheet]:
    """The pages of a report, with their numbers below."""
    page = _Page()
    tables = grids(draft)
    sections = {table.section: key for key, table in draft.form.tables.items() if key in tables}
    for line in draft.title:
        page.paragraph(line, TITLE, centred=True)
    for number in draft.order:
        page.paragraph(draft.headings[number], BODY, indent=2)
        for line in (draft.period if number == 1 else "", *draft.prose[number].split("\n")):
            page.paragraph(line, BODY, indent=2)
        if number in sections:
            page.table(tables[sections[number]])
    for index, sheet in enumerate(page.sheets, start=1):
        sheet.runs.append(Run(WIDTH / 2 - 3, HEIGHT - 12, 4.2, f"- {index} -"))
    return page.sheets


class _Page:
    """Fills pages from top to bottom."""

    def __init__(self) -> None:
        self.sheets = [Sheet()]
        self.y = TOP

    def _room(self, height: float) -> None:
        if self.y + height > HEIGHT - TOP:
            self.sheets.append(Sheet())
            self.y = TOP

    def paragraph(self, text: str, size: float, *, centred: bool = False, indent: float = 0) -> None:
        """Adds a paragraph; an empty text adds none."""
        for index, line in enumerate(wrapped(text, (WIDTH - 2 * SIDE) / size, first=indent)):
            self._room(1.8 * size)
            x = SIDE + (0 if index else indent * size)
            if centred:
                x = (WIDTH - width_of(line) * size) / 2
            self.sheets[-1].runs.append(Run(x, self.y + 1.3 * size, size, line))
            self.y += 1.8 * size

    def table(self, drawing: Drawing) -> None:
        """Adds a table, broken between its rows where a page ends."""
        raster = covered(drawing)
        xs = [SIDE]
        for width in _widths(len(raster[0])):
            xs.append(xs[-1] + width)
        cells = {place[:2]: place[2] for row in raster for place in row if place}
        lines = {
            at: [
                line
                for part in cell.text.split("\n")
                for line in wrapped(part, (xs[at[1] + cell.column_span] - xs[at[1]] - 2 * PADDING) / SMALL)
            ]
            for at, cell in cells.items()
        }
        heights = [5.0] * len(raster)
        for (row, column), cell in sorted(cells.items(), key=lambda entry: entry[1].row_span):
            needed = LEADING * len(lines[row, column]) + 1.5
            held = sum(heights[row : row + cell.row_span])
            heights[row + cell.row_span - 1] += max(needed - held, 0.0)
        for row, height in enumerate(heights):
            self._room(height)
            self._row(row, raster[row], xs, height, lines)
        self.y += 4.0

    def _row(
        self,
        row: int,
        places: list[tuple[int, int, Drawn] | None],
        xs: list[float],
        height: float,
        lines: Mapping[tuple[int, int], list[str]],
    ) -> None:
        sheet = self.sheets[-1]
        first = self.y == TOP
        begins = [place and place[:2] for place in places]
        for at, group in groupby(range(len(places)), key=begins.__getitem__):
            columns = list(group)
            left, right = xs[columns[0]], xs[columns[-1] + 1]
            sheet.rules += [(x, self.y, x, self.y + height) for x in (left, right)]
            if at is None or at[0] == row or first:
                sheet.rules.append((left, self.y, right, self.y))
            place = places[columns[0]]
            if place is None or place[0] + place[2].row_span == row + 1 or self._is_last(height):
                sheet.rules.append((left, self.y + height, right, self.y + height))
            if at is not None and at[0] == row:
                for index, line in enumerate(lines[at]):
                    x = left + (right - left - width_of(line) * SMALL) / 2
                    sheet.runs.append(Run(x, self.y + 3.6 + LEADING * index, SMALL, line))
        self.y += height

    def _is_last(self, height: float) -> bool:
        """Whether hardly another row fits on the page: cells that span more are closed there."""
        return self.y + 2 * height > HEIGHT - TOP


def _widths(columns: int) -> list[float]:
    whole = sum(LABELS) + 7 * FIGURE
    if columns == 10:
        return [*LABELS, *[FIGURE] * 7]
    return [whole / columns] * columns


def width_of(text: str) -> float:
    """In em."""
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.5 for letter in text)


def wrapped(text: str, width: float, *, first: float = 0) -> Iterator[str]:
    """The lines of a text in a width in em, the first one narrower; Latin words are kept whole where they fit."""
    line, room = "", width - first
    for latin, group in groupby(text, key=lambda letter: letter.isascii() and letter.isalnum()):
        word = "".join(group)
        for part in [word] if latin and width_of(word) <= width else word:
            if line and width_of(line) + width_of(part) > room:
                yield line
                line, room = "", width
            line += part
    if line:
        yield line


# Writing


def parts(pages: Iterable[Sheet], manner: Manner) -> dict[str, str | bytes]:
    """The parts of a file with these pages."""
    pages = list(pages)
    told: dict[str, str | bytes] = {"OFD.xml": entry("Doc_0/Document.xml", prefix=manner.prefix)}
    root = "/Doc_0/" if manner.absolute else ""
    template = ""
    if manner.head:
        template = f'<ofd:TemplatePage ID="900" BaseLoc="{root}Tpls/Tpl_0/Content.xml"/>'
        told["Doc_0/Tpls/Tpl_0/Content.xml"] = page_xml(
            text_object(Run(SIDE, 14, 3.7, manner.head), Manner("")), prefix=manner.prefix, kind="Background"
        )
    listed = "".join(
        f'<ofd:Page ID="{100 + index}" BaseLoc="{root}Pages/Page_{index}/Content.xml"/>'
        for index in range(len(pages))
    )
    told["Doc_0/Document.xml"] = document_xml(listed, template=template, prefix=manner.prefix)
    drawings = []
    for index, sheet in enumerate(pages):
        objects = "".join(text_object(run, manner) for run in sheet.runs)
        rules = rule_objects(sheet.rules, manner)
        if manner.rules == "drawing":
            drawings.append(
                f'<ofd:CompositeGraphicUnit ID="{500 + index}" Width="{WIDTH}" Height="{HEIGHT}"><ofd:Content>{rules}'
                "</ofd:Content></ofd:CompositeGraphicUnit>"
            )
            rules = (
                f'<ofd:CompositeObject ID="7" ResourceID="{500 + index}" Boundary="0 0 {WIDTH} {HEIGHT}" '
                'CTM="1 0 0 1 0 0"/>'
            )
        told[f"Doc_0/Pages/Page_{index}/Content.xml"] = page_xml(
            rules + objects,
            template='<ofd:Template TemplateID="900" ZOrder="Background"/>' if template else "",
            prefix=manner.prefix,
            blocks=manner.blocks,
        )
    told["Doc_0/PublicRes.xml"] = resources_xml(drawings, prefix=manner.prefix)
    return told


def _xml(name: str, content: str, prefix: str) -> str:
    """A part; programs differ in the prefix of their names."""
    space = f'xmlns{":" if prefix else ""}{prefix.rstrip(":")}="{NAMESPACE}"'
    text = f"<ofd:{name} {space}>{content}</ofd:{name}>"
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + text.replace("<ofd:", f"<{prefix}").replace(
        "</ofd:", f"</{prefix}"
    )


def entry(*roots: str, prefix: str = "ofd:") -> str:
    """OFD.xml, with a document at each of these places."""
    bodies = "".join(
        f"<ofd:DocBody><ofd:DocInfo><ofd:DocID>0</ofd:DocID></ofd:DocInfo><ofd:DocRoot>{root}</ofd:DocRoot></ofd:DocBody>"
        for root in roots
    )
    return _xml("OFD", bodies, prefix)


def document_xml(pages: str, *, template: str = "", more: str = "", prefix: str = "ofd:") -> str:
    """Document.xml."""
    area = f"<ofd:PageArea><ofd:PhysicalBox>0 0 {WIDTH} {HEIGHT}</ofd:PhysicalBox></ofd:PageArea>"
    data = f"<ofd:CommonData><ofd:MaxUnitID>999</ofd:MaxUnitID>{area}<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
    return _xml("Document", f"{data}{template}</ofd:CommonData><ofd:Pages>{pages}</ofd:Pages>{more}", prefix)


def page_xml(
    objects: str,
    *,
    template: str = "",
    kind: str = "Body",
    blocks: bool = False,
    area: str = "",
    prefix: str = "ofd:",
) -> str:
    """A page, or a template."""
    if blocks:
        objects = f"<ofd:PageBlock><ofd:PageBlock>{objects}</ofd:PageBlock></ofd:PageBlock>"
    layer = f'<ofd:Layer ID="2" Type="{kind}" DrawParam="4">{objects}</ofd:Layer>'
    return _xml("Page", f"{template}{area}<ofd:Content>{layer}</ofd:Content>", prefix)


def resources_xml(drawings: Iterable[str] = (), *, prefix: str = "ofd:") -> str:
    """PublicRes.xml: a font by its name, a width of lines, drawings."""
    fonts = '<ofd:Fonts><ofd:Font ID="3" FontName="宋体" FamilyName="SimSun"/></ofd:Fonts>'
    params = '<ofd:DrawParams><ofd:DrawParam ID="4" LineWidth="0.18"/></ofd:DrawParams>'
    units = f"<ofd:CompositeGraphicUnits>{''.join(drawings)}</ofd:CompositeGraphicUnits>"
    return _xml("Res", fonts + params + units, prefix)


def text_object(run: Run, manner: Manner) -> str:
    """The objects of a line of text."""
    if manner.text == "character":
        pieces = []
        x = run.x
        for letter in run.text:
            pieces.append(_object(x, run.y, run.size, letter, ""))
            x += width_of(letter) * run.size
        return "".join(pieces)
    steps = [width_of(letter) * run.size for letter in run.text[:-1]]
    if manner.text == "scaled":
        points = 72 / 25.4
        boundary = (
            f"{run.x:.4f} {run.y - run.size:.4f} {width_of(run.text) * run.size:.4f} {1.2 * run.size:.4f}"
        )
        deltas = " ".join(f"{step * points:.3f}" for step in steps)
        return (
            f'<ofd:TextObject ID="9" Boundary="{boundary}" CTM="0.352778 0 0 0.352778 {-run.x:.4f} {run.size:.4f}" '
            f'Font="3" Size="{run.size * points:.4f}"><ofd:TextCode X="{run.x * points:.4f}" Y="0" '
            f'DeltaX="{deltas}">{escape(run.text)}</ofd:TextCode></ofd:TextObject>'
        )
    return _object(run.x, run.y, run.size, run.text, deltas_of(steps))


def _object(x: float, y: float, size: float, text: str, deltas: str) -> str:
    told = f' DeltaX="{deltas}"' if deltas else ""
    return (
        f'<ofd:TextObject ID="9" Boundary="{x:.4f} {y - size:.4f} {width_of(text) * size:.4f} {1.2 * size:.4f}" '
        f'Font="3" Size="{size}"><ofd:FillColor Value="0 0 0"/><ofd:TextCode X="0" Y="{size}"{told}>{escape(text)}'
        "</ofd:TextCode></ofd:TextObject>"
    )


def deltas_of(steps: Iterable[float]) -> str:
    """Steps as programs write them: `g` for several that are alike."""
    told = []
    for step, group in groupby(round(step, 4) for step in steps):
        count = len(list(group))
        told.append(f"g {count} {step}" if count > 2 else " ".join([str(step)] * count))
    return " ".join(told)


def rule_objects(rules: Iterable[tuple[float, float, float, float]], manner: Manner) -> str:
    """The objects of ruling lines."""
    rules = list(dict.fromkeys(rules))
    if manner.rules == "path":
        data = " ".join(f"M {x0:.3f} {y0:.3f} L {x1:.3f} {y1:.3f}" for x0, y0, x1, y1 in rules)
        return path_object(data, (0, 0, WIDTH, HEIGHT)) if data else ""
    told = []
    for x0, y0, x1, y1 in rules:
        if manner.rules == "bars":
            box = (x0 - 0.08, y0 - 0.08, x1 - x0 + 0.16, y1 - y0 + 0.16)
            corners = f"M 0 0 L {box[2]:.3f} 0 L {box[2]:.3f} {box[3]:.3f} L 0 {box[3]:.3f} C"
            told.append(path_object(corners, box, more='Stroke="false" Fill="true"'))
        else:
            told.append(path_object(f"M 0 0 L {x1 - x0:.3f} {y1 - y0:.3f}", (x0, y0, x1 - x0, y1 - y0)))
    return "".join(told)


def path_object(data: str, box: tuple[float, float, float, float], *, more: str = "") -> str:
    """A path."""
    boundary = " ".join(f"{value:.3f}" for value in box)
    return (
        f'<ofd:PathObject ID="8" Boundary="{boundary}" {more}><ofd:StrokeColor Value="0 0 0"/>'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )
