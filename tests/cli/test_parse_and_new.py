"""`parse` of several files and as CSV; `new` writes a form that lints as not filled."""

from __future__ import annotations

import csv
import io
import json
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document as WordFile

from reportlint.app.api import check_file, parse_file
from reportlint.draft import Draft, sample, text
from reportlint.draft.docx import docx
from reportlint.model.report import CellKey
from tests.cli.conftest import Ran

Command = Callable[..., Ran]

CELL = CellKey("applications", "granted", "natural_person")


def with_cell(raw: str) -> Draft:
    draft = sample("town")
    return sample("town", figures={**draft.cells, CELL: raw})


def rows_of(output: str) -> list[dict[str, str]]:
    assert output.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(output[1:])))


def test_csv_has_a_row_for_each_cell(reportlint: Command, folder: Path) -> None:
    (folder / "年报.txt").write_text(text(sample("city")), "utf-8")
    result = reportlint("parse", "年报.txt", "--format", "csv")
    assert result.code == 0
    rows = rows_of(result.out)
    assert [tuple(row) for row in rows[:1]] == [("report", "table", "row", "column", "value", "raw", "state")]
    told = {CellKey(row["table"], row["row"], row["column"]): row["raw"] for row in rows}
    assert told == sample("city").cells
    assert {(row["report"], row["state"]) for row in rows} == {("年报.txt", "number")}
    assert all(float(row["value"]) == float(row["raw"]) for row in rows)


@pytest.mark.parametrize(
    ("raw", "value", "shown", "state"),
    [
        ("/", "", "/", "placeholder"),
        ("", "", "", "blank"),
        ("-", "", "'-", "placeholder"),
        ("=1+1", "", "'=1+1", "unreadable"),
        ("+cmd", "", "'+cmd", "unreadable"),
        ("@SUM(A1)", "", "'@SUM(A1)", "unreadable"),
        ("3（其中线上0件）", "3", "3（其中线上0件）", "number"),
    ],
)
def test_csv_tells_blank_from_zero_and_holds_no_formula(
    reportlint: Command, folder: Path, raw: str, value: str, shown: str, state: str
) -> None:
    (folder / "a.txt").write_text(text(with_cell(raw)), "utf-8")
    rows = rows_of(reportlint("parse", "a.txt", "-f", "csv").out)
    (row,) = (row for row in rows if (row["table"], row["row"], row["column"]) == CELL)
    assert (row["value"], row["raw"], row["state"]) == (value, shown, state)


def test_a_folder_gives_all_files_and_tells_what_it_cannot_read(reportlint: Command, folder: Path) -> None:
    (folder / "in").mkdir()
    for name in ("甲.txt", "乙.txt"):
        (folder / "in" / name).write_text(text(sample("town")), "utf-8")
    (folder / "in" / "丙.txt").write_bytes(b"")
    result = reportlint("parse", "in", "--format", "csv")
    assert result.code == 2
    assert Counter(row["report"] for row in rows_of(result.out)) == {
        os.path.join("in", "甲.txt"): 200,
        os.path.join("in", "乙.txt"): 200,
    }
    assert result.err == f"错误：{os.path.join('in', '丙.txt')}：文件是空的，没有内容可查\n"
    reports = json.loads(reportlint("parse", "in").out)
    assert {path: report["unit"] for path, report in reports.items()} == {
        os.path.join("in", "乙.txt"): "云陂镇人民政府",
        os.path.join("in", "甲.txt"): "云陂镇人民政府",
    }


def test_a_single_file_that_cannot_be_read_leaves_no_output(reportlint: Command, folder: Path) -> None:
    (folder / "空.txt").write_bytes(b"")
    result = reportlint("parse", "空.txt", "-o", "out.json")
    assert (result.code, result.out) == (2, "")
    assert not (folder / "out.json").exists()


@pytest.mark.parametrize("name", ["年报.docx", "年报.txt", "年报.html"])
@pytest.mark.parametrize("year", [2024, 2020])
def test_new_form_lints_as_not_filled(reportlint: Command, folder: Path, name: str, year: int) -> None:
    result = reportlint("new", "--unit", "云陂镇人民政府", "--year", str(year), "-o", name)
    assert (result.code, result.out) == (0, "")
    assert f"{year}年度的空白年报已写入 {name}" in result.err
    report = parse_file(str(folder / name))
    cells = sum(1 for table in report.tables.values() for _ in table.cells())
    assert (report.unit, report.year, report.edition) == (
        "云陂镇人民政府",
        year,
        "2021" if year == 2024 else "2019",
    )
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]
    checked = check_file(str(folder / name))
    found = Counter((finding.code, finding.severity) for finding in checked.diagnostics)
    assert found["T203", "warning"] == cells == (200 if year == 2024 else 198)
    assert found["S104", "error"] == 2
    assert {code for code, severity in found if severity == "error"} == {"S104"}


def test_new_leaves_a_file_alone_unless_forced(reportlint: Command, folder: Path) -> None:
    (folder / "年报.docx").write_bytes(b"mine")
    asked = ("new", "--unit", "云陂镇人民政府", "--year", "2024", "-o", "年报.docx")
    result = reportlint(*asked)
    assert (result.code, result.out) == (2, "")
    assert result.err == "错误：年报.docx 已经存在，没有改动它；换一个文件名，或者加 --force 覆盖\n"
    assert (folder / "年报.docx").read_bytes() == b"mine"
    assert reportlint(*asked, "--force").code == 0
    assert (folder / "年报.docx").read_bytes().startswith(b"PK")


def test_new_names_the_suffixes_it_can_write(reportlint: Command, folder: Path) -> None:
    result = reportlint("new", "--unit", "云陂镇人民政府", "--year", "2024", "-o", "年报.pdf")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("错误：-o 年报.pdf 的后缀只能是 .docx、.txt、.html\n")
    assert {path.name for path in folder.iterdir()} == {"good.txt", "bad.txt"}


def test_new_goes_on_from_last_years_report(reportlint: Command, folder: Path) -> None:
    last = sample("city", year=2023)
    (folder / "2023年报.docx").write_bytes(docx(last))
    result = reportlint("new", "--from", "2023年报.docx", "-o", "年报.docx")
    assert (result.code, result.out) == (0, "")
    assert "“上年结转” 7 格、“现行有效件数” 2 格" in result.err
    report = parse_file(str(folder / "年报.docx"))
    assert (report.unit, report.year) == (last.unit, 2024)
    filled = {key: value.raw for table in report.tables.values() for key, value in table.cells() if value.raw}
    carried = {
        CellKey("applications", "carried_in", key.column): raw
        for key, raw in last.cells.items()
        if key.row == "carried_out"
    }
    in_force = {key: raw for key, raw in last.cells.items() if key.column == "in_force"}
    assert filled == {**carried, **in_force}
    wrong = reportlint("new", "--from", "2023年报.docx", "--year", "二〇二六", "-o", "b.docx")
    assert wrong.err.startswith(
        "错误：--from 2023年报.docx 是 2023 年度的报告，写 2026 年度的年报要用 2025 年度的\n"
    )
    assert reportlint("new", "-o", "c.docx").err.startswith("错误：请用 --unit 写单位、--year 写年度")


def test_the_blank_form_is_a4_with_repeated_heads_and_its_own_properties(
    reportlint: Command, folder: Path
) -> None:
    reportlint("new", "--unit", "云陂镇人民政府", "--year", "2024年", "-o", "年报.docx")
    file = WordFile(str(folder / "年报.docx"))
    about = file.core_properties
    assert (about.author, about.last_modified_by, about.comments) == ("云陂镇人民政府",) * 2 + ("",)
    assert (round(file.sections[0].page_width.mm), round(file.sections[0].page_height.mm)) == (210, 297)
    heads = [len(table._tbl.xpath("./w:tr[w:trPr/w:tblHeader]")) for table in file.tables]
    assert heads == [0, 3, 3]
    cells = [cell for table in file.tables for cell in table._tbl.iter_tcs()]
    assert all(cell.xpath("./w:tcPr/w:vAlign[@w:val='center']") for cell in cells)
    assert all(cell.xpath("./w:p/w:pPr/w:rPr/w:rFonts[@w:eastAsia='宋体']") for cell in cells)
