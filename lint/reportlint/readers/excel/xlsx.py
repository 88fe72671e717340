"""The sheets of an .xlsx workbook: their cells as text, with spans, borders and what is hidden.

Read from the parts themselves: a library lays out every row and merged area to its declared size,
which a hostile file declares to be the whole sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportlint.readers.container import Container, damaged, too_large, whole
from reportlint.readers.excel.sheet import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_IN_BOOK,
    Sheet,
    SheetCell,
    is_date_format,
    number_shown,
)
from reportlint.readers.marks import RAISED

if TYPE_CHECKING:
    from lxml.etree import _Element

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def sheets(container: Container) -> Iterator[Sheet]:
    """The visible sheets in their order. Raises ReadFailure for damage and for more cells than a workbook may have."""
    book = container.related("officeDocument") or "xl/workbook.xml"
    root = container.tree(book)
    if root is None:
        return
    strings = list(_strings(container.tree(container.related("sharedStrings", to=book) or "")))
    styles = list(_styles(container.tree(container.related("styles", to=book) or "")))
    parts = dict(container.relations(book))
    left = MOST_IN_BOOK
    for entry in root.iter(S + "sheet"):
        link = next((str(value) for name, value in entry.items() if str(name).endswith("}id")), "")
        part = container.tree(parts.get(link, ""))
        if entry.get("state", "visible") == "visible":
            if part is None:  # a sheet that people see, or saw before the file was damaged
                raise damaged()
            sheet = _sheet(part, entry.get("name", ""), (strings, styles), min(left, MOST_CELLS))
            left -= sheet.size
            yield sheet


def _sheet(root: _Element, name: str, known: tuple[list[str], list[tuple[bool, bool]]], most: int) -> Sheet:
    sheet = Sheet(name)
    hidden = [group for group in root.iter(S + "col") if group.get("hidden") in ("1", "true")]
    known_to = 0  # spans that overlap are counted once, however many there are
    for first, last in sorted((whole(group.get("min")), whole(group.get("max"))) for group in hidden):
        sheet.hidden_columns.update(range(max(first, known_to + 1), min(last, MOST_COLUMNS) + 1))
        known_to = max(known_to, last)
    row = count = 0
    for element in root.iter(S + "row"):
        row = whole(element.get("r")) or row + 1
        cells = list(_cells(element, row, known))
        count += len(cells)
        if count > most:
            raise too_large()
        if element.get("hidden") not in ("1", "true"):
            sheet.rows[row] = [cell for cell in cells if cell.column not in sheet.hidden_columns]
    for area in root.iter(S + "mergeCell"):
        _merge(sheet, area.get("ref", ""))
    return sheet


def _merge(sheet: Sheet, reference: str) -> None:
    corners = [_position(part) for part in reference.split(":")]
    if len(corners) == 2 and corners[0] and corners[1]:
        sheet.merge(*corners[0], *corners[1])


def _cells(
    row: _Element, number: int, known: tuple[list[str], list[tuple[bool, bool]]]
) -> Iterator[SheetCell]:
    strings, styles = known
    column = 0
    for cell in row.iterchildren(S + "c"):
        position = _position(cell.get("r", ""))
        column = position[1] if position else column + 1
        index = whole(cell.get("s"))
        drawn, dated = styles[index] if index < len(styles) else (False, False)
        yield SheetCell(number, column, _text(cell, strings, dated=dated), drawn)


def _position(address: str) -> tuple[int, int] | None:
    """Row and column of an address such as D12."""
    match = _ADDRESS.fullmatch(address.replace("$", ""))
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def _text(cell: _Element, strings: list[str], *, dated: bool) -> str:
    """What the cell shows; a formula whose result is not in the file stands for itself."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return "".join(_runs(cell)).strip()
    told = cell.findtext(S + "v")
    if not told and not (kind == "str" and told is not None):
        formula = cell.findtext(S + "f")
        return f"={formula}" if formula else ""
    if not told:
        return ""
    if kind == "s":
        if whole(told) >= len(strings):  # the cell shows a text that is lost
            raise damaged()
        return strings[whole(told)].strip()
    if kind == "b":
        return "TRUE" if told == "1" else "FALSE"
    return number_shown(told, dated=dated) if kind == "n" else told.strip()


def _strings(root: _Element | None) -> Iterator[str]:
    for entry in () if root is None else root.iterchildren(S + "si"):
        yield "".join(_runs(entry))


def _runs(parent: _Element) -> Iterator[str]:
    """The text of a string, also where it has several fonts.

    Readings written above characters and struck text are left out; raised digits are such signs.
    """
    for text in parent.iter(S + "t"):
        above = text.getparent()
        if above is None or above.tag == S + "rPh":
            continue
        font = above.find(S + "rPr")
        if font is None:
            yield text.text or ""
            continue
        struck, raised = font.find(S + "strike"), font.find(S + "vertAlign")
        if struck is None or struck.get("val", "1") in ("0", "false"):
            marks = None if raised is None else RAISED.get(raised.get("val", ""))
            yield (text.text or "").translate(marks or {})


def _styles(root: _Element | None) -> Iterator[tuple[bool, bool]]:
    """For each cell style whether it draws a border, and whether it shows numbers as dates."""
    if root is None:
        return
    borders = [
        any(side.get("style", "none") != "none" for side in border)
        for group in root.iterchildren(S + "borders")
        for border in group
    ]
    codes = {form.get("numFmtId", ""): form.get("formatCode", "") for form in root.iter(S + "numFmt")}
    for group in root.iterchildren(S + "cellXfs"):
        for style in group:
            border = whole(style.get("borderId"))
            number = style.get("numFmtId", "")
            yield (
                border < len(borders) and borders[border],
                is_date_format(whole(number), codes.get(number, "")),
            )
