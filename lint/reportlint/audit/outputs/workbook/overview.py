"""The first sheet of the workbook: the whole picture in figures and charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reportlint.audit.outcome import Audit
from reportlint.audit.outputs.tallies import UnitTally, by_family, files_of, owed, totals
from reportlint.audit.outputs.wording import family_name, word
from reportlint.audit.outputs.workbook.book import COLOURS, Book
from reportlint.model.diagnostic import SEVERITIES
from reportlint.render import words
from reportlint.render.plain import clip, harmless

MOST_UNITS = 15
"""Maximum units in the chart of those with the most errors."""

_WIDTHS = (34, 12, 12, 12, 12, 4, 12, 12, 12, 12, 12, 12)
_LABEL_COLUMNS = 28
_CHART_COLUMN = 6


class Overview:
    """总览, begun first so that it stands first, written last."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._sheet = book.sheet("overview")
        self._line = 0
        for index, width in enumerate(_WIDTHS):
            self._sheet.set_column(index, index, width)
        self._sheet.hide_gridlines(2)

    def fill(self, audit: Audit, tallies: Sequence[UnitTally]) -> None:
        """Writes the figures and the charts beside them."""
        self._put([(0, word("workbook", "title", self._book.lang), "title")])
        self._figures(_figures(audit))
        lang = self._book.lang
        families = {family_name(family, lang): counts for family, counts in by_family(audit).items()}
        first = self._table("by_family", "family", families)
        worst = [tally for tally in tallies if tally.severities["error"]]
        unknown = word("common", "unknown_unit", lang)
        named = {
            clip(harmless(tally.unit.name if tally.unit else unknown), _LABEL_COLUMNS): tally.severities
            for tally in worst[:MOST_UNITS]
        }
        second = self._table("most_errors", "unit", named)
        if families:
            self._bars("by_family", first, len(families), top=2)
            self._ring(heads=first - 1, sums=first + len(families), top=20)
        if named:
            self._bars("most_errors", second, len(named), top=38)

    def _put(self, entries: Sequence[tuple[int, Any, str]]) -> None:
        for column, entry, look in entries:
            self._book.write(self._sheet, (self._line, column), entry, look)
        self._line += 1

    def _figures(self, figures: Mapping[str, int | str]) -> None:
        self._line += 1
        for key, figure in figures.items():
            look = "number" if isinstance(figure, int) else "text"
            self._put([(0, word("workbook", key, self._book.lang), "text"), (1, figure, look)])

    def _table(self, heading: str, first: str, counts: Mapping[str, Mapping[Any, int]]) -> int:
        """A table of counts by severity under a heading; returns the line of its first row."""
        lang = self._book.lang
        self._line += 1
        self._put([(0, word("workbook", heading, lang), "heading")])
        heads = (word("workbook", first, lang), *(words.SEVERITY[level].of(lang) for level in SEVERITIES))
        total = word("workbook", "total", lang)
        self._put([(index, head, "head") for index, head in enumerate((*heads, total))])
        start = self._line
        for name, by_level in counts.items():
            figures = [by_level[level] for level in SEVERITIES]
            self._put([(0, name, "text"), *_row([*figures, sum(figures)])])
        if heading == "by_family":
            sums = [sum(by_level[level] for by_level in counts.values()) for level in SEVERITIES]
            self._put([(0, total, "text"), *_row([*sums, sum(sums)])])
        if not counts:
            self._put([(0, word("workbook", "empty", lang), "text")])
        return start

    def _bars(self, title: str, start: int, number: int, *, top: int) -> None:
        """Bars for the rows of a table, stacked by severity."""
        chart = self._book.file.add_chart({"type": "bar", "subtype": "stacked"})
        name = self._sheet.get_name()
        for column, level in enumerate(SEVERITIES, 1):
            chart.add_series(
                {
                    "name": words.SEVERITY[level].of(self._book.lang),
                    "categories": [name, start, 0, start + number - 1, 0],
                    "values": [name, start, column, start + number - 1, column],
                    "fill": {"color": COLOURS[level]},
                    "gap": 40,
                }
            )
        chart.set_title({"name": word("workbook", title, self._book.lang), "name_font": {"size": 12}})
        chart.set_y_axis({"reverse": True, "crossing": "max", "num_font": {"size": 9}})
        chart.set_x_axis(
            {"num_format": "0", "min": 0, "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}}
        )
        chart.set_legend({"position": "top"})
        chart.set_size({"width": 620, "height": max(300, 90 + 22 * number)})
        self._sheet.insert_chart(top, _CHART_COLUMN, chart)

    def _ring(self, *, heads: int, sums: int, top: int) -> None:
        """A ring of the severities, from the lines of heads and of sums of a table."""
        chart = self._book.file.add_chart({"type": "doughnut"})
        name = self._sheet.get_name()
        chart.add_series(
            {
                "categories": [name, heads, 1, heads, 3],
                "values": [name, sums, 1, sums, 3],
                "points": [{"fill": {"color": COLOURS[level]}} for level in SEVERITIES],
                "data_labels": {"value": True},
            }
        )
        chart.set_title({"name": word("workbook", "by_severity", self._book.lang), "name_font": {"size": 12}})
        chart.set_size({"width": 620, "height": 300})
        self._sheet.insert_chart(top, _CHART_COLUMN, chart)


def _row(figures: Sequence[int]) -> list[tuple[int, Any, str]]:
    return [(column, figure, "number") for column, figure in enumerate(figures, 1)]


def _figures(audit: Audit) -> dict[str, int | str]:
    """The figures at the top, by their fixed words."""
    files = files_of(audit)
    unreadable = sum(row.status == "unreadable" for row in files)
    return {
        "years_covered": "、".join(map(str, audit.years)),
        "units": len(audit.units),
        "files": len(files),
        "checked": len(files) - unreadable,
        "unreadable": unreadable,
        "clean": sum(row.status == "checked" and not row.tallied for row in files),
        "findings": sum(totals(audit).values()),
        "not_checked": sum(row.not_checked for row in audit.rows),
        "waived": sum(row.waived for row in audit.rows),
        "missing_units": len(owed(audit)),
    }
