"""How well what people print is read: every cell and every sentence of reports of our own, by the way they take.

    python benchmarks/routes.py [--seeds N] [--write]

Correct reports of random figures are printed by LibreOffice (from Word files) and by Chromium (from web pages), on
several papers, in several fonts and sizes, with shading, highlights, seals, stars, arrows, watermarks and columns.
Each printed file then takes every route of `ROUTES` to the reader. Of each route is told in how many files all
cells, all sentences and all findings are those of the source; how many cells are right, not read (and said to be),
or wrong without a word. For ruled tables in the PDF itself, pdfplumber's own tables are measured beside ours.
`--write` puts the table into docs/accuracy.md.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "lint"), str(ROOT)]

from pages import put  # noqa: E402

from reportlint.app.api import Settings, check_bytes, parse_bytes  # noqa: E402
from reportlint.draft import Draft  # noqa: E402
from reportlint.readers.failure import ReadFailure  # noqa: E402
from tests.generator.reports import correct  # noqa: E402
from tests.readers import web_pages  # noqa: E402
from tests.readers.decorations import DECORATIONS  # noqa: E402
from tests.readers.pdf_files import LAYOUTS, PAPERS, pdf_files, word_file  # noqa: E402

SIZES = ("town", "city")
UNDATED = Settings(ignore=("Y509",))
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
            for layout in (*LAYOUTS, *PAPERS):
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


def by_browser(page: bytes, folder: Path) -> bytes:
    """A web page as Chromium prints it."""
    source, made = folder / "page.html", folder / "page.pdf"
    source.write_bytes(page)
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
    command = ["chromium", *options, f"--print-to-pdf={made}", source.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return made.read_bytes()


Route = Callable[[bytes], tuple[str, bytes]]
"""From a printed file to the name and the bytes of what is given to the reader."""

ROUTES: Mapping[str, Route] = {
    "the PDF itself": lambda data: ("年报.pdf", data),
}


def measured(file: Printed, route: Route) -> Counter[str]:
    """What was read right of a file, and what not."""
    told: Counter[str] = Counter(files=1, cells=len(file.draft.cells))
    try:
        name, data = route(file.data)
        report = parse_bytes(data, name=name)
    except ReadFailure:
        return told + Counter(refused=1, unread=len(file.draft.cells))
    result = check_bytes(data, name=name, settings=UNDATED)
    read = {key: value for table in report.tables.values() for key, value in table.cells()}
    for key, raw in file.draft.cells.items():
        value = read.get(key)
        right = value is not None and (value.state, value.raw) == ("number", raw)
        figure = value is not None and value.state == "number"
        told["right" if right else "wrong" if figure else "unread"] += 1
    told["prose"] = prose_of(report.sections) == wanted(file.draft)
    told["silent"] = not result.diagnostics
    return told


def prose_of(sections: Iterable[object]) -> dict[int, str]:
    """The text of each part without spaces."""
    return {section.number: "".join(section.text.split()) for section in sections}  # type: ignore[attr-defined]


def wanted(draft: Draft) -> dict[int, str]:
    """The same as the source has it."""
    told = {number: "".join(draft.prose[number].split()) for number in draft.order}
    told[1] = draft.period + told[1]
    return told


def pdfplumber_rows(file: Printed) -> int:
    """How many rows of figures pdfplumber's tables have whole."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(file.data)) as pages:
        rows = Counter(
            tuple(cell.strip() for cell in row if cell and cell.strip().isdigit())
            for page in pages.pages
            for table in page.extract_tables()
            for row in table
        )
    wanted = Counter(rows_of(file.draft))
    return sum((rows & wanted).values())


def rows_of(draft: Draft) -> Iterator[tuple[str, ...]]:
    """The figures of each row of table 三."""
    rows: dict[str, list[str]] = {}
    for key, raw in draft.cells.items():
        if key.table == "applications":
            rows.setdefault(key.row, []).append(raw)
    return (tuple(row) for row in rows.values())


def main() -> None:
    """Prints, measures, tells."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, default=2, help="how many reports of each size")
    options.add_argument("--write", action="store_true", help="put the table into docs/accuracy.md")
    chosen = options.parse_args()
    lines = [
        "| route | files | refused | all silent | prose whole | cells right | not read | wrong without a word |",
        "|---|---|---|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as folder:
        files = list(printed(range(1, chosen.seeds + 1), Path(folder)))
    for name, route in ROUTES.items():
        total: Counter[str] = Counter()
        for file in files:
            told = measured(file, route)
            total += told
            if told["right"] < told["cells"] or not (told["prose"] and told["silent"]):
                print(f"{name}: {file.name}: {dict(told)}", file=sys.stderr)
        lines.append(row(name, total))
    table = "\n".join(lines)
    print(table)
    if chosen.write:
        put("accuracy.md", "routes", table)


def row(name: str, total: Counter[str]) -> str:
    """A route's line of the table."""
    counts = (total[key] for key in ("files", "refused", "silent", "prose"))
    share = f"{total['right'] / total['cells']:.2%} of {total['cells']}"
    return (
        "| " + " | ".join([name, *map(str, counts), share, str(total["unread"]), str(total["wrong"])]) + " |"
    )


if __name__ == "__main__":
    main()
