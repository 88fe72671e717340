"""Where something stands in a report, as a person finds it there: the part of the form, the item, the table."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportlint.model.document import Paragraph, Place
from reportlint.model.forms import NUMERALS, cell_name
from reportlint.model.report import CellKey, Report
from reportlint.model.wording import NO_WORDS, Text

_ITEM = re.compile(r"\s*([（(][一二三四五六七八九十]+[）)][^，。；：,;:\n]*)")
"""The beginning of an item of a part: （二）依申请公开."""
_LONGEST_ITEM = 20
"""Characters of an item's beginning that are a heading; a longer one is a sentence and names nothing."""


def whereabouts(
    place: Place, report: Report, cell: CellKey | None = None, edition: str | None = None
) -> Text:
    """The cell; for a place in the prose the part of the report and the item: 第一部分“（二）依申请公开”.

    `edition` is the form that the cell belongs to, where it is not the one the report is judged by. Empty where the
    place is not known.
    """
    line = place.line
    if cell is not None and (line is None or report.in_table(place)):
        return cell_name(cell, edition=edition or report.edition)
    if line is None:
        return NO_WORDS
    if report.title is not None and report.title.place.line == line:
        return Text("标题", "the title")
    above = [section for section in report.sections if section.place.line and section.place.line <= line]
    if not above:
        return Text("第一部分之前", "before part 1") if report.sections else NO_WORDS
    section = max(above, key=lambda section: section.place.line or 0)
    zh, en = f"第{NUMERALS[section.number]}部分", f"part {section.number}"
    if section.place.line == line:
        heading = (
            place.column is None or section.place.column is None or place.column < section.place.column + 2
        )
        return Text(f"{zh}的标题", f"the heading of {en}") if heading else Text(zh, en)
    if report.in_table(place):
        return Text(f"{zh}的表", f"the table of {en}")
    item = _item(section.paragraphs, line)
    return Text(zh + f"“{item}”", f"{en}, “{item}”") if item else Text(zh, en)


def _item(paragraphs: Iterable[Paragraph], line: int) -> str:
    """The heading of the last item that begins at the line or above it; "" where there is none."""
    found = ""
    for paragraph in paragraphs:
        if paragraph.place.line is None or paragraph.place.line > line:
            continue
        begins = _ITEM.match(paragraph.text)
        if begins and len(begins[1].strip()) <= _LONGEST_ITEM:
            found = begins[1].strip()
    return found
