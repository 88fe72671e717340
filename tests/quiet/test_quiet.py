"""Long correct reports in the manner of towns, bureaus, counties and districts give no error and no warning."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from msgspec.structs import replace

from reportlint.app.api import check_bytes
from reportlint.draft import Draft, sample, text
from tests.claims.figures import complete, table_cells

REPORTS = sorted(Path(__file__).parent.glob("*.yaml"))


def draft(path: Path) -> Draft:
    """The report of a file: its prose, and tables that agree with its figures."""
    data = yaml.safe_load(path.read_text("utf-8"))
    year = data["year"]
    cells = table_cells(complete(data["figures"]), year)
    base = sample("zeros" if year >= 2021 else "old", unit=data["unit"], year=year, figures=cells)
    prose = {number: words.strip() for number, words in data["sections"].items()}
    return replace(base, prose={**dict.fromkeys(range(1, 7), ""), **prose})


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_correct_report_is_quiet(path: Path) -> None:
    report = draft(path)
    assert sum(map(len, report.prose.values())) > 600
    findings = check_bytes(text(report).encode(), name=report.filename).diagnostics
    told = [
        f"{finding.code} {finding.severity}: {finding.message.zh}"
        for finding in findings
        if finding.severity in ("error", "warning")
    ]
    assert told == []


def test_there_is_a_dozen() -> None:
    assert len(REPORTS) >= 12
