"""What each rule came to is counted in one place: all formats of a run agree."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from junitparser import JUnitXml
from lxml import html as lxml_html
from msgspec.structs import replace

from reportlint.app.api import DEFAULTS, Settings, check_bytes, rules_in_force
from reportlint.draft import draft_from, prior_draft_from, text
from reportlint.engine.examples import read_examples
from reportlint.engine.loading import bundled_paths
from reportlint.model.diagnostic import NotChecked, Outcome, Result, RuleOutcome, Waived
from reportlint.model.report import Report
from reportlint.parsing import parse
from reportlint.readers import read
from reportlint.render import RenderOptions, renderer
from tests.render import samples

ROOT = Path(__file__).resolve().parents[2]
GHOST = ROOT.parent / "shared" / "cases" / "clerk" / "ghost.txt"
OPTIONS = RenderOptions(rules=tuple(rules_in_force(DEFAULTS)), width=4000, fail_on="info")
Counts = Mapping[str, set[str]]
"""By outcome the codes of the rules that came to it."""


def output(format: str, result: Result) -> str:
    return "".join(renderer(format)([result], OPTIONS))


def of_result(result: Result) -> Counts:
    """The outcomes; rules without last year's report stand apart."""
    counts: dict[str, set[str]] = {}
    for code, (outcome, _) in result.outcomes.items():
        counts.setdefault("no_prior" if code in result.no_prior else outcome, set()).add(code)
    return counts


def of_json(result: Result) -> Counts:
    (file,) = json.loads(output("json", result))["files"]
    counts: dict[str, set[str]] = {}
    missed = {item["code"] for item in file["not_checked"]}
    for code, told in file["outcomes"].items():
        untold = told["outcome"] == "not_checked" and code not in missed
        counts.setdefault("no_prior" if untold else told["outcome"], set()).add(code)
        assert bool(told["by"]) == (told["outcome"] == "explained")
    assert {found["code"] for found in file["diagnostics"]} == counts.get("found", set())
    return counts


def of_junit(result: Result) -> Counts:
    counts: dict[str, set[str]] = {}
    (suite,) = JUnitXml.fromstring(output("junit", result).encode())
    for case in suite:
        code = case.name.split()[0]
        (told,) = case.result or [None]
        kind = "passed" if told is None else "found" if type(told).__name__ == "Failure" else told.type
        kind = "not_checked" if kind == "unread" else kind
        kind = "no_prior" if told is not None and told.message == "没有上年报告" else kind
        counts.setdefault(kind, set()).add(code)
    return counts


def of_sarif(result: Result) -> Counts:
    """A log of SARIF tells what was found, waived and not checked."""
    (run,) = json.loads(output("sarif", result))["runs"]
    counts: dict[str, set[str]] = {}
    for found in run["results"]:
        counts.setdefault("waived" if found["suppressions"] else "found", set()).add(found["ruleId"])
    for told in run["invocations"][0]["toolExecutionNotifications"]:
        counts.setdefault("not_checked", set()).add(told["associatedRule"]["id"])
    return counts


def of_page(result: Result) -> Counts:
    document = lxml_html.fromstring(output("html", result))
    kinds = {
        "没能检查": "not_checked",
        "已核对无误": "passed",
        "由其他问题引起": "explained",
        "这份报告用不上的检查": "not_applicable",
    }
    counts: dict[str, set[str]] = {}
    for part in document.cssselect("details.checks"):
        head = part.cssselect("summary")[0].text_content()
        kind = next((kind for words, kind in kinds.items() if head.startswith(words)), None)
        if kind is not None:
            counts[kind] = {code.text_content() for code in part.cssselect("li .code")}
    counts["found"] = {code.text_content() for code in document.cssselect(".group h3 .code")}
    return counts


_TOLD: Mapping[Outcome, str] = {
    "passed": "项检查通过",
    "found": "项有问题",
    "waived": "项的问题已豁免",
    "explained": "项由其他问题引起",
    "not_applicable": "项不适用",
    "not_checked": "项没能检查",
    "crashed": "项检查出错",
}


def numbers_told(shown: str) -> dict[str, int]:
    """The numbers in the sentence on the checks, and those in the closing line."""
    told = {
        key: int(found[1]) for key, words in _TOLD.items() if (found := re.search(rf"(\d+) {words}", shown))
    }
    if found := re.search(r"没有上年报告，(\d+) 项没有查", shown):
        told["no_prior"] = int(found[1])
    return told


def assert_all_agree(result: Result) -> None:
    counts = of_result(result)
    assert of_json(result) == counts
    assert of_junit(result) == counts
    numbers = {outcome: len(codes) for outcome, codes in counts.items()}
    assert numbers_told(output("text", result)) == numbers
    assert numbers_told(lxml_html.fromstring(output("html", result)).text_content()) == numbers
    missed = {item.code for item in result.not_checked}
    sarif = of_sarif(result)
    assert sarif.get("found", set()) == counts.get("found", set())
    assert sarif.get("waived", set()) - sarif.get("found", set()) == counts.get("waived", set())
    assert sarif.get("not_checked", set()) == missed
    page = of_page(result)
    for outcome in ("found", "passed", "explained", "not_applicable"):
        assert page.get(outcome, set()) == counts.get(outcome, set()), outcome
    assert page.get("not_checked", set()) == missed | counts.get("crashed", set())
    concise = {line.split(": ")[1].split()[1] for line in output("concise", result).splitlines()}
    assert concise == counts.get("found", set()) | missed


def examples_of(path: Path) -> Iterator[Result]:
    """The examples of a rule file that are one report, judged by all rules."""
    for example in read_examples(path):
        if example.batch or example.text is not None:
            continue
        draft = draft_from(example.report or {})
        prior = None
        if example.prior is not None:
            prior = parsed(text(prior_draft_from(example.prior, example.report or {})), "上年.txt")
        settings = Settings(parameters={path.stem: example.parameters} if example.parameters else {})
        yield check_bytes(text(draft).encode(), name=draft.filename, settings=settings, prior=prior)


def parsed(written: str, name: str) -> Report:
    return parse(read(written.encode(), name=name))


@pytest.mark.parametrize("path", bundled_paths(), ids=lambda path: path.stem)
def test_all_formats_agree_on_the_examples_of_a_rule(path: Path) -> None:
    for result in examples_of(path):
        if result.status == "checked":
            assert_all_agree(result)
        else:
            assert result.outcomes == {}


@pytest.mark.parametrize("name", ["good.txt", "faulty.txt"])
def test_all_formats_agree_on_the_examples(name: str) -> None:
    result = check_bytes((ROOT / "examples" / name).read_bytes(), name=name)
    assert_all_agree(result)
    leading, *rest = result.diagnostics or (None,)
    if leading is not None:
        accepted = replace(
            result, diagnostics=tuple(rest), waived=(Waived(leading, "已核实", date(2026, 1, 1)),)
        )
        assert accepted.outcomes[leading.code] == ("waived", ())
        assert_all_agree(accepted)


def test_all_formats_agree_on_a_broken_check() -> None:
    told = samples.said("检查程序出错：ValueError()")
    good = check_bytes((ROOT / "examples" / "good.txt").read_bytes(), name="good.txt")
    broken = replace(good, states={**good.states, "A301": "crashed"}, not_checked=(NotChecked("A301", told),))
    assert broken.outcomes["A301"] == ("crashed", ())
    assert_all_agree(broken)


def test_a_balance_that_a_wrong_cell_breaks_has_not_passed() -> None:
    result = check_bytes((ROOT / "examples" / "faulty.txt").read_bytes(), name="faulty.txt")
    assert result.outcomes["A301"] == ("found", ())
    assert result.outcomes["A303"] == ("explained", ("A301",))
    everything = Settings(everything=True)
    result = check_bytes((ROOT / "examples" / "faulty.txt").read_bytes(), name="a.txt", settings=everything)
    assert result.outcomes["A303"] == ("found", ())


@pytest.mark.skipif(not GHOST.exists(), reason="needs ../shared/cases")
def test_cells_that_a_broken_table_leaves_blank_have_not_passed() -> None:
    result = check_bytes(GHOST.read_bytes(), name="ghost.txt")
    assert (result.outcomes["T201"], result.outcomes["T203"]) == (("found", ()), ("explained", ("T201",)))
    assert_all_agree(result)


def outcome(code: str, **told: Any) -> RuleOutcome:
    result = samples.checked(states={"A301": "judged", "A302": "judged", "A303": "judged"})
    return replace(result, **told).outcomes[code]


def test_the_gravest_of_what_is_true_counts() -> None:
    found, missed = samples.sum_finding(), NotChecked("A301", samples.said("一格读不出来"))
    told: dict[str, Any] = {
        "diagnostics": (found,),
        "waived": (Waived(found, "已核实"),),
        "explained": {"A301": ("A302",)},
        "not_checked": (missed,),
    }
    seen = []
    states: Any = {"A301": "crashed"}
    seen.append(outcome("A301", states=states, **told).outcome)
    for key in ("diagnostics", "waived", "explained", "not_checked"):
        seen.append(outcome("A301", **told).outcome)
        del told[key]
    seen.append(outcome("A301").outcome)
    states = {"A301": "not_applicable"}
    seen.append(outcome("A301", states=states).outcome)
    assert seen == ["crashed", "found", "waived", "explained", "not_checked", "passed", "not_applicable"]


def test_what_explains_is_what_is_shown() -> None:
    """A303 follows A302, whose finding follows that of A301: it is A301 that a person finds in the list."""
    chain = {"A303": ("A302",), "A302": ("A301",)}
    found = (samples.sum_finding(),)
    assert outcome("A303", diagnostics=found, explained=chain) == ("explained", ("A301",))
    circle = {"A303": ("A302",), "A302": ("A303", "A301")}
    assert outcome("A303", diagnostics=found, explained=circle).by[-1] == "A301"


def test_a_missing_last_year_is_told_once_and_spoils_nothing() -> None:
    result = check_bytes((ROOT / "examples" / "good.txt").read_bytes(), name="good.txt")
    assert result.no_prior == ("X701", "X702", "X703", "X705", "X707")
    assert (result.diagnostics, result.not_checked) == ((), ())
    assert Counter(result.outcomes[code].outcome for code in result.no_prior) == {"not_checked": 5}
    batch = {code: result.outcomes[code].outcome for code in ("X704", "X706", "X708", "X709")}
    assert set(batch.values()) == {"not_applicable"}
    shown = output("text", result)
    assert "结论：没有发现问题；" in shown
    assert shown.rstrip().endswith("\n没有上年报告，5 项没有查")
    assert output("concise", result) == ""
    assert output("github", result) == "共 1 个文件：0 处错误，0 处警告，0 处提示\n"
    (run,) = json.loads(output("sarif", result))["runs"]
    assert (run["results"], run["invocations"][0]["toolExecutionNotifications"]) == ([], [])
    assert json.loads(output("json", result))["summary"]["not_checked"] == 0
