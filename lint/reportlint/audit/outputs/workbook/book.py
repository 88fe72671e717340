"""A workbook that is written row by row, with texts from reports never taken for formulas, ready for print."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import ceil
from typing import Any, Literal, NamedTuple, TypeAlias

from reportlint.app.own_outputs import MARK
from reportlint.audit.outputs.wording import clean, word
from reportlint.model.diagnostic import Severity
from reportlint.render.plain import width
from reportlint.render.tidy import FORMULA

MOST_ROWS = 1_048_576
"""Rows that a sheet of an .xlsx file can have."""
LONGEST_TEXT = 2000
"""Characters of a cell; Excel itself takes 32,767 and shows far fewer."""

_FONT = "等线"
_A4 = 9
_LINE_HEIGHT, _HIGHEST = 13.5, 400.0
"""Of a line of text, and of the highest row that spreadsheets take, in points."""
COLOURS: dict[Severity, str] = {"error": "#C00000", "warning": "#B86E00", "info": "#2F6EB5"}
"""Of a severity, in cells and charts."""
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 18},
    "heading": {"bold": True, "font_size": 12},
    "head": {"bold": True, "bg_color": "#DCE6F1", "border": 1, "border_color": "#A6A6A6", "text_wrap": True},
    "text": {"text_wrap": True, "border": 1, "border_color": "#D9D9D9"},
    "label": {"text_wrap": True, "border": 1, "align": "center", "valign": "vcenter", "font_size": 9},
    "figure": {"num_format": "General", "border": 1, "align": "center", "valign": "vcenter"},
    "off": {
        "num_format": "General",
        "border": 1,
        "border_color": "#D9D9D9",
        "align": "right",
        "font_color": "#C00000",
        "bg_color": "#FBE3DF",
        "bold": True,
    },
    "number": {"num_format": "General", "border": 1, "border_color": "#D9D9D9", "align": "right"},
    "plain": {"num_format": "0", "border": 1, "border_color": "#D9D9D9", "align": "center"},
    **{
        severity: {"font_color": colour, "bold": True, "border": 1, "border_color": "#D9D9D9"}
        for severity, colour in COLOURS.items()
    },
}

Look: TypeAlias = Literal["text", "number", "plain"]
CellContent: TypeAlias = "int | Decimal | str | Sequence[str] | None"
"""What a cell can hold; a sequence is one text of several lines."""


class Column(NamedTuple):
    """A column of a list: its head, its width in characters, and how its cells look (a year is "plain")."""

    head: str
    width: float
    look: Look = "text"


class Book:
    """A workbook in memory. Sheets stand in the order in which they are begun.

    Rows are written one after the other and leave memory then, unless the workbook is `small`.
    """

    def __init__(self, lang: str, *, most_rows: int = MOST_ROWS, small: bool = False) -> None:
        import xlsxwriter

        self.lang = lang
        self.most_rows = most_rows
        self._stream = io.BytesIO()
        options = {"constant_memory": not small, "strings_to_formulas": False, "strings_to_urls": False}
        self.file = xlsxwriter.Workbook(self._stream, options)
        self.file.set_properties({"comments": MARK})
        self._looks = {
            (name, quoted): self.file.add_format(
                {"font_name": _FONT, "font_size": 10, "valign": "top", "quote_prefix": quoted, **look}
            )
            for name, look in _LOOKS.items()
            for quoted in (False, True)
        }

    def sheet(self, key: str, *, number: int = 1) -> Any:
        """A new sheet with the fixed name `key`, set up for A4 across; `number` 2 is its continuation."""
        name = word("sheets", key, self.lang)
        if number > 1:
            name = f"{name}{word('workbook', 'more', self.lang)}{number}"
        sheet = self.file.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.set_header("&L&A")
        sheet.set_footer(f"&C{word('workbook', 'printed', self.lang)}")
        return sheet

    def write(self, sheet: Any, place: tuple[int, int], entry: CellContent, look: str = "text") -> None:
        """Writes a cell: whole numbers and decimals as numbers, everything else as text and nothing but text."""
        if isinstance(entry, (int, Decimal)):
            sheet.write_number(*place, entry, self._looks[look, False])
            return
        text = self._text(entry)
        if not text:
            sheet.write_blank(*place, None, self._looks[look, False])
            return
        sheet.write_string(*place, text, self._looks[look, text.startswith(FORMULA)])

    def merge(self, sheet: Any, area: tuple[int, int, int, int], entry: CellContent, look: str) -> None:
        """Writes one cell over an area (first row, first column, last row, last column) of a small workbook."""
        if area[:2] != area[2:]:
            sheet.merge_range(*area, "", self._looks[look, False])
        self.write(sheet, area[:2], entry, look)

    def lines(self, entry: CellContent, columns: float) -> int:
        """How many lines a cell so many characters wide needs for this."""
        if isinstance(entry, (int, Decimal)):
            return 1
        return sum(max(1, ceil(width(line) / columns)) for line in self._text(entry).split("\n"))

    def _text(self, entry: str | Sequence[str] | None) -> str:
        lines = (entry or "",) if isinstance(entry, str) or entry is None else entry
        text = "\n".join(clean(line) for line in lines)
        if len(text) <= LONGEST_TEXT:
            return text
        return text[:LONGEST_TEXT] + word("workbook", "cut", self.lang)

    def close(self) -> bytes:
        """The whole file; nothing can be written any more."""
        self.file.close()
        return self._stream.getvalue()


class List:
    """A sheet with a head that stays in sight and a filter; goes on in a further sheet when it is full.

    Of its columns the first `printed` are printed, so that they can be read on paper; 0 for all.
    """

    def __init__(self, book: Book, key: str, columns: Sequence[Column], *, printed: int = 0) -> None:
        self._book, self._key, self._columns, self._printed = book, key, columns, printed
        self.rows = 0
        self.sheets = 0
        self._begin()

    def _begin(self) -> None:
        self.sheets += 1
        self._line = 0
        self._sheet = self._book.sheet(self._key, number=self.sheets)
        self._set_height(0, [column.head for column in self._columns])
        for index, column in enumerate(self._columns):
            self._sheet.set_column(index, index, column.width)
            self._book.write(self._sheet, (0, index), column.head, "head")
        self._sheet.freeze_panes(1, 1)
        self._sheet.repeat_rows(0)

    def add(
        self,
        entries: Sequence[CellContent],
        *,
        severity: tuple[int, Severity] | None = None,
        looks: Mapping[int, str] | None = None,
    ) -> None:
        """Adds a row; `severity` is the column that shows one, and which; `looks` are those of single columns."""
        if self._line + 1 >= self._book.most_rows:
            self._end()
            self._begin()
        self._line += 1
        self.rows += 1
        self._set_height(self._line, entries)
        for index, (column, entry) in enumerate(zip(self._columns, entries, strict=True)):
            usual = severity[1] if severity is not None and severity[0] == index else column.look
            look = (looks or {}).get(index, usual)
            self._book.write(self._sheet, (self._line, index), entry, look)

    def _set_height(self, line: int, entries: Sequence[CellContent]) -> None:
        """Makes the row as high as its texts need: spreadsheets do not do so for files they did not write."""
        pairs = zip(entries, self._columns, strict=True)
        lines = max(self._book.lines(entry, column.width - 1) for entry, column in pairs)
        self._sheet.set_row(line, min(lines * _LINE_HEIGHT + 2, _HIGHEST))

    def _end(self) -> None:
        last = max(self._line, 1)
        self._sheet.autofilter(0, 0, last, len(self._columns) - 1)
        self._sheet.print_area(0, 0, last, (self._printed or len(self._columns)) - 1)

    def finish(self) -> None:
        """Closes the list; an empty one says so."""
        if not self.rows:
            self._line += 1
            self._book.write(self._sheet, (1, 0), word("workbook", "empty", self._book.lang))
        self._end()
