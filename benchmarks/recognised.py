"""How well scans and photos are recognised: cells, findings, planted mistakes, time.

    python benchmarks/recognised.py [--few] [--dpi N...] [--write]

Reports are laid out as Word and WPS rule their tables, printed by LibreOffice, drawn by PDFium at 100 to 300 dpi and
spoilt as scanners and telephones do: turned by up to 3 degrees, grey noise, JPEG of quality 40 to 90, a stamp over the
text, the shadow of a hand. The cells are compared with those of the draft. A cell that is wrong counts as told where
it is marked as doubtful or not read. `--few` takes one report per row; `--write` puts the table into docs/accuracy.md.
Nothing here ever fails on a figure.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "lint"), str(ROOT)]

import cv2  # noqa: E402
import numpy as np  # noqa: E402
import pypdfium2  # noqa: E402
from msgspec.structs import replace  # noqa: E402
from pages import put  # noqa: E402
from PIL import Image  # noqa: E402

from reportlint.app.api import Settings, check_bytes  # noqa: E402
from reportlint.draft import Draft, sample  # noqa: E402
from reportlint.model.diagnostic import Result  # noqa: E402
from reportlint.model.report import CellKey, Number, Value  # noqa: E402
from tests.readers.pdf_files import LAYOUTS, PAPERS, pdf_files, word_file  # noqa: E402

SAMPLES = ("town", "city", "zeros")
RULED = {
    layout.name: layout
    for layout in (*LAYOUTS, *PAPERS)
    if layout.name in ("plain", "open", "shaded", "letter")
}
RESOLUTIONS = (100, 150, 200, 300)
PLANTED = (
    CellKey("applications", "new_received", "total"),
    CellKey("applications", "granted", "natural_person"),
    CellKey("applications", "handled_total", "total"),
)
"""Cells in which a mistake is put, one at a time."""


@dataclass
class Tally:
    """What was counted under one condition."""

    cells: int = 0
    right: int = 0
    told: int = 0
    untold: int = 0
    errors: int = 0
    others: int = 0
    planted: int = 0
    found: int = 0
    pages: int = 0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)


def main() -> None:
    """Measures every condition, prints the table, and writes it where asked."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--few", action="store_true", help="one report per row, at 150 and 200 dpi only")
    options.add_argument("--dpi", type=int, nargs="+", choices=RESOLUTIONS, help="these rows only")
    options.add_argument("--write", action="store_true", help="put the table into docs/accuracy.md")
    chosen = options.parse_args()
    names = (
        "dpi",
        "material",
        "cells",
        "right",
        "wrong, told",
        "wrong, untold",
        "false errors",
        "other findings",
    )
    head = f"| {' | '.join((*names, 'planted', 's a page'))} |"
    lines = [head, "|" + "---|" * 10]
    print("\n".join(lines))
    with tempfile.TemporaryDirectory() as folder:
        prints = printed(Path(folder))
        for dpi in chosen.dpi or (RESOLUTIONS[1:3] if chosen.few else RESOLUTIONS):
            for hard in (False, True):
                tally = measured(prints, dpi, hard=hard, few=chosen.few)
                lines.append(row(dpi, tally, hard=hard))
                print(lines[-1], flush=True)
                for wrong in tally.wrong:
                    print(f"    {wrong}", file=sys.stderr)
    if chosen.write:
        put("accuracy.md", "recognised", "\n".join(lines))


def printed(folder: Path) -> dict[tuple[str, str, str], tuple[bytes, Draft]]:
    """The reports as PDF by sample, layout and what was planted ("" for nothing)."""
    drafts = {(name, layout, ""): sample(name) for name in SAMPLES for layout in RULED}
    for at, cell in enumerate(PLANTED):
        drafts["town", "plain", str(at)] = planted(sample("town"), cell)
        drafts["city", "open", str(at)] = planted(sample("city"), cell)
    files = {"_".join(key): word_file(draft, RULED[key[1]]) for key, draft in drafts.items()}
    made = pdf_files(files, folder)
    return {key: (made["_".join(key)], draft) for key, draft in drafts.items()}


def planted(draft: Draft, cell: CellKey) -> Draft:
    """The draft with another figure in one cell, as a slip of the finger makes it."""
    held = int(draft.cells[cell])
    return replace(draft, cells={**draft.cells, cell: str(held + 1 if held % 10 < 9 else held - 1)})


def measured(
    prints: Mapping[tuple[str, str, str], tuple[bytes, Draft]], dpi: int, *, hard: bool, few: bool
) -> Tally:
    """The reports of one row of the table read, and what came out."""
    tally = Tally()
    layouts = list(RULED)
    turn = RESOLUTIONS.index(dpi) + 2 * hard
    keys = [(name, layouts[(turn + at) % len(layouts)], "") for at, name in enumerate(SAMPLES)]
    faulty = [key for key in prints if key[2]]
    keys = [keys[1], faulty[turn % len(faulty)]] if few else [*keys, *faulty[turn % 2 :: 2]]
    for key in keys:
        spoilt = random.Random(f"{key} {dpi} {hard}")
        data, draft = prints[key]
        scan = scanned(data, dpi, spoilt if hard else None)
        print(f"    {'_'.join(key)} {dpi} {'hard' if hard else 'clean'}", end="", file=sys.stderr, flush=True)
        begun = perf_counter()
        result = check_bytes(scan, name="年报.pdf", settings=Settings(keep_content=True))
        tally.seconds += perf_counter() - begun
        tally.pages += len(pypdfium2.PdfDocument(scan))
        count(tally, key, draft, result, check_bytes(data, name="年报.pdf"))
        print(f" {perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)
    return tally


def count(tally: Tally, key: tuple[str, str, str], draft: Draft, result: Result, printed: Result) -> None:
    """Adds what came out for one report to the tally; `printed` is the outcome for the file before it was scanned."""
    report = result.content
    for cell, raw in draft.cells.items():
        table = report.tables.get(cell.table) if report else None
        value = table.value(cell.row, cell.column) if table else None
        tally.cells += 1
        if is_right(value, raw):
            tally.right += 1
            continue
        told = not isinstance(value, Number) or (value.certainty is not None and value.certainty.doubtful)
        tally.told += told
        tally.untold += not told
        tally.wrong.append(
            f"{cell}: {raw} was read as {value and value.raw!r}, {'told' if told else 'UNTOLD'}"
        )
    expected = {(found.code, found.cell) for found in printed.diagnostics}
    sums = {found.code for found in printed.diagnostics if found.code.startswith("A")}
    if key[2]:
        tally.planted += 1
        tally.found += bool(sums & {found.code for found in result.diagnostics})
    for found in result.diagnostics:
        if (found.code, found.cell) in expected or (key[2] and found.code.startswith("A")):
            continue
        tally.errors += found.severity == "error"
        tally.others += found.severity != "error"
        tally.wrong.append(f"{found.code} {found.severity}: {found.message.zh}")


def is_right(value: Value | None, raw: str) -> bool:
    """Whether a value is what the draft has in its cell."""
    if isinstance(value, Number):
        return value.raw.replace(",", "") == raw
    return value is not None and value.raw == raw


def scanned(data: bytes, dpi: int, spoilt: random.Random | None) -> bytes:
    """A PDF file of pictures of the pages of another, as they come from a scanner or, `spoilt`, from a telephone."""
    pages = []
    for page in pypdfium2.PdfDocument(data):
        dots = np.array(page.render(scale=dpi / 72).to_pil().convert("RGB"))
        quality = 90
        if spoilt is not None:
            dots, quality = spoil(dots, spoilt), spoilt.randint(40, 90)
        stream = io.BytesIO()
        Image.fromarray(dots).save(stream, "JPEG", quality=quality)
        pages.append(Image.open(stream))
    made = io.BytesIO()
    pages[0].save(made, "PDF", save_all=True, append_images=pages[1:], resolution=dpi)
    return made.getvalue()


def spoil(dots: np.ndarray, chance: random.Random) -> np.ndarray:
    """A page with a stamp, turned a little, in a shadow, with grey noise."""
    height, width = dots.shape[:2]
    stamp, radius = np.full_like(dots, 255), round(width * 0.1)
    middle = (round(width * chance.uniform(0.3, 0.8)), round(height * chance.uniform(0.3, 0.8)))
    red = (chance.randint(200, 235), 35, 45)
    cv2.circle(stamp, middle, radius, red, max(width // 200, 2))
    for at in range(8):
        x, y = middle[0] + radius * 0.7 * np.cos(at * 0.785), middle[1] + radius * 0.7 * np.sin(at * 0.785)
        cv2.putText(stamp, "*O", (round(x), round(y)), cv2.FONT_HERSHEY_SIMPLEX, width / 1200, red, 2)
    dots = np.minimum(dots, stamp)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), chance.uniform(-3, 3), 1)
    dots = cv2.warpAffine(dots, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))
    y, x = np.mgrid[0:height, 0:width]
    shadow = 0.55 + 0.45 * np.clip(x / width * 0.76 + y / height * 0.64, 0, 1)
    noise = np.random.default_rng(chance.randint(0, 9999)).normal(0, chance.uniform(3, 9), dots.shape)
    return np.clip(dots * shadow[:, :, None] * 0.9 + 10 + noise, 0, 255).astype(np.uint8)


def row(dpi: int, tally: Tally, *, hard: bool) -> str:
    """A row of the table."""
    material = "turned, noise, JPEG 40-90, stamp, shadow" if hard else "clean"
    part = 100 * tally.right / max(tally.cells, 1)
    cells = (
        dpi,
        material,
        tally.cells,
        f"{part:.2f} %",
        tally.told,
        tally.untold,
        tally.errors,
        tally.others,
    )
    seconds = f"{tally.seconds / max(tally.pages, 1):.1f}"
    return f"| {' | '.join(map(str, (*cells, f'{tally.found} of {tally.planted}', seconds)))} |"


if __name__ == "__main__":
    main()
