"""Workbooks of a whole batch: each sheet with a report is a report of its own, in whatever format."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from reportlint.draft import Draft, draft_from
from tests import archive_files as pack
from tests.cli.conftest import Ran
from tests.generator.workbooks import as_ods, as_xls, batch

Reportlint = Callable[..., Ran]
WRITERS: Mapping[str, Callable[[bytes], bytes]] = {"xlsx": bytes, "xls": as_xls, "ods": as_ods}


def drafts() -> dict[str, Draft]:
    """A good report, one with a fault, and one that tells its unit by its sheet's name only."""
    fault = {"remedies.review.total": "9"}
    return {
        "教育局": draft_from({"sample": "town", "unit": "澜溪县教育局"}),
        "2.财政局": draft_from({"sample": "town", "unit": "澜溪县财政局", "cells": fault}),
        "澜溪县统计局": draft_from(
            {"sample": "zeros", "unit": "澜溪县统计局", "title": "2024年政府信息公开工作年度报告"}
        ),
    }


COVER = {"封面": "澜溪县各单位2024年政府信息公开工作年度报告汇总", "空白": ""}


@pytest.fixture(params=WRITERS)
def book(request: pytest.FixtureRequest, folder: Path) -> str:
    """The name of a workbook of three units with a cover, in each format."""
    name = f"汇总.{request.param}"
    (folder / name).write_bytes(WRITERS[request.param](batch(drafts(), besides=COVER)))
    return name


def files_of(out: str) -> dict[str, dict[str, Any]]:
    return {file.pop("path"): file for file in json.loads(out)["files"]}


def alone(reportlint: Reportlint, folder: Path, book: str) -> dict[str, dict[str, Any]]:
    """The outcome of each sheet in a workbook of its own, by the path that it has in the whole one."""
    found = {}
    for name, draft in drafts().items():
        write = WRITERS[book.rpartition(".")[2]]
        (folder / f"{name}.xlsx").write_bytes(write(batch({name: draft})))
        (found[f"{book}#{name}"],) = files_of(reportlint(f"{name}.xlsx", "--format", "json").out).values()
        (folder / f"{name}.xlsx").unlink()
    return found


def test_each_sheet_with_table_three_is_a_report(reportlint: Reportlint, folder: Path, book: str) -> None:
    expected = alone(reportlint, folder, book)
    ran = reportlint(book, "--format", "json")
    assert (ran.code, files_of(ran.out)) == (1, expected)
    assert ran.err == f"另有 1 张工作表里没有第三部分的表，没有当作报告检查（{book}#封面）\n"
    assert [len(file["diagnostics"]) for file in expected.values()] == [0, 1, 1]
    (found,) = expected[f"{book}#2.财政局"]["diagnostics"]
    assert found["code"] == "A304"
    assert [file["report"]["unit"] for file in expected.values()] == [
        "澜溪县教育局",
        "澜溪县财政局",
        "澜溪县统计局",
    ]


def test_one_sheet_may_be_named(reportlint: Reportlint, folder: Path, book: str) -> None:
    expected = alone(reportlint, folder, book)
    for path in expected:
        assert files_of(reportlint(path, "--format", "json").out) == {path: expected[path]}
    parsed = json.loads(reportlint("parse", f"{book}#教育局").out)
    assert parsed["unit"] == "澜溪县教育局"
    missing = files_of(reportlint(f"{book}#卫健局", "--format", "json").out)
    assert missing[f"{book}#卫健局"]["error"] == "工作簿里没有这张工作表，请核对名字"


def test_parsed_are_all_sheets_by_their_paths(reportlint: Reportlint, book: str) -> None:
    ran = reportlint("parse", book)
    assert (ran.code, list(json.loads(ran.out))) == (0, [f"{book}#{name}" for name in drafts()])


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_audit_judges_them_together(reportlint: Reportlint, folder: Path, book: str, jobs: str) -> None:
    names = ("澜溪县教育局", "澜溪县财政局", "澜溪县统计局", "澜溪县民政局")
    (folder / "units.csv").write_text("name\n" + "\n".join(names) + "\n", "utf-8")
    ran = reportlint("audit", book, "--units", "units.csv", "--no-cache", "--format", "json", "--jobs", jobs)
    told = json.loads(ran.out)["batch"]
    assert (told["round"]["handed_in"], told["round"]["missing"]) == (3, 1)
    assert told["left_out"] == [f"{book}#封面"]
    files = files_of(ran.out)
    assert [path for path in files if path != "units.csv"] == [f"{book}#{name}" for name in drafts()]
    codes = {found["code"] for file in files.values() for found in file["diagnostics"]}
    assert "X708" not in codes  # one workbook is not the same report three times


def test_a_batch_in_an_archive_and_from_standard_input(
    reportlint: Reportlint,
    folder: Path,
    book: str,
    process: Callable[..., subprocess.CompletedProcess[bytes]],
) -> None:
    data = (folder / book).read_bytes()
    (folder / "包.zip").write_bytes(pack.zipped({f"县/{book}": data}))
    ran = reportlint("包.zip", "--format", "json")
    assert list(files_of(ran.out)) == [f"包.zip/县/{book}#{name}" for name in drafts()]
    again = reportlint(f"包.zip/县/{book}#2.财政局", "--format", "concise")
    assert "A304" in again.out
    done = process("-", "--format", "json", stdin=data)
    assert list(files_of(done.stdout.decode())) == [f"-#{name}" for name in drafts()]


def test_marks_are_for_one_sheet(reportlint: Reportlint, folder: Path, book: str) -> None:
    ran = reportlint("annotate", book)
    words = f"错误：{book}：工作簿里有 3 份报告，请写明是哪一张工作表，如 {book}#教育局"
    assert (ran.code, ran.err.splitlines()[0]) == (2, words)
    assert reportlint("annotate", f"{book}#2.财政局").code == 1
    assert "A304" in (folder / "汇总#2.财政局.批注.html").read_text("utf-8")


def test_a_workbook_with_a_sheet_for_each_table_is_one_report(reportlint: Reportlint, folder: Path) -> None:
    from tests.generator.workbooks import workbook

    (folder / "年报.xlsx").write_bytes(workbook(drafts()["教育局"], per_sheet=True))
    assert list(files_of(reportlint("年报.xlsx", "--format", "json").out)) == ["年报.xlsx"]
