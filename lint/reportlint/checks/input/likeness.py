"""Kind `likeness`: the file is an annual report at all, judged by how many of its signs it shows.

Parameters: `least`, the likeness below which it is none (see `Report.likeness`); `list_entry`, a
regular expression for a line that only names a report, and `list_least`, how many of them make a
list page; `shell`, the number of characters below which a page is a shell without text. A page
that has hardly more than a title may show the report as pictures, or lead to it as a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.checks.shared.parameters import PATTERN
from reportlint.engine.kind import CheckContext, Finding, Kind
from reportlint.model.document import NOWHERE
from reportlint.model.report import Report
from reportlint.model.wording import Text, fold


def _run(report: Report, context: CheckContext) -> Iterator[Finding]:
    if report.likeness >= context.parameters["least"]:
        return
    lines = [fold(line) for line in _lines(report)]
    length = sum(map(len, lines))
    entries = sum(re.search(context.parameters["list_entry"], line) is not None for line in lines)
    values = {
        "found": _found(report),
        "length": length,
        "entries": entries,
        "file": report.attachments[0] if report.attachments else "",
        "pictures": len(report.pictures),
    }
    if entries >= context.parameters["list_least"]:
        yield Finding(NOWHERE, values, variant="list")
    elif report.attachments and (report.title is not None or length < context.parameters["shell"]):
        yield Finding(NOWHERE, values, variant="attachment")
    elif report.pictures and (report.title is not None or length < context.parameters["shell"]):
        yield Finding(NOWHERE, values, variant="pictures")
    elif length < context.parameters["shell"]:
        yield Finding(NOWHERE, values, variant="page" if _is_page(report) else "shell")
    else:
        yield Finding(NOWHERE, values)


def _is_page(report: Report) -> bool:
    """Whether the file is a web page: only there has what a person sees a line in a source."""
    places = [paragraph.place for _, paragraph in report.prose()]
    if report.title is not None:
        places.append(report.title.place)
    return any(
        place.page is None and place.spot is not None and place.spot.line is not None for place in places
    )


def _lines(report: Report) -> Iterator[str]:
    """The file's lines, or its prose where the format has no lines."""
    if report.lines:
        yield from report.lines
        return
    if report.title is not None:
        yield report.title.text
    for _, paragraph in report.prose():
        yield paragraph.text


def _found(report: Report) -> Text:
    """The signs of an annual report that the file does show."""
    signs = []
    if report.title is not None:
        signs.append(Text("标题", "a title"))
    if report.period is not None:
        signs.append(Text("统计期限", "a period"))
    if report.sections:
        signs.append(Text(f"{len(report.sections)}个部分的标题", f"headings: {len(report.sections)}"))
    if report.tables:
        signs.append(Text(f"{len(report.tables)}张表", f"tables: {len(report.tables)}"))
    if not signs:
        return Text(
            "标题、统计期限、六个部分和三张表一样都没有找到",
            "neither title nor period, no section and no table were found",
        )
    return Text(
        f"只找到{'、'.join(sign.zh for sign in signs)}",
        f"all that was found: {', '.join(sign.en for sign in signs)}",
    )


KIND = Kind(
    name="likeness",
    run=_run,
    parameters={
        "type": "object",
        "required": ["least", "list_entry", "list_least", "shell"],
        "additionalProperties": False,
        "properties": {
            "least": {"type": "integer", "minimum": 1},
            "list_entry": PATTERN,
            "list_least": {"type": "integer", "minimum": 1},
            "shell": {"type": "integer", "minimum": 0},
        },
    },
    placeholders=frozenset({"found", "length", "entries", "file", "pictures"}),
    variants=frozenset({"list", "shell", "page", "attachment", "pictures"}),
    stage="gate",
)
