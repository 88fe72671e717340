"""`check --prior`: last year's report beside this one, and every way in which it cannot be used."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from reportlint import draft
from tests.cli.conftest import Ran

Reportlint = Callable[..., Ran]
CODES = ["X701", "X702", "X703", "X705", "X707"]
WRITTEN_ANEW = {
    1: "围绕春耕生产、农村饮水和危房改造公开办理过程，在集镇和各村张贴公告。分管领导每季度听取一次汇报。",
    5: "政策解读以文字为主，村民看懂的不多。今后把补贴政策做成图解和短视频，送到村组。",
}


@pytest.fixture
def prior(folder: Path) -> Callable[..., str]:
    """Writes a report of the year before good.txt, with edits, and gives its name."""

    def write(name: str = "2023.txt", **edits: Any) -> str:
        in_force = {"disclosure.normative_documents.in_force": "3", "disclosure.licensing.decisions": "41"}
        fewer = {"applications.granted.natural_person": "0", "applications.granted.total": "1"}
        edits["cells"] = {**in_force, **fewer, **edits.get("cells", {})}
        edits["sections"] = {**WRITTEN_ANEW, **edits.get("sections", {})}
        (folder / name).write_text(draft.text(draft.prior_draft_from(edits, {})), encoding="utf-8")
        return name

    return write


def judged(ran: Ran) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """The findings across years as (code, severity), and the reasons of what was not checked."""
    (file,) = json.loads(ran.out)["files"]
    found = [(item["code"], item["severity"]) for item in file["diagnostics"] if item["code"] in CODES]
    return found, {item["code"]: item["reason"] for item in file["not_checked"]}


def test_two_years_that_fit(reportlint: Reportlint, prior: Callable[..., str]) -> None:
    ran = reportlint("good.txt", "--prior", prior(), "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    assert judged(ran) == ([], {})


def test_without_a_prior_the_rules_do_not_apply(reportlint: Reportlint, prior: Callable[..., str]) -> None:
    guards = "结论：没有发现问题；2 项检查通过"
    assert guards in reportlint("good.txt", "--select", "E901,E902").out
    assert f"{guards}，5 项不适用\n没有上年报告，5 项没有查\n" in reportlint("good.txt", "--select", "X").out
    beside = reportlint("good.txt", "--prior", prior(), "--select", "X").out
    assert "结论：没有发现问题；7 项检查通过，5 项不适用\n" in beside


def test_prose_copied_from_last_year(reportlint: Reportlint, folder: Path) -> None:
    (folder / "去年.txt").write_text(draft.text(draft.prior_draft_from({}, {})), encoding="utf-8")
    ran = reportlint("good.txt", "--prior", "去年.txt", "--select", "X703", "--format", "json")
    (finding,) = json.loads(ran.out)["files"][0]["diagnostics"]
    assert (finding["code"], finding["severity"], finding["location"]["line"]) == ("X703", "warning", 9)
    assert finding["message"] == (
        "正文有 100% 与上年报告（去年.txt）一字不差（数字、年份、单位名和通用的话不算），从这里起共 13 句"
    )
    assert finding["related"][0]["message"].startswith("上年报告（去年.txt）第一部分也写着“以公开为常态")


def test_broken_carry_over(reportlint: Reportlint, prior: Callable[..., str]) -> None:
    seven = {"applications.carried_out.natural_person": "7", "applications.carried_out.total": "7"}
    ran = reportlint("good.txt", "--prior", prior("去年.txt", cells=seven), "--format", "json")
    assert ran.code == 1
    (finding,) = json.loads(ran.out)["files"][0]["diagnostics"]
    assert (finding["code"], finding["severity"]) == ("X701", "error")
    assert finding["message"] == (
        "第三部分的表，“二、上年结转政府信息公开申请数量”行、“总计”列填的是 1，"
        "上年报告（去年.txt）第三部分的表，“四、结转下年度继续办理”行、“总计”列填的是 7，两年接不上"
    )
    assert finding["cell"] == {"table": "applications", "row": "carried_in", "column": "total"}
    assert (finding["expected"], finding["actual"]) == (7, 1)
    there = "上年报告（去年.txt）第三部分的表，“四、结转下年度继续办理”行、"
    assert [second["message"] for second in finding["related"]] == [
        there + "“总计”列填的是 7",
        there + "“自然人”列填的是 7",
    ]
    assert all(second["location"]["line"] is second["cell"] is None for second in finding["related"])


def test_text_shows_both_rows(reportlint: Reportlint, prior: Callable[..., str]) -> None:
    seven = {"applications.carried_out.natural_person": "7", "applications.carried_out.total": "7"}
    out = reportlint("good.txt", "--prior", prior(cells=seven), "--select", "X701").out
    rows = [re.split(r" {2,}", line.strip()) for line in out.splitlines() if line.startswith("    ")][:6]
    assert ["四、结转下年度继续办理", "7", "7"] in rows
    assert ["二、上年结转政府信息公开申请数量", "1", "[1]"] in rows


def test_the_same_two_files_give_the_same_bytes(reportlint: Reportlint, prior: Callable[..., str]) -> None:
    name = prior(cells={"applications.carried_out.total": "7"})
    arguments = ("good.txt", "--prior", name, "--format", "json")
    assert reportlint(*arguments) == reportlint(*arguments)


@pytest.mark.parametrize(
    ("edits", "reason"),
    [
        ({"year": 2022}, "上年报告（2023.txt）是2022年度的，本报告的上年是2023年度，没有和上年核对"),
        ({"year": 2024}, "上年报告（2023.txt）是2024年度的，本报告的上年是2023年度，没有和上年核对"),
        (
            {"unit": "清河镇人民政府"},
            "上年报告（2023.txt）是“清河镇人民政府”的，本报告是“云陂镇人民政府”的，不是同一单位，没有和上年核对",
        ),
        (
            {"title": "政府信息公开工作年度报告"},
            "没有认出上年报告（2023.txt）的单位，没有和上年核对",
        ),
        (
            {"title": "云陂镇人民政府政府信息公开工作年度报告", "period": ""},
            "没有认出上年报告（2023.txt）的年份，没有和上年核对",
        ),
    ],
    ids=["too-old", "same-year", "other-unit", "no-unit", "no-year"],
)
def test_the_wrong_report_is_not_compared(
    reportlint: Reportlint, prior: Callable[..., str], edits: dict[str, Any], reason: str
) -> None:
    name = prior(**edits, cells={"applications.carried_out.total": "99"})
    ran = reportlint("good.txt", "--prior", name, "--format", "json")
    assert judged(ran) == ([], dict.fromkeys(CODES, reason))
    assert ran.code == 0
    assert reason in re.sub(r"\n {4}", "", reportlint("good.txt", "--prior", name).out)


def test_options_speak_of_the_report_alone(reportlint: Reportlint, prior: Callable[..., str]) -> None:
    """--year, --unit and --edition take the place of what the report says, not of what last year's says."""
    name = prior(cells={"applications.carried_out.total": "5"})
    ran = reportlint(
        "good.txt",
        "--prior",
        name,
        "--year",
        "2024",
        "--unit",
        "云陂镇",
        "--edition",
        "2021",
        "--format",
        "json",
    )
    assert judged(ran) == ([("X701", "error")], {})
    other = reportlint("good.txt", "--prior", name, "--year", "2021", "--format", "json")
    assert set(judged(other)[1]) == set(CODES)


def test_last_years_report_on_the_old_form(reportlint: Reportlint, folder: Path) -> None:
    (folder / "2021.txt").write_text(draft.text(draft.sample("town", year=2021)), encoding="utf-8")
    (folder / "2020.txt").write_text(draft.text(draft.sample("old")), encoding="utf-8")
    found, missed = judged(reportlint("2021.txt", "--prior", "2020.txt", "--format", "json"))
    assert found == [("X703", "warning"), ("X701", "error")]
    assert missed == {"X702": "上年报告（2020.txt）用的是2019年的表，没有“现行有效件数”一列，没有核对"}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("missing.txt", "找不到这个文件，请核对路径和文件名"),
        ("empty.txt", "文件是空的，没有内容可查"),
        (".", "这是文件夹，请写里面的文件名"),
        (
            "list.txt",
            "文件里只有 6 个字，没有报告正文，请换成报告正文再检查",
        ),
    ],
)
def test_a_prior_that_cannot_be_read(reportlint: Reportlint, folder: Path, path: str, words: str) -> None:
    (folder / "empty.txt").touch()
    (folder / "list.txt").write_text("首页\n通知公告\n", encoding="utf-8")
    ran = reportlint("good.txt", "--prior", path, "--format", "json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[0] == f"错误：--prior {path}：{words}"
    english = reportlint("good.txt", "--prior", path, "--lang", "en").err
    assert english.startswith(f"Error: --prior {path}: ")
    assert english.count("\n") == 1


def test_a_prior_beyond_the_size_limit(reportlint: Reportlint, prior: Callable[..., str]) -> None:
    ran = reportlint("good.txt", "--prior", prior(), "--max-size", "0.001")
    assert ran.code == 2
    assert "--prior 2023.txt：文件超过 0.001 MB 的上限" in ran.err


@pytest.mark.parametrize("paths", [("good.txt", "bad.txt"), (".",), ("*.txt",)])
def test_one_report_one_prior(
    reportlint: Reportlint, prior: Callable[..., str], paths: tuple[str, ...]
) -> None:
    ran = reportlint(*paths, "--prior", prior(), "--format", "json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[0] == (
        "错误：--prior 是一份报告的上年报告，这次要检查的却不止一个文件；请一次只检查一个文件"
    )


def test_several_paths_that_mean_one_file(
    reportlint: Reportlint, folder: Path, prior: Callable[..., str]
) -> None:
    (folder / "今年").mkdir()
    (folder / "今年" / "年报.txt").write_bytes((folder / "good.txt").read_bytes())
    name = prior()
    assert reportlint("今年", "今年/年报.txt", "--prior", name).code == 0


def test_standard_input(
    process: Callable[..., CompletedProcess[bytes]], folder: Path, prior: Callable[..., str]
) -> None:
    last_year = (folder / prior(cells={"applications.carried_out.total": "5"})).read_bytes()
    ran = process("good.txt", "--prior", "-", "--select", "X701", "--format", "concise", stdin=last_year)
    assert ran.returncode == 1
    assert b"X701" in ran.stdout
    twice = process("-", "--prior", "-", stdin=last_year)
    assert (twice.returncode, twice.stdout) == (2, b"")
    assert "标准输入只能读一次" in twice.stderr.decode()


def test_what_was_odd_in_last_years_file_is_told(
    reportlint: Reportlint, folder: Path, prior: Callable[..., str]
) -> None:
    path = folder / prior()
    row = next(line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("四、结转"))
    again = row + "\n" + row.replace("1", "9")
    path.write_text(path.read_text(encoding="utf-8").replace(row, again), encoding="utf-8")
    ran = reportlint("good.txt", "--prior", "2023.txt", "--select", "X")
    assert (
        "上年报告：第三部分的表里，“四、结转下年度继续办理”等 1 行出现了不止一次，只查了第一次出现的"
        in re.sub(r"\n +", "", ran.out)
    )
    assert ran.code == 0


def test_a_rule_that_is_unknown_leaves_nothing_on_the_output(reportlint: Reportlint) -> None:
    ran = reportlint("good.txt", "--select", "Q999", "--format", "json")
    assert (ran.code, ran.out) == (2, "")
