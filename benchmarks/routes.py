"""How well what people print and copy is read: every cell and sentence of reports of our own, by the way they take.

    python benchmarks/routes.py [--seeds N] [--routes NAME,…] [--write]

Correct reports of random figures are printed by LibreOffice (from Word files) and by Chromium (from web pages), on
several papers, in several fonts and sizes, with shading, highlights, seals, stars, arrows, watermarks and columns.
Each printed file then takes every route of `ROUTES` to the reader. Of each route is told in how many files all
cells, all sentences and all findings are those of the source; how many cells are right, not read (and said to be),
or wrong, told (another finding or a note says that something is not as it should be) or without a word. Texts with
hard line ends are made of the reports in tests/quiet and of reports with one fault each, and their findings compared
with those of the same text without them. What the routes need (LibreOffice, Chromium, poppler-utils, pdfplumber) must
be there. `--write` puts the tables into docs/accuracy.md.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "lint"), str(ROOT)]

from pages import put  # noqa: E402

from reportlint.app.api import Settings, check_bytes  # noqa: E402
from reportlint.draft import Draft, text  # noqa: E402
from reportlint.model.report import Section  # noqa: E402
from reportlint.model.wording import bare  # noqa: E402
from tests.generator.faults import faults  # noqa: E402
from tests.generator.hard_ends import MANNERS, Manner  # noqa: E402
from tests.generator.reports import correct  # noqa: E402
from tests.quiet.test_quiet import REPORTS  # noqa: E402
from tests.quiet.test_quiet import draft as quiet  # noqa: E402
from tests.readers import web_pages  # noqa: E402
from tests.readers.decorations import DECORATIONS  # noqa: E402
from tests.readers.pdf_files import LAYOUTS, PAPERS, SOFFICE, Layout, pdf_files, word_file  # noqa: E402

SIZES = ("town", "city")
UNDATED = Settings(ignore=("Y509",), keep_content=True)
"""A printed report does not tell when it was published."""
STYLES: Mapping[str, str] = {
    "a4": "@page{size:A4;margin:20mm} body{font-size:12pt} td{font-size:9pt}",
    "b5-small": "@page{size:B5;margin:12mm} body{font-size:10.5pt} td{font-size:7pt}",
    "a4-large": "@page{size:A4;margin:15mm} body{font-size:16pt;line-height:1.8} td{font-size:10pt}",
    "landscape": "@page{size:A4 landscape;margin:18mm} body{font-size:14pt} td{font-size:11pt;padding:4px}",
    "shaded": "@page{size:A4;margin:18mm} p{background:#eef} tr:nth-child(even){background:#ddd} td{font-size:9pt}",
    "separate": "@page{size:A4;margin:18mm} table{border-collapse:separate!important} td{font-size:8pt}",
}
"""Web pages as they are printed: paper, sizes, shading."""
_STYLE = "body{font-family:'Noto Sans CJK SC'} table{border-collapse:collapse;width:100%} td{border:1px solid #000}"


@dataclass(frozen=True)
class Printed:
    """A printed file, and the report that it is of."""

    name: str
    draft: Draft
    data: bytes


def printed(seeds: Iterable[int], folder: Path) -> Iterator[Printed]:
    """Every report in every layout; a seed stands for other figures, and other layouts for the decorations."""
    drafts, files = {}, {}
    for seed in seeds:
        for size in SIZES:
            draft = correct("2021", size, seed)
            wide = [roomy(layout) for layout in (*LAYOUTS, *PAPERS)] if size == "city" else []
            for layout in (*LAYOUTS, *PAPERS, *wide):
                drafts[f"{layout.name}-{size}-{seed}"] = draft
                files[f"{layout.name}-{size}-{seed}"] = word_file(draft, layout)
            for index, (name, decorate) in enumerate(DECORATIONS.items()):
                layout = LAYOUTS[(seed + index) % len(LAYOUTS)]
                drafts[f"{name}-{size}-{seed}"] = draft
                files[f"{name}-{size}-{seed}"] = decorate(word_file(draft, layout))
    for name, data in pdf_files(files, folder).items():
        yield Printed(f"libreoffice {name}", drafts[name], data)
    for seed in seeds:
        for size in SIZES:
            draft = correct("2021", size, seed)
            for name, style in STYLES.items():
                page = web_pages.bare(draft).replace(
                    b"</head>", f"<style>{_STYLE}{style}</style></head>".encode()
                )
                yield Printed(f"chromium {name}-{size}-{seed}", draft, by_browser(page, folder))


def roomy(layout: Layout) -> Layout:
    """The layout with columns that hold nine digits in one line."""
    sides, figure = 12.0, 16.6
    labels = layout.page[0] - 2 * sides - 7 * figure
    share = labels / (sum(layout.labels) + layout.labels[-1] * (3 - len(layout.labels)))
    return replace(
        layout,
        name=f"{layout.name}-roomy",
        size=min(layout.size, 7.5),
        figure=figure,
        sides=sides,
        labels=tuple(width * share for width in layout.labels),
    )


def by_browser(page: bytes, folder: Path) -> bytes:
    """A web page as Chromium prints it."""
    source, made = folder / "page.html", folder / "page.pdf"
    source.write_bytes(page)
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
    command = ["chromium", *options, f"--print-to-pdf={made}", source.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return made.read_bytes()


def by_pdfium(data: bytes) -> bytes:
    """What PDFium, and so the viewer of Chromium, copies of all pages."""
    import pypdfium2

    file = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in file).encode()
    finally:
        file.close()


def by_pdfplumber(data: bytes) -> bytes:
    """The text that pdfplumber tells of all pages."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as file:
        return "\n".join(page.extract_text() or "" for page in file.pages).encode()


def by_poppler(data: bytes, *command: str) -> bytes:
    """What a program of poppler-utils makes of a file, told to standard output."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "a.pdf"
        source.write_bytes(data)
        whole = [str(source) if word == "FILE" else word for word in command]
        return subprocess.run(whole, check=True, capture_output=True, timeout=120, cwd=folder).stdout


def by_office(data: bytes) -> bytes:
    """A PDF file as LibreOffice Writer opens it, saved as a Word file."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.pdf").write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        options = (
            "--headless",
            "--infilter=writer_pdf_import",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            folder,
        )
        command = [str(SOFFICE), profile, *options, f"{folder}/a.pdf"]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        return (Path(folder) / "a.docx").read_bytes()


Route = Callable[[bytes], tuple[str, bytes]]
"""From a printed file to the name and the bytes of what is given to the reader."""

ROUTES: Mapping[str, Route] = {
    "the PDF itself": lambda data: ("年报.pdf", data),
    "copied from PDFium": lambda data: ("年报.txt", by_pdfium(data)),
    "copied by pdfplumber": lambda data: ("年报.txt", by_pdfplumber(data)),
    "pdftotext -raw": lambda data: ("年报.txt", by_poppler(data, "pdftotext", "-raw", "FILE", "-")),
    "pdftotext -layout": lambda data: ("年报.txt", by_poppler(data, "pdftotext", "-layout", "FILE", "-")),
    "pdftohtml": lambda data: (
        "年报.html",
        by_poppler(data, "pdftohtml", "-i", "-stdout", "-noframes", "FILE"),
    ),
    "pdftotext": lambda data: ("年报.txt", by_poppler(data, "pdftotext", "FILE", "-")),
    "LibreOffice's import": lambda data: ("年报.docx", by_office(data)),
}
SPARING: Mapping[str, int] = {"LibreOffice's import": 13}
"""Of a route that takes half a minute for a file, only every thirteenth is measured."""


def measured(file: Printed, route: Route) -> Counter[str]:
    """What was read right of a file, and what not."""
    told: Counter[str] = Counter(files=1, cells=len(file.draft.cells))
    name, data = route(file.data)
    result = check_bytes(data, name=name, settings=UNDATED)
    report = result.content
    if report is None:
        return told + Counter(refused=1, unread=len(file.draft.cells))
    doubted = {found.cell.table for found in result.diagnostics if found.cell is not None}
    read = {key: value for table in report.tables.values() for key, value in table.cells()}
    for key, raw in file.draft.cells.items():
        value = read.get(key)
        if value is not None and (value.state, value.raw) == ("number", raw):
            told["right"] += 1
        elif value is None or value.state != "number":
            told["unread"] += 1
        else:
            told["wrong, told" if key.table in doubted else "wrong"] += 1
    told["prose"] = prose_of(report.sections) == wanted(file.draft)
    told["silent"] = not result.diagnostics
    return told


def is_broken(file: Printed) -> bool:
    """Whether the print breaks figures over lines: some that the source has are nowhere in its text in one piece."""
    words = set(by_pdfium(file.data).decode().split())
    return any(len(raw) > 3 and raw not in words for raw in file.draft.cells.values())


def prose_of(sections: Iterable[Section]) -> dict[int, str]:
    """The text of each part without spaces and marks."""
    return {section.number: bare(section.text) for section in sections}


def wanted(draft: Draft) -> dict[int, str]:
    """The same as the source has it."""
    return {
        number: bare((draft.period if number == 1 else "") + draft.prose[number]) for number in draft.order
    }


def cut_texts(seeds: int) -> Iterator[tuple[str, str, str, str]]:
    """Texts with hard line ends: the kind, a file's name, the text, and the same cut at 20 to 60 characters."""
    rng = Random(0)
    for path in REPORTS:
        whole = quiet(path)
        for width in range(20, 61, 4):
            manner = Manner(width, **rng.choice(MANNERS))
            yield "correct", whole.filename, text(whole), manner.cut(text(whole))
    for fault in faults():
        for seed in range(seeds):
            draft = fault.plant(correct("2021", SIZES[seed % 2], seed), Random(f"{fault.name} {seed}")).draft
            manner = Manner(rng.randint(20, 60), **rng.choice(MANNERS))
            yield "with one fault", draft.filename, text(draft), manner.cut(text(draft))


def line_ends(seeds: int) -> Iterator[str]:
    """The table of hard line ends."""
    yield "| texts | cut | same findings |"
    yield "|---|---|---|"
    counts: dict[str, Counter[bool]] = {}
    for kind, name, whole, cut in cut_texts(seeds):
        wanted, found = (findings(words, name) for words in (whole, cut))
        counts.setdefault(kind, Counter())[wanted == found] += 1
        if wanted != found:
            print(f"{kind}: {name}: {(wanted - found) | (found - wanted)}", file=sys.stderr)
    for kind, count in counts.items():
        yield f"| {kind} | {count.total()} | {count[True] / count.total():.1%} |"


def findings(words: str, name: str) -> Counter[tuple[str, str, str]]:
    """What is found, without the places, which line ends change."""
    result = check_bytes(words.encode(), name=name)
    return Counter((found.code, found.severity, found.message.zh) for found in result.diagnostics)


def main() -> None:
    """Prints, measures, tells."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--seeds", type=int, default=2, help="how many reports of each size, and of each fault"
    )
    options.add_argument("--routes", default=",".join(ROUTES), help="their names, parted by commas")
    options.add_argument("--write", action="store_true", help="put the tables into docs/accuracy.md")
    chosen = options.parse_args()
    lines = [
        "| route | figures | files | not read | all silent | prose whole | cells right | not read | wrong, told "
        "| wrong, untold |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as folder:
        files = list(printed(range(1, chosen.seeds + 1), Path(folder)))
    for name in chosen.routes.split(","):
        totals: dict[str, Counter[str]] = {"whole": Counter(), "broken": Counter()}
        for file in files[:: SPARING.get(name, 1)]:
            told = measured(file, ROUTES[name])
            totals["broken" if is_broken(file) else "whole"] += told
            if told["right"] < told["cells"] or not (told["prose"] and told["silent"]):
                print(f"{name}: {file.name}: {dict(told)}", file=sys.stderr)
        for figures, total in totals.items():
            if total:
                lines.append(row(f"{name} | {figures}", total))
                print(lines[-1], flush=True)
    table = "\n".join([*lines, "", *line_ends(chosen.seeds)])
    print(table)
    if chosen.write:
        put("accuracy.md", "routes", f"{INTRODUCTION}\n\n{table}")


INTRODUCTION = """## What people print and copy

`python benchmarks/routes.py --write` measures and puts the figures here. Correct reports of random figures, a town's
and a city's, printed by LibreOffice (thirteen layouts and papers, and with shading, highlights, a seal, shapes, a
watermark, two columns) and by Chromium (six styles); each printed file then takes every route. All silent: no finding
at all, as in the source. Prose whole: all parts as in the source, marks and spaces left out (LibreOffice does not draw
a mark that it would hang into the margin). Wrong, told: the figure is another one, and a finding says that something
in this table is not right. A city's figures have eight digits; where the columns are narrow, the print breaks them
over two lines, and what is copied of them stands in pieces that nobody can put together: told apart below as broken.
`pdftotext` without an option and LibreOffice's import take columns apart, so that not all cells can be known there."""


def row(name: str, total: Counter[str]) -> str:
    """A route's line of the table."""
    counts = (total[key] for key in ("files", "refused", "silent", "prose"))
    share = f"{total['right'] / total['cells']:.2%} of {total['cells']}"
    others = (total[key] for key in ("unread", "wrong, told", "wrong"))
    return "| " + " | ".join([name, *map(str, counts), share, *map(str, others)]) + " |"


if __name__ == "__main__":
    main()
