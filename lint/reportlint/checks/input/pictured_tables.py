"""Kind `pictured_tables`: where a table should stand there is a picture, whose figures nobody can check.

A page that is one picture is told (variant `page`) where something of the report was not found that may
stand on it: a section, a table or rows of one, title or period. Of any other it is said that it was not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.checks.shared.tables import may_stand_on, tables_read
from reportlint.engine.kind import CheckContext, Finding, Judgement, Kind, Unchecked
from reportlint.model.report import PicturedPage, Report
from reportlint.model.wording import Text


def _run(report: Report, context: CheckContext) -> Iterator[Judgement]:
    """A finding for each table of the form that was not found while its section has a picture."""
    for page in report.pictured:
        yield _page(report, context, page)
    pages = {page.place for page in report.pictured}
    for form in context.form.tables.values():
        if form.key in report.tables:
            continue
        own = (place for number, place in report.pictures if number == form.section and place not in pages)
        place = next(own, None)
        if place is not None:
            yield Finding(place, {"table": form.called}, form.section)


def _page(report: Report, context: CheckContext, page: PicturedPage) -> Judgement:
    number = page.place.page
    if _misses(report, context, page):
        return Finding(page.place, {"page": number}, page.above or None, variant="page")
    return Unchecked(
        Text(f"第{number}页整页是图片，上面的内容没有查", f"page {number} is a picture and was not checked")
    )


def _misses(report: Report, context: CheckContext, page: PicturedPage) -> bool:
    """Whether something was not found that may stand on the page."""
    if page.above == 0 and (report.title is None or report.period is None):
        return True
    read = {section.number for section in report.sections if section.standing != "lost"}
    if any(form.number not in read and page.may_hold(form.number) for form in context.form.sections):
        return True
    lost = (form for form in context.form.tables.values() if form.key not in report.tables)
    if any(page.may_hold(form.section) for form in lost):
        return True
    return any(
        may_stand_on(page, table, form, row)
        for table, form in tables_read(report)
        for row in table.missing_rows
    )


KIND = Kind(
    name="pictured_tables",
    run=_run,
    parameters={"type": "object", "additionalProperties": False},
    placeholders=frozenset({"table", "page"}),
    variants=frozenset({"page"}),
)
