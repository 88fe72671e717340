"""The inspector's cases beside the project, where they are: who handed in what."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportlint.audit.listing import read_units
from reportlint.audit.request import AuditRequest
from reportlint.audit.run import audit

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases" / "inspector"
HANDED_IN = {
    "twins-same-title": {"澜溪县城关镇人民政府": "澜溪县城关镇", "平湖县城关镇人民政府": "平湖县城关镇"},
    "title-slip-year": {"澜溪县统计局": "澜溪县统计局"},
    "two-in-one": {"澜溪县科学技术局": "科技局、工信局", "澜溪县工业和信息化局": "科技局、工信局"},
}
"""The units that have handed in, by case, with the beginning of their files' names."""


def _standing(case: str) -> dict[str, tuple[str, list[str]]]:
    folder = CASES / case
    if not folder.is_dir():
        pytest.skip("the cases beside the project are not here")
    listed = folder / "units.csv"
    units = read_units(str(listed)) if listed.exists() else ()
    path = str(listed) if units else None
    with audit(AuditRequest((str(folder),), units=units, units_path=path)) as done:
        assert done.batch["missing"] == []
        told = {unit["name"]: unit for unit in done.batch["units"]}
    return {
        name: (unit["status"], [Path(file).name for file in unit["files"]]) for name, unit in told.items()
    }


@pytest.mark.parametrize("case", HANDED_IN)
def test_everybody_handed_in(case: str) -> None:
    standing = _standing(case)
    assert {name: status for name, (status, _) in standing.items()} == dict.fromkeys(
        HANDED_IN[case], "handed_in"
    )
    assert all(standing[name][1][0].startswith(begins) for name, begins in HANDED_IN[case].items())


def test_two_in_one_are_two_files() -> None:
    files = sorted(file for _, files in _standing("two-in-one").values() for file in files)
    assert [file.rpartition(".docx")[2] for file in files] == ["", "#2"]


def test_last_years_report_under_this_years_name() -> None:
    assert _standing("wrong-year")["澜溪县统计局"] == ("misfiled", ["澜溪县统计局2024年报.txt"])
