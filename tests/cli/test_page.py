"""The command writes the annotated page, to standard output or a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from lxml import html

from tests.cli.conftest import Ran


def test_html_goes_to_standard_output(reportlint: Callable[..., Ran]) -> None:
    ran = reportlint("bad.txt", "--format", "html")
    document = html.fromstring(ran.out)
    assert (ran.code, ran.err) == (1, "")
    assert [cell.get("data-findings") for cell in document.cssselect("article td.hit")] == ["f1-1"]


def test_html_goes_to_a_file(reportlint: Callable[..., Ran], folder: Path) -> None:
    ran = reportlint("good.txt", "-f", "html", "-o", "检查.html")
    assert (ran.code, ran.out) == (0, "")
    assert "没有发现问题" in (folder / "检查.html").read_text("utf-8")
