"""Whatever is put in: a sentence and exit code 2, never a trace, never a pass, and the other files are checked."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from reportlint.app.inputs import failure_words, read_file
from reportlint.readers.failure import ReadFailure
from tests.cli.conftest import ENGINE, Ran, command

Reportlint = Callable[..., Ran]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("missing.txt", "找不到这个文件，请核对路径和文件名"),
        ("empty.txt", "文件是空的，没有内容可查"),
        ("blank.txt", "文件是空的，只有空白，没有内容可查"),
        ("binary.txt", "这不是文本文件（内容是二进制数据），请另存为文本文件（.txt）后再检查"),
        (
            "nothing",
            "文件夹里没有年报文件（文本、网页、Word、PDF、Excel 都没有找到），请核对文件夹，或者直接写文件名",
        ),
        ("nothing/*.txt", "没有符合这个通配符的文件，请核对路径"),
        ("loop.txt", "文件打不开（Too many levels of symbolic links），请核对路径"),
    ],
)
def test_unreadable(reportlint: Reportlint, folder: Path, path: str, words: str) -> None:
    (folder / "empty.txt").touch()
    (folder / "blank.txt").write_text(" \n\u3000\n")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (folder / "nothing").mkdir()
    (folder / "loop.txt").symlink_to("loop.txt")
    ran = reportlint(path, "bad.txt", "--format", "json")
    assert (ran.code, ran.err) == (2, "")
    unreadable, checked = json.loads(ran.out)["files"]
    assert (unreadable["path"], unreadable["status"], unreadable["error"]) == (path, "unreadable", words)
    assert [finding["code"] for finding in unreadable["diagnostics"]] == ["E901"]
    assert [finding["code"] for finding in checked["diagnostics"]] == ["A304"]
    shown = reportlint(path).out
    assert shown.startswith(f"== {path}\n错误 E901 ")
    assert words in shown.replace("\n  ", "")


def test_text_that_is_no_report(reportlint: Reportlint, folder: Path) -> None:
    (folder / "list.txt").write_text("首页\n通知公告\n2024年工作动态\n更多\n", encoding="utf-8")
    ran = reportlint("list.txt", "--format", "json")
    (file,) = json.loads(ran.out)["files"]
    assert ran.code == 2
    assert file["status"] == "unreadable"
    assert [finding["code"] for finding in file["diagnostics"]] == ["E902"]
    assert file["error"] == file["diagnostics"][0]["message"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything may be read by root")
def test_no_permission(reportlint: Reportlint, folder: Path) -> None:
    (folder / "good.txt").chmod(0)
    assert "没有权限读这个文件" in reportlint("good.txt").out


def test_permission_words() -> None:
    assert failure_words(PermissionError()).zh == "没有权限读这个文件，请检查文件权限，或者关掉正占用它的程序"


def test_size_limit(reportlint: Reportlint, folder: Path) -> None:
    with open(folder / "large.txt", "wb") as file:
        file.truncate(51 << 20)
    assert "文件超过 50 MB 的上限" in reportlint("large.txt").out
    assert "文件超过 0.001 MB 的上限" in reportlint("good.txt", "--max-size", "0.001").out
    assert reportlint("good.txt", "--max-size", "1").code == 0


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="needs /dev/zero")
def test_endless_input_is_read_up_to_the_limit(folder: Path) -> None:
    with open("/dev/zero", "rb") as endless:
        ran = subprocess.run(
            command("-", "--max-size", "1"),
            stdin=endless,
            capture_output=True,
            env={**os.environ, "PYTHONPATH": str(ENGINE)},
            check=False,
            timeout=60,
        )
    assert "文件超过 1 MB 的上限" in ran.stdout.decode()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes")
def test_a_pipe_is_not_waited_for(reportlint: Reportlint, folder: Path) -> None:
    (folder / "各镇").mkdir()
    os.mkfifo(folder / "各镇" / "年报.txt")
    words = "这是管道或设备，不是普通文件；请写文件名，或者用 - 从标准输入读"
    for path in ("各镇/年报.txt", "各镇"):
        ran = reportlint(path, "--format", "concise")
        assert (ran.code, ran.out) == (2, f"各镇/年报.txt: error E901 {words}\n")
    assert reportlint("good.txt", "--prior", "各镇/年报.txt").err.startswith(
        f"错误：--prior 各镇/年报.txt：{words}\n"
    )


@pytest.mark.skipif(not os.path.exists("/dev/fd"), reason="descriptors as files")
def test_a_stream_that_the_shell_has_opened_is_read(reportlint: Reportlint, folder: Path) -> None:
    reading, writing = os.pipe()
    with open(writing, "wb") as stream:
        stream.write((folder / "bad.txt").read_bytes())
    try:
        assert "A304" in reportlint(f"/dev/fd/{reading}", "--format", "concise").out
    finally:
        os.close(reading)


def test_a_file_of_exactly_the_limit_is_read(folder: Path) -> None:
    (folder / "ten").write_bytes(b"0123456789")
    assert read_file("ten", max_bytes=10) == b"0123456789"
    with pytest.raises(ReadFailure):
        read_file("ten", max_bytes=9)


def test_crash_in_reading_is_told_and_stops_nothing(
    reportlint: Reportlint, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reportlint import parsing

    real = parsing.parse

    def parse(document: object, **options: object) -> object:
        if getattr(document, "name", "") == "good.txt":
            raise ZeroDivisionError("invented")
        return real(document, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(parsing, "parse", parse)
    ran = reportlint("good.txt", "bad.txt", "--format", "concise")
    first, second = ran.out.splitlines()
    assert ran.code == 2
    assert first.startswith("good.txt: error E901 读这个文件时程序出错（ZeroDivisionError: invented）")
    assert "A304" in second
    assert "Traceback" not in ran.err
    assert "ZeroDivisionError: invented" in reportlint("good.txt", "--debug").err


def test_crashed_check_gives_exit_code_2(reportlint: Reportlint, monkeypatch: pytest.MonkeyPatch) -> None:
    from msgspec.structs import replace

    from reportlint import checks

    real = checks.find_kind

    def broken(report: object, context: object) -> object:
        raise KeyError("invented")

    def find_kind(name: str) -> object:
        kind = real(name)
        return replace(kind, run=broken) if kind is not None and name == "title_form" else kind  # type: ignore[arg-type]

    monkeypatch.setattr("reportlint.engine.rules.find_kind", find_kind)
    ran = reportlint("good.txt")
    assert ran.code == 2
    assert "S105：检查程序出错" in ran.out
    assert "没有发现问题；" not in ran.out


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (
            ("--formt", "json", "good.txt"),
            "没有 --formt 这个选项，是不是 --format？",
            "No such option: --formt",
        ),
        (("good.txt", "--format", "xml"), "--format 只能是 text、concise、json", "--format must be one of"),
        (("good.txt", "--year", "24"), "--year 应是 2008 至 2099 的年份", "--year must be a year"),
        (("good.txt", "--max-size", "0"), "--max-size 应是大于 0 的数，单位是 MB", "--max-size must be"),
        (("good.txt", "--year"), "选项 --year 后面要写一个值", "Option '--year' requires an argument"),
        (
            ("good.txt", "--debug=1"),
            "选项 --debug 不带值，去掉后面的值",
            "Option '--debug' does not take a value",
        ),
        (("check",), "没有写文件，用 --help 看用法", "Missing argument 'PATH"),
        (("explain",), "写一个规则编号，或者写 --sentence 和一句话", "give a rule's code or --sentence TEXT"),
        (
            ("good.txt", "--select", "A391"),
            "没有编号为“A391”的规则，相近的有 A301",
            "no rule has the code 'A391'",
        ),
        (("good.txt", "--ignore", ""), "没有编号为“”的规则", "no rule has the code ''"),
        (
            ("good.txt", "--config", "no.yaml"),
            "no.yaml: 读不了这个配置文件",
            "no.yaml: this configuration file",
        ),
        (("explain", "Q1"), "没有编号为“Q1”的规则", "no rule has the code 'Q1'"),
        (("explain", "A3"), "“A3”不止一条规则，请选 A301、", "'A3' is more than one rule"),
        (
            ("rules", "--family", "Q"),
            "没有“Q”这一类规则，现有 A、E、N、S、T、W、X、Y",
            "no family of rules is called 'Q'",
        ),
        (("parse", "no.txt"), "no.txt：找不到这个文件", "no.txt: there is no such file"),
        (
            ("rules", "多余的"),
            "命令后面多写了“多余的”，或者写得不对，用 --help 看用法\n",
            "Got unexpected extra argument",
        ),
        (
            ("good.txt", "--jobs", "0"),
            "--jobs 应是 1 以上的整数\n",
            "--jobs must be a whole number from 1 on",
        ),
        (
            ("audit", ".", "--jobs", "-1"),
            "--jobs 应是 1 以上的整数\n",
            "--jobs must be a whole number from 1 on",
        ),
        (
            ("good.txt", "--jobs", "two"),
            "--jobs 应是 1 以上的整数\n",
            "--jobs must be a whole number from 1 on",
        ),
    ],
)
def test_usage(reportlint: Reportlint, arguments: tuple[str, ...], zh: str, en: str) -> None:
    ran = reportlint(*arguments)
    assert (ran.code, ran.out) == (2, "")
    (told,) = ran.err.splitlines(keepends=True)
    assert told.startswith(f"错误：{zh}")
    if not {"parse", "--formt", "--year", "--debug=1", "check", "多余的"} & {*arguments[:1], *arguments[-1:]}:
        (english,) = reportlint(*arguments, "--lang", "en").err.splitlines(keepends=True)
        assert english.startswith(f"Error: {en}")


def test_broken_rule_file(reportlint: Reportlint, folder: Path) -> None:
    (folder / "mine.yaml").write_text("code: Z901\nname: [\n")
    ran = reportlint("good.txt", "--rules", "mine.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("错误：mine.yaml:3:1: ")


def test_nothing_asked_tells_how_to_begin(reportlint: Reportlint) -> None:
    ran = reportlint()
    assert (ran.code, ran.err) == (2, "")
    assert ran.out.splitlines() == [
        "检查一份报告：reportlint 年报.docx",
        "在浏览器里看：reportlint serve --open",
        "批注在 Word 文件里：reportlint annotate 年报.docx",
    ]


COMMANDS = ("", "check", "baseline", "annotate", "fix", "serve", "audit", "rules", "explain", "parse", "new")


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_is_in_one_language(reportlint: Reportlint, command: str) -> None:
    chinese = reportlint(*filter(None, [command]), "--help")
    assert (chinese.code, chinese.err) == (0, "")
    *told, other = chinese.out.splitlines()
    assert other == "（English: --lang en）"
    for line in told:
        about = re.split(r"  +", line.strip(), maxsplit=1)[-1]
        assert not line or re.search("[\u4e00-\u9fff]", about) or re.fullmatch(r"[a-z| ]+", about), line
    *told, other = reportlint(*filter(None, [command]), "--lang", "en", "--help").out.splitlines()
    assert other == "(中文：--lang zh)"
    assert not re.search("[\u4e00-\u9fff]", "\n".join(told).replace("年报.批注.docx", ""))


def test_bug_in_the_program_is_one_sentence(reportlint: Reportlint, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object, **options: object) -> object:
        raise RuntimeError("invented")

    monkeypatch.setattr("reportlint.cli.checking.check_paths", broken)
    ran = reportlint("good.txt")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("错误：程序出错（RuntimeError: invented），请加 --debug 再运行一次")
    assert "Traceback" not in ran.err
    assert "Traceback" in reportlint("good.txt", "--debug").err


def test_interrupt(reportlint: Reportlint, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*arguments: object, **options: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr("reportlint.cli.checking.check_paths", interrupted)
    ran = reportlint("good.txt")
    assert (ran.code, ran.err) == (130, "")
