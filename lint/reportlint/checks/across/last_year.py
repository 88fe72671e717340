"""What the checks across two years share: whether the reports may be compared, and the figures of both."""

from __future__ import annotations

from msgspec import Struct

from reportlint.checks.shared.tables import cell_lost, table_lost
from reportlint.engine.kind import CheckContext, Elsewhere, NotApplicable, Unchecked
from reportlint.model.document import NOWHERE
from reportlint.model.forms import TableForm, cell_name, load_form
from reportlint.model.report import CellKey, Number, Report, Table, Unreadable
from reportlint.model.units import same_organ
from reportlint.model.wording import Text, visible


def last_year(report: Report, context: CheckContext) -> Report | Unchecked | NotApplicable:
    """Last year's report of the same unit; why the one given is not compared; not applicable without one."""
    prior = context.prior
    if prior is None:
        return NotApplicable()
    file = called(prior)
    if report.year is None or report.unit is None:
        missing = Text("单位", "the unit") if report.year else Text("年份", "the year")
        zh, en = f"没有认出本报告的{missing.zh}", f"{missing.en} of this report is not known"
    elif prior.year is None or prior.unit is None:
        missing = Text("单位", "the unit") if prior.year else Text("年份", "the year")
        zh, en = f"没有认出{file.zh}的{missing.zh}", f"{missing.en} of {file.en} is not known"
    elif prior.year != report.year - 1:
        zh = f"{file.zh}是{prior.year}年度的，本报告的上年是{report.year - 1}年度"
        en = f"{file.en} is on {prior.year}, the year before this report's is {report.year - 1}"
    elif not same_organ(report.unit, prior.unit):
        ours, theirs = visible(report.unit), visible(prior.unit)
        zh = f"{file.zh}是“{theirs}”的，本报告是“{ours}”的，不是同一单位"
        en = f"{file.en} is of “{theirs}”, this one of “{ours}”, another unit"
    else:
        return prior
    return Unchecked(Text(f"{zh}，没有和上年核对", f"{en}; not compared"))


def called(prior: Report) -> Text:
    """How messages call last year's report."""
    name = visible(prior.name)
    return Text(f"上年报告（{name}）", f"last year's report ({name})")


class Side(Struct, frozen=True):
    """One year's table; `file` names last year's report and is empty for this year's."""

    table: Table
    form: TableForm
    file: Text

    def figure(self, row: str, column: str) -> Number | Unchecked:
        """A cell's figure, or why there is none."""
        value = self.table.value(row, column)
        if isinstance(value, Number):
            return value
        if value is None or isinstance(value, Unreadable):
            return Unchecked(self.told(cell_lost(self.table, self.form, row, column).reason))
        name = self.form.row_called(row)
        return Unchecked(
            self.told(Text(f"{name.zh}有格没有填数，没有核对", f"{name.en} has cells without a figure"))
        )

    def form_has(self, row: str, column: str) -> bool:
        """Whether the form has such a cell."""
        rows = self.form.row_index
        return row in rows and any(column == heading.key for heading in self.form.block_of(row).columns)

    def cell(self, row: str, column: str) -> CellKey:
        """The cell's key."""
        return CellKey(self.table.key, row, column)

    def name(self, row: str, column: str) -> Text:
        """The cell in the clerk's words."""
        cell = self.cell(row, column)
        return cell_name(cell, edition=self.table.edition)

    def told(self, words: Text) -> Text:
        """The words, with the file that they are about before them."""
        return Text(self.file.zh + words.zh, f"{self.file.en}: {words.en}" if self.file.en else words.en)

    def elsewhere(self, words: Text) -> Elsewhere:
        """What stands here, as a second place of a finding: in another file, so the place is told in words."""
        return Elsewhere(self.told(words), NOWHERE)

    def holding(self, row: str, column: str, figure: Number) -> Elsewhere:
        """The cell and its figure as a second place of a finding."""
        zh, en = self.name(row, column)
        raw = visible(figure.raw)
        words = Text(f"{zh}填的是 {raw}", f"{en} says {raw}")
        return (
            self.elsewhere(words) if self.file.zh else Elsewhere(words, figure.place, self.cell(row, column))
        )


def both_years(
    report: Report, context: CheckContext, key: str
) -> tuple[Side, Side] | Unchecked | NotApplicable:
    """This year's and last year's table `key`, or why they cannot be compared."""
    prior = last_year(report, context)
    if not isinstance(prior, Report):
        return prior
    now, then = side(report, key, Text("", "")), side(prior, key, called(prior))
    if isinstance(now, Unchecked):
        return now
    return then if isinstance(then, Unchecked) else (now, then)


def side(report: Report, key: str, file: Text) -> Side | Unchecked:
    """The table `key` of one report, or why it is not there."""
    table = report.tables.get(key)
    form = load_form(table.edition if table else report.edition).tables[key]
    if table is not None:
        return Side(table, form, file)
    zh, en = table_lost(report, form).reason
    return Unchecked(Text(file.zh + zh, f"{file.en}: {en}" if file.en else en))
