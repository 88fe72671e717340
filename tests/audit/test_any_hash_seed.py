"""An audit gives the same bytes whatever seed Python's hashes have, also where reports are too many to compare each."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from reportlint.checks.across.near import FEW
from reportlint.draft import text
from tests.generator.prose import copied, town, town_name, written

ENGINE = Path(__file__).resolve().parents[2] / "lint"
REPORTS, WRITERS = 200, 10  # half of the twenty that share a writer say the very same, so that there are ties


@pytest.mark.slow
def test_three_seeds_give_the_same_bytes(tmp_path: Path) -> None:
    pytest.importorskip("datasketch", reason="the extra audit is not installed")
    assert REPORTS > FEW
    said = [written(Random(f"writer {number}")) for number in range(WRITERS)]
    for number in range(REPORTS):
        random = Random(number)
        prose = copied(said[number % WRITERS], random, edits=random.choice((0.0, 0.2)))
        draft = town(town_name(number), 2024, prose, random)
        (tmp_path / f"{number:03}.txt").write_text(text(draft), encoding="utf-8")
    first, *others = (_audited(tmp_path, seed) for seed in ("0", "1", "2"))
    found = [one["code"] for file in json.loads(first)["files"] for one in file["diagnostics"]]
    assert found.count("X704") > REPORTS / 2
    assert others == [first, first]


def _audited(folder: Path, seed: str) -> str:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "reportlint", "audit", str(folder)),
            *("--format", "json", "--no-cache", "--jobs", "1"),
        ],
        env={**os.environ, "PYTHONPATH": str(ENGINE), "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    return done.stdout
