"""Row and column labels that differ from the form, and labels that are none of the form's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.checks.shared.tables import may_go_on, tables_read
from reportlint.engine.kind import CheckContext, Finding, Judgement, Kind, unseen
from reportlint.model.report import Label, Report
from reportlint.model.wording import bare

_NOTE = re.compile(r"[（(][^（()）]*[）)]\s*$")
_NOTED = re.compile(r"(?P<label>.*?)\s*[（(].*[）)]", re.DOTALL)


def run(report: Report, context: CheckContext) -> Iterator[Judgement]:
    """A finding for each altered row label, each altered column label, and each label nobody knows.

    Notes on filling in that stand in brackets behind labels are one finding for a table.
    """
    yield from unseen(report, "labels")
    for table, form in tables_read(report):
        values = {"table": form.called}
        altered = [label for label in (*table.rows.values(), *table.columns) if label.altered]
        noted = [label for label in altered if _is_noted(label)]
        for label in altered:
            if label not in noted:
                is_row = label in table.rows.values()
                yield Finding(
                    label.place,
                    values,
                    form.section,
                    expected=label.official,
                    actual=label.text,
                    variant="" if is_row else "column",
                    absent_from=may_go_on(report, label.place, form) if is_row else (),
                )
        if noted:
            yield Finding(
                noted[0].place,
                {**values, "count": len(noted)},
                form.section,
                actual=noted[0].text,
                severity="info",
                variant="noted",
            )
        for label in table.unknown_labels:
            cut = may_go_on(report, label.place, form)
            yield Finding(
                label.place, values, form.section, actual=label.text, variant="unknown", absent_from=cut
            )


def _is_noted(label: Label) -> bool:
    """Whether the label is the form's own with a note in brackets behind it."""
    match = _NOTED.fullmatch(label.text.strip())
    return match is not None and bare(match["label"]) in (
        bare(label.official),
        bare(_NOTE.sub("", label.official)),
    )


KIND = Kind(
    "altered_labels",
    run,
    {"type": "object", "additionalProperties": False},
    placeholders=frozenset({"table", "count"}),
    variants=frozenset({"column", "unknown", "noted"}),
)
