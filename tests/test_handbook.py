"""The handbook: a page for each rule, made of its file; built strictly, read on phone and screen, searched offline."""

from __future__ import annotations

import importlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reportlint.engine.examples import read_examples
from reportlint.engine.loading import catalogue

ROOT = Path(__file__).parent.parent
RULES = {rule.code: rule for rule in catalogue()}


@pytest.fixture(scope="module")
def tools() -> Iterator[Any]:
    """The module that makes the pages of rules, as the build imports it."""
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        yield importlib.import_module("handbook_rules")
    finally:
        sys.path.remove(str(ROOT / "tools"))


def drawn(page: str) -> list[str]:
    return re.findall(r'<div class="drawn".*?</div>$', page, re.MULTILINE)


@pytest.mark.parametrize("code", ["A301", "N402", "T205", "X704", "E903"])
def test_a_rule_s_page_tells_all_that_its_file_tells(tools: Any, code: str) -> None:
    rule = RULES[code]
    page = tools.rule_page(rule, tuple(RULES.values()))
    plain = re.sub(r"&#(\d+);", lambda found: chr(int(found[1])), page)
    assert plain.startswith(f"# {code} {rule.title.zh}\n")
    for words in (rule.title.en, rule.rationale.zh, *(basis.zh for basis in rule.basis_texts)):
        assert " ".join(words.split()) in plain.replace("&#x27;", "'")
    examples = read_examples(rule.path)
    assert [line[4:] for line in plain.splitlines() if line.startswith("### ")] == [
        example.title.zh for example in sorted(examples, key=lambda example: example.good)
    ]
    assert page.count('<p class="told good">') == sum(one.good and not one.not_checked for one in examples)
    assert f"ignore: [{code}]" in page


def test_examples_are_drawn_with_the_marked_cell_and_the_changed_row_alone(tools: Any) -> None:
    wrong, *_ = drawn(tools.rule_page(RULES["A301"], tuple(RULES.values())))
    assert wrong.count("<tr>") == 4  # three of the head, and the row that is marked
    assert re.search(r'<td class="number hit error here">\s*2', wrong)
    assert "一、本年新收政府信息公开申请数量" in wrong


def test_what_a_right_example_changes_is_drawn_too(tools: Any) -> None:
    page = tools.rule_page(RULES["A301"], tuple(RULES.values()))
    thousands = page[page.index("### 千分位") : page.index("### 八位数")]
    (right,) = drawn(thousands)
    assert "1,203" in right
    assert "hit" not in right


def test_nothing_in_a_drawing_leads_anywhere(tools: Any) -> None:
    for code in ("A301", "N402", "W601"):
        for drawing in drawn(tools.rule_page(RULES[code], tuple(RULES.values()))):
            assert not re.search(r"\b(href|id)=", drawing)
            assert "\n" not in drawing


def test_a_rule_names_what_leads_and_what_follows_it(tools: Any) -> None:
    page = tools.rule_page(RULES["T204"], tuple(RULES.values()))
    leading = {name.split(".")[0] for names in RULES["T204"].follows.values() for name in names}
    related = page[page.index("## 相关的规则") :]
    assert leading
    assert all(f"({code}.md)" in related for code in leading)
    assert "(T204.md)" in tools.rule_page(RULES[leading.pop()], tuple(RULES.values()))


def test_the_list_has_every_rule_once(tools: Any) -> None:
    table = tools.table_of_rules(tuple(RULES.values()))
    assert re.findall(r"^\| \[(\w+)\]\(\1\.md\) ", table, re.MULTILINE) == list(RULES)


@pytest.fixture(scope="session")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The handbook, built by its command; REPORTLINT_HANDBOOK names one that was built before."""
    if built := os.environ.get("REPORTLINT_HANDBOOK"):
        return Path(built)
    pytest.importorskip("material", reason="the extra handbook is not installed")
    output = tmp_path_factory.mktemp("book") / "handbook"
    command = [sys.executable, str(ROOT / "tools" / "handbook.py"), "--output", str(output)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=400)
    assert ran.returncode == 0, ran.stderr
    return output


@pytest.mark.slow
def test_it_is_built_strictly_with_a_page_for_each_rule(handbook: Path) -> None:
    assert {path.stem for path in (handbook / "rules").glob("*.html")} == {*RULES, "index"}
    told = [path.read_text("utf-8") for path in handbook.rglob("*.html")]
    sources = {url for page in told for url in re.findall(r'(?:src|href)="(https?://[^"]+)"', page)}
    assert not [url for url in sources if url.endswith((".js", ".css", ".woff2"))]
    index = json.loads((handbook / "search" / "search_index.json").read_text("utf-8"))
    titles = [entry["title"] for entry in index["docs"]]
    assert any("\u200b身份证\u200b" in title for title in titles)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, as the browser tests of the page drive it."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed")
    with pytest.importorskip("playwright.sync_api").sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield made
        made.close()


SHOWN = ("index.html", "inspector.html", "rules/A301.html")


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1440])
def test_three_pages_fit_the_screen(handbook: Path, browser: Any, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    for name in SHOWN:
        page.goto((handbook / name).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    cell = page.locator(".drawn td.hit").first
    cell.scroll_into_view_if_needed()
    box = cell.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width  # seen without being scrolled to
    assert troubles == []
    page.close()


@pytest.mark.slow
@pytest.mark.parametrize(("asked", "code"), [("总计列", "A301"), ("结转", "X701"), ("W601", "W601")])
def test_it_is_searched_in_chinese_without_a_server(
    handbook: Path, browser: Any, asked: str, code: str
) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto((handbook / "index.html").as_uri())
    page.locator("input.md-search__input").click()
    page.keyboard.type(asked)
    page.keyboard.press("End")  # as an input method does: a key comes up at the end
    page.wait_for_selector(".md-search-result__item h1", timeout=60_000)
    assert page.locator(".md-search-result__item h1").first.inner_text().startswith(code)
