"""Files that take too long or kill the process that judges them, in `check` and in `audit`: told, and the others go
on.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from reportlint.app import parallel
from reportlint.app.api import check_each
from reportlint.app.inputs import Found
from reportlint.audit import judging, run
from reportlint.audit.request import AuditRequest
from reportlint.draft import sample, text
from reportlint.model.diagnostic import Result
from reportlint.workers import Bounds, Processes, outside
from tests.workers.work import busy

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the stand-ins work in copies of this process"
)

TOO_LONG = "查这个文件超过了 1 秒的时间限制，已经停下，文件没有读；请确认它是不是年报，或者换一种格式"
DIED = "检查这个文件的进程意外中止了（文件可能有问题，或者内存不够），请单独检查这个文件，或者换一种格式"
TOO_LARGE = "查这个文件要的内存太多，已经停下，文件没有读；请确认它是不是年报，或者换一种格式"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Six reports, of which 慢 takes for ever, 死 kills its process and 大 needs all memory."""
    for number, name in enumerate(("好一", "慢", "好二", "死", "大", "好三")):
        draft = sample("town", unit=f"云陂{'一二三四五六'[number]}镇人民政府", year=2024)
        (tmp_path / f"{number}{name}.txt").write_text(text(draft), encoding="utf-8")
    monkeypatch.setattr(outside, "_can_copy", lambda: True)
    bounded = partial(Processes, bounds=Bounds(processor=1, memory=1 << 30))
    for module in (parallel, run):
        monkeypatch.setattr(module, "Processes", bounded)
    return tmp_path


def strikes(path: str) -> None:
    if "慢" in path:
        busy(600)
    if "死" in path:
        os._exit(9)
    if "大" in path:
        bytearray(4 << 30)


def outcomes(results: list[Result]) -> list[tuple[str, str | None]]:
    return [
        (os.path.basename(result.path)[1:-4], result.error.zh if result.error else None) for result in results
    ]


EXPECTED = [("好一", None), ("慢", TOO_LONG), ("好二", None), ("死", DIED), ("大", TOO_LARGE), ("好三", None)]


def test_check(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def struck(found: Found, **given: Any) -> Iterator[Result]:
        strikes(found.path)
        return check_each(found, **given)

    monkeypatch.setattr(parallel, "check_each", struck)
    results = list(parallel.check_in_parallel([str(folder)], jobs=2))
    assert outcomes(results) == EXPECTED
    assert {result.status for result in results if result.error} == {"unreadable"}


def test_audit(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = judging.content

    def struck(path: str, *, max_bytes: int) -> bytes:
        strikes(path)
        return read(path, max_bytes=max_bytes)

    monkeypatch.setattr(judging, "content", struck)
    with run.audit(AuditRequest((str(folder),), jobs=2)) as done:
        assert outcomes(list(done.results())) == EXPECTED
