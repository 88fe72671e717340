"""How long a report takes in each format, as a ratio to its library's own work in the same run.

    python benchmarks/formats.py [--times N] [--write]

The library opens the file and reads every cell once; we read it, or read, parse and judge it. What is measured
is processor time, that of child processes counted in (a PDF file is read in one), so that other programs on the
machine matter less; the calls take turns, and the figure is the lower quartile. `--write` puts the table into
docs/benchmarks.md. Nothing here ever fails on a timing.
"""

from __future__ import annotations

import argparse
import io
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "lint"), str(ROOT)]

from pages import put  # noqa: E402

from reportlint import readers  # noqa: E402
from reportlint.app import archives  # noqa: E402
from reportlint.app.api import check_bytes, check_paths  # noqa: E402
from reportlint.draft import sample  # noqa: E402
from reportlint.readers.excel.workbook import sheets_of  # noqa: E402

Row = tuple[str, str, str, str]
"""What was measured, the figure, what it is compared with, the aim."""


def main() -> None:
    """Measures every format, prints a table, and writes it where asked."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--times", type=int, default=100, help="how often each call is made; a tenth for PDF"
    )
    options.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    chosen = options.parse_args()
    few = max(chosen.times // 10, 4)
    rows = [
        *word(chosen.times),
        *web(chosen.times),
        *pdf(few),
        *ofd(few),
        *books(chosen.times),
        *packs(few),
    ]
    lines = ["| what | measured | against | aim |", "|---|---|---|---|"]
    table = "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])
    print(table)
    if chosen.write:
        machine = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
        put("benchmarks.md", "formats", f"{table}\n\nMeasured with {machine}.")


def word(times: int) -> Iterator[Row]:
    """Word files, against python-docx opening them and reading every cell."""
    import docx

    from reportlint.draft.docx import docx as write

    for name in ("town", "city"):
        data = write(sample(name))

        def theirs(data: bytes = data) -> object:
            document = docx.Document(io.BytesIO(data))
            return [cell.text for table in document.tables for row in table.rows for cell in row.cells]

        def ours(data: bytes = data) -> object:
            return check_bytes(data, name="年报.docx")

        what = f"a Word file ({name}), read, parsed and judged"
        yield compared(what, ours, ("python-docx", theirs), aim="≤ 1.5", times=times)


def web(times: int) -> Iterator[Row]:
    """Web pages, against lxml parsing them and reading every cell with its spans; reading alone, and the whole."""
    import lxml.html

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

        def ours(data: bytes = data) -> object:
            return check_bytes(data, name="年报.html")

        yield compared(
            f"{what}, {len(data) // 1024} KB, read", read, ("lxml", theirs), aim="≤ 2", times=times
        )
        whole = f"{what}, read, parsed and judged"
        yield compared(whole, ours, ("lxml", theirs), aim="≤ 2 (see below)", times=times)


def pdf(times: int) -> Iterator[Row]:
    """PDF files that LibreOffice printed, against pdfplumber's text and tables of all pages."""
    import pdfplumber

    from tests.readers.pdf_files import KEPT, KEPT_REPORTS

    for name in KEPT_REPORTS:
        data = (KEPT / f"{name}.pdf").read_bytes()

        def theirs(data: bytes = data) -> object:
            with pdfplumber.open(io.BytesIO(data)) as file:
                return [(page.extract_text(), page.extract_tables()) for page in file.pages]

        def ours(data: bytes = data) -> object:
            return check_bytes(data, name="年报.pdf")

        what = f"a PDF file ({name}), read, parsed and judged"
        yield compared(what, ours, ("pdfplumber", theirs), aim="≤ 0.35", times=times)


def ofd(times: int) -> Iterator[Row]:
    """OFD files in several manners, against pdfplumber's text and tables of the same report as a PDF file."""
    import pdfplumber

    from tests.readers.ofd_files import MANNERS
    from tests.readers.ofd_files import ofd as write
    from tests.readers.pdf_files import KEPT

    for name, size in (("narrow-labels", "town"), ("landscape-city", "city")):
        printed = (KEPT / f"{name}.pdf").read_bytes()

        def theirs(data: bytes = printed) -> object:
            with pdfplumber.open(io.BytesIO(data)) as file:
                return [(page.extract_text(), page.extract_tables()) for page in file.pages]

        for manner in MANNERS[:3]:
            data = write(sample(size), manner)

            def ours(data: bytes = data) -> object:
                return check_bytes(data, name="年报.ofd")

            what = f"an OFD file ({size}, {manner.name}), read, parsed and judged"
            yield compared(what, ours, ("pdfplumber, the same as PDF", theirs), aim="≤ 0.175", times=times)


def books(times: int) -> Iterator[Row]:
    """Workbooks of the older kinds, against what reads the same one as .xlsx; nothing else reads spans in all three."""
    from tests.generator.workbooks import as_ods, as_xls, workbook

    xlsx = workbook(sample("city"))
    for suffix, data in (("xls", as_xls(xlsx)), ("ods", as_ods(xlsx))):

        def ours(data: bytes = data, suffix: str = suffix) -> object:
            sheets_of.cache_clear()
            return check_bytes(data, name=f"年报.{suffix}")

        def theirs() -> object:
            sheets_of.cache_clear()
            return check_bytes(xlsx, name="年报.xlsx")

        what = f"a workbook as .{suffix}, read, parsed and judged"
        yield compared(what, ours, ("the same as .xlsx", theirs), aim="≤ 1.5", times=times)


def packs(times: int) -> Iterator[Row]:
    """Archives of twenty reports, against the same files in a folder."""
    from reportlint.draft.docx import docx as write
    from tests import archive_files

    files = {f"{number}/年报.docx": write(sample(("town", "city")[number % 2])) for number in range(20)}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path, data in files.items():
            (folder / "报告" / path).parent.mkdir(parents=True)
            (folder / "报告" / path).write_bytes(data)
        for kind in ("gbk.zip", "tar.gz", "7z", "rar"):
            (folder / f"包.{kind}").write_bytes(archive_files.KINDS[kind](files))

            def ours(kind: str = kind) -> object:
                archives.forget()
                return list(check_paths([str(folder / f"包.{kind}")], pairs=False))

            def theirs() -> object:
                return list(check_paths([str(folder / "报告")], pairs=False))

            what = f"20 Word files in an archive (.{kind.rpartition('gbk.')[2]})"
            yield compared(what, ours, ("the same in a folder", theirs), aim="≤ 1.1", times=times)


def compared(
    what: str,
    ours: Callable[[], object],
    library: tuple[str, Callable[[], object]],
    *,
    aim: str,
    times: int,
) -> Row:
    """One row: what our call takes against a library's."""
    mine, theirs = quartiles(ours, library[1], times=times)
    measured = f"{mine * 1000:.1f} ms = **{mine / theirs:.2f}**"
    return what, measured, f"{library[0]}, {theirs * 1000:.1f} ms", aim


def quartiles(*calls: Callable[[], object], times: int) -> list[float]:
    """The lower quartile of the seconds that each call takes, the calls taking turns."""
    for call in calls:
        call()
    seconds: list[list[float]] = [[] for _ in calls]
    for _ in range(times):
        for call, taken in zip(calls, seconds, strict=True):
            start = clock()
            call()
            taken.append(clock() - start)
    return [sorted(taken)[times // 4] for taken in seconds]


def clock() -> float:
    """Seconds of processor time of this process and its children; of the clock where a system does not tell."""
    try:
        import resource
    except ModuleNotFoundError:
        return perf_counter()
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


if __name__ == "__main__":
    main()
