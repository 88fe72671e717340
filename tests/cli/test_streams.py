"""Pipes, encodings, names of any bytes: the command never breaks down over its output."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reportlint.cli import run
from tests.cli.conftest import ENGINE, command

Process = Callable[..., "subprocess.CompletedProcess[bytes]"]


def test_gbk_terminal(process: Process, folder: Path) -> None:
    (folder / "𠀀é.txt").write_bytes((folder / "bad.txt").read_bytes())
    ran = process("bad.txt", "𠀀é.txt", PYTHONIOENCODING="gbk", PYTHONUTF8="0")
    assert ran.returncode == 1
    assert ran.stderr == b""
    shown = ran.stdout.decode("gbk")
    assert "错误 A304 " in shown
    assert "== ?é.txt" in shown


def test_json_is_utf8_whatever_the_locale(process: Process, folder: Path) -> None:
    ran = process("bad.txt", "--format", "json", PYTHONIOENCODING="gbk", PYTHONUTF8="0")
    assert ran.returncode == 1
    assert "总计" in json.loads(ran.stdout.decode("utf-8"))["files"][0]["diagnostics"][0]["message"]


@pytest.mark.parametrize(
    "environment", [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}]
)
def test_c_locale(process: Process, environment: dict[str, str]) -> None:
    ran = process("bad.txt", **environment)
    assert ran.returncode == 1
    assert b"A304" in ran.stdout
    assert ran.stderr == b""
    usage = process("--nonsense", **environment)
    assert usage.returncode == 2
    assert (
        "没有 --nonsense 这个选项" in usage.stderr.decode() or b"No such option: --nonsense" in usage.stderr
    )


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes")
@pytest.mark.parametrize("format", ["text", "concise", "json"])
def test_name_that_is_no_text(process: Process, folder: Path, format: str) -> None:
    with open(os.fsencode(folder) + b"/\xff\xfe.txt", "wb") as file:
        file.write((folder / "bad.txt").read_bytes())
    ran = process(".", "--format", format)
    assert ran.returncode == 1
    assert rb"\udcff" in ran.stdout
    ran.stdout.decode("utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes")
@pytest.mark.parametrize(
    "arguments",
    [
        *(f"check . -o told --format {format}" for format in ("text", "sarif", "junit", "html", "markdown")),
        "parse . -o told --format json",
        "parse . -o told --format csv",
        "audit . --no-cache -o told",
        "audit . --no-cache -o told --format json",
        "audit . --no-cache --csv told",
        "audit . --no-cache --html told",
    ],
)
def test_name_that_is_no_text_in_files(folder: Path, arguments: str) -> None:
    (folder / os.fsdecode(b"\xff.txt")).write_bytes((folder / "bad.txt").read_bytes())
    assert run(arguments.split()) in (0, 1)
    told = (folder / "told").read_text("utf-8")
    assert any(name in told for name in ("udcff.txt", "\ufffd.txt", "%FF.txt"))


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes")
def test_name_that_is_no_text_is_waived(folder: Path) -> None:
    (folder / os.fsdecode(b"\xff.txt")).write_bytes((folder / "bad.txt").read_bytes())
    (folder / "bad.txt").unlink()
    assert run(["check", "."]) == 1
    assert run(["baseline", "."]) == 0
    assert "file: \\udcff.txt" in (folder / ".reportlint-waivers.yaml").read_text("utf-8")
    assert run(["check", "."]) == 0


@pytest.mark.skipif(os.name == "nt", reason="POSIX pipes")
@pytest.mark.parametrize("format", ["text", "json", "concise"])
def test_closed_pipe_is_quiet(folder: Path, format: str) -> None:
    for number in range(300):
        (folder / f"{number:0200}.txt").write_bytes(
            (folder / "bad.txt").read_bytes()
        )  # more than a pipe holds
    env = {**os.environ, "PYTHONPATH": str(ENGINE)}
    child = subprocess.Popen(
        command(".", "--format", format), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env
    )
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.read(10)
    child.stdout.close()
    assert child.stderr.read() == b""
    assert child.wait(60) == 2


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize("format", ["text", "json"])
def test_full_disk_is_told(folder: Path, format: str) -> None:
    env = {**os.environ, "PYTHONPATH": str(ENGINE)}
    with open("/dev/full", "wb") as full:
        ran = subprocess.run(
            command("bad.txt", "--format", format), stdout=full, stderr=subprocess.PIPE, env=env, check=False
        )
    assert ran.returncode == 2
    assert ran.stderr.decode().startswith("错误：结果写不出去：")
    assert b"Traceback" not in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX")
@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ("bad.txt >&-", 2, "错误：标准输出是关着的，结果没有地方写\n"),
        ("bad.txt --format json >&-", 2, "错误：标准输出是关着的，结果没有地方写\n"),
        ("rules >&-", 2, "错误：标准输出是关着的，结果没有地方写\n"),
        ("bad.txt --output told.txt >&-", 1, "结果已写入 told.txt\n"),
        ("bad.txt 2>&-", 1, ""),
        ("bad.txt --nonsense 2>&-", 2, ""),
        ("- <&- >&-", 2, "错误：标准输出是关着的，结果没有地方写\n"),
    ],
)
def test_closed_streams(folder: Path, arguments: str, code: int, told: str) -> None:
    ran = subprocess.run(
        ["sh", "-c", f"{shlex.join(command())} {arguments}"],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ENGINE)},
        check=False,
        timeout=60,
    )
    assert ran.returncode == code
    assert ran.stderr.decode().startswith(told)
    assert b"Traceback" not in ran.stderr
    if "--output" in arguments:
        assert "A304" in (folder / "told.txt").read_text(encoding="utf-8")


def test_version(process: Process) -> None:
    from reportlint.data.about import version_line

    assert process("--version").stdout.decode().strip() == version_line()


def test_heavy_modules_stay_away_from_a_plain_check(folder: Path) -> None:
    program = (
        "import sys, typer\n"
        "before = set(sys.modules)  # what this release of typer brings by itself\n"
        "from reportlint.cli import run\n"
        "run(['good.txt', 'bad.txt'])\n"
        "heavy = ('rich', 'jsonschema', 'lxml', 'docx', 'charset_normalizer', 'tomllib', 'pydantic')\n"
        "print(sorted(name for name in heavy if name in set(sys.modules) - before), file=sys.stderr)\n"
    )
    env = {**os.environ, "PYTHONPATH": str(ENGINE)}
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, env=env, check=True)
    assert ran.stderr.decode().strip() == "[]"


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "reportlint ",
            {"check", "annotate", "fix", "serve", "audit", "baseline", "rules", "explain", "parse", "new"},
        ),
        ("reportlint check --format c", {"concise"}),
        ("reportlint good.txt --fail-on ", {"error", "warning", "info", "never"}),
    ],
)
def test_completion(process: Process, words: str, expected: set[str]) -> None:
    ran = process(
        _REPORTLINT_COMPLETE="complete_bash",
        COMP_WORDS=words,
        COMP_CWORD=str(len(words.split(" ")) - 1),
    )
    assert set(ran.stdout.decode().split()) == expected


def test_completion_script(process: Process) -> None:
    ran = process("--show-completion", "bash")
    assert b"_REPORTLINT_COMPLETE" in process(_REPORTLINT_COMPLETE="source_bash").stdout + ran.stdout
