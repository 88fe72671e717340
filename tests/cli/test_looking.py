"""`rules`, `explain` and `parse`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from reportlint.data.resources import folder as resources
from reportlint.engine.loading import catalogue
from reportlint.render.plain import width
from tests.cli.conftest import Ran

Reportlint = Callable[..., Ran]
CODES = [rule.code for rule in catalogue()]


def test_rules_lists_every_rule_in_order(reportlint: Reportlint) -> None:
    ran = reportlint("rules")
    assert (ran.code, ran.err) == (0, "")
    listed = [line.split()[0] for line in ran.out.splitlines() if line[:1].isalpha() and line[1:2].isdigit()]
    assert listed == CODES
    assert ran.out.endswith(f"共 {len(CODES)} 条规则，reportlint explain 编号 看其中一条\n")


def test_one_family(reportlint: Reportlint) -> None:
    out = reportlint("rules", "--family", "a", "--lang", "en").out
    assert "A301" in out
    assert "S101" not in out


@pytest.mark.parametrize("columns", [44, 80])
def test_rules_fit_the_terminal(
    reportlint: Reportlint, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    assert max(width(line) for line in reportlint("rules").out.splitlines()) <= columns


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_rule_is_explained(
    reportlint: Reportlint, monkeypatch: pytest.MonkeyPatch, code: str, lang: str
) -> None:
    monkeypatch.setenv("COLUMNS", "44")
    rule = next(rule for rule in catalogue() if rule.code == code)
    ran = reportlint("explain", code.lower(), "--lang", lang)
    assert (ran.code, ran.err) == (0, "")
    joined = "".join(line.strip() for line in ran.out.splitlines()).replace(" ", "")
    assert rule.title.of(lang).replace(" ", "") in joined
    assert rule.rationale.of(lang).replace(" ", "") in joined
    assert all(words.replace(" ", "") in joined for words in (basis.of(lang) for basis in rule.basis_texts))
    assert "{" not in ran.out
    assert max(width(line) for line in ran.out.splitlines()) <= 44


def test_explanation_of_one_rule(reportlint: Reportlint, golden: Callable[[str, str], None]) -> None:
    golden("explain-A301.txt", reportlint("explain", "row-total-mismatch").out)


def test_parse(reportlint: Reportlint) -> None:
    ran = reportlint("parse", "good.txt")
    parsed = json.loads(ran.out)
    schema = json.loads((resources("schemas") / "report.schema.json").read_text("utf-8"))
    assert (ran.code, ran.err) == (0, "")
    assert [error.message for error in Draft202012Validator(schema).iter_errors(parsed)] == []
    assert (parsed["year"], parsed["edition"]) == (2024, "2021")
    assert parsed["period"] == {"start": "2024-01-01", "end": "2024-12-31"}
    assert [section["number"] for section in parsed["sections"]] == [1, 2, 3, 4, 5, 6]
    cell = parsed["tables"]["applications"]["new_received"]["total"]
    assert (cell["value"], cell["raw"], cell["state"]) == (3, "3", "number")
    cells = [cell for table in parsed["tables"].values() for row in table.values() for cell in row.values()]
    assert len(cells) == 200


def test_parse_to_a_file_and_with_options(reportlint: Reportlint, folder: Path) -> None:
    assert reportlint("parse", "good.txt", "-o", "out.json", "--year", "2020", "--unit", "某乡").out == ""
    parsed = json.loads((folder / "out.json").read_text("utf-8"))
    assert (parsed["year"], parsed["unit"], parsed["edition"]) == (2020, "某乡", "2019")


def test_cells_that_hold_no_number(reportlint: Reportlint, folder: Path) -> None:
    from reportlint import draft

    cells = {
        "applications.new_received.total": "/",
        "applications.carried_in.total": "",
        "applications.granted.total": "减4",
        "disclosure.fees.amount": "1.50",
    }
    text = draft.text(draft.draft_from({"cells": cells}))
    (folder / "odd.txt").write_text(text, encoding="utf-8")
    tables = json.loads(reportlint("parse", "odd.txt").out)["tables"]
    told = [tables["applications"][row]["total"] for row in ("new_received", "carried_in", "granted")]
    assert [(cell["state"], cell["value"], cell["raw"]) for cell in told] == [
        ("placeholder", None, "/"),
        ("blank", None, ""),
        ("unreadable", None, "减4"),
    ]
    assert tables["disclosure"]["fees"]["amount"]["value"] == 1.5


def test_examples_of_a_rule_file_are_put_to_the_proof(reportlint: Reportlint, folder: Path) -> None:
    bundled = resources("rules") / "arithmetic" / "A304.yaml"
    ran = reportlint("rules", "--test", str(bundled))
    assert (ran.code, ran.out) == (0, "1 个规则文件的例子都成立 / the examples of 1 rule files hold\n")
    own = (
        bundled.read_text("utf-8").replace("code: A304", "code: Q304").replace("name: remedies", "name: own")
    )
    wrong = folder / "Q304.yaml"
    wrong.write_text(own.replace("前四项加起来是 2", "前四项加起来是 9"), encoding="utf-8")
    ran = reportlint("rules", "--test", str(wrong))
    assert ran.code == 1
    assert "前四项加起来是 9" in ran.out
