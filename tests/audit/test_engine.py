"""Two years of reports in a folder: the same outcome in any number of processes, from the cache, and as check gives
it.
"""

from __future__ import annotations

from pathlib import Path

from reportlint.app.api import Settings, check_file, parse_file, rules_in_force
from reportlint.audit.judging import instructions_for, judge_file
from reportlint.audit.request import AuditRequest
from reportlint.audit.run import audit
from reportlint.draft import Draft, sample, text
from reportlint.draft.docx import docx
from reportlint.model.diagnostic import Result


def folder_of_two_years(folder: Path) -> None:
    for year in (2023, 2024):
        for town in ("云陂镇", "清河镇"):
            draft = sample("city", unit=f"砚陂县{town}人民政府", year=year)
            (folder / f"{year}{town}.txt").write_text(text(draft), encoding="utf-8")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04")


def results(folder: Path, *, jobs: int, cache: Path | None = None) -> tuple[list[Result], int]:
    with audit(AuditRequest((str(folder),), jobs=jobs, cache=cache)) as done:
        return list(done.results()), done.record.from_cache


def test_processes_and_cache_change_nothing(tmp_path: Path) -> None:
    (folder := tmp_path / "报告").mkdir()
    folder_of_two_years(folder)
    alone, _ = results(folder, jobs=1)
    assert results(folder, jobs=2, cache=tmp_path / "cache") == (alone, 0)
    assert results(folder, jobs=2, cache=tmp_path / "cache") == (alone, 5)
    for entry in (tmp_path / "cache").rglob("*"):
        if entry.is_file():
            entry.write_bytes(entry.read_bytes()[:-1])
    assert results(folder, jobs=1, cache=tmp_path / "cache") == (alone, 0)


def test_what_a_moved_file_gave_is_told_under_its_new_path(tmp_path: Path) -> None:
    """The store knows files by name and content: where they lie is told anew by every run."""
    (old := tmp_path / "旧").mkdir()
    folder_of_two_years(old)
    first, _ = results(old, jobs=1, cache=tmp_path / "cache")
    new = old.rename(tmp_path / "新")
    with audit(AuditRequest((str(new),), jobs=1, cache=tmp_path / "cache")) as done:
        assert done.record.from_cache == 5
        again = list(done.results())
        paths = {str(path) for path in new.iterdir()}
        assert {row.path for row in done.rows} == paths
        assert {path for unit in done.units for files in unit.files.values() for path in files} <= paths
        told = str(done.batch)
    assert again == results(new, jobs=1)[0]
    assert [result.path for result in again] == [result.path.replace(str(old), str(new)) for result in first]
    with audit(AuditRequest((str(new),), jobs=1)) as afresh:
        assert told == str(afresh.batch)
    assert str(new) in told
    assert str(old) not in told


def test_reports_of_two_years_with_the_same_figures_are_two_reports(tmp_path: Path) -> None:
    files = {
        name: judged(tmp_path / name, sample("zeros", year=year))
        for name, year in (("今年.txt", 2024), ("上年.txt", 2023), ("今年.docx", 2024))
    }
    assert files["今年.txt"] == files["今年.docx"] != files["上年.txt"]
    assert files["今年.txt"] != judged(
        tmp_path / "别处.txt", sample("zeros", unit="清河镇人民政府", year=2024)
    )
    with audit(AuditRequest((str(tmp_path),), jobs=1)) as done:
        same = {Path(row.path).name: row.same_as and Path(row.same_as).name for row in done.rows}
    assert same == {"今年.txt": "今年.docx", "今年.docx": None, "上年.txt": None, "别处.txt": None}


def judged(path: Path, draft: Draft) -> str:
    """The digest of figures of a draft written to the path."""
    path.write_bytes(docx(draft) if path.suffix == ".docx" else text(draft).encode())
    return judge_file(instructions_for(Settings()), str(path)).figures


def test_a_pair_is_judged_as_check_judges_it_beside_last_year(tmp_path: Path) -> None:
    folder_of_two_years(tmp_path)
    found, _ = results(tmp_path, jobs=1)
    later = str(tmp_path / "2024云陂镇.txt")
    beside = check_file(later, prior=parse_file(str(tmp_path / "2023云陂镇.txt")))
    assert any(diagnostic.code == "X705" for diagnostic in beside.diagnostics)
    audited = next(result for result in found if result.path == later)
    across = {rule.code for rule in rules_in_force(Settings()).at("across")}
    assert [one for one in audited.diagnostics if one.code not in across] == [
        one for one in beside.diagnostics if one.code not in across
    ]
    assert [one.code for one in beside.diagnostics if one.code in across] == ["X703"]
    assert {code: audited.outcomes[code] for code in beside.outcomes.keys() - across} == {
        code: outcome for code, outcome in beside.outcomes.items() if code not in across
    }
    assert [one.code for one in audited.diagnostics if one.code in across] == ["X703", "X708"]
    assert [(result.path, result.status) for result in found if result.status == "unreadable"] == [
        (str(tmp_path / "坏.docx"), "unreadable")
    ]
