"""Makes the parts of README.md and docs/ that come from elsewhere: outputs of commands, tables of rules, bases, kinds.

    python tools/refresh_docs.py            writes what is stale
    python tools/refresh_docs.py --check    only says what is stale, exit 1

A part stands between `<!-- output: reportlint ARGUMENTS -->`, `<!-- rules -->`, `<!-- bases -->` or `<!-- kinds
-->` and `<!-- end -->`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlint.engine.rules import Rule

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "lint"))

PAGES = (ROOT / "README.md", ROOT / "docs" / "bases.md", ROOT / "docs" / "kinds.md")
WIDTH = 80
SOME_VERSION = "3f2a9c1d0b7e"
"""Stands in pages for the version of the rules."""
_PART = re.compile(
    r"<!-- (output: reportlint (?P<arguments>[^>]+)|rules|bases|kinds) -->\n.*?<!-- end -->", re.DOTALL
)
_SEVERITIES = {"error": "错误", "warning": "警告", "info": "提示"}


def main() -> int:
    """Writes the stale pages, or only names them."""
    stale = [page for page in PAGES if page.read_text("utf-8") != refreshed(page.read_text("utf-8"))]
    for page in stale:
        print(f"stale: {page.relative_to(ROOT)}")
        if "--check" not in sys.argv:
            page.write_text(refreshed(page.read_text("utf-8")), encoding="utf-8")
    return 1 if stale and "--check" in sys.argv else 0


def refreshed(page: str) -> str:
    """The page with all its parts made anew."""
    return _PART.sub(_part, page)


def _part(found: re.Match[str]) -> str:
    arguments = found["arguments"]
    if arguments is not None:
        body = f"```text\n$ reportlint {arguments}\n{output(arguments)}```"
    else:
        body = {"rules": rule_table, "bases": basis_table, "kinds": kind_chapters}[found[1]]()
    return f"<!-- {found[1]} -->\n{body}\n<!-- end -->"


def output(arguments: str) -> str:
    """What the command writes for these arguments, run in the folder of the project."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "lint"),
        "PYTHONUTF8": "1",
        "COLUMNS": str(WIDTH),
        "NO_COLOR": "1",
    }
    command = [sys.executable, "-m", "reportlint", *arguments.split()]
    run = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    if run.returncode not in (0, 1):
        raise SystemExit(f"reportlint {arguments}: {run.stderr}")
    from reportlint.data.about import rules_digest

    # the version of the rules is another with every change of them, and no page has to be
    told = run.stdout.replace(rules_digest(), SOME_VERSION)
    lines = (line.rstrip() for line in told.strip().splitlines())
    return "\n".join([*lines, ""])


def kind_chapters() -> str:
    """The manual of the kinds of check in both languages."""
    from reportlint.checks import ACROSS, KINDS, find_kind
    from reportlint.engine.loading import catalogue
    from reportlint.render.kinds import render_kinds

    known = [kind for name in sorted({**KINDS, **ACROSS}) if (kind := find_kind(name)) is not None]
    return "".join(render_kinds(catalogue(), known, ("zh", "en"))).rstrip()


def rule_table() -> str:
    """The bundled rules as a Markdown table, from their files."""
    return "\n".join(["| 编号 | 级别 | 查什么 | What |", "|---|---|---|---|", *_rule_rows()])


def _rule_rows() -> Iterator[str]:
    from reportlint.engine.loading import catalogue

    for rule in catalogue():
        yield f"| {rule.code} {rule.name} | {_SEVERITIES[rule.declared]} | {rule.title.zh} | {rule.title.en} |"


UNITS = {
    "部门": "云陂县水利局",
    "县级以上政府": "云陂县人民政府",
    "乡镇政府": "云陂镇人民政府",
    "街道": "江州市云陂街道办事处",
    "看不出级别": "云陂经济开发区管理委员会",
}
"""One unit of each kind that the bases tell apart."""
YEARS = {"2019、2020年度": 2020, "2021年度": 2021, "2022年度起": 2022}
"""One report year of each time in which other documents are in force."""


def basis_table() -> str:
    """What the findings of each rule cite, by report year and kind of unit, as a Markdown table."""
    head = f"| 编号 | {' | '.join(YEARS)} |"
    return "\n".join([head, "|---" * (len(YEARS) + 1) + "|", *_basis_rows()])


def _basis_rows() -> Iterator[str]:
    from reportlint.engine.loading import catalogue

    for rule in catalogue():
        asked_from = rule.parameters.get("from", 0)
        cells = ["不查" if year < asked_from else _citing(rule, year) for year in YEARS.values()]
        shown = ["同左" if index and cell == cells[index - 1] else cell for index, cell in enumerate(cells)]
        yield f"| {rule.code} | {' | '.join(shown)} |"


def _citing(rule: Rule, year: int) -> str:
    """What a rule cites for one year: each set of words once, with the kinds of unit where these differ."""
    from reportlint.engine.bases import Subject, cited
    from reportlint.model.forms import form_for_year

    parts = []
    for citations in dict.fromkeys(rule.citations):
        by_words: dict[str, list[str]] = {}
        for kind, unit in UNITS.items():
            words = cited(citations, Subject(unit, year, form_for_year(year)))
            by_words.setdefault("；".join(text.zh for text in words), []).append(kind)
        alike = len(by_words) == 1
        parts += [words if alike else f"{'、'.join(kinds)}：{words}" for words, kinds in by_words.items()]
    return "<br>".join(parts)


if __name__ == "__main__":
    sys.exit(main())
