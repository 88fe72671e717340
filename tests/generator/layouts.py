"""How the cells of a table lie on lines: what becomes of spans, and what stands between two cells."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from random import Random
from typing import TypeAlias

from reportlint.draft.drawing import Drawing
from reportlint.draft.text import expanded

Rows: TypeAlias = list[list[str]]
Spans: TypeAlias = Callable[[Drawing, Random], Rows]
Join: TypeAlias = Callable[[Rows], str]

# What becomes of spans.


def blanks(drawing: Drawing, rng: Random) -> Rows:
    """A blank cell wherever a span reaches."""
    return [[cell.text if cell else "" for cell in row] for row in expanded(drawing)]


def lost(drawing: Drawing, rng: Random) -> Rows:
    """Only the cells themselves: rows shift to the left."""
    return [[cell.text for cell in row] for row in drawing]


def lost_padded(drawing: Drawing, rng: Random) -> Rows:
    """Only the cells themselves, and blank cells at the end of each row up to the width of the table."""
    rows = lost(drawing, rng)
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


def down_only(drawing: Drawing, rng: Random) -> Rows:
    """Blank cells under labels that reach down; labels that reach to the right take one cell."""
    return [
        [cell.text if cell else "" for index, cell in enumerate(row) if cell or _above(raster, line, index)]
        for raster in [expanded(drawing)]
        for line, row in enumerate(raster)
    ]


_CUT = {"商业企业": "商业", "科研机构": "科研"}


def heads_cut(drawing: Drawing, rng: Random) -> Rows:
    """Only the cells themselves; the second halves of two heads stand on a row of their own."""
    rows: Rows = []
    for row in lost(drawing, rng):
        rows.append([_CUT.get(text, text) for text in row])
        ends = [text.removeprefix(_CUT[text]) for text in row if text in _CUT]
        rows.extend([ends] if ends else [])
    return rows


def irregular(drawing: Drawing, rng: Random) -> Rows:
    """Some rows keep the blank cells of their spans, some lose a part, some all; padded on the right."""
    rows = []
    for row in expanded(drawing):
        keep = rng.choice((0.0, 0.5, 1.0))
        rows.append([cell.text if cell else "" for cell in row if cell or rng.random() < keep])
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


def repeated(drawing: Drawing, rng: Random) -> Rows:
    """The text of a cell again wherever its span reaches."""
    raster = blanks(drawing, rng)
    for line, row in enumerate(expanded(drawing)):
        for column, cell in enumerate(row):
            if cell is not None:
                for down in range(cell.row_span):
                    for right in range(cell.column_span):
                        raster[line + down][column + right] = cell.text
    return raster


def _above(raster: Sequence[Sequence[object]], line: int, column: int) -> bool:
    """Whether the covered cell lies below the cell that covers it, in that cell's first column."""
    while line and raster[line][column] is None:
        line -= 1
    return raster[line][column] is not None


# What stands between two cells.


def tabs(rows: Rows) -> str:
    """Cells parted by tabs."""
    return "\n".join("\t".join(row) for row in rows)


def tabs_apart(rows: Rows) -> str:
    """Cells parted by tabs, an empty line after each row."""
    return "\n\n".join("\t".join(row) for row in rows)


def tabs_stripped(rows: Rows) -> str:
    """Cells parted by tabs; an editor has taken the white space at the ends of lines."""
    return "\n".join("\t".join(row).rstrip() for row in rows)


def bars(rows: Rows) -> str:
    """Cells parted by bars."""
    return "\n".join(" | ".join(row) for row in rows)


def bars_around(rows: Rows) -> str:
    """Cells parted by bars, with a bar before the first and after the last."""
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def bars_tight(rows: Rows) -> str:
    """Cells parted by bars without any space."""
    return "\n".join("|".join(row) for row in rows)


def bars_bare(rows: Rows) -> str:
    """Cells parted by bars; the cells that a row lacks are bare bars at its end."""
    width = max(map(len, rows))
    return "\n".join(
        " | ".join(row) + (" | " + "|" * (width - len(row)) if len(row) < width else "") for row in rows
    )


def bars_closed(rows: Rows) -> str:
    """Cells with a bar behind each."""
    return "\n".join("".join(f"{cell} | " for cell in row).strip() for row in rows)


def bars_filled_up(rows: Rows) -> str:
    """Cells with a bar behind each, and a bare bar for each cell that a row lacks."""
    width = max(map(len, rows))
    return "\n".join("".join(f"{cell} | " for cell in row) + "|" * (width - len(row)) for row in rows)


def bars_broken(rows: Rows) -> str:
    """Cells with a bar behind each; a blank cell begins a new line, so that its bar stands alone."""
    return "\n".join("".join(f"{cell} | " if cell else "\n|" for cell in row).strip() for row in rows)


def markdown(rows: Rows) -> str:
    """A Markdown table."""
    width = max(map(len, rows))
    lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def markdown_padded(rows: Rows) -> str:
    """A Markdown table whose columns are padded to one width."""
    width = max(map(len, rows))
    full = [row + [""] * (width - len(row)) for row in rows]
    sizes = [max(3, *(len(row[index]) for row in full)) for index in range(width)]
    lines = [
        "| " + " | ".join(cell.ljust(size) for cell, size in zip(row, sizes, strict=True)) + " |"
        for row in full
    ]
    rule = "|" + "|".join("-" * (size + 2) for size in sizes) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def one_line(separator: str) -> Join:
    """The whole table on one line; with a separator of a single space a blank cell leaves no trace."""

    def join(rows: Rows) -> str:
        cells = [cell for row in rows for cell in row]
        return separator.join(cell for cell in cells if cell) if separator == " " else separator.join(cells)

    return join


def cell_lines(rows: Rows) -> str:
    """A line for each cell; a blank cell is an empty line."""
    return "\n".join(cell for row in rows for cell in row)


def cell_lines_apart(rows: Rows) -> str:
    """A line for each cell and an empty line after it; a blank cell is one more of both."""
    return "\n\n".join(cell for row in rows for cell in row)


def cell_lines_barred(rows: Rows) -> str:
    """A line for each cell, with a bar before and after it."""
    return "\n".join(f"| {cell} |" for row in rows for cell in row)


def cell_lines_closed(rows: Rows) -> str:
    """A line for each cell, with a bar after it."""
    return "\n".join(f"{cell} |" for row in rows for cell in row)


def cell_lines_filled_up(rows: Rows) -> str:
    """A line for each cell with a bar behind it, and one of bare bars for the cells that a row lacks."""
    return _filled_up(rows, first="")


def cell_lines_opened(rows: Rows) -> str:
    """The same, and a bar on a line of its own before each row."""
    return _filled_up(rows, first="|")


def _filled_up(rows: Rows, *, first: str) -> str:
    width = max(map(len, rows))
    lines = [
        line
        for row in rows
        for line in (first, *(f"{cell} |".strip() for cell in row), "|" * (width - len(row)))
        if line
    ]
    return "\n".join(lines)


def cell_lines_bar_below(rows: Rows) -> str:
    """A line for each cell and a bar on the line below it; a blank cell is nothing but its bar."""
    return "\n".join(f"{cell}\n|" if cell else "|" for row in rows for cell in row)


def cell_lines_tabbed(rows: Rows) -> str:
    """A line for each cell between two tabs."""
    return "\n".join(f"\t{cell}\t" for row in rows for cell in row)


def wide_gaps(separator: str) -> Join:
    """Cells parted by the same number of spaces; a blank cell doubles the gap."""
    return lambda rows: "\n".join(separator.join(row) for row in rows)


def aligned(measure: Callable[[str], int], *, right: bool = False) -> Join:
    """Columns of equal width with two spaces between, figures to the left or to the right of them."""

    def join(rows: Rows) -> str:
        width = max(map(len, rows))
        full = [row + [""] * (width - len(row)) for row in rows]
        sizes = [max(measure(row[index]) for row in full) for index in range(width)]
        return "\n".join(
            "  ".join(
                _padded(cell, size - measure(cell), right) for cell, size in zip(row, sizes, strict=True)
            ).rstrip()
            for row in full
        )

    return join


def _padded(cell: str, fill: int, right: bool) -> str:
    return " " * fill + cell if right else cell + " " * fill


def screen_width(text: str) -> int:
    """Columns on a screen: two for a wide character."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
