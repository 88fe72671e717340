"""The inspector's January: nobody is called missing who handed in, nothing is told as handed in twice that was not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from reportlint.audit.listing import read_units
from reportlint.audit.request import AuditRequest
from reportlint.audit.run import audit
from tests.audit.january import ROUND, january

ENOUGH = 0.98


@pytest.mark.slow
def test_planted_faults_are_found_and_nothing_untrue_is_said(
    tmp_path: Path, count: Callable[..., None]
) -> None:
    pytest.importorskip("openpyxl", reason="the extra dev is not installed")
    made = january(tmp_path, office=False)
    path = str(made.list_path)
    request = AuditRequest((str(tmp_path / "收件"),), units=read_units(path), units_path=path, year=ROUND)
    found: Counter[tuple[str, str]] = Counter()
    with audit(request) as done:
        units = {unit["name"]: unit for unit in done.batch["units"] if unit["listed"]}
        for name, unit in units.items():
            for file in {
                *unit["files"],
                *(path for one in unit["reports"] for path in one["files"] if one["year"] == ROUND),
            }:
                result = done.result(file)
                found.update((name, one.code) for one in result.diagnostics)
                found.update(
                    (name, code) for code, (outcome, _) in result.outcomes.items() if outcome == "explained"
                )
        found.update((entry["unit"], "X709") for entry in done.batch["missing"])
        statuses = {name: unit["status"] for name, unit in units.items()}
        left_out = len(done.batch["no_reports"])
    for status in ("missing", "misfiled", "unreadable"):
        assert {name for name, told in statuses.items() if told == status} == getattr(made, status), status
    assert {key for key in found if key[1] in ("X708", "X709")} == {
        key for key in made.planted if key[1] in ("X708", "X709")
    }
    hit = [key for key in made.planted if found[key]]
    assert len(hit) >= ENOUGH * len(made.planted), sorted(set(made.planted) - set(hit))
    assert left_out == made.left_out
    count(**{"files of a January": made.files, "faults of a January found": len(hit)})
