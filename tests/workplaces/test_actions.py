"""The GitHub action: its file is sound, and its steps do what they say when a shell runs them."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from reportlint import draft
from reportlint.model.report import CellKey
from tests.workplaces.conftest import ROOT, reached_no_registry

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")

ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS = {step.get("name", step.get("uses")): step for step in ACTION["runs"]["steps"]}


def filled(text: str, inputs: Mapping[str, str], **context: str) -> str:
    """The text with its expressions replaced, as the runner does it."""
    for name, value in ACTION["inputs"].items():
        text = text.replace(f"${{{{ inputs.{name} }}}}", inputs.get(name, value.get("default", "")))
    for name, value in context.items():
        text = text.replace(f"${{{{ github.{name} }}}}", value)
    assert "${{" not in text
    return text


def run_step(
    name: str, folder: Path, inputs: Mapping[str, str], **env: str
) -> subprocess.CompletedProcess[str]:
    step: dict[str, Any] = STEPS[name]
    assert step["shell"] == "bash"
    assert "${{" not in step["run"], "inputs must come by the environment: they are no code"
    told = {
        key: filled(value, inputs, action_path=env.get("PROJECT", "")) for key, value in step["env"].items()
    }
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=folder,
        env={**os.environ, **env, **told},
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A checkout with a right and a faulty report, and `reportlint` on the PATH."""
    good = draft.sample("town")
    faulty = draft.sample("town", figures={**good.cells, CellKey("remedies", "review", "total"): "9"})
    (tmp_path / "报 告").mkdir()
    (tmp_path / "good.txt").write_text(draft.text(good), encoding="utf-8")
    (tmp_path / "报 告" / "坏.txt").write_text(draft.text(faulty), encoding="utf-8")
    command = tmp_path / "bin" / "reportlint"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}/lint" exec "{sys.executable}" -m reportlint "$@"\n')
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    return tmp_path


def check(folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    return run_step(
        "Check",
        folder,
        inputs,
        PATH=f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
        GITHUB_OUTPUT=str(folder / "output"),
        GITHUB_STEP_SUMMARY=str(folder / "summary"),
    )


def test_action_is_sound() -> None:
    assert {"name", "description", "inputs", "outputs", "runs"} <= set(ACTION)
    assert ACTION["runs"]["using"] == "composite"
    assert all(value["description"] for value in ACTION["inputs"].values())
    assert all(("uses" in step) != ("run" in step) for step in ACTION["runs"]["steps"])
    assert filled(STEPS["Upload"]["with"]["sarif_file"], {"sarif": "a.sarif"}) == "a.sarif"


def test_faulty_report_fails_the_step(folder: Path) -> None:
    ran = check(folder, paths="good.txt\n报 告/坏.txt\n", sarif="out.sarif")
    assert ran.returncode == 1
    assert ran.stdout.startswith("::error file=报 告/坏.txt,line=")
    assert (folder / "output").read_text() == "exit-code=1\n"
    assert "### 报 告/坏.txt" in (folder / "summary").read_text("utf-8")
    assert len(json.loads((folder / "out.sarif").read_text("utf-8"))["runs"][0]["results"]) == 1


def test_right_report_passes_the_step(folder: Path) -> None:
    ran = check(folder, paths="good.txt")
    assert (ran.returncode, (folder / "output").read_text()) == (0, "exit-code=0\n")
    assert not (folder / "out.sarif").exists()


def test_arguments_are_words_and_no_code(folder: Path) -> None:
    ran = check(folder, paths="报 告/坏.txt\n$(touch owned)", arguments="--ignore\nA304\n--fail-on\ninfo")
    assert ran.returncode == 2
    assert "$(touch owned)" in ran.stdout
    assert not (folder / "owned").exists()
    assert check(folder, paths="报 告", arguments="--ignore\nA304").returncode == 0


@pytest.mark.slow
def test_install_step(folder: Path, project: Path) -> None:
    path = folder / "path"
    ran = run_step(
        "Install", folder, {}, PROJECT=str(project), RUNNER_TEMP=str(folder / "temp"), GITHUB_PATH=str(path)
    )
    if reached_no_registry(ran.stdout + ran.stderr):
        pytest.skip("no package registry is reached")
    assert ran.returncode == 0, ran.stderr
    command = Path(path.read_text().strip()) / "reportlint"
    told = subprocess.run([command, "good.txt"], cwd=folder, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (0, "")
