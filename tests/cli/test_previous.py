"""Two rounds of one county: what was mended, what is still there, what is new, known by unit and year and by no path."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from docx import Document

from reportlint.model.report import CellKey
from tests.audit.counties import BUREAU, COUNTY, OTHER, TOWN, report
from tests.cli.conftest import Ran

pytest.importorskip("docxtpl", reason="the extra audit is not installed")
openpyxl = pytest.importorskip("openpyxl")

Run = Callable[..., Ran]
ROOT = Path(__file__).resolve().parents[2]
LIST = f"单位,类别,上级\n{COUNTY},县政府,\n{TOWN},乡镇,县政府\n{OTHER},乡镇,县政府\n{BUREAU},部门,县政府\n"
WRONG = {CellKey("applications", "new_received", "total"): "9"}
STILL = {CellKey("applications", "new_received", "total"): "8"}
BLANK = {CellKey("disclosure", "coercion", "decisions"): "/"}


@pytest.fixture
def rounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reportlint: Run) -> Callable[..., Ran]:
    """The first round is audited; the second lies in 二次, under other names."""
    monkeypatch.chdir(tmp_path)
    first = {
        "云陂镇": report(TOWN, 2024, cells=WRONG, wording="详见（具体网址）。"),
        "教育局": report(BUREAU, 2024),
    }
    second = {
        "云陂镇修改稿": report(TOWN, 2024, cells={**STILL, **BLANK}),
        "教育局": report(BUREAU, 2024),
        "清河镇": report(OTHER, 2024, cells=BLANK),
    }
    for folder, files in (("一次", first), ("二次", second)):
        Path(folder).mkdir()
        for name, data in files.items():
            Path(folder, f"{name}2024年报.txt").write_bytes(data)
    Path("单位.csv").write_text(LIST, encoding="utf-8")
    usual = ("--units", "单位.csv", "--no-cache", "--select", "A3,T203,W601,X709")
    assert reportlint("audit", "一次", *usual, "--format", "json", "-o", "上次.json").code == 1
    return lambda *more: reportlint("audit", "二次", *usual, "--previous", "上次.json", *more)


def test_by_unit_and_year(rounds: Run) -> None:
    ran = rounds("--format", "json")
    document = json.loads(ran.out)
    schema = json.loads((ROOT / "schemas" / "result.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(document)
    since = {
        file["path"]: [(one["code"], one["since"]) for one in file["diagnostics"] if "since" in one]
        for file in document["files"]
    }
    assert since == {
        "二次/云陂镇修改稿2024年报.txt": [("T203", "new"), ("A301", "still")],
        "二次/教育局2024年报.txt": [],
        "二次/清河镇2024年报.txt": [("T203", "new")],
        "单位.csv": [],
    }
    units = {unit["name"]: unit for unit in document["batch"]["units"]}
    assert [one["code"] for one in units[TOWN]["mended"]] == ["W601"]
    assert {name: (unit["before"], unit["newly_handed_in"]) for name, unit in units.items()} == {
        COUNTY: ("missing", False),
        TOWN: ("handed_in", False),
        OTHER: ("missing", True),
        BUREAU: ("handed_in", False),
    }
    figures = document["batch"]["previous"]
    assert figures == {"path": "上次.json", "mended": 1, "still": 1, "new": 2, "newly_handed_in": 1}
    assert "和上次（上次.json）相比：改好 1 处，还在 1 处，新出现 2 处；新报送 1 个单位" in ran.err


def test_the_sheet_and_the_second_notices(rounds: Run) -> None:
    rounds("--xlsx", "总表.xlsx", "--notices", "通知", "--brief", "通报.docx")
    rows = list(
        openpyxl.load_workbook("总表.xlsx")["整改情况"].iter_rows(min_row=2, max_col=5, values_only=True)
    )
    assert [tuple(row) for row in rows] == [
        (TOWN, 2024, "已改好", "警告", "W601"),
        (OTHER, 2024, "新报送", None, None),
        (TOWN, 2024, "新出现", "警告", "T203"),
        (TOWN, 2024, "还在", "错误", "A301"),
        (OTHER, 2024, "新出现", "警告", "T203"),
    ]
    assert sorted(path.name for path in Path("通知").iterdir()) == [
        f"催办通知书_{TOWN}.docx",
        f"催办通知书_{COUNTY}.docx",
        "整改通知书_全部.zip",
        f"整改通知书_{OTHER}.docx",
        "整改通知书_目录.docx",
    ]
    second = Document(str(Path("通知", f"催办通知书_{TOWN}.docx")))
    lines = [paragraph.text for paragraph in second.paragraphs]
    assert lines[0] == "政府信息公开工作年度报告催办通知书"
    assert "现已改好1处，还有1处没有改好，这次核查另发现1处（表中注明“新发现”）。" in lines[2]
    told = [row.cells[2].text for row in second.tables[0].rows][1:]
    assert [text.startswith("（新发现）") for text in told] == [False, True]
    missing = Document(str(Path("通知", f"催办通知书_{COUNTY}.docx")))
    assert missing.paragraphs[2].text.startswith(
        "此前已通知补报，经再次核对应报送单位名单，仍未见你单位2024年度"
    )
    brief = "\n".join(paragraph.text for paragraph in Document("通报.docx").paragraphs)
    assert "与上次检查相比，1个单位改好了1处问题" in brief


def test_what_was_not_judged_is_not_mended(rounds: Run, reportlint: Run) -> None:
    again = (
        "--units",
        "单位.csv",
        "--no-cache",
        "--select",
        "T",
        "--previous",
        "上次.json",
        "--format",
        "json",
    )
    units = json.loads(reportlint("audit", "二次", *again).out)["batch"]["units"]
    assert [unit["mended"] for unit in units] == [[], [], [], []]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"[]", "不是 audit 写出的结果；请用上次检查时"),
        (b'{"schema_version": 1, "files": []}', "不是 audit 写出的结果"),
        (b"\xff\xfe", "不是 audit 写出的结果"),
        (None, "读不了这个文件"),
    ],
)
def test_what_is_no_result_of_an_audit(rounds: Run, content: bytes | None, words: str) -> None:
    path = Path("上次.json")
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    ran = rounds()
    assert (ran.code, ran.out) == (2, "")
    assert f"--previous 上次.json：{words}" in ran.err


def test_the_last_result_is_never_written_over(rounds: Run) -> None:
    before = Path("上次.json").read_bytes()
    ran = rounds("--format", "json", "-o", "上次.json")
    assert ran.code == 2
    assert Path("上次.json").read_bytes() == before
