"""The command `audit` as an inspector runs it: the text, the JSON, the configuration, waivers, what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from reportlint import __version__, draft
from reportlint.app.api import Settings, rules_in_force
from reportlint.cli.usage import INTERRUPTED
from tests.cli.conftest import Ran

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., Ran]


@pytest.fixture
def county(folder: Path) -> Path:
    """Two towns over two years, one file that cannot be read, and the list of three units that owe a report."""
    for name in ("good.txt", "bad.txt"):
        (folder / name).unlink()
    (folder / "报告").mkdir()
    write(folder, "云陂镇人民政府", 2023)
    write(folder, "云陂镇人民政府", 2024, {"remedies.review.total": "9"})
    write(folder, "清河镇人民政府", 2024)
    (folder / "报告" / "空.txt").write_bytes(b"")
    (folder / "units.csv").write_text(
        "name\n云陂镇人民政府\n清河镇人民政府\n白沙乡人民政府\n", encoding="utf-8"
    )
    return folder


def write(folder: Path, unit: str, year: int, cells: dict[str, str] | None = None) -> None:
    made = draft.draft_from({"sample": "zeros", "unit": unit, "year": year, "cells": cells or {}})
    (folder / "报告" / f"{unit}{year}.txt").write_text(draft.text(made), encoding="utf-8")


@pytest.fixture
def audit(county: Path, reportlint: Run) -> Run:
    """Runs the audit of the folder, without the user's cache."""
    return lambda *more: reportlint("audit", "报告", "--no-cache", "--jobs", "1", *more)


def test_text_tells_what_needs_a_look(audit: Run) -> None:
    ran = audit("--select", "A", "--units", "units.csv")
    assert ran.code == 2
    assert ran.out == (
        "有问题的报告 1 份，最重的在前：\n"
        "  云陂镇人民政府  2024年度  报告/云陂镇人民政府2024.txt\n"
        "    1 处错误：A304 第四部分的表，“行政复议”的“总计”列填的是 9，前四项加起来是 0\n"
        "\n"
        "没能读取的文件 1 个：\n"
        "  报告/空.txt：文件是空的，没有内容可查\n"
        "\n"
        "没有交报告的单位 1 个：\n"
        "  白沙乡人民政府\n"
        "\n"
        "按规则：\n"
        "  错误 A304 复议、诉讼的总计与各项结果之和不符  1 处，1 个文件\n"
        "  错误 E901 文件读不出来，或没有读全  1 处，1 个文件\n"
        "\n"
        f"检查所用：reportlint {__version__}，规则版本 {rules_in_force(Settings(select=('A',))).version}\n"
    )
    assert ran.err == (
        "2024年度这一轮：应报 3，已报 2（合格 1，需改 1，未能读取 0），交了但不对 0，未报 1\n"
        "共 3 个文件：1 处错误，0 处警告，0 处提示，1 个文件没能检查\n"
    )


def test_json_has_the_whole_picture(audit: Run) -> None:
    document = json.loads(audit("--format", "json", "--select", "A", "--units", "units.csv").out)
    schema = json.loads((ROOT / "schemas" / "result.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(document)
    batch = document["batch"]
    assert batch["years"] == [2023, 2024]
    assert batch["pairs"] == [
        {
            "path": "报告/云陂镇人民政府2024.txt",
            "prior": "报告/云陂镇人民政府2023.txt",
            "unit": "云陂镇人民政府",
            "year": 2024,
        }
    ]
    assert batch["missing"] == [{"unit": "白沙乡人民政府", "year": 2024}]
    assert batch["unreadable"] == [{"path": "报告/空.txt", "reason": "文件是空的，没有内容可查"}]


def test_other_names_are_told_by_the_configuration(audit: Run, county: Path) -> None:
    write(county, "新河镇人民政府", 2023)
    (county / ".reportlint.yaml").write_text(
        "unit: 别的单位\nyear: 2020\naliases: {新河镇人民政府: 清河镇人民政府}\n", encoding="utf-8"
    )
    batch = json.loads(audit("--format", "json", "--select", "A").out)["batch"]
    told = {pair["unit"]: pair["prior"] for pair in batch["pairs"]}
    assert told == {
        "云陂镇人民政府": "报告/云陂镇人民政府2023.txt",
        "清河镇人民政府": "报告/新河镇人民政府2023.txt",
    }


def test_waived_findings_count_nowhere(audit: Run, county: Path, reportlint: Run) -> None:
    (county / "报告" / "空.txt").unlink()
    assert audit("--select", "A").code == 1
    assert reportlint("baseline", "报告", "--select", "A").code == 0
    ran = audit("--select", "A", "--format", "json")
    document = json.loads(ran.out)
    assert ran.code == 0
    assert (document["summary"]["errors"], document["summary"]["waived"]) == (0, 1)
    assert document["batch"]["rules"] == []


def test_the_page_of_all_reports_shows_them(audit: Run) -> None:
    page = audit("--format", "html", "--select", "A").out
    assert page.count("清河镇人民政府") > 3
    assert "文件是空的" in page


def test_standard_input_is_refused(reportlint: Run) -> None:
    ran = reportlint("audit", "-", "--lang", "zh")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "错误：audit 检查文件夹和文件，不能从标准输入（-）读；请写文件夹的名字\n"


def test_ctrl_c_writes_what_is_done(audit: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from reportlint.audit import run

    whole, judged = run.judge_file, []

    def judge_file(*item: object) -> object:
        judged.append(item)
        if len(judged) == 3:
            raise KeyboardInterrupt
        return whole(*item)  # type: ignore[arg-type]

    monkeypatch.setattr(run, "judge_file", judge_file)
    ran = audit("--select", "A", "--format", "json")
    assert ran.code == INTERRUPTED
    assert json.loads(ran.out)["batch"]["stopped"] == {"judged": 2, "left": 2}
    assert ran.err.splitlines()[-1] == "检查中途停止：共 4 份，查完 2 份；写出来的是已经查完的，其余没有核对"


def test_cache_lies_where_it_is_told(county: Path, reportlint: Run) -> None:
    first = reportlint("audit", "报告", "--cache-dir", "缓存", "--jobs", "1")
    assert any((county / "缓存").rglob("*"))
    assert reportlint("audit", "报告", "--cache-dir", "缓存", "--jobs", "1") == first


def test_check_gives_the_same_with_several_processes(county: Path, reportlint: Run) -> None:
    one = reportlint("check", "报告", "missing.txt", "--format", "json")
    assert reportlint("check", "报告", "missing.txt", "--format", "json", "--jobs", "2") == one
    assert one.code == 2
