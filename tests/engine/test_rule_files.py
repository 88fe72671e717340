"""A broken rule file stops the run: one sentence with file, line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportlint.engine.loading import load_rules
from reportlint.model.wording import Text
from tests.engine.rulefiles import SOUND, refusal, written

FAULTS = {
    "unknown key": (
        ("since: 0.1.0", "since: 0.1.0\ncolour: red"),
        "Z901.yaml:5:1: unknown key 'colour'; known are basis, check, code, confidence, fix, follows, help, message, messages, "
        "name, parameters, passed, rationale, severity, since, title",
    ),
    "missing key": (("check: sum\n", ""), "Z901.yaml:1:1: lacks 'check'"),
    "missing language": (("{zh: 收费, en: Fees}", "{zh: 收费}"), "Z901.yaml:5:8: lacks 'en'"),
    "key twice": (
        ("since: 0.1.0", "since: 0.1.0\nname: other"),
        "Z901.yaml:5:1: 'name' is given twice",
    ),
    "key twice, deep down": (
        ("  along: row", "  along: row\n  table: remedies"),
        "Z901.yaml:18:3: 'table' is given twice",
    ),
    "wrong level": (
        ("severity: info", "severity: fatal"),
        "Z901.yaml:3:11: severity is 'fatal'; use one of error, warning, info",
    ),
    "wrong code": (
        ("code: Z901", "code: z-9"),
        "Z901.yaml:1:7: code is 'z-9', which does not fit ^[A-Z]+[0-9]{3}$",
    ),
    "a date for a version": (
        ("since: 0.1.0", "since: 2021-01-01"),
        "Z901.yaml:4:8: since is '2021-01-01', which does not fit ^[0-9]+\\.[0-9]+\\.[0-9]+$",
    ),
    "no basis": (("[F30T, {zh: 本市规定, en: City rule}]", "[]"), "Z901.yaml:12:8: basis must not be empty"),
    "unknown basis": (
        ("[F30T,", "[F99,"),
        "Z901.yaml:12:9: the basis 'F99' is none of rules/basis.yaml; give another one as {zh: …, en: …}",
    ),
    "a fix of sums": (
        ("check: sum", "fix: {safety: safe, replace: [{with: '0'}]}\ncheck: sum"),
        "Z901.yaml:14:6: sums are for a person to mend: such a rule cannot have a fix",
    ),
    "a fix without its safety": (
        ("check: sum", "fix: {replace: [{with: '0'}]}\ncheck: sum"),
        "Z901.yaml:14:6: lacks 'safety'",
    ),
    "unknown kind": (
        ("check: sum", "check: sun"),
        "Z901.yaml:14:8: no kind of check is named 'sun'; near it: sum",
    ),
    "unknown parameter": (
        ("  anchor: total", "  anchor: total\n  anker: total"),
        "Z901.yaml:21:3: unknown key 'anker'; known are along, anchor, editions, left, lines, relation, right, "
        "summary, table",
    ),
    "missing parameter": (("  anchor: total\n", ""), "Z901.yaml:16:3: lacks 'anchor'"),
    "unknown column": (
        ("natural_person, organisations", "natural_person, granted"),
        "Z901.yaml:18:26: 'granted' in left is not the key of a column or a group of columns",
    ),
    "unknown placeholder": (
        ('en: "{cell} says {actual}"', 'en: "{cell} says {found}"'),
        "Z901.yaml:7:41: unknown placeholder {found}; known are {actual}, {cell}, {difference}, {expected}, "
        "{left}, {right}",
    ),
    "placeholder that reaches inside": (
        ("help: {zh: 核对", 'help: {zh: "{cell.row}"'),
        "Z901.yaml:11:12: unknown placeholder {cell.row}; known are {actual}, {cell}, {difference}, {expected}, "
        "{left}, {right}",
    ),
    "unpaired brace": (
        ("help: {zh: 核对", 'help: {zh: "核{对"'),
        "Z901.yaml:11:12: unpaired braces; write them twice to show one",
    ),
    "missing message": (
        ("  unfilled: {zh: 空格, en: blanks}\n", ""),
        "Z901.yaml:8:1: messages lack 'unfilled'",
    ),
    "message of no case": (
        ("  unfilled:", "  blank: {zh: 空, en: b}\n  unfilled:"),
        "Z901.yaml:9:3: the check 'sum' has no case 'blank'",
    ),
    "following in a case that is none": (
        ("check: sum", "follows: {blank: [T201]}\ncheck: sum"),
        "Z901.yaml:14:11: the check 'sum' has no case 'blank'",
    ),
    "following what is no rule": (
        ("check: sum", "follows: {unfilled: [table]}\ncheck: sum"),
        "Z901.yaml:14:22: unfilled is 'table', which does not fit ^[A-Z]+[0-9]{3}(\\.[a-z][a-z0-9_]*)?$",
    ),
    "broken YAML": (
        ("basis: [F30T,", "basis: [F30T"),
        "Z901.yaml:12:14: not valid YAML (did not find expected ',' or ']')",
    ),
    "alias": (
        ("{zh: 核对, en: Check}\nbasis: [F30T,", "&h {zh: 核对, en: Check}\nbasis: [*h,"),
        "Z901.yaml:12:9: anchors and aliases (& and *) are not used here",
    ),
    "Python object": (
        ("parameters:", "since2: !!python/object:os.system x\nparameters:"),
        "Z901.yaml:15:9: not valid YAML (could not determine a constructor for the tag "
        "'tag:yaml.org,2002:python/object:os.system')",
    ),
    "example without verdict": (
        ("example: good", "example: so-so"),
        "Z901.yaml:22:10: example is 'so-so'; use one of good, bad",
    ),
    "example with an unknown edit": (
        ("report: {sample: zeros,", "report: {sampel: zeros,"),
        "Z901.yaml:24:10: unknown key 'sampel'; did you mean 'sample'?",
    ),
    "good example with findings": (
        ("report: {sample: zeros,", "findings: [{at: x, message: y}]\nreport: {sample: zeros,"),
        "Z901.yaml:24:11: findings is out of place here",
    ),
    "example of nothing": (
        ("report: {sample: zeros, sections: {6: 无}}", "not_checked: [没有核对]"),
        "Z901.yaml:22:1: this needs exactly one of report, text, batch",
    ),
    "example of two things": (
        ("report: {sample: zeros,", "text: 年报\nreport: {sample: zeros,"),
        "Z901.yaml:22:1: this needs exactly one of report, text, batch",
    ),
    "bad example without findings": (("example: good", "example: bad"), "Z901.yaml:22:1: lacks 'findings'"),
    "example of a section that is none": (
        ("sections: {6: 无}", "sections: {7: 无}"),
        "Z901.yaml:24:36: the key '7' is not written as it should be",
    ),
}


@pytest.mark.parametrize(("change", "told"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_with_its_place(tmp_path: Path, change: tuple[str, str], told: str) -> None:
    chinese, english = refusal(written(tmp_path, change))
    assert english == told
    place = ":".join(told.split(":")[:3])
    assert chinese.startswith(f"{place}: ")
    assert any("\u4e00" <= character <= "\u9fff" for character in chinese)


def test_the_chinese_sentence_is_plain(tmp_path: Path) -> None:
    chinese, _ = refusal(written(tmp_path, ("severity: info", "severity: fatal")))
    assert chinese == "Z901.yaml:3:11: “severity”写成了“fatal”，只能是 error、warning、info"


def test_a_sound_file_adds_its_rule(tmp_path: Path) -> None:
    rules = {rule.code: rule for rule in load_rules(extra=(written(tmp_path),))}
    assert rules.keys() > {"A301", "Z901"}
    assert list(rules) == sorted(rules)
    assert rules["Z901"].basis == (("F30T", ()), (Text("本市规定", "City rule"), ()))
    assert rules["Z901"].basis_texts[1].en == "City rule"


def test_a_byte_order_mark_and_a_leading_bar_are_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "Z901.yaml"
    path.write_text("---\n" + SOUND, encoding="utf-8-sig")
    assert "Z901" in {rule.code for rule in load_rules(extra=(path,))}


def test_a_code_is_used_once(tmp_path: Path) -> None:
    _, english = refusal(written(tmp_path, ("code: Z901", "code: A301")))
    assert english.startswith("Z901.yaml:1:7: the code A301 is taken by ")
    first, second = written(tmp_path), written(tmp_path, name="again.yaml")
    assert refusal(first, second) == (
        "again.yaml:1:7: 编号 Z901 已经用在 Z901.yaml",
        "again.yaml:1:7: the code Z901 is taken by Z901.yaml",
    )


def test_a_name_is_used_once(tmp_path: Path) -> None:
    _, english = refusal(written(tmp_path, ("name: fees-untold", "name: row-total-mismatch")))
    assert english.startswith("Z901.yaml:2:7: the name row-total-mismatch is taken by ")
    first = written(tmp_path)
    second = written(tmp_path, ("code: Z901", "code: Z902"), name="Z902.yaml")
    assert refusal(first, second)[0] == "Z902.yaml:2:7: 名称 fees-untold 已经用在 Z901.yaml"


PATTERN_PARAMETERS = "check: text_pattern\nparameters:\n  patterns: [惠民, 惠民(]\n  apart_from: [民]\n"


def test_a_broken_regular_expression_is_told(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        (TITLES, PATTERN_PARAMETERS),
        ("messages:\n  unfilled: {zh: 空格, en: blanks}\n  anchor_unfilled: {zh: 没填, en: no figure}\n", ""),
    )
    assert refusal(path) == (
        "Z901.yaml:13:18: “patterns”里的“惠民(”不是正则表达式，从第3个字符起写法不对；要找括号这类符号本身，前面加 \\",
        "Z901.yaml:13:18: '惠民(' in patterns is not a regular expression: "
        "missing ), unterminated subpattern at position 2",
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "x.yaml: is empty"),
        ("code: 规则".encode("gb18030"), "x.yaml: is not written in UTF-8"),
        (b"code: \x00", "x.yaml: has characters that YAML does not allow"),
        (b"- a\n- b\n", "x.yaml:1:1: this should be a mapping"),
    ],
    ids=["empty", "encoding", "characters", "list"],
)
def test_a_file_that_is_no_rule_file(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(content)
    assert refusal(path)[1] == told


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.yaml") == (
        "none.yaml: 规则文件打不开（No such file or directory）",
        "none.yaml: cannot be opened (No such file or directory)",
    )


TITLES = (
    "check: sum\nparameters:\n  table: applications\n  along: row\n  left: [natural_person, organisations]\n"
    "  right: [total]\n  anchor: total\n"
)


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("{pattern: '(', with: x}", "15:41: the regular expression is wrong: "),
        ("{pattern: a, with: '\\1'}", "15:50: the regular expression is wrong: invalid group reference 1"),
        (
            "{words: '{found}', with: x}",
            "15:39: unknown placeholder {found}; known are {actual}, {expected}, ",
        ),
        ("{words: '{title}', with: '{'}", "15:56: unpaired braces; write them twice to show one"),
        ("{pattern: a, words: b, with: x}", "15:31: replace is out of place here"),
    ],
)
def test_a_fix_that_cannot_be_made_is_told(tmp_path: Path, step: str, told: str) -> None:
    path = written(
        tmp_path,
        (TITLES, f"check: section_titles\nparameters: {{}}\nfix: {{safety: safe, replace: [{step}]}}\n"),
        ("  unfilled: {zh: 空格, en: blanks}\n  anchor_unfilled: {zh: 没填, en: no figure}\n", "  unrecognised: {zh: 空格, en: blanks}\n"),
        ('message: {zh: "{cell}填的是 {actual}", en: "{cell} says {actual}"}', "message: {zh: 甲, en: a}"),
    )  # fmt: skip
    assert refusal(path)[1].startswith(f"Z901.yaml:{told}")
