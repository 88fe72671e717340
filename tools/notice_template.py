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
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

TEMPLATE = Path(__file__).resolve().parent.parent / "lint/reportlint/audit/outputs/notices/template.docx"

TITLE, HEAD, BODY, STRONG = "title", "head", "body", "strong"
FONTS = {TITLE: ("方正小标宋简体", 22), HEAD: ("黑体", 16), BODY: ("仿宋", 16), STRONG: ("楷体", 16)}
LINES = (
    (TITLE, "政府信息公开工作年度报告整改通知书"),
    (BODY, ""),
    ("addressee", "{{ addressee }}："),
    (BODY, "{%p if parts %}"),
    (
        BODY,
        "根据《中华人民共和国政府信息公开条例》和国办公开办函〔2021〕30号文件规定的格式，我们对你单位报送的"
        "{% if years %}{{ years }}年度{% endif %}政府信息公开工作年度报告进行了核查，"
        "{% if errors or warnings %}发现需要更正的错误{{ errors }}处、需要核实的问题{{ warnings }}处。"
        "{% else %}有文件未能核查。{% endif %}现将有关情况通知如下，请予整改。",
    ),
    (BODY, "{%p else %}"),
    (BODY, "经核对应报送单位名单，你单位有年度报告尚未报送。现将有关情况通知如下，请予整改。"),
    (BODY, "{%p endif %}"),
    (HEAD, "一、需要整改的问题"),
    (BODY, "{%p for year in missing %}"),
    (BODY, "未见你单位{{ year }}政府信息公开工作年度报告，请补报；如已报送，请告知报送时间和方式。"),
    (BODY, "{%p endfor %}"),
    (BODY, "{%p for part in parts %}"),
    (
        STRONG,
        "（{{ part.numeral }}）{% if part.title %}{{ part.title }}（文件：{{ part.file }}）"
        "{% else %}文件：{{ part.file }}{% endif %}",
    ),
    (BODY, "{%p if part.trouble %}"),
    (BODY, "这个文件未能核查：{{ part.trouble }}。请核对后重新报送。"),
    (BODY, "{%p endif %}"),
    (BODY, "{%p for point in part.points %}"),
    ("point", "{{ point.number }}. {{ point.title }}（{{ point.severity }}，{{ point.code }}）"),
    (BODY, "{%p for place in point.places %}"),
    (BODY, "{% if loop.length > 1 %}（{{ loop.index }}）{% else %}问题：{% endif %}{{ place }}。"),
    (BODY, "{%p endfor %}"),
    (BODY, "{%p if point.basis %}"),
    (BODY, "依据：{{ point.basis }}。"),
    (BODY, "{%p endif %}"),
    (BODY, "{%p if point.advice %}"),
    (BODY, "整改要求：{{ point.advice }}"),
    (BODY, "{%p endif %}"),
    (BODY, "{%p endfor %}"),
    (BODY, "{%p endfor %}"),
    (HEAD, "二、整改要求"),
    (
        BODY,
        "请你单位对照工作台账逐项核实，于{{ deadline }}完成整改，并书面反馈整改情况。报告已经公布的，更正后在原公布渠道"
        "重新发布。经核实原报告无误的，或者对核查结果有不同意见的，请一并说明理由和依据。",
    ),
    (BODY, "{%p if suggestions %}"),
    (HEAD, "三、供参考的改进建议"),
    (BODY, "{%p for point in suggestions %}"),
    (BODY, "{{ point.number }}. {{ point.title }}。{{ point.places | join('；') }}。{{ point.advice }}"),
    (BODY, "{%p endfor %}"),
    (BODY, "{%p endif %}"),
    (BODY, "{%p if contact %}"),
    (BODY, "联系人及联系方式：{{ contact }}"),
    (BODY, "{%p endif %}"),
    (BODY, ""),
    ("signature", "{{ issuer }}"),
    ("signature", "{{ date }}"),
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
    for look, text in LINES:
        add(document, look, text)
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
    run.font.bold = look == "point"
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing = Pt(28)
    if look == TITLE:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        layout.line_spacing = Pt(36)
    elif look == "signature":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        layout.right_indent = Pt(32)
        layout.keep_together = True
    elif look != "addressee":
        layout.first_line_indent = Pt(32)
    layout.keep_with_next = look in (HEAD, STRONG, "point")


if __name__ == "__main__":
    sys.exit(main())
