"""The hook in a real git repository with the real pre-commit: it stops a faulty report and lets a right one pass."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from reportlint import draft
from reportlint.model.report import CellKey
from tests.workplaces.conftest import ROOT, git, reached_no_registry

pytest.importorskip("pre_commit")
pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")

(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
REPORT = "年报/云陂镇 2024.txt"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty repository; pre-commit keeps its environments beside it."""
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "cache"))
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "reports"
    folder.mkdir()
    assert git(folder, "init", "--quiet").returncode == 0
    return folder


def install(repository: Path, repos: list[dict[str, Any]]) -> None:
    config = yaml.safe_dump({"repos": repos}, allow_unicode=True)
    (repository / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "pre_commit", "install"], cwd=repository, capture_output=True, check=False
    )
    assert ran.returncode == 0, ran.stderr


def commit(repository: Path, text: str, name: str = REPORT) -> subprocess.CompletedProcess[str]:
    path = repository / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    assert git(repository, "add", ".").returncode == 0
    return git(repository, "commit", "--message", "年报")


def stops_the_faulty_and_passes_the_right(repository: Path) -> None:
    good = draft.sample("town")
    faulty = draft.sample("town", figures={**good.cells, CellKey("remedies", "review", "total"): "9"})
    stopped = commit(repository, draft.text(faulty))
    if reached_no_registry(stopped.stdout + stopped.stderr):
        pytest.skip("no package registry is reached")
    assert stopped.returncode == 1, stopped.stdout + stopped.stderr
    assert f"== {REPORT}" in stopped.stdout + stopped.stderr
    assert "错误 A304 " in stopped.stdout + stopped.stderr
    assert git(repository, "log", "--oneline").returncode != 0
    passed = commit(repository, draft.text(good))
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert git(repository, "log", "--format=%s").stdout == "年报\n"


def test_hook_definition_with_this_checkout(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "lint"))
    entry = HOOK["entry"].replace("reportlint", f"{sys.executable} -m reportlint", 1)
    hook = {**HOOK, "language": "system", "entry": entry}
    install(repository, [{"repo": "local", "hooks": [hook]}])
    stops_the_faulty_and_passes_the_right(repository)
    dashed = commit(repository, draft.text(draft.sample("town", unit="白沙镇人民政府")), name="-x年报.txt")
    assert dashed.returncode == 0, dashed.stdout + dashed.stderr
    assert "Passed" in dashed.stdout + dashed.stderr
    other = commit(repository, "没有报告", name="说明.txt")
    assert other.returncode == 0, other.stdout + other.stderr
    assert "Skipped" in other.stdout + other.stderr


@pytest.mark.slow
def test_hook_as_users_install_it(repository: Path, project: Path) -> None:
    if not (project / ".git").exists():
        git(project, "init", "--quiet")
        git(project, "add", ".")
        git(project, "commit", "--quiet", "--message", "reportlint")
    revision = git(project, "rev-parse", "HEAD").stdout.strip()
    install(repository, [{"repo": str(project), "rev": revision, "hooks": [{"id": HOOK["id"]}]}])
    stops_the_faulty_and_passes_the_right(repository)
