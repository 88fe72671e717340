"""Parameters of rules in the configuration: they reach the rule, and their faults are told with their places."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reportlint.app.api import Settings, check_file
from reportlint.engine.loading import ParameterError
from tests.cli.conftest import Ran

Reportlint = Callable[..., Ran]
LIST = "parameters: {W607: {words: [应急管理]}}\n"


def test_a_list_of_words_reaches_the_rule(reportlint: Reportlint, folder: Path) -> None:
    assert "W607" not in reportlint("good.txt").out
    (folder / ".reportlint.yaml").write_text(LIST, encoding="utf-8")
    assert reportlint("good.txt", "--select", "W607", "--format", "concise").out == (
        "good.txt:9:43: warning W607 “应急管理”在本单位列出的不宜使用的词里\n"
    )


def test_rules_may_be_named_and_other_parameters_stay(reportlint: Reportlint, folder: Path) -> None:
    (folder / ".reportlint.yaml").write_text("parameters: {problems-thin: {least: 500}}\n", encoding="utf-8")
    assert "少于 500 个字" in reportlint("good.txt", "--select", "S106").out


def test_pyproject(reportlint: Reportlint, folder: Path) -> None:
    text = '[tool.reportlint.parameters.W607]\nwords = ["应急管理"]\n'
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    assert "“应急管理”" in reportlint("good.txt", "--select", "W607").out


def test_settings_with_parameters_are_told_apart(folder: Path) -> None:
    for words in (["应急管理"], ["村庄规划"], []):
        settings = Settings(select=("W607",), parameters={"W607": {"words": words}})
        told = check_file("good.txt", settings=settings)
        assert [item.message.zh for item in told.diagnostics] == [
            f"“{word}”在本单位列出的不宜使用的词里" for word in words
        ]
        assert told.outcomes["W607"].outcome == ("found" if words else "not_applicable")


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        (
            "lang: zh\nparameters:\n  W607:\n    words: [应急, 7]\n",
            "4:17: 规则 W607 的参数：“words”应当是一段文字",
            "4:17: parameters of W607: words should be a text",
        ),
        (
            "parameters:\n  W607:\n    word: [应急]\n",
            "3:5: 规则 W607 的参数：不认识的键“word”，是不是“words”？",
            "3:5: parameters of W607: unknown key 'word'; did you mean 'words'?",
        ),
        (
            "parameters:\n  W697: {words: []}\n",
            "2:3: 没有编号为“W697”的规则，相近的有 W601、",
            "2:3: no rule has the code 'W697'; near it: W601, ",
        ),
        (
            "parameters:\n  W605:\n    apart_from: [截至, 惠民)]\n",
            "3:22: 规则 W605 的参数：“apart_from”里的“惠民)”不是正则表达式，从第3个字符起写法不对",
            "3:22: parameters of W605: '惠民)' in apart_from is not a regular expression: unbalanced parenthesis",
        ),
        (
            "parameters:\n  N407:\n    opening: ['*中']\n",
            "3:15: 规则 N407 的参数：“opening”里的“*中”不是正则表达式",
            "3:15: parameters of N407: '*中' in opening is not a regular expression: nothing to repeat",
        ),
        (
            "parameters: {W607: [应急]}\n",
            "1:14: “W607”应当是一组“键: 值”",
            "1:14: W607 should be a mapping",
        ),
    ],
)
def test_faults_are_told_with_their_place(
    reportlint: Reportlint, folder: Path, text: str, zh: str, en: str
) -> None:
    path = folder / ".reportlint.yaml"
    path.write_text(text, encoding="utf-8")
    ran = reportlint("good.txt")
    assert (ran.code, ran.out) == (2, "")
    (told,) = ran.err.splitlines()
    assert told.startswith(f"错误：{path}:{zh}")
    (english,) = reportlint("good.txt", "--lang", "en").err.splitlines()
    assert english.startswith(f"Error: {path}:{en}")


def test_a_fault_in_pyproject_is_told_with_its_line(reportlint: Reportlint, folder: Path) -> None:
    path = folder / "pyproject.toml"
    path.write_text('[tool.reportlint]\nlang = "zh"\n[tool.reportlint.parameters.W607]\nwords = "应急"\n')
    ran = reportlint("good.txt")
    assert ran.code == 2
    assert ran.err.startswith(f"错误：{path}:4:1: 规则 W607 的参数：“words”应当是一个列表\n")


def test_unfit_parameters_in_code_name_the_way() -> None:
    settings = Settings(parameters={"W607": {"words": ["", "应急"]}})
    with pytest.raises(ParameterError) as caught:
        check_file("good.txt", settings=settings)
    assert (caught.value.keys, caught.value.words.zh) == (
        ("W607", "words", 0),
        "规则 W607 的参数：“words”不能是空的",
    )
