"""What users bring in a folder: a made-up form for the reports on 2027, rules for it, and lists of words."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.structs import replace

from reportlint.app.api import Settings, check_bytes, parse_bytes, rules_in_force
from reportlint.data.resources import folder, load_yaml
from reportlint.draft import Draft, html, sample, text
from reportlint.draft.model import cell_keys, headings_of
from reportlint.engine import packs
from reportlint.model import forms
from reportlint.model.forms import load_form
from reportlint.parsing.report_json.writing import write_report
from tests.engine.rulefiles import refusal, written

RULE = """\
code: Z927
name: notices-exceed-licences
severity: warning
since: 0.1.0
title: {zh: 电子送达多于许可, en: More notices than licences}
passed: {zh: 没有问题, en: Fine}
message: {zh: "{cell}应为 {expected}，填的是 {actual}", en: "{cell} should be {expected}, not {actual}"}
messages:
  unfilled: {zh: 有空格, en: blanks}
  anchor_unfilled: {zh: 没填, en: no figure}
help: {zh: 核对, en: Check}
basis: [{zh: 试行格式, en: The trial form}]
rationale: {zh: 试, en: A trial}
check: sum
parameters:
  table: disclosure
  editions: ["2027"]
  along: column
  left: [e_notices]
  relation: at_most
  right: [penalties]
  lines: [decisions]
  anchor: e_notices
"""


def form_of_2027() -> dict[str, Any]:
    """The form of 2021 with another section five, rows and columns that it has not, and rows less."""
    form: Any = load_yaml((folder("rules") / "formats" / "2021.yaml").read_text("utf-8"))
    form |= {"edition": "2027", "document": "国办公开办函〔2027〕9号", "years": {"first": 2027, "last": None}}
    form |= {"like": "2021", "dropped_heads": ["行政强制", "5.要求行政机关确认或重新出具已获取信息"]}
    form["sections"][4] = {
        "number": 5,
        "title": "工作中的短板和明年打算",
        "variants": [],
        "hints": [["短板", "打算"]],
    }
    for table in form["tables"].values():
        for block in table["blocks"]:
            block["rows"] = [
                row for row in block["rows"] if row["key"] not in ("coercion", "unprocessed_confirm")
            ]
            if block["rows"][0]["key"] == "penalties":
                block["rows"].append({"key": "e_notices", "label": "电子送达"})
            for index, row in enumerate(block["rows"]):
                if row["key"] == "denied_third_party":
                    new = {"key": "denied_data_safety", "group": "denied", "label": "9.影响数据安全"}
                    block["rows"].insert(index + 1, new)
                    break
    return dict(form)


@pytest.fixture
def pack(tmp_path: Path) -> Iterator[Path]:
    """A folder with the form, a rule and a list of words; nothing of it is known after the test."""
    (tmp_path / "pack" / "formats").mkdir(parents=True)
    (tmp_path / "pack" / "notes").mkdir()
    form = yaml.safe_dump(form_of_2027(), allow_unicode=True, sort_keys=False)
    (tmp_path / "pack" / "formats" / "2027.yaml").write_text(form, encoding="utf-8")
    (tmp_path / "pack" / "Z927.yaml").write_text(RULE, encoding="utf-8")
    (tmp_path / "pack" / "notes" / "W607.txt").write_text("# 旧称\n村庄规划\n\n保密审查\n", encoding="utf-8")
    yield tmp_path / "pack"
    forms._ADDED.clear()
    for cached in (forms.editions, forms.load_form, packs.learn_forms, rules_in_force):
        cached.cache_clear()


def report_on_2027(pack: Path, **cells: str) -> Draft:
    """A correct report on the form of 2027, with some cells otherwise ("applications.granted.total")."""
    packs.learn_forms((pack,))
    form, town = load_form("2027"), sample("town", year=2027)
    known = {key: town.cells.get(key, "0") for key in cell_keys(form)}
    known |= {key: cells[".".join(key)] for key in known if ".".join(key) in cells}
    return replace(town, edition="2027", headings=headings_of(form), cells=known)


def told(draft: Draft, pack: Path, **chosen: Any) -> list[tuple[str, str, str]]:
    settings = Settings(rule_files=(pack,), ignore=("W607",), **chosen)
    result = check_bytes(text(draft).encode(), name="年报.txt", settings=settings)
    assert result.crashed == ()
    assert result.report is not None and result.report.edition == "2027"
    return [(found.code, found.where.zh, found.message.zh) for found in result.diagnostics]


def test_a_correct_report_on_a_form_from_a_folder_is_found_correct(pack: Path) -> None:
    draft = report_on_2027(pack)
    assert told(draft, pack) == []
    settings = Settings(rule_files=(pack,), ignore=("W607",))
    assert check_bytes(html(draft).encode(), name="年报.html", settings=settings).diagnostics == ()


def test_its_own_rows_are_read_summed_and_named(pack: Path) -> None:
    draft = report_on_2027(pack, **{"applications.denied_data_safety.total": "1"})
    (found,) = told(draft, pack)
    assert found[:2] == ("A301", "第三部分的表，“（三）不予公开—9.影响数据安全”行、“总计”列")
    draft = report_on_2027(pack, **{"disclosure.e_notices.decisions": "7"})
    assert told(draft, pack) == [
        (
            "Z927",
            "第二部分的表，“电子送达”行、“本年处理决定数量”列",
            "第二部分的表，“电子送达”行、“本年处理决定数量”列应为 5，填的是 7",
        )
    ]


def test_a_report_that_is_still_on_the_form_before_is_told(pack: Path) -> None:
    packs.learn_forms((pack,))
    (found,) = [found for found in told(sample("town", year=2027), pack) if found[0] == "T207"]
    assert found[2] == (
        "2027 年的报告用了 2021 年的旧表，表里有“行政强制”“5.要求行政机关确认或重新出具已获取信息”"
    )


def test_reports_of_other_years_are_judged_by_the_forms_they_are_due_on(pack: Path) -> None:
    settings = Settings(rule_files=(pack,), ignore=("W607",))
    for name, edition in (("town", "2021"), ("city", "2021"), ("old", "2019")):
        result = check_bytes(text(sample(name)).encode(), name="年报.txt", settings=settings)
        assert (result.report and result.report.edition, result.diagnostics) == (edition, ())
        alone = check_bytes(text(sample(name)).encode(), name="年报.txt", settings=Settings(ignore=("W607",)))
        assert result.outcomes.items() >= alone.outcomes.items()


def test_its_parsed_json_is_read_back(pack: Path) -> None:
    settings = Settings(rule_files=(pack,), ignore=("W607",))
    data = text(report_on_2027(pack)).encode()
    parsed = write_report(parse_bytes(data, name="年报.txt", settings=settings))
    assert json.loads(parsed)["edition"] == "2027"
    result = check_bytes(parsed.encode(), name="年报.json", settings=settings)
    assert (result.status, result.diagnostics) == ("checked", ())


def test_words_of_a_list_reach_the_rule_that_the_file_is_named_after(pack: Path) -> None:
    settings = Settings(rule_files=(pack,), select=("W607",))
    result = check_bytes(text(sample("town")).encode(), name="年报.txt", settings=settings)
    assert [(found.code, found.message.zh) for found in result.diagnostics] == [
        ("W607", "“村庄规划”在本单位列出的不宜使用的词里"),
        ("W607", "“保密审查”在本单位列出的不宜使用的词里"),
    ]


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reportlint", *map(str, arguments)]
    known = {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": os.pathsep.join(sys.path), **environment}
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=known)


def test_the_command_takes_the_folder(pack: Path) -> None:
    path = pack.parent / "年报.txt"
    path.write_text(text(report_on_2027(pack, **{"applications.granted.total": "9"})), encoding="utf-8")
    ran = run("--rules", pack, "--select", "A,T", "--format", "json", path)
    assert (ran.returncode, ran.stderr) == (1, "")
    (file,) = json.loads(ran.stdout)["files"]
    assert file["report"]["edition"] == "2027"
    assert [found["code"] for found in file["diagnostics"]] == ["A301"]
    fixed = run("--rules", pack, "--select", "A,T", "--edition", "2027", "--format", "concise", path)
    assert fixed.returncode == 1 and " A301 " in fixed.stdout
    without = run("--edition", "2027", path)
    assert (without.returncode, without.stdout) == (2, "")
    assert without.stderr.startswith(
        "错误：没有 2027 年的格式，可用的有 auto、2021、2019；别的格式用 --rules 给出"
    )


def test_a_batch_is_judged_by_the_folder_in_every_process(pack: Path) -> None:
    reports = pack.parent / "报告"
    reports.mkdir()
    for number in range(3):
        draft = report_on_2027(pack, **({"applications.granted.total": "9"} if number else {}))
        (reports / f"{number}.txt").write_text(text(draft), encoding="utf-8")
    chosen = ("--rules", pack, "--select", "A,T", "--format", "json", "--no-cache")
    ran = run("audit", reports, *chosen, "--jobs", 2)
    assert (ran.returncode, ran.stderr) == (
        1,
        "2027年度这一轮：应报 1，已报 1（合格 1，需改 0，未能读取 0），交了但不对 0，未报 0\n"
        "共 3 个文件：2 处错误，0 处警告，0 处提示\n",
    )
    files = json.loads(ran.stdout)["files"]
    assert [[found["code"] for found in file["diagnostics"]] for file in files] == [[], ["A301"], ["A301"]]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("edition: '2027'", "edition: '2021'", "2021 年的格式已经有了："),
        ("key: e_notices", "key: penalties", "键“penalties”写了两次"),
        ("group: denied", "group: refused", "groups 里没有“refused”"),
        ("like: '2021'", "like: '2020'", "没有 2020 年的格式"),
        ("last: null", "last: 2020", "last 早于 first"),
        ("number: 5", "number: 4", "各部分要按编号 1 至 6 排列"),
        ("document:", "papers:", "不认识的键“papers”"),
    ],
)
def test_faults_of_a_form_are_told_with_their_place(pack: Path, old: str, new: str, sentence: str) -> None:
    path = pack / "formats" / "2027.yaml"
    form = path.read_text("utf-8")
    assert old in form
    path.write_text(form.replace(old, new, 1), encoding="utf-8")
    place, _, words = refusal(path)[0].partition(": ")
    assert (place.split(":")[0], words[: len(sentence)]) == ("2027.yaml", sentence)


def test_a_list_for_a_rule_that_takes_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "A301.txt"
    path.write_text("词\n", encoding="utf-8")
    assert refusal(path)[0].startswith("A301.txt: 规则 A301 的参数：不认识的键“words”")
    path = path.rename(tmp_path / "Q999.txt")
    assert refusal(path)[0].startswith("Q999.txt: 没有编号为“Q999”的规则")


def test_a_folder_without_rules_is_told(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    assert refusal(tmp_path / "空")[0] == "空: 文件夹里没有规则、格式或词表"


def test_two_rules_of_a_folder_with_one_code_are_told(tmp_path: Path) -> None:
    written(tmp_path, name="a.yaml")
    written(tmp_path, name="b.yaml")
    assert refusal(tmp_path / "a.yaml", tmp_path / "b.yaml")[0].startswith("b.yaml:1:7: 编号 Z901 已经用在 ")
