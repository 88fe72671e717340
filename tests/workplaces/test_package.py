"""The package that needs no Python, as somebody has it who has neither Python nor a network.

REPORTLINT_PACKAGE names the folder that tools/package.py made (build/package/reportlint); without it nothing is tested
here. What is started sees an empty environment and a network of its own in which there is nobody.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reportlint.data.about import version_line
from tests.web import faulty_docx
from tests.workplaces.conftest import ROOT

PACKAGE = Path(os.environ.get("REPORTLINT_PACKAGE") or "/nonexistent")
PROGRAM = PACKAGE / ("reportlint.exe" if sys.platform == "win32" else "reportlint")
STARTER = PACKAGE / "开始检查.sh"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("package"),
    pytest.mark.skipif(
        not PROGRAM.is_file(), reason="REPORTLINT_PACKAGE names no package: python tools/package.py makes one"
    ),
    pytest.mark.skipif(sys.platform != "linux", reason="is tried in namespaces of Linux"),
]
SLOWEST = 1.5
"""How many times the start of the installed command the package's may take."""
ALONE = (
    "import fcntl, os, socket, struct, sys\n"
    "with socket.socket() as plug:\n"
    "    fcntl.ioctl(plug, 0x8914, struct.pack('16sh', b'lo', 1))\n"  # brings the loopback up: it is all there is
    "os.execve(sys.argv[1], sys.argv[1:], dict(one.split('=', 1) for one in os.environ['GIVEN'].splitlines()))\n"
)


@pytest.fixture(scope="session")
def unshare() -> list[str]:
    """What starts something in a network of its own."""
    for options in (["-n"], ["-rn"]):
        if (
            shutil.which("unshare")
            and subprocess.run(["unshare", *options, "true"], check=False).returncode == 0
        ):
            return ["unshare", *options]
    pytest.skip("no network namespace can be made here")


Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(unshare: list[str], tmp_path: Path) -> Iterator[Start]:
    """Starts a file of the package without Python on the path, without a network; the folder is the test's."""
    started: list[subprocess.Popen[str]] = []

    def begin(*arguments: str, program: Path = PROGRAM, **more: str) -> subprocess.Popen[str]:
        given = {"PATH": str(tmp_path / "bin"), "HOME": str(tmp_path / "家"), "TMPDIR": str(tmp_path), **more}
        process = subprocess.Popen(
            [*unshare, sys.executable, "-c", ALONE, str(program), *arguments],
            cwd=tmp_path,
            env={
                "GIVEN": "\n".join(f"{name}={value}" for name, value in given.items()),
                "PATH": "/usr/bin:/bin",
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.wait()


def ran(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def test_it_tells_its_version(start: Start) -> None:
    code, out, err = ran(start("--version"))
    assert (code, err) == (0, "")
    told, own = (
        re.fullmatch(r"(.*)\(commit .*, (rules .*)\)", line.strip()) for line in (out, version_line())
    )
    assert told is not None
    assert own is not None
    assert told.groups() == own.groups()


def told_by_installed(*arguments: str, folder: Path) -> Any:
    own = subprocess.run(
        [sys.executable, "-m", "reportlint", "--format", "json", *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT / "lint"), "PYTHONUTF8": "1"},
        check=False,
    )
    return json.loads(own.stdout)["files"]


@pytest.mark.parametrize("folder", ["报告", "年 报/第 1 批"])
def test_it_finds_in_text_word_and_pdf_what_the_installed_command_finds(
    start: Start, tmp_path: Path, folder: str
) -> None:
    place = tmp_path / folder
    place.mkdir(parents=True)
    shutil.copy(ROOT / "examples" / "faulty.txt", place / "云陂镇 年报.txt")
    (place / "云陂镇 年报.docx").write_bytes(faulty_docx())
    shutil.copy(ROOT / "tests" / "readers" / "pdf" / "tight.pdf", place / "云陂镇 年报.pdf")
    names = [f"{folder}/云陂镇 年报{suffix}" for suffix in (".txt", ".docx", ".pdf")]
    code, out, err = ran(start("--format", "json", *names))
    assert (code, err) == (1, "")
    files = json.loads(out)["files"]
    assert [(file["path"], file["status"]) for file in files] == [(name, "checked") for name in names]
    assert files == told_by_installed(*names, folder=tmp_path)


def test_an_audit_writes_all_its_outputs(start: Start, tmp_path: Path) -> None:
    (tmp_path / "报告").mkdir()
    (tmp_path / "报告" / "云陂镇.docx").write_bytes(faulty_docx())
    outputs = ["--xlsx", "总表.xlsx", "--html", "总览.html", "--notices", "通知", "--parquet", "数据.parquet"]
    code, _, err = ran(start("audit", "报告", *outputs, "--brief", "通报.docx", "--jobs", "2"))
    assert code == 1, err
    for name in ("总表.xlsx", "总览.html", "数据.parquet", "通报.docx"):
        assert (tmp_path / name).stat().st_size > 1000, name
    made = {path.name for path in (tmp_path / "通知").iterdir()}
    assert {"整改通知书_目录.docx", "整改通知书_全部.zip"} < made


def shown_by(process: subprocess.Popen[str]) -> str:
    """The address that the window tells."""
    assert process.stderr is not None
    for line in process.stderr:
        if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
            return found[0]
    raise AssertionError("no address was told")


def told_by(process: subprocess.Popen[str], word: str) -> str:
    """What the window says until a word comes."""
    assert process.stderr is not None
    told = ""
    for line in process.stderr:
        told += line
        if word in line:
            return told
    raise AssertionError(told)


def in_namespace_of(process: subprocess.Popen[str], *command: str) -> list[str]:
    return [shutil.which("nsenter") or "nsenter", f"--net=/proc/{process.pid}/ns/net", *command]


def test_the_page_is_served_checks_a_report_and_shows_the_handbook(start: Start, tmp_path: Path) -> None:
    playwright = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium")
    if chromium is None or shutil.which("nsenter") is None:
        pytest.skip("needs chromium and nsenter")
    process = start()
    address = shown_by(process)
    told = told_by(process, "没能打开浏览器，请自己在浏览器里打开")
    assert "关掉窗口就停了" in told
    beside = tmp_path / "chromium"
    beside.write_text(f'#!/bin/sh\nexec {" ".join(in_namespace_of(process))} {chromium} "$@"\n', "utf-8")
    beside.chmod(0o755)
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(beside), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto(address)
        report = {"name": "云陂镇年报.docx", "mimeType": "application/octet-stream", "buffer": faulty_docx()}
        page.set_input_files("#files", files=[report])
        page.wait_for_selector("td.likely", timeout=60_000)
        assert "应为 2" in page.locator("td.likely").first.inner_text()
        if (PACKAGE / "_internal" / "reportlint" / "handbook").is_dir():
            page.goto(f"{address}handbook/rules/A301.html")
            assert "总计列与六类申请人之和不符" in page.title()
        browser.close()
    assert_nothing_of_another_python(process)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 0


def assert_nothing_of_another_python(process: subprocess.Popen[str]) -> None:
    """All code that the process has in its memory comes from the package or is the system's C library and its like."""
    maps = Path(f"/proc/{process.pid}/maps").read_text("utf-8")
    files = {line.split(None, 5)[5].strip() for line in maps.splitlines() if len(line.split(None, 5)) == 6}
    libraries = {path for path in files if ".so" in path or "python" in path}
    assert any(path.startswith(str(PACKAGE.resolve())) for path in libraries)
    strange = {path for path in libraries if not path.startswith(str(PACKAGE.resolve())) and "python" in path}
    assert not strange


def test_a_second_start_opens_the_page_of_the_first(start: Start, tmp_path: Path, unshare: list[str]) -> None:
    first = start()
    address = shown_by(first)
    if shutil.which("nsenter") is None:
        pytest.skip("needs nsenter")
    environment = {"HOME": str(tmp_path / "家"), "PATH": "/nonexistent", "TMPDIR": str(tmp_path)}
    second = subprocess.run(
        [shutil.which("nsenter") or "", f"--net=/proc/{first.pid}/ns/net", str(PROGRAM)],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (second.returncode, second.stderr.splitlines()[0]) == (0, f"页面已经开着：{address}")


def test_where_the_usual_port_is_taken_another_is_used(start: Start, tmp_path: Path) -> None:
    first = start()
    taken = shown_by(first)
    second = subprocess.Popen(
        in_namespace_of(first, str(PROGRAM)),
        env={"HOME": str(tmp_path / "another"), "PATH": "/nonexistent", "TMPDIR": str(tmp_path)},
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        address = shown_by(second)
    finally:
        second.kill()
    assert taken.endswith(":8765/")
    assert address != taken


def test_a_dropped_report_is_shown_marked(start: Start, tmp_path: Path) -> None:
    (tmp_path / "云陂镇 年报.docx").write_bytes(faulty_docx())
    browser = tmp_path / "bin" / "firefox"
    browser.parent.mkdir()
    browser.write_text(f'#!/bin/sh\necho "$@" > "{tmp_path}/opened"\n', encoding="utf-8")
    browser.chmod(0o755)
    code, _, err = ran(
        start("云陂镇 年报.docx", program=STARTER, BROWSER=str(browser), PATH=f"{browser.parent}:/bin")
    )
    assert code == 1, err
    (told,) = tmp_path.glob("reportlint-*/检查结果.html")
    assert "应为 2" in told.read_text("utf-8")
    assert told.as_uri() in (tmp_path / "opened").read_text("utf-8")


def test_from_a_folder_that_is_read_only(start: Start, tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in PACKAGE.rglob("*")}
    code, _, err = ran(start(str(ROOT / "examples" / "good.txt"), HOME="/nonexistent"))
    assert code == 0, err
    assert {path: path.stat().st_mtime_ns for path in PACKAGE.rglob("*")} == before


def test_without_what_stands_beside_it_the_starter_says_to_unpack(start: Start, tmp_path: Path) -> None:
    alone = tmp_path / "开始检查.sh"
    shutil.copy(STARTER, alone)
    code, out, _ = ran(start(program=alone, PATH="/bin:/usr/bin"))
    assert code == 2
    assert out.startswith("请先把压缩包全部解压")


def test_a_report_that_is_none_is_one_sentence(start: Start, tmp_path: Path) -> None:
    (tmp_path / "年报.docx").write_bytes(b"PK\x03\x04 broken")
    code, out, err = ran(start("年报.docx"))
    assert code == 2
    assert "Traceback" not in out + err


def test_its_start_takes_no_longer_than_half_as_much_again(capsys: pytest.CaptureFixture[str]) -> None:
    installed = Path(sys.executable).with_name("reportlint")
    command = [str(installed)] if installed.is_file() else [sys.executable, "-m", "reportlint"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "lint")}
    times: dict[str, list[float]] = {"package": [], "installed": []}
    for _ in range(9):
        for name, started in (("package", [str(PROGRAM)]), ("installed", command)):
            begun = time.perf_counter()
            subprocess.run(
                [*started, str(ROOT / "examples" / "good.txt")],
                env=environment,
                capture_output=True,
                check=True,
            )
            times[name].append(time.perf_counter() - begun)
    package, own = min(times["package"]), min(times["installed"])
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    told = f"package {package:.3f} s, installed {own:.3f} s, {package / own:.2f} times; medians {medians}"
    with capsys.disabled():
        sys.stdout.write(f"\nstart: {told}\n")
    assert package <= SLOWEST * own
