"""What people add to a report before they print it: shading, highlights, seals, arrows, watermarks, columns."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

Decorate = Callable[[bytes], bytes]
"""From a Word file to the same with something added."""

_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)


def _changed(data: bytes, change: Callable[[Any], None]) -> bytes:
    document = Document(io.BytesIO(data))
    change(document)
    told = io.BytesIO()
    document.save(told)
    return told.getvalue()


def _shade(paragraph: Any, colour: str = "FFF2CC") -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), colour)
    paragraph._p.get_or_add_pPr().append(shade)


def shaded(data: bytes) -> bytes:
    """Every other paragraph stands on a coloured ground."""

    def change(document: Any) -> None:
        for paragraph in document.paragraphs[::2]:
            _shade(paragraph)

    return _changed(data, change)


def highlighted(data: bytes) -> bytes:
    """Words of every paragraph are marked, and underlined in every other one."""

    def change(document: Any) -> None:
        for index, paragraph in enumerate(document.paragraphs):
            for run in paragraph.runs:
                mark = OxmlElement("w:highlight")
                mark.set(qn("w:val"), "yellow")
                run._r.get_or_add_rPr().append(mark)
                run.underline = bool(index % 2)

    return _changed(data, change)


def _shape(kind: str, *, x: int, y: int, width: int, height: int, filled: bool = False) -> Any:
    """A shape in front of the text; places in points from the corner of the page."""
    fill = '<a:solidFill><a:srgbClr val="FF0000"/></a:solidFill>' if filled else "<a:noFill/>"
    size = f'cx="{width * 12700}" cy="{height * 12700}"'
    return parse_xml(
        f'<w:r {_SPACES}><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        'relativeHeight="9" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{x * 12700}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{y * 12700}</wp:posOffset></wp:positionV>'
        f'<wp:extent {size}/><wp:wrapNone/><wp:docPr id="7" name="{kind}"/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f'<wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        f'<a:prstGeom prst="{kind}"><a:avLst/></a:prstGeom>{fill}<a:ln w="19050"><a:solidFill>'
        '<a:srgbClr val="FF0000"/></a:solidFill></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )


def _drawn(*shapes: Mapping[str, Any]) -> Decorate:
    """Shapes beside the first paragraph, and beside each table."""

    def change(document: Any) -> None:
        anchors = [document.paragraphs[0], document.paragraphs[-1]]
        anchors += [table.cell(0, 0).paragraphs[0] for table in document.tables[:2]]
        for paragraph in anchors:
            for shape in shapes:
                paragraph._p.append(_shape(**shape))

    return lambda data: _changed(data, change)


def watermarked(data: bytes) -> bytes:
    """Large grey letters lie askew under every page."""

    def change(document: Any) -> None:
        head = document.sections[0].header.paragraphs[0]
        head._p.append(
            parse_xml(
                f'<w:r {_SPACES}><w:pict><v:shape id="Mark" type="#_x0000_t136" style="position:absolute;'
                "margin-left:0;margin-top:0;width:400pt;height:100pt;rotation:315;z-index:-9;"
                "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
                'mso-position-vertical:center;mso-position-vertical-relative:margin" fillcolor="silver" '
                'stroked="f"><v:fill opacity=".5"/><v:textpath style="font-family:&quot;Noto Sans CJK SC&quot;;'
                'font-size:1pt" string="内部资料2023"/></v:shape></w:pict></w:r>'
            )
        )

    return _changed(data, change)


def in_columns(data: bytes) -> bytes:
    """The last two parts are set in two columns."""

    def change(document: Any) -> None:
        body = document.element.body
        last = document.tables[-1]._tbl
        whole = body.sectPr
        paragraph = OxmlElement("w:p")
        properties = OxmlElement("w:pPr")
        before = parse_xml(whole.xml if hasattr(whole, "xml") else "")
        kind = OxmlElement("w:type")
        kind.set(qn("w:val"), "continuous")
        properties.append(before)
        paragraph.append(properties)
        last.addnext(paragraph)
        columns = OxmlElement("w:cols")
        columns.set(qn("w:num"), "2")
        columns.set(qn("w:space"), "420")
        for old in whole.findall(qn("w:cols")):
            whole.remove(old)
        whole.insert(0, kind)
        whole.append(columns)

    return _changed(data, change)


DECORATIONS: Mapping[str, Decorate] = {
    "shaded-prose": shaded,
    "highlighted": highlighted,
    "seal": _drawn({"kind": "ellipse", "x": 300, "y": 500, "width": 110, "height": 110}),
    "star": _drawn(
        {"kind": "star5", "x": 250, "y": 300, "width": 60, "height": 60, "filled": True},
        {"kind": "donut", "x": 210, "y": 260, "width": 140, "height": 140},
    ),
    "arrow": _drawn(
        {"kind": "rightArrow", "x": 120, "y": 400, "width": 200, "height": 40},
        {"kind": "line", "x": 100, "y": 200, "width": 300, "height": 160},
    ),
    "watermark": watermarked,
    "columns": in_columns,
}
"""By name."""
