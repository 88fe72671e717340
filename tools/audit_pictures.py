"""Makes the pictures of docs/images/ that show what an inspector takes along from an audit, of an invented county.

    python tools/audit_pictures.py

Needs chromium, LibreOffice Calc (soffice) and pdftoppm.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "lint"), str(ROOT)]

IMAGES = ROOT / "docs" / "images"
WIDTH, HEIGHT = 1280, 860
KINDS = {
    "乡镇": [
        f"{name}镇人民政府"
        for name in ("云陂", "清河", "柳溪", "石桥", "青岭", "白沙", "东湾", "南圩", "枫林", "竹溪")
    ],
    "街道": [f"{name}街道办事处" for name in ("城东", "城西", "北门")],
    "部门": [f"砚陂县{name}局" for name in ("教育", "民政", "财政", "水务", "林业", "统计", "审计", "司法")],
}


def county() -> Iterator[tuple[str, bytes]]:
    """The files of the county: two thirds of the reports have something wrong in them."""
    from reportlint.model.report import CellKey
    from tests.audit.counties import report

    rng = Random("砚陂县")
    cells = {
        "wrong": {CellKey("applications", "new_received", "natural_person"): "9"},
        "total": {CellKey("remedies", "review", "total"): "7"},
        "blank": {CellKey("disclosure", "coercion", "decisions"): "/"},
        "none": {
            CellKey("applications", "granted", "research"): "",
            CellKey("applications", "partial", "total"): "—",
        },
    }
    wordings = ("", "详见（具体网址）。", "联系人手机13812345678。", "")
    for unit in (unit for units in KINDS.values() for unit in units):
        for year in (2023, 2024):
            changed: dict[CellKey, str] = {}
            for name in rng.sample(sorted(cells), rng.choice((0, 0, 1, 2))):
                changed |= cells[name]
            yield f"{year}/{unit}.txt", report(unit, year, cells=changed, wording=rng.choice(wordings))
    yield "2024/上报说明.txt", "各单位年报请见附件。\n".encode()


def main() -> int:
    """Writes the pictures."""
    from reportlint.app.api import DEFAULTS, rules_in_force
    from reportlint.audit.outputs.page import audit_page
    from reportlint.audit.outputs.workbook import workbook
    from tests.audit.counties import county as audited

    kinds: Mapping[str, str] = {unit: kind for kind, units in KINDS.items() for unit in units}
    audit = audited(dict(county()), kinds=kinds)
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "page.html").write_text("".join(audit_page(audit)), "utf-8")
        save(shot(folder / "page.html"), IMAGES / "audit-page.png")
        (folder / "book.xlsx").write_bytes(workbook(audit, rules=tuple(rules_in_force(DEFAULTS))))
        save(printed(folder / "book.xlsx"), IMAGES / "audit-workbook.png")
    return 0


def shot(path: Path) -> bytes:
    """The page as a browser shows it on a desk."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tools:
        switches = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = tools.chromium.launch(executable_path=shutil.which("chromium"), args=switches)
        view = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        view.goto(path.as_uri())
        view.wait_for_timeout(500)
        taken = view.screenshot()
        browser.close()
    return bytes(taken)


def printed(path: Path) -> bytes:
    """The first sheet of the workbook as LibreOffice prints it."""
    folder = path.parent
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    subprocess.run(convert, check=True, capture_output=True)
    draw = [
        "pdftoppm",
        "-r",
        "110",
        "-png",
        "-singlefile",
        str(path.with_suffix(".pdf")),
        str(folder / "sheet"),
    ]
    subprocess.run(draw, check=True)
    return (folder / "sheet.png").read_bytes()


def save(data: bytes, path: Path) -> None:
    """Writes the picture with few colours, which makes it a third of the size."""
    from PIL import Image

    picture = Image.open(io.BytesIO(data)).convert("RGB").quantize(160)
    picture.save(path, optimize=True)
    print(f"{path.relative_to(ROOT)} {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    sys.exit(main())
