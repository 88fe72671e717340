"""An inspector's January on an invented county: what is found of the planted faults, and what is said that is untrue.

    python benchmarks/handed_in.py [--seed N] [--keep DIR] [--no-office]

A hundred units hand in twice (tests/audit/january.py). The command audits both rounds as a person would, with
notices; what it says is held against what was planted. The exit code is 1 where less than 98 % of the faults are
found, or where anything untrue stands in a notice.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "lint")]

from reportlint.cli import run  # noqa: E402
from tests.audit.january import ROUND, January, january  # noqa: E402

ENOUGH = 0.98
_GRAVE = ("error", "warning")


def main() -> int:
    """Makes the county, audits both rounds and tells the counts."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--keep", type=Path, help="write the county and the results here and leave them")
    parser.add_argument("--no-office", action="store_true", help="without the formats that LibreOffice makes")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = chosen.keep or Path(name)
        made = january(folder, seed=chosen.seed, office=False if chosen.no_office else None)
        first = _audited(made, "收件", "一次")
        bad = _first_told(made, first)
        second = _audited(made, "二次", "二次结果", previous=folder / "一次.json")
        return int(_second_told(made, second) + bad > 0)


def _audited(made: January, folder: str, name: str, previous: Path | None = None) -> Any:
    """One audit by the command, its JSON; notices lie in a folder beside."""
    output = made.folder / f"{name}.json"
    notices = made.folder / f"{name}通知"
    paths = [str(made.folder / folder)]
    extra = ["--previous", str(previous)] if previous else []
    if previous is not None:
        paths.append(str(made.folder / "收件" / "2023年"))
    code = run(
        [
            *("audit", *paths, "--units", str(made.list_path), "--no-cache", "--year", str(ROUND)),
            *("--format", "json", "-o", str(output), "--notices", str(notices), *extra),
        ]
    )
    if code not in (1, 2):
        raise SystemExit(f"the audit ended with {code}")
    return json.loads(output.read_text("utf-8"))


def _by_unit(document: Any) -> Counter[tuple[str, str]]:
    """The findings of the round by unit and rule, hints left out of the count of what is untrue."""
    owners: dict[str, str] = {}
    for unit in document["batch"]["units"]:
        for path in unit["files"]:
            owners[path] = unit["name"]
        for report in unit["reports"]:
            if report["year"] == ROUND:
                owners |= dict.fromkeys(report["files"], unit["name"])
    found: Counter[tuple[str, str]] = Counter()
    for file in document["files"]:
        if file["path"] in owners:
            owner = owners[file["path"]]
            found.update((owner, one["code"]) for one in file["diagnostics"])
            # what is told as a part of another finding is told
            found.update(
                (owner, code) for code, came in file["outcomes"].items() if came["outcome"] == "explained"
            )
    for entry in document["batch"]["missing"]:
        found[entry["unit"], "X709"] += 1
    return found


def _grave(document: Any) -> set[tuple[str, str]]:
    """Units and rules with findings that a notice tells."""
    owners = {path: unit["name"] for unit in document["batch"]["units"] for path in unit["files"]}
    return {
        (owners[file["path"]], one["code"])
        for file in document["files"]
        for one in file["diagnostics"]
        if file["path"] in owners and one["severity"] in _GRAVE
    }


def _first_told(made: January, document: Any) -> int:
    found = _by_unit(document)
    hit = {key for key in made.planted if found[key]}
    rules = {code for _, code in made.planted}
    print(
        f"{made.files} files of {len(made.units)} units; {len(made.planted)} faults of {len(rules)} rules planted"
    )
    print(f"found: {len(hit)} of {len(made.planted)}")
    for unit, code in sorted(made.planted - Counter(hit)):
        if (unit, code) not in hit:
            print(f"  not found: {code} {unit}")
    missing = {entry["unit"] for entry in document["batch"]["missing"]}
    untrue_missing = missing - made.missing
    twice = {unit for unit, code in found if code == "X708"} - {
        unit for unit, code in made.planted if code == "X708"
    }
    faulty = {unit for unit, _ in made.planted} | made.missing | made.unreadable | made.misfiled
    notices = {_addressee(path) for path in (made.folder / "一次通知").glob("*通知书_*.docx")} - {"目录"}
    thrown = {name for name in notices if name not in faulty} | untrue_missing
    others = {key for key in _grave(document) if key not in made.planted and key[0] in faulty}
    print(f"untrue 应报未报: {len(untrue_missing)} {sorted(untrue_missing)}")
    print(f"untrue X708: {len(twice)} {sorted(twice)}")
    print(f"notices: {len(notices)}, to be thrown away: {len(thrown)} {sorted(thrown)}")
    print(
        f"units that should have a notice and have none: {sorted(faulty - notices - _hints(made, document))}"
    )
    print(f"other findings in notices that go out rightly: {len(others)}")
    for unit, code in sorted(others, key=lambda key: key[1]):
        print(f"  {code} {unit}")
    units = document["batch"]["units"]
    statuses = {unit["name"]: unit["status"] for unit in units if unit["listed"]}
    for kind in ("missing", "misfiled", "unreadable"):
        wrong = {name for name, status in statuses.items() if status == kind} ^ getattr(made, kind)
        print(f"{kind}: {len(getattr(made, kind))} planted, {sorted(wrong) or 'all right'}")
    print(f"no reports: {len(document['batch']['no_reports'])} of {made.left_out} told")
    print(f"renamed: {document['batch']['renamed']['pairs']}")
    enough = len(hit) >= ENOUGH * len(made.planted)
    return int(not enough) + len(untrue_missing) + len(twice) + len(thrown)


def _hints(made: January, document: Any) -> set[str]:
    """Units whose planted faults are all hints, of which no notice is written."""
    grave = {unit for unit, _ in _grave(document)}
    return (
        {unit for unit, _ in made.planted if unit not in grave}
        - made.missing
        - made.unreadable
        - made.misfiled
    )


def _addressee(path: Path) -> str:
    return path.stem.partition("通知书_")[2]


def _second_told(made: January, document: Any) -> int:
    told = document["batch"]["previous"]
    mended = {
        (unit["name"], one["code"]) for unit in document["batch"]["units"] for one in unit.get("mended", ())
    }
    newly = {unit["name"] for unit in document["batch"]["units"] if unit.get("newly_handed_in")}
    new = {
        (unit["name"], one["code"])
        for unit in document["batch"]["units"]
        for file in document["files"]
        if file["path"] in unit["files"]
        for one in file["diagnostics"]
        if one.get("since") == "new" and one["severity"] in _GRAVE
    }
    print(f"second round: {told}")
    hit = len(mended & set(made.mended))
    print(f"mended: {hit} of {len(made.mended)} planted; not told {sorted(set(made.mended) - mended)[:8]}")
    print(f"new: {len(new & set(made.new))} of {len(made.new)} planted")
    print(f"newly handed in: {sorted(newly & made.newly)} of {sorted(made.newly)}")
    seconds = len(list((made.folder / "二次结果通知").glob("催办*.docx")))
    print(f"second notices: {seconds}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
