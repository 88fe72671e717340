"""Builds the handbook: a site of static pages that needs no network, with a page for each rule, searched in Chinese.

    python tools/handbook.py                  builds into build/handbook, strictly: a link that leads nowhere stops it
    python tools/handbook.py --output FOLDER  builds into another folder

Its pages are docs/handbook/*.md and docs/*.md, and those of the rules, which are made of the rule files and never
written by hand. `reportlint serve` shows what lies in build/handbook at /handbook. Needs the extra `handbook`.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "lint"), str(ROOT / "tools")]

PAGES = ROOT / "docs" / "handbook"
BUILT = ROOT / "build" / "handbook"
NAMED = (
    ("首页", "index.md"),
    ("经办人：五分钟", "clerk.md"),
    ("检查人：一月这一轮", "inspector.md"),
    ("管理员：服务和安装", "admin.md"),
    ("程序员：接口和规则", "programmer.md"),
    ("安装和程序包", "install.md"),
    ("认得的格式", "formats.md"),
    ("常用的写法", "usage.md"),
    ("English", "english.md"),
)
"""The pages for people, as the menu has them."""
REFERENCE = (
    ("在工作流程里用", "ci.md"),
    ("网页服务 / The service", "serve.md"),
    ("整改通知书的模板", "notices.md"),
    ("几千份、几台机器", "scale.md"),
    ("各年度的依据", "bases.md"),
    ("每一句话 / Every message", "messages.md"),
    ("规则的例子怎么写 / Examples of rules", "examples.md"),
    ("检查的种类", "kinds.md"),
    ("Using it from Python", "api.md"),
    ("Architecture", "architecture.md"),
    ("Contributing", "contributing.md"),
    ("Testing", "testing.md"),
    ("Accuracy", "accuracy.md"),
    ("Copied reports", "copied.md"),
    ("Likely wrong cells", "suspects.md"),
    ("Benchmarks", "benchmarks.md"),
    ("更新记录 / Changelog", "changelog.md"),
)
BESIDE = {"README.md": "index.md", "CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md"}
"""Files at the top of the project that are pages, with their names in the handbook."""
SEARCHED = ("身份证", "银行卡", "手机号", "总计列", "结转", "依申请", "应报未报")
TOO_LONG = ("居民身份证",)
"""Words that people look for, and words that hide one of these."""
_LINK = re.compile(r"(\]\()(?!https?:|#|mailto:)([^)#\s]+)(#[^)\s]*)?(\))")


def main() -> int:
    """Builds the handbook; 1 where a page is at fault."""
    parser = argparse.ArgumentParser(description="Builds the handbook.")
    parser.add_argument("--output", type=Path, default=BUILT)
    output = parser.parse_args().output.resolve()
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder)
        gather(pages)
        built = build(pages, output)
    print(f"{len(list(output.rglob('*.html')))} pages in {output}" if built else "the handbook was not built")
    return 0 if built else 1


def gather(pages: Path) -> None:
    """Puts all pages into one folder: those for people, the reference, the rules; links lead to their copies."""
    from handbook_rules import rule_page, table_of_rules

    from reportlint.engine.loading import catalogue

    shutil.copytree(ROOT / "docs" / "images", pages / "images")
    for path in sorted(PAGES.iterdir()):
        if path.suffix == ".md":
            _copy(path, pages / path.name, pages)
        elif path.suffix in (".css", ".js"):
            shutil.copy(path, pages / path.name)
    for path in sorted((ROOT / "docs").glob("*.md")):
        _copy(path, pages / path.name, pages)
    for name, page in BESIDE.items():
        if name != "README.md":
            _copy(ROOT / name, pages / page, pages)
    rules = catalogue()
    (pages / "rules").mkdir()
    (pages / "rules" / "index.md").write_text(table_of_rules(rules), encoding="utf-8")
    for rule in rules:
        (pages / "rules" / f"{rule.code}.md").write_text(rule_page(rule, rules), encoding="utf-8")


def _copy(source: Path, target: Path, pages: Path) -> None:
    """Copies a page with its links led to where their targets stand in the handbook."""

    def led(link: re.Match[str]) -> str:
        return f"{link[1]}{_place_of(source, link[2], pages)}{link[3] or ''}{link[4]}"

    blocks = re.split(r"(^```.*?^```$)", source.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    target.write_text(
        "".join(block if block.startswith("```") else _LINK.sub(led, block) for block in blocks), "utf-8"
    )


def _place_of(source: Path, link: str, pages: Path) -> str:
    """Where in the handbook the target of a page's link stands; what is no page is put there under files/."""
    target = Path(os.path.normpath(source.parent / link))
    if source.parent == PAGES and link.startswith("rules/"):
        return link  # made of the rule files
    if target.parent in (ROOT / "docs", PAGES) and target.suffix == ".md":
        return target.name
    inside = target.relative_to(ROOT).as_posix()
    if inside in BESIDE:
        return BESIDE[inside]
    if inside.startswith("docs/"):
        return inside.removeprefix("docs/")
    if not target.is_file():
        return link  # told by the strict build
    copy = pages / "files" / inside.replace("/.", "/").lstrip(".")
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(target, copy)
    return copy.relative_to(pages).as_posix()


def menu(pages: Path) -> list[dict[str, Any]]:
    """The menu: pages for people, rules by family, reference. A page that is in no part of it stops the build."""
    from reportlint.audit.outputs.wording import family_name, family_of
    from reportlint.engine.loading import catalogue

    families: dict[str, list[str]] = {}
    for rule in catalogue():
        families.setdefault(family_name(family_of(rule.code), "zh"), []).append(f"rules/{rule.code}.md")
    named = {page for _, page in (*NAMED, *REFERENCE)}
    lost = sorted(path.name for path in pages.glob("*.md") if path.name not in named)
    if lost:
        raise SystemExit(f"in no part of the menu: {', '.join(lost)}; tools/handbook.py lists the pages")
    by_family: list[Any] = [{name: list(paths)} for name, paths in families.items()]
    return [
        *({title: page} for title, page in NAMED),
        {"规则": ["rules/index.md", *by_family]},
        {"参考": [{title: page} for title, page in REFERENCE]},
    ]


def build(pages: Path, output: Path) -> bool:
    """Whether MkDocs built the site strictly."""
    from mkdocs.commands.build import build as build_site
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    _teach_words()
    with open(PAGES / "mkdocs.yml", "rb") as settings:
        config = load_config(
            settings, docs_dir=str(pages), site_dir=str(output), nav=menu(pages), strict=True
        )
    warnings = _Warnings()
    try:
        with warnings:
            build_site(config)
    except MkDocsException as error:
        print(error, file=sys.stderr)
        return False
    return not warnings.told


def _teach_words() -> None:
    """Tells what cuts Chinese sentences into words how people search for some of ours."""
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    for word in TOO_LONG:
        jieba.del_word(word)
    for word in SEARCHED:
        jieba.add_word(word, freq=1_000_000)


class _Warnings:
    """Counts what MkDocs warns of, and lets it be read."""

    def __init__(self) -> None:
        self.told = 0

    def __enter__(self) -> None:
        import logging

        class Handler(logging.Handler):
            def emit(handler, record: logging.LogRecord) -> None:  # noqa: N805
                self.told += 1
                print(f"{record.levelname}: {record.getMessage()}", file=sys.stderr)

        self._handler = Handler(logging.WARNING)
        logging.getLogger("mkdocs").addHandler(self._handler)

    def __exit__(self, *_: object) -> None:
        import logging

        logging.getLogger("mkdocs").removeHandler(self._handler)


if __name__ == "__main__":
    sys.exit(main())
