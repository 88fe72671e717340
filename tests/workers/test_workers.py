"""One process: its bounds, its death, its successor, and what it leaves behind."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportlint.readers.failure import ReadFailure
from reportlint.workers import (
    DIED,
    Bounds,
    Failure,
    Processes,
    TooLong,
    TooMuchMemory,
    Worker,
    WorkerDied,
    once,
    outside,
)
from tests.workers import work

needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="/proc tells which processes there are")


@pytest.fixture(params=["copy", "interpreter"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """How a worker is made; its temporary files lie in a folder of the test's own."""
    if request.param == "copy" and sys.platform != "linux":
        pytest.skip("copies are made on Linux only")
    monkeypatch.setattr(outside, "_can_copy", lambda: request.param == "copy")
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return str(request.param)


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker(Bounds(seconds=60))
    yield made
    made.kill()


def left_behind() -> list[str]:
    assert tempfile.tempdir
    return [str(path) for path in Path(tempfile.tempdir).rglob("*")]


def is_alive(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def read_when_there(path: Path) -> list[int]:
    end = time.monotonic() + 60
    while not path.exists() and time.monotonic() < end:
        time.sleep(0.02)
    return [int(word) for word in path.read_text().split()]


def test_one_worker_does_call_after_call(worker: Worker) -> None:
    first, second = worker.call(work.own_pid), worker.call(work.own_pid)
    assert first == second != os.getpid()
    with pytest.raises(ValueError, match="no such table"):
        worker.call(work.wrong, "no such table")
    with pytest.raises(work.OddError, match="odd error"):
        worker.call(work.odd)
    with pytest.raises(RuntimeError, match="HeldError: it holds a lock"):
        worker.call(work.held)
    assert worker.call(work.own_pid) == first


def test_time_by_the_clock(worker: Worker) -> None:
    worker.call(work.own_pid)
    worker.submit(work.slow, 300.0, seconds=0.3)
    with pytest.raises(TooLong) as failed:
        worker.outcome()
    assert failed.value.words.zh == (
        "查这个文件超过了 0.3 秒的时间限制，已经停下，文件没有读；请确认它是不是年报，或者换一种格式"
    )
    assert worker.call(work.slow, 0.0) == 0.0
    assert left_behind() and (worker.kill(), left_behind())[1] == []


@pytest.mark.skipif(not hasattr(signal, "SIGXCPU"), reason="POSIX counts processor time")
def test_processor_time_counts_per_call() -> None:
    worker = Worker(Bounds(seconds=60, processor=1))
    for _ in range(3):
        worker.call(work.busy, 0.6)
    with pytest.raises(TooLong, match=r"longer than the 1 seconds"):
        worker.call(work.busy, 300.0)
    worker.kill()


@needs_linux
def test_memory() -> None:
    with pytest.raises(TooMuchMemory, match="needs too much memory"):
        once(work.hungry, 600, bounds=Bounds(seconds=60, memory=300 << 20))
    assert once(work.hungry, 100, bounds=Bounds(seconds=60, memory=300 << 20)) == 100 << 20


def test_a_call_whose_worker_dies_is_tried_once_more(worker: Worker, tmp_path: Path) -> None:
    assert worker.call(work.dies_the_first_time, str(tmp_path / "mark")) == "again"
    with pytest.raises(WorkerDied):
        worker.call(work.dies_on, 3, 3)
    assert worker.call(work.dies_on, 3, 4) == 4


@needs_linux
def test_a_worker_that_died_idle_is_replaced_before_the_next_call(worker: Worker) -> None:
    first = worker.call(work.own_pid)
    os.kill(first, signal.SIGKILL)
    while is_alive(first):
        time.sleep(0.01)
    worker.submit(work.own_pid)  # one attempt only
    assert worker.outcome() not in (first, os.getpid())


@needs_linux
@pytest.mark.parametrize("function", [work.starts_others, work.daemon])
def test_everything_a_worker_started_is_killed_with_it(
    worker: Worker, function: object, tmp_path: Path
) -> None:
    worker.submit(function, str(tmp_path / "told"))  # type: ignore[arg-type]
    pids = read_when_there(tmp_path / "told")
    assert pids and all(is_alive(pid) for pid in pids)
    worker.kill()
    end = time.monotonic() + 30
    while any(is_alive(pid) for pid in pids) and time.monotonic() < end:
        time.sleep(0.02)
    assert not any(is_alive(pid) for pid in pids)


def test_temporary_files_go_with_a_killed_worker(worker: Worker) -> None:
    worker.submit(work.leaves_files)
    end = time.monotonic() + 60
    while not any("left-behind" in path and path.endswith("file") for path in left_behind()):
        assert time.monotonic() < end
        time.sleep(0.02)
    worker.kill()
    assert left_behind() == []


@needs_linux
def test_a_worker_ends_with_the_pipe_of_its_owner(worker: Worker) -> None:
    """And takes its folder along, even while a later worker lives."""
    pid = worker.call(work.own_pid)
    later = Worker()
    later.call(work.own_pid)
    worker.pipe.close()
    end = time.monotonic() + 30
    while is_alive(pid) and time.monotonic() < end:
        time.sleep(0.02)
    assert not is_alive(pid)
    assert len(left_behind()) == 1
    later.kill()


def test_what_is_left_of_a_calls_time_is_known_within(worker: Worker) -> None:
    left = worker.call(work.tells_time_left)
    assert 0 < left <= 60
    assert outside.inside.time_left() is None
    assert once(work.tells_time_left, bounds=Bounds()) is None


def test_a_worker_of_a_worker_is_stopped_alone(worker: Worker) -> None:
    first = worker.call(work.own_pid)
    assert worker.call(work.has_a_worker_of_its_own, 0.3) == "stopped"
    assert worker.call(work.own_pid) == first


def test_a_pool_loses_only_what_kills_its_worker() -> None:
    pool = Processes(2)
    try:
        outcomes = dict(pool.outcomes(work.dies_on, [(3, number) for number in range(12)], tick=lambda: None))
        assert outcomes == {number: DIED if number == 3 else number for number in range(12)}
        outcomes = dict(pool.outcomes(work.dies_on, [(-1, number) for number in range(9)], tick=lambda: None))
        assert outcomes == {number: number for number in range(9)}
    finally:
        pool.close()
    assert left_behind() == []


def test_a_pool_stops_what_takes_too_long_and_goes_on() -> None:
    pool = Processes(2, bounds=Bounds(seconds=2))
    items = [(300.0 if number == 2 else 0.0,) for number in range(8)]
    try:
        outcomes = dict(pool.outcomes(work.slow, items, tick=lambda: None))
    finally:
        pool.close()
    assert outcomes == {number: Failure(TooLong(2).words) if number == 2 else 0.0 for number in range(8)}


def test_large_items_and_outcomes_do_not_block() -> None:
    pool = Processes(2)
    items = [(bytes([number]) * (1 << 20),) for number in range(8)]
    try:
        outcomes = dict(pool.outcomes(bytes, items, tick=lambda: None))
    finally:
        pool.close()
    assert outcomes == {number: item for number, (item,) in enumerate(items)}


def test_a_pool_that_is_left_in_the_middle_starts_afresh() -> None:
    pool = Processes(2)
    try:
        left = pool.outcomes(work.slow, [(0.0,), (300.0,), (300.0,)], tick=lambda: None)
        assert next(left) == (0, 0.0)
        left.close()
        assert dict(pool.outcomes(work.slow, [(0.0,)], tick=lambda: None)) == {0: 0.0}
    finally:
        pool.close()


def test_an_error_of_an_item_is_its_own_and_one_with_words_stops_all() -> None:
    pool = Processes(1)
    try:
        ((_, outcome),) = pool.outcomes(work.wrong, [("no such table",)], tick=lambda: None)
        assert isinstance(outcome, Failure)
        assert outcome.words.zh == ("检查这个文件时程序出错（ValueError: no such table），请把文件发给维护者")
        with pytest.raises(ReadFailure, match="nothing can be read"):
            list(pool.outcomes(work.wrong_for_all, [()], tick=lambda: None))
    finally:
        pool.close()
