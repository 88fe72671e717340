"""`check`: paths, outputs, exit codes."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ran

Reportlint = Callable[..., Ran]


def test_clean_report(reportlint: Reportlint) -> None:
    ran = reportlint("good.txt")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("== good.txt\n")
    assert "结论：没有发现问题；" in ran.out


def test_faulty_report(reportlint: Reportlint) -> None:
    ran = reportlint("bad.txt")
    assert (ran.code, ran.err) == (1, "")
    assert "错误 A304 " in ran.out
    assert " [9]\n" in ran.out


def test_check_is_the_default_command(reportlint: Reportlint) -> None:
    assert reportlint("bad.txt") == reportlint("check", "bad.txt")
    assert reportlint("--lang", "en", "bad.txt") == reportlint("check", "bad.txt", "--lang", "en")


def test_a_file_named_like_a_command(reportlint: Reportlint, folder: Path) -> None:
    (folder / "rules").write_bytes((folder / "bad.txt").read_bytes())
    assert reportlint("./rules", "--format", "concise").out.startswith("./rules:")


def test_several_files_and_their_summary(reportlint: Reportlint) -> None:
    ran = reportlint("good.txt", "bad.txt")
    assert ran.code == 1
    assert "\n共 2 个文件：1 处错误，0 处警告，0 处提示\n检查所用：" in ran.out


def test_concise_keeps_its_summary_off_the_result(reportlint: Reportlint) -> None:
    ran = reportlint("good.txt", "bad.txt", "--format", "concise")
    assert len(ran.out.splitlines()) == 1
    assert ran.out.startswith("bad.txt:")
    assert ran.err == "共 2 个文件：1 处错误，0 处警告，0 处提示\n"


def test_json(reportlint: Reportlint) -> None:
    ran = reportlint("bad.txt", "good.txt", "--format", "json")
    document = json.loads(ran.out)
    assert (ran.code, ran.err) == (1, "")
    assert [file["path"] for file in document["files"]] == ["bad.txt", "good.txt"]
    (finding,) = document["files"][0]["diagnostics"]
    assert finding["code"] == "A304"
    assert finding["cell"] == {"table": "remedies", "row": "review", "column": "total"}
    assert (finding["expected"], finding["actual"]) == (1, 9)
    assert document["summary"]["errors"] == 1


def test_the_same_input_gives_the_same_bytes(reportlint: Reportlint) -> None:
    assert reportlint("bad.txt", "--format", "json") == reportlint("bad.txt", "--format", "json")


@pytest.mark.parametrize(
    ("fail_on", "severity", "code"),
    [
        ("error", "error", 1),
        ("error", "warning", 0),
        ("warning", "warning", 1),
        ("warning", "info", 0),
        ("info", "info", 1),
        ("never", "error", 0),
    ],
)
def test_fail_on(reportlint: Reportlint, folder: Path, fail_on: str, severity: str, code: int) -> None:
    (folder / ".reportlint.yaml").write_text(f"severity: {{A304: {severity}}}\n")
    assert reportlint("bad.txt", "--fail-on", fail_on).code == code


def test_select_and_ignore(reportlint: Reportlint) -> None:
    assert reportlint("bad.txt", "--select", "S,T").code == 0
    assert reportlint("bad.txt", "--select", "S101", "--select", "A3").code == 1
    assert reportlint("bad.txt", "--ignore", "remedies-total-mismatch").code == 0


def test_year_unit_and_edition_take_the_place_of_what_is_told(reportlint: Reportlint) -> None:
    ran = reportlint("good.txt", "--format", "json", "--year", "2020", "--unit", "某乡", "--edition", "2021")
    report = json.loads(ran.out)["files"][0]["report"]
    assert (report["unit"], report["year"], report["edition"]) == ("某乡", 2020, "2021")


def test_english(reportlint: Reportlint) -> None:
    ran = reportlint("bad.txt", "--lang", "en")
    assert "error A304 " in ran.out
    assert "verdict: 1 error; " in ran.out


# Paths


def test_folder_is_searched_in_order(reportlint: Reportlint, folder: Path) -> None:
    text = (folder / "good.txt").read_bytes()
    for name in (
        "年报/乙/2.txt",
        "年报/甲.md",
        "年报/乙/1.TXT",
        "年报/.hidden.txt",
        "年报/.git/x.txt",
        "年报/a.csv",
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
    paths = [file["path"] for file in json.loads(reportlint("年报", "--format", "json").out)["files"]]
    assert paths == [os.path.join("年报", *name.split("/")) for name in ("乙/1.TXT", "乙/2.txt", "甲.md")]
    assert json.loads(reportlint("./年报/", "--format", "json").out)["files"][0]["path"] == "./年报/乙/1.TXT"


def test_glob(reportlint: Reportlint) -> None:
    paths = [file["path"] for file in json.loads(reportlint("*.txt", "--format", "json").out)["files"]]
    assert paths == ["bad.txt", "good.txt"]


def test_file_whose_name_looks_like_a_pattern(reportlint: Reportlint, folder: Path) -> None:
    (folder / "[1].txt").write_bytes((folder / "good.txt").read_bytes())
    assert reportlint("[1].txt").code == 0


def test_file_given_twice_is_checked_once(reportlint: Reportlint) -> None:
    document = json.loads(reportlint("good.txt", "./good.txt", "*.txt", "--format", "json").out)
    assert [file["path"] for file in document["files"]] == ["good.txt", "bad.txt"]


def test_stdin(process: Callable[..., object], folder: Path) -> None:
    data = (folder / "bad.txt").read_bytes()
    ran = process("-", "--format", "concise", stdin=data)
    assert ran.returncode == 1  # type: ignore[attr-defined]
    assert ran.stdout.decode().startswith("-:")  # type: ignore[attr-defined]
    named = process("-", "--stdin-filename", "报告.txt", "--format", "concise", stdin=data)
    assert named.stdout.decode().startswith("报告.txt:")  # type: ignore[attr-defined]


# Output


def test_output_to_a_file(reportlint: Reportlint, folder: Path) -> None:
    shown = reportlint("bad.txt").out
    ran = reportlint("bad.txt", "--output", "result.txt")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "结果已写入 result.txt\n共 1 个文件：1 处错误，0 处警告，0 处提示\n"
    assert (folder / "result.txt").read_text("utf-8") == shown
    assert sorted(path.name for path in folder.iterdir()) == ["bad.txt", "good.txt", "result.txt"]


def test_output_keeps_the_old_file_when_it_fails(reportlint: Reportlint, folder: Path) -> None:
    (folder / "result.txt").write_text("before")
    assert reportlint("bad.txt", "--output", "result.txt", "--rules", "missing.yaml").code == 2
    assert (folder / "result.txt").read_text() == "before"
    ran = reportlint("bad.txt", "--output", "no/such/folder.txt")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("错误：结果写不进 no/such/folder.txt（")


def test_output_keeps_permissions(reportlint: Reportlint, folder: Path) -> None:
    target = folder / "result.txt"
    target.write_text("")
    target.chmod(0o640)
    reportlint("good.txt", "--output", "result.txt")
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("environment", "arguments", "coloured"),
    [
        ({}, (), False),
        ({}, ("--color", "always"), True),
        ({"NO_COLOR": "1"}, ("--color", "always"), True),
        ({}, ("--color", "never"), False),
    ],
)
def test_colour_without_a_terminal(
    reportlint: Reportlint,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    arguments: tuple[str, ...],
    coloured: bool,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in reportlint("bad.txt", *arguments).out) == coloured


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({"TERM": "xterm"}, True), ({"TERM": "dumb"}, False), ({"TERM": "xterm", "NO_COLOR": "1"}, False)],
)
@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_colour_on_a_terminal(folder: Path, environment: dict[str, str], coloured: bool) -> None:
    import pty
    import subprocess

    from tests.cli.conftest import ENGINE, command

    ours, theirs = pty.openpty()
    env = {**os.environ, "PYTHONPATH": str(ENGINE), **environment}
    child = subprocess.Popen(command("bad.txt"), stdout=theirs, env=env)
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    assert child.wait(60) == 1
    assert (b"\x1b[" in shown) == coloured
    assert "结论".encode() in shown


@pytest.mark.parametrize("columns", ["44", "80"])
def test_width_is_the_terminals(
    reportlint: Reportlint, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    from reportlint.render.plain import width

    monkeypatch.setenv("COLUMNS", columns)
    widest = max(width(line) for line in reportlint("bad.txt").out.splitlines())
    assert int(columns) - 8 < widest <= int(columns)
