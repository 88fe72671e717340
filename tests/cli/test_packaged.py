"""The package's way in: a double click, a drop, a second start, and one sentence in the window for what is in the way.

tests/workplaces/test_package.py tries the package itself.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from reportlint import __version__
from reportlint.cli import packaged, serving
from reportlint.workers import inside
from tests.web import faulty_docx


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folders, of this test alone; what is opened in a browser is kept."""
    monkeypatch.setattr(packaged, "_notebook", lambda: tmp_path / "state" / "page.json")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.delenv(packaged.BY_HAND, raising=False)
    return tmp_path


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a browser was asked to show."""
    addresses: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda address: addresses.append(address) or True)
    return addresses


def started(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """The exit code of the package for these arguments."""
    monkeypatch.setattr(sys, "argv", ["reportlint", *arguments])
    with pytest.raises(SystemExit) as ended:
        packaged.main()
    assert isinstance(ended.value.code, int)
    return ended.value.code


def test_with_arguments_it_is_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert started(monkeypatch, "explain", "A301") == 0
    assert capsys.readouterr().out.startswith("A301")


def test_a_dropped_report_is_shown_marked(
    monkeypatch: pytest.MonkeyPatch, home: Path, opened: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    report = home / "年 报.docx"
    report.write_bytes(faulty_docx())
    monkeypatch.setenv(packaged.BY_HAND, "1")
    assert started(monkeypatch, str(report)) == 1
    (told,) = home.glob("reportlint-*/检查结果.html")
    assert "应为 2" in told.read_text("utf-8")
    assert opened == [told.as_uri()]


def test_a_report_named_in_a_shell_is_checked_there(
    monkeypatch: pytest.MonkeyPatch, home: Path, opened: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    report = home / "年报.docx"
    report.write_bytes(faulty_docx())
    assert started(monkeypatch, str(report)) == 1
    assert "错误 A301" in capsys.readouterr().out
    assert opened == []


class Healthy(BaseHTTPRequestHandler):
    """Answers as a running service does."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"status": "ok", "version": __version__}).encode())

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@pytest.fixture
def running(home: Path) -> Iterator[str]:
    """A page that an earlier start shows, and its note."""
    server = HTTPServer(("127.0.0.1", 0), Healthy)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    packaged._note(address)
    yield address
    server.shutdown()
    server.server_close()


def test_a_second_start_opens_the_page_that_runs(
    running: str, opened: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert packaged._in_window([]) == 0
    assert opened == [running]
    assert capsys.readouterr().err.splitlines()[0] == f"页面已经开着：{running}"


@pytest.mark.parametrize(
    "note", ["{", "[]", '{"address": "http://example.org/"}', '{"address": "http://127.0.0.1:1/"}', "{}"]
)
def test_a_note_that_leads_nowhere_counts_for_nothing(home: Path, note: str) -> None:
    (home / "state").mkdir()
    (home / "state" / "page.json").write_text(note, encoding="utf-8")
    assert packaged._running() is None


def test_where_nothing_can_be_noted_the_page_is_shown_all_the_same(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    (home / "file").touch()
    monkeypatch.setattr(packaged, "_notebook", lambda: home / "file" / "page.json")
    packaged._note("http://127.0.0.1:1/")
    assert packaged._running() is None


def served(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What would be served: uvicorn takes the socket and ends."""
    sockets: list[Any] = []

    def run(_: Any, sockets_: list[Any]) -> None:
        sockets.extend(sockets_)

    monkeypatch.setattr("uvicorn.Server.run", lambda self, sockets: run(self, sockets))
    return sockets


def test_the_usual_port_where_it_is_free_and_else_another(
    monkeypatch: pytest.MonkeyPatch, opened: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    sockets = served(monkeypatch)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setattr(packaged, "USUAL_PORT", taken.getsockname()[1])
        assert packaged._in_window([]) == 0
    (used,) = sockets
    port = used.getsockname()[1]
    used.close()
    assert port != packaged.USUAL_PORT
    assert opened == [f"http://127.0.0.1:{port}/"]
    told = capsys.readouterr().err
    assert f"请在浏览器里打开 http://127.0.0.1:{port}/ ，按 Ctrl-C 结束" in told
    assert "关掉窗口就停了" in told


def test_where_no_port_may_be_opened(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(*_: Any) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(socket.socket, "bind", refused)
    assert packaged._in_window([]) == 2
    assert capsys.readouterr().err.startswith("错误：这台电脑不允许程序打开端口，网页开不了")


@pytest.mark.parametrize("fault", [False, webbrowser.Error("none"), OSError(2, "none")])
def test_without_a_browser_the_address_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], fault: Any
) -> None:
    def opens(address: str) -> bool:
        if isinstance(fault, Exception):
            raise fault
        return False

    monkeypatch.setattr(webbrowser, "open", opens)
    serving.open_browser("http://127.0.0.1:8765/")
    told = capsys.readouterr().err.splitlines()[0]
    assert told == "没能打开浏览器，请自己在浏览器里打开 http://127.0.0.1:8765/"


@pytest.mark.parametrize(
    ("folder", "told"),
    [
        ("//server/share/reportlint", "程序在网络共享上"),
        ("/run/user/1000/gvfs/smb-share:server=s/reportlint", "程序在网络共享上"),
        ("/tmp/Temp1_reportlint-0.1.0-windows.zip/reportlint", "好像是直接在压缩包里打开的"),
        ("/tmp/reportlint.zip/reportlint", "好像是直接在压缩包里打开的"),
    ],
)
def test_a_place_that_will_not_do_is_told(capsys: pytest.CaptureFixture[str], folder: str, told: str) -> None:
    packaged._tell_of_place(Path(folder))
    assert capsys.readouterr().err.startswith(told)


def test_a_usual_place_is_not_spoken_of(capsys: pytest.CaptureFixture[str]) -> None:
    packaged._tell_of_place(Path("/home/张三/年报 检查/reportlint"))
    assert capsys.readouterr().err == ""


def test_whatever_fails_is_a_sentence_in_the_window(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(folder: Path) -> int:
        raise ValueError("odd")

    monkeypatch.setattr(packaged, "_serve", broken)
    assert packaged._in_window([]) == 2
    told = capsys.readouterr().err
    assert told.startswith("错误：程序出错（ValueError: odd），请把这句话发给维护者")
    assert "Traceback" not in told


def test_a_worker_of_the_package_is_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []
    monkeypatch.setattr(inside, "main", lambda: seen.append(list(sys.argv)))
    monkeypatch.setattr(sys, "argv", ["reportlint", inside.AS_WORKER, "3", "0", "/tmp/x"])
    packaged.main()
    assert seen == [["reportlint", "3", "0", "/tmp/x"]]


def test_programs_that_it_starts_use_their_own_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/package")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/their/own")
    packaged._forget_own_libraries()
    assert os.environ["LD_LIBRARY_PATH"] == "/their/own"
    monkeypatch.setenv("LD_LIBRARY_PATH", "/package")
    packaged._forget_own_libraries()
    assert "LD_LIBRARY_PATH" not in os.environ
