"""The release workflow and the Containerfile: what they name exists, and what must hold of them holds."""

from __future__ import annotations

import re
from typing import Any

import yaml

from tests.workplaces.conftest import ROOT

WORKFLOW: dict[str, Any] = yaml.safe_load((ROOT / ".github" / "workflows" / "release.yml").read_text("utf-8"))
CONTAINER = (ROOT / "Containerfile").read_text("utf-8")


def commands(job: str) -> str:
    return "\n".join(step.get("run", "") for step in WORKFLOW["jobs"][job]["steps"])


def test_nothing_is_published_before_everything_is_tried() -> None:
    jobs = WORKFLOW["jobs"]
    assert {*jobs["release"]["needs"]} == {"python", "package", "container"}
    assert all(jobs[name]["needs"] == "tests" for name in jobs["release"]["needs"])
    assert "pytest" in commands("tests")
    assert jobs["release"]["if"] == "github.ref_type == 'tag'"


def test_each_job_may_do_only_what_it_needs() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read"}
    allowed = {
        name for name, job in WORKFLOW["jobs"].items() if "write" in job.get("permissions", {}).values()
    }
    assert allowed == {"container", "release"}


def test_what_the_workflow_names_exists() -> None:
    everything = "\n".join(map(commands, WORKFLOW["jobs"]))
    for name in re.findall(
        r"\b(?:tools|tests)/[\w/]+\.py\b|\bexamples/\w+\.txt\b|\bContainerfile\b", everything
    ):
        assert (ROOT / name).is_file(), name


def test_the_container_is_a_normal_user_s_and_tells_its_health() -> None:
    lines = CONTAINER.splitlines()
    (user,) = (line.split()[1] for line in lines if line.startswith("USER "))
    assert int(user) >= 10_000
    assert any(line.startswith("HEALTHCHECK ") and "/healthz" in line for line in lines)
    assert lines.index(f"USER {user}") > max(
        number for number, line in enumerate(lines) if line.startswith("RUN ")
    )
    assert lines[-1] == 'CMD ["reportlint", "serve", "--host", "0.0.0.0"]'
