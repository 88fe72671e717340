"""Waivers as a user meets them: `baseline` written, `check` clean, whatever is new or changed told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from reportlint import __version__
from reportlint.data.about import rules_digest
from tests.cli.conftest import Ran

Reportlint = Callable[..., Ran]
NAME = ".reportlint-waivers.yaml"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def summary(ran: Ran) -> dict[str, int]:
    found: dict[str, int] = json.loads(ran.out)["summary"]
    return found


def test_baseline_and_what_follows(reportlint: Reportlint, folder: Path) -> None:
    ran = reportlint("baseline", "bad.txt", "good.txt")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"现有的 1 处问题已写入 {NAME}；今后检查时不再计入，数有变动的和新出现的照常报告\n"
    assert reportlint("bad.txt", "--fail-on", "info").code == 0
    assert summary(reportlint("bad.txt", "--format", "json")) == {
        **dict.fromkeys(("unreadable", "errors", "warnings", "infos", "not_checked"), 0),
        "files": 1,
        "waived": 1,
    }
    edit(folder / "bad.txt", "没有其他需要报告的事项", "XX没有其他需要报告的事项")
    ran = reportlint("bad.txt", "--format", "concise")
    assert [line.split(" ")[2] for line in ran.out.splitlines()] == ["W601"]
    assert ran.err == "共 1 个文件：0 处错误，1 处警告，0 处提示，1 处已豁免\n"


def test_lapses_when_the_figures_change(reportlint: Reportlint, folder: Path) -> None:
    reportlint("baseline", "bad.txt")
    edit(folder / "bad.txt", "\t9\t", "\t8\t")
    ran = reportlint("bad.txt", "--format", "concise")
    assert ran.code == 1
    assert " A304 " in ran.out
    assert ran.err.splitlines()[1] == (
        f"{NAME}:4:5: 豁免 bad.txt A304 第四部分的表，“行政复议”的“总计”列：已经失效：填的原来是“9”，现在是“8”；"
        "请重新核对，确实要豁免就改这一条"
    )


def test_text_counts_and_tells_at_its_end(reportlint: Reportlint, folder: Path) -> None:
    reportlint("baseline", "bad.txt")
    ran = reportlint("bad.txt")
    assert (ran.code, ran.err) == (0, "")
    assert "结论：没有其他问题，1 处已豁免；" in ran.out
    assert "1 项的问题已豁免" in ran.out
    (folder / "bad.txt").write_bytes((folder / "good.txt").read_bytes())
    ran = reportlint("bad.txt", "good.txt")
    assert ran.out.split("共 2 个文件：")[1] == (
        f"0 处错误，0 处警告，0 处提示\n检查所用：reportlint {__version__}，规则版本 {rules_digest()}\n"
        "豁免里有要处理的：\n"
        f"  {NAME}:4:5: 豁免 bad.txt A304 第四部分的表，“行政复议”的“总\n    计”列：没有用上：已经没有这个问题了，请删掉这一条\n"
    )
    assert "verdict: " in reportlint("bad.txt", "--lang", "en").out
    assert "is of no use: nothing is found there; delete it" in reportlint(
        "bad.txt", "--lang", "en"
    ).out.replace("\n    ", " ")


def test_does_not_overwrite_unless_forced_and_keeps_reasons(reportlint: Reportlint, folder: Path) -> None:
    reportlint("baseline", "bad.txt")
    edit(folder / NAME, "reason: 基线", "reason: 已与县局核对\n    until: 2099-12-31")
    before = (folder / NAME).read_text("utf-8")
    ran = reportlint("baseline", "bad.txt")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[0] == (
        f"错误：{NAME} 已经存在，没有改动它；换一个文件名，或者加 --force 重写（原有的理由和期限会保留）"
    )
    assert reportlint("baseline", "bad.txt", "--force").code == 0
    assert (folder / NAME).read_text("utf-8") == before


def test_same_findings_give_the_same_bytes_in_any_order(reportlint: Reportlint, folder: Path) -> None:
    (folder / "a").mkdir()
    (folder / "a" / "bad.txt").write_bytes((folder / "bad.txt").read_bytes())
    reportlint("baseline", "bad.txt", "a", "-o", "one.yaml")
    reportlint("baseline", "a/bad.txt", "good.txt", str(folder / "bad.txt"), "-o", "two.yaml")
    assert (folder / "one.yaml").read_bytes() == (folder / "two.yaml").read_bytes()
    assert "file: a/bad.txt\n" in (folder / "one.yaml").read_text("utf-8")
    assert reportlint(".", "--waivers", "one.yaml").code == 0


def test_unreadable_file_is_no_part_of_a_baseline(reportlint: Reportlint, folder: Path) -> None:
    (folder / "空.txt").write_bytes(b"")
    ran = reportlint("baseline", "bad.txt", "空.txt", "--lang", "zh")
    assert ran.code == 2
    assert ran.err.splitlines()[1].startswith("空.txt 没能检查，不在豁免里：文件是空的")
    assert "空.txt" not in (folder / NAME).read_text("utf-8")
    assert reportlint("空.txt").code == 2


def test_waivers_of_the_command_line_win_over_the_configuration(reportlint: Reportlint, folder: Path) -> None:
    reportlint("baseline", "bad.txt", "-o", "own.yaml")
    assert reportlint("bad.txt").code == 1
    (folder / ".reportlint.yaml").write_text("waivers: own.yaml\n", encoding="utf-8")
    assert reportlint("bad.txt").code == 0
    (folder / "none.yaml").write_text("waivers: []\n", encoding="utf-8")
    assert reportlint("bad.txt", "--waivers", "none.yaml").code == 1


def test_waivers_are_not_taken_from_the_folder_of_reports(
    reportlint: Reportlint, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reportlint("baseline", "bad.txt")
    elsewhere = folder / "县"
    elsewhere.mkdir()
    reports = folder.rename(folder.with_name("reports"))
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert reportlint(str(reports / "bad.txt")).code == 1


def test_waiver_with_a_code_mistyped(reportlint: Reportlint, folder: Path) -> None:
    reportlint("baseline", "bad.txt")
    edit(folder / NAME, "A304", "A340")
    ran = reportlint("bad.txt", "--format", "json")
    assert ran.code == 1
    assert ran.err == (
        f"{NAME}:4:5: 豁免 bad.txt A340 第四部分的表，“行政复议”的“总计”列：没有用上：没有编号为 A340 的规则，请核对编号\n"
    )


def test_broken_waivers_stop_the_run(reportlint: Reportlint, folder: Path) -> None:
    (folder / NAME).write_text(
        "waivers:\n- {file: bad.txt, code: E901, text: '', reason: 看过}\n", encoding="utf-8"
    )
    ran = reportlint("bad.txt")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[0] == f"错误：{NAME}:2:19: E 类问题说的是文件没能检查，不能豁免"
