"""The same audit on a real Dask cluster: identical results, its failures in one sentence, the cluster left as it
was.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reportlint.audit.cluster import Cluster, ClusterError
from reportlint.audit.outcome import Audit
from reportlint.audit.run import audit
from reportlint.render import RenderOptions
from reportlint.render.json import render
from reportlint.workers import DIED
from tests.audit.county import county
from tests.workers.work import dies_on

distributed: Any = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("cluster")]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        yield cluster.scheduler_address


def document(done: Audit) -> str:
    return "".join(render(done.results(), RenderOptions()))


def test_a_cluster_gives_the_same_bytes_as_one_process(address: str, tmp_path: Path) -> None:
    made = county(tmp_path)
    with audit(made.request()) as done:
        alone, batch = document(done), done.batch
    with audit(made.request(scheduler=address)) as done:
        assert document(done) == alone
        assert (done.batch, done.record.jobs, done.record.scheduler) == (batch, 2, address)


def test_a_file_that_kills_its_worker_costs_that_file_only(address: str) -> None:
    cluster = Cluster(address)
    try:
        outcomes = dict(cluster.outcomes(dies_on, [(3, number) for number in range(6)], tick=lambda: None))
    finally:
        cluster.close()
    assert outcomes == {number: DIED if number == 3 else number for number in range(6)}


def test_no_scheduler_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportlint.audit.cluster._PATIENCE", 1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(ClusterError) as failed:
        Cluster(address)
    assert failed.value.words.zh.startswith(f"连不上 {address} 的调度器")
