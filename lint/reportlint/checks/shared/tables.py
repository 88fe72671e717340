"""What the checks on tables share: tables in the order of the form, and words for what stands in them."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.engine.kind import Unchecked
from reportlint.model.document import Place
from reportlint.model.forms import TableForm, load_form
from reportlint.model.report import PicturedPage, Report, Table, Unreadable, Value
from reportlint.model.wording import Text, visible

ROW_FLAWS = frozenset({"row_too_long", "row_too_short", "unplaced_blank", "unplaced_row"})
"""Flaws of a whole line: which figure belongs to which column cannot be told."""

LONGEST_QUOTE = 30
"""Characters of a cell that a reason quotes at most."""


def tables_read(report: Report) -> Iterator[tuple[Table, TableForm]]:
    """The tables that were read, each with the form whose labels it carries."""
    for table in report.tables.values():
        yield table, load_form(table.edition).tables[table.key]


def lines_of(table: Table, form: TableForm) -> Iterator[tuple[str, dict[str, object]]]:
    """The rows as they stand on lines of their own, each with the words `row` and `count` of its figures.

    Rows of a strip stand side by side on one line: where that line cannot be divided among them,
    it comes once, under its first row.
    """
    for row, values in table.values.items():
        if form.layout == "strip" and all(_undivided(value) for value in values.values()):
            count = sum(len(form.block_of(key).columns) for key in form.row_index)
            yield row, {"row": form.called, "count": count}
            return
        yield row, {"row": form.row_called(row), "count": len(values)}


def _undivided(value: Value) -> bool:
    return isinstance(value, Unreadable) and value.flaw in ROW_FLAWS


def may_stand_on(page: PicturedPage, table: Table, form: TableForm, row: str) -> bool:
    """Whether a row of the form, or the heads right above it, may stand on a page that is a picture.

    It lies between the rows around it then, as far as those were found.
    """
    index, line = form.row_index, page.place.line or 0
    above = [label.place.line or 0 for key, label in table.rows.items() if index[key] < index[row]]
    below = [label.place.line or 0 for key, label in table.rows.items() if index[key] >= index[row]]
    between = max(above, default=0) < line < min(below, default=line + 1)
    return between and page.may_hold(form.section)


def may_go_on(report: Report, place: Place, form: TableForm) -> tuple[int, ...]:
    """The section, where a row stands next to a page that is a picture: some of it may stand there."""
    lines = {page.place.line for page in report.pictured if page.place.line}
    beside = place.line is not None and not lines.isdisjoint((place.line - 1, place.line + 1))
    return (form.section,) if beside else ()


def table_lost(report: Report, form: TableForm) -> Unchecked:
    """Why a rule on a table that is not among the tables read could not judge."""
    name = form.called
    if any(remark.subject == form.key for remark in report.unread):
        return Unchecked(Text(f"{name.zh}读不出来，没有核对", f"{name.en} cannot be read"))
    return Unchecked(Text(f"没有找到{name.zh}，没有核对", f"{name.en} was not found"))


def cell_lost(table: Table, form: TableForm, row: str, column: str) -> Unchecked:
    """Why a rule could not judge a cell that is missing or holds no figure that can be told."""
    value = table.value(row, column)
    if isinstance(value, Unreadable):
        return _unreadable(form, row, column, value)
    name, label = form.called, form.row_name(row)
    if row not in table.values:
        return Unchecked(Text(f"{name.zh}缺“{label}”一行，没有核对", f"{name.en} lacks the row “{label}”"))
    label = form.column_name(row, column)
    return Unchecked(Text(f"{name.zh}缺“{label}”一列，没有核对", f"{name.en} lacks the column “{label}”"))


def formulas_lost(form: TableForm) -> Unchecked:
    """Why nobody could judge formulas: what they show is worked out when a person opens the workbook."""
    name = form.called
    return Unchecked(
        Text(
            f"{name.zh}里有公式，文件里没有存下算出的数，这些格没有核对；请用 Excel 或 WPS 打开，保存后再检查",
            f"{name.en} has formulas whose results are not in the file; open it in Excel and save it",
        )
    )


def _unreadable(form: TableForm, row: str, column: str, value: Unreadable) -> Unchecked:
    if value.is_formula:
        return formulas_lost(form)
    where, quote = form.row_called(row), visible(value.raw)[:LONGEST_QUOTE]
    if _undivided(value):
        where = form.called if form.layout == "strip" else where
        return Unchecked(
            Text(
                f"{where.zh}的数对不上各列，没有核对",
                f"the figures of {where.en} cannot be told apart by column",
            )
        )
    cell = form.cell_called(row, column)
    return Unchecked(Text(f"{cell.zh}填的“{quote}”不是数，没有核对", f"{cell.en} holds “{quote}”, no figure"))
