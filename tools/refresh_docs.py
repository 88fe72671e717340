"""Makes the parts of README.md that come from elsewhere: outputs of commands, and the table of rules.

    python tools/refresh_docs.py            writes what is stale
    python tools/refresh_docs.py --check    only says what is stale, exit 1

A part stands between `<!-- output: reportlint ARGUMENTS -->` or `<!-- rules -->` and `<!-- end -->`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "lint"))

PAGES = (ROOT / "README.md",)
WIDTH = 80
_PART = re.compile(r"<!-- (output: reportlint (?P<arguments>[^>]+)|rules) -->\n.*?<!-- end -->", re.DOTALL)
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
    body = rule_table() if arguments is None else f"```text\n$ reportlint {arguments}\n{output(arguments)}```"
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
    lines = (line.rstrip() for line in run.stdout.strip().splitlines())
    return "\n".join([*lines, ""])


def rule_table() -> str:
    """The bundled rules as a Markdown table, from their files."""
    return "\n".join(["| 编号 | 级别 | 查什么 | What |", "|---|---|---|---|", *_rule_rows()])


def _rule_rows() -> Iterator[str]:
    from reportlint.engine.loading import catalogue

    for rule in catalogue():
        yield f"| {rule.code} {rule.name} | {_SEVERITIES[rule.declared]} | {rule.title.zh} | {rule.title.en} |"


if __name__ == "__main__":
    sys.exit(main())
