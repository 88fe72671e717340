"""A generated county of two years: every fault that was planted across reports, and no other, in each way to run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reportlint.audit.outcome import Audit
from reportlint.audit.run import audit
from reportlint.model.wording import visible
from tests.audit.county import TOWNS, County, county, found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> County:
    return county(tmp_path_factory.mktemp("county"))


@pytest.fixture(scope="module")
def audited(made: County) -> Iterator[Audit]:
    with audit(made.request()) as done:
        yield done


def test_generated_county_gives_every_planted_fault_and_no_other(
    made: County, audited: Audit, count: Callable[..., None]
) -> None:
    results = list(audited.results())
    rows = {row.path: row for row in audited.rows}
    missing, unidentified = audited.batch["missing"], audited.batch["unidentified"]
    assert found(results) == Counter(made.planted)
    assert {code for _, code, _ in made.planted} == {f"X70{number}" for number in range(1, 10)}
    unread = {
        result.path: result.error.zh if result.error else ""
        for result in results
        if result.status == "unreadable"
    }
    assert unread.keys() == made.unreadable.keys()
    assert all(reason in unread[path] for path, reason in made.unreadable.items()), unread
    assert {path: row.same_as for path, row in rows.items() if row.same_as} == made.copies
    assert unidentified == []
    assert [entry["unit"] for entry in missing] == [TOWNS[20]]
    assert len(results) == made.files + 1  # the list of units
    count(**{"files of a county": made.files, "faults across reports found": len(made.planted)})


def test_a_unit_whose_file_could_not_be_read_is_not_called_missing(made: County, audited: Audit) -> None:
    listed = audited.result(str(made.folder / "units.csv"))
    path = next(path for path in made.unreadable if path.endswith(".docx"))
    nameless = next(path for path in made.unreadable if path.endswith("空.txt"))
    assert [(one.code, one.message.zh) for one in listed.diagnostics] == [
        ("X709", f"没有{TOWNS[20]}2024年度的报告")
    ]
    assert [(one.code, one.reason.zh) for one in listed.not_checked] == [
        ("X709", f"{TOWNS[21]}的 {visible(path)} 没有读出来，不知道是不是2024年度的报告"),
        ("X709", f"{visible(nameless)} 没有认出是哪个单位的，也许就是没有交的单位的"),
    ]


@pytest.mark.slow
def test_generated_county_of_another_seed_in_two_processes(
    tmp_path: Path, count: Callable[..., None]
) -> None:
    other = county(tmp_path, seed=1)
    with audit(other.request(jobs=2)) as done:
        assert found(done.results()) == Counter(other.planted)
    count(**{"files of a county": other.files, "faults across reports found": len(other.planted)})
