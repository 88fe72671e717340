"""How long a report takes in each format, as a ratio to its library's own work in the same run.

    python benchmarks/formats.py

The library opens the file and reads every cell once; we read, parse and judge it. The calls take turns.
Nothing here ever fails on a timing.
"""

from __future__ import annotations

import io
import statistics
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "lint"), str(ROOT)]

from reportlint.api import check_bytes  # noqa: E402
from reportlint.draft import sample  # noqa: E402

TIMES = 40

Row = tuple[str, str, str, str]
"""What was measured, the figure, what it is compared with, the aim."""


def main() -> None:
    """Measures every format and prints a table."""
    rows = [row for measure in (word, pages) for row in measure()]
    lines = ["| what | measured | against | aim |", "|---|---|---|---|"]
    print("\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)]))


def word() -> Iterator[Row]:
    """Word files, against python-docx opening them and reading every cell."""
    import docx

    from reportlint.draft.docx import docx as write

    for name in ("town", "city"):
        data = write(sample(name))

        def theirs(data: bytes = data) -> object:
            document = docx.Document(io.BytesIO(data))
            return [cell.text for table in document.tables for row in table.rows for cell in row.cells]

        yield compared(f"a Word file ({name})", data, "年报.docx", ("python-docx", theirs), 1.5)


def pages() -> Iterator[Row]:
    """Web pages, against lxml parsing them and reading every cell with its spans; reading alone, and the whole."""
    import lxml.html

    from reportlint import readers
    from tests.readers import web_pages

    for page, what in (
        (web_pages.bare, "a bare page"),
        (web_pages.site, "a page in a site's frame"),
        (web_pages.word, "a page saved from Word"),
    ):
        data = page(sample("city"))

        def theirs(data: bytes = data) -> object:
            cells = lxml.html.document_fromstring(data).iter("td", "th")
            return [(cell.text_content(), cell.get("rowspan"), cell.get("colspan")) for cell in cells]

        def read(data: bytes = data) -> object:
            return readers.read(data, name="年报.html")

        mine, other = medians(read, theirs)
        measured = f"{mine * 1000:.1f} ms = **{mine / other:.2f}**"
        yield f"reading {what}, {len(data) // 1024} KB", measured, f"lxml, {other * 1000:.1f} ms", "≤ 2"
        yield compared(f"{what}, read, parsed and judged", data, "年报.html", ("lxml", theirs), 2)


def compared(what: str, data: bytes, name: str, library: tuple[str, Callable[[], object]], aim: float) -> Row:
    """One row: reading, parsing and judging the file against what a library needs to read it."""
    assert check_bytes(data, name=name).status == "checked"
    mine, theirs = medians(lambda: check_bytes(data, name=name), library[1])
    measured = f"{mine * 1000:.1f} ms = **{mine / theirs:.2f}**"
    return what, measured, f"{library[0]}, {theirs * 1000:.1f} ms", f"≤ {aim}"


def medians(*calls: Callable[[], object]) -> list[float]:
    """The median seconds of each call, the calls taking turns."""
    for call in calls:
        call()
    seconds: list[list[float]] = [[] for _ in calls]
    for _ in range(TIMES):
        for call, taken in zip(calls, seconds, strict=True):
            start = perf_counter()
            call()
            taken.append(perf_counter() - start)
    return [statistics.median(taken) for taken in seconds]


if __name__ == "__main__":
    main()
