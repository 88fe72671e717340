"""Makes the template of the notices, lint/reportlint/audit/outputs/notices/template.docx, which may also be changed
in Word.

python tools/notice_template.py
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

TEMPLATE = Path(__file__).resolve().parent.parent / "lint/reportlint/audit/outputs/notices/template.docx"

TITLE, HEAD, BODY, SMALL = "title", "head", "body", "small"
FONTS = {TITLE: ("方正小标宋简体", 22), HEAD: ("黑体", 14), BODY: ("仿宋", 14), SMALL: ("仿宋", 10.5)}
OPENING = (
    (TITLE, "政府信息公开工作年度报告{% if again %}催办{% else %}整改{% endif %}通知书"),
    ("number", "{%p if number or signer %}"),
    ("number", "{{ number }}{% if signer %}　　签发人：{{ signer }}{% endif %}"),
    ("number", "{%p endif %}"),
    ("addressee", "{{ addressee }}："),
    (BODY, "{%p if missing %}"),
    (
        BODY,
        "{% if again %}此前已通知补报，{% endif %}经{% if again %}再次{% endif %}核对应报送单位名单，"
        "{% if again %}仍{% endif %}未见你单位{{ missing[0] }}政府信息公开工作年度报告，请于{{ deadline }}补报；"
        "如已报送，请告知报送时间和方式。",
    ),
    (BODY, "{%p elif again %}"),
    (
        BODY,
        "此前核查你单位{% if years %}{{ years }}年度{% endif %}政府信息公开工作年度报告发现的问题，现已改好{{ mended }}处，"
        "还有{{ still }}处没有改好{% if new %}，这次核查另发现{{ new }}处（表中注明“新发现”）{% endif %}。"
        "现将还需整改的列出如下，请抓紧整改。",
    ),
    (BODY, "{%p else %}"),
    (
        BODY,
        "根据《中华人民共和国政府信息公开条例》和国务院办公厅规定的年度报告格式，我们对你单位报送的"
        "{% if years %}{{ years }}年度{% endif %}政府信息公开工作年度报告进行了核查"
        "{% if errors or warnings %}，发现需要更正的错误{{ errors }}处、需要核实的问题{{ warnings }}处。"
        "{% else %}。{% endif %}现将有关情况通知如下，请予整改。",
    ),
    (BODY, "{%p endif %}"),
    (BODY, "{%p for sentence in trouble %}"),
    (BODY, "{{ sentence }}。请核对后重新报送。"),
    (BODY, "{%p endfor %}"),
)
CELLS = (
    ("序号", "{{ row.number }}", 1.0),
    ("位置", "{{ row.place }}", 3.3),
    ("现在怎么写的", "{{ row.told }}", 4.0),
    ("应为", "{{ row.should_be }}", 1.5),
    ("依据", "{{ row.basis }}", 2.7),
    ("怎么改", "{{ row.advice }}", 3.1),
)
"""Heads of the table of mistakes, what stands below each, and their widths in centimetres."""
CLOSING = (
    (BODY, "{%p if not missing %}"),
    (
        BODY,
        "请你单位对照工作台账逐项核实，于{{ deadline }}完成整改，并书面反馈整改情况。报告已经公布的，更正后在原公布渠道"
        "重新发布。经核实原报告无误的，或者对核查结果有不同意见的，请一并说明理由和依据。",
    ),
    (BODY, "{%p endif %}"),
    (BODY, "{%p if suggestions %}"),
    (HEAD, "供参考的改进建议"),
    (BODY, "{%p for point in suggestions %}"),
    (BODY, "{{ loop.index }}. {{ point.title }}。{{ point.places | join('；') }}。{{ point.advice }}"),
    (BODY, "{%p endfor %}"),
    (BODY, "{%p endif %}"),
    (BODY, "{%p if judged_by and not missing %}"),
    (SMALL, "{{ judged_by }}"),
    (BODY, "{%p endif %}"),
    (BODY, "{%p if contact %}"),
    ("close", "联系人及联系方式：{{ contact }}"),
    (BODY, "{%p endif %}"),
    ("signature", "{{ issuer }}"),
    ("signature", "{{ date }}"),
    ("cut", "－ － － － － － － － － －　回　执　－ － － － － － － － － －"),
)
RECEIPT = (
    ("单位", "{{ addressee }}"),
    ("收到日期", "　　　　年　　月　　日"),
    ("整改情况", "\n\n"),
    ("经办人及电话", ""),
    ("负责人签字（盖章）", "\n"),
)


def main() -> int:
    """Writes the template."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    document.core_properties.title = "政府信息公开工作年度报告整改通知书"
    document.core_properties.author = ""
    document.core_properties.comments = ""
    for look, text in OPENING:
        add(document, look, text)
    add_mistakes(document)
    for look, text in CLOSING:
        add(document, look, text)
    add_receipt(document)
    document.save(str(TEMPLATE))
    print(TEMPLATE)
    return 0


def add(document: Any, look: str, text: str) -> None:
    """Adds a paragraph; its look is a font, or what kind of line it is."""
    paragraph = document.add_paragraph()
    font, size = FONTS.get(look, FONTS[BODY])
    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, Pt(size)
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing = Pt(24)
    if look == TITLE:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        layout.line_spacing = Pt(36)
    elif look == "signature":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        layout.right_indent = Pt(28)
        layout.keep_together = True
        layout.keep_with_next = text != CLOSING[-2][1]
    elif look in ("number", "cut"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        layout.space_before = Pt(18 if look == "cut" else 0)
    elif look != "addressee":
        layout.first_line_indent = Pt(28)
    if look in (HEAD, "cut", "close") or text.startswith("请你单位"):
        layout.keep_with_next = layout.keep_together = True


def add_mistakes(document: Any) -> None:
    """Adds the table of mistakes: its head on every page, a row for each mistake that is not parted by a page."""
    add(document, BODY, "{%p if rows %}")
    table = document.add_table(rows=4, cols=len(CELLS), style="Table Grid")
    table.autofit = False
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    table.cell(1, 0).text, table.cell(3, 0).text = "{%tr for row in rows %}", "{%tr endfor %}"
    table.rows[2]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for column, (head, mark, width) in enumerate(CELLS):
        table.columns[column].width = Cm(width)
        for line in range(4):
            table.cell(line, column).width = Cm(width)
        write(table.cell(0, column), head, bold=True)
        write(table.cell(2, column), mark)
    add(document, BODY, "{%p endif %}")


def add_receipt(document: Any) -> None:
    """Adds the slip to be sent back, which stays on one page."""
    table = document.add_table(rows=len(RECEIPT), cols=2, style="Table Grid")
    table.autofit = False
    table.columns[0].width, table.columns[1].width = Cm(4), Cm(11.6)
    for line, (head, text) in enumerate(RECEIPT):
        table.cell(line, 0).width, table.cell(line, 1).width = Cm(4), Cm(11.6)
        write(table.cell(line, 0), head)
        write(table.cell(line, 1), text)
        for cell in table.rows[line].cells if line < len(RECEIPT) - 1 else ():
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def write(cell: Any, text: str, *, bold: bool = False) -> None:
    """Writes small text into a cell."""
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(text)
    run.font.name, run.font.size, run.font.bold = FONTS[BODY][0], Pt(10.5), bold
    run._element.rPr.rFonts.set(qn("w:eastAsia"), FONTS[BODY][0])
    paragraph.paragraph_format.space_after = Pt(0)


if __name__ == "__main__":
    sys.exit(main())
