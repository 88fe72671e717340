"""The configuration: where it is found, that the command line wins, and how its faults are told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from reportlint.app.config import ConfigError
from reportlint.app.config_source import load_config
from reportlint.cli import options
from reportlint.data.resources import folder as resources
from reportlint.render import FORMATS
from tests.cli.conftest import Ran

Reportlint = Callable[..., Ran]


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_schema_is_sound_and_knows_the_formats() -> None:
    schema = json.loads((resources("schemas") / "config.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    assert schema["properties"]["format"]["enum"] == list(FORMATS)
    assert schema["properties"]["year"]["minimum"] == options.FIRST_YEAR
    assert schema["properties"]["year"]["maximum"] == options.LAST_YEAR


def test_nearest_file_wins(tmp_path: Path) -> None:
    write(tmp_path / ".reportlint.yaml", "lang: en\n")
    toml = write(tmp_path / "a/pyproject.toml", '[tool.reportlint]\nlang = "zh"\n')
    write(tmp_path / "a/b/pyproject.toml", "[tool.other]\n")
    (tmp_path / "a/b/c").mkdir()
    found = load_config(start=tmp_path / "a/b/c")
    assert (found.path, dict(found.values)) == (toml, {"lang": "zh"})


def test_yaml_wins_over_pyproject_in_one_folder(tmp_path: Path) -> None:
    yaml = write(tmp_path / ".reportlint.yaml", "")
    write(tmp_path / "pyproject.toml", '[tool.reportlint]\nlang = "en"\n')
    assert load_config(start=tmp_path).path == yaml


def test_all_settings(tmp_path: Path) -> None:
    path = write(
        tmp_path / "own.yaml",
        "select: [A, S101]\nignore: [A304]\nseverity: {S101: off, A301: warning}\nfail-on: info\nedition: 2021\n"
        "year: 2024\nunit: 某镇\nlang: en\nrules: [mine/R.yaml]\nmax-size-mb: 1.5\nformat: json\n"
        "waivers: known.yaml\n",
    )
    found = load_config(str(path))
    assert dict(found.values) == {
        "select": ["A", "S101"],
        "ignore": ["A304"],
        "severity": {"S101": "off", "A301": "warning"},
        "fail-on": "info",
        "edition": "2021",
        "year": 2024,
        "unit": "某镇",
        "lang": "en",
        "rules": ["mine/R.yaml"],
        "max-size-mb": 1.5,
        "format": "json",
        "waivers": "known.yaml",
    }
    assert found.waivers_file() == str(tmp_path / "known.yaml")
    assert found.rule_files() == (tmp_path / "mine/R.yaml",)


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        (
            "lang: zh\nselct: [A]\n",
            "2:1: 不认识的键“selct”，是不是“select”？",
            "2:1: unknown key 'selct'; did you mean 'select'?",
        ),
        (
            "format: xml\n",
            "1:1: “format”写成了“xml”，只能是 text、concise、json、html、markdown、sarif、junit、github、gitlab",
            "1:1: format is 'xml'; use one of text, concise, json, html, markdown, sarif, junit, github, gitlab",
        ),
        (
            "\nselect: A301\n",
            "2:1: “select”应当是一个列表",
            "2:1: select should be a list",
        ),
        (
            "ignore:\n  - A301\n  - 7\n",
            "3:5: “ignore”应当是一段文字",
            "3:5: ignore should be a text",
        ),
        (
            "severity:\n  A301: bad\n",
            "2:3: “A301”写成了“bad”，只能是 error、warning、info、off",
            "2:3: A301 is 'bad'; use one of error, warning, info, off",
        ),
        (
            "year: 24\n",
            "1:1: “year”写成了 24，不能小于 2008",
            "1:1: year is 24; it must be at least 2008",
        ),
        (
            "max-size-mb: 0\n",
            "1:1: “max-size-mb”写成了 0，要大于 0",
            "1:1: max-size-mb is 0; it must be more than 0",
        ),
        (
            "unit: ''\n",
            "1:1: “unit”不能是空的",
            "1:1: unit must not be empty",
        ),
        ("lang: zh\nlang: en\n", "2:1: “lang”写了两次，只能留一处", "2:1: 'lang' is given twice"),
        (
            "- A301\n",
            "1:1: 这里应当是一组“键: 值”",
            "1:1: this should be a mapping",
        ),
        ("select: [A301\n", "2:1: 不是有效的 YAML（", "2:1: not valid YAML ("),
    ],
)
def test_faults_in_yaml(tmp_path: Path, text: str, zh: str, en: str) -> None:
    path = write(tmp_path / ".reportlint.yaml", text)
    with pytest.raises(ConfigError) as caught:
        load_config(start=tmp_path)
    assert caught.value.words.zh.startswith(f"{path}:{zh}")
    assert caught.value.words.en.startswith(f"{path}:{en}")


@pytest.mark.parametrize(
    ("text", "zh"),
    [
        (
            '[tool.x]\nlang = 1\n[tool.reportlint]\nfail-on = "error"\nlang = "fr"\n',
            "5:1: “lang”写成了“fr”，只能是 zh、en",
        ),
        ("[tool.reportlint]\nselct = []\n", "2:1: 不认识的键“selct”"),
        ('[tool.reportlint.severity]\nA301 = "bad"\n', "2:1: “A301”写成了“bad”"),
        ("[tool.reportlint]\nlang = \n", "2:8: 不是有效的 TOML（"),
    ],
)
def test_faults_in_toml(tmp_path: Path, text: str, zh: str) -> None:
    path = write(tmp_path / "pyproject.toml", text)
    with pytest.raises(ConfigError) as caught:
        load_config(start=tmp_path)
    assert caught.value.words.zh.startswith(f"{path}:{zh}")


def test_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / ".reportlint.yaml"
    path.write_bytes("unit: 某镇".encode("gbk"))
    with pytest.raises(ConfigError, match="not UTF-8"):
        load_config(start=tmp_path)


def test_command_line_wins(reportlint: Reportlint, folder: Path) -> None:
    write(
        folder / ".reportlint.yaml",
        "select: [S101]\nformat: json\nlang: en\nyear: 2020\nunit: 某乡\nfail-on: never\nedition: '2019'\n",
    )
    told = json.loads(reportlint("bad.txt").out)["files"][0]
    assert told["report"]["unit"] == "某乡"
    assert (told["report"]["year"], told["report"]["edition"], told["diagnostics"]) == (2020, "2019", [])
    ran = reportlint(
        "bad.txt", "--select", "A304", "--format", "text", "--lang", "zh", "--year", "2024",
        "--unit", "某镇", "--fail-on", "error", "--edition", "auto",
    )  # fmt: skip
    assert ran.code == 1
    assert "   某镇  2024年度\n" in ran.out
    assert "错误 A304 " in ran.out


def test_severities_and_off(reportlint: Reportlint, folder: Path) -> None:
    write(folder / ".reportlint.yaml", "severity: {A304: off}\n")
    assert reportlint("bad.txt").code == 0
    assert reportlint("bad.txt", "--select", "A304").code == 1
    write(folder / ".reportlint.yaml", "severity: {A3: warning}\n")
    assert "警告 A304 " in reportlint("bad.txt").out


def test_config_faults_stop_the_run(reportlint: Reportlint, folder: Path) -> None:
    path = write(folder / ".reportlint.yaml", "lang: fr\n")
    ran = reportlint("good.txt")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"错误：{path}:1:1: “lang”写成了“fr”，只能是 zh、en\n"
    told = reportlint("good.txt", "--lang", "en").err
    assert told == f"Error: {path}:1:1: lang is 'fr'; use one of zh, en\n"


def test_named_config_file(reportlint: Reportlint, folder: Path) -> None:
    write(folder / "elsewhere/own.toml", '[tool.reportlint]\nselect = ["S"]\n')
    assert reportlint("bad.txt", "--config", "elsewhere/own.toml").code == 0


@pytest.mark.parametrize(
    ("text", "place", "word"),
    [
        ("select: [A391]\n", "1:10", "A391"),
        ("lang: zh\nignore:\n  - A301\n  - ZZZ\n", "4:5", "ZZZ"),
        ("severity:\n  A301: info\n  Q999: warning\n", "3:3", "Q999"),
    ],
)
def test_unknown_code_in_the_configuration(
    reportlint: Reportlint, folder: Path, text: str, place: str, word: str
) -> None:
    path = write(folder / ".reportlint.yaml", text)
    ran = reportlint("good.txt")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"错误：{path}:{place}: 没有编号为“{word}”的规则")
    english = reportlint("good.txt", "--lang", "en").err
    assert english.startswith(f"Error: {path}:{place}: no rule has the code {word!r}")
    assert reportlint("rules").code == 0


def test_unknown_code_on_the_command_line_has_no_place(reportlint: Reportlint, folder: Path) -> None:
    write(folder / ".reportlint.yaml", "ignore: [ZZZ]\n")
    assert reportlint("good.txt", "--select", "ZZZ").err.startswith("错误：没有编号为“ZZZ”的规则")
    assert reportlint("good.txt", "--ignore", "A301").code == 0
