"""A folder with reports to check, and the command run in it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from reportlint import draft
from reportlint.cli import run
from reportlint.model.report import CellKey

ENGINE = Path(__file__).resolve().parents[2] / "lint"


class Ran(NamedTuple):
    """What one run of the command gave."""

    code: int
    out: str
    err: str


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder: good.txt is a correct report, bad.txt has one total too large, in its prose too."""
    good = draft.sample("town")
    faulty = {**good.cells, CellKey("remedies", "review", "total"): "9"}
    (tmp_path / "good.txt").write_text(draft.text(good), encoding="utf-8")
    (tmp_path / "bad.txt").write_text(draft.text(draft.sample("town", figures=faulty)), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "COLUMNS", "TERM"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def reportlint(folder: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs the command in this process."""

    def call(*arguments: str) -> Ran:
        capfd.readouterr()
        code = run(arguments)
        sys.stdout.flush()
        return Ran(code, *capfd.readouterr())

    return call


@pytest.fixture
def process(folder: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Runs the command as a process of its own; `env` adds to the environment."""

    def call(*arguments: str, stdin: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            command(*arguments),
            input=stdin,
            capture_output=True,
            env={**os.environ, "PYTHONPATH": str(ENGINE), **env},
            check=False,
            timeout=60,
        )

    return call


def command(*arguments: str) -> Sequence[str]:
    """The command line of a process."""
    return (sys.executable, "-m", "reportlint", *arguments)
