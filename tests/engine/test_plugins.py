"""What an installed package brings by entry points: a kind of check, a pack of rules, a reader and a renderer."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reportlint.draft import sample, text

MODULE = '''
"""A tiny plug-in."""

from pathlib import Path

from reportlint.engine.kind import Finding, Kind
from reportlint.readers.text import read as read_text

RULES = Path(__file__).parent / "tiny_rules"


def read(data, *, name):
    """A file whose bytes stand in reverse."""
    return read_text(data[::-1], name=name)


def render(results, options):
    """One line for each file: its path and the codes found."""
    for result in results:
        yield " ".join([result.path, *(found.code for found in result.diagnostics)]) + "\\n"


def _run(report, context):
    if report.title and context.parameters["word"] in report.title.text:
        yield Finding(report.title.place, {"word": context.parameters["word"]})


KIND = Kind(
    "title_word",
    _run,
    {
        "type": "object",
        "title": "标题里的词",
        "description": "a word in the title",
        "required": ["word"],
        "properties": {"word": {"type": "string", "title": "词", "description": "the word"}},
    },
    placeholders=frozenset({"word"}),
)
'''
RULE = """\
code: Z801
name: tiny-title
severity: error
since: 0.1.0
title: {zh: 标题, en: Title}
passed: {zh: 没有问题, en: Fine}
message: {zh: "标题里有“{word}”", en: "the title has {word}"}
help: {zh: 改, en: Mend it}
basis: [{zh: 试, en: A trial}]
rationale: {zh: 试, en: A trial}
check: title_word
parameters: {word: 云陂}
"""
ENTRY_POINTS = """\
[reportlint.checks]
title_word = tiny_plugin:KIND

[reportlint.rules]
tiny = tiny_plugin:RULES

[reportlint.readers]
back = tiny_plugin:read

[reportlint.renderers]
codes = tiny_plugin:render
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages with the plug-in installed in it, as its metadata say."""
    site = tmp_path_factory.mktemp("site")
    (site / "tiny_plugin.py").write_text(MODULE, encoding="utf-8")
    (site / "tiny_rules").mkdir()
    (site / "tiny_rules" / "Z801.yaml").write_text(RULE, encoding="utf-8")
    info = site / "tiny_plugin-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: tiny-plugin\nVersion: 1.0\n", encoding="utf-8"
    )
    (info / "entry_points.txt").write_text(ENTRY_POINTS, encoding="utf-8")
    reports = site / "reports"
    reports.mkdir()
    (reports / "a.back").write_bytes(text(sample("town")).encode()[::-1])
    (reports / "b.txt").write_text(text(sample("city")), encoding="utf-8")
    return site


def run(site: Path, *arguments: str, installed: bool = True) -> tuple[int, str, str]:
    path = os.pathsep.join([*([str(site)] if installed else []), *sys.path])
    ran = subprocess.run(
        [sys.executable, "-m", "reportlint", *arguments],
        cwd=site / "reports",
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": path},
        capture_output=True,
        encoding="utf-8",
    )
    return ran.returncode, ran.stdout, ran.stderr


def test_reader_renderer_rules_and_kind_work_together(site: Path) -> None:
    ran = run(site, ".", "--rules", "tiny", "--format", "codes")
    assert ran == (1, f".{os.sep}a.back Z801\n.{os.sep}b.txt\n", "")


def test_the_rule_says_what_its_own_kind_found(site: Path) -> None:
    code, out, _ = run(site, "a.back", "--rules", "tiny", "--format", "concise")
    assert (code, out) == (1, "a.back:1:1: error Z801 标题里有“云陂”\n")


def test_the_manual_has_the_kind_with_the_words_of_its_schema(site: Path) -> None:
    code, out, _ = run(site, "rules", "--kinds", "--rules", "tiny")
    assert code == 0
    assert "## title_word\n\n标题里的词\n\n" in out
    assert "| `word` | string | 必须 | 词 |\n" in out
    assert "例：Z801\n" in out


def test_without_the_package_its_names_are_not_known(site: Path) -> None:
    code, out, words = run(site, "b.txt", "--format", "codes", installed=False)
    assert (code, out) == (2, "") and "text、concise、json" in words
    code, out, words = run(site, "b.txt", "--rules", "tiny", installed=False)
    assert (code, out) == (2, "") and words.startswith("错误：tiny: 规则文件打不开")
    code, out, _ = run(site, ".", "--format", "concise", installed=False)
    assert (code, "a.back" in out) == (0, False)  # it is nothing that a folder is searched for
