"""Makes the parts of README.md and docs/ that come from elsewhere: outputs of commands, bases, kinds, messages.

    python tools/refresh_docs.py            writes what is stale
    python tools/refresh_docs.py --check    only says what is stale, exit 1

A part stands between `<!-- output: reportlint ARGUMENTS -->`, `<!-- bases -->`, `<!-- kinds -->` or
`<!-- messages -->` and `<!-- end -->`.
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
    from reportlint.model.diagnostic import Diagnostic, Related

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "lint"))

PAGES = (
    ROOT / "README.md",
    *sorted((ROOT / "docs" / "handbook").glob("*.md")),
    *(ROOT / "docs" / f"{name}.md" for name in ("bases", "kinds", "messages")),
)
WIDTH = 80
SOME_VERSION = "3f2a9c1d0b7e"
"""Stands in pages for the version of the rules."""
_PART = re.compile(
    r"<!-- (output: reportlint (?P<arguments>[^>]+)|bases|kinds|messages) -->\n.*?<!-- end -->", re.DOTALL
)


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
        body = {"bases": basis_table, "kinds": kind_chapters, "messages": messages}[found[1]]()
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


def messages() -> str:
    """Every message that the examples of the bundled rules give, below the titles of the rule."""
    from reportlint.engine.loading import catalogue

    return "\n".join(line for rule in catalogue() for line in _messages_of(rule)).rstrip()


def _messages_of(rule: Rule) -> Iterator[str]:
    from reportlint.app.trial import judge_example
    from reportlint.engine.examples import read_examples

    yield f"## {rule.code}　{rule.title.zh}\n"
    yield f"{rule.title.en}. 查过没有问题：{rule.passed.zh}（{rule.passed.en}）。\n"
    told: dict[str, None] = {}
    helps: dict[str, None] = {}
    for example in read_examples(rule.path):
        for verdict in judge_example(rule, example).values():
            for found in verdict.diagnostics:
                told |= dict.fromkeys(_told(found))
                helps[f"怎么改：{found.help.zh}  \n{found.help.en}"] = None
            for item in verdict.not_checked:
                told[f"- 没能检查：{item.reason.zh}  \n  {item.reason.en}"] = None
    yield from told
    yield ""
    yield from (f"{line}\n" for line in helps)


def _told(found: Diagnostic) -> Iterator[str]:
    """A finding with its other places, in both languages."""
    from reportlint.render import words

    yield f"- {words.SEVERITY[found.severity].zh}：{_placed(found, 'zh')}  \n  {_placed(found, 'en')}"
    for other in found.related:
        yield f"  - {words.ALSO.zh}{_placed(other, 'zh')}  \n    {_placed(other, 'en')}"


def _placed(item: Diagnostic | Related, lang: str) -> str:
    """The message with its place, plain text to Markdown."""
    from reportlint.render import words

    said = words.COLON.of(lang).join(filter(None, (words.at(item, lang), item.message.of(lang))))
    return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", said)


if __name__ == "__main__":
    sys.exit(main())
