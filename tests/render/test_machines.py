"""Outputs for machines: whole for any number of files, read by the libraries of their field, safe with any text."""

from __future__ import annotations

import html
import json
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from junitparser import JUnitXml
from lxml import etree
from markdown_it import MarkdownIt

from reportlint import __version__
from reportlint.engine.loading import load_rules
from reportlint.model.diagnostic import NotChecked, Result
from reportlint.render import RenderOptions, renderer
from reportlint.render.markdown import LONGEST_COMMENT, escaped
from reportlint.render.sarif import uri
from tests.render import samples

RULES = tuple(load_rules(select=("A301", "A303", "T203", "W601"), ignore=("E902", "E903")))
MACHINES = ("sarif", "junit", "github", "gitlab", "markdown")
SUFFIXES = {"sarif": "sarif", "junit": "xml", "github": "txt", "gitlab": "json", "markdown": "md"}


def output(format: str, *results: Result, lang: str = "zh", fail_on: str = "error") -> str:
    return "".join(renderer(format)(results, RenderOptions(lang=lang, rules=RULES, fail_on=fail_on)))


@pytest.mark.parametrize("format", MACHINES)
def test_golden(golden: Callable[[str, str], None], format: str) -> None:
    written = output(format, *samples.FOR_MACHINES)
    golden(f"machines.{SUFFIXES[format]}", written.replace(f'"{__version__}"', '"VERSION"'))


@pytest.mark.parametrize("format", ["sarif", "junit", "github", "gitlab"])
def test_written_file_by_file(format: str) -> None:
    taken: list[str] = []

    def results() -> Iterator[Result]:
        for result in samples.FOR_MACHINES:
            taken.append(result.path)
            yield result

    pieces = renderer(format)(results(), RenderOptions(rules=RULES))
    while not taken:
        next(pieces)
    assert taken == [samples.FOR_MACHINES[0].path]


@pytest.mark.parametrize("format", MACHINES)
def test_nothing_that_a_terminal_or_an_encoder_stumbles_over(format: str) -> None:
    written = output(format, *samples.FOR_MACHINES)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2028]", written)
    written.encode("utf-8")


# SARIF


def sarif(*results: Result) -> dict[str, Any]:
    document = json.loads(output("sarif", *results))
    (run,) = document["runs"]
    assert document["version"] == "2.1.0"
    found: dict[str, Any] = run
    return found


@pytest.mark.parametrize("results", [(), (samples.CLEAN,), (samples.UNREADABLE,), samples.FOR_MACHINES])
def test_sarif_holds_to_its_schema(results: tuple[Result, ...]) -> None:
    """What sarif-schema-2.1.0.json demands of the objects that are written here."""
    run = sarif(*results)
    driver = run["tool"]["driver"]
    assert driver["name"] == "reportlint"
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    assert len({rule["id"] for rule in driver["rules"]}) == len(driver["rules"]) == len(RULES)
    for rule in driver["rules"]:
        assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
        assert all(rule[key]["text"] for key in ("shortDescription", "fullDescription", "help"))
    for result in run["results"]:
        assert set(result) <= {
            *("ruleId", "ruleIndex", "level", "rank", "message", "locations", "relatedLocations"),
            *("partialFingerprints", "suppressions", "properties"),
        }
        assert result["message"]["text"]
        assert result["level"] in ("none", "note", "warning", "error")
        if "ruleIndex" in result:
            assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert all(isinstance(value, str) for value in result["partialFingerprints"].values())
        for place in (*result["locations"], *result.get("relatedLocations", ())):
            valid_location(place)
        for suppression in result["suppressions"]:
            assert suppression["kind"] in ("inSource", "external")
            assert suppression["status"] in ("accepted", "underReview", "rejected")
    (invocation,) = run["invocations"]
    assert isinstance(invocation["executionSuccessful"], bool)
    for told in invocation["toolExecutionNotifications"]:
        assert told["message"]["text"]
        assert told["level"] in ("none", "note", "warning", "error")


def valid_location(place: dict[str, Any]) -> None:
    artifact = place["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", artifact)
    region = place["physicalLocation"].get("region")
    if region is not None:
        assert all(isinstance(number, int) and number >= 1 for number in region.values())
        start = (region["startLine"], region.get("startColumn", 1))
        assert (region.get("endLine", start[0]), region.get("endColumn", start[1])) >= start


def test_sarif_place_values_and_fingerprint_of_a_finding() -> None:
    (told,) = sarif(samples.checked(samples.sum_finding(), path="./报告/a b.txt"))["results"]
    assert told["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "%E6%8A%A5%E5%91%8A/a%20b.txt"},
        "region": {"startLine": 55, "startColumn": 30, "endLine": 55, "endColumn": 31},
    }
    assert told["properties"] == {
        "confidence": "certain",
        "section": 3,
        "cell": "applications.new_received.total",
        "expected": 3,
        "actual": 2,
    }
    assert (told["ruleId"], told["level"], told["rank"], told["suppressions"]) == ("A301", "error", 90.0, [])


def test_sarif_fingerprints_differ_for_findings_that_are_alike() -> None:
    prose = samples.prose_finding("此处 XX 填写", "XX")
    moved = samples.prose_finding("此处 XX 填写", "XX", line=30)
    prints = [one["partialFingerprints"] for one in sarif(samples.checked(prose, moved))["results"]]
    assert len({*map(str, prints)}) == 2
    (alone,) = sarif(samples.checked(moved))["results"]
    assert alone["partialFingerprints"] == prints[0]


def test_sarif_waived_findings_are_suppressed() -> None:
    told = sarif(samples.ACCEPTED)["results"]
    assert [(one["ruleId"], one["suppressions"]) for one in told] == [
        ("W601", []),
        (
            "A301",
            [
                {
                    "kind": "external",
                    "status": "accepted",
                    "justification": "已与县局核对 <b>",
                    "properties": {"until": "2025-12-31"},
                }
            ],
        ),
        ("T203", [{"kind": "external", "status": "accepted", "justification": "基线"}]),
    ]


def test_sarif_tells_what_was_not_checked() -> None:
    (invocation,) = sarif(samples.UNCHECKED, samples.UNREADABLE, samples.BROKEN)["invocations"]
    assert invocation["executionSuccessful"] is False
    assert [(one["level"], one["message"]["text"]) for one in invocation["toolExecutionNotifications"]] == [
        ("note", "没有找到第四部分的表"),
        ("error", "文件是空的，没有内容可查"),
        ("error", "检查程序出错：ValueError()"),
    ]
    assert sarif(samples.UNCHECKED)["invocations"][0]["executionSuccessful"] is True


def test_sarif_paths_as_uris() -> None:
    assert uri("a:b#?%.txt") == "a%3Ab%23%3F%25.txt"
    assert uri("../上年/./a.txt") == "../%E4%B8%8A%E5%B9%B4/a.txt"
    assert uri("/报告/a.txt") == "file:///%E6%8A%A5%E5%91%8A/a.txt"
    assert unquote(uri(samples.HOSTILE.path)) == samples.HOSTILE.path


def test_sarif_is_read_by_sarif_tools(tmp_path: Path) -> None:
    from sarif.loader import load_sarif_file

    path = tmp_path / "a.sarif"
    path.write_text(output("sarif", *samples.FOR_MACHINES), encoding="utf-8")
    read = load_sarif_file(str(path))
    counts = {level: len(found) for level, found in _by_level(read.get_records()).items()}
    assert counts == {"error": 5, "warning": 13}


def _by_level(records: list[dict[str, Any]]) -> dict[str, list[Any]]:
    levels: dict[str, list[Any]] = {}
    for record in records:
        levels.setdefault(record["Severity"], []).append(record)
    return levels


@pytest.mark.slow
@pytest.mark.parametrize("results", [(), samples.FOR_MACHINES], ids=["nothing", "everything"])
def test_sarif_is_valid_for_the_multitool(
    tmp_path: Path, sarif_multitool: str, results: tuple[Result, ...]
) -> None:
    path = tmp_path / "a.sarif"
    path.write_text(output("sarif", *results), encoding="utf-8")
    ran = subprocess.run(
        [sarif_multitool, "validate", str(path), "--rule-kind", "Sarif", "--level", "Error"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ": error " not in ran.stdout
    assert "Analysis completed successfully." in ran.stdout


# JUnit


def junit(*results: Result, fail_on: str = "error") -> list[Any]:
    return list(JUnitXml.fromstring(output("junit", *results, fail_on=fail_on).encode()))


def outcomes(suite: Any) -> dict[str, list[str]]:
    return {case.name.split()[0]: [type(one).__name__ for one in case.result] for case in suite}


def test_junit_is_read_by_junitparser() -> None:
    suites = junit(*samples.FOR_MACHINES)
    assert [suite.name for suite in suites] == [result.path for result in samples.FOR_MACHINES]
    for suite in suites:
        found = [kind for kinds in outcomes(suite).values() for kind in kinds]
        assert (suite.tests, suite.failures, suite.errors, suite.skipped) == (
            len(list(suite)),
            found.count("Failure"),
            found.count("Error"),
            found.count("Skipped"),
        )


def test_junit_fails_from_the_severity_that_decides_the_exit_code() -> None:
    both = samples.checked(samples.sum_finding(), samples.prose_finding("此处 XX 填写", "XX"), states={})
    for fail_on, failing in (("error", ["A301"]), ("warning", ["A301", "W601"]), ("never", [])):
        (suite,) = junit(both, fail_on=fail_on)
        assert [code for code, kinds in outcomes(suite).items() if "Failure" in kinds] == failing
    (suite,) = junit(both)
    (case,) = (case for case in suite if case.name.startswith("W601"))
    assert (
        case.system_out
        == "第一部分（原文第9行）：“XX”是模板里没有换掉的字\n怎么改：换成真实内容，或者删掉这几个字。"
    )


def test_junit_skips_with_the_reason() -> None:
    (suite,) = junit(
        samples.checked(
            states={"A301": "not_applicable", "A303": "not_checked"},
            not_checked=(NotChecked("A303", samples.said("没有找到第三部分的表")),),
        )
    )
    told = {case.name.split()[0]: case.result[0].message for case in suite if case.result}
    assert told["A301"] == "不适用于这份报告"
    assert told["A303"] == "没有找到第三部分的表"
    (suite,) = junit(samples.ACCEPTED)
    told = {case.name.split()[0]: case.result[0].message for case in suite if case.result}
    assert (told["A301"], told["T203"]) == ("已豁免：已与县局核对 <b>", "已豁免：基线")


def test_junit_unreadable_is_an_error_and_nothing_passes() -> None:
    (suite,) = junit(samples.UNREADABLE)
    kinds = outcomes(suite)
    assert kinds.pop("E901") == ["Error"]
    assert set(map(tuple, kinds.values())) == {("Skipped",)}
    (suite,) = junit(samples.BROKEN)
    assert outcomes(suite)["A301"] == ["Error"]


def test_junit_hostile_text_stays_text() -> None:
    tree = etree.fromstring(output("junit", samples.HOSTILE).encode())
    assert {element.tag for element in tree.iter()} == {
        *("testsuites", "testsuite", "testcase", "system-out", "skipped"),
    }
    assert "<script>alert(1)</script>" in tree.findtext(".//system-out")


# GitHub


def test_github_lines() -> None:
    prose = samples.prose_finding("此处 XX 填写", "XX")
    assert output(
        "github", samples.checked(prose, path="./a,b:c%.txt"), samples.WORD, samples.UNREADABLE
    ).splitlines() == [
        "::warning file=a%2Cb%3Ac%25.txt,line=9,endLine=9,col=4,endColumn=6,title=W601 模板里的字没有换掉::“XX”是模板里没有换掉的字",
        "::error file=报告/年报.docx,title=A301 总计列与六类申请人之和不符::"
        + samples.sum_finding().message.zh,
        "::error file=空.txt,title=E901::文件是空的，没有内容可查",
        "共 3 个文件：1 处错误，1 处警告，0 处提示，1 个文件没能检查",
    ]


def test_github_no_line_begins_with_a_command_of_the_report() -> None:
    *lines, _ = output("github", *samples.FOR_MACHINES).splitlines()
    command = re.compile(r"::(?:error|warning|notice) (?:[a-zA-Z]+=[^:,]*,?)+::[^\r\n]*")
    assert [line for line in lines if not command.fullmatch(line)] == []


# GitLab


def test_gitlab_entries() -> None:
    entries = json.loads(output("gitlab", *samples.FOR_MACHINES))
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)
    (entry,) = json.loads(output("gitlab", samples.checked(samples.sum_finding(), path="./报告/a.txt")))
    assert entry.pop("fingerprint").endswith("-1")
    assert entry == {
        "description": samples.sum_finding().message.zh,
        "check_name": "A301",
        "severity": "major",
        "location": {"path": "报告/a.txt", "lines": {"begin": 55}},
    }
    assert json.loads(output("gitlab")) == json.loads(output("gitlab", samples.CLEAN)) == []


# Markdown


def rendered(text: str) -> str:
    return MarkdownIt("commonmark", {"html": True}).render(text)


def test_markdown_hostile_text_is_shown_as_it_is() -> None:
    page = rendered(output("markdown", *samples.FOR_MACHINES))
    tree = etree.HTML(page)
    tags = {element.tag for element in tree.iter() if isinstance(element.tag, str)}
    assert tags <= {"html", "body", "h2", "h3", "p", "ul", "li", "strong"}
    shown = html.unescape(re.sub(r"<[^>]*>", "", page))
    assert "坏|<script>alert(1)</script> [点](javascript:x) @all #1 !2 ::error::a%0A" in shown
    assert "**粗** `c` \\x1b[31m\ufffe www.x.cn http://x.cn :tada: | $a$" in shown


@pytest.mark.parametrize(
    "text", ["@all", "#12", "!3", "https://x.cn", "www.x.cn", ":tada:", "~标签", "&1", "%2"]
)
def test_markdown_makes_no_mention_reference_or_link(text: str) -> None:
    """GitHub and GitLab look for them in what is shown: a comment between the sign and the word keeps them apart."""
    assert "<!-- -->" in escaped(text)
    assert html.unescape(re.sub("<!-- -->", "", rendered(escaped(text)))) == f"<p>{text}</p>\n"


@pytest.mark.parametrize("text", ["- a", "+ a", "1. a", "1) a", "# a", "> a", "===", "---", "```"])
def test_markdown_text_begins_no_block(text: str) -> None:
    assert html.unescape(re.sub("<!-- -->", "", rendered(f"a\n{escaped(text)}"))) == f"<p>a\n{text}</p>\n"
    assert rendered(f"- {escaped(text)}").count("<li>") == 1
    assert escaped("    a") == "a"


def test_markdown_counts_come_first_and_the_comment_stays_short() -> None:
    many = [samples.checked(*samples.blank_cells(9), path=f"{number}.txt") for number in range(200)]
    written = output("markdown", *many)
    assert written.startswith("## reportlint\n\n共 200 个文件：0 处错误，5400 处警告，0 处提示\n")
    assert len(written) < LONGEST_COMMENT + 500
    left_out = re.search(r"另有 (\d+) 个文件这里放不下。", written)
    assert left_out is not None
    assert int(left_out[1]) + written.count("\n### ") == 200


def test_markdown_of_clean_files_is_their_count() -> None:
    assert output("markdown", samples.CLEAN) == "## reportlint\n\n共 1 个文件：0 处错误，0 处警告，0 处提示\n"
    assert output("markdown", samples.CLEAN, lang="en").startswith("## reportlint\n\n1 file&#58; 0 errors")
