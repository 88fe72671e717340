"""The small data files of rules/: they follow their schemas, and what does not belong is told with its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from reportlint.audit.outputs.totals import sums
from reportlint.data.checked import DataFault, load_data
from reportlint.data.resources import folder, load_yaml
from reportlint.engine import pieces
from reportlint.marking import fixing
from reportlint.model import units

RECORDS = {
    "masks": pieces._Written,
    "organ_names": list[units._SameName],
    "units": list[units._LevelName],
    "vertical_organs": list[str],
    "tidying": dict[str, fixing._Tidied],
}


@pytest.mark.parametrize("name", RECORDS)
def test_the_file_follows_its_schema(name: str) -> None:
    schema = json.loads((folder("schemas") / f"{name}.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    data = load_yaml((folder("rules") / f"{name}.yaml").read_text("utf-8"))
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(data)
    assert load_data(name, RECORDS[name])


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("masks", "uncounted:", "uncuonted:", "23:1: 不认识的键“uncuonted”，是不是“uncounted”？"),
        ("masks", "shortest: 6", "shortest: six", "5:11: “shortest”应当是一个整数"),
        (
            "organ_names",
            "name: '管理委员会$'",
            "nmae: '管理委员会$'",
            "6:4: 不认识的键“nmae”，是不是“name”？",
        ),
        ("units", "level: city", "level: citty", "15:10: “level”写成了“citty”，只能是 ministry、"),
        ("vertical_organs", "- 税务局$", "- [税务局$]", "3:3: 这里应当是一段文字"),
        ("tidying", "  to:", "  two:", "5:3: 不认识的键“two”，是不是“to”？"),
    ],
)
def test_a_slip_is_told_with_its_place(name: str, old: str, new: str, told: str, tmp_path: Path) -> None:
    text = (folder("rules") / f"{name}.yaml").read_text("utf-8")
    assert old in text
    path = tmp_path / f"{name}.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataFault) as caught:
        load_data(name, RECORDS[name], where=tmp_path)
    assert caught.value.words.zh.startswith(f"{path}:{told}")
    assert sums._vertical()
