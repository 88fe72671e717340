"""A file of which a part was not read (a row that comes again): every output says so, and the run has not succeeded."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from reportlint import draft
from tests.cli.conftest import Ran

Reportlint = Callable[..., Ran]

SAID = "第三部分的表里，“四、结转下年度继续办理”等 1 行出现了不止一次，只查了第一次出现的"


@pytest.fixture
def two(folder: Path) -> str:
    """A folder with a correct report in which a row comes again with another figure."""
    (folder / "报告").mkdir()
    said = draft.text(draft.sample("town"))
    row = next(line for line in said.splitlines() if line.startswith("四、结转下年度继续办理"))
    both = said.replace(row, f"{row}\n{row[: row.rindex(row.split()[-1])]}77")
    (folder / "报告" / "云陂镇.txt").write_text(both, encoding="utf-8")
    return "报告/云陂镇.txt"


@pytest.mark.parametrize(
    "format", ["text", "concise", "json", "html", "markdown", "sarif", "junit", "github", "gitlab"]
)
def test_every_format_tells_it(reportlint: Reportlint, two: str, format: str) -> None:
    ran = reportlint(two, "--format", format, "--fail-on", "never")
    assert ran.code == 2
    assert SAID in re.sub(r"\n +", "", ran.out)


def test_formats_that_know_errors_tell_it_as_one(reportlint: Reportlint, two: str) -> None:
    assert reportlint(two, "--format", "concise").out == f"{two}: error E901 没能检查：{SAID}\n"
    assert reportlint(two, "--format", "github").out.startswith(f"::error file={two},")
    assert f'<error message="{SAID}" type="unread"/>' in reportlint(two, "--format", "junit").out
    (entry,) = json.loads(reportlint(two, "--format", "gitlab").out)
    assert (entry["check_name"], entry["severity"]) == ("E901", "major")
    (invocation,) = json.loads(reportlint(two, "--format", "sarif").out)["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    assert [told["level"] for told in invocation["toolExecutionNotifications"]] == ["error"]


def test_parse_says_that_it_shows_a_part(reportlint: Reportlint, two: str) -> None:
    ran = reportlint("parse", two)
    assert ran.code == 2
    assert json.loads(ran.out)["unit"] == "云陂镇人民政府"
    assert ran.err.startswith(f"错误：{two}：{SAID}\n")


def test_an_audit_tells_it_and_asks_for_the_rest(reportlint: Reportlint, two: str, folder: Path) -> None:
    pytest.importorskip("xlsxwriter")
    docx, openpyxl = pytest.importorskip("docx"), pytest.importorskip("openpyxl")
    pytest.importorskip("docxtpl")
    ran = reportlint("audit", "报告", "--no-cache", "--xlsx", "总表.xlsx", "--notices", "通知")
    assert ran.code == 2
    assert f"没有读全的文件 1 个：\n  {two}：" in ran.out
    assert "1 个文件没有读全" in ran.err
    sheet = openpyxl.load_workbook(io.BytesIO((folder / "总表.xlsx").read_bytes()))["未能读取"]
    assert [cell.value for cell in sheet[2]] == [two, "云陂镇人民政府", "文件的一部分", SAID]
    (notice,) = (folder / "通知").glob("*云陂镇*")
    paragraphs = [paragraph.text for paragraph in docx.Document(str(notice)).paragraphs]
    assert f"文件“云陂镇.txt”没有读全：{SAID}。请核对后重新报送。" in paragraphs


def test_what_could_not_be_compared_does_not_fail_a_run(reportlint: Reportlint, folder: Path) -> None:
    text = (folder / "good.txt").read_text("utf-8")
    (folder / "slash.txt").write_text(text.replace("行政强制\t0", "行政强制\t/", 1), encoding="utf-8")
    ran = reportlint("slash.txt", "--format", "concise", "--select", "N405")
    assert ran.code == 0
    assert ran.out.startswith("slash.txt: info N405 没能检查：")


def test_a_json_that_tells_less_is_told_and_fails_nothing(reportlint: Reportlint, folder: Path) -> None:
    data = json.loads(reportlint("parse", "good.txt").out)
    del data["preamble"], data["asides"]
    (folder / "a.json").write_text(json.dumps(data), encoding="utf-8")
    ran = reportlint("a.json", "--format", "concise")
    assert ran.code == 0
    assert "a.json: info E901 没能检查：" in ran.out


def test_the_list_of_units_is_no_file_and_a_named_file_is_its_unit_s(
    reportlint: Reportlint, folder: Path
) -> None:
    pytest.importorskip("docxtpl")
    (folder / "报告").mkdir()
    (folder / "good.txt").rename(folder / "报告" / "云陂镇.txt")
    (folder / "报告" / "砚陂县高河镇人民政府.docx").write_bytes(b"PK\x03\x04 cut off")
    names = ["云陂镇人民政府", "砚陂县高河镇人民政府", "清河镇人民政府"]
    (folder / "units.csv").write_text("name\n" + "\n".join(names) + "\n", encoding="utf-8")
    ran = reportlint("audit", "报告", "--units", "units.csv", "--no-cache", "--notices", "通知")
    assert ran.err.splitlines()[-1].startswith("共 2 个文件：")
    assert sorted(path.name for path in (folder / "通知").iterdir()) == [
        "整改通知书_全部.zip",
        "整改通知书_清河镇人民政府.docx",
        "整改通知书_目录.docx",
        "整改通知书_砚陂县高河镇人民政府.docx",
    ]
