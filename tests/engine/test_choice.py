"""Which rules are in force: --select, --ignore and the severities of the configuration."""

from __future__ import annotations

import pytest

from reportlint.engine.loading import catalogue, load_rules
from reportlint.engine.rules import RuleError

GUARDS = {"E901", "E902"}
"""They guard the reading of a file: --select does not leave them out."""


def codes(**options: object) -> set[str]:
    return {rule.code for rule in load_rules(**options)}  # type: ignore[arg-type]


def test_all_bundled_rules_are_in_force() -> None:
    assert codes() == {rule.code for rule in catalogue()}
    assert codes() >= {"S101", "T201", "A301", "Y501", "W601"} | GUARDS


@pytest.mark.parametrize(
    ("select", "chosen"),
    [
        (("A301",), {"A301"}),
        (("a301",), {"A301"}),
        (("A3",), {"A301", "A302", "A303", "A304"}),
        (("row-total-mismatch", "T209"), {"A301", "T209"}),
        (("E901",), set()),
    ],
)
def test_select(select: tuple[str, ...], chosen: set[str]) -> None:
    assert codes(select=select) == chosen | GUARDS


def test_ignore_wins_and_drops_guards() -> None:
    assert codes(select=("A",), ignore=("A302", "balance-mismatch", "E9")) == {"A301", "A304"}


def test_severities_replace_and_switch_off() -> None:
    rules = load_rules(severities={"A3": "warning", "A304": "info", "row-missing": "off", "E902": "off"})
    told = {rule.code: (rule.severity, rule.declared) for rule in rules}
    assert told["A301"] == ("warning", "error")
    assert told["A304"] == ("info", "error")
    assert told["T201"] == ("error", "error")
    assert not told.keys() & {"T202", "E902"}


@pytest.mark.parametrize(
    ("options", "chinese", "english"),
    [
        (
            {"select": ("A399",)},
            "没有编号为“A399”的规则，相近的有 A301、A302、A303、A304",
            "no rule has the code 'A399'; near it: A301, A302, A303, A304",
        ),
        (
            {"ignore": ("row-total-mismach",)},
            "没有编号为“row-total-mismach”的规则，相近的有 A301",
            "no rule has the code 'row-total-mismach'; near it: A301",
        ),
        (
            {"select": ("",)},
            "没有编号为“”的规则，用 reportlint rules 可列出全部规则",
            "no rule has the code ''; see `reportlint rules`",
        ),
        (
            {"severities": {"A301": "fatal"}},
            "规则 A301 的级别写成了“fatal”，只能是 error、warning、info 或 off",
            "rule A301 is given the level 'fatal': use error, warning, info or off",
        ),
    ],
    ids=["code", "name", "empty", "severity"],
)
def test_a_choice_that_cannot_be_made(options: dict[str, object], chinese: str, english: str) -> None:
    with pytest.raises(RuleError) as caught:
        load_rules(**options)  # type: ignore[arg-type]
    assert caught.value.words == (chinese, english)
