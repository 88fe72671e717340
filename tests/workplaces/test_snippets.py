"""What docs/ci.md shows works: the problem matcher on real output, the snippets' options, the waivers."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from reportlint.render import FORMATS
from reportlint.waivers.source import load_waivers
from tests.cli.conftest import Ran, folder, reportlint  # noqa: F401 - fixtures
from tests.workplaces.conftest import ROOT

PAGE = (ROOT / "docs" / "ci.md").read_text("utf-8")
(PATTERN,) = json.loads((ROOT / ".github" / "reportlint-matcher.json").read_text("utf-8"))["problemMatcher"][
    0
]["pattern"]


def snippets(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def matched(line: str) -> dict[str, str | None]:
    found = re.match(PATTERN["regexp"], line)
    assert found is not None, line
    return {name: found[PATTERN[name]] for name in ("file", "line", "column", "severity", "code")}


@pytest.mark.parametrize("name", ["bad.txt", "年报/云陂镇 2024：终稿.txt", "a:b/C 3:4: x.txt"])
def test_matcher_reads_real_output(
    reportlint: Callable[..., Ran],  # noqa: F811
    folder: Path,  # noqa: F811
    name: str,
) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes((folder / "bad.txt").read_bytes())
    lines = reportlint(name, "empty.txt", "--format", "concise").out.splitlines()
    table = json.loads(reportlint(name, "--format", "json").out)["files"][0]["diagnostics"][0]["location"]
    assert [matched(line) for line in lines] == [
        {
            "file": name,
            "line": str(table["line"]),
            "column": str(table["column"]),
            "severity": "error",
            "code": "A304",
        },
        {"file": "empty.txt", "line": None, "column": None, "severity": "error", "code": "E901"},
    ]


def test_matcher_leaves_other_lines_alone() -> None:
    assert re.match(PATTERN["regexp"], "共 2 个文件：1 处错误，0 处警告，0 处提示") is None


def test_editor_has_the_same_pattern() -> None:
    (tasks,) = (json.loads(snippet) for snippet in snippets("json") if '"tasks"' in snippet)
    assert tasks["tasks"][0]["problemMatcher"]["pattern"] == PATTERN


def test_snippets_are_yaml_and_name_formats_that_exist() -> None:
    parsed: list[Any] = [yaml.safe_load(text) for text in snippets("yaml")]
    assert len(parsed) == 4
    assert {*re.findall(r"--format (\w+)", PAGE)} <= {*FORMATS}
    assert all(f"`{name}`" in PAGE for name in ("sarif", "junit", "github", "gitlab", "markdown"))
    workflow = parsed[1]["jobs"]["reportlint"]["steps"][1]["with"]
    assert {*workflow} <= {*yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["inputs"]}


def test_gitlab_commands_run(reportlint: Callable[..., Ran], folder: Path) -> None:  # noqa: F811
    (folder / "年报").mkdir()
    (folder / "bad.txt").rename(folder / "年报" / "bad.txt")
    script = yaml.safe_load(snippets("yaml")[2])["reportlint"]["script"]
    codes = []
    for line in script[1:]:
        words = shlex.split(line.split("||")[0])
        codes.append(reportlint(*words[1:]).code)
    assert codes == [0, 1]
    assert len(json.loads((folder / "gl-code-quality-report.json").read_text("utf-8"))) == 1
    assert "<failure " in (folder / "reportlint.xml").read_text("utf-8")


def test_waivers_shown_are_valid(tmp_path: Path) -> None:
    path = tmp_path / "waivers.yaml"
    path.write_text(snippets("yaml")[3], encoding="utf-8")
    assert [entry.code for entry in load_waivers(path).entries] == ["A301", "W601"]
    Draft202012Validator.check_schema(
        json.loads((ROOT / "schemas" / "waivers.schema.json").read_text("utf-8"))
    )
