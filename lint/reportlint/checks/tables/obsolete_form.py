"""A report written on a form that no longer holds for its year, or with a row that only such a form has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from reportlint.engine.kind import (
    CheckContext,
    Elsewhere,
    Finding,
    Judgement,
    Kind,
    NotApplicable,
    Unchecked,
    unseen,
)
from reportlint.model.forms import load_form, obsolete_heads
from reportlint.model.report import Report
from reportlint.model.wording import Text, visible


def run(report: Report, context: CheckContext) -> Iterator[Judgement]:
    """One finding when `heads` or more heads of an older form stand in a report that is due on a later one.

    Else one for each row that the later form has divided into others, in a table without another sign of the older
    form.
    """
    parameters, older = context.parameters, obsolete_heads(context.form.edition)
    if report.year is not None and not older:
        yield NotApplicable()
        return
    yield from unseen(report, "labels")
    heads = {label.text: label for table in report.tables.values() for label in table.obsolete_heads}
    if len(heads) < parameters["heads"]:
        yield from _divided_rows(report, context)
        return
    if report.year is None:
        yield Unchecked(Text("不知道是哪一年的报告，没有核对表格版本", "the year of the report is not known"))
        return
    first, *others = heads.values()
    table = next(table for table in report.tables.values() if first in table.obsolete_heads)
    yield Finding(
        first.place,
        {
            "year": report.year,
            "heads": _quoted(heads),
            "count": len(heads),
            "form": Counter(older[label.key] for label in heads.values()).most_common(1)[0][0],
            "since": context.form.first_year,
            "document": context.form.document,
        },
        context.form.tables[table.key].section,
        related=tuple(
            Elsewhere(Text(f"旧表的“{label.text}”", f"“{label.text}” of the old form"), label.place)
            for label in others
        ),
    )


def _quoted(texts: Iterable[str]) -> Text:
    """Labels in quotation marks, one behind the other: between quotes Chinese has no comma."""
    quoted = [f"“{visible(text)}”" for text in texts]
    return Text("".join(quoted), ", ".join(quoted))


def _divided_rows(report: Report, context: CheckContext) -> Iterator[Finding]:
    for table in report.tables.values():
        due, used = context.form.tables.get(table.key), load_form(table.edition)
        if report.year is None or due is None or used.edition >= context.form.edition:
            continue
        old = used.tables[table.key]
        for key, label in table.rows.items():
            instead = [row for row in due.rows if row.key not in old.row_index and row.group is not None]
            if key in due.row_index or not instead:
                continue
            values = {
                "year": report.year,
                "row": visible(label.text),
                "rows": _quoted(row.name for row in instead),
                "count": len(instead),
                "since": context.form.first_year,
                "document": context.form.document,
            }
            yield Finding(label.place, values, due.section, variant="row")


KIND = Kind(
    "obsolete_form",
    run,
    {
        "type": "object",
        "additionalProperties": False,
        "required": ["heads"],
        "properties": {"heads": {"type": "integer", "minimum": 1}},
    },
    placeholders=frozenset({"year", "heads", "count", "form", "since", "document", "row", "rows"}),
    variants=frozenset({"row"}),
)
