"""What the checks on told figures share: the figure of the tables that a claim speaks of, and words for both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from reportlint.checks.shared.parameters import BASIS
from reportlint.checks.shared.tables import cell_lost, table_lost
from reportlint.engine.kind import CheckContext, Elsewhere, Unchecked
from reportlint.model.forms import TableForm, cell_name, load_form
from reportlint.model.report import CellKey, Claim, Number, Report, Table
from reportlint.model.wording import Text, visible
from reportlint.parsing.claims.lexicon import measure_names

LONGEST_LIST = 6
"""Cells of a sum that a finding shows at most."""


class Shown(Struct, frozen=True):
    """What the tables show for a measure: the sum of one column's cells in some rows of one table."""

    table: Table
    form: TableForm
    cells: tuple[CellKey, ...]
    values: tuple[Number, ...]

    @property
    def value(self) -> int:
        """The sum."""
        return int(sum(number.value for number in self.values))

    @property
    def cell(self) -> CellKey | None:
        """The cell, where it is one only."""
        return self.cells[0] if len(self.cells) == 1 else None

    def where(self) -> Text:
        """The cells in the clerk's words."""
        cell = self.cell
        if cell is not None:
            return cell_name(cell, edition=self.table.edition)
        name, label = self.form.called, self._label()
        return Text(f"{name.zh}里“{label}”的总计加起来", f"{name.en} “{label}”, totals together,")

    def _label(self) -> str:
        rows = {row.key: row for row in self.form.rows}
        groups = {group.key: group.name for group in self.form.groups}
        names = [groups.get(rows[cell.row].group or "", rows[cell.row].name) for cell in self.cells]
        return "＋".join(dict.fromkeys(names))

    def places(self) -> Iterator[Elsewhere]:
        """The cells, each with what stands there; of a sum those above zero, or the first."""
        parts = list(zip(self.cells, self.values, strict=True))
        for cell, number in [part for part in parts if part[1].value][:LONGEST_LIST] or parts[:1]:
            zh, en = cell_name(cell, edition=self.table.edition)
            raw = visible(number.raw)
            yield Elsewhere(Text(f"{zh}填的是 {raw}", f"{en} says {raw}"), number.place, cell)


def shown(report: Report, comparison: Mapping[str, Any], rows: Sequence[str]) -> Shown | Unchecked | None:
    """What the tables show in `rows`; why they do not tell; None where the form has no such rows."""
    key, column = comparison["table"], comparison["column"]
    table = report.tables.get(key)
    form = load_form(table.edition if table else report.edition).tables[key]
    wanted = [row for row in rows if row in form.row_index]
    if not wanted or column not in {heading.key for row in wanted for heading in form.block_of(row).columns}:
        return None
    if table is None:
        return table_lost(report, form)
    values = []
    for row in wanted:
        value = table.value(row, column)
        if not isinstance(value, Number):
            return _lost(table, form, row, column)
        values.append(value)
    return Shown(table, form, tuple(CellKey(key, row, column) for row in wanted), tuple(values))


def _lost(table: Table, form: TableForm, row: str, column: str) -> Unchecked:
    value = table.value(row, column)
    if value is None or value.state == "unreadable":
        return cell_lost(table, form, row, column)
    zh, en = form.cell_called(row, column)
    return Unchecked(
        Text(f"{zh}没有填数，没有和正文核对", f"{en} is not filled: not compared with the prose")
    )


def told_sums(report: Report, context: CheckContext) -> Iterator[tuple[tuple[CellKey, ...], int]]:
    """What the prose surely says that cells of one column come to, for a rule with `comparisons`.

    A measure that is told with two values, or that may mean other rows as well, says nothing.
    """
    measures = {claim.measure for claim in report.claims}
    for comparison in context.parameters["comparisons"]:
        claims = [claim for claim in report.claims if claim.measure == comparison["measure"]]
        values = {claim.value for claim in claims}
        ambiguous = comparison.get("may_be") and comparison.get("unless_told") not in measures
        table = report.tables.get(comparison["table"])
        if len(values) != 1 or ambiguous or table is None or not all(claim.sure for claim in claims):
            continue
        known = load_form(table.edition).tables[table.key].row_index
        rows = [row for row in comparison["rows"] if row in known]
        if rows:
            yield tuple(CellKey(table.key, row, comparison["column"]) for row in rows), values.pop()


def told_words(claim: Claim, report: Report) -> Text:
    """What a claim says: 收到的政府信息公开申请5件, or the words that say none."""
    name, words = measure_names()[claim.measure], marked(claim, report)
    if any(character.isdigit() for character in words) or not words:
        return Text(f"{name.zh}{claim.value}件", f"{name.en}: {claim.value}")
    if claim.value:
        return Text(f"{name.zh}{claim.value}件（“{words}”）", f"{name.en}: {claim.value} (“{words}”)")
    return Text(f"“{words}”", f"“{words}” ({name.en}: 0)")


def marked(claim: Claim, report: Report) -> str:
    """The words at a claim's place; "" where the place is not known."""
    return visible(claim.place.words(report.lines))


COMPARISON = {
    "type": "object",
    "required": ["measure", "table", "column", "rows"],
    "additionalProperties": False,
    "properties": {
        "measure": {"type": "string"},
        "table": {"type": "string", "format": "table"},
        "column": {"type": "string", "format": "column"},
        "rows": {"type": "array", "minItems": 1, "items": {"type": "string", "format": "row"}},
        "basis": BASIS,
        "may_be": {"type": "array", "items": {"type": "array", "items": {"type": "string", "format": "row"}}},
        "unless_told": {"type": "string"},
        "loosely": {
            "type": "array",
            "items": {"type": "array", "items": {"type": "string", "format": "row"}},
        },
    },
}
"""The schema of one comparison: a measure, the rows of a table that show it, and other readings of it."""
