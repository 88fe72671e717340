"""A photo on the page in a real browser: the picture of a cell in doubt stands beside it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")
pytest.importorskip("rapidocr", reason="the extra `ocr` is not installed")

from reportlint.draft import sample
from reportlint.model.report import CellKey
from tests.readers.pdf_files import LAYOUTS, SOFFICE, pdf_files, word_file
from tests.web.test_browser import CHROMIUM, address, browser, drop, in_view, seen  # noqa: F401

pytestmark = [
    pytest.mark.slow,
    pytest.mark.recognises,
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(
        CHROMIUM is None or SOFFICE is None, reason="chromium or LibreOffice is not installed"
    ),
]


def test_the_picture_stands_beside_a_cell_in_doubt(seen: Any, tmp_path: Path) -> None:  # noqa: F811
    import pypdfium2

    draft = sample("town")
    blotted = CellKey("applications", "granted", "natural_person")
    draft = sample("town", figures={**draft.cells, blotted: "日"})  # as a blurred figure looks
    data = pdf_files({"scan": word_file(draft, LAYOUTS[0])}, tmp_path)["scan"]
    stream = io.BytesIO()
    pypdfium2.PdfDocument(data)[1].render(scale=150 / 72).to_pil().convert("RGB").save(stream, "JPEG")
    (tmp_path / "云陂镇2024年报.jpg").write_bytes(stream.getvalue())
    page = seen.open()
    drop(page, tmp_path / "云陂镇2024年报.jpg")
    cut = page.locator(".original").first
    for width in (1366, 390):
        page.set_viewport_size({"width": width, "height": 844})
        cut.scroll_into_view_if_needed()
        assert in_view(page, ".original img")
        assert cut.locator("img").evaluate("image => image.naturalWidth") > 10
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert "请看原件" in cut.inner_text()
    assert "认读可能有误，请看原件" in page.inner_text("#result")
