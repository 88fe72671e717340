"""The waivers' file: where it is found, what it says, and how its faults are told."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from reportlint.app.config import ConfigError
from reportlint.data.resources import folder as resources
from reportlint.waivers import FILENAME, Waiver
from reportlint.waivers.source import find_waivers, load_waivers

ENTRY = "{file: a.txt, code: A301, cell: applications.new_received.total, reason: 甲}"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_schema_is_sound() -> None:
    Draft202012Validator.check_schema(
        json.loads((resources("schemas") / "waivers.schema.json").read_text("utf-8"))
    )


def test_all_keys(tmp_path: Path) -> None:
    path = write(
        tmp_path / FILENAME,
        "waivers:\n"
        "- file: 报告/a.txt\n  code: A301\n  cell: applications.new_received.total\n"
        "  values: {actual: 3, expected: 2, figures: [1, '／']}\n  reason: 已核对\n  until: 2025-12-31\n"
        "- {file: b.txt, code: Y509, text: '', values: {actual: 2025-02-10}, reason: 乙, times: 2}\n",
    )
    assert load_waivers(path).entries == (
        Waiver(
            "报告/a.txt",
            "A301",
            "applications.new_received.total",
            None,
            {"actual": 3, "expected": 2, "figures": [1, "／"]},
            "已核对",
            date(2025, 12, 31),
            1,
            (2, 3),
        ),
        Waiver("b.txt", "Y509", None, "", {"actual": "2025-02-10"}, "乙", None, 2, (8, 3)),
    )


@pytest.mark.parametrize("text", ["", "waivers:\n", "waivers: []\n", "# 还没有\n"])
def test_nothing_waived(tmp_path: Path, text: str) -> None:
    assert load_waivers(write(tmp_path / FILENAME, text)).entries == ()


def test_nearest_file_up_to_the_configuration(tmp_path: Path) -> None:
    far = write(tmp_path / FILENAME, f"waivers: [{ENTRY}]\n")
    here = tmp_path / "a" / "b"
    here.mkdir(parents=True)
    config = tmp_path / "a" / ".reportlint.yaml"
    assert find_waivers(start=here).path == far
    assert find_waivers(start=here, beside=config).path is None
    beside = write(tmp_path / "a" / FILENAME, "")
    assert find_waivers(start=here, beside=config).path == beside
    near = write(here / FILENAME, "")
    assert find_waivers(start=here, beside=config).path == near
    elsewhere = write(tmp_path / "c" / FILENAME, "")
    assert find_waivers(start=here, beside=tmp_path / "c" / "own.yaml").path == elsewhere


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        (
            "waivers:\n- file: a.txt\n  code: E901\n  text: ''\n  reason: 看过了\n",
            "3:3: E 类问题说的是文件没能检查，不能豁免",
            "3:3: findings of the family E say that a file was not judged: no waiver",
        ),
        (
            "waivers:\n- file: a.txt\n  code: A301\n  cell: applications.new_received.total\n",
            "2:3: 缺“reason”",
            "2:3: lacks 'reason'",
        ),
        (
            "waivers:\n- {file: a.txt, code: A301, reason: 甲}\n",
            "2:3: “waivers”要有且只有一项：cell、text",
            "2:3: waivers needs exactly one of cell, text",
        ),
        (
            "waivers:\n- {file: a.txt, code: A301, text: 甲, reason: 乙, untli: 2025-01-01}\n",
            "2:49: 不认识的键“untli”，是不是“until”？",
            "2:49: unknown key 'untli'; did you mean 'until'?",
        ),
        (
            "waivers:\n- {file: a.txt, code: A301, text: 甲, reason: 乙, until: '2025-02-30'}\n",
            "2:49: “until”写成了“2025-02-30”，没有这一天，请写成 2025-12-31 这样",
            "2:49: until is 2025-02-30, which is no day",
        ),
        (
            "waivers:\n- {file: a.txt, code: A301, text: 甲, reason: 乙, reason: 丙}\n",
            "2:49: “reason”写了两次，只能留一处",
            "2:49: 'reason' is given twice",
        ),
        ("- a\n", "1:1: 这里应当是一组“键: 值”", "1:1: this should be a mapping"),
    ],
)
def test_faults_are_told_with_their_place(tmp_path: Path, text: str, zh: str, en: str) -> None:
    path = write(tmp_path / FILENAME, text)
    with pytest.raises(ConfigError) as caught:
        load_waivers(path)
    assert tuple(caught.value.words) == (f"{path}:{zh}", f"{path}:{en}")


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        find_waivers(str(tmp_path / "none.yaml"))
    assert caught.value.words.zh == f"{tmp_path / 'none.yaml'}: 读不了这个豁免文件，请核对路径和权限"


def test_a_day_that_is_none_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "waivers.yaml"
    path.write_text(
        "waivers:\n  - {file: r.txt, code: Y502, cell: a.b.c, reason: x, until: 2025-13-45}\n", "utf-8"
    )
    with pytest.raises(ConfigError) as error:
        load_waivers(path)
    assert f"{path}:2:" in error.value.words.zh
    assert "2025-13-45" in error.value.words.zh


def test_aliases_are_refused_before_they_grow(tmp_path: Path) -> None:
    path = tmp_path / "waivers.yaml"
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40))]
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(ConfigError) as error:
        load_waivers(path)
    assert f"{path}:2:" in error.value.words.zh
