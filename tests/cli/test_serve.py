"""Starting the service: what is said, and what stands in its way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import ENGINE, Ran, command


def started(*options: str) -> list[str]:
    """What the command says on standard error until it serves; it is ended then."""
    process = subprocess.Popen(
        [*command("serve", "--port", "0"), *options],
        env={**os.environ, "PYTHONPATH": str(ENGINE), "PYTHONUTF8": "1"},
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stderr is not None
    said: list[str] = []
    while not said or (said[-1] and not said[-1].startswith("open ")):
        said.append(process.stderr.readline())
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    return said


def test_says_where_to_look() -> None:
    said = started()
    assert said[0].startswith("请在浏览器里打开 http://127.0.0.1:")
    assert not [line for line in said if "注意" in line]


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ")
def test_warns_when_others_can_reach_it() -> None:
    assert [line for line in started("--host", "0.0.0.0") if line.startswith("注意：")]
    assert not [line for line in started("--host", "0.0.0.0", "--token", "x") if line.startswith("注意：")]


def test_a_port_that_is_no_number(reportlint: Callable[..., Ran]) -> None:
    ran = reportlint("serve", "--port", "99999")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "错误：--port 应是 0 至 65535 的整数")


def test_an_address_that_is_not_ours(reportlint: Callable[..., Ran]) -> None:
    ran = reportlint("serve", "--host", "192.0.2.1", "--lang", "zh")
    assert ran.code == 2
    assert ran.err.startswith("错误：不能在 192.0.2.1:8765 上提供服务（")


def test_a_configuration_that_is_broken(reportlint: Callable[..., Ran], folder: Path) -> None:
    (folder / ".reportlint.yaml").write_text("selct: [A301]", encoding="utf-8")
    assert reportlint("serve").code == 2
