"""An audit as a workbook (.xlsx): the whole picture with charts, and lists that can be filtered and printed."""

from __future__ import annotations

from collections.abc import Sequence

from reportlint.audit.outcome import Audit
from reportlint.audit.outputs.tallies import RuleTallies, by_unit, totals
from reportlint.audit.outputs.workbook import lists
from reportlint.audit.outputs.workbook.book import MOST_ROWS, Book
from reportlint.audit.outputs.workbook.overview import Overview
from reportlint.audit.outputs.workbook.standing import SinceSheet, points, standing
from reportlint.engine.rules import Rule
from reportlint.model.wording import Text

_WRITING = Text("写总表", "writing the workbook")


def workbook(audit: Audit, *, rules: Sequence[Rule], lang: str = "zh", most_rows: int = MOST_ROWS) -> bytes:
    """The bytes of the file. `rules` are those in force; a list longer than `most_rows` goes on in a further sheet.

    Results are taken one at a time; needs XlsxWriter (extra `audit`).
    """
    book = Book(lang, most_rows=most_rows)
    tallies = by_unit(audit)
    overview = Overview(book)
    standing(book, audit)
    if any(entry.get("points") for entry in audit.batch.get("units", ())):
        points(book, audit)
    lists.units(book, audit, tallies)
    findings, rule_list, years = (
        lists.FindingSheets(book, audit),
        lists.RuleSheet(book),
        lists.YearSheet(book),
    )
    unread = lists.UnreadSheet(book)
    outcomes = RuleTallies()
    since = SinceSheet(book, audit) if "previous" in audit.batch else None
    for row in audit.watched(_WRITING, audit.rows):
        result = audit.result(row.path)
        findings.add(row, result)
        years.add(row, result)
        unread.add(row, result)
        outcomes.add(result)
        if since is not None:
            since.add(row, result)
    findings.finish()
    if since is not None:
        since.finish()
    rule_list.fill(rules, outcomes)
    years.finish(audit)
    unread.finish()
    lists.record(book, audit, findings=sum(totals(audit).values()))
    overview.fill(audit, tallies)
    return book.close()
