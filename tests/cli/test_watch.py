"""`check --watch`: a real process that checks again when files change, and ends well when it is interrupted."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pytest

from tests.cli.conftest import ENGINE, Ran, command

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and terminals of POSIX")
PATIENCE = 60


def _hears_ctrl_c() -> None:
    """A process that a script started in the background hears no Ctrl-C, nor do those that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Watched:
    """The process; `rounds` has the output of each check as soon as it is through."""

    def __init__(self, *arguments: str, terminal: bool = False) -> None:
        self._reader, writer = os.openpty() if terminal else os.pipe()
        self.process = subprocess.Popen(
            command("check", *arguments, "--watch"),
            stdout=writer,
            stderr=writer,
            env={**os.environ, "PYTHONPATH": str(ENGINE), "PYTHONUNBUFFERED": "1"},
            preexec_fn=_hears_ctrl_c,
        )
        os.close(writer)
        self._rounds: queue.Queue[str] = queue.Queue()
        stream = os.fdopen(self._reader, "rb")
        threading.Thread(target=self._read, args=(stream,), daemon=True).start()

    def _read(self, stream: IO[bytes]) -> None:
        text = ""
        try:
            for line in stream:
                text += line.decode()
                if "Ctrl-C" in text:
                    self._rounds.put(text)
                    text = ""
        except OSError:  # a terminal whose process has gone
            pass

    def round(self) -> str:
        return self._rounds.get(timeout=PATIENCE)

    def interrupt(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=PATIENCE)


@pytest.fixture
def watch(folder: Path) -> Iterator[Callable[..., Watched]]:
    started: list[Watched] = []

    def start(*arguments: str, terminal: bool = False) -> Watched:
        started.append(Watched(*arguments, terminal=terminal))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.process.kill()
            one.process.wait()


def test_changes_new_files_and_waivers(watch: Callable[..., Watched], folder: Path) -> None:
    (folder / "年报").mkdir()
    target = folder / "年报" / "a.txt"
    target.write_bytes((folder / "good.txt").read_bytes())
    watched = watch("年报", "--format", "concise")
    assert "共 1 个文件：0 处错误" in watched.round()
    target.write_bytes((folder / "bad.txt").read_bytes())
    told = watched.round()
    assert "年报/a.txt:" in told
    assert "共 1 个文件：1 处错误" in told
    (folder / "年报" / "b.txt").write_bytes((folder / "bad.txt").read_bytes())
    assert "共 2 个文件：2 处错误" in watched.round()
    (folder / ".reportlint.yaml").write_text("ignore: [A304]\n", encoding="utf-8")
    assert "共 2 个文件：0 处错误" in watched.round()
    target.unlink()
    assert "共 1 个文件：0 处错误" in watched.round()
    assert watched.interrupt() == 130


def test_a_mistake_in_the_configuration_does_not_end_it(watch: Callable[..., Watched], folder: Path) -> None:
    watched = watch("bad.txt", "--format", "concise")
    watched.round()
    config = folder / ".reportlint.yaml"
    config.write_text("selct: [A]\n", encoding="utf-8")
    assert "错误：" in watched.round()
    config.write_text("select: [S]\n", encoding="utf-8")
    assert "0 处错误" in watched.round()
    assert watched.interrupt() == 130


def test_screen_is_cleared_on_a_terminal_only(watch: Callable[..., Watched]) -> None:
    on_terminal, elsewhere = watch("good.txt", terminal=True), watch("good.txt")
    assert on_terminal.round().startswith("\x1b[2J\x1b[H")
    assert "\x1b" not in elsewhere.round()
    assert (on_terminal.interrupt(), elsewhere.interrupt()) == (130, 130)


def test_result_in_the_watched_folder_is_no_change(watch: Callable[..., Watched], folder: Path) -> None:
    watched = watch(".", "--format", "markdown", "--output", "out.md")
    assert "结果已写入 out.md" in watched.round()
    with pytest.raises(queue.Empty):
        watched._rounds.get(timeout=3)
    assert watched.interrupt() == 130


def test_standard_input_cannot_be_watched(reportlint: Callable[..., Ran]) -> None:
    ran = reportlint("-", "--watch")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[0] == "错误：--watch 看的是文件，不能和标准输入（-）一起用"
