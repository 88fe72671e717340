"""An OFD file on its way through the commands and the page, as any other report."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from reportlint import draft
from reportlint.model.report import CellKey
from tests.cli.conftest import Ran
from tests.readers.ofd_files import ofd

Reportlint = Callable[..., Ran]
NAME = "云陂镇2024年报.ofd"


@pytest.fixture
def faulty(folder: Path) -> Path:
    """A report with one total too large."""
    good = draft.sample("town")
    figures = {**good.cells, CellKey("remedies", "review", "total"): "9"}
    (folder / NAME).write_bytes(ofd(draft.sample("town", figures=figures)))
    return folder / NAME


def test_check_says_what_it_says_of_the_same_text(reportlint: Reportlint, faulty: Path) -> None:
    ran, text = (reportlint(name, "--format", "json") for name in (NAME, "bad.txt"))
    told, wanted = (
        [(found["code"], found["message"]) for found in json.loads(each.out)["files"][0]["diagnostics"]]
        for each in (ran, text)
    )
    assert ran.code == text.code == 1
    assert told == wanted != []


def test_parse_gives_every_cell(reportlint: Reportlint, faulty: Path) -> None:
    read = json.loads(reportlint("parse", NAME).out)
    assert read["tables"]["remedies"]["review"]["total"]["raw"] == "9"


def test_audit_takes_it_for_handed_in(reportlint: Reportlint, faulty: Path) -> None:
    (faulty.parent / "报告").mkdir()
    faulty.rename(faulty.parent / "报告" / NAME)
    (faulty.parent / "units.csv").write_text("name\n云陂镇人民政府\n", encoding="utf-8")
    ran = reportlint("audit", "报告", "--units", "units.csv", "--no-cache")
    assert ran.code == 1
    assert "没有交报告的单位" not in ran.out


def test_fix_says_that_it_does_not_write_into_it(reportlint: Reportlint, faulty: Path) -> None:
    ran = reportlint("fix", NAME)
    assert ran.code == 2
    assert f"{NAME}：只能改文本（.txt、.md）和 Word（.docx）文件；别的文件请先另存为 .docx" in ran.err


def test_annotate_makes_the_page_with_the_marks(reportlint: Reportlint, faulty: Path) -> None:
    before = faulty.read_bytes()
    assert reportlint("annotate", NAME).code == 1
    assert faulty.read_bytes() == before
    assert "<html" in faulty.with_name("云陂镇2024年报.批注.html").read_text("utf-8")


def test_the_page_takes_it(faulty: Path) -> None:
    pytest.importorskip("fastapi", reason="the extra web is not installed")
    pytest.importorskip("httpx", reason="httpx is not installed")
    from starlette.testclient import TestClient

    from reportlint.web.app import create_app

    with TestClient(create_app(), base_url="http://127.0.0.1:8765") as client:
        answer = client.post("/api/check", files=[("files", (NAME, faulty.read_bytes()))])
        page = client.get("/").text
    told = answer.json()["files"][0]
    assert (told["status"], [found["code"] for found in told["diagnostics"]][:1]) == ("checked", ["A304"])
    assert ".ofd" in page
