"""Scans and photos through the whole program. Each page takes seconds: few, and read once."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reportlint.app.api import Settings, check_bytes, parse_bytes
from reportlint.draft import Draft, sample
from reportlint.model.diagnostic import Result
from reportlint.model.report import CellKey, Number, Report
from tests.archive_files import zipped
from tests.cli.conftest import Ran
from tests.cli.test_folders import lay
from tests.generator.workbooks import as_xls, workbook
from tests.readers.ofd_files import pictured
from tests.readers.pdf_files import LAYOUTS, SOFFICE, pdf_files, word_file

pytest.importorskip("rapidocr", reason="the extra `ocr` is not installed")
pytest.importorskip("onnxruntime", reason="the extra `ocr` is not installed")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.recognises,
    pytest.mark.xdist_group("recognition"),
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed"),
]

Command = Callable[..., Ran]
TOTAL = CellKey("applications", "new_received", "total")


@pytest.fixture(scope="module")
def draft() -> Draft:
    """A report with a mistake in a sum."""
    draft = sample("town")
    return sample("town", figures={**draft.cells, TOTAL: "8"})


@pytest.fixture(scope="module")
def printed(draft: Draft, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """It as a PDF file with text."""
    return pdf_files({"scan": word_file(draft, LAYOUTS[0])}, tmp_path_factory.mktemp("scan"))["scan"]


@pytest.fixture(scope="module")
def scan(printed: bytes) -> bytes:
    """Its pages as pictures in a PDF file."""
    import pypdfium2

    pages = [page.render(scale=170 / 72).to_pil().convert("RGB") for page in pypdfium2.PdfDocument(printed)]
    stream = io.BytesIO()
    pages[0].save(stream, "PDF", save_all=True, append_images=pages[1:], resolution=170, quality=80)
    return stream.getvalue()


@pytest.fixture(scope="module")
def result(scan: bytes) -> Iterator[Result]:
    """What is found in it."""
    yield check_bytes(scan, name="年报.pdf", settings=Settings(keep_content=True))


def test_every_cell_of_a_scan_is_read(result: Result, draft: Draft) -> None:
    assert result.content is not None
    told = {
        cell: value.raw
        for table in result.content.tables.values()
        for cell, value in table.cells()
        if isinstance(value, Number) and value.certainty is not None
    }
    assert told == dict(draft.cells)


def test_a_mistake_is_told_and_where_it_was_read(result: Result) -> None:
    (found,) = [found for found in result.diagnostics if found.severity == "error"]
    assert found.code == "A301"
    assert found.message.zh.endswith("（由图片认读）")
    assert result.recognised.zh.startswith("这个文件是图片，文字和数字是认读出来的，可能有错")


def test_a_scan_is_marked(scan: bytes, result: Result, reportlint: Command, folder: Path) -> None:
    import pypdfium2

    (folder / "年报.pdf").write_bytes(scan)
    ran = reportlint("annotate", "年报.pdf")
    assert ran.code in (0, 1)
    marked = pypdfium2.PdfDocument(folder / "年报.批注.pdf")
    assert len(marked) == 3
    assert b"/Highlight" in (folder / "年报.批注.pdf").read_bytes()
    ran = reportlint("年报.pdf", "--format", "json")
    (told,) = json.loads(ran.out)["files"]
    assert told["recognised"] == result.recognised.zh
    parsed = json.loads(reportlint("parse", "年报.pdf").out)
    cell = parsed["tables"]["applications"]["granted"]["natural_person"]
    assert (cell["source"], cell["alternatives"]) == ("recognised", [])
    assert parsed["recognised"]["pages"] == [1, 2, 3]


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (lambda image: image.new("RGB", (1000, 1400), (190, 210, 190)), "图片上没有认出成篇的文字"),
        (lambda image: image.new("RGB", (1000, 1400), (20, 20, 25)), "图片太暗或者太模糊"),
        (lambda image: image.new("RGB", (300, 200), "white"), "图片太小（300×200 点）"),
    ],
)
def test_a_picture_that_is_no_report_is_refused(made: Callable[[object], object], words: str) -> None:
    from PIL import Image

    stream = io.BytesIO()
    made(Image).save(stream, "PNG")  # type: ignore[attr-defined]
    result = check_bytes(stream.getvalue(), name="年报.png")
    assert result.error is not None
    assert result.error.zh.startswith(words)


def test_a_photo_of_one_page_upside_down_is_read(scan: bytes) -> None:
    import pypdfium2

    image = pypdfium2.PdfDocument(scan)[1].render(scale=150 / 72).to_pil().rotate(180)
    stream = io.BytesIO()
    image.save(stream, "JPEG")
    report = parse_bytes(stream.getvalue(), name="年报.jpg")
    assert "disclosure" in report.tables
    assert report.recognised is not None


@pytest.fixture(scope="module")
def drawn(scan: bytes) -> list[Any]:
    """The pages of the scan as pictures."""
    import pypdfium2

    return [page.render(scale=150 / 72).to_pil().convert("RGB") for page in pypdfium2.PdfDocument(scan)]


def saved(image: Any, kind: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def cells_of(report: Report, table: str) -> dict[CellKey, str]:
    return {cell: value.raw for cell, value in report.tables[table].cells() if isinstance(value, Number)}


def test_two_pages_in_one_picture_and_a_third_behind(drawn: list[Any], draft: Draft) -> None:
    from PIL import Image

    both = Image.new("RGB", (drawn[0].width * 2, drawn[0].height), "white")
    both.paste(drawn[0], (0, 0))
    both.paste(drawn[1], (drawn[0].width, 0))
    data = saved(both, "TIFF", save_all=True, append_images=[drawn[2]], compression="jpeg")
    report = parse_bytes(data, name="年报.tif")
    read = {cell: raw for table in report.tables for cell, raw in cells_of(report, table).items()}
    assert read == dict(draft.cells)
    assert report.recognised is not None
    assert report.recognised.pages == (1, 2)


def test_scanned_pages_among_pages_of_text(printed: bytes, scan: bytes, draft: Draft) -> None:
    import pypdfium2

    mixed = pypdfium2.PdfDocument.new()
    for data, at in ((printed, 0), (printed, 1), (scan, 2)):
        mixed.import_pages(pypdfium2.PdfDocument(data), [at])
    stream = io.BytesIO()
    mixed.save(stream)
    report = parse_bytes(stream.getvalue(), name="年报.pdf")
    read = {cell: raw for table in report.tables for cell, raw in cells_of(report, table).items()}
    assert read == dict(draft.cells)
    assert report.recognised is not None
    assert report.recognised.pages == (3,)


def test_pictures_in_a_folder_in_an_archive_and_in_an_ofd_file_are_audited(
    drawn: list[Any], reportlint: Command, folder: Path
) -> None:
    (first, second) = (saved(image, "JPEG", quality=85) for image in drawn[:2])
    lay(folder / "报告", {
        "云陂镇.zip": zipped({"年报/第1页.jpg": first, "年报/第2页.jpg": second}),
        "柳河镇2024年报.ofd": pictured(second),
        "石桥镇2024年报.xls": as_xls(workbook(sample("town"))),
    })  # fmt: skip
    ran = reportlint("audit", "报告", "--no-cache", "--jobs", "1", "--format", "json")
    assert ran.code in (1, 2), ran.err
    files = {file["path"]: file for file in json.loads(ran.out)["files"]}
    assert sorted(files) == [
        "报告/云陂镇.zip/年报/第1-2页.jpg",
        "报告/柳河镇2024年报.ofd",
        "报告/石桥镇2024年报.xls",
    ]
    assert [bool(file.get("recognised")) for _, file in sorted(files.items())] == [True, True, False]
    assert {file["status"] for file in files.values()} == {"checked"}
