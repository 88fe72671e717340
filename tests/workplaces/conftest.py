"""A copy of the project as it is, for what installs it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What belongs into a repository of the project, in a folder of its own."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("lint", "rules", "schemas"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "tools").mkdir()
    for name in (
        "tools/build_hook.py",
        "pyproject.toml",
        "README.md",
        "LICENSE",
        ".pre-commit-hooks.yaml",
        "action.yml",
    ):
        shutil.copy(ROOT / name, folder / name)
    return folder


def reached_no_registry(output: str) -> bool:
    """Whether an installation failed only because no package registry could be reached."""
    signs = ("Failed to establish a new connection", "Temporary failure in name resolution", "ConnectTimeout")
    return any(sign in output for sign in signs)


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs git in the folder, as nobody in particular."""
    who = ("-c", "user.name=someone", "-c", "user.email=someone@example.invalid", "-c", "core.quotepath=off")
    return subprocess.run(
        ["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=False, timeout=600
    )
