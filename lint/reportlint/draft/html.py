"""A draft as a web page: headings, paragraphs, and tables with the spans of the form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from reportlint.draft.drawing import Drawing, Drawn, grids
from reportlint.draft.model import Draft

Write = Callable[[str, Drawing], str]
"""From a table's key and drawing to its markup."""


def html(draft: Draft, *, write: Write | None = None) -> str:
    """The whole report as a page that needs nothing else; `write` draws tables other than `html_table` does."""
    title = "".join(draft.title)
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n"
        f"{html_body(draft, write=write)}</body>\n</html>\n"
    )


def html_body(draft: Draft, *, write: Write | None = None) -> str:
    """The report's headings, paragraphs and tables, each beginning on a line of its own."""
    return "".join(f"{part}\n" for part in _parts(draft, write or html_table))


def _parts(draft: Draft, write: Write) -> Iterator[str]:
    tables = grids(draft)
    sections = {table.section: key for key, table in draft.form.tables.items() if key in tables}
    if any(draft.title):
        yield f"<h1>{'<br>'.join(map(escape, draft.title))}</h1>"
    for number in draft.order:
        if draft.headings[number]:
            yield f"<h2>{escape(draft.headings[number])}</h2>"
        prose = (
            [draft.period, *draft.prose[number].split("\n")]
            if number == 1
            else draft.prose[number].split("\n")
        )
        yield from (f"<p>{escape(paragraph)}</p>" for paragraph in prose if paragraph)
        if number in sections:
            yield write(sections[number], tables[sections[number]])


def html_table(key: str, drawing: Drawing) -> str:
    """A table with a line for each cell."""
    rows = ["<tr>\n" + "".join(f"{html_cell(cell)}\n" for cell in row) + "</tr>\n" for row in drawing]
    return f"<table>\n{''.join(rows)}</table>"


def html_cell(cell: Drawn) -> str:
    """A cell with the spans that it has."""
    down = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    right = f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    return f"<td{down}{right}>{escape(cell.text)}</td>"


_STYLE = """\
body { max-width: 52em; margin: 2em auto; font: 1em/1.8 serif; }
h1 { text-align: center; }
p { text-indent: 2em; }
table { border-collapse: collapse; width: 100%; margin: 1em 0; }
td { border: 1px solid; padding: .3em .5em; text-align: center; }
"""
