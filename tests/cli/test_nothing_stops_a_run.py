"""A file that takes for ever, or an output that breaks down, is told; other files are judged, other outputs written."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reportlint import parsing
from reportlint.app import api
from reportlint.data.own_time import OutOfTime, own_time
from reportlint.draft import sample, text
from tests.cli.conftest import Ran

Reportlint = Callable[..., Ran]
SLOW = "慢"
needs_timer = pytest.mark.skipif(sys.platform == "win32", reason="the system has no such timer")


def stubborn(seconds: float) -> None:
    """Work that takes whatever goes wrong for a fault of its own and begins anew."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        try:
            sum(range(1000))
        except Exception:
            continue


@needs_timer
def test_work_is_stopped_when_its_time_is_up() -> None:
    with pytest.raises(OutOfTime) as stopped, own_time(0.1):
        stubborn(20)
    assert stopped.value.words.zh.startswith("查这个文件超过了 0.1 秒的时间限制，已经停下")
    with own_time(5):
        stubborn(0.05)  # the next work has its own time


@needs_timer
def test_bounds_inside_of_bounds_count_for_nothing() -> None:
    with pytest.raises(OutOfTime) as stopped, own_time(0.1), own_time(30):
        stubborn(20)
    assert "0.1 秒" in stopped.value.words.zh


@pytest.fixture
def slow(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two correct reports; reading one of them takes for ever."""
    usual = parsing.parse

    def parse(document: Any, **told: Any) -> Any:
        if document.name.startswith(SLOW):
            stubborn(30)
        return usual(document, **told)

    monkeypatch.setattr(parsing, "parse", parse)
    monkeypatch.setattr(api, "FILE_SECONDS", 0.3)
    (folder / "报告").mkdir()
    for name, unit in ((f"{SLOW}.txt", "清河镇人民政府"), ("快.txt", "云陂镇人民政府")):
        (folder / "报告" / name).write_text(text(sample("town", unit=unit)), encoding="utf-8")
    return folder


TOLD = f"报告{os.sep}{SLOW}.txt: error E901 查这个文件超过了 0.3 秒的时间限制，已经停下，文件没有读；请确认它是不是年报，或者换一种格式"


@needs_timer
@pytest.mark.parametrize("command", [("check", "--no-pairs"), ("audit", "--no-cache")])
def test_a_file_that_takes_for_ever_costs_itself_only(
    reportlint: Reportlint, slow: Path, command: tuple[str, ...]
) -> None:
    ran = reportlint(command[0], "报告", *command[1:], "--format", "concise", "--select", "E,T,A")
    assert (ran.code, ran.out.splitlines()) == (2, [TOLD])


def _broken(*_: Any, **__: Any) -> Iterator[Any]:
    raise KeyError("甲")


@pytest.fixture
def reports(folder: Path) -> Path:
    (folder / "报告").mkdir()
    faulty = text(sample("town")).replace("行政强制\t0", "行政强制\t/", 1)
    (folder / "报告" / "云陂镇.txt").write_text(faulty, encoding="utf-8")
    return folder


def test_an_output_that_breaks_down_costs_no_other(
    reportlint: Reportlint, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook = pytest.importorskip(
        "reportlint.audit.outputs.workbook", reason="the extra audit is not installed"
    )
    page = pytest.importorskip("reportlint.audit.outputs.page")
    monkeypatch.setattr(workbook, "workbook", _broken)
    (reports / "页.html").mkdir()
    ran = reportlint(
        "audit",
        "报告",
        "--no-cache",
        "--xlsx",
        "总表.xlsx",
        "--html",
        "页.html",
        "--csv",
        "数据.csv",
        "--notices",
        "通知",
    )
    assert page
    assert ran.code == 2
    assert not (reports / "总表.xlsx").exists()
    assert (reports / "数据.csv").read_text("utf-8-sig").count("\n") > 100
    assert len(list((reports / "通知").glob("整改通知书_*.docx"))) >= 2
    told = [line for line in ran.err.splitlines() if line.startswith("错误：")]
    assert told[0] == (
        "错误：--xlsx 总表.xlsx 没有写成：程序出错（KeyError: '甲'），请加 --debug 再运行一次，把输出发给维护者"
    )
    assert told[1].startswith("错误：--html 页.html 没有写成：结果写不进 页.html（")
    assert len(told) == 2


def test_a_result_that_breaks_down_leaves_the_outputs(
    reportlint: Reportlint, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reportlint.render import junit

    monkeypatch.setattr(junit, "render", _broken)
    ran = reportlint("audit", "报告", "--no-cache", "--format", "junit", "--csv", "数据.csv")
    assert (ran.code, (reports / "数据.csv").exists()) == (2, True)
    assert "错误：--format junit 没有写成：程序出错（KeyError: '甲'）" in ran.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_a_template_that_is_a_pipe_is_refused(reportlint: Reportlint, reports: Path) -> None:
    pytest.importorskip("docxtpl", reason="the extra audit is not installed")
    os.mkfifo(reports / "模板.docx")
    ran = reportlint("audit", "报告", "--no-cache", "--notices", "通知", "--notice-template", "模板.docx")
    assert ran.code == 2
    assert ran.err.startswith("错误：--notice-template 模板.docx：读不了这个文件，请核对路径和权限\n")
